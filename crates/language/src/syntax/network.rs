//! The network's forward pass: words to tags and to what the parser's states are summed from.

#![expect(clippy::inline_always, reason = "compiled for each set of instructions")]

use super::{
    features::{PART_ROWS, PARTS, WordKey},
    heads::{Head, LANES, best},
    layers::{Kind, Layer, Norm, Rows},
    matrix::{Matrix, quantize},
    simd::Lanes,
    transition::{FACTS, LABELS, NONE, SLOTS, State},
};
use crate::model_file::{Cut, Reader};

/// Numbers of a state that are summed at once.
const STEP: usize = 64;
const NOTHING: [f32; STEP] = [0.0; STEP];
/// Columns of the tag layer.
const TAGS: usize = 64;

/// A table of bytes that are numbers once scaled.
struct Table {
    rows: &'static [u8],
    width: usize,
}

/// The weights.
pub(super) struct Network {
    width: usize,
    depth: usize,
    /// Sorted hashes of the known words; row `i + 1` of `words` is hash `i`'s.
    hashes: Vec<u32>,
    /// Where the hashes with each upper half begin.
    starts: Vec<u32>,
    words: Table,
    word_scales: Vec<f32>,
    parts: Vec<(f32, Table)>,
    norm: Norm,
    layers: Vec<Layer>,
    tags: (Matrix, Vec<f32>),
    slots: Matrix,
    absent: Vec<f32>,
    facts: Vec<f32>,
    bias: Vec<f32>,
    actions: Head<1>,
    labels: [Head<{ LABELS.div_ceil(LANES) }>; 2],
}

