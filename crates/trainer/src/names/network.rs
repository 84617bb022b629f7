//! Trains the network that is added to the chain: words and their marks in sentences, one label a word.

use std::collections::BTreeMap;

use wiredesk_language::names::labels::N_LABELS;
use wiredesk_language::names::model::Scores;
use wiredesk_language::names::network::{COLUMNS, MAGIC, MARKS};

use super::chain::Sample;
use crate::syntax::arithmetic::{add, softmax};
use crate::syntax::encoder::{Encoder, Row};
use crate::syntax::export::Out;
use crate::syntax::layer::Kind;
use crate::syntax::matrix::{multiply, multiply_transposed, transpose};
use crate::syntax::tensor::{Random, Tensor};
use crate::vectors::Vectors;

/// How to train.
#[derive(Clone, Copy)]
pub(crate) struct Plan {
    pub(crate) width: usize,
    /// Layers, from the bottom.
    pub(crate) kinds: &'static [Kind],
    /// Passes over the samples.
    pub(crate) epochs: usize,
    /// Largest step size; it rises to it and then falls linearly.
    pub(crate) rate: f32,
    /// Share of numbers zeroed.
    pub(crate) drop: f32,
    /// Share of words replaced by the unknown one.
    pub(crate) forget: f32,
    pub(crate) seed: u64,
}

impl Plan {
    /// The settings of the shipped network.
    pub(crate) const SHIPPED: Self = Self {
        width: 96,
        kinds: &[Kind::Window, Kind::Window, Kind::Scan, Kind::Window],
        epochs: 4,
        rate: 0.002,
        drop: 0.2,
        forget: 0.1,
        seed: 5,
    };
}

/// Tokens a batch.
const BATCH: usize = 600;
/// Words of the vectors that it knows, and how often another word must be seen to be known.
const N_WORDS: usize = 60_000;
const LEAST: u32 = 5;

/// The weights in training.
pub(crate) struct Network {
    encoder: Encoder,
    labels: Tensor,
    bias: Tensor,
}

impl Network {
    fn fresh(plan: Plan, vectors: &Vectors, samples: &[Sample]) -> Self {
        let mut random = Random::new(plan.seed);
        let mut counts: BTreeMap<u32, u32> = BTreeMap::new();
        let keys = samples.iter().flat_map(|it| &it.keys);
        keys.for_each(|it| *counts.entry(it.word).or_default() += 1);
        let extra: Vec<u32> =
            counts.into_iter().filter(|it| it.1 >= LEAST).map(|it| it.0).collect();
        let (width, kinds) = (plan.width, plan.kinds);
        let encoder = Encoder::new(width, kinds, vectors, N_WORDS, &extra, MARKS, &mut random);
        let labels = Tensor::random(width, COLUMNS, (1.0 / width as f32).sqrt(), &mut random);
        Self { encoder, labels, bias: Tensor::constant(1, COLUMNS, 0.0) }
    }

    /// Trains on `samples`.
    pub(crate) fn train(samples: &[Sample], plan: Plan, vectors: &Vectors) -> Self {
        let mut network = Self::fresh(plan, vectors, samples);
        let mut random = Random::new(plan.seed + 1_000);
        let mut order: Vec<&Sample> = samples.iter().collect();
        let tokens: usize = samples.iter().map(|it| it.keys.len()).sum();
        let mut done = 0;
        for epoch in 0..plan.epochs {
            random.shuffle(&mut order);
            let (mut loss, mut rest) = (0.0, order.as_slice());
            while !rest.is_empty() {
                let (batch, tail) = rest.split_at(batch_length(rest));
                rest = tail;
                loss += network.learn(batch, plan, &mut random);
                let progress = done as f32 / (tokens * plan.epochs) as f32;
                let warm = (done as f32 / 60_000.0).min(1.0);
                network.step(plan.rate * warm * (1.0 - progress * 0.97));
                done += batch.iter().map(|it| it.keys.len()).sum::<usize>();
            }
            println!("network, epoch {epoch}: loss {:.4} a token", loss / tokens as f32);
        }
        network
    }

