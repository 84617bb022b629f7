//! The linear-chain model: weights, read in place, and decoding. Training is the trainer's.

use super::features::{TABLE_BITS, check, row};
use crate::prefetch::prefetch;

use super::labels::{N_COLUMNS, N_LABELS, OUTSIDE, may_follow};

/// First bytes of a model file.
pub const MAGIC: [u8; 8] = *b"wdnames2";

/// Bytes of a row: check and weights.
pub const ROW_BYTES: usize = 2 + N_COLUMNS;

/// Scores of the labels of one token.
pub type Scores = [f32; N_LABELS];

/// A trained model.
///
/// Layout of the file: magic, scale (f32), transitions (17 × 17 f32, from the row to the column), first and last
/// label scores (17 f32 each), then the rows: the check of the one feature that owns the row (u16), and 16 signed
/// bytes. A feature that training did not see, or that lost its row to a commoner one, weighs nothing.
pub struct ChainModel<'a> {
    scale: f32,
    transitions: Transitions,
    potentials: Potentials,
    rows: &'a [[u8; ROW_BYTES]],
}

/// Scores of label pairs, minus infinity where a pair is impossible, and of labels at either end.
#[derive(Clone)]
pub struct Transitions {
    /// From the first index to the second.
    pub pairs: [Scores; N_LABELS],
    /// Of a sentence's first label.
    pub first: Scores,
    /// Of its last.
    pub last: Scores,
}

impl Default for Transitions {
    fn default() -> Self {
        let mut it = Self {
            pairs: [[0.0; N_LABELS]; N_LABELS],
            first: [0.0; N_LABELS],
            last: [0.0; N_LABELS],
        };
        it.forbid();
        it
    }
}

impl Transitions {
    /// Puts minus infinity where the label scheme allows nothing.
    pub fn forbid(&mut self) {
        for a in 0..N_LABELS {
            for b in 0..N_LABELS {
                if !may_follow(a as u8, b as u8) {
                    self.pairs[a][b] = f32::NEG_INFINITY;
                }
            }
            if !may_follow(OUTSIDE, a as u8) {
                self.first[a] = f32::NEG_INFINITY;
            }
            if !may_follow(a as u8, OUTSIDE) {
                self.last[a] = f32::NEG_INFINITY;
            }
        }
    }

    fn all(&mut self) -> impl Iterator<Item = &mut f32> {
        self.pairs.iter_mut().flatten().chain(&mut self.first).chain(&mut self.last)
    }

    /// The bytes of all scores.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut copy = self.clone();
        copy.all().flat_map(|it| it.to_le_bytes()).collect()
    }
}

/// The exponentials of [`Transitions`], taken once: what probabilities are made of.
pub struct Potentials {
    /// From the first index to the second.
    pairs: [Scores; N_LABELS],
    /// The other way round.
    reversed: [Scores; N_LABELS],
    first: Scores,
    last: Scores,
}

impl Potentials {
    /// The potentials of `chain`.
    pub fn new(chain: &Transitions) -> Self {
        let pairs = chain.pairs.map(|it| it.map(f32::exp));
        let reversed = std::array::from_fn(|b| pairs.map(|row| row[b]));
        let (first, last) = (chain.first.map(f32::exp), chain.last.map(f32::exp));
        Self { pairs, reversed, first, last }
    }
}

const N_TRANSITIONS: usize = N_LABELS * (N_LABELS + 2);

impl<'a> ChainModel<'a> {
    /// The model in `bytes`; `None` where they are none.
    pub fn from_bytes(bytes: &'a [u8]) -> Option<Self> {
        let rest = bytes.strip_prefix(&MAGIC)?;
        let (scale, rest) = rest.split_first_chunk::<4>()?;
        let (chain, rest) = rest.split_at_checked(N_TRANSITIONS * 4)?;
        let mut transitions = Transitions::default();
        for (to, from) in transitions.all().zip(chain.as_chunks::<4>().0) {
            *to = f32::from_le_bytes(*from);
        }
        let rows = rest.as_chunks().0;
        let scale = f32::from_le_bytes(*scale);
        let potentials = Potentials::new(&transitions);
        (rows.len() == 1 << TABLE_BITS).then_some(Self { scale, transitions, potentials, rows })
    }

