//! Trains the linear-chain model: log-likelihood, one sentence at a time, `AdaGrad` with one accumulator a row.

use wiredesk_language::names::features::{TABLE_BITS, check, row};
use wiredesk_language::names::labels::{N_COLUMNS, N_LABELS};
use wiredesk_language::names::model::{MAGIC, Scores, Transitions};
use wiredesk_language::syntax::WordKey;

use super::random::Random;

/// A sentence ready for training.
pub(crate) struct Sample {
    /// Rows of all tokens.
    pub(crate) rows: Vec<u32>,
    /// Where each token's rows end.
    pub(crate) ends: Vec<u32>,
    /// The words as the network's table keys.
    pub(crate) keys: Vec<WordKey>,
    /// What else the network is told of each word.
    pub(crate) marks: Vec<u32>,
    /// What the labels ought to be.
    pub(crate) labels: Vec<u8>,
    /// How much the sentence counts.
    pub(crate) weight: f32,
}

impl Sample {
    /// Rows of one token.
    pub(crate) fn token(&self, at: usize) -> &[u32] {
        let start = if at == 0 { 0 } else { self.ends[at - 1] as usize };
        &self.rows[start..self.ends[at] as usize]
    }
}

/// How to train.
#[derive(Clone, Copy)]
pub(crate) struct Plan {
    /// Passes over the samples.
    pub(crate) epochs: u32,
    /// First step size; it falls linearly to a third.
    pub(crate) rate: f32,
    /// Share of features left out at each sight.
    pub(crate) dropout: f32,
    /// Pull towards zero.
    pub(crate) l2: f32,
}

impl Plan {
    /// The settings of the shipped model.
    pub(crate) const SHIPPED: Self = Self { epochs: 6, rate: 0.1, dropout: 0.2, l2: 1e-6 };
}

/// The weights in training.
pub(crate) struct Chain {
    rows: Vec<[f32; N_COLUMNS]>,
    /// The one key each row belongs to; the row of key 0 belongs to nothing.
    owners: Vec<u32>,
    squares: Vec<f32>,
    /// Transition scores.
    pub(crate) transitions: Transitions,
    transition_squares: Transitions,
}

impl Chain {
    /// Trains on `samples`, in an order drawn anew each epoch.
    pub(crate) fn train(samples: &[Sample], plan: Plan) -> Self {
        let n_rows = 1 << TABLE_BITS;
        let mut squares = Transitions::default();
        let tenth = |it: &mut f32| *it = 0.1;
        squares.pairs.iter_mut().flatten().for_each(tenth);
        squares.first.iter_mut().chain(&mut squares.last).for_each(tenth);
        let mut chain = Self {
            rows: vec![[0.0; N_COLUMNS]; n_rows],
            owners: owners(samples),
            squares: vec![0.1; n_rows],
            transitions: Transitions::default(),
            transition_squares: squares,
        };
        let mut mean = Mean::new(n_rows);
        let mut random = Random::new(7);
        let mut order: Vec<_> = (0..samples.len()).collect();
        for epoch in 0..plan.epochs {
            let done = epoch as f32 / (plan.epochs.max(2) - 1) as f32;
            let rate = plan.rate * (1.0 - done * 2.0 / 3.0);
            random.shuffle(&mut order);
            let mut loss = 0.0;
            for &at in &order {
                loss += f64::from(chain.learn(&samples[at], rate, plan, &mut random));
            }
            println!("epoch {epoch}: loss {:.4} a sentence", loss / samples.len().max(1) as f64);
            if epoch >= plan.epochs / 2 {
                mean.add(&chain, 1.0 / (plan.epochs - plan.epochs / 2) as f32);
            }
        }
        (chain.rows, chain.transitions) = (mean.rows, mean.transitions);
        chain
    }

    fn learn(&mut self, sample: &Sample, rate: f32, plan: Plan, random: &mut Random) -> f32 {
        let n = sample.ends.len();
        let mut kept = Vec::with_capacity(sample.rows.len());
        let mut ends = Vec::with_capacity(n);
        let scale = 1.0 / (1.0 - plan.dropout);
        let scores: Vec<Scores> = (0..n)
            .map(|at| {
                let start = kept.len();
                let known = sample.token(at).iter().filter(|it| self.owners[row(**it)] == **it);
                kept.extend(known.filter(|_| !random.chance(plan.dropout)));
                ends.push(kept.len());
                self.sums(&kept[start..], scale)
            })
            .collect();
        let sums = Sums::new(&scores, &self.transitions);
        let mut start = 0;
        for (at, &end) in ends.iter().enumerate() {
            let mut gradient = sums.marginal(at);
            gradient[usize::from(sample.labels[at])] -= 1.0;
            let largest = gradient.iter().fold(0.0, |top: f32, it| top.max(it.abs()));
            if largest > 1e-3 {
                let step = gradient.map(|it| it * sample.weight * scale);
                self.update(&kept[start..end], &step, rate, plan.l2);
            }
            start = end;
        }
        self.update_transitions(sample, &sums, rate);
        sums.loss(&scores, &sample.labels, &self.transitions)
    }

