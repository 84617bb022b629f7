//! Scores the recognizer: exact span and type over persons, organizations and places, as the scoring script does.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::Value;
use wiredesk_language::names::NameModel;
use wiredesk_language::names::labels::{Coarse, spans};
use wiredesk_model::{EntityType, Span};

use super::Tools;
use super::corpus::Corpus;
use crate::data::read_text;

type Found = BTreeSet<(usize, usize, Coarse)>;

#[derive(Default)]
struct Tally {
    right: usize,
    bounds: usize,
    mine: usize,
    gold: usize,
}

impl Tally {
    fn add(&mut self, gold: &Found, mine: &Found) {
        let bare = |set: &Found| set.iter().map(|it| (it.0, it.1)).collect::<BTreeSet<_>>();
        self.right += gold.intersection(mine).count();
        self.bounds += bare(gold).intersection(&bare(mine)).count();
        self.mine += mine.len();
        self.gold += gold.len();
    }

    fn print(&self, name: &str) {
        let share = |a: usize, b: usize| a as f64 / b.max(1) as f64;
        let f1 = |right: usize| 2.0 * right as f64 / (self.mine + self.gold).max(1) as f64;
        println!(
            "{name}: f1 {:.4} p {:.4} r {:.4} boundary_f1 {:.4}",
            f1(self.right),
            share(self.right, self.mine),
            share(self.right, self.gold),
            f1(self.bounds)
        );
    }
}

fn coarse(kind: EntityType) -> Option<Coarse> {
    match kind {
        EntityType::Person => Some(Coarse::Person),
        EntityType::Organization => Some(Coarse::Organization),
        EntityType::Place | EntityType::Facility => Some(Coarse::Location),
        _ => None,
    }
}

/// Scores on gold tokens and sentences.
pub(crate) fn score_corpus(name: &str, model: &NameModel<'_>, corpus: &Corpus) {
    let mut tally = Tally::default();
    for document in &corpus.documents {
        let (text, tokens) = (&document.text, &document.tokens);
        let names = model.find(text, tokens, &document.sentences);
        let mine = names
            .iter()
            .filter_map(|it| Some((it.tokens.0 as usize, it.tokens.1 as usize, coarse(it.kind)?)));
        let gold = spans(&document.labels).map(|(kind, from, to)| (from, to, kind));
        let gold = gold.filter(|it| it.2 != Coarse::Other).collect();
        tally.add(&gold, &mine.collect());
    }
    tally.print(name);
}

/// What the fine labels of the corpora are called here; their miscellany may be any of several types.
fn fine(tag: &str) -> &'static [EntityType] {
    use EntityType::{Event, Facility, Group, Law, Product, Work};
    match tag {
        "Facility" => &[Facility],
        "NORP" | "gpe" => &[Group],
        "Product" => &[Product],
        "election" | "event" | "eve" => &[Event],
        "art" => &[Work, Product, Law],
        "Misc" => &[Event, Work, Law],
        _ => &[],
    }
}

/// Prints how many names with each fine label, among those found with the right ends, have that type.
pub(crate) fn score_fine(name: &str, model: &NameModel<'_>, corpus: &Corpus, errors: usize) {
    let mut counts: BTreeMap<&str, [usize; 2]> = BTreeMap::new();
    let mut left = errors;
    for document in &corpus.documents {
        let tag = |at: usize| corpus.tags[usize::from(document.observed[at])].as_str();
        for found in model.find(&document.text, &document.tokens, &document.sentences) {
            let (first, last) = (found.tokens.0 as usize, found.tokens.1 as usize);
            let Some(label) = tag(first).strip_prefix("B-") else { continue };
            let inside = |at: usize| tag(at).strip_prefix("I-") == Some(label);
            let ends = last >= document.tokens.len() || !inside(last);
            if fine(label).is_empty() || !ends || !(first + 1..last).all(inside) {
                continue;
            }
            let is_right = fine(label).contains(&found.kind);
            let count = counts.entry(label).or_default();
            *count = [count[0] + usize::from(is_right), count[1] + 1];
            if !is_right && left > 0 {
                let (kind, text) = (found.kind, found.span.slice(&document.text));
                println!("  {label} as {kind:?}: {text}");
                left -= 1;
            }
        }
    }
    let shares = counts.iter().map(|(label, [right, all])| format!("{label} {right} of {all}"));
    println!("{name}, fine types: {}", shares.collect::<Vec<_>>().join(", "));
}

/// Scores from raw text.
pub(crate) fn score_pack(
    path: &Path,
    model: &NameModel<'_>,
    tools: &Tools<'_>,
    errors: usize,
) -> anyhow::Result<()> {
    let (mut tally, mut left) = (Tally::default(), errors);
    for line in read_text(path)?.lines() {
        let article: Value = serde_json::from_str(line)?;
        let text = article.get("text").and_then(Value::as_str).unwrap_or("");
        let paragraphs = paragraphs(text);
        let (mut tokens, sentences) = wiredesk_language::segment(text, &paragraphs, true);
        tools.parser.parse(text, &mut tokens, &sentences);
        let names = model.find(text, &tokens, &sentences);
        let mine: Found = names
            .iter()
            .filter_map(|it| Some((it.span.start(), it.span.end(), coarse(it.kind)?)))
            .collect();
        let offsets: Vec<_> = text.char_indices().map(|it| it.0).chain([text.len()]).collect();
        let at = |value: &Value, key| value.get(key).and_then(Value::as_u64).unwrap_or(0) as usize;
        let gold: Found = article["gold"]["names"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|it| {
                let kind = Coarse::parse(it.get("type")?.as_str()?)?;
                Some((*offsets.get(at(it, "start"))?, *offsets.get(at(it, "end"))?, kind))
            })
            .filter(|it| it.2 != Coarse::Other)
            .collect();
        tally.add(&gold, &mine);
        for (from, to, kind) in gold.symmetric_difference(&mine).take(left) {
            let side = if gold.contains(&(*from, *to, *kind)) { "missed" } else { "extra" };
            let around = |a: usize, b: usize| text.get(a..b).unwrap_or("…").replace('\n', "|");
            let (before, after) = (floor(text, from.saturating_sub(40)), floor(text, to + 30));
            println!(
                "  {side} {kind:?}: {}[{}]{}",
                around(before, *from),
                around(*from, *to),
                around(*to, after)
            );
            left -= 1;
        }
    }
    tally.print(&path.file_stem().unwrap_or_default().to_string_lossy());
    Ok(())
}

fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|it| text.is_char_boundary(*it)).unwrap_or(0)
}

fn paragraphs(text: &str) -> Vec<Span> {
    let mut at = 0;
    let lines = text.split_inclusive('\n').map(|line| {
        let span = Span::new(at, at + line.trim_end().len());
        at += line.len();
        span
    });
    lines.filter(|it| !it.is_empty()).collect()
}
