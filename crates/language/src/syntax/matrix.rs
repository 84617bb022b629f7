//! Matrix products in 16-bit integers: the same numbers on every machine, whatever it can do at once.

use super::simd::{self, Lanes};
use crate::model_file::{Cut, Reader};

/// Activations are multiples of this.
const STEP: f32 = 1.0 / 128.0;
/// Largest activation and weight as integers: their products, summed over 384 rows, stay below 2³¹.
const LARGEST: f32 = 2047.0;
/// Largest weight as an integer.
pub const LARGEST_WEIGHT: f32 = 1800.0;

/// Columns that are summed at once.
pub(super) const BLOCK: usize = 32;

/// A matrix of weights in blocks of columns, two rows interleaved: `[columns / BLOCK][depth / 2][BLOCK][2]`, so that
/// a block is read from one end to the other.
pub(crate) struct Matrix {
    depth: usize,
    columns: usize,
    scale: f32,
    weights: Vec<[i16; 2 * BLOCK]>,
}

/// `x` as integers.
#[expect(clippy::inline_always, reason = "compiled for each set of instructions")]
#[inline(always)]
pub(super) fn quantize(x: &[f32], out: &mut [i16]) {
    for (x, out) in x.iter().zip(out) {
        *out = simd::truncate((x * (1.0 / STEP)).clamp(-LARGEST, LARGEST));
    }
}

impl Matrix {
    /// Reads a matrix of `depth` rows, an even number, and `columns` columns, a multiple of [`BLOCK`].
    pub(crate) fn read(reader: &mut Reader, depth: usize, columns: usize) -> Result<Self, Cut> {
        let [scale] = reader.floats(1)?[..] else { return Err(Cut) };
        let weights = reader.shorts(depth * columns)?;
        let mut blocks = Vec::with_capacity(weights.len() / (2 * BLOCK));
        for block in 0..columns / BLOCK {
            let rows = weights.chunks_exact(2 * columns);
            blocks.extend(rows.filter_map(|it| it.as_chunks().0.get(block).copied()));
        }
        Ok(Self { depth, columns, scale: scale * STEP, weights: blocks })
    }

    /// Sets `out[t] = Σ_k a[t][k] · w[k]` for `rows` rows; row `t` of `a` begins at `t * stride`.
    #[expect(clippy::inline_always, reason = "compiled for each set of instructions")]
    #[inline(always)]
    pub(super) fn multiply<L: Lanes>(
        &self,
        lanes: L,
        a: &[i16],
        (stride, rows): (usize, usize),
        out: &mut [f32],
    ) {
        let scale = self.scale;
        let out = out.get_mut(..rows * self.columns).unwrap_or_default();
        for (block, weights) in self.weights.chunks_exact(self.depth / 2).enumerate() {
            for (tile, out) in out.chunks_mut(4 * self.columns).enumerate() {
                let rows = out.len() / self.columns;
                // A short last tile repeats its last row.
                let row = |r: usize| {
                    let row = a.get((tile * 4 + r.min(rows - 1)) * stride..);
                    row.and_then(|it| it.get(..self.depth)).unwrap_or_default().as_chunks().0
                };
                let mut sums = [[0; BLOCK]; 4];
                lanes.multiply([row(0), row(1), row(2), row(3)], weights, &mut sums);
                for (out, sums) in out.chunks_exact_mut(self.columns).zip(sums) {
                    let Some(out) = out.as_chunks_mut::<BLOCK>().0.get_mut(block) else { break };
                    for (out, sum) in out.iter_mut().zip(sums) {
                        *out = sum as f32 * scale;
                    }
                }
            }
        }
    }
}

/// Four rows by the columns of a block.
pub(super) type Tile = [[i32; BLOCK]; 4];

/// The products of four rows with a block, in plain arithmetic.
#[cfg(any(test, not(target_arch = "x86_64")))]
pub(super) fn multiply(rows: [&[[i16; 2]]; 4], weights: &[[i16; 2 * BLOCK]], sums: &mut Tile) {
    for (sums, row) in sums.iter_mut().zip(rows) {
        *sums = [0; BLOCK];
        for ([a, b], weights) in row.iter().zip(weights) {
            for (sum, [u, v]) in sums.iter_mut().zip(weights.as_chunks::<2>().0) {
                *sum += i32::from(*a) * i32::from(*u) + i32::from(*b) * i32::from(*v);
            }
        }
    }
}