    fn rows(&self, batch: &[&Sample], forget: f32, random: &mut Random) -> Vec<Option<Row>> {
        let mut rows = vec![None];
        for sample in batch {
            for (key, marks) in sample.keys.iter().zip(&sample.marks) {
                let known = forget == 0.0 || random.unit() >= forget;
                let word = if known { self.encoder.row(key.word) } else { 0 };
                rows.push(Some(Row { key: *key, word, marks: *marks }));
            }
            rows.push(None);
        }
        rows
    }

    fn label_scores(&self, hidden: &[f32]) -> Vec<f32> {
        let width = self.encoder.width;
        let n = hidden.len() / width;
        let mut scores = vec![0.0; n * COLUMNS];
        scores.chunks_exact_mut(COLUMNS).for_each(|row| row.copy_from_slice(&self.bias.w));
        multiply(hidden, width, &self.labels.w, &mut scores, n, width, COLUMNS);
        scores
    }

    /// Adds the gradients of a batch and returns its loss.
    fn learn(&mut self, batch: &[&Sample], plan: Plan, random: &mut Random) -> f32 {
        let rows = self.rows(batch, plan.forget, random);
        let trace = self.encoder.forward(rows, plan.drop, random);
        let hidden = trace.hidden.last().expect("one more than layers");
        let mut scores = self.label_scores(hidden);
        let (mut row, mut loss) = (0, 0.0);
        scores[..COLUMNS].fill(0.0);
        for sample in batch {
            for label in &sample.labels {
                row += 1;
                let scores = &mut scores[row * COLUMNS..][..COLUMNS];
                scores[N_LABELS..].fill(0.0);
                softmax(&mut scores[..N_LABELS]);
                loss -= scores[usize::from(*label)].max(1e-9).ln() * sample.weight;
                scores[usize::from(*label)] -= 1.0;
                for it in scores.iter_mut() {
                    *it *= sample.weight;
                }
                add(&mut self.bias.g, scores);
            }
            row += 1;
            scores[row * COLUMNS..][..COLUMNS].fill(0.0);
        }
        let (n, width) = (trace.rows.len(), self.encoder.width);
        multiply_transposed(hidden, width, &scores, &mut self.labels.g, n, width, COLUMNS);
        let back = transpose(&self.labels.w, width, COLUMNS);
        let mut gradient = vec![0.0; n * width];
        multiply(&scores, COLUMNS, &back, &mut gradient, n, COLUMNS, width);
        self.encoder.backward(&trace, gradient);
        loss
    }

    fn step(&mut self, rate: f32) {
        self.encoder.step(rate);
        self.labels.step(rate);
        self.bias.step(rate);
    }

    /// Scores of all tokens of all samples.
    pub(crate) fn scores(&self, samples: &[Sample]) -> Vec<Vec<Scores>> {
        let mut all = Vec::with_capacity(samples.len());
        let mut random = Random::new(0);
        for sample in samples {
            let trace =
                self.encoder.forward(self.rows(&[sample], 0.0, &mut random), 0.0, &mut random);
            let scores = self.label_scores(trace.hidden.last().expect("one more than layers"));
            let rows = scores.chunks_exact(COLUMNS).skip(1).take(sample.keys.len());
            all.push(rows.filter_map(|it| it.first_chunk().copied()).collect());
        }
        all
    }

    /// The model file.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let mut out = Out(MAGIC.to_vec());
        out.numbers(&[self.encoder.width as u32, self.encoder.layers.len() as u32]);
        out.encoder(&self.encoder, u32::MAX);
        out.matrix(&self.labels, COLUMNS);
        out.floats(&self.bias.w);
        out.0
    }
}

/// How many of the samples make a batch.
fn batch_length(rest: &[&Sample]) -> usize {
    let mut size = 0;
    let fits = rest.iter().take_while(|it| {
        size += it.keys.len();
        size <= BATCH
    });
    fits.count().max(1)
}