/// Numbers of one sentence, reused for the next.
#[derive(Default)]
pub(super) struct Workspace {
    rows: Rows,
    views: Vec<f32>,
    active: Vec<f32>,
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

impl Network {
    pub(super) fn read(reader: &mut Reader) -> Result<Self, Cut> {
        let (width, depth, n_layers) = (reader.number()?, reader.number()?, reader.number()?);
        if width % 32 != 0 || depth % STEP != 0 || width > 128 || depth > 256 {
            return Err(Cut);
        }
        let kinds = reader.bytes(n_layers)?;
        let n_words = reader.number()?;
        let hashes = reader.words(n_words)?;
        let word_scales = reader.floats(n_words + 1)?;
        let words = Table { rows: reader.bytes((n_words + 1) * width)?, width };
        let mut parts = Vec::with_capacity(PARTS);
        for rows in PART_ROWS {
            let scale = reader.floats(1)?.first().copied().ok_or(Cut)?;
            parts.push((scale, Table { rows: reader.bytes(rows * width)?, width }));
        }
        let norm = Norm::read(reader, width)?;
        let mut layers = Vec::with_capacity(n_layers);
        for kind in kinds {
            layers.push(Layer::read(
                reader,
                if *kind == b's' { Kind::Scan } else { Kind::Window },
                width,
            )?);
        }
        Ok(Self {
            starts: starts(&hashes),
            tags: (Matrix::read(reader, width, TAGS)?, reader.floats(TAGS)?),
            slots: Matrix::read(reader, width, SLOTS * depth)?,
            absent: reader.floats(SLOTS * depth)?,
            facts: reader.floats(FACTS.iter().sum::<usize>() * depth)?,
            bias: reader.floats(depth)?,
            actions: Head::read(reader, 3, depth)?,
            labels: [Head::read(reader, LABELS, depth)?, Head::read(reader, LABELS, depth)?],
            width,
            depth,
            hashes,
            words,
            word_scales,
            parts,
            norm,
            layers,
        })
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

    /// Reads a sentence: its tags go to `tags`, and the workspace is ready for its states.
    #[inline(always)]
    pub(super) fn read_words<L: Lanes>(
        &self,
        lanes: L,
        keys: &[WordKey],
        work: &mut Workspace,
        tags: &mut Vec<u8>,
    ) {
        let (n, width) = (keys.len(), self.width);
        let rows = &mut work.rows;
        self.embed(keys, rows);
        rows.small.clear();
        rows.small.resize((n + 2) * width, 0);
        for layer in &self.layers {
            layer.apply(lanes, rows, n, width);
        }
        quantize(&rows.hidden, &mut rows.small);
        let live = rows.small.get(width..).unwrap_or_default();
        let columns = SLOTS * self.depth;
        work.views.resize((n * columns).max(work.views.len()), 0.0);
        self.slots.multiply(lanes, live, (width, n), &mut work.views);
        rows.inner.resize((n * TAGS).max(rows.inner.len()), 0.0);
        let (weights, bias) = &self.tags;
        weights.multiply(lanes, live, (width, n), &mut rows.inner);
        tags.clear();
        for row in rows.inner.as_chunks::<TAGS>().0.iter().take(n) {
            let mut scores = [[0.0; LANES]; TAGS / LANES];
            let flat = scores.as_flattened_mut().iter_mut();
            for ((score, it), bias) in flat.zip(row).zip(bias) {
                *score = it + bias;
            }
            tags.push(best(&scores) as u8);
        }
    }

    /// Sums and normalizes what the tables hold of each word.
    #[inline(always)]
    fn embed(&self, keys: &[WordKey], rows: &mut Rows) {
        rows.hidden.clear();
        rows.hidden.resize((keys.len() + 2) * self.width, 0.0);
        for (key, row) in keys.iter().zip(rows.hidden.chunks_exact_mut(self.width).skip(1)) {
            let word = self.row(key.word);
            self.words.add_to(word, self.word_scales.get(word).copied().unwrap_or(0.0), row);
            for ((scale, table), part) in self.parts.iter().zip(key.parts) {
                table.add_to(usize::from(part), *scale, row);
            }
            self.norm.apply(row);
        }
    }

    /// Sums the state into the workspace and rectifies it.
    #[inline(always)]
    pub(super) fn look<L: Lanes>(&self, lanes: L, state: &State, work: &mut Workspace) {
        let (depth, columns) = (self.depth, SLOTS * self.depth);
        let slots = state.slots();
        let mut parts: [&[f32]; 1 + SLOTS + FACTS.len()] = [&self.bias; 1 + SLOTS + FACTS.len()];
        let (views, facts) = parts[1..].split_at_mut(SLOTS);
        for ((slot, token), part) in slots.into_iter().enumerate().zip(views) {
            let view = match token {
                NONE => self.absent.get(slot * depth..),
                _ => work.views.get(token as usize * columns + slot * depth..),
            };
            *part = view.unwrap_or(&[]);
        }
        let mut first = 0;
        for ((value, values), part) in state.facts(slots).into_iter().zip(FACTS).zip(facts) {
            *part = self.facts.get((first + value) * depth..).unwrap_or(&[]);
            first += values;
        }
        work.active.resize(depth, 0.0);
        for (at, active) in work.active.as_chunks_mut::<STEP>().0.iter_mut().enumerate() {
            lanes.sum(&parts.map(|it| it.as_chunks().0.get(at).unwrap_or(&NOTHING)), active);
            for it in active {
                *it = it.max(0.0);
            }
        }
    }

    /// The best of the legal actions.
    #[inline(always)]
    pub(super) fn action(&self, work: &Workspace, legal: [bool; 3]) -> usize {
        let mut scores = self.actions.scores(&work.active);
        for (score, legal) in scores.as_flattened_mut().iter_mut().zip(legal) {
            *score = if legal { *score } else { f32::NEG_INFINITY };
        }
        best(&scores)
    }

    /// The best relation for an arc to the left (0) or right (1).
    #[inline(always)]
    pub(super) fn label(&self, work: &Workspace, side: usize) -> u8 {
        let Some(label) = self.labels.get(side) else { return 0 };
        best(&label.scores(&work.active)) as u8
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
