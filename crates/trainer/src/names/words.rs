//! Builds the lexicon file: clusters, place flags and frequency of words, as hash tables that are read in place.

use std::collections::BTreeMap;

use wiredesk_language::names::lexicon::{
    CLUSTERINGS, Entry, MAGIC, SLOT_BYTES, encode, fingerprint, slot,
};
use wiredesk_language::names::word::lower_hash;

use super::{clusters, gazetteer};
use crate::data::Folders;
use crate::vectors::Vectors;

/// Words with vectors that the lexicon holds; rarer ones are mostly misspelt.
const N_WORDS: usize = 200_000;

/// The bytes of the lexicon.
pub(crate) fn build(folders: &Folders) -> anyhow::Result<Vec<u8>> {
    let vectors = Vectors::read_first(folders, N_WORDS)?;
    let places = gazetteer::read(folders)?;
    let clusterings = CLUSTERINGS.map(|k| clusters::cluster(&vectors, k));
    let mut entries = BTreeMap::new();
    for (rank, word) in vectors.words.iter().enumerate() {
        // Words that differ in digits only share an entry: the most frequent one's.
        entries.entry(lower_hash(word)).or_insert(Entry {
            clusters: std::array::from_fn(|it| clusterings[it][rank] + 1),
            flags: 0,
            frequency: (usize::BITS - (rank + 1).leading_zeros()) as u8,
        });
    }
    for (&hash, &flags) in &places.words {
        entries.entry(hash).or_insert(Entry::UNKNOWN).flags |= flags;
    }
    println!("{} words, {} place phrases", entries.len(), places.phrases.len());
    Ok(write(&entries, &places.phrases))
}

fn write(entries: &BTreeMap<u64, Entry>, phrases: &[u64]) -> Vec<u8> {
    let n_words = entries.len() * 5 / 4 + 1;
    let n_phrases = phrases.len() * 5 / 4 + 1;
    let mut words = vec![[0; SLOT_BYTES]; n_words];
    for (&hash, entry) in entries {
        let at = free(hash, n_words, |at| words[at].starts_with(&[0; 4]));
        let (print, rest) = words[at].split_at_mut(4);
        print.copy_from_slice(&fingerprint(hash).to_le_bytes());
        rest.copy_from_slice(&encode(entry));
    }
    let mut table = vec![[0; 4]; n_phrases];
    for &hash in phrases {
        let at = free(hash, n_phrases, |at| table[at] == [0; 4]);
        table[at] = fingerprint(hash).to_le_bytes();
    }
    let mut out = MAGIC.to_vec();
    out.extend((n_words as u32).to_le_bytes());
    out.extend((n_phrases as u32).to_le_bytes());
    out.extend(words.into_flattened());
    out.extend(table.into_flattened());
    out
}

fn free(hash: u64, n: usize, is_free: impl Fn(usize) -> bool) -> usize {
    let mut at = slot(hash, n);
    while !is_free(at) {
        at = (at + 1) % n;
    }
    at
}
