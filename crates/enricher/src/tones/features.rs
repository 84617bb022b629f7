//! What is weighed of a sentence: sums of word valences with negation, for the whole and for windows around a target.
//! It does not know the weights.

use wiredesk_model::Span;

use crate::words::{hash, words};

/// Numbers that describe a sentence: six for each of two valence tables.
pub const N_SENTENCE: usize = 12;
/// Numbers that describe a target's surroundings: three for each table and one length for each of seven windows.
pub const N_TARGET: usize = 49;
/// Words on each side that count as near.
pub const NEAR: usize = 6;
/// Words on each side whose meaning counts as near.
pub const AROUND: usize = 8;
/// Words after the target that count as its predicate's.
pub const AFTER: usize = 4;
/// Words before the target.
pub const BEFORE: usize = 3;
/// A negator turns the valence of this many words after it.
const REACH: usize = 3;
/// A turned valence keeps half its strength: "not good" is milder than "bad" (as in VADER, Hutto & Gilbert 2014).
const TURNED: f32 = -0.5;

/// English negators.
const NEGATORS: [&str; 28] = [
    "not",
    "no",
    "never",
    "neither",
    "nor",
    "without",
    "don't",
    "doesn't",
    "didn't",
    "isn't",
    "wasn't",
    "aren't",
    "weren't",
    "won't",
    "wouldn't",
    "can't",
    "cannot",
    "couldn't",
    "shouldn't",
    "hasn't",
    "haven't",
    "hardly",
    "barely",
    "nothing",
    "nobody",
    "none",
    "lack",
    "lacks",
];

/// A word with its valences from the lexicon and from its vector, negation applied.
#[derive(Clone, Copy, Debug)]
pub struct Reading {
    /// Where it stands.
    pub span: Span,
    /// Its row in the model, if it has one.
    pub row: Option<u32>,
    /// Valence in the lexicon, -4..=4.
    pub lexicon: f32,
    /// Valence that its vector suggests, -4..=4.
    pub induced: f32,
}

/// What a model knows of a single word.
pub trait Valences {
    /// The row of the word that hashes to `hash`.
    fn row(&self, hash: u64) -> Option<u32>;
    /// The two valences of a row: the lexicon's and the induced one.
    fn valences(&self, row: u32) -> (f32, f32);
}

/// The hashes of the negators.
pub struct Negators([u64; NEGATORS.len()]);

impl Default for Negators {
    fn default() -> Self {
        let mut hashes = NEGATORS.map(hash);
        hashes.sort_unstable();
        Self(hashes)
    }
}

/// Hash of a lower-case word, as a model's rows are found by.
pub fn word_hash(word: &str) -> u64 {
    hash(word)
}

/// Reads the words of `text` under `within` into `readings`, which is emptied first.
pub fn read(
    text: &str,
    within: Span,
    valences: &impl Valences,
    negators: &Negators,
    readings: &mut Vec<Reading>,
) {
    readings.clear();
    let mut since_negator = REACH;
    for word in words(text, within) {
        let row = valences.row(word.hash);
        let (lexicon, induced) = row.map(|it| valences.valences(it)).unwrap_or_default();
        let turn = if since_negator < REACH { TURNED } else { 1.0 };
        let (lexicon, induced) = (lexicon * turn, induced * turn);
        readings.push(Reading { span: word.span, row, lexicon, induced });
        let negates = negators.0.binary_search(&word.hash).is_ok();
        since_negator = if negates { 0 } else { since_negator + 1 };
    }
}

/// Sums of what is good and of what is bad, in both tables, and how many words they are over.
#[derive(Clone, Copy, Default)]
struct Sums {
    lexicon: (f32, f32),
    induced: (f32, f32),
    n_words: f32,
}

impl Sums {
    fn of(readings: &[Reading]) -> Self {
        readings.iter().fold(Self::default(), |sums, it| Self {
            lexicon: add(sums.lexicon, it.lexicon),
            induced: add(sums.induced, it.induced),
            n_words: sums.n_words + 1.0,
        })
    }

    fn plus(self, other: Self) -> Self {
        let both = |a: (f32, f32), b: (f32, f32)| (a.0 + b.0, a.1 + b.1);
        Self {
            lexicon: both(self.lexicon, other.lexicon),
            induced: both(self.induced, other.induced),
            n_words: self.n_words + other.n_words,
        }
    }
}

fn add((good, bad): (f32, f32), valence: f32) -> (f32, f32) {
    (good + valence.max(0.0), bad + valence.min(0.0))
}

/// The numbers that describe a sentence.
pub fn sentence(readings: &[Reading]) -> [f32; N_SENTENCE] {
    let sums = Sums::of(readings);
    let n_words = sums.n_words.max(1.0);
    let mut out = [0.0; N_SENTENCE];
    for ((good, bad), out) in [sums.lexicon, sums.induced].into_iter().zip(out.chunks_mut(6)) {
        let total = good + bad;
        let row = [
            good,
            bad,
            total / n_words.sqrt(),
            (total / 4.0).tanh(),
            good / n_words,
            bad / n_words,
        ];
        out.copy_from_slice(&row);
    }
    out
}

/// The last and the first `n` readings before and after a target.
pub fn window(readings: &[Reading], n: usize, last: bool) -> &[Reading] {
    let n = n.min(readings.len());
    if last { &readings[readings.len() - n..] } else { &readings[..n] }
}

/// The numbers that describe what stands before and after a target.
pub fn target(before: &[Reading], after: &[Reading]) -> [f32; N_TARGET] {
    let (left, right) = (Sums::of(before), Sums::of(after));
    let windows = [
        Sums::of(window(before, 5, true)),
        Sums::of(window(after, 5, false)),
        Sums::of(window(before, 12, true)),
        Sums::of(window(after, 12, false)),
        left,
        right,
        left.plus(right),
    ];
    let mut out = [0.0; N_TARGET];
    for (sums, out) in windows.into_iter().zip(out.chunks_mut(7)) {
        let root = (sums.n_words + 1.0).sqrt();
        let (lexicon, induced) = (sums.lexicon, sums.induced);
        let row = [
            lexicon.0,
            lexicon.1,
            (lexicon.0 + lexicon.1) / root,
            induced.0,
            induced.1,
            (induced.0 + induced.1) / root,
            sums.n_words.min(30.0) / 10.0,
        ];
        out.copy_from_slice(&row);
    }
    out
}
