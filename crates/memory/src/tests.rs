//! A memory by its answers: copies, stories, restarts, damage.

use std::path::Path;
use std::time::Duration;

use jiff::Timestamp;
use wiredesk_model::{
    Annotations, Article, ArticleId, DuplicateKind, Entity, EntityType, Keyword, Layer,
};

use crate::index::MAX_SEGMENTS;
use crate::log::Log;
use crate::{Imprint, Memory, MemoryConfig};

const TALKS: &str = "The foreign ministers of both countries met in Geneva on Monday for the first time in six \
    years. They agreed to reopen two border crossings before winter and to return the last of the detained \
    fishermen. A joint commission will meet every month in turn in the two capitals. Neither side spoke of the \
    islands, which both claim. Farmers near the border welcomed the news, but fishing unions called for proof. \
    Trade between the two fell by half after the shots of two summers ago, and many families were cut off from \
    their fields. The Swiss hosts said that a second round of talks was planned for the spring.";

const STORM: &str = "A storm with winds of more than a hundred miles an hour tore the roofs from houses along the \
    coast on Sunday night. Rescue workers went from door to door by boat, and the army flew in tents, blankets and \
    water. At least forty people were hurt, most of them by falling trees. Power will be out for a week in the \
    hills, the company said, and schools stay closed. It was the strongest storm of the season so far.";

fn article(number: u8, text: &str) -> Article {
    Article { id: ArticleId([number; 16]), text: text.to_owned(), ..Article::default() }
}

fn about(names: &[&str]) -> Annotations {
    let mut notes = Annotations::default();
    notes.filled.insert(Layer::Entities);
    notes.entities = names.iter().map(|it| entity(it)).collect();
    let keyword = |it: &&str| Keyword { text: (*it).to_lowercase(), score: 0.5 };
    notes.keywords = names.iter().map(keyword).collect();
    notes
}

fn entity(name: &str) -> Entity {
    Entity {
        kind: EntityType::Organization,
        name: name.to_owned(),
        aliases: Vec::new(),
        roles: Vec::new(),
        country: None,
        geo: None,
        salience: 0.25,
        mentions: Vec::new(),
    }
}

fn at(day: i64) -> Timestamp {
    Timestamp::from_second(1_700_000_000 + day * 86_400).unwrap()
}

fn fresh() -> Memory {
    Memory::in_memory(MemoryConfig::default())
}

/// What the memory makes of each text in turn, a day apart: `-`, or kind and number of the original.
#[track_caller]
fn check(texts: &[&str], expect: &str) {
    let mut memory = fresh();
    let answers = (1..).zip(texts).map(|(number, text)| {
        let article = article(number, text);
        let (copy, _) = memory
            .observe(&Imprint::of(&article, &Annotations::default()), at(i64::from(number)))
            .unwrap();
        copy.map_or("-".to_owned(), |it| format!("{:?} {}", it.kind, it.of.0[0]).to_lowercase())
    });
    assert_eq!(answers.collect::<Vec<_>>().join(", "), expect);
}

#[test]
fn the_same_words_are_an_exact_copy() {
    check(&[TALKS, STORM, &TALKS.to_uppercase(), TALKS], "-, -, exact 1, exact 1");
}

#[test]
fn a_cut_text_is_a_near_copy() {
    let cut: String = TALKS.chars().take(TALKS.len() * 55 / 100).collect();
    check(&[TALKS, &cut], "-, near 1");
    check(&[&cut, TALKS], "-, near 1");
}

#[test]
fn a_corrected_reordered_text_under_another_lead_is_a_near_copy() {
    let mut sentences: Vec<&str> = TALKS.split_inclusive(". ").collect();
    sentences.rotate_left(3);
    let other =
        TALKS.replace("Monday", "Tuesday").replace("six", "seven").replace("hosts", "government");
    let lead = format!("GENEVA (Agency) - Updates with details. {TALKS}");
    check(&[TALKS, STORM, &sentences.concat(), &other, &lead], "-, -, near 1, near 1, near 1");
}

#[test]
fn a_quotation_is_no_copy() {
    let quoting = format!(
        "{STORM} In other news, the Swiss hosts said that a second round of talks was planned."
    );
    check(&[TALKS, &quoting], "-, -");
}

#[test]
fn empty_and_tiny_texts_are_no_copies_of_each_other() {
    check(&["", "", " ", "Yes.", "No.", "Correction: see below"], "-, -, -, -, -, -");
}

