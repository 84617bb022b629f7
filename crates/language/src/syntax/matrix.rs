//! Matrix products in 16-bit integers: the same numbers on every machine, whatever it can do at once.

use super::simd;
use crate::model_file::{Cut, Reader};

/// Activations are multiples of this.
const STEP: f32 = 1.0 / 128.0;
/// Largest activation and weight as integers: their products, summed over 384 rows, stay below 2³¹.
const LARGEST: f32 = 2047.0;
/// Largest weight as an integer.
pub const LARGEST_WEIGHT: f32 = 1800.0;

/// A matrix of weights, two rows interleaved: `[depth / 2][columns][2]`.
pub(crate) struct Matrix {
    depth: usize,
    columns: usize,
    scale: f32,
    weights: Vec<i16>,
}

/// `x` as integers.
pub(crate) fn quantize(x: &[f32], out: &mut [i16]) {
    for (x, out) in x.iter().zip(out) {
        *out = (x * (1.0 / STEP)).clamp(-LARGEST, LARGEST) as i16;
    }
}

impl Matrix {
    /// Reads a matrix of `depth` rows, an even number, and `columns` columns, a multiple of 16.
    pub(crate) fn read(reader: &mut Reader, depth: usize, columns: usize) -> Result<Self, Cut> {
        let [scale] = reader.floats(1)?[..] else { return Err(Cut) };
        let weights = reader.shorts(depth * columns)?;
        Ok(Self { depth, columns, scale: scale * STEP, weights })
    }

    /// Sets `out[t] = Σ_k a[t][k] · w[k]` for `rows` rows; row `t` of `a` begins at `t * stride`.
    pub(crate) fn multiply(&self, a: &[i16], stride: usize, rows: usize, out: &mut [f32]) {
        let out = out.get_mut(..rows * self.columns).unwrap_or_default();
        for (block, out) in out.chunks_mut(4 * self.columns).enumerate() {
            let rows = out.len() / self.columns;
            // A short last block repeats its last row.
            let row = |r: usize| {
                a.get((block * 4 + r.min(rows - 1)) * stride..).and_then(|it| it.get(..self.depth))
            };
            if let (Some(r0), Some(r1), Some(r2), Some(r3)) = (row(0), row(1), row(2), row(3)) {
                self.block([r0, r1, r2, r3], out);
            }
        }
    }

    fn block(&self, rows: [&[i16]; 4], out: &mut [f32]) {
        for column in (0..self.columns).step_by(16) {
            let sums = simd::tile(rows, &self.weights, column, self.columns);
            for (out, sums) in out.chunks_exact_mut(self.columns).zip(sums) {
                for (out, sum) in out.iter_mut().skip(column).zip(sums) {
                    *out = sum as f32 * self.scale;
                }
            }
        }
    }
}

/// Four rows by sixteen columns.
pub(super) type Tile = [[i32; 16]; 4];

/// Four rows by sixteen columns, in plain arithmetic.
#[cfg(any(test, not(target_arch = "x86_64")))]
pub(super) fn tile(rows: [&[i16]; 4], weights: &[i16], column: usize, columns: usize) -> Tile {
    let mut sums = [[0; 16]; 4];
    let weights = weights
        .chunks_exact(2 * columns)
        .filter_map(|it| it.get(2 * column..)?.first_chunk::<32>());
    for (k, w) in weights.enumerate() {
        for (sums, row) in sums.iter_mut().zip(rows) {
            let Some([a, b]) = row.get(2 * k..2 * k + 2) else { continue };
            for (sum, [u, v]) in sums.iter_mut().zip(w.as_chunks::<2>().0) {
                *sum += i32::from(*a) * i32::from(*u) + i32::from(*b) * i32::from(*v);
            }
        }
    }
    sums
}
