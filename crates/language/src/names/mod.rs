//! Finds the names in a text: a linear-chain model over features of the word, its neighbors and its other
//! places in the document, then rules for the ends of a name and its fine type.
//!
//! The model and its lexicon are files made by the trainer and read in place: nothing is unpacked. The parts
//! that training shares (features, labels, file layouts) are public for the trainer.

pub mod document;
pub mod features;
pub mod labels;
pub mod lexicon;
pub mod model;
pub mod network;
pub mod titles;
pub mod word;

mod kinds;
#[cfg(test)]
mod tests;

use wiredesk_model::{Name, Sentence, Span, Token};

use document::Document;
use features::{Extractor, Rows};
use labels::Coarse;
use lexicon::Lexicon;
use model::{ChainModel, Decoder, Scores};
use network::{NameNetwork, Workspace};

/// The name recognizer.
pub struct NameModel<'a> {
    lexicon: Lexicon<'a>,
    chain: ChainModel<'a>,
    network: NameNetwork,
}

/// Longer sentences are decoded in pieces, so that memory does not follow hostile input.
const MAX_PIECE: usize = 512;

impl<'a> NameModel<'a> {
    /// The recognizer in the files' bytes; `None` where they are none.
    pub fn from_bytes(lexicon: &'a [u8], chain: &'a [u8], network: &'static [u8]) -> Option<Self> {
        Some(Self {
            lexicon: Lexicon::from_bytes(lexicon)?,
            chain: ChainModel::from_bytes(chain)?,
            network: NameNetwork::load(network).ok()?,
        })
    }

    /// The names in `text`, in order, disjoint.
    pub fn find(&self, text: &str, tokens: &[Token], sentences: &[Sentence]) -> Vec<Name> {
        let document = Document::new(text, tokens, sentences, self.lexicon);
        let mut tagger = Tagger::new(self, &document);
        let mut names = Vec::new();
        for (at, sentence) in sentences.iter().enumerate() {
            let range = sentence.tokens();
            let mut first = range.start;
            while first < range.end.min(tokens.len()) {
                let last = (first + MAX_PIECE).min(range.end).min(tokens.len());
                for (coarse, from, to, score) in tagger.tag(at, first, last) {
                    let inside = (first + from, first + to);
                    names.extend(name(text, tokens, &document, coarse, inside, score));
                }
                first = last;
            }
        }
        names
    }
}

struct Tagger<'a> {
    model: &'a NameModel<'a>,
    document: &'a Document,
    extractor: Extractor<'a>,
    decoder: Decoder,
    rows: Rows,
    /// Those of the token after it.
    next: Rows,
    marks: Vec<u32>,
    scores: Vec<Scores>,
    work: Workspace,
    labels: Vec<u8>,
}

impl<'a> Tagger<'a> {
    fn new(model: &'a NameModel<'a>, document: &'a Document) -> Self {
        let extractor = Extractor::new(document, model.lexicon);
        let (rows, next, marks) = (Rows::new(), Rows::new(), Vec::new());
        let (decoder, work) = (Decoder::default(), Workspace::default());
        let (scores, labels) = (Vec::new(), Vec::new());
        Self { model, document, extractor, decoder, rows, next, marks, scores, work, labels }
    }

    /// Reads the features of the token at `at` of the sentence.
    fn read(&mut self, at: usize) {
        self.next.clear();
        self.extractor.rows(at, &mut self.next);
        self.model.chain.prefetch(&self.next);
    }

    /// Types, places within `first..last` and probabilities of the names there.
    fn tag(
        &mut self,
        sentence: usize,
        first: usize,
        last: usize,
    ) -> Vec<(Coarse, usize, usize, f32)> {
        self.extractor.begin(sentence, first, last);
        self.scores.clear();
        self.marks.clear();
        // The weights of a token come from memory while the features of the next one are made.
        self.read(0);
        for at in 0..last - first {
            std::mem::swap(&mut self.rows, &mut self.next);
            if at + 1 < last - first {
                self.read(at + 1);
            }
            self.scores.push(self.model.chain.scores(&self.rows));
            self.marks.push(self.extractor.marks(at));
        }
        let keys = self.document.keys.get(first..last).unwrap_or_default();
        self.model.network.add_scores(keys, &self.marks, &mut self.work, &mut self.scores);
        let chain = self.model.chain.transitions();
        self.decoder.best(&self.scores, chain, &mut self.labels);
        let found: Vec<_> = labels::spans(&self.labels).collect();
        if !found.is_empty() {
            self.decoder.weigh(&self.scores, self.model.chain.potentials());
        }
        let probability = |from, to| {
            (from..to).map(|at| self.decoder.probability(at, self.labels[at])).fold(1.0, f32::min)
        };
        found
            .into_iter()
            .map(|(coarse, from, to)| (coarse, from, to, probability(from, to)))
            .collect()
    }
}

/// The name of the tokens `first..last`, without its titles; `None` where nothing is left.
fn name(
    text: &str,
    tokens: &[Token],
    document: &Document,
    coarse: Coarse,
    (mut first, mut last): (usize, usize),
    score: f32,
) -> Option<Name> {
    let word = |at: usize| tokens[at].span.slice(text);
    while coarse == Coarse::Person && first + 1 < last && titles::is_title(word(first)) {
        first += 1;
        if word(first) == "." && first + 1 < last {
            first += 1;
        }
    }
    while first < last && matches!(word(last - 1), "'s" | "’s" | "'" | "’" | "," | "\"" | "”")
    {
        last -= 1;
    }
    while first < last && matches!(word(first), "\"" | "“" | "," | "'" | "‘") {
        first += 1;
    }
    if first >= last
        || (coarse == Coarse::Person && last == first + 1 && titles::is_title(word(first)))
    {
        return None;
    }
    let kind = kinds::kind(coarse, text, &tokens[first..last], &document.words[first..last])?;
    let span: Span = tokens[first].span.cover(tokens[last - 1].span);
    Some(Name { span, tokens: (first as u32, last as u32), kind, score })
}