#[test]
fn an_id_seen_before_gets_its_answer_again() {
    let mut memory = fresh();
    let notes = about(&["Geneva", "Border Commission", "Fishing Union"]);
    let first = memory.observe(&Imprint::of(&article(1, TALKS), &notes), at(0)).unwrap();
    let second = memory.observe(&Imprint::of(&article(2, TALKS), &notes), at(1)).unwrap();
    assert_eq!(first.0, None);
    assert_eq!(second.0.as_ref().map(|it| it.kind), Some(DuplicateKind::Exact));
    assert_eq!(memory.observe(&Imprint::of(&article(1, TALKS), &notes), at(2)).unwrap(), first);
    assert_eq!(memory.observe(&Imprint::of(&article(2, TALKS), &notes), at(2)).unwrap(), second);
    let (_, story) = memory
        .observe(&Imprint::of(&article(3, STORM), &about(&["Army", "Coast", "Power"])), at(2))
        .unwrap();
    assert_eq!(story.map(|it| it.size), Some(1));
}

#[test]
fn articles_that_name_the_same_things_are_a_story() {
    let mut memory = fresh();
    let names = ["Border Commission", "Fishing Union", "Lake Ministry", "Geneva Talks"];
    let mut sizes = Vec::new();
    for (number, day, names) in [
        (1, 0, &names[..]),
        (2, 0, &["Storm Center", "Red Shield", "Coast Guard", "Power Company"][..]),
        (3, 1, &["Border Commission", "Fishing Union", "Lake Ministry", "Farmers League"][..]),
        (4, 40, &names[..]),
    ] {
        let text = format!("{number} ").repeat(40);
        let (_, story) =
            memory.observe(&Imprint::of(&article(number, &text), &about(names)), at(day)).unwrap();
        let story = story.unwrap();
        sizes.push((story.id.0[0], story.size));
    }
    assert_eq!(sizes, [(1, 1), (2, 1), (1, 2), (4, 1)]);
}

#[test]
fn a_copy_joins_the_story_of_its_original() {
    let mut memory = fresh();
    memory.observe(&Imprint::of(&article(1, TALKS), &about(&["Geneva Talks"])), at(0)).unwrap();
    let (_, story) =
        memory.observe(&Imprint::of(&article(2, TALKS), &about(&["Other"])), at(1)).unwrap();
    assert_eq!(story.map(|it| (it.id.0[0], it.size)), Some((1, 2)));
}

#[test]
fn what_lies_outside_the_window_is_forgotten() {
    let config = MemoryConfig { window: Duration::from_hours(240), ..MemoryConfig::default() };
    let mut memory = Memory::in_memory(config);
    memory.observe(&Imprint::of(&article(1, TALKS), &Annotations::default()), at(0)).unwrap();
    let within =
        memory.observe(&Imprint::of(&article(2, TALKS), &Annotations::default()), at(9)).unwrap();
    assert_eq!(within.0.map(|it| it.of.0[0]), Some(1));
    let after =
        memory.observe(&Imprint::of(&article(3, TALKS), &Annotations::default()), at(30)).unwrap();
    assert_eq!(after.0, None);
}

fn answers(memory: &mut Memory) -> Vec<String> {
    let texts = [TALKS, STORM, TALKS];
    let notes = about(&["Border Commission", "Fishing Union", "Lake Ministry"]);
    let numbered = (10..).zip(texts);
    numbered
        .map(|(it, text)| {
            format!(
                "{:?}",
                memory.observe(&Imprint::of(&article(it, text), &notes), at(2)).unwrap()
            )
        })
        .collect()
}

fn folder_with(folder: &Path, number: u8) {
    let mut memory = Memory::open(folder, MemoryConfig::default()).unwrap();
    let notes = about(&["Border Commission", "Fishing Union", "Lake Ministry"]);
    memory.observe(&Imprint::of(&article(number, TALKS), &notes), at(0)).unwrap();
    memory.observe(&Imprint::of(&article(number + 1, &STORM.repeat(2)), &notes), at(1)).unwrap();
    memory.sync().unwrap();
}

#[test]
fn a_restart_changes_no_answer() {
    let folder = tempfile::tempdir().unwrap();
    folder_with(folder.path(), 1);
    let mut reopened = Memory::open(folder.path(), MemoryConfig::default()).unwrap();
    let mut kept = fresh();
    let notes = about(&["Border Commission", "Fishing Union", "Lake Ministry"]);
    kept.observe(&Imprint::of(&article(1, TALKS), &notes), at(0)).unwrap();
    kept.observe(&Imprint::of(&article(2, &STORM.repeat(2)), &notes), at(1)).unwrap();
    assert_eq!(answers(&mut reopened), answers(&mut kept));
}

