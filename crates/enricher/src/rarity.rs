//! How rare a word is in English: a flat table by hash. It is built by `trainer` from a vocabulary sorted by frequency.
//!
//! Layout, little endian: `WDRARE1\0`, the low 32 bits of the words' hashes in ascending order (u32), a byte each.

/// First bytes of the file.
const MAGIC: &[u8; 8] = b"WDRARE1\0";
/// Steps of a byte for one unit of the natural logarithm.
const STEPS: f32 = 28.0;
/// The most frequent words differ little in what they say.
const FLOOR: f32 = 20.0;
/// Upper bits of a hash that find it: a dozen words share them.
const BUCKET_BITS: u32 = 12;
/// Rarity of a word that is not in the table.
const UNKNOWN: f32 = 8.0;

/// The table, borrowed from the file's bytes.
pub struct Rarity {
    /// Where the hashes with each upper [`BUCKET_BITS`] begin.
    buckets: Vec<u32>,
    hashes: &'static [u8],
    steps: &'static [u8],
}

impl Rarity {
    /// The table inside the program.
    pub(crate) fn embedded() -> Self {
        Self::read(include_bytes!("../models/rarity.bin"))
            .expect("the table in the program is whole, which a test checks")
    }

    /// Reads the file's bytes; `None` where they are not such a file.
    pub fn read(bytes: &'static [u8]) -> Option<Self> {
        let rest = bytes.strip_prefix(MAGIC)?;
        let n_words = rest.len() / 5;
        (rest.len() == n_words * 5).then_some(())?;
        let (hashes, steps) = rest.split_at_checked(n_words * 4)?;
        let mut buckets = Vec::with_capacity((1 << BUCKET_BITS) + 1);
        for (at, hash) in hashes.as_chunks().0.iter().enumerate() {
            let bucket = u32::from_le_bytes(*hash) >> (u32::BITS - BUCKET_BITS);
            while buckets.len() <= bucket as usize {
                buckets.push(at as u32);
            }
        }
        buckets.resize((1 << BUCKET_BITS) + 1, n_words as u32);
        Some(Self { buckets, hashes, steps })
    }

    /// Natural logarithm of the word's frequency rank over 20; 0 for the most frequent, 8 for a word that is not known.
    pub fn of(&self, hash: u64) -> f32 {
        let key = hash as u32;
        let bucket = (key >> (u32::BITS - BUCKET_BITS)) as usize;
        let Some([from, to]) = self.buckets.get(bucket..bucket + 2) else { return UNKNOWN };
        let (mut from, mut to) = (*from as usize, *to as usize);
        while from < to {
            let middle = usize::midpoint(from, to);
            let at = self.hashes.get(middle * 4..middle * 4 + 4).and_then(|it| it.try_into().ok());
            let Some(found) = at.map(u32::from_le_bytes) else { break };
            match found.cmp(&key) {
                std::cmp::Ordering::Less => from = middle + 1,
                std::cmp::Ordering::Greater => to = middle,
                std::cmp::Ordering::Equal => return f32::from(self.steps[middle]) / STEPS,
            }
        }
        UNKNOWN
    }
}

/// Writes a table's bytes from (hash, frequency rank) pairs.
pub fn write(words: impl Iterator<Item = (u64, usize)>) -> Vec<u8> {
    let mut words: Vec<_> = words.map(|(hash, rank)| (hash as u32, rank)).collect();
    words.sort_unstable();
    words.dedup_by_key(|it| it.0);
    let step = |rank: usize| (((rank as f32 + FLOOR) / FLOOR).ln() * STEPS).min(255.0) as u8;
    let mut bytes = MAGIC.to_vec();
    bytes.extend(words.iter().flat_map(|it| it.0.to_le_bytes()));
    bytes.extend(words.iter().map(|it| step(it.1)));
    bytes
}

#[cfg(test)]
mod tests {
    use super::Rarity;
    use crate::words::hash;

    const BYTES: &[u8] = include_bytes!("../models/rarity.bin");

    #[test]
    fn the_shipped_table_is_the_one_on_its_card() {
        let digest = wiredesk_model::sha256_hex(BYTES);
        assert!(include_str!("../MODEL_CARD.md").contains(&digest), "{digest}");
    }

    #[test]
    fn frequent_words_are_less_rare() {
        let rarity = Rarity::read(BYTES).unwrap();
        let of = |word: &str| rarity.of(hash(word));
        assert!(of("the") < of("government") && of("government") < of("goalkeeper"));
        assert!(of("goalkeeper") < of("qqxzzy"));
        assert!(Rarity::read(&BYTES[..BYTES.len() - 1]).is_none());
    }
}
