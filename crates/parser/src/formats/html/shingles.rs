//! How much of one text stands in another: shared runs of three words (Broder 1997). Order and punctuation between the runs do not
//! count.

use std::collections::HashSet;

/// Runs of three words of a text, for asking how much of another text they cover.
pub(super) struct Shingles {
    set: HashSet<u64>,
    pub(super) n_words: usize,
}

impl Shingles {
    /// Those of `text`.
    pub(super) fn new(text: &str) -> Self {
        let words = word_hashes(text);
        Self { set: runs(&words).collect(), n_words: words.len() }
    }

    /// Share of the runs of `text` that are here too.
    pub(super) fn coverage(&self, text: &str) -> f32 {
        let words = word_hashes(text);
        let (mut n_runs, mut n_found) = (0_u32, 0_u32);
        for run in runs(&words) {
            n_runs += 1;
            n_found += u32::from(self.set.contains(&run));
        }
        n_found as f32 / n_runs.max(1) as f32
    }
}

fn word_hashes(text: &str) -> Vec<u64> {
    let words = text.split(|it: char| !it.is_alphanumeric()).filter(|it| !it.is_empty());
    words
        .map(|it| {
            it.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
                (hash ^ u64::from(byte.to_ascii_lowercase())).wrapping_mul(0x100_0000_01b3)
            })
        })
        .collect()
}

fn runs(words: &[u64]) -> impl Iterator<Item = u64> + '_ {
    words
        .windows(3)
        .map(|it| it[0].wrapping_mul(31).wrapping_add(it[1]).wrapping_mul(31).wrapping_add(it[2]))
}