    /// Asks for the weights of `features`, which [`Self::scores`] soon reads.
    pub fn prefetch(&self, features: &[u32]) {
        for &key in features {
            if let Some(weights) = self.rows.get(row(key)) {
                prefetch(weights);
            }
        }
    }

    /// Scores of the labels of a token with the features `features`.
    pub fn scores(&self, features: &[u32]) -> Scores {
        let mut sums = [0i32; N_COLUMNS];
        // Sixteen-bit sums of up to 250 rows of bytes cannot overflow.
        for chunk in features.chunks(250) {
            let mut part = [0i16; N_COLUMNS];
            for &key in chunk {
                let [low, high, weights @ ..] = &self.rows[row(key) & (self.rows.len() - 1)];
                let owned = u16::from_le_bytes([*low, *high]) == check(key);
                // A mask instead of a branch, which would be mispredicted every third time.
                let mask = u8::from(owned).wrapping_neg();
                for (sum, weight) in part.iter_mut().zip(weights) {
                    *sum += i16::from((weight & mask).cast_signed());
                }
            }
            for (sum, part) in sums.iter_mut().zip(part) {
                *sum += i32::from(part);
            }
        }
        let mut scores = [0.0; N_LABELS];
        for (score, sum) in scores.iter_mut().zip(sums) {
            *score = sum as f32 * self.scale;
        }
        scores
    }

    /// The exponentials of the transitions.
    pub fn potentials(&self) -> &Potentials {
        &self.potentials
    }

    /// The transitions.
    pub fn transitions(&self) -> &Transitions {
        &self.transitions
    }
}

/// Finds the best label sequence and the probabilities of names; keeps its buffers.
#[derive(Default)]
pub struct Decoder {
    back: Vec<[u8; N_LABELS]>,
    weights: Vec<Scores>,
    forward: Vec<Scores>,
    backward: Vec<Scores>,
}

impl Decoder {
    /// The best labels of a sentence, into `labels`.
    pub fn best(&mut self, scores: &[Scores], chain: &Transitions, labels: &mut Vec<u8>) {
        labels.clear();
        let Some(first) = scores.first() else { return };
        self.back.clear();
        let mut current = *first;
        for (score, start) in current.iter_mut().zip(chain.first) {
            *score += start;
        }
        for token in &scores[1..] {
            let (next, back) = step(&current, token, chain);
            self.back.push(back);
            current = next;
        }
        for (score, end) in current.iter_mut().zip(chain.last) {
            *score += end;
        }
        let mut label = argmax(&current);
        labels.push(label);
        for back in self.back.iter().rev() {
            label = back[usize::from(label)];
            labels.push(label);
        }
        labels.reverse();
    }

    /// Prepares [`Self::probability`] for a sentence.
    pub fn weigh(&mut self, scores: &[Scores], chain: &Potentials) {
        self.weights.clear();
        self.weights.extend(scores.iter().map(weights));
        self.forward.clear();
        for weights in &self.weights {
            let mut now = self.forward.last().map_or(chain.first, |it| product(it, &chain.pairs));
            weigh_in(&mut now, weights);
            self.forward.push(now);
        }
        self.backward.clear();
        self.backward.resize(scores.len(), [0.0; N_LABELS]);
        let mut next = chain.last;
        for (to, weights) in self.backward.iter_mut().zip(&self.weights).rev() {
            *to = next;
            weigh_in(&mut next, weights);
            next = product(&next, &chain.reversed);
        }
    }

    /// Probabilities of all labels of the token at `at`.
    pub fn probabilities(&self, at: usize) -> Scores {
        let (Some(forward), Some(backward)) = (self.forward.get(at), self.backward.get(at)) else {
            return [0.0; N_LABELS];
        };
        let mut all = *forward;
        weigh_in(&mut all, backward);
        all
    }

