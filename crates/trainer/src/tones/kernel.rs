//! A Gaussian kernel on the directions of word vectors: what is learned of a word holds for words that are used like it.
//! It knows no valences and no sentences.

use super::ridge::conjugate;
use crate::vectors::{DIMS, Vectors};

/// Fall of the kernel with the squared distance of two directions.
const GAMMA: f32 = 2.0;
/// Numbers of a direction: those of a vector, filled up with zeros so that a product runs in whole lanes.
const PADDED: usize = DIMS.next_multiple_of(LANES);
const LANES: usize = 8;
/// Added to the kernel of the landmarks with themselves, which is close to singular.
const JITTER: f64 = 1e-3;

/// A word vector brought to length one.
#[derive(Clone, Copy)]
pub(crate) struct Direction([f32; PADDED]);

impl Direction {
    pub(crate) fn new(vector: &[f32]) -> Self {
        let norm = vector.iter().map(|it| it * it).sum::<f32>().sqrt().max(1e-6);
        let mut out = [0.0; PADDED];
        out.iter_mut().zip(vector).for_each(|(out, it)| *out = it / norm);
        Self(out)
    }

    fn kernel(&self, other: &Self) -> f32 {
        (2.0 * GAMMA * (product(&self.0, &other.0) - 1.0)).exp()
    }
}

/// The product of two rows of numbers, summed in lanes.
fn product(a: &[f32], b: &[f32]) -> f32 {
    let ((a, rest_a), (b, rest_b)) = (a.as_chunks::<LANES>(), b.as_chunks::<LANES>());
    let mut lanes = [0.0_f32; LANES];
    for (a, b) in a.iter().zip(b) {
        for (sum, (a, b)) in lanes.iter_mut().zip(a.iter().zip(b)) {
            *sum += a * b;
        }
    }
    let rest: f32 = rest_a.iter().zip(rest_b).map(|(a, b)| a * b).sum();
    lanes.iter().sum::<f32>() + rest
}

/// A function of words that falls smoothly away from the words where it is known: kernel ridge regression.
pub(crate) struct Smooth {
    known: Vec<Direction>,
    weights: Vec<f32>,
}

impl Smooth {
    /// Fits `goals` at `known` with a prior of strength `alpha`.
    pub(crate) fn fit(known: Vec<Direction>, goals: &[f64], alpha: f64) -> Self {
        let rows: Vec<Vec<f32>> =
            known.iter().map(|a| known.iter().map(|b| a.kernel(b)).collect()).collect();
        let apply = |weights: &[f64]| -> Vec<f64> {
            let product = |row: &Vec<f32>| -> f64 {
                row.iter().zip(weights).map(|(it, weight)| f64::from(*it) * weight).sum()
            };
            rows.iter().zip(weights).map(|(row, own)| product(row) + alpha * own).collect()
        };
        let weights = conjugate(goals.to_vec(), apply);
        Self { known, weights: weights.into_iter().map(|it| it as f32).collect() }
    }

    pub(crate) fn at(&self, word: &Direction) -> f32 {
        let pairs = self.known.iter().zip(&self.weights);
        pairs.map(|(known, weight)| known.kernel(word) * weight).sum()
    }
}

/// Features of words whose products come close to the kernel (Nyström's method; Williams & Seeger 2001).
pub(crate) struct Landmarks {
    directions: Vec<Direction>,
    /// Rows of the lower triangle of the Cholesky factor of the landmarks' own kernel, the diagonal inverted.
    factor: Vec<Vec<f32>>,
    mean: Vec<f32>,
}

