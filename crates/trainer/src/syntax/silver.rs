//! Texts without trees, labeled by several teachers. Where those that read forwards and those that read backwards
//! disagree, nothing is learnt.

use anyhow::Context;
use serde_json::Value;
use wiredesk_language::{segment, syntax::WordKey};
use wiredesk_model::Span;

use super::{
    examples::Example, network::Network, oracle::UNKNOWN, prediction::predict, tensor::Random,
};
use crate::{
    data::{Folders, read_text},
    iob,
};

/// Stands for a relation that is not known.
const NO_LABEL: u8 = u8::MAX;
/// Share of a sentence's arcs on which the teachers must agree, in percent.
const AGREEMENT: usize = 75;
/// Longest and shortest sentences that are used, in tokens.
const LENGTHS: std::ops::Range<usize> = 4..80;

/// A sentence and its words, before anyone has labeled it.
pub(crate) struct Raw {
    pub(crate) forms: Vec<String>,
}

/// The sentences of the name corpora and of `LitBank`, in the token scheme of `language`.
pub(crate) fn read(folders: &Folders) -> anyhow::Result<Vec<Raw>> {
    let mut raw = Vec::new();
    for name in ["names/gmb.fine.train.iob", "names/worldwide.train.iob"] {
        // The larger corpus is of one broadcaster: half of it balances the mix.
        let every = if name.contains("gmb") { 2 } else { 1 };
        for sentence in iob::read(&folders.data(name))?.into_iter().flatten().step_by(every) {
            let words: Vec<&str> = sentence.iter().map(|it| it.0.as_str()).collect();
            raw.extend(tokens(&words.join(" ")));
        }
    }
    for line in read_text(&folders.data("litbank/litbank.jsonl"))?.lines() {
        let record: Value = serde_json::from_str(line)?;
        let text = record["text"].as_str().context("a LitBank record has no text")?;
        raw.extend(text.lines().filter_map(tokens));
    }
    Ok(raw)
}

/// The tokens of one sentence.
fn tokens(text: &str) -> Option<Raw> {
    let (tokens, _) = segment(text, &[Span::new(0, text.len())], true);
    let forms: Vec<String> = tokens.iter().map(|it| it.span.slice(text).to_owned()).collect();
    LENGTHS.contains(&forms.len()).then_some(Raw { forms })
}

fn example(forms: &[String]) -> Example {
    let n = forms.len();
    let keys = forms.iter().map(|it| WordKey::new(it)).collect();
    Example {
        keys,
        tags: vec![0; n],
        heads: vec![UNKNOWN; n],
        labels: vec![NO_LABEL; n],
        weight: 1.0,
    }
}

/// Labels `raw` by the `forward` and `backward` teachers; sentences on which they disagree too often are left out.
pub(crate) fn label(
    raw: &[Raw],
    forward: &[&Network],
    backward: &[&Network],
) -> Vec<(usize, Example)> {
    let mut out = Vec::new();
    for (at, chunk) in raw.chunks(4_096).enumerate() {
        let examples: Vec<Example> = chunk.iter().map(|it| example(&it.forms)).collect();
        let turned: Vec<Example> = examples.iter().map(Example::reversed).collect();
        let first = predict(forward, &examples);
        let second = predict(backward, &turned);
        for (i, (mut one, other)) in first.into_iter().zip(second).enumerate() {
            let agreed = merge(&mut one, &other.reversed());
            if agreed * 100 >= AGREEMENT * one.keys.len() {
                out.push((at * 4_096 + i, one));
            }
        }
    }
    out
}

/// Forgets the arcs and relations of `one` that `other` lacks; returns how many arcs are left.
fn merge(one: &mut Example, other: &Example) -> usize {
    let mut agreed = 0;
    for at in 0..one.keys.len() {
        if one.heads[at] == other.heads[at] {
            agreed += 1;
            if one.labels[at] != other.labels[at] {
                one.labels[at] = NO_LABEL;
            }
        } else {
            (one.heads[at], one.labels[at]) = (UNKNOWN, NO_LABEL);
        }
    }
    agreed
}

/// How a copy of a sentence is printed.
#[derive(Clone, Copy)]
pub(crate) enum Casing {
    Upper,
    Lower,
    Title,
}

/// A copy of `example` in another casing; without its final stop if it has one that heads nothing, as headlines are.
pub(crate) fn recase(forms: &[String], example: &Example, casing: Casing) -> Example {
    let mut copy = example.clone();
    copy.keys = forms.iter().map(|it| WordKey::new(&recased(it, casing))).collect();
    let last = copy.keys.len() - 1;
    if forms.last().is_some_and(|it| it == ".") && !copy.heads.contains(&(last as u32)) {
        copy.keys.pop();
        copy.tags.pop();
        copy.labels.pop();
        copy.heads.pop();
        for head in copy.heads.iter_mut().filter(|it| **it == last as u32 + 1) {
            *head = last as u32;
        }
    }
    copy
}

fn recased(form: &str, casing: Casing) -> String {
    let mut chars = form.chars();
    match casing {
        Casing::Upper => form.to_uppercase(),
        Casing::Lower => form.to_lowercase(),
        Casing::Title => {
            chars.next().map_or(String::new(), |it| it.to_uppercase().chain(chars).collect())
        }
    }
}

/// Adds copies of some sentences in capitals, small letters and title case.
pub(crate) fn augment(examples: &mut Vec<Example>, forms: &[&[String]], random: &mut Random) {
    for at in 0..examples.len().min(forms.len()) {
        let casing = match random.below(100) {
            0..=2 => Casing::Upper,
            3..=5 => Casing::Title,
            6..=7 => Casing::Lower,
            _ => continue,
        };
        if examples[at].keys.len() > 1 {
            examples.push(recase(forms[at], &examples[at], casing));
        }
    }
}
