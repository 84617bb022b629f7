//! The name corpora as documents of the service's own tokens: their text is joined again and cut by
//! `language`'s tokenizer, so that the model is trained on what it will see.

use std::path::Path;

use wiredesk_language::names::labels::{Coarse, OUTSIDE, labels_of};
use wiredesk_language::names::titles;
use wiredesk_language::{Sentence, Token};
use wiredesk_model::Span;

use super::Tools;
use crate::iob;

/// A document with the label its corpus gives each token.
pub(crate) struct Document {
    /// The joined text.
    pub(crate) text: String,
    /// Its tokens.
    pub(crate) tokens: Vec<Token>,
    /// Its sentences, as the corpus cuts them.
    pub(crate) sentences: Vec<Sentence>,
    /// One label a token, in the scheme of the sequence model.
    pub(crate) labels: Vec<u8>,
    /// One number a token: the corpus's own label, an index into [`Corpus::tags`].
    pub(crate) observed: Vec<u8>,
}

/// A corpus.
pub(crate) struct Corpus {
    /// Its documents.
    pub(crate) documents: Vec<Document>,
    /// Its own labels; number 0 is `O`.
    pub(crate) tags: Vec<String>,
}

/// How a corpus is to be read.
#[derive(Clone, Copy)]
pub(crate) struct Reading {
    /// The type a label stands for.
    pub(crate) types: fn(&str) -> Option<Coarse>,
    /// Whether titles stand inside persons' names, and are to be cut off.
    pub(crate) cut_titles: bool,
    /// Whether each sentence is a document of its own.
    pub(crate) single_sentences: bool,
}

/// Reads the corpus at `path`.
pub(crate) fn read(path: &Path, reading: Reading, tools: &Tools<'_>) -> anyhow::Result<Corpus> {
    Ok(build(iob::read(path)?, reading, tools))
}

/// The corpus of the given documents.
pub(crate) fn build(
    documents: Vec<Vec<iob::Sentence>>,
    reading: Reading,
    tools: &Tools<'_>,
) -> Corpus {
    let mut corpus = Corpus { documents: Vec::new(), tags: vec!["O".to_owned()] };
    for document in documents {
        if reading.single_sentences {
            for sentence in document.chunks(1) {
                corpus.add(sentence, reading, tools);
            }
        } else {
            corpus.add(&document, reading, tools);
        }
    }
    corpus
}

/// A name in a sentence: the corpus's type, first word and one past the last.
struct Chunk {
    tag: String,
    first: usize,
    last: usize,
}

impl Corpus {
    fn add(&mut self, sentences: &[iob::Sentence], reading: Reading, tools: &Tools<'_>) {
        let mut document = Document {
            text: String::new(),
            tokens: Vec::new(),
            sentences: Vec::new(),
            labels: Vec::new(),
            observed: Vec::new(),
        };
        for sentence in sentences {
            let words = place(&mut document.text, sentence);
            let (Some(first), Some(last)) = (words.first(), words.last()) else { continue };
            let span = first.cover(*last);
            let first = document.tokens.len();
            document.tokens.extend(super::cut(&document.text, span));
            let tokens = document.tokens.get(first..).unwrap_or_default().to_vec();
            document.labels.resize(first + tokens.len(), OUTSIDE);
            document.observed.resize(first + tokens.len(), 0);
            for chunk in chunks(sentence, reading) {
                let span = words[chunk.first].cover(words[chunk.last - 1]);
                let inside: Vec<_> =
                    (0..tokens.len()).filter(|it| tokens[*it].span.overlaps(span)).collect();
                let (Some(&from), Some(&to)) = (inside.first(), inside.last()) else { continue };
                if let Some(coarse) = (reading.types)(&chunk.tag) {
                    for (at, label) in (first + from..).zip(labels_of(coarse, to + 1 - from)) {
                        document.labels[at] = label;
                    }
                }
                for at in from..=to {
                    let tag = format!("{}{}", if at == from { "B-" } else { "I-" }, chunk.tag);
                    document.observed[first + at] = self.number(&tag);
                }
            }
            let last = document.tokens.len() as u32;
            document.sentences.push(Sentence { span, first: first as u32, last });
        }
        tools.parser.parse(&document.text, &mut document.tokens, &document.sentences);
        self.documents.push(document);
    }

    fn number(&mut self, tag: &str) -> u8 {
        let found = self.tags.iter().position(|it| it == tag);
        let at = found.unwrap_or_else(|| {
            self.tags.push(tag.to_owned());
            self.tags.len() - 1
        });
        at as u8
    }
}

/// Appends the words to `text` as prose would space them; their spans.
fn place(text: &mut String, sentence: &iob::Sentence) -> Vec<Span> {
    if !text.is_empty() {
        text.push('\n');
    }
    let (mut glue, mut quoted) = (true, false);
    let mut spans = Vec::with_capacity(sentence.len());
    for (word, _) in sentence {
        let plain_quote = word == "\"";
        let closing = match word.as_str() {
            "." | "," | ";" | ":" | "!" | "?" | "%" | ")" | "]" | "n't" | "n’t" | "''" | "”" => {
                true
            }
            "\"" => quoted,
            _ => word.starts_with(['\'', '’']) && word.len() <= 5 && word.len() > 1,
        };
        if !glue && !closing {
            text.push(' ');
        }
        let start = text.len();
        text.push_str(word);
        spans.push(Span::new(start, text.len()));
        glue = matches!(word.as_str(), "(" | "[" | "$" | "``" | "“" | "£" | "€")
            || (plain_quote && !quoted);
        quoted ^= plain_quote;
    }
    spans
}

fn chunks(sentence: &iob::Sentence, reading: Reading) -> Vec<Chunk> {
    let mut chunks: Vec<Chunk> = Vec::new();
    for (at, (_, tag)) in sentence.iter().enumerate() {
        let Some((prefix, kind)) = tag.split_once('-') else { continue };
        match chunks.last_mut() {
            Some(open) if prefix == "I" && open.last == at && open.tag == kind => open.last += 1,
            _ => chunks.push(Chunk { tag: kind.to_owned(), first: at, last: at + 1 }),
        }
    }
    if reading.cut_titles {
        for chunk in &mut chunks {
            let is_person = (reading.types)(&chunk.tag) == Some(Coarse::Person);
            while is_person
                && chunk.first < chunk.last
                && titles::is_title(&sentence[chunk.first].0)
            {
                chunk.first += 1;
            }
        }
        chunks.retain(|it| it.first < it.last);
    }
    chunks
}