    /// Probability that the token at `at` has the label `label`.
    pub fn probability(&self, at: usize, label: u8) -> f32 {
        let (Some(forward), Some(backward)) = (self.forward.get(at), self.backward.get(at)) else {
            return 0.0;
        };
        let total: f32 = forward.iter().zip(backward).map(|(a, b)| a * b).sum();
        let label = usize::from(label);
        (forward[label] * backward[label] / total.max(f32::MIN_POSITIVE)).clamp(0.0, 1.0)
    }
}

/// The exponentials of a token's scores, 1 for the largest.
fn weights(token: &Scores) -> Scores {
    let top = token.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    token.map(|it| exponential(it - top))
}

/// The exponential of a number that is not above 0, within four millionths of it; 0 is 1 exactly. Without branches,
/// so that all labels of a token are reckoned at once, and without fused steps: the same on every machine.
#[inline]
pub(super) fn exponential(x: f32) -> f32 {
    // Adding this rounds to a whole number and leaves it in the lowest bits (Schraudolph 1999 puts it to such use).
    const ROUND: f32 = 12_582_912.0;
    // The upper part has few digits, so that its products are exact (Cody and Waite 1980).
    const LN_2: [f32; 2] = [0.693_359_4, -2.121_944_4e-4];
    let x = x.max(-80.0);
    let rounded = x * std::f32::consts::LOG2_E + ROUND;
    let whole = rounded - ROUND;
    let rest = x - whole * LN_2[0] - whole * LN_2[1];
    let series = 0.5 + rest * (1.0 / 6.0 + rest * (1.0 / 24.0 + rest * (1.0 / 120.0)));
    let power = 1.0 + rest * (1.0 + rest * series);
    f32::from_bits(power.to_bits().wrapping_add(rounded.to_bits() << 23))
}

/// `to[b] = Σ_a from[a] · pairs[a][b]`, added in the order of `a`.
fn product(from: &Scores, pairs: &[Scores; N_LABELS]) -> Scores {
    let mut to = [0.0; N_LABELS];
    for (from, pairs) in from.iter().zip(pairs) {
        for (to, pair) in to.iter_mut().zip(pairs) {
            *to += from * pair;
        }
    }
    to
}

/// Multiplies by the weights of a token and scales the sum to 1.
fn weigh_in(values: &mut Scores, weights: &Scores) {
    let mut sum = 0.0;
    for (value, weight) in values.iter_mut().zip(weights) {
        *value *= weight;
        sum += *value;
    }
    for value in values {
        *value /= f32::max(sum, f32::MIN_POSITIVE);
    }
}

fn step(current: &Scores, token: &Scores, chain: &Transitions) -> (Scores, [u8; N_LABELS]) {
    let mut next = [f32::NEG_INFINITY; N_LABELS];
    let mut back = [0; N_LABELS];
    for (a, &score) in current.iter().enumerate() {
        for (b, pair) in chain.pairs[a].iter().enumerate() {
            let sum = score + pair;
            if sum > next[b] {
                (next[b], back[b]) = (sum, a as u8);
            }
        }
    }
    for (to, score) in next.iter_mut().zip(token) {
        *to += score;
    }
    (next, back)
}

fn argmax(scores: &Scores) -> u8 {
    let mut best = OUTSIDE;
    for (at, score) in scores.iter().enumerate() {
        if *score > scores[usize::from(best)] {
            best = at as u8;
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exponentials_are_close_and_never_negative() {
        for step in 0..8_000_i16 {
            let x = -f32::from(step) / 100.0;
            let (close, exact) = (f64::from(exponential(x)), f64::from(x).exp());
            assert!((close / exact - 1.0).abs() < 4e-6, "{x}: {close} for {exact}");
        }
        assert!(exponential(0.0).to_bits() == 1.0_f32.to_bits());
        assert!((0.0..1e-30).contains(&exponential(f32::NEG_INFINITY)));
        assert!((0.0..1e-30).contains(&exponential(-1e30)));
    }
}
