//! Turns documents into samples, with copies in other letter case: headlines in capitals or title case, feeds
//! without capitals.

use wiredesk_language::Token;
use wiredesk_language::names::document::Document as Context;
use wiredesk_language::names::features::Extractor;
use wiredesk_language::names::model::Scores;
use wiredesk_model::Span;

use super::Tools;
use super::chain::{Chain, Sample};
use super::corpus::{Corpus, Document};
use super::random::Random;

/// Which letter cases to make samples of.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Casing {
    /// As the corpus prints it.
    Printed,
    /// And copies of some sentences in other case.
    Varied,
}

/// Shares of sentences that are copied in capitals, in title case, and of documents copied in small letters.
const CAPITALS: f32 = 0.08;
const TITLE: f32 = 0.04;
const SMALL: f32 = 0.05;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Variant {
    Capitals,
    Title,
    Small,
}

/// The samples of a corpus, one a sentence and then the copies.
pub(crate) fn samples(
    corpus: &Corpus,
    tools: &Tools<'_>,
    weight: f32,
    casing: Casing,
) -> Vec<Sample> {
    let mut random = Random::new(11);
    let mut all = Vec::new();
    for document in &corpus.documents {
        let every = vec![true; document.sentences.len()];
        extract(document, &every, tools, weight, &mut all);
    }
    if casing == Casing::Printed {
        return all;
    }
    for document in &corpus.documents {
        for (variant, share) in [(Variant::Capitals, CAPITALS), (Variant::Title, TITLE)] {
            let chosen: Vec<_> = document.sentences.iter().map(|_| random.chance(share)).collect();
            if chosen.contains(&true) {
                let copy = recase(document, &chosen, variant, tools);
                extract(&copy, &chosen, tools, weight, &mut all);
            }
        }
        if random.chance(SMALL) {
            let chosen = vec![true; document.sentences.len()];
            let copy = recase(document, &chosen, Variant::Small, tools);
            extract(&copy, &chosen, tools, weight, &mut all);
        }
    }
    all
}

fn extract(
    document: &Document,
    chosen: &[bool],
    tools: &Tools<'_>,
    weight: f32,
    all: &mut Vec<Sample>,
) {
    let context =
        Context::new(&document.text, &document.tokens, &document.sentences, tools.lexicon);
    let mut extractor = Extractor::new(&context, tools.lexicon);
    for (at, sentence) in document.sentences.iter().enumerate().filter(|it| chosen[it.0]) {
        let range = sentence.tokens();
        extractor.begin(at, range.start, range.end);
        let (mut rows, mut ends, mut marks) = (Vec::new(), Vec::new(), Vec::new());
        for token in 0..range.len() {
            extractor.rows(token, &mut rows);
            ends.push(rows.len() as u32);
            marks.push(extractor.marks(token));
        }
        let keys = context.keys[range.clone()].to_vec();
        let labels = document.labels[range].to_vec();
        all.push(Sample { rows, ends, keys, marks, labels, weight });
    }
}

/// A copy of `document` whose chosen sentences are in another case.
fn recase(document: &Document, chosen: &[bool], variant: Variant, tools: &Tools<'_>) -> Document {
    let mut copy = Document {
        text: String::new(),
        tokens: Vec::with_capacity(document.tokens.len()),
        sentences: document.sentences.clone(),
        labels: document.labels.clone(),
        observed: document.observed.clone(),
    };
    for (sentence, chosen) in document.sentences.iter().zip(chosen) {
        for token in &document.tokens[sentence.tokens()] {
            let word = token.span.slice(&document.text);
            let start = copy.text.len();
            match variant {
                _ if !chosen => copy.text.push_str(word),
                Variant::Capitals => copy.text.push_str(&word.to_uppercase()),
                Variant::Small => copy.text.push_str(&word.to_lowercase()),
                Variant::Title => push_title(&mut copy.text, word),
            }
            copy.tokens.push(Token::new(Span::new(start, copy.text.len()), token.kind));
            copy.text.push(' ');
        }
    }
    tools.parser.parse(&copy.text, &mut copy.tokens, &copy.sentences);
    copy
}

/// Headline style: words of four letters and more begin with a capital.
fn push_title(text: &mut String, word: &str) {
    let mut chars = word.chars();
    match chars.next() {
        Some(first) if word.len() > 3 => text.extend(first.to_uppercase()),
        Some(first) => text.push(first),
        None => {}
    }
    text.push_str(chars.as_str());
}

impl Sample {
    /// Scores of all tokens under a model.
    pub(crate) fn scores(&self, model: &Chain) -> Vec<Scores> {
        (0..self.ends.len()).map(|at| model.scores(self.token(at))).collect()
    }
}
