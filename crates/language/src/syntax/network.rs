//! The network's forward pass: words to tags and to what the parser's states are summed from.

#![expect(clippy::inline_always, reason = "compiled for each set of instructions")]

use super::{
    encoder::Encoder,
    features::WordKey,
    heads::{Head, LANES, best},
    layers::Rows,
    matrix::Matrix,
    simd::Lanes,
    transition::{FACTS, LABELS, NONE, SLOTS, State},
};
use crate::model_file::{Cut, Reader};

/// Numbers of a state that are summed at once.
const STEP: usize = 64;
const NOTHING: [f32; STEP] = [0.0; STEP];
/// Columns of the tag layer.
const TAGS: usize = 64;

/// The weights.
pub(super) struct Network {
    width: usize,
    depth: usize,
    encoder: Encoder,
    tags: (Matrix, Vec<f32>),
    slots: Matrix,
    absent: Vec<f32>,
    facts: Vec<f32>,
    bias: Vec<f32>,
    actions: Head<1>,
    labels: [Head<{ LABELS.div_ceil(LANES) }>; 2],
}

/// Numbers of one sentence, reused for the next.
#[derive(Default)]
pub(super) struct Workspace {
    rows: Rows,
    views: Vec<f32>,
    active: Vec<f32>,
}

impl Network {
    pub(super) fn read(reader: &mut Reader) -> Result<Self, Cut> {
        let (width, depth, n_layers) = (reader.number()?, reader.number()?, reader.number()?);
        if depth % STEP != 0 || depth > 256 {
            return Err(Cut);
        }
        let encoder = Encoder::read(reader, width, n_layers, 0)?;
        Ok(Self {
            tags: (Matrix::read(reader, width, TAGS)?, reader.floats(TAGS)?),
            slots: Matrix::read(reader, width, SLOTS * depth)?,
            absent: reader.floats(SLOTS * depth)?,
            facts: reader.floats(FACTS.iter().sum::<usize>() * depth)?,
            bias: reader.floats(depth)?,
            actions: Head::read(reader, 3, depth)?,
            labels: [Head::read(reader, LABELS, depth)?, Head::read(reader, LABELS, depth)?],
            width,
            depth,
            encoder,
        })
    }

    /// Reads a sentence: its tags go to `tags`, and the workspace is ready for its states.
    #[inline(always)]
    pub(super) fn read_words<L: Lanes>(
        &self,
        lanes: L,
        keys: &[WordKey],
        work: &mut Workspace,
        tags: &mut Vec<u8>,
    ) {
        let (n, width) = (keys.len(), self.width);
        let rows = &mut work.rows;
        self.encoder.encode(lanes, keys, &[], rows);
        let live = rows.small.get(width..).unwrap_or_default();
        let columns = SLOTS * self.depth;
        work.views.resize((n * columns).max(work.views.len()), 0.0);
        self.slots.multiply(lanes, live, (width, n), &mut work.views);
        rows.inner.resize((n * TAGS).max(rows.inner.len()), 0.0);
        let (weights, bias) = &self.tags;
        weights.multiply(lanes, live, (width, n), &mut rows.inner);
        tags.clear();
        for row in rows.inner.as_chunks::<TAGS>().0.iter().take(n) {
            let mut scores = [[0.0; LANES]; TAGS / LANES];
            let flat = scores.as_flattened_mut().iter_mut();
            for ((score, it), bias) in flat.zip(row).zip(bias) {
                *score = it + bias;
            }
            tags.push(best(&scores) as u8);
        }
    }

    /// Sums the state into the workspace and rectifies it.
    #[inline(always)]
    pub(super) fn look<L: Lanes>(&self, lanes: L, state: &State, work: &mut Workspace) {
        let (depth, columns) = (self.depth, SLOTS * self.depth);
        let slots = state.slots();
        let mut parts: [&[f32]; 1 + SLOTS + FACTS.len()] = [&self.bias; 1 + SLOTS + FACTS.len()];
        let (views, facts) = parts[1..].split_at_mut(SLOTS);
        for ((slot, token), part) in slots.into_iter().enumerate().zip(views) {
            let view = match token {
                NONE => self.absent.get(slot * depth..),
                _ => work.views.get(token as usize * columns + slot * depth..),
            };
            *part = view.unwrap_or(&[]);
        }
        let mut first = 0;
        for ((value, values), part) in state.facts(slots).into_iter().zip(FACTS).zip(facts) {
            *part = self.facts.get((first + value) * depth..).unwrap_or(&[]);
            first += values;
        }
        work.active.resize(depth, 0.0);
        for (at, active) in work.active.as_chunks_mut::<STEP>().0.iter_mut().enumerate() {
            lanes.sum(&parts.map(|it| it.as_chunks().0.get(at).unwrap_or(&NOTHING)), active);
            for it in active {
                *it = it.max(0.0);
            }
        }
    }

    /// The best of the legal actions.
    #[inline(always)]
    pub(super) fn action(&self, work: &Workspace, legal: [bool; 3]) -> usize {
        let mut scores = self.actions.scores(&work.active);
        for (score, legal) in scores.as_flattened_mut().iter_mut().zip(legal) {
            *score = if legal { *score } else { f32::NEG_INFINITY };
        }
        best(&scores)
    }

    /// The best relation for an arc to the left (0) or right (1).
    #[inline(always)]
    pub(super) fn label(&self, work: &Workspace, side: usize) -> u8 {
        let Some(label) = self.labels.get(side) else { return 0 };
        best(&label.scores(&work.active)) as u8
    }
}
