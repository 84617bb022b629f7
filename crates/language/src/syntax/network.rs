//! The network's forward pass: words to tags and to what the parser's states are summed from.

use super::{
    features::{PART_ROWS, PARTS, WordKey},
    matrix::{Matrix, quantize},
    transition::{FACTS, LABELS, NONE, SLOTS, State},
};
use crate::model_file::{Cut, Reader};

/// Columns of the tag layer.
const TAGS: usize = 64;

/// What a layer does.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    /// A convolution over three words, rectified.
    Window,
    /// A gated running mean, half of it from the left, half from the right.
    Scan,
}

/// Layer normalization.
struct Norm {
    gain: Vec<f32>,
    bias: Vec<f32>,
}

struct Layer {
    kind: Kind,
    weights: Matrix,
    bias: Vec<f32>,
    norm: Norm,
}

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
    actions: (Vec<f32>, Vec<f32>),
    labels: [(Vec<f32>, Vec<f32>); 2],
}

/// Numbers of one sentence, reused for the next.
#[derive(Default)]
pub(super) struct Workspace {
    hidden: Vec<f32>,
    small: Vec<i16>,
    inner: Vec<f32>,
    views: Vec<f32>,
    active: Vec<f32>,
}

impl Table {
    fn add_to(&self, row: usize, scale: f32, out: &mut [f32]) {
        let row = self.rows.get(row * self.width..).unwrap_or(&[]);
        for (out, byte) in out.iter_mut().zip(row) {
            *out += scale * f32::from(i8::from_le_bytes([*byte]));
        }
    }
}

impl Norm {
    fn read(reader: &mut Reader, width: usize) -> Result<Self, Cut> {
        Ok(Self { gain: reader.floats(width)?, bias: reader.floats(width)? })
    }

    fn apply(&self, row: &mut [f32]) {
        let share = 1.0 / row.len() as f32;
        let mean = sum(row, |it| it) * share;
        let variance = sum(row, |it| (it - mean) * (it - mean)) * share;
        let inverse = 1.0 / (variance + 1e-5).sqrt();
        for ((it, gain), bias) in row.iter_mut().zip(&self.gain).zip(&self.bias) {
            *it = (*it - mean) * inverse * gain + bias;
        }
    }
}

/// A sum in sixteen lanes, which the compiler can vectorize.
fn sum(row: &[f32], of: impl Fn(f32) -> f32) -> f32 {
    let mut lanes = [0.0; 16];
    for chunk in row.as_chunks::<16>().0 {
        for (lane, it) in lanes.iter_mut().zip(chunk) {
            *lane += of(*it);
        }
    }
    lanes.iter().sum()
}

fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut lanes = [0.0; 16];
    for (a, b) in a.as_chunks::<16>().0.iter().zip(b.as_chunks::<16>().0) {
        for ((lane, a), b) in lanes.iter_mut().zip(a).zip(b) {
            *lane += a * b;
        }
    }
    lanes.iter().sum()
}

/// A cheap sigmoid: `½ + ½ x/(1+|x|)`.
fn gate(x: f32) -> f32 {
    0.5 + 0.5 * x / (1.0 + x.abs())
}

