//! The network's last layers: a score for each of a few classes. They are laid out so that the classes, not the
//! numbers of a state, fill a vector, and the numbers are summed in the order of sixteen lanes.

#![expect(clippy::inline_always, reason = "compiled for each set of instructions")]

use crate::model_file::{Cut, Reader};

/// Numbers that are summed apart before the sums are, and classes of a vector.
pub(super) const LANES: usize = 16;

/// Weights of up to `N` vectors of classes.
pub(super) struct Head<const N: usize> {
    /// `[lane][step]`: of the number `step * LANES + lane` of a state, for each class.
    weights: Vec<[[f32; LANES]; N]>,
    /// Minus infinity where there is no class.
    bias: [[f32; LANES]; N],
}

impl<const N: usize> Head<N> {
    /// Reads `n` rows of `depth` weights, a multiple of sixteen, and `n` biases.
    pub(super) fn read(reader: &mut Reader, n: usize, depth: usize) -> Result<Self, Cut> {
        let rows = reader.floats(n * depth)?;
        let mut bias = [[f32::NEG_INFINITY; LANES]; N];
        for (to, from) in bias.as_flattened_mut().iter_mut().zip(reader.floats(n)?) {
            *to = from;
        }
        let mut weights = Vec::with_capacity(depth);
        for lane in 0..LANES {
            for at in (lane..depth).step_by(LANES) {
                let mut column = [[0.0; LANES]; N];
                let classes = column.as_flattened_mut().iter_mut();
                for (to, row) in classes.zip(rows.chunks_exact(depth)) {
                    *to = row.get(at).copied().unwrap_or(0.0);
                }
                weights.push(column);
            }
        }
        Ok(Self { weights, bias })
    }

    /// The scores of a state.
    #[inline(always)]
    pub(super) fn scores(&self, state: &[f32]) -> [[f32; LANES]; N] {
        let state = state.as_chunks::<LANES>().0;
        let mut all = [[0.0; LANES]; N];
        for (lane, weights) in self.weights.chunks_exact(state.len().max(1)).enumerate() {
            let mut sums = [[0.0; LANES]; N];
            for (numbers, weights) in state.iter().zip(weights) {
                let number = numbers[lane % LANES];
                for (sums, weights) in sums.iter_mut().zip(weights) {
                    for class in 0..LANES {
                        sums[class] += number * weights[class];
                    }
                }
            }
            add(&mut all, &sums);
        }
        add(&mut all, &self.bias);
        all
    }
}

#[inline(always)]
fn add<const N: usize>(to: &mut [[f32; LANES]; N], from: &[[f32; LANES]; N]) {
    for (to, from) in to.iter_mut().zip(from) {
        for lane in 0..LANES {
            to[lane] += from[lane];
        }
    }
}

/// Index of the largest score, the first of equals.
#[inline(always)]
pub(super) fn best<const N: usize>(scores: &[[f32; LANES]; N]) -> usize {
    let mut largest = [f32::NEG_INFINITY; LANES];
    for chunk in scores {
        for lane in 0..LANES {
            largest[lane] = if chunk[lane] > largest[lane] { chunk[lane] } else { largest[lane] };
        }
    }
    let mut half = LANES / 2;
    while half > 0 {
        for lane in 0..half {
            let other = largest[lane + half];
            largest[lane] = if other > largest[lane] { other } else { largest[lane] };
        }
        half /= 2;
    }
    let none = (N * LANES) as u32;
    let mut first = none;
    for (at, score) in (0..).zip(scores.as_flattened()) {
        let here = if *score >= largest[0] { at } else { none };
        first = first.min(here);
    }
    (first % none) as usize
}

#[cfg(test)]
mod tests {
    use super::best;

    #[test]
    fn the_first_of_the_largest_is_best() {
        let mut scores = [[f32::NEG_INFINITY; 16]; 3];
        assert_eq!(best(&scores), 0);
        for at in (0..48).rev() {
            scores[at / 16][at % 16] = 1.5;
            assert_eq!(best(&scores), at);
        }
        scores[1][1] = 2.0;
        assert_eq!(best(&scores), 17);
    }
}
