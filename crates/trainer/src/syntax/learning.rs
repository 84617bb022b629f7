//! The training loop: batches, rates, epochs.

use std::collections::BTreeMap;

use super::{
    encoder::Encoder,
    examples::Example,
    figures::Figures,
    gradients::{Exploration, Loss},
    layer::Kind,
    network::Network,
    prediction::predict,
    tensor::Random,
};
use crate::vectors::Vectors;

/// Tokens a batch.
const BATCH: usize = 600;

/// What to train.
#[derive(Clone)]
pub(crate) struct Plan {
    pub(crate) width: usize,
    pub(crate) depth: usize,
    pub(crate) epochs: usize,
    pub(crate) seed: u64,
    /// `w` for a window, `s` for a scan, from the bottom.
    pub(crate) layers: String,
    pub(crate) drop: f32,
    pub(crate) rate: f32,
    pub(crate) backwards: bool,
    /// What its weights are called in the work folder.
    pub(crate) name: String,
}

/// What all networks have in common.
pub(crate) struct Setup<'a> {
    pub(crate) vectors: &'a Vectors,
    /// How many of the vectors' words a network knows.
    pub(crate) n_words: usize,
    /// How often another word must be seen to be known.
    pub(crate) least: usize,
    pub(crate) dev: &'a [Example],
}

impl Setup<'_> {
    /// A network that has learnt nothing yet.
    pub(crate) fn fresh(&self, plan: &Plan, examples: &[Example]) -> Network {
        let mut random = Random::new(plan.seed);
        let kinds: Vec<Kind> = plan
            .layers
            .chars()
            .map(|it| if it == 's' { Kind::Scan } else { Kind::Window })
            .collect();
        let mut counts = BTreeMap::new();
        examples
            .iter()
            .flat_map(|it| &it.keys)
            .for_each(|it| *counts.entry(it.word).or_insert(0) += 1);
        let extra: Vec<u32> =
            counts.into_iter().filter(|it| it.1 >= self.least).map(|it| it.0).collect();
        let encoder =
            Encoder::new(plan.width, &kinds, self.vectors, self.n_words, &extra, 0, &mut random);
        Network::new(encoder, plan.depth, &mut random)
    }
}

/// Trains a network.
pub(crate) fn learn(plan: &Plan, setup: &Setup<'_>, examples: &[Example]) -> Network {
    let turn = |it: &Example| if plan.backwards { it.reversed() } else { it.clone() };
    let mut network = setup.fresh(plan, examples);
    let mut random = Random::new(plan.seed + 1_000);
    let mut examples: Vec<Example> = examples.iter().map(turn).collect();
    let dev: Vec<Example> = setup.dev.iter().map(turn).collect();
    let tokens: usize = examples.iter().map(|it| it.keys.len()).sum();
    let (total, mut done) = (tokens * plan.epochs, 0);
    for epoch in 0..plan.epochs {
        random.shuffle(&mut examples);
        let mut loss = Loss::default();
        let mut rest = examples.as_slice();
        while !rest.is_empty() {
            let mut size = 0;
            let length = rest
                .iter()
                .take_while(|it| {
                    size += it.keys.len();
                    size <= BATCH
                })
                .count()
                .max(1);
            let (batch, tail) = rest.split_at(length);
            rest = tail;
            let follow = if epoch == 0 { 0.1 } else { 0.9 };
            let explore = Exploration { follow, drop: plan.drop, forget: 0.08 };
            let part = network.learn(batch, explore, &mut random);
            (loss.tags, loss.actions, loss.labels) =
                (loss.tags + part.tags, loss.actions + part.actions, loss.labels + part.labels);
            let progress = done as f32 / total as f32;
            let warm = (done as f32 / 60_000.0).min(1.0);
            network.step(plan.rate * warm * (1.0 - progress * 0.97));
            done += batch.iter().map(|it| it.keys.len()).sum::<usize>();
        }
        let n = tokens as f32;
        let figures = if epoch % 2 == 1 || epoch + 1 == plan.epochs {
            figures(&[&network], &dev).to_string()
        } else {
            String::new()
        };
        crate::say(&format!(
            "epoch {epoch}: tags {:.3} actions {:.3} labels {:.3}  {figures}",
            loss.tags / n,
            loss.actions / n,
            loss.labels / n
        ));
    }
    network
}

/// Figures of `networks` together on `dev`.
pub(crate) fn figures(networks: &[&Network], dev: &[Example]) -> Figures {
    let mut figures = Figures::default();
    for (gold, own) in dev.iter().zip(predict(networks, dev)) {
        figures.add(gold, &own);
    }
    figures
}
