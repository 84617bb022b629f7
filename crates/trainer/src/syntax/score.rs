//! Scores what ships: tokens and sentences of GUM's news from raw text, tags and trees of its development part from
//! gold tokens, and the subjects of the verbs that introduce speech.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Context;
use serde_json::Value;
use wiredesk_language::{Models, segment, tree::Children};
use wiredesk_model::{Deprel, NO_HEAD, Span, Token, TokenKind, Upos};

use super::{
    examples::{self, Example},
    figures::Figures,
    treebank::Sentence,
};
use crate::{data::read_text, say};

/// A document's raw text with its paragraphs, and where its gold tokens and sentences end, in characters that are
/// not white space.
struct Document {
    text: String,
    paragraphs: Vec<Span>,
    tokens: BTreeSet<(usize, usize)>,
    sentences: BTreeSet<usize>,
}

fn documents(sentences: &[Sentence], genre: &str) -> Vec<Document> {
    let mut groups: BTreeMap<&str, Vec<&Sentence>> = BTreeMap::new();
    for sentence in sentences.iter().filter(|it| genre.is_empty() || it.genre() == genre) {
        groups.entry(&sentence.document).or_default().push(sentence);
    }
    groups.into_values().map(|it| document(&it)).collect()
}

fn document(sentences: &[&Sentence]) -> Document {
    let mut text = String::new();
    let (mut starts, mut tokens, mut ends, mut at) = (vec![0], BTreeSet::new(), BTreeSet::new(), 0);
    for sentence in sentences {
        if sentence.opens && !text.is_empty() {
            text.push('\n');
            starts.push(text.len());
        } else if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(&sentence.text);
        for word in &sentence.words {
            let length = solid(&word.form);
            tokens.insert((at, at + length));
            at += length;
        }
        ends.insert(at);
    }
    starts.push(text.len());
    let paragraphs = starts.windows(2).map(|it| Span::new(it[0], it[1])).collect();
    Document { text, paragraphs, tokens, sentences: ends }
}

/// Characters that are not white space.
fn solid(text: &str) -> usize {
    text.chars().filter(|it| !it.is_whitespace()).count()
}

/// Prints the figures of cutting on one genre; with `errors`, where sentences were cut wrongly.
pub(crate) fn cutting(name: &str, sentences: &[Sentence], genre: &str, errors: bool) {
    let (mut words, mut ends) = ([0; 3], [0; 3]);
    for document in documents(sentences, genre) {
        let (tokens, found) = segment(&document.text, &document.paragraphs, true);
        let mut places = vec![0; document.text.len() + 1];
        let mut at = 0;
        for (byte, c) in document.text.char_indices() {
            places[byte] = at;
            at += usize::from(!c.is_whitespace());
        }
        places[document.text.len()] = at;
        let own: BTreeSet<_> = tokens
            .iter()
            .map(|it| (places[it.span.start()], places[it.span.end() - 1] + 1))
            .collect();
        // The last byte of a token may be inside a character: ask for the next character's place instead.
        let own: BTreeSet<_> = if document.text.is_ascii() {
            own
        } else {
            tokens
                .iter()
                .map(|it| {
                    (
                        places[it.span.start()],
                        places[it.span.start()] + solid(it.span.slice(&document.text)),
                    )
                })
                .collect()
        };
        let own_ends: BTreeSet<_> = found
            .iter()
            .map(|it| places[it.span.start()] + solid(it.span.slice(&document.text)))
            .collect();
        count(&mut words, &document.tokens, &own);
        count(&mut ends, &document.sentences, &own_ends);
        if errors {
            for (sign, end) in document
                .sentences
                .difference(&own_ends)
                .map(|it| ('-', it))
                .chain(own_ends.difference(&document.sentences).map(|it| ('+', it)))
            {
                let chars: Vec<char> = document.text.chars().collect();
                let mut seen = 0;
                let place = chars
                    .iter()
                    .position(|it| {
                        seen += usize::from(!it.is_whitespace());
                        seen == *end
                    })
                    .unwrap_or(0);
                let before: String = chars[place.saturating_sub(50)..=place].iter().collect();
                let after: String =
                    chars[place + 1..(place + 40).min(chars.len())].iter().collect();
                say(&format!("{sign} {before:?} ¦ {after:?}"));
            }
        }
    }
    say(&format!("{name}: tokens F1 {:.2}, sentences F1 {:.2}", f1(words), f1(ends)));
}

fn count<T: Ord>(counts: &mut [usize; 3], gold: &BTreeSet<T>, own: &BTreeSet<T>) {
    counts[0] += gold.len();
    counts[1] += own.len();
    counts[2] += gold.intersection(own).count();
}

fn f1([gold, own, both]: [usize; 3]) -> f64 {
    200.0 * both as f64 / (gold + own).max(1) as f64
}

