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

mod evidence;
mod kinds;
mod months;
#[cfg(test)]
mod tests;
mod towns;

use wiredesk_model::{Name, Sentence, Span, Token, TokenKind};

use document::{Document, Print};
use evidence::{Evidence, Witness};
use features::{Extractor, Rows};
use labels::Coarse;
use lexicon::Lexicon;
use model::{ChainModel, Decoder, Scores};
use months::Namesakes;
use network::{NameNetwork, Workspace};

/// The name recognizer.
pub struct NameModel<'a> {
    lexicon: Lexicon<'a>,
    chain: ChainModel<'a>,
    network: NameNetwork,
}

/// Longer sentences are decoded in pieces, so that memory does not follow hostile input.
const MAX_PIECE: usize = 512;
/// Tokens whose scores are held at once. In a longer text what comes behind a block is no evidence for it.
const MAX_BLOCK: usize = 1 << 16;

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
        let mut namesakes = Namesakes::default();
        let mut pieces = pieces(sentences, tokens.len()).peekable();
        while pieces.peek().is_some() {
            // All scores of a block before the first decision in it.
            tagger.begin();
            while let Some(piece) = pieces.next_if(|it| tagger.has_room(it)) {
                tagger.score(piece);
            }
            let decided = tagger.decide();
            let starts = decided.iter().skip(1).map(|it| it.1).chain([usize::MAX]);
            for ((coarse, from, mut to, score), next) in decided.iter().copied().zip(starts) {
                let is_one = coarse == Coarse::Person && to == from + 1 && next > to;
                if let Some(month) = is_one.then(|| months::surname(text, tokens, to)).flatten() {
                    namesakes.add(month);
                    to += 1;
                }
                let is_place = coarse == Coarse::Location && to > from + 1;
                let town = is_place.then(|| {
                    let texts: Vec<_> =
                        tokens[from..to].iter().map(|it| it.span.slice(text)).collect();
                    towns::town(&texts, &document.words[from..to], self.lexicon)
                });
                let cut = town.flatten().map_or(to, |it| from + it);
                names.extend(name(text, tokens, &document, coarse, (from, cut), score));
                names.extend(name(text, tokens, &document, coarse, (cut, to), score));
            }
        }
        let alone = namesakes.alone(text, tokens, &names);
        if !alone.is_empty() {
            let person = |at| name(text, tokens, &document, Coarse::Person, (at, at + 1), 0.5);
            names.extend(alone.into_iter().filter_map(person));
            names.sort_by_key(|it| it.tokens);
        }
        names
    }
}

/// A sentence or a part of one.
struct Piece {
    sentence: usize,
    first: usize,
    last: usize,
}

fn pieces(sentences: &[Sentence], n_tokens: usize) -> impl Iterator<Item = Piece> {
    sentences.iter().enumerate().flat_map(move |(sentence, it)| {
        let end = it.tokens().end.min(n_tokens);
        it.tokens().step_by(MAX_PIECE).map_while(move |first| {
            let last = (first + MAX_PIECE).min(end);
            (first < last).then_some(Piece { sentence, first, last })
        })
    })
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
    /// Those of the block, and the block's pieces.
    scores: Vec<Scores>,
    pieces: Vec<Piece>,
    evidence: Evidence,
    work: Workspace,
    labels: Vec<u8>,
}

impl<'a> Tagger<'a> {
    fn new(model: &'a NameModel<'a>, document: &'a Document) -> Self {
        Self {
            model,
            document,
            extractor: Extractor::new(document, model.lexicon),
            decoder: Decoder::default(),
            rows: Rows::new(),
            next: Rows::new(),
            marks: Vec::new(),
            scores: Vec::new(),
            pieces: Vec::new(),
            evidence: Evidence::default(),
            work: Workspace::default(),
            labels: Vec::new(),
        }
    }

    /// Begins a block.
    fn begin(&mut self) {
        self.scores.clear();
        self.pieces.clear();
        self.evidence.begin();
    }

    /// Whether the block has room for a piece.
    fn has_room(&self, piece: &Piece) -> bool {
        self.pieces.is_empty() || self.scores.len() + piece.last - piece.first <= MAX_BLOCK
    }

    /// Reads the features of the token at `at` of the sentence.
    fn read(&mut self, at: usize) {
        self.next.clear();
        self.extractor.rows(at, &mut self.next);
        self.model.chain.prefetch(&self.next);
    }

    /// Adds a piece and its scores to the block.
    fn score(&mut self, piece: Piece) {
        let Piece { sentence, first, last } = piece;
        self.extractor.begin(sentence, first, last);
        self.marks.clear();
        let start = self.scores.len();
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
        let scores = &mut self.scores[start..];
        self.model.network.add_scores(keys, &self.marks, &mut self.work, scores);
        self.testify(&piece, start);
        self.pieces.push(piece);
    }

    /// Says of the words of a piece, whose scores begin at `start`, what they are here.
    fn testify(&mut self, piece: &Piece, start: usize) {
        let print = self.document.print(piece.sentence);
        let group = |token| evidence::group(self.document, token, print);
        let scores = &self.scores[start..];
        let mut groups = (piece.first..piece.last).map(group);
        // Of a headline in capitals or a sentence without any, the chain is too sure that nothing is named there.
        let with_neighbors = matches!(print, Print::Running | Print::Title);
        if with_neighbors && groups.clone().any(|it| it.is_some()) {
            self.decoder.weigh(scores, self.model.chain.potentials());
        }
        for (at, scores) in scores.iter().enumerate() {
            let group = groups.next().flatten();
            let witness = match group {
                None => Witness::default(),
                Some(_) if with_neighbors => Witness::new(&self.decoder.probabilities(at)),
                Some(_) => Witness::alone(scores),
            };
            self.evidence.add(group, witness);
        }
    }

    /// Types, places and probabilities of the names in the block.
    fn decide(&mut self) -> Vec<(Coarse, usize, usize, f32)> {
        let chain = &self.model.chain;
        let mut names = Vec::new();
        let mut rest = self.scores.as_mut_slice();
        let mut at = 0;
        for Piece { sentence, first, last } in &self.pieces {
            let (scores, tail) = rest.split_at_mut(last - first);
            rest = tail;
            let print = self.document.print(*sentence);
            for (token, scores) in (*first..).zip(scores.iter_mut()) {
                let group = evidence::group(self.document, token, print);
                self.evidence.apply(group, at, scores);
                at += 1;
            }
            self.decoder.best(scores, chain.transitions(), &mut self.labels);
            let mut found = labels::spans(&self.labels).peekable();
            if found.peek().is_some() {
                self.decoder.weigh(scores, chain.potentials());
            }
            for (coarse, from, to) in found {
                let labels = (from..to).zip(&self.labels[from..to]);
                let score = labels.map(|(at, label)| self.decoder.probability(at, *label));
                names.push((coarse, first + from, first + to, score.fold(1.0, f32::min)));
            }
        }
        names
    }
}

/// Whether the token is the address of a page or a mailbox, which names nobody. "Booking.com" may be a company.
fn is_address(token: &Token, text: &str) -> bool {
    let word = token.span.slice(text);
    token.kind == TokenKind::Link
        && !word.starts_with(['@', '#'])
        && (word.starts_with(char::is_lowercase) || word.contains([':', '/', '@']))
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
    while first < last && is_address(&tokens[last - 1], text) {
        last -= 1;
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
