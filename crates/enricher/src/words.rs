//! Words of a text with a hash of their lower-case form, for stages that look words up in tables. It knows no tokens or sentences.

use std::hash::BuildHasherDefault;

use wiredesk_model::Span;

/// A run of letters or digits with inner hyphens, apostrophes and dots, and the hash of its lower-case form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    pub(crate) span: Span,
    /// Hash of the lower-case word without a final `'s`; equal to [`hash`] of that text.
    pub(crate) hash: u64,
    /// Whether the word begins in upper case.
    pub(crate) capital: bool,
}

const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0000_0100_0000_01b3;

/// FNV-1a of `text`, which is lower case already.
pub(crate) fn hash(text: &str) -> u64 {
    text.bytes().fold(OFFSET, step)
}

/// The hash of what hashes to `hash` with the lower-case `end` behind it.
pub(crate) fn extended(hash: u64, end: &str) -> u64 {
    end.bytes().fold(hash, step)
}

/// Hash of the two-word phrase whose words hash to `first` and `second`.
pub(crate) fn pair(first: u64, second: u64) -> u64 {
    (first.rotate_left(23) ^ second).wrapping_mul(PRIME)
}

fn step(state: u64, byte: u8) -> u64 {
    (state ^ u64::from(byte)).wrapping_mul(PRIME)
}

/// Hashes a word's hash by itself: it is spread already.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Spread(u64);

impl std::hash::Hasher for Spread {
    fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes.iter().fold(self.0 ^ OFFSET, |hash, byte| step(hash, *byte));
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash ^ (hash >> 32);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// A map from hashes of words.
pub(crate) type WordMap<V> = std::collections::HashMap<u64, V, BuildHasherDefault<Spread>>;

/// A set of words by their hash.
pub(crate) type WordSet = std::collections::HashSet<u64, BuildHasherDefault<Spread>>;

/// The words of the part of `text` under `within`, in order.
pub(crate) fn words(text: &str, within: Span) -> impl Iterator<Item = Word> {
    Words { text: within.slice(text), at: 0, base: within.start() }
}

struct Words<'t> {
    text: &'t str,
    at: usize,
    base: usize,
}

impl Words<'_> {
    /// The character at `at`. Most are ASCII, which need no decoding.
    #[inline]
    fn char_at(&self, at: usize) -> Option<char> {
        match self.text.as_bytes().get(at)? {
            byte if byte.is_ascii() => Some(char::from(*byte)),
            _ => self.text.get(at..)?.chars().next(),
        }
    }
}

impl Iterator for Words<'_> {
    type Item = Word;

    fn next(&mut self) -> Option<Word> {
        let first = loop {
            let it = self.char_at(self.at)?;
            if is_alphanumeric(it) {
                break it;
            }
            self.at += it.len_utf8();
        };
        let start = self.at;
        let mut run = Run { hash: OFFSET, end: start, suffix: None };
        while let Some(it) = self.char_at(self.at) {
            let at = self.at;
            if is_alphanumeric(it) {
                self.at += it.len_utf8();
                run.push(it);
                run.end = self.at;
            } else if is_joiner(it) {
                self.at += it.len_utf8();
                if !self.char_at(self.at).is_some_and(is_alphanumeric) {
                    break;
                }
                run.join(it, at);
            } else {
                break;
            }
        }
        let (hash, end) = run.finish();
        let span = Span::new(self.base + start, self.base + end);
        Some(Word { span, hash, capital: first.is_uppercase() })
    }
}

#[inline]
fn is_alphanumeric(it: char) -> bool {
    if it.is_ascii() { it.is_ascii_alphanumeric() } else { it.is_alphanumeric() }
}

/// A word as it grows.
struct Run {
    hash: u64,
    end: usize,
    suffix: Option<Suffix>,
}

/// What follows a word's last apostrophe, and the word as it stood before.
struct Suffix {
    hash: u64,
    end: usize,
    n_letters: u32,
    is_s: bool,
}

impl Run {
    #[inline]
    fn push(&mut self, it: char) {
        if let Some(suffix) = &mut self.suffix {
            suffix.n_letters += 1;
            suffix.is_s = suffix.n_letters == 1 && matches!(it, 's' | 'S');
        }
        if it.is_ascii() {
            self.hash = step(self.hash, it.to_ascii_lowercase() as u8);
            return;
        }
        let mut buffer = [0; 4];
        for lower in it.to_lowercase() {
            self.hash = lower.encode_utf8(&mut buffer).bytes().fold(self.hash, step);
        }
    }

    fn join(&mut self, joiner: char, at: usize) {
        let apostrophe = matches!(joiner, '\'' | '’');
        self.suffix =
            apostrophe.then_some(Suffix { hash: self.hash, end: at, n_letters: 0, is_s: false });
        self.hash = step(self.hash, if apostrophe { b'\'' } else { joiner as u8 });
    }

    fn finish(self) -> (u64, usize) {
        match self.suffix {
            Some(Suffix { hash, end, is_s: true, .. }) => (hash, end),
            _ => (self.hash, self.end),
        }
    }
}

fn is_joiner(it: char) -> bool {
    matches!(it, '-' | '\'' | '’' | '.' | '&')
}

#[cfg(test)]
mod tests {
    use wiredesk_model::Span;

    use super::{hash, words};

    #[track_caller]
    fn check(text: &str, expect: &[&str]) {
        let found: Vec<_> = words(text, Span::new(0, text.len())).collect();
        let surfaces: Vec<_> = found.iter().map(|it| it.span.slice(text)).collect();
        assert_eq!(surfaces, expect);
        for word in found {
            let lower = word.span.slice(text).to_lowercase().replace('’', "'");
            assert_eq!(word.hash, hash(&lower), "{lower}");
        }
    }

    #[test]
    fn keeps_inner_marks_and_drops_possessives() {
        check("Mr. Cho’s well-known “no”", &["Mr", "Cho", "well-known", "no"]);
        check("They didn't go - U.S. said.", &["They", "didn't", "go", "U.S", "said"]);
        check("Kyïv's 1.13bn; O'Neil's", &["Kyïv", "1.13bn", "O'Neil"]);
        check("", &[]);
        check("'s it's ' - ", &["s", "it"]);
    }
}
