//! What is known of a word outside its sentence: word clusters, gazetteer flags, frequency. Built by the trainer.

/// Numbers of clusters of the four clusterings.
pub const CLUSTERINGS: [usize; 4] = [64, 256, 1024, 4096];
/// Bytes of a slot: fingerprint, four cluster numbers, flags, frequency class, padding.
pub const SLOT_BYTES: usize = 14;
/// First bytes of a lexicon file.
pub const MAGIC: [u8; 8] = *b"wdwords2";

/// Flags of [`Entry::flags`]: which lists of `GeoNames` and of demonyms hold the word.
pub mod flag {
    /// A country's one-word name.
    pub const COUNTRY: u16 = 1;
    /// Part of a country's longer name.
    pub const COUNTRY_PART: u16 = 1 << 1;
    /// A demonym or an adjective of a country or place: "Ukrainian".
    pub const DEMONYM: u16 = 1 << 2;
    /// A city of at least 300,000 people.
    pub const METROPOLIS: u16 = 1 << 3;
    /// A city of at least 15,000 people.
    pub const CITY: u16 = 1 << 4;
    /// A city of at least 5,000 people.
    pub const TOWN: u16 = 1 << 5;
    /// A first-level region.
    pub const REGION: u16 = 1 << 6;
    /// A state or county of the USA.
    pub const US_REGION: u16 = 1 << 7;
    /// The first word of a place name of several words.
    pub const PHRASE_START: u16 = 1 << 8;
    /// Part of a place name of several words.
    pub const PHRASE_PART: u16 = 1 << 9;
    /// A continent or world region.
    pub const CONTINENT: u16 = 1 << 10;
}

/// What is known of one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its cluster in each clustering, from 1; 0 where the word has no vector.
    pub clusters: [u16; 4],
    /// Flags of [`flag`].
    pub flags: u16,
    /// Class of frequency: the length in bits of the word's frequency rank, 0 where unknown.
    pub frequency: u8,
}

impl Entry {
    /// A word that is in no list.
    pub const UNKNOWN: Self = Self { clusters: [0; 4], flags: 0, frequency: 0 };
}

/// A table from words to entries and a set of place phrases, read in place.
///
/// Invariant: neither table is empty.
#[derive(Clone, Copy)]
pub struct Lexicon<'a> {
    words: &'a [[u8; SLOT_BYTES]],
    phrases: &'a [[u8; 4]],
}

impl<'a> Lexicon<'a> {
    /// The lexicon in `bytes`; `None` where they are no lexicon.
    pub fn from_bytes(bytes: &'a [u8]) -> Option<Self> {
        let rest = bytes.strip_prefix(&MAGIC)?;
        let (header, rest) = rest.split_first_chunk::<8>()?;
        let [a, b, c, d, e, f, g, h] = *header;
        let n_words = u32::from_le_bytes([a, b, c, d]) as usize;
        let n_phrases = u32::from_le_bytes([e, f, g, h]) as usize;
        let (words, rest) = rest.split_at_checked(n_words.checked_mul(SLOT_BYTES)?)?;
        let phrases = rest.get(..n_phrases.checked_mul(4)?)?;
        (n_words > 0 && n_phrases > 0)
            .then_some(Self { words: words.as_chunks().0, phrases: phrases.as_chunks().0 })
    }

    /// What is known of the word whose lower-cased form has the hash `hash`.
    pub fn get(&self, hash: u64) -> Entry {
        let print = fingerprint(hash);
        let mut at = slot(hash, self.words.len());
        for _ in 0..self.words.len() {
            let [a, b, c, d, rest @ ..] = self.words[at];
            let found = u32::from_le_bytes([a, b, c, d]);
            if found == print {
                return decode(rest);
            }
            if found == 0 {
                break;
            }
            at = if at + 1 < self.words.len() { at + 1 } else { 0 };
        }
        Entry::UNKNOWN
    }

    /// Whether the words whose joined hash is `hash` are a place name of several words.
    pub fn has_phrase(&self, hash: u64) -> bool {
        let print = fingerprint(hash);
        let mut at = slot(hash, self.phrases.len());
        for _ in 0..self.phrases.len() {
            let found = u32::from_le_bytes(self.phrases[at]);
            if found == print || found == 0 {
                return found == print;
            }
            at = if at + 1 < self.phrases.len() { at + 1 } else { 0 };
        }
        false
    }
}

/// The upper half of a hash, never 0, which marks an empty slot.
pub fn fingerprint(hash: u64) -> u32 {
    ((hash >> 32) as u32).max(1)
}

/// Where the search for a hash begins in a table of `n` slots.
pub fn slot(hash: u64, n: usize) -> usize {
    (((hash & 0xffff_ffff) * n as u64) >> 32) as usize
}

/// The bytes of an entry after its fingerprint.
pub fn encode(entry: &Entry) -> [u8; SLOT_BYTES - 4] {
    let mut out = [0; SLOT_BYTES - 4];
    let [a, b, c, d] = entry.clusters;
    let fields = [a | (u16::from(entry.frequency) << 8), b, c, d, entry.flags];
    for (to, field) in out.as_chunks_mut::<2>().0.iter_mut().zip(fields) {
        *to = field.to_le_bytes();
    }
    out
}

fn decode(bytes: [u8; SLOT_BYTES - 4]) -> Entry {
    let [a, b, c, d, e, f, g, h, i, j] = bytes;
    let clusters = [
        u16::from(a),
        u16::from_le_bytes([c, d]),
        u16::from_le_bytes([e, f]),
        u16::from_le_bytes([g, h]),
    ];
    Entry { clusters, frequency: b, flags: u16::from_le_bytes([i, j]) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_survive_encoding() {
        let entry = Entry { clusters: [64, 256, 1024, 4096], flags: 0x7ff, frequency: 18 };
        assert_eq!(decode(encode(&entry)), entry);
    }

    #[test]
    fn bytes_that_are_no_lexicon_are_refused() {
        assert!(Lexicon::from_bytes(b"").is_none());
        assert!(Lexicon::from_bytes(b"wdwords2").is_none());
        assert!(Lexicon::from_bytes(b"wdwords2\x02\0\0\0\x01\0\0\0").is_none());
    }
}
