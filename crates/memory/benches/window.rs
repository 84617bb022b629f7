//! What a full window takes: bytes on disk, resident memory, and time for each article, from 10,000 to 1,000,000
//! articles; then the same window read again by a new process' memory. It asserts nothing. `cargo bench -p wiredesk-memory`.

use std::collections::VecDeque;
use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::time::Duration;

use jiff::Timestamp;
use wiredesk_memory::{Imprint, Memory, MemoryConfig};
use wiredesk_model::{
    Annotations, Article, ArticleId, Entity, EntityType, Keyword, Layer, sha256_hex,
};

/// From 150,000 articles on there are as many open stories as there ever are.
const SIZES: [u64; 5] = [10_000, 100_000, 200_000, 400_000, 1_000_000];
/// Articles that are made together.
const ROUND: u64 = 1_000;
/// Rounds that are timed together, the last of them at each size: a processor's time is told in ticks of some ms.
const TIMED: u64 = 8;
/// The window of 30 days holds as many as the largest size, evenly.
const BETWEEN_MS: i64 = 30 * 86_400_000 / 1_000_000;
const WORDS: u64 = 350;

fn main() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let open = || Memory::open(folder.path(), MemoryConfig::default()).expect("a memory opens");
    let mut memory = open();
    let before = resident();
    let (mut n_copies, mut n_joined) = (0_u64, 0_u64);
    let (mut imprinting, mut observing) = (VecDeque::new(), VecDeque::new());
    let largest = SIZES.into_iter().max().unwrap_or_default();
    for first in (0..largest).step_by(ROUND as usize) {
        let articles: Vec<_> = (first..first + ROUND).map(article).collect();
        let began = cpu();
        let imprints: Vec<_> = articles.iter().map(|it| Imprint::of(&it.0, &it.1)).collect();
        drop(articles);
        let imprinted = cpu();
        for (imprint, number) in imprints.iter().zip(first..) {
            let (copy, story) = memory.observe(imprint, at(number)).expect("an answer");
            n_copies += u64::from(copy.is_some());
            n_joined += u64::from(story.is_some_and(|it| it.size > 1));
        }
        let observed = cpu();
        memory.sync().expect("a sync");
        let n = first + ROUND;
        imprinting.push_front(imprinted.saturating_sub(began));
        observing.push_front(observed.saturating_sub(imprinted));
        if SIZES.contains(&n) {
            drop(imprints);
            let micros = |it: &VecDeque<Duration>| {
                let timed: Duration = it.iter().take(TIMED as usize).sum();
                timed.as_secs_f64() * 1e6 / (TIMED * ROUND) as f64
            };
            say(&format!(
                "{n:>9} articles: {:4} MB on disk, {:4} MB resident, {:5.1} us an article in the memory and {:5.1} us before it ({n_copies} copies, {n_joined} joined a story)",
                on_disk(folder.path()) / 1_000_000,
                resident().saturating_sub(before) / 1_000_000,
                micros(&observing),
                micros(&imprinting),
            ));
        }
    }
    drop(memory);
    let mut memory = open();
    let (article, notes) = article(largest);
    let began = cpu();
    memory.observe(&Imprint::of(&article, &notes), at(largest)).expect("an answer");
    let took = cpu().saturating_sub(began).as_secs_f64();
    say(&format!("a start with a full window answers first after {took:.2} s of processor time"));
}

/// Processor time of this process so far; other work on the machine does not count.
fn cpu() -> Duration {
    let stat = fs::read_to_string("/proc/self/schedstat").unwrap_or_default();
    let nanos = stat.split_whitespace().next().and_then(|it| it.parse().ok());
    Duration::from_nanos(nanos.unwrap_or(0))
}

#[expect(clippy::print_stdout, reason = "a benchmark prints")]
fn say(line: &str) {
    println!("{line}");
}

fn at(number: u64) -> Timestamp {
    Timestamp::from_millisecond(1_700_000_000_000 + number as i64 * BETWEEN_MS).expect("a time")
}

/// xorshift64*: random enough, the same every time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) % below
    }

    /// Small numbers far more often than large ones, as words and names are.
    fn skewed(&mut self, below: u64) -> u64 {
        let (a, b, c) = (self.roll(below), self.roll(below), self.roll(below));
        a.min(b).min(c)
    }
}

/// An article of 350 words about something that others are about too; every eighth is a copy of one of the last hundred.
fn article(number: u64) -> (Article, Annotations) {
    let mut dice = Dice(number.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let is_copy = number > 100 && number.is_multiple_of(8);
    let original = if is_copy { number - 1 - dice.roll(100) } else { number };
    let mut words = Dice(original.wrapping_mul(0xd134_2543_de82_ef95) | 1);
    let mut text = String::with_capacity(WORDS as usize * 8);
    for _ in 0..WORDS {
        write!(text, "w{} ", words.skewed(50_000)).expect("a String takes it");
    }
    let story = original / 20 % 5_000;
    let mut names = Dice(story.wrapping_mul(0x94d0_49bb_1331_11eb) | 1);
    let mut notes = Annotations::default();
    notes.filled.insert(Layer::Entities);
    notes.filled.insert(Layer::Keywords);
    for n in 0..10 {
        let name = if n < 7 { names.skewed(30_000) } else { dice.skewed(30_000) };
        notes.entities.push(entity(format!("Name {name}"), 0.2 / (n + 1) as f32));
    }
    for n in 0..8 {
        let word = if n < 4 { names.skewed(50_000) } else { dice.skewed(50_000) };
        notes.keywords.push(Keyword { text: format!("w{word}"), score: 1.0 / (n + 1) as f32 });
    }
    let id = ArticleId::derive(&number.to_string(), &sha256_hex(&number.to_le_bytes()), 0);
    (Article { id, text, ..Article::default() }, notes)
}

fn entity(name: String, salience: f32) -> Entity {
    Entity {
        kind: EntityType::Person,
        name,
        aliases: Vec::new(),
        roles: Vec::new(),
        country: None,
        geo: None,
        salience,
        mentions: Vec::new(),
    }
}

fn on_disk(folder: &Path) -> u64 {
    let entries = fs::read_dir(folder).expect("a folder");
    entries.flatten().filter_map(|it| it.metadata().ok()).map(|it| it.len()).sum()
}

/// Resident bytes of this process.
fn resident() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|it| it.starts_with("VmRSS:")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|it| it.parse::<u64>().ok()).unwrap_or(0) * 1024
}
