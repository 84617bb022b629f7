//! Reads CoNLL-U and brings it to the house scheme: proper names are right-headed `compound`s, so that the last
//! noun of a noun phrase heads it, and of the subtypes only those of [`Deprel`] remain.

use std::path::Path;

use wiredesk_model::{Deprel, Upos, Xpos};

use crate::data::read_text;

/// One sentence with its tree.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sentence {
    /// Document it stands in: `GUM_news_afghan`.
    pub(crate) document: String,
    /// The sentence as printed.
    pub(crate) text: String,
    /// Whether it opens a paragraph.
    pub(crate) opens: bool,
    /// Its tokens.
    pub(crate) words: Vec<Word>,
}

/// One token. Heads are indexes into the sentence; the root's head is the sentence's length.
#[derive(Clone, Debug)]
pub(crate) struct Word {
    pub(crate) form: String,
    pub(crate) lemma: String,
    pub(crate) upos: Upos,
    pub(crate) xpos: Xpos,
    pub(crate) head: u32,
    pub(crate) deprel: Deprel,
}

impl Sentence {
    /// The genre in the document's name.
    pub(crate) fn genre(&self) -> &str {
        self.document.split('_').nth(1).unwrap_or("")
    }
}

/// The sentences of a CoNLL-U file in the house scheme.
pub(crate) fn read(path: &Path) -> anyhow::Result<Vec<Sentence>> {
    let text = read_text(path)?;
    let (mut sentences, mut sentence, mut document) =
        (Vec::new(), Sentence::default(), String::new());
    for line in text.lines().chain([""]) {
        if let Some(name) = line.strip_prefix("# newdoc id = ") {
            name.clone_into(&mut document);
        } else if line.starts_with("# newpar") && !line.starts_with("# newpar_block") {
            sentence.opens = true;
        } else if let Some(text) = line.strip_prefix("# text = ") {
            text.clone_into(&mut sentence.text);
        } else if line.is_empty() {
            if !sentence.words.is_empty() {
                document.clone_into(&mut sentence.document);
                normalize(&mut sentence.words);
                sentences.push(std::mem::take(&mut sentence));
            }
        } else if !line.starts_with('#') {
            sentence.words.extend(word(line));
        }
    }
    for sentence in &mut sentences {
        let length = sentence.words.len() as u32;
        for word in &mut sentence.words {
            word.head = word.head.min(length);
        }
    }
    Ok(sentences)
}

/// One line; multi-word tokens and empty nodes give nothing. The root's head is `u32::MAX` for now.
fn word(line: &str) -> Option<Word> {
    let columns: Vec<&str> = line.split('\t').collect();
    let [id, form, lemma, upos, xpos, _, head, deprel, ..] = columns.as_slice() else {
        return None;
    };
    id.parse::<u32>().ok()?;
    let head: u32 = head.parse().ok()?;
    Some(Word {
        form: (*form).to_owned(),
        lemma: (*lemma).to_owned(),
        upos: Upos::parse(upos).unwrap_or(Upos::X),
        xpos: Xpos::parse(xpos).unwrap_or(Xpos::Xx),
        head: head.wrapping_sub(1),
        deprel: relation(deprel),
    })
}

/// The relation without the subtypes that the house scheme does not have.
fn relation(text: &str) -> Deprel {
    let bare = text.split_once(':').map_or(text, |it| it.0);
    if text == "nmod:desc" {
        return Deprel::Compound;
    }
    Deprel::parse(text).or_else(|| Deprel::parse(bare)).unwrap_or(Deprel::Dep)
}

/// Turns left-headed `flat` names into right-headed compounds.
fn normalize(words: &mut [Word]) {
    for first in 0..words.len() {
        let parts: Vec<usize> = (first + 1..words.len())
            .filter(|it| words[*it].head as usize == first && words[*it].deprel == Deprel::Flat)
            .collect();
        let Some(last) = parts.last().copied() else { continue };
        (words[last].head, words[last].deprel) = (words[first].head, words[first].deprel);
        for (at, word) in words.iter_mut().enumerate() {
            if at != last && word.head as usize == first {
                word.head = last as u32;
            }
        }
        for part in parts.into_iter().chain([first]).filter(|it| *it != last) {
            (words[part].head, words[part].deprel) = (last as u32, Deprel::Compound);
        }
    }
}