/// Six hundred articles in segments of sixteen, every third a copy of an earlier one; what the memory says of each. It is
/// closed and opened again wherever `reopens` says so.
fn long_run(folder: &Path, config: &MemoryConfig, reopens: impl Fn(u32) -> bool) -> Vec<String> {
    let open = || Memory::over(Log::open(folder).unwrap().with_capacity(16), config.clone());
    let mut memory = open();
    let mut answers = Vec::new();
    for number in 0..600_u32 {
        if reopens(number) {
            memory = open();
        }
        let original =
            if number % 3 == 2 { number.saturating_sub(number * 7 % 90) } else { number };
        let words: Vec<_> =
            (0..60).map(|it| format!("word{}", it * 31 + original * 1009)).collect();
        let names = [1, 2, 3, 4].map(|it| format!("Name {}", original / 9 * it));
        let mut article = article(0, &words.join(" "));
        article.id = ArticleId(u128::from(number).to_be_bytes());
        let imprint = Imprint::of(&article, &about(&names.each_ref().map(String::as_str)));
        answers
            .push(format!("{:?}", memory.observe(&imprint, at(i64::from(number) / 10)).unwrap()));
    }
    answers
}

#[test]
fn restarts_anywhere_in_a_long_run_change_no_answer() {
    let by_days = MemoryConfig { window: Duration::from_hours(24 * 20), ..MemoryConfig::default() };
    let by_bytes = MemoryConfig { max_bytes: 16 * 456 * 9, ..MemoryConfig::default() };
    for config in [MemoryConfig::default(), by_days, by_bytes] {
        let folders = [(); 3].map(|()| tempfile::tempdir().unwrap());
        let kept = long_run(folders[0].path(), &config, |_| false);
        assert!(kept.iter().filter(|it| it.contains("Near") || it.contains("Exact")).count() > 100);
        assert_eq!(kept, long_run(folders[1].path(), &config, |it| it % 37 == 5));
        assert_eq!(kept, long_run(folders[2].path(), &config, |it| it % 16 == 0));
    }
}

#[test]
fn of_more_segments_than_can_be_told_apart_the_latest_are_kept() {
    let folder = tempfile::tempdir().unwrap();
    let n_files = || std::fs::read_dir(folder.path()).unwrap().count();
    let open = |capacity| {
        let log = Log::open(folder.path()).unwrap().with_capacity(capacity);
        Memory::over(log, MemoryConfig::default())
    };
    let observe = |memory: &mut Memory, number: u16| {
        let words: Vec<_> =
            (0..60).map(|it| format!("word{}", it * 31 + u32::from(number) * 1009)).collect();
        let article = Article {
            id: ArticleId(u128::from(number).to_be_bytes()),
            text: words.join(" "),
            ..Article::default()
        };
        memory.observe(&Imprint::of(&article, &Annotations::default()), at(0)).unwrap();
    };
    let mut memory = open(1);
    (0..300).for_each(|it| observe(&mut memory, it));
    assert_eq!(n_files(), MAX_SEGMENTS + 1);
    // Left by a program that could tell more apart.
    for number in 1..40 {
        std::fs::write(folder.path().join(format!("{number:08}.memory")), b"wiredesk-memory1")
            .unwrap();
    }
    observe(&mut open(1), 300);
    assert_eq!(n_files(), MAX_SEGMENTS + 1);
}

#[test]
fn a_log_cut_at_any_byte_loses_what_was_behind_it_at_most() {
    let folder = tempfile::tempdir().unwrap();
    folder_with(folder.path(), 1);
    let file = std::fs::read_dir(folder.path()).unwrap().next().unwrap().unwrap().path();
    let whole = std::fs::read(&file).unwrap();
    let first_entry = 16..16 + 456;
    let open = || Memory::open(folder.path(), MemoryConfig::default()).unwrap();
    let imprint = Imprint::of(&article(9, TALKS), &Annotations::default());
    let original = |memory: &mut Memory, day| {
        memory.observe(&imprint, at(day)).unwrap().0.map(|it| it.of.0[0])
    };
    // A power cut may leave nothing, zeros or older bytes where the file had grown to.
    let tails: [&dyn Fn(usize) -> u8; 2] = [&|_| 0, &|n| (n * 37 + 11) as u8];
    for cut in 0..=whole.len() {
        for tail in [None, Some(0), Some(1)] {
            let mut bytes = whole[..cut].to_vec();
            // Older bytes in place of the tag are a file of another kind.
            match tail {
                Some(1) if cut < first_entry.start => continue,
                Some(tail) => bytes.extend((cut..whole.len() + 100).map(tails[tail])),
                None => {}
            }
            std::fs::write(&file, bytes).unwrap();
            let expect = (cut >= first_entry.end).then_some(1);
            assert_eq!(original(&mut open(), 2), expect, "cut at {cut}, tail {tail:?}");
            // What is appended behind the cut is whole again.
            assert_eq!(original(&mut open(), 9), expect, "cut at {cut}, tail {tail:?}, reopened");
        }
    }
}

#[test]
fn a_file_of_another_kind_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("00000001.memory"), "something else entirely").unwrap();
    let mut memory = Memory::open(folder.path(), MemoryConfig::default()).unwrap();
    assert!(
        memory.observe(&Imprint::of(&article(1, TALKS), &Annotations::default()), at(0)).is_err()
    );
}
