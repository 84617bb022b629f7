//! Texts with their entities drawn in: every mention is in brackets, with the number of its entity.

use wiredesk_model::{Annotations, Article, Span};

use crate::{Pipeline, Resources};

fn read(text: &str) -> Annotations {
    let mut at = 0;
    let lines = text.split_inclusive('\n').map(|line| {
        let span = Span::new(at, at + line.trim_end().len());
        at += line.len();
        span
    });
    let article =
        Article { paragraphs: lines.collect(), text: text.to_owned(), ..Article::default() };
    let resources = Resources::embedded();
    Pipeline::new(resources, &[]).unwrap().enrich(&article)
}

fn drawn(text: &str, notes: &Annotations) -> String {
    let mut marks = Vec::new();
    for (number, entity) in notes.entities.iter().enumerate() {
        for mention in &entity.mentions {
            marks.push((mention.span.start(), 1, format!("[{} ", number + 1)));
            marks.push((mention.span.end(), 0, "]".to_owned()));
        }
    }
    marks.sort_by_key(|it| std::cmp::Reverse((it.0, it.1)));
    let mut out = text.to_owned();
    for (at, _, mark) in marks {
        out.insert_str(at, &mark);
    }
    out
}

/// The text is `expected` without its marks.
#[track_caller]
fn check(expected: &str) {
    let mut text = String::new();
    let mut rest = expected;
    while let Some(c) = rest.chars().next() {
        let mark = rest.strip_prefix('[').and_then(|it| it.split_once(' '));
        let mark = mark.filter(|it| it.0.bytes().all(|digit| digit.is_ascii_digit()));
        (text, rest) = match mark {
            Some((_, tail)) => (text, tail),
            None if c == ']' => (text, rest.get(1..).unwrap_or("")),
            None => (text + c.encode_utf8(&mut [0; 4]), rest.get(c.len_utf8()..).unwrap_or("")),
        };
    }
    assert_eq!(drawn(&text, &read(&text)), expected);
}

#[test]
fn full_and_short_names_are_one() {
    check(
        "[1 Angela Merkel] met [2 Emmanuel Macron] in [3 Berlin] on the day before the vote. [1 Merkel] then thanked [2 Macron].",
    );
}

#[test]
fn pronouns_agree_in_gender() {
    check("[1 Angela Merkel] met [2 Emmanuel Macron]. [2 He] thanked [1 her].");
}

#[test]
fn two_people_with_one_family_name_stay_two() {
    check("[1 Bill Clinton] spoke in [2 Chicago]. [3 Hillary Clinton] was not there.");
    check(
        "[1 Bush] spoke in [2 Chicago] on the day before the vote. [1 George Bush] praised [3 Jeb Bush].",
    );
}

#[test]
fn acronyms_stand_for_what_they_abbreviate() {
    check("The [1 International Atomic Energy Agency] sent a letter. The [1 IAEA] gave no date.");
}

#[test]
fn roles_come_from_titles_and_appositions() {
    let notes = read(
        "South Korean Foreign Minister Cho Tae-yul flew to Tokyo. Jane Smith, the director of the museum, resigned.",
    );
    let roles: Vec<_> =
        notes.entities.iter().flat_map(|it| it.roles.iter().map(String::as_str)).collect();
    assert_eq!(roles, ["South Korean Foreign Minister", "director of the museum"]);
}

#[test]
fn the_first_person_in_a_quotation_is_its_speaker() {
    check("\u{201c}[1 I] am tired,\u{201d} [1 Angela Merkel] said in [2 Berlin].");
}

#[test]
fn nouns_take_up_what_they_describe() {
    check(
        "[1 Jane Smith], [1 the director] of the [2 British Museum], has resigned. [1 The director] gave no reason.",
    );
}

#[test]
fn a_verb_is_no_part_of_the_phrase_behind_it() {
    check(
        "The maps have allowed [1 police officers] to find [1 their] way before [1 they] lost it.",
    );
    check("[1 Striking officers] met on Monday because [1 they] lost [1 their] way.");
}

#[test]
fn shares_of_attention_sum_to_one() {
    let notes =
        read("Angela Merkel met Emmanuel Macron in Berlin. She thanked him. Berlin was cold.");
    let sum: f32 = notes.entities.iter().map(|it| it.salience).sum();
    assert!((sum - 1.0).abs() < 1e-4, "{sum}");
}

#[test]
fn what_is_said_of_somebody_means_them() {
    check("[1 Angela Merkel] is [1 a lawyer] from [2 Porto]. [1 She] was elected in [2 Porto].");
    check("[1 Angela Merkel] is not a lawyer. [1 Merkel] was elected in [2 Porto].");
    check("[1 The [2 French] president] [1 Emmanuel Macron] left the room.");
}

#[test]
fn an_abbreviation_in_parentheses_is_another_name() {
    check(
        "[1 Kenya Airways] ([1 KQ]) will fly to [2 Nairobi]. On Monday [1 KQ] said it would hire.",
    );
}

#[test]
fn one_place_under_two_names_is_one() {
    check("[1 America] waited. The [1 United States] did not answer.");
    check("The [1 Islamic Republic of Iran] answered. The [1 Islamic Republic] is ready.");
}

#[test]
fn who_says_something_is_the_subject_of_what_is_said() {
    check("[1 Acme Corp.] met [2 Orbel Ltd.] in [3 Oslo]. [1 Acme] said [1 it] would close.");
}

#[test]
fn a_pronoun_beside_its_subject_is_somebody_else() {
    check("[1 Angela Merkel] met [2 Hillary Clinton] in [3 Oslo]. [1 Merkel] thanked [2 her].");
    check(
        "[1 Angela Merkel] met [2 Michelle Obama] in [3 Oslo] on the day before the vote. Then [2 Obama] hurt [2 herself] on the way.",
    );
}

#[test]
fn things_in_a_list_are_not_one() {
    check("The court freed a former minister, a judge and two doctors in [1 Oslo].");
}

#[test]
fn an_office_does_not_begin_with_the_day() {
    let notes = read(
        "On Monday President Angela Merkel left the room. The former defense minister Tony Blair stayed there.",
    );
    let roles: Vec<_> =
        notes.entities.iter().flat_map(|it| it.roles.iter().map(String::as_str)).collect();
    assert_eq!(roles, ["President", "former defense minister"]);
}

#[test]
fn the_body_may_stand_between_an_office_and_its_holder() {
    check(
        "[1 The president] of [2 Kenya] [1 William Ruto] spoke in [3 Nairobi]. Later [1 the president] left [3 the city].",
    );
}

#[test]
fn dollars_are_no_country() {
    check("The company paid US $5 million to [1 Angela Merkel] on the day before the vote.");
}
