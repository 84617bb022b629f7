//! How often a capitalized word is a place: counted over the corpora in which people marked the names.

use std::collections::HashMap;

use wiredesk_gazetteer::normalize;

use super::book::Book;
use crate::data::{Folders, read_text};

/// Corpora that tell a place from its adjective.
const CORPORA: &[&str] = &["worldwide.train.iob", "gmb.fine.train.iob", "re3d-open.train.iob"];

/// Longest name, in words, that is looked for.
const MAX_WORDS: usize = 3;

#[derive(Default)]
struct Counts {
    place: u32,
    other: u32,
    small: u32,
}

/// By normal form: 1 never to 15 always, 0 not known.
pub(crate) type Placeness = HashMap<String, u8>;

/// Counts every name of the book in the corpora.
pub(crate) fn measure(folders: &Folders, book: &Book) -> anyhow::Result<Placeness> {
    let mut counts: HashMap<String, Counts> = HashMap::new();
    for corpus in CORPORA {
        let text = read_text(&folders.data(&format!("names/{corpus}")))?;
        for sentence in text.split("\n\n") {
            let lines = sentence.lines().filter(|it| !it.starts_with("-DOCSTART-"));
            let tokens: Vec<_> = lines.filter_map(|it| it.split_once('\t')).collect();
            count(&tokens, book, &mut counts);
        }
    }
    Ok(counts.into_iter().map(|(key, it)| (key, it.level())).collect())
}

impl Counts {
    fn level(&self) -> u8 {
        let seen = self.place + self.other;
        if seen >= 3 {
            return 1 + (14 * self.place / seen) as u8;
        }
        // A word that is common in small letters is suspect even where it was not seen with a capital.
        if self.small >= 5 { 2 } else { 0 }
    }
}

fn count(tokens: &[(&str, &str)], book: &Book, counts: &mut HashMap<String, Counts>) {
    let is_place = |tag: &str| {
        let kind = tag.get(2..).unwrap_or("").to_ascii_lowercase();
        kind.starts_with("loc") || kind.starts_with("geo") || kind.starts_with("gpe-nam")
    };
    for first in 0..tokens.len() {
        for n in 1..=MAX_WORDS.min(tokens.len() - first) {
            let Some(run) = tokens.get(first..first + n) else { continue };
            let words: Vec<&str> = run.iter().map(|it| it.0).collect();
            let key = normalize(&words.join(" "));
            if !book.names.contains_key(&key) {
                continue;
            }
            let it = counts.entry(key).or_default();
            let Some(((word, tag), after)) = run.first().zip(Some(tokens.get(first + n))) else {
                continue;
            };
            if word.chars().next().is_some_and(char::is_lowercase) {
                it.small += 1;
                continue;
            }
            let begins = tag.starts_with("B-");
            let inside = run.iter().skip(1).all(|(_, it)| it.starts_with("I-"));
            let goes_on = after.is_some_and(|(_, it)| it.starts_with("I-"));
            if is_place(tag) {
                it.place += u32::from(begins && inside && !goes_on);
            } else {
                it.other += 1;
            }
        }
    }
}
