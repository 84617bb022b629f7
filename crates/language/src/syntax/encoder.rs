//! Reads words in their sentence: lookup tables, then residual layers. Syntax and names each have one, with weights
//! of their own. It predicts nothing.

#![expect(clippy::inline_always, reason = "compiled for each set of instructions")]

use super::{
    features::{PART_ROWS, PARTS, WordKey},
    layers::{Kind, Layer, Norm, Rows},
    matrix::{Matrix, quantize},
    simd::{self, Lanes, Work},
};
use crate::{
    model_file::{Cut, Reader},
    prefetch::prefetch,
};

/// A table of bytes that are numbers once scaled.
struct Table {
    rows: &'static [u8],
    width: usize,
}

/// Tables and layers.
pub(crate) struct Encoder {
    width: usize,
    /// Sorted hashes of the known words; row `i + 1` of `words` is hash `i`'s.
    hashes: Vec<u32>,
    /// Where the hashes with each upper half begin.
    starts: Vec<u32>,
    words: Table,
    word_scales: Vec<f32>,
    parts: Vec<(f32, Table)>,
    /// A row for each bit of a word's marks.
    marks: (f32, Table),
    norm: Norm,
    layers: Vec<Layer>,
}

impl Table {
    #[inline(always)]
    fn add_to(&self, row: usize, scale: f32, out: &mut [f32]) {
        let row = self.rows.get(row * self.width..).unwrap_or(&[]);
        for (out, byte) in out.iter_mut().zip(row) {
            *out += scale * f32::from(i8::from_le_bytes([*byte]));
        }
    }
}

impl Encoder {
    /// Reads an encoder of `n_layers` layers and `n_marks` marks.
    pub(crate) fn read(
        reader: &mut Reader,
        width: usize,
        n_layers: usize,
        n_marks: usize,
    ) -> Result<Self, Cut> {
        if !width.is_multiple_of(32) || width > 128 {
            return Err(Cut);
        }
        let kinds = reader.bytes(n_layers)?;
        let n_words = reader.number()?;
        let hashes = reader.words(n_words)?;
        let word_scales = reader.floats(n_words + 1)?;
        let words = Table { rows: reader.bytes((n_words + 1) * width)?, width };
        let mut table = |rows: usize| {
            let scale = reader.floats(1)?.first().copied().ok_or(Cut)?;
            Ok((scale, Table { rows: reader.bytes(rows * width)?, width }))
        };
        let mut parts = Vec::with_capacity(PARTS);
        for rows in PART_ROWS {
            parts.push(table(rows)?);
        }
        let marks = if n_marks > 0 { table(n_marks)? } else { (0.0, Table { rows: &[], width }) };
        let norm = Norm::read(reader, width)?;
        let mut layers = Vec::with_capacity(n_layers);
        for kind in kinds {
            let kind = if *kind == b's' { Kind::Scan } else { Kind::Window };
            layers.push(Layer::read(reader, kind, width)?);
        }
        let starts = starts(&hashes);
        Ok(Self { width, hashes, starts, words, word_scales, parts, marks, norm, layers })
    }

    /// Row of a word in `words`.
    #[inline]
    fn row(&self, word: u32) -> usize {
        let bucket = (word >> 16) as usize;
        let Some([from, to]) = self.starts.get(bucket..bucket + 2) else { return 0 };
        let (from, to) = (*from as usize, *to as usize);
        let found = self.hashes.get(from..to).and_then(|it| it.iter().position(|it| *it == word));
        found.map_or(0, |it| from + it + 1)
    }

    /// Reads a sentence; `marks` says more of each word than its form, a bit each, and may be empty. The words are
    /// then in the rows of `rows.small` after the first.
    #[inline(always)]
    pub(super) fn encode<L: Lanes>(
        &self,
        lanes: L,
        keys: &[WordKey],
        marks: &[u32],
        rows: &mut Rows,
    ) {
        let (n, width) = (keys.len(), self.width);
        self.embed(keys, marks, rows);
        rows.small.clear();
        rows.small.resize((n + 2) * width, 0);
        for layer in &self.layers {
            layer.apply(lanes, rows, n, width);
        }
        quantize(&rows.hidden, &mut rows.small);
    }

    /// Sums and normalizes what the tables hold of each word.
    #[inline(always)]
    fn embed(&self, keys: &[WordKey], marks: &[u32], rows: &mut Rows) {
        rows.hidden.clear();
        rows.hidden.resize((keys.len() + 2) * self.width, 0.0);
        let marks = marks.iter().copied().chain(std::iter::repeat(0));
        // All places first: then the rows come from memory while others are summed.
        rows.places.clear();
        rows.places.extend(keys.iter().map(|it| self.row(it.word) as u32));
        for place in &rows.places {
            let row = self.words.rows.get(*place as usize * self.width..);
            if let Some(row) = row.and_then(<[u8]>::first_chunk::<64>) {
                prefetch(row);
            }
        }
        let words = keys.iter().zip(&rows.places).zip(marks);
        let hidden = rows.hidden.chunks_exact_mut(self.width).skip(1);
        for (((key, word), mut marks), row) in words.zip(hidden) {
            let word = *word as usize;
            self.words.add_to(word, self.word_scales.get(word).copied().unwrap_or(0.0), row);
            for ((scale, table), part) in self.parts.iter().zip(key.parts) {
                table.add_to(usize::from(part), *scale, row);
            }
            while marks != 0 {
                self.marks.1.add_to(marks.trailing_zeros() as usize, self.marks.0, row);
                marks &= marks - 1;
            }
            self.norm.apply(row);
        }
    }

    /// Reads a sentence and sets `scores`, row by row, to the products of its words with `labels`.
    pub(crate) fn score(
        &self,
        keys: &[WordKey],
        marks: &[u32],
        labels: &Matrix,
        rows: &mut Rows,
        scores: &mut [f32],
    ) {
        simd::run(Score { encoder: self, keys, marks, labels, rows, scores });
    }
}

/// The scores of a sentence.
struct Score<'a> {
    encoder: &'a Encoder,
    keys: &'a [WordKey],
    marks: &'a [u32],
    labels: &'a Matrix,
    rows: &'a mut Rows,
    scores: &'a mut [f32],
}

impl Work for Score<'_> {
    type Output = ();

    #[inline(always)]
    fn run<L: Lanes>(self, lanes: L) {
        let (n, width) = (self.keys.len(), self.encoder.width);
        self.encoder.encode(lanes, self.keys, self.marks, self.rows);
        let live = self.rows.small.get(width..).unwrap_or_default();
        self.labels.multiply(lanes, live, (width, n), self.scores);
    }
}

/// Where the sorted hashes with each upper half begin.
fn starts(hashes: &[u32]) -> Vec<u32> {
    let mut starts = Vec::with_capacity((1 << 16) + 1);
    for (at, hash) in hashes.iter().enumerate() {
        while starts.len() <= (hash >> 16) as usize {
            starts.push(at as u32);
        }
    }
    starts.resize((1 << 16) + 1, hashes.len() as u32);
    starts
}