impl Network {
    pub(super) fn read(reader: &mut Reader) -> Result<Self, Cut> {
        let (width, depth, n_layers) = (reader.number()?, reader.number()?, reader.number()?);
        if width % 32 != 0 || depth % 16 != 0 || width > 128 || depth > 256 {
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
        let label =
            |reader: &mut Reader| Ok((reader.floats(LABELS * depth)?, reader.floats(LABELS)?));
        Ok(Self {
            starts: starts(&hashes),
            tags: (Matrix::read(reader, width, TAGS)?, reader.floats(TAGS)?),
            slots: Matrix::read(reader, width, SLOTS * depth)?,
            absent: reader.floats(SLOTS * depth)?,
            facts: reader.floats(FACTS.iter().sum::<usize>() * depth)?,
            bias: reader.floats(depth)?,
            actions: (reader.floats(3 * depth)?, reader.floats(3)?),
            labels: [label(reader)?, label(reader)?],
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
    fn row(&self, word: u32) -> usize {
        let bucket = (word >> 16) as usize;
        let Some([from, to]) = self.starts.get(bucket..bucket + 2) else { return 0 };
        let (from, to) = (*from as usize, *to as usize);
        let found = self.hashes.get(from..to).and_then(|it| it.iter().position(|it| *it == word));
        found.map_or(0, |it| from + it + 1)
    }

    /// Reads a sentence: its tags go to `tags`, and the workspace is ready for its states.
    pub(super) fn read_words(&self, keys: &[WordKey], work: &mut Workspace, tags: &mut Vec<u8>) {
        let (n, width) = (keys.len(), self.width);
        work.hidden.clear();
        work.hidden.resize((n + 2) * width, 0.0);
        for (key, row) in keys.iter().zip(work.hidden.chunks_exact_mut(width).skip(1)) {
            let word = self.row(key.word);
            self.words.add_to(word, self.word_scales.get(word).copied().unwrap_or(0.0), row);
            for ((scale, table), part) in self.parts.iter().zip(key.parts) {
                table.add_to(usize::from(part), *scale, row);
            }
            self.norm.apply(row);
        }
        work.small.clear();
        work.small.resize((n + 2) * width, 0);
        for layer in &self.layers {
            quantize(&work.hidden, &mut work.small);
            layer.apply(work, n, width);
        }
        quantize(&work.hidden, &mut work.small);
        let live = work.small.get(width..).unwrap_or_default();
        let columns = SLOTS * self.depth;
        work.views.resize((n * columns).max(work.views.len()), 0.0);
        self.slots.multiply(live, width, n, &mut work.views);
        work.inner.resize((n * TAGS).max(work.inner.len()), 0.0);
        let (weights, bias) = &self.tags;
        weights.multiply(live, width, n, &mut work.inner);
        tags.clear();
        tags.extend(
            work.inner
                .chunks_exact(TAGS)
                .take(n)
                .map(|row| best(row.iter().zip(bias).map(|(a, b)| a + b)) as u8),
        );
    }

    /// Sums the state into the workspace and rectifies it.
    pub(super) fn look(&self, state: &State, work: &mut Workspace) {
        let (depth, columns) = (self.depth, SLOTS * self.depth);
        work.active.clear();
        work.active.extend_from_slice(&self.bias);
        let active = &mut work.active;
        for (slot, token) in state.slots().into_iter().enumerate() {
            let view = match token {
                NONE => self.absent.get(slot * depth..),
                _ => work.views.get(token as usize * columns + slot * depth..),
            };
            add(active, view.unwrap_or(&[]));
        }
        let mut first = 0;
        for (value, values) in state.facts().into_iter().zip(FACTS) {
            add(active, self.facts.get((first + value) * depth..).unwrap_or(&[]));
            first += values;
        }
        for it in active {
            *it = it.max(0.0);
        }
    }

    /// The best of the legal actions.
    pub(super) fn action(&self, work: &Workspace, legal: [bool; 3]) -> usize {
        let (rows, bias) = &self.actions;
        let scores =
            rows.chunks_exact(self.depth).zip(bias).zip(legal).map(|((row, bias), legal)| {
                if legal { bias + dot(&work.active, row) } else { f32::NEG_INFINITY }
            });
        best(scores)
    }

    /// The best relation for an arc to the left (0) or right (1).
    pub(super) fn label(&self, work: &Workspace, side: usize) -> u8 {
        let Some((rows, bias)) = self.labels.get(side) else { return 0 };
        best(
            rows.chunks_exact(self.depth)
                .zip(bias)
                .map(|(row, bias)| bias + dot(&work.active, row)),
        ) as u8
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

fn add(to: &mut [f32], from: &[f32]) {
    for (to, from) in to.iter_mut().zip(from) {
        *to += from;
    }
}

/// Index of the largest score, the first of equals.
fn best(scores: impl Iterator<Item = f32>) -> usize {
    let mut best = (0, f32::NEG_INFINITY);
    for (at, score) in scores.enumerate() {
        if score > best.1 {
            best = (at, score);
        }
    }
    best.0
}

impl Layer {
    fn read(reader: &mut Reader, kind: Kind, width: usize) -> Result<Self, Cut> {
        let (rows, columns) = match kind {
            Kind::Window => (3 * width, width),
            Kind::Scan => (width, 2 * width),
        };
        let weights = Matrix::read(reader, rows, columns)?;
        Ok(Self { kind, weights, bias: reader.floats(columns)?, norm: Norm::read(reader, width)? })
    }

    /// Adds the layer's output to the `n` rows after the first and normalizes them.
    fn apply(&self, work: &mut Workspace, n: usize, width: usize) {
        let columns = self.bias.len();
        work.inner.resize((n * columns).max(work.inner.len()), 0.0);
        let inner = work.inner.get_mut(..n * columns).unwrap_or_default();
        let hidden = work.hidden.get_mut(width..(n + 1) * width).unwrap_or_default();
        match self.kind {
            Kind::Window => {
                self.weights.multiply(&work.small, width, n, inner);
                for (row, inner) in hidden.chunks_exact_mut(width).zip(inner.chunks_exact(columns))
                {
                    for ((it, inner), bias) in row.iter_mut().zip(inner).zip(&self.bias) {
                        *it += (inner + bias).max(0.0);
                    }
                }
            }
            Kind::Scan => {
                self.weights.multiply(work.small.get(width..).unwrap_or_default(), width, n, inner);
                let half = width / 2;
                let mut memory = [0.0; 64];
                let rows = hidden.chunks_exact_mut(width).zip(inner.chunks_exact(columns));
                rows.for_each(|(row, inner)| self.scan(row, inner, 0..half, &mut memory));
                memory = [0.0; 64];
                let rows = hidden.chunks_exact_mut(width).zip(inner.chunks_exact(columns));
                rows.rev().for_each(|(row, inner)| self.scan(row, inner, half..width, &mut memory));
            }
        }
        hidden.chunks_exact_mut(width).for_each(|row| self.norm.apply(row));
    }

    /// One step of the running mean.
    fn scan(
        &self,
        row: &mut [f32],
        inner: &[f32],
        range: std::ops::Range<usize>,
        memory: &mut [f32; 64],
    ) {
        let width = row.len();
        let gates = width + range.start..width + range.end;
        let parts =
            (row.get_mut(range.clone()), inner.get(range.clone()), inner.get(gates.clone()));
        let (Some(row), Some(values), Some(gated)) = parts else { return };
        let (Some(value_bias), Some(gate_bias)) = (self.bias.get(range), self.bias.get(gates))
        else {
            return;
        };
        let values = values.iter().zip(value_bias).map(|(a, b)| a + b);
        let gated = gated.iter().zip(gate_bias).map(|(a, b)| gate(a + b));
        for (((it, memory), value), keep) in row.iter_mut().zip(memory).zip(values).zip(gated) {
            *memory = keep * *memory + (1.0 - keep) * value;
            *it += *memory;
        }
    }
}