impl Landmarks {
    /// Features about `landmarks`, less their mean over `usual` words.
    pub(crate) fn new(
        vectors: &Vectors,
        landmarks: impl Iterator<Item = usize>,
        usual: impl Iterator<Item = usize>,
    ) -> Self {
        let directions: Vec<_> = landmarks.map(|it| Direction::new(vectors.row(it))).collect();
        let factor = cholesky(&directions);
        let mean = vec![0.0; directions.len()];
        let mut landmarks = Self { directions, factor, mean };
        let (mut sum, mut count) = (vec![0.0_f32; landmarks.len()], 0.0_f32);
        for idx in usual {
            let features = landmarks.of(&Direction::new(vectors.row(idx)));
            sum.iter_mut().zip(features).for_each(|(sum, it)| *sum += it);
            count += 1.0;
        }
        landmarks.mean = sum.into_iter().map(|it| it / count.max(1.0)).collect();
        landmarks
    }

    /// Number of features.
    pub(crate) fn len(&self) -> usize {
        self.directions.len()
    }

    /// The features of a word.
    pub(crate) fn of(&self, word: &Direction) -> Vec<f32> {
        let mut out: Vec<f32> = self.directions.iter().map(|it| it.kernel(word)).collect();
        for (idx, row) in self.factor.iter().enumerate() {
            let known = product(&out[..idx], &row[..idx]);
            out[idx] = (out[idx] - known) * row[idx];
        }
        out.iter_mut().zip(&self.mean).for_each(|(it, mean)| *it -= mean);
        out
    }
}

fn cholesky(directions: &[Direction]) -> Vec<Vec<f32>> {
    let mut rows: Vec<Vec<f64>> = Vec::new();
    for (idx, direction) in directions.iter().enumerate() {
        let mut row: Vec<f64> = Vec::with_capacity(idx + 1);
        for (column, other) in rows.iter().enumerate() {
            let known: f64 = row.iter().zip(other).map(|(a, b)| a * b).sum();
            let kernel = f64::from(direction.kernel(&directions[column]));
            row.push((kernel - known) * other[column]);
        }
        let known: f64 = row.iter().map(|it| it * it).sum();
        row.push(1.0 / (1.0 + JITTER - known).max(JITTER).sqrt());
        rows.push(row);
    }
    rows.into_iter().map(|row| row.into_iter().map(|it| it as f32).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::{Direction, Landmarks, Smooth, product};
    use crate::vectors::{DIMS, Vectors};

    /// `n` words in a plane, their directions turning by a tenth of a radian each.
    fn fan(n: usize) -> Vectors {
        let row = |idx: usize| {
            let mut row = [0.0; DIMS];
            (row[1], row[0]) = (idx as f32 / 10.0).sin_cos();
            row
        };
        let words = (0..n).map(|idx| idx.to_string()).collect();
        Vectors { words, rows: (0..n).flat_map(row).collect() }
    }

    #[test]
    fn a_product_loses_no_number() {
        let row: Vec<f32> = (0..19_u8).map(f32::from).collect();
        assert_eq!(product(&row, &row).to_bits(), 2109.0_f32.to_bits());
    }

    #[test]
    fn what_is_known_of_words_holds_for_those_close_by() {
        let fan = fan(32);
        let at = |idx: usize| Direction::new(fan.row(idx));
        let smooth = Smooth::fit(vec![at(0), at(31)], &[2.0, -1.0], 0.01);
        assert!((smooth.at(&at(0)) - 2.0).abs() < 0.1);
        assert!((smooth.at(&at(31)) + 1.0).abs() < 0.1);
        assert!(smooth.at(&at(2)) > 1.5 && smooth.at(&at(29)) < -0.5);
        assert!(smooth.at(&at(15)).abs() < 0.5);
    }

    #[test]
    fn products_of_features_are_the_kernel() {
        let fan = fan(32);
        let at = |idx: usize| Direction::new(fan.row(idx));
        let landmarks = Landmarks::new(&fan, (0..32).step_by(2), 0..0);
        for (a, b) in [(0, 0), (3, 3), (3, 9), (1, 30)] {
            let features = product(&landmarks.of(&at(a)), &landmarks.of(&at(b)));
            let kernel = at(a).kernel(&at(b));
            assert!((features - kernel).abs() < 0.02, "{a} {b}: {features} {kernel}");
        }
    }
}