    /// Scores of a token with the given keys.
    pub(crate) fn scores(&self, keys: &[u32]) -> Scores {
        let known = keys.iter().copied().filter(|it| self.owners[row(*it)] == *it);
        self.sums(&known.collect::<Vec<_>>(), 1.0)
    }

    fn sums(&self, keys: &[u32], scale: f32) -> Scores {
        let mut sums = [0.0; N_COLUMNS];
        for key in keys {
            for (sum, weight) in sums.iter_mut().zip(&self.rows[row(*key)]) {
                *sum += weight;
            }
        }
        let mut scores = [0.0; N_LABELS];
        for (score, sum) in scores.iter_mut().zip(sums) {
            *score = sum * scale;
        }
        scores
    }

    fn update(&mut self, keys: &[u32], gradient: &Scores, rate: f32, l2: f32) {
        let norm = gradient.iter().take(N_COLUMNS).map(|it| it * it).sum::<f32>();
        for key in keys {
            let row = row(*key);
            self.squares[row] += norm / N_COLUMNS as f32;
            let step = rate / self.squares[row].sqrt();
            for (weight, slope) in self.rows[row].iter_mut().zip(gradient) {
                *weight -= step * (slope + l2 * *weight);
            }
        }
    }

    fn update_transitions(&mut self, sample: &Sample, sums: &Sums, rate: f32) {
        let mut slopes = sums.pairs();
        for pair in sample.labels.windows(2) {
            slopes[usize::from(pair[0])][usize::from(pair[1])] -= 1.0;
        }
        let rate = rate * sample.weight;
        let squares = &mut self.transition_squares;
        let pairs = self.transitions.pairs.iter_mut().zip(&mut squares.pairs);
        for ((weights, squares), slopes) in pairs.zip(&slopes) {
            adapt(weights, squares, slopes, rate);
        }
        let n = sample.labels.len();
        let (mut first, mut last) = (sums.marginal(0), sums.marginal(n - 1));
        first[usize::from(sample.labels[0])] -= 1.0;
        last[usize::from(sample.labels[n - 1])] -= 1.0;
        adapt(&mut self.transitions.first, &mut squares.first, &first, rate);
        adapt(&mut self.transitions.last, &mut squares.last, &last, rate);
    }

    /// The model file: weights as signed bytes on one scale, clipped at half the largest.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let top = self.rows.iter().flatten().fold(0.0, |top: f32, it| top.max(it.abs()));
        let scale = 0.5 * top / 127.0;
        let mut out = MAGIC.to_vec();
        out.extend(scale.to_le_bytes());
        out.extend(self.transitions.to_bytes());
        for (weights, owner) in self.rows.iter().zip(&self.owners) {
            out.extend(check(*owner).to_le_bytes());
            let bytes = weights.map(|it| (it / scale).round().clamp(-127.0, 127.0) as i8);
            out.extend(bytes.map(i8::cast_unsigned));
        }
        out
    }
}

/// The mean of the weights at the ends of the later epochs, which scores better than the last ones.
struct Mean {
    rows: Vec<[f32; N_COLUMNS]>,
    transitions: Transitions,
}

impl Mean {
    fn new(n_rows: usize) -> Self {
        Self { rows: vec![[0.0; N_COLUMNS]; n_rows], transitions: Transitions::default() }
    }

    fn add(&mut self, chain: &Chain, share: f32) {
        let rows = self.rows.iter_mut().flatten().zip(chain.rows.iter().flatten());
        rows.for_each(|(sum, weight)| *sum += share * weight);
        let (to, from) = (&mut self.transitions, &chain.transitions);
        let pairs = to.pairs.iter_mut().flatten().zip(from.pairs.iter().flatten());
        let ends = to.first.iter_mut().chain(&mut to.last).zip(from.first.iter().chain(&from.last));
        pairs.chain(ends).for_each(|(sum, weight)| *sum += share * weight);
    }
}

/// Keys that are candidates for a row while they are counted.
const CANDIDATES: usize = 4;
/// Features that fewer tokens have are not worth a row.
const MIN_COUNT: u32 = 2;

