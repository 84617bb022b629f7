//! The form of one token, hashed once: what the features are made of. It does not look at neighbors.

use super::lexicon::{Entry, Lexicon};

/// Letter case of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Case {
    /// No letters.
    None = 0,
    /// All small.
    Lower = 1,
    /// First capital, rest small.
    Title = 2,
    /// More than one letter, all capital.
    Upper = 3,
    /// A single capital.
    Initial = 4,
    /// Anything else: `iPhone`, `McDonald`.
    Mixed = 5,
}

/// The form of a token.
#[derive(Clone, Copy, Debug)]
pub struct Word {
    /// Hash of the form with digits and quotation marks normalized.
    pub raw: u64,
    /// Hash of the lower-cased form.
    pub lower: u64,
    /// Hash of the collapsed shape: "Xx", "X.X.", "0".
    pub shape: u64,
    /// Hashes of the first 1 to 4 characters, lower-cased.
    pub prefixes: [u64; 4],
    /// Hashes of the last 1 to 4 characters, lower-cased.
    pub suffixes: [u64; 4],
    /// Letter case.
    pub case: Case,
    /// What the lexicon knows.
    pub entry: Entry,
}

const BASIS: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0000_0100_0000_01b3;

/// Hash of `text`, character by character: FNV-1a, finished by [`finish`].
pub fn hash(text: &str) -> u64 {
    finish(text.chars().fold(BASIS, step))
}

/// Hash of the lower-cased and normalized form of a word: the lexicon's key.
pub fn lower_hash(word: &str) -> u64 {
    finish(word.chars().map(|it| lower(normal(it))).fold(BASIS, step))
}

/// Extends the hash of a phrase by the hash of its next word; begin with 0.
pub fn join(phrase: u64, word: u64) -> u64 {
    finish((phrase ^ word).wrapping_mul(PRIME))
}

fn step(hash: u64, c: char) -> u64 {
    (hash ^ u64::from(c)).wrapping_mul(PRIME)
}

/// Spreads a hash over all 64 bits (the finalizer of `MurmurHash3`).
pub fn finish(mut hash: u64) -> u64 {
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash ^= hash >> 33;
    hash
}

fn lower(c: char) -> char {
    if c.is_ascii() { c.to_ascii_lowercase() } else { c.to_lowercase().next().unwrap_or(c) }
}

/// Digits become 0, typographic quotation marks and dashes plain.
fn normal(c: char) -> char {
    match c {
        '0'..='9' => '0',
        '\u{2018}' | '\u{2019}' | '\u{201b}' | '`' | '\u{b4}' => '\'',
        '\u{201c}' | '\u{201d}' | '\u{201e}' => '"',
        '\u{2010}'..='\u{2015}' => '-',
        _ => c,
    }
}

fn class(c: char) -> char {
    if c.is_ascii_digit() {
        '0'
    } else if c.is_uppercase() {
        'X'
    } else if c.is_alphabetic() {
        'x'
    } else {
        c
    }
}

impl Word {
    /// The form of the token `text`.
    pub fn new(text: &str, lexicon: Lexicon<'_>) -> Self {
        let (mut raw, mut low, mut shape) = (BASIS, BASIS, BASIS);
        let mut prefixes = [0; 4];
        let mut tail = ['\0'; 4];
        let (mut capitals, mut smalls, mut last, mut first_is_capital) = (0u32, 0u32, '\0', false);
        for (at, c) in text.chars().take(MAX_CHARS).enumerate() {
            let c = normal(c);
            let (small, kind) = (lower(c), class(c));
            raw = step(raw, c);
            low = step(low, small);
            if kind != last {
                shape = step(shape, kind);
                last = kind;
            }
            if at < 4 {
                prefixes[at] = finish(low);
            }
            tail = [tail[1], tail[2], tail[3], small];
            first_is_capital |= at == 0 && kind == 'X';
            capitals += u32::from(kind == 'X');
            smalls += u32::from(kind == 'x');
        }
        let lower = finish(low);
        Self {
            raw: finish(raw),
            lower,
            shape: finish(shape),
            prefixes,
            suffixes: suffixes(tail),
            case: case(first_is_capital, capitals, smalls),
            entry: lexicon.get(lower),
        }
    }

    /// Whether the token begins like a name.
    pub fn is_capitalized(&self) -> bool {
        matches!(self.case, Case::Title | Case::Upper | Case::Initial | Case::Mixed)
    }
}

/// Longer tokens are no words; what follows says nothing more.
const MAX_CHARS: usize = 64;

fn suffixes(tail: [char; 4]) -> [u64; 4] {
    let mut out = [0; 4];
    let mut hash = BASIS;
    for (to, c) in out.iter_mut().zip(tail.iter().rev()) {
        if *c == '\0' {
            break;
        }
        hash = step(hash, *c);
        *to = finish(hash);
    }
    out
}

fn case(first_is_capital: bool, capitals: u32, smalls: u32) -> Case {
    match (capitals, smalls) {
        (0, 0) => Case::None,
        (0, _) => Case::Lower,
        (1, 0) => Case::Initial,
        (_, 0) => Case::Upper,
        (1, _) if first_is_capital => Case::Title,
        _ => Case::Mixed,
    }
}
