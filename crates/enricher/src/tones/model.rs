//! The trained weights: a flat file of word rows in columns of bytes. How it is trained is `trainer`'s business.
//!
//! Layout, little endian: `WDTONE1\0`, number of words (u32), the weights of [`features::sentence`] and its bias
//! (f32), those of [`features::target`] and its bias for each class (f32), one scale a column (f32), the low 32 bits
//! of the words' hashes in ascending order (u32), then a row of [`COLUMNS`] signed bytes for each word.

use super::features::{N_SENTENCE, N_TARGET, Valences};

/// First bytes of the file.
const MAGIC: &[u8; 8] = b"WDTONE1\0";
/// Signed bytes in a word's row.
pub const COLUMNS: usize = 25;
/// Classes of a target: negative, neutral, positive.
pub const CLASSES: usize = 3;

/// The class of a target.
pub type Class = usize;

/// What a number of a word's row is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// Valence in the lexicon.
    Lexicon,
    /// Valence that the vector suggests.
    Induced,
    /// Summed over a sentence's words.
    Sum,
    /// Averaged over a sentence's words.
    Mean,
    /// Summed over the words beside the target.
    Beside(Class),
    /// Summed over the near words.
    Near(Class),
    /// Summed over the words right after the target.
    After(Class),
    /// Summed over the words right before it.
    Before(Class),
    /// Averaged over the words beside the target.
    MeanBeside(Class),
    /// Averaged over the words around it.
    MeanAround(Class),
    /// Averaged over the target's own words.
    MeanTarget(Class),
}

impl Column {
    /// Its place in a row.
    pub fn index(self) -> usize {
        match self {
            Self::Lexicon => 0,
            Self::Induced => 1,
            Self::Sum => 2,
            Self::Mean => 3,
            Self::Beside(class) => 4 + class,
            Self::Near(class) => 7 + class,
            Self::After(class) => 10 + class,
            Self::Before(class) => 13 + class,
            Self::MeanBeside(class) => 16 + class,
            Self::MeanAround(class) => 19 + class,
            Self::MeanTarget(class) => 22 + class,
        }
    }
}

/// The weights, borrowed from the file's bytes but for its few numbers.
pub struct Model {
    sentence: [f32; N_SENTENCE + 1],
    target: [[f32; N_TARGET + 1]; CLASSES],
    scales: [f32; COLUMNS],
    hashes: Vec<u32>,
    /// Index of the first hash whose top 12 bits are at least the position's.
    buckets: Vec<u32>,
    rows: &'static [u8],
}

impl Model {
    /// Reads the file's bytes; `None` where they are not such a file.
    pub fn read(bytes: &'static [u8]) -> Option<Self> {
        let mut rest = bytes.strip_prefix(MAGIC)?;
        let n_words = u32::from_le_bytes(take(&mut rest)?) as usize;
        let sentence = floats(&mut rest)?;
        let mut target = [[0.0; N_TARGET + 1]; CLASSES];
        for row in &mut target {
            *row = floats(&mut rest)?;
        }
        let scales = floats(&mut rest)?;
        let hashes: Option<Vec<u32>> =
            (0..n_words).map(|_| take(&mut rest).map(u32::from_le_bytes)).collect();
        let hashes = hashes?;
        (rest.len() == n_words * COLUMNS).then_some(())?;
        let buckets = (0..=4096_u64)
            .map(|top| hashes.partition_point(|it| u64::from(*it) < top << 20) as u32)
            .collect();
        Some(Self { sentence, target, scales, hashes, buckets, rows: rest })
    }

