//! The layers between words and what is read off them: windows of three words and gated running means.

#![expect(clippy::inline_always, reason = "compiled for each set of instructions")]

use super::{
    matrix::{Matrix, quantize},
    simd::Lanes,
};
use crate::model_file::{Cut, Reader};

/// Numbers of a row that are summed apart before the sums are.
const LANES: usize = 16;

/// What a layer does.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Kind {
    /// A convolution over three words, rectified.
    Window,
    /// A gated running mean, half of it from the left, half from the right.
    Scan,
}

/// Layer normalization.
pub(super) struct Norm {
    gain: Vec<f32>,
    bias: Vec<f32>,
}

/// One layer.
pub(super) struct Layer {
    kind: Kind,
    weights: Matrix,
    bias: Vec<f32>,
    norm: Norm,
}

/// The rows of a sentence's words as numbers, with an empty row at either end, and what a layer makes of them.
#[derive(Default)]
pub(crate) struct Rows {
    /// Where each word's row lies in the table.
    pub(super) places: Vec<u32>,
    pub(super) hidden: Vec<f32>,
    pub(super) small: Vec<i16>,
    pub(super) inner: Vec<f32>,
}

impl Norm {
    pub(super) fn read(reader: &mut Reader, width: usize) -> Result<Self, Cut> {
        Ok(Self { gain: reader.floats(width)?, bias: reader.floats(width)? })
    }

    #[inline(always)]
    pub(super) fn apply(&self, row: &mut [f32]) {
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
#[inline(always)]
fn sum(row: &[f32], of: impl Fn(f32) -> f32) -> f32 {
    let mut lanes = [0.0; LANES];
    for chunk in row.as_chunks::<LANES>().0 {
        for (lane, it) in lanes.iter_mut().zip(chunk) {
            *lane += of(*it);
        }
    }
    lanes.iter().sum()
}

/// A cheap sigmoid: `½ + ½ x/(1+|x|)`.
#[inline(always)]
fn gate(x: f32) -> f32 {
    0.5 + 0.5 * x / (1.0 + x.abs())
}

impl Layer {
    pub(super) fn read(reader: &mut Reader, kind: Kind, width: usize) -> Result<Self, Cut> {
        let (rows, columns) = match kind {
            Kind::Window => (3 * width, width),
            Kind::Scan => (width, 2 * width),
        };
        let weights = Matrix::read(reader, rows, columns)?;
        Ok(Self { kind, weights, bias: reader.floats(columns)?, norm: Norm::read(reader, width)? })
    }

    /// Adds the layer's output to the `n` rows after the first and normalizes them.
    #[inline(always)]
    pub(super) fn apply<L: Lanes>(&self, lanes: L, rows: &mut Rows, n: usize, width: usize) {
        quantize(&rows.hidden, &mut rows.small);
        let columns = self.bias.len();
        rows.inner.resize((n * columns).max(rows.inner.len()), 0.0);
        let inner = rows.inner.get_mut(..n * columns).unwrap_or_default();
        let hidden = rows.hidden.get_mut(width..(n + 1) * width).unwrap_or_default();
        match self.kind {
            Kind::Window => {
                self.weights.multiply(lanes, &rows.small, (width, n), inner);
                self.add_rectified(hidden, inner, width);
            }
            Kind::Scan => {
                let live = rows.small.get(width..).unwrap_or_default();
                self.weights.multiply(lanes, live, (width, n), inner);
                self.add_means(hidden, inner, width);
            }
        }
        // A plain loop: what `for_each` is given is compiled for the oldest processor.
        for row in hidden.chunks_exact_mut(width) {
            self.norm.apply(row);
        }
    }

    #[inline(always)]
    fn add_rectified(&self, hidden: &mut [f32], inner: &[f32], width: usize) {
        for (row, inner) in hidden.chunks_exact_mut(width).zip(inner.chunks_exact(width)) {
            for ((it, inner), bias) in row.iter_mut().zip(inner).zip(&self.bias) {
                *it += (inner + bias).max(0.0);
            }
        }
    }

    #[inline(always)]
    fn add_means(&self, hidden: &mut [f32], inner: &[f32], width: usize) {
        let half = width / 2;
        for at in (0..width).step_by(LANES) {
            let mut memory = [0.0; LANES];
            let rows = hidden.chunks_exact_mut(width).zip(inner.chunks_exact(2 * width));
            if at < half {
                for (row, inner) in rows {
                    self.scan(row, inner, at, &mut memory);
                }
            } else {
                for (row, inner) in rows.rev() {
                    self.scan(row, inner, at, &mut memory);
                }
            }
        }
    }

    /// One step of the running mean, for the numbers of a row from `at`.
    #[inline(always)]
    fn scan(&self, row: &mut [f32], inner: &[f32], at: usize, memory: &mut [f32; LANES]) {
        let gates = at + row.len();
        let lanes =
            |of: &[f32], at: usize| of.get(at..).and_then(<[f32]>::first_chunk::<LANES>).copied();
        let (Some(values), Some(gated)) = (lanes(inner, at), lanes(inner, gates)) else { return };
        let (Some(value_bias), Some(gate_bias)) = (lanes(&self.bias, at), lanes(&self.bias, gates))
        else {
            return;
        };
        let Some(row) = row.get_mut(at..).and_then(<[f32]>::first_chunk_mut::<LANES>) else {
            return;
        };
        for lane in 0..LANES {
            let keep = gate(gated[lane] + gate_bias[lane]);
            memory[lane] = keep * memory[lane] + (1.0 - keep) * (values[lane] + value_bias[lane]);
            row[lane] += memory[lane];
        }
    }
}
