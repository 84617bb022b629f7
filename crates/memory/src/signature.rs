//! What is kept of a text to know it again: a sketch of its three-word runs. It knows no other text.
//!
//! The sketch holds the smallest hashes of the runs (Broder's min-wise sampling, "On the resemblance and
//! containment of documents", 1997). Below the smaller of two sketches' largest hashes both are complete, so
//! the share of common hashes there estimates how much of the shorter text the longer one holds.

use serde::{Deserialize, Serialize};

/// Hashes in a sketch.
pub(crate) const SKETCH: usize = 64;

/// Words in a run.
const RUN: usize = 3;

/// Words of a text that are looked at.
const MAX_WORDS: usize = 20_000;

/// Hashes below the common bound that an estimate needs.
const MIN_SAMPLE: usize = 5;

/// What is kept of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Signature {
    /// Hash of all words in order; 0 for a text without words.
    pub(crate) whole: u64,
    /// Distinct runs.
    pub(crate) n_runs: u32,
    /// Smallest hashes of the runs, ascending.
    pub(crate) sketch: Vec<u32>,
}

impl Signature {
    /// The signature of `text`: case, punctuation and white space do not count.
    pub(crate) fn of(text: &str) -> Self {
        let (mut whole, mut runs) = (0_u64, Vec::with_capacity(text.len() / 5));
        let mut last = [0_u64; RUN];
        let mut n_words = 0;
        for word in Words::new(text).take(MAX_WORDS) {
            n_words += 1;
            whole = mix(whole.rotate_left(5) ^ word);
            last = [last[1], last[2], word];
            if n_words >= RUN {
                let run = last.iter().fold(0, |run, it| mix(run ^ it));
                runs.push((run >> 32) as u32);
            }
        }
        runs.sort_unstable();
        runs.dedup();
        let n_runs = runs.len() as u32;
        runs.truncate(SKETCH);
        runs.shrink_to_fit();
        Self { whole, n_runs, sketch: runs }
    }

    /// Whether the sketch holds every run.
    fn is_complete(&self) -> bool {
        self.n_runs as usize <= self.sketch.len()
    }

    /// How two texts overlap; `None` where too little of them can be compared.
    pub(crate) fn overlap(&self, other: &Self) -> Option<Overlap> {
        let bound = |it: &Self| {
            if it.is_complete() { u32::MAX } else { it.sketch.last().copied().unwrap_or(0) }
        };
        let bound = bound(self).min(bound(other));
        let within = |it: &Self| it.sketch.partition_point(|hash| *hash <= bound);
        let (mine, theirs) = (within(self), within(other));
        let common = common(&self.sketch, &other.sketch, bound);
        let (least, union) = (mine.min(theirs), mine + theirs - common);
        (least >= MIN_SAMPLE).then(|| Overlap {
            contained: common as f32 / least as f32,
            resemblance: common as f32 / union as f32,
        })
    }
}

/// How much two texts have in common.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Overlap {
    /// Share of the shorter text's runs that the other has.
    pub(crate) contained: f32,
    /// Share of both texts' runs that both have.
    pub(crate) resemblance: f32,
}

fn common(mine: &[u32], theirs: &[u32], bound: u32) -> usize {
    let mut theirs = theirs.iter().peekable();
    let both = mine.iter().take_while(|it| **it <= bound).filter(|it| {
        while theirs.next_if(|other| other < it).is_some() {}
        theirs.peek() == Some(it)
    });
    both.count()
}

/// Hashes of a text's words: runs of letters and digits in small letters; every ideograph is a word.
struct Words<'a> {
    chars: std::iter::Peekable<std::str::Chars<'a>>,
}

impl<'a> Words<'a> {
    fn new(text: &'a str) -> Self {
        Self { chars: text.chars().peekable() }
    }
}

impl Iterator for Words<'_> {
    type Item = u64;

    #[inline]
    fn next(&mut self) -> Option<u64> {
        let first = self.chars.find(|it| it.is_alphanumeric())?;
        let mut hash = letters(0xcbf2_9ce4_8422_2325, first);
        while let Some(c) = self.chars.next_if(|it| !is_ideograph(first) && goes_on(*it)) {
            if c.is_alphanumeric() {
                hash = letters(hash, c);
            }
        }
        Some(hash)
    }
}

/// Inside a word: letters and digits that are no word of their own, and apostrophes.
fn goes_on(c: char) -> bool {
    c.is_ascii_alphanumeric() || c.is_alphanumeric() && !is_ideograph(c) || c == '\'' || c == '’'
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}

/// FNV-1a over the small letters of `c`.
fn letters(hash: u64, c: char) -> u64 {
    if c.is_ascii() {
        // What the general way below gives, without its tables.
        let small = u64::from(c.to_ascii_lowercase() as u8);
        return (hash ^ small).wrapping_mul(0x0100_0000_01b3);
    }
    c.to_lowercase()
        .fold(hash, |hash, it| (hash ^ u64::from(u32::from(it))).wrapping_mul(0x0100_0000_01b3))
}

/// The finalizer of `MurmurHash3`: every bit of the result depends on every bit of the input.
pub(crate) fn mix(mut hash: u64) -> u64 {
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^ (hash >> 33)
}

/// A hash of a short text, for terms.
pub(crate) fn hash_text(text: &str) -> u32 {
    let hash = Words::new(text).fold(0, |hash, it| mix(hash ^ it));
    (hash >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(range: std::ops::Range<u32>) -> String {
        range.map(|it| format!("word{it}")).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn case_punctuation_and_space_do_not_count() {
        assert_eq!(
            Signature::of("The cat’s back,  he SAID."),
            Signature::of("the cat's back he said")
        );
    }

    #[test]
    fn a_part_is_contained_in_the_whole() {
        let (whole, part) = (Signature::of(&words(0..2_000)), Signature::of(&words(300..900)));
        let overlap = whole.overlap(&part).unwrap();
        assert!((overlap.contained - 1.0).abs() < 1e-6, "{overlap:?}");
        assert!((overlap.resemblance - 0.3).abs() < 0.15, "{overlap:?}");
    }

    #[test]
    fn other_texts_do_not_overlap() {
        let overlap =
            Signature::of(&words(0..500)).overlap(&Signature::of(&words(500..900))).unwrap();
        assert!(overlap.contained < 0.01, "{overlap:?}");
    }

    #[test]
    fn nothing_is_said_of_what_is_too_short() {
        assert_eq!(Signature::of("one two three four"), Signature::of("One, two; three: four!"));
        assert_eq!(Signature::of("one two three").overlap(&Signature::of("one two three")), None);
        assert_eq!(Signature::of(" \n ").whole, 0);
    }
}