    /// Writes a model's bytes: what [`Model::read`] reads. `words` are (hash, row), sorted by the low 32 bits of the hash.
    pub fn write(
        sentence: &[f32; N_SENTENCE + 1],
        target: &[[f32; N_TARGET + 1]; CLASSES],
        words: &[(u64, [f32; COLUMNS])],
    ) -> Vec<u8> {
        let mut scales = [0.0_f32; COLUMNS];
        for (_, row) in words {
            for (scale, weight) in scales.iter_mut().zip(row) {
                *scale = scale.max(weight.abs() / 127.0);
            }
        }
        let mut bytes = MAGIC.to_vec();
        bytes.extend((words.len() as u32).to_le_bytes());
        let numbers = sentence.iter().chain(target.iter().flatten()).chain(&scales);
        bytes.extend(numbers.flat_map(|it| it.to_le_bytes()));
        bytes.extend(words.iter().flat_map(|(hash, _)| (*hash as u32).to_le_bytes()));
        for (_, row) in words {
            let scaled = row.iter().zip(&scales).map(|(weight, scale)| weight / scale.max(1e-9));
            bytes.extend(scaled.map(|it| (it.round() as i8).cast_unsigned()));
        }
        bytes
    }

    /// The weight of `row` in `column`.
    pub fn weight(&self, row: u32, column: Column) -> f32 {
        let index = column.index();
        let byte = self.rows.get(row as usize * COLUMNS + index).copied().unwrap_or_default();
        f32::from(byte.cast_signed()) * self.scales[index]
    }

    /// The weighed sum of a sentence's numbers.
    pub fn sentence(&self, numbers: &[f32; N_SENTENCE]) -> f32 {
        dot(&self.sentence, numbers)
    }

    /// The weighed sum of a target's numbers for `class`.
    pub fn target(&self, class: Class, numbers: &[f32; N_TARGET]) -> f32 {
        dot(&self.target[class], numbers)
    }
}

impl Valences for Model {
    fn row(&self, hash: u64) -> Option<u32> {
        let key = hash as u32;
        let bucket = (key >> 20) as usize;
        let (from, to) = (self.buckets[bucket] as usize, self.buckets[bucket + 1] as usize);
        let found = self.hashes.get(from..to)?.binary_search(&key).ok()?;
        Some((from + found) as u32)
    }

    fn valences(&self, row: u32) -> (f32, f32) {
        (self.weight(row, Column::Lexicon), self.weight(row, Column::Induced))
    }
}

/// Weights are followed by their bias.
fn dot(weights: &[f32], numbers: &[f32]) -> f32 {
    let bias = weights.last().copied().unwrap_or_default();
    weights.iter().zip(numbers).map(|(weight, number)| weight * number).sum::<f32>() + bias
}

fn take<const N: usize>(rest: &mut &'static [u8]) -> Option<[u8; N]> {
    let (first, tail) = rest.split_first_chunk::<N>()?;
    *rest = tail;
    Some(*first)
}

fn floats<const N: usize>(rest: &mut &'static [u8]) -> Option<[f32; N]> {
    let mut out = [0.0; N];
    for number in &mut out {
        *number = f32::from_le_bytes(take(rest)?);
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::{Model, Valences};
    use crate::tones::features::word_hash;

    const BYTES: &[u8] = include_bytes!("../../models/tones.bin");

    #[test]
    fn the_shipped_model_is_the_one_on_its_card() {
        let digest = wiredesk_model::sha256_hex(BYTES);
        assert!(include_str!("../../MODEL_CARD.md").contains(&digest), "{digest}");
    }

    #[test]
    fn reads_the_shipped_model_and_nothing_cut() {
        let model = Model::read(BYTES).unwrap();
        let valence = |word: &str| model.row(word_hash(word)).map(|it| model.valences(it).0);
        assert!(valence("murder").unwrap() < -2.0);
        assert!(valence("wonderful").unwrap() > 2.0);
        assert_eq!(valence("qqxzzy"), None);
        assert!(Model::read(&BYTES[..BYTES.len() - 1]).is_none());
        assert!(Model::read(&BYTES[..100]).is_none());
        assert!(Model::read(b"").is_none());
    }
}