/// The commonest key of each row, counted with a few counters a row (the Space-Saving algorithm, Metwally 2005).
fn owners(samples: &[Sample]) -> Vec<u32> {
    let mut counters = vec![[(0_u32, 0_u32); CANDIDATES]; 1 << TABLE_BITS];
    for &key in samples.iter().flat_map(|it| &it.rows) {
        let counters = &mut counters[row(key)];
        if let Some((_, count)) = counters.iter_mut().find(|it| it.0 == key) {
            *count += 1;
        } else if let Some(least) = counters.iter_mut().min_by_key(|it| it.1) {
            *least = (key, least.1 + 1);
        }
    }
    let best = |it: [(u32, u32); CANDIDATES]| it.into_iter().max_by_key(|it| (it.1, it.0));
    counters
        .into_iter()
        .map(|it| best(it).filter(|it| it.1 >= MIN_COUNT).map_or(0, |it| it.0))
        .collect()
}

fn adapt(weights: &mut Scores, squares: &mut Scores, slopes: &Scores, rate: f32) {
    for ((weight, square), slope) in weights.iter_mut().zip(squares).zip(slopes) {
        *square += slope * slope;
        *weight -= rate * slope / square.sqrt();
    }
}

/// Forward and backward sums of a sentence, scaled to sum to 1 at each token.
struct Sums {
    forward: Vec<Scores>,
    backward: Vec<Scores>,
    /// Exponentials of the token scores, over the token's largest.
    tokens: Vec<Scores>,
    potentials: [Scores; N_LABELS],
    log_total: f32,
}

impl Sums {
    fn new(scores: &[Scores], chain: &Transitions) -> Self {
        let mut potentials = chain.pairs;
        potentials.iter_mut().flatten().for_each(|it| *it = it.exp());
        let mut log_total = 0.0;
        let mut tokens = Vec::with_capacity(scores.len());
        let mut forward: Vec<Scores> = Vec::with_capacity(scores.len());
        for token in scores {
            let top = token.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            let token = token.map(|it| (it - top).exp());
            let mut now = [0.0; N_LABELS];
            match forward.last() {
                None => now = chain.first.map(f32::exp),
                Some(last) => {
                    for (value, row) in last.iter().zip(&potentials) {
                        for (sum, potential) in now.iter_mut().zip(row) {
                            *sum += value * potential;
                        }
                    }
                }
            }
            now.iter_mut().zip(&token).for_each(|(value, it)| *value *= it);
            log_total += top + normalize(&mut now).ln();
            forward.push(now);
            tokens.push(token);
        }
        let end = chain.last.map(f32::exp);
        log_total += forward.last().map_or(1.0, |it| dot(it, &end)).ln();
        let mut backward = vec![[0.0; N_LABELS]; scores.len()];
        let mut next = end;
        for (at, token) in tokens.iter().enumerate().rev() {
            normalize(&mut next);
            backward[at] = next;
            let mut weighted = next;
            weighted.iter_mut().zip(token).for_each(|(value, it)| *value *= it);
            for (value, row) in next.iter_mut().zip(&potentials) {
                *value = dot(row, &weighted);
            }
        }
        Self { forward, backward, tokens, potentials, log_total }
    }

    /// Probabilities of the labels of a token.
    fn marginal(&self, at: usize) -> Scores {
        let mut out = self.forward[at];
        out.iter_mut().zip(&self.backward[at]).for_each(|(value, it)| *value *= it);
        normalize(&mut out);
        out
    }

    /// Expected numbers of the label pairs.
    fn pairs(&self) -> [Scores; N_LABELS] {
        let mut all = [[0.0; N_LABELS]; N_LABELS];
        for at in 1..self.forward.len() {
            let mut next = self.backward[at];
            next.iter_mut().zip(&self.tokens[at]).for_each(|(value, it)| *value *= it);
            let before = &self.forward[at - 1];
            let total: f32 = before
                .iter()
                .zip(&self.potentials)
                .map(|(value, row)| value * dot(row, &next))
                .sum();
            let total = total.max(f32::MIN_POSITIVE);
            for ((value, row), out) in before.iter().zip(&self.potentials).zip(&mut all) {
                let value = value / total;
                for ((sum, potential), after) in out.iter_mut().zip(row).zip(&next) {
                    *sum += value * potential * after;
                }
            }
        }
        all
    }

    fn loss(&self, scores: &[Scores], labels: &[u8], chain: &Transitions) -> f32 {
        let label = |at: usize| usize::from(labels[at]);
        let tokens: f32 = scores.iter().enumerate().map(|(at, it)| it[label(at)]).sum();
        let pairs: f32 = (1..labels.len()).map(|at| chain.pairs[label(at - 1)][label(at)]).sum();
        let ends = chain.first[label(0)] + chain.last[label(labels.len() - 1)];
        self.log_total - tokens - pairs - ends
    }
}

fn normalize(values: &mut Scores) -> f32 {
    let sum = values.iter().sum::<f32>().max(f32::MIN_POSITIVE);
    for value in values.iter_mut() {
        *value /= sum;
    }
    sum
}

fn dot(a: &Scores, b: &Scores) -> f32 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}
