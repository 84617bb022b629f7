//! What each stage costs an article of 800 words, in CPU time of one thread: `cargo bench -p wiredesk-enricher`.
//! CPU time, not wall time, so that a busy machine changes the figures little; the fastest of many passes counts.

use std::collections::BTreeMap;
use std::hint::black_box;
use std::io::Write as _;

use jiff::civil::date;
use jiff::tz::TimeZone;
use rustix::time::{ClockId, clock_gettime};
use wiredesk_enricher::{Pipeline, Resources, Stage};
use wiredesk_memory::{Imprint, Memory, MemoryConfig};
use wiredesk_model::{Annotations, Article, ArticleId, Published, PublishedFrom, Span, assemble};

/// Made-up news: diplomacy and trade, an earthquake, football, farming.
const NEWS: &str = include_str!("news.txt");
/// Words of an article.
const WORDS: usize = 800;
/// Passes over all articles.
const PASSES: usize = 40;

/// Who, where, when, how many.
const FACTS: [&str; 7] =
    ["published", "times", "quantities", "places", "entities", "focus", "timeline"];
/// Who says what, what happened, and what it is about.
const STATEMENTS: [&str; 9] = [
    "quotes",
    "claims",
    "events",
    "relations",
    "keywords",
    "topics",
    "summary",
    "sentiment",
    "memory",
];

/// CPU milliseconds of this thread.
fn cpu_millis() -> f64 {
    let now = clock_gettime(ClockId::ThreadCPUTime);
    now.tv_sec as f64 * 1e3 + now.tv_nsec as f64 * 1e-6
}

/// Articles of about [`WORDS`] words: runs of paragraphs, one from each paragraph on, around the end.
fn articles() -> Vec<Article> {
    let paragraphs: Vec<&str> = NEWS.split("\n\n").map(str::trim).collect();
    (0..paragraphs.len()).map(|first| article(&paragraphs, first)).collect()
}

fn article(paragraphs: &[&str], first: usize) -> Article {
    let mut it = Article {
        id: ArticleId::derive("bench", "", first as u32),
        title: Some("Norland rejects deal as quake hits coast".into()),
        published: date(2025, 3, 18).to_zoned(TimeZone::UTC).ok().map(|at| Published {
            at: at.timestamp(),
            offset: at.offset(),
            on: at.date(),
            from: PublishedFrom::Metadata,
        }),
        ..Article::default()
    };
    let mut n_words = 0;
    for paragraph in paragraphs.iter().cycle().skip(first) {
        let start = it.text.len();
        it.text.push_str(paragraph);
        it.paragraphs.push(Span::new(start, it.text.len()));
        it.text.push_str("\n\n");
        n_words += paragraph.split_whitespace().count();
        if n_words >= WORDS {
            break;
        }
    }
    it.text.truncate(it.text.trim_end().len());
    it
}

/// Adds what each step costs `article` to `costs`.
fn measure(
    pipeline: &Pipeline,
    memory: &mut Memory,
    article: &Article,
    costs: &mut BTreeMap<&'static str, f64>,
) {
    let mut notes = Annotations::default();
    let mut lap = |name, since: f64| *costs.entry(name).or_default() += cpu_millis() - since;
    for stage in pipeline.stages() {
        let since = cpu_millis();
        stage.enrich(article, &mut notes);
        lap(stage.name(), since);
        notes.filled.insert(stage.fills());
    }
    let (since, at) = (cpu_millis(), article.published.map(|it| it.at).unwrap_or_default());
    let imprint = Imprint::of(article, &notes);
    memory.observe(&imprint, at).expect("it has no disk that could fail");
    lap("memory", since);
    let since = cpu_millis();
    let record = assemble(article, &notes, at, 0);
    black_box(serde_json::to_vec(&record).map_or(0, |it| it.len()));
    lap("record", since);
}

fn main() -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    let since = cpu_millis();
    let resources = Resources::embedded();
    let pipeline = Pipeline::new(resources, &[]).expect("all stages fit together");
    writeln!(out, "loading     {:.1} ms", cpu_millis() - since)?;
    let articles = articles();
    let n_words: usize = articles.iter().map(|it| it.text.split_whitespace().count()).sum();
    let mut best: BTreeMap<&'static str, f64> = BTreeMap::new();
    for _ in 0..PASSES {
        let mut memory = Memory::in_memory(MemoryConfig::default());
        let mut costs = BTreeMap::new();
        for article in &articles {
            measure(&pipeline, &mut memory, article, &mut costs);
        }
        for (name, cost) in costs {
            let least = best.entry(name).or_insert(f64::INFINITY);
            *least = least.min(cost);
        }
    }
    let each = |name: &str| best.get(name).copied().unwrap_or(0.0) * WORDS as f64 / n_words as f64;
    for name in pipeline.stages().map(Stage::name).chain(["memory", "record"]) {
        writeln!(out, "{name:<12}{:.3} ms", each(name))?;
    }
    let sum = |names: &[&str]| names.iter().copied().map(each).sum::<f64>();
    writeln!(out, "who, where, when, how many: {:.2} ms", sum(&FACTS))?;
    writeln!(out, "who says what, what happened: {:.2} ms", sum(&STATEMENTS))?;
    let all: Vec<_> = best.keys().copied().collect();
    writeln!(out, "everything: {:.2} ms an article of {WORDS} words", sum(&all))
}
