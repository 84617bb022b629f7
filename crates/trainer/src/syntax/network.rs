//! The tagger and parser on top of the encoder: its weights, and the scores that they give. It learns nothing.

use wiredesk_language::syntax::{Action, FACTS, LABELS, NONE, SLOTS, State};

use super::{
    arithmetic::{add, dot},
    encoder::{Encoder, Row},
    examples::Example,
    matrix::multiply,
    tensor::{Random, Tensor},
};

/// Columns of the tag layer: the tags, padded.
pub(crate) const TAGS: usize = 64;

/// All weights.
#[derive(Clone)]
pub(crate) struct Network {
    pub(crate) encoder: Encoder,
    /// Width of the state.
    pub(crate) depth: usize,
    pub(crate) tags: Tensor,
    pub(crate) tag_bias: Tensor,
    /// Each slot's view of a word.
    pub(crate) slots: Tensor,
    /// What stands for no word, a row a slot.
    pub(crate) absent: Tensor,
    /// A row a value of each fact.
    pub(crate) facts: Tensor,
    pub(crate) bias: Tensor,
    /// A row an action.
    pub(crate) actions: Tensor,
    pub(crate) action_bias: Tensor,
    /// Relations of left and of right arcs, a row a relation.
    pub(crate) labels: [Tensor; 2],
    pub(crate) label_bias: [Tensor; 2],
}

/// Row of a fact's value.
pub(super) fn fact_row(fact: usize, value: usize) -> usize {
    FACTS.iter().take(fact).sum::<usize>() + value
}

impl Network {
    /// Fresh weights around `encoder`.
    pub(crate) fn new(encoder: Encoder, depth: usize, random: &mut Random) -> Self {
        let width = encoder.width;
        let scale = |it: usize| (1.0 / it as f32).sqrt();
        let mut labels = || Tensor::random(LABELS, depth, scale(depth), random);
        let labels = [labels(), labels()];
        let label_bias = || Tensor::constant(1, LABELS, 0.0);
        Self {
            tags: Tensor::random(width, TAGS, scale(width), random),
            tag_bias: Tensor::constant(1, TAGS, 0.0),
            slots: Tensor::random(width, SLOTS * depth, scale(width) * 0.7, random),
            absent: Tensor::random(SLOTS, depth, 0.1, random),
            facts: Tensor::random(FACTS.iter().sum(), depth, 0.1, random),
            bias: Tensor::constant(1, depth, 0.0),
            actions: Tensor::random(3, depth, scale(depth), random),
            action_bias: Tensor::constant(1, 3, 0.0),
            labels,
            label_bias: [label_bias(), label_bias()],
            encoder,
            depth,
        }
    }

    pub(super) fn rows(
        &self,
        batch: &[Example],
        forget: f32,
        random: &mut Random,
    ) -> Vec<Option<Row>> {
        let mut rows = vec![None];
        for example in batch {
            for key in &example.keys {
                let known = forget == 0.0 || random.unit() >= forget;
                let word = if known { self.encoder.row(key.word) } else { 0 };
                rows.push(Some(Row { key: *key, word, marks: 0 }));
            }
            rows.push(None);
        }
        rows
    }

    pub(super) fn tag_scores(&self, hidden: &[f32], n: usize) -> Vec<f32> {
        let mut scores = vec![0.0; n * TAGS];
        for row in scores.chunks_exact_mut(TAGS) {
            row.copy_from_slice(&self.tag_bias.w);
        }
        multiply(
            hidden,
            self.encoder.width,
            &self.tags.w,
            &mut scores,
            n,
            self.encoder.width,
            TAGS,
        );
        scores
    }

    pub(super) fn views(&self, hidden: &[f32], n: usize) -> Vec<f32> {
        let columns = SLOTS * self.depth;
        let mut views = vec![0.0; n * columns];
        multiply(
            hidden,
            self.encoder.width,
            &self.slots.w,
            &mut views,
            n,
            self.encoder.width,
            columns,
        );
        views
    }

    /// The state's numbers before rectification.
    pub(super) fn sum(&self, state: &State, views: &[f32], sum: &mut [f32]) {
        let (depth, columns) = (self.depth, SLOTS * self.depth);
        sum.copy_from_slice(&self.bias.w);
        for (slot, token) in state.slots().into_iter().enumerate() {
            let view = match token {
                NONE => self.absent.row(slot),
                _ => &views[token as usize * columns + slot * depth..][..depth],
            };
            add(sum, view);
        }
        for (fact, value) in state.facts(state.slots()).into_iter().enumerate() {
            add(sum, self.facts.row(fact_row(fact, value)));
        }
    }

    pub(super) fn action_scores(&self, active: &[f32], legal: [bool; 3]) -> [f32; 3] {
        let mut scores = [f32::NEG_INFINITY; 3];
        for (at, score) in scores.iter_mut().enumerate().filter(|it| legal[it.0]) {
            *score = self.action_bias.w[at] + dot(active, self.actions.row(at));
        }
        scores
    }

    pub(super) fn label_scores(&self, active: &[f32], side: usize, scores: &mut [f32]) {
        for (label, score) in scores.iter_mut().enumerate() {
            *score = self.label_bias[side].w[label] + dot(active, self.labels[side].row(label));
        }
    }

    /// Takes one step of Adam.
    pub(crate) fn step(&mut self, rate: f32) {
        self.encoder.step(rate);
        self.head().into_iter().for_each(|it| it.step(rate));
    }

    /// Every weight, in a fixed order.
    pub(crate) fn tensors(&mut self) -> Vec<&mut Tensor> {
        let [left, right] = &mut self.labels;
        let [left_bias, right_bias] = &mut self.label_bias;
        let mut all = self.encoder.tensors();
        all.extend([
            &mut self.tags,
            &mut self.tag_bias,
            &mut self.slots,
            &mut self.absent,
            &mut self.facts,
        ]);
        all.extend([&mut self.bias, &mut self.actions, &mut self.action_bias]);
        all.extend([left, right, left_bias, right_bias]);
        all
    }

    fn head(&mut self) -> [&mut Tensor; 12] {
        let [left, right] = &mut self.labels;
        let [left_bias, right_bias] = &mut self.label_bias;
        let (tags, tag_bias, slots, absent) =
            (&mut self.tags, &mut self.tag_bias, &mut self.slots, &mut self.absent);
        let (facts, bias, actions, action_bias) =
            (&mut self.facts, &mut self.bias, &mut self.actions, &mut self.action_bias);
        [
            tags,
            tag_bias,
            slots,
            absent,
            facts,
            bias,
            actions,
            action_bias,
            left,
            right,
            left_bias,
            right_bias,
        ]
    }
}

/// The arc that `action` makes: child, head, and 0 for left or 1 for right.
pub(super) fn arc(state: &State, action: Action) -> Option<(u32, u32, usize)> {
    let (child, below) = state.stack().split_last()?;
    match action {
        Action::Shift => None,
        Action::Left => Some((*child, state.next(), 0)),
        Action::Right => below.last().map(|it| (*child, *it, 1)),
    }
}