/// Prints the figures of tags and trees, gold tokens and sentences given.
pub(crate) fn trees(dev: &[Sentence]) {
    let written = ["news", "bio", "academic", "textbook", "voyage", "interview", "court"];
    let (mut all, mut some, mut upos) = (Figures::default(), Figures::default(), [0_u32; 2]);
    for (sentence, gold) in dev.iter().zip(examples::from_treebank(dev)) {
        let (own, tags) = parse(sentence);
        upos[0] += sentence.words.len() as u32;
        upos[1] += sentence
            .words
            .iter()
            .zip(tags)
            .map(|(word, own)| u32::from(word.upos == own))
            .sum::<u32>();
        all.add(&gold, &own);
        if written.contains(&sentence.genre()) {
            some.add(&gold, &own);
        }
    }
    say(&format!(
        "gum-free.dev: {all}  UPOS {:.2}",
        100.0 * f64::from(upos[1]) / f64::from(upos[0])
    ));
    say(&format!("gum-free.dev, written genres: {some}"));
}

fn parse(sentence: &Sentence) -> (Example, Vec<Upos>) {
    let (mut text, mut tokens) = (String::new(), Vec::new());
    for word in &sentence.words {
        let start = text.len();
        text.push_str(&word.form);
        tokens.push(Token::new(Span::new(start, text.len()), TokenKind::Word));
        text.push(' ');
    }
    let n = tokens.len() as u32;
    let whole = wiredesk_model::Sentence { span: Span::new(0, text.len()), first: 0, last: n };
    Models::embedded().parse(&text, &mut tokens, &[whole]);
    let head = |it: &Token| if it.head == NO_HEAD { n } else { it.head };
    let example = Example {
        keys: Vec::new(),
        tags: tokens.iter().map(|it| it.xpos as u8).collect(),
        heads: tokens.iter().map(head).collect(),
        labels: tokens.iter().map(|it| it.deprel as u8).collect(),
        weight: 1.0,
    };
    (example, tokens.iter().map(|it| it.upos).collect())
}

/// Prints how often the subject of a speech verb lies in the gold speaker, end to end from raw text.
pub(crate) fn speakers(path: &std::path::Path, errors: bool) -> anyhow::Result<()> {
    let (mut cases, mut found, mut right) = (0_u32, 0_u32, 0_u32);
    for line in read_text(path)?.lines() {
        let record: Value = serde_json::from_str(line)?;
        let text = record["text"].as_str().context("a record has no text")?;
        let places: Vec<usize> = text.char_indices().map(|it| it.0).chain([text.len()]).collect();
        let paragraphs = paragraphs(text);
        let (mut tokens, sentences) = segment(text, &paragraphs, true);
        Models::embedded().parse(text, &mut tokens, &sentences);
        let children = Children::new(&tokens);
        for quote in record["gold"]["quotes"].as_array().into_iter().flatten() {
            let span = |part: &str| {
                let end = |name: &str| {
                    quote[part][name].as_u64().and_then(|it| places.get(it as usize)).copied()
                };
                Some(Span::new(end("start")?, end("end")?))
            };
            let (Some(cue), Some(speaker)) = (span("cue"), span("speaker")) else { continue };
            // "According to" is a preposition.
            let is_verb = |it: &Token| {
                it.upos == Upos::Verb && !matches!(it.deprel, Deprel::Case | Deprel::Mark)
            };
            let verb = (0..tokens.len())
                .rfind(|it| cue.contains(tokens[*it].span) && is_verb(&tokens[*it]));
            let Some(verb) = verb else { continue };
            cases += 1;
            let subject = children.subject(&tokens, verb).map(|it| tokens[it].span);
            let is_right = subject.is_some_and(|it| speaker.contains(it));
            found += u32::from(subject.is_some());
            right += u32::from(is_right);
            if errors && !is_right {
                let (relation, own) = (tokens[verb].deprel, subject.map(|it| it.slice(text)));
                let near = sentences.iter().find(|it| it.span.contains(tokens[verb].span));
                let near = near.map_or("", |it| it.span.slice(text));
                let (cue, speaker) = (cue.slice(text), speaker.slice(text));
                say(&format!("{relation:?} {cue:?}: {own:?} for {speaker:?} in {near:?}"));
            }
        }
    }
    let share = |all: u32| 100.0 * f64::from(right) / f64::from(all.max(1));
    say(&format!(
        "speakers: recall {:.1}, precision {:.1} ({cases} cases)",
        share(cases),
        share(found)
    ));
    Ok(())
}

fn paragraphs(text: &str) -> Vec<Span> {
    let mut at = 0;
    let mut line = |line: &str| {
        at += line.len();
        Span::new(at - line.len(), at)
    };
    text.split_inclusive('\n').map(&mut line).collect()
}
