//! The part of the network that reads words in their sentences: lookup tables below a stack of layers, forward and
//! backward. It predicts nothing.

use std::collections::HashMap;

use wiredesk_language::syntax::{PART_ROWS, WordKey};

use super::{
    arithmetic::add,
    layer::{Kind, Layer},
    matrix::{multiply, multiply_transposed, transpose},
    norm::{Norm, NormTrace},
    tensor::{Random, Tensor},
};
use crate::vectors::{DIMS, Vectors};

/// Width of the word vectors, padded for the matrix products.
pub(crate) const INPUT: usize = 64;

/// A word as the encoder reads it.
#[derive(Clone, Copy)]
pub(crate) struct Row {
    /// Its keys.
    pub(crate) key: WordKey,
    /// Its row in the table of words.
    pub(crate) word: u32,
    /// What else is known of it, a bit each: rows in the table of marks.
    pub(crate) marks: u32,
}

/// The encoder's weights.
#[derive(Clone)]
pub(crate) struct Encoder {
    pub(crate) width: usize,
    /// Row of each word's hash in `words`; row 0 stands for all others.
    pub(crate) vocabulary: HashMap<u32, u32>,
    pub(crate) words: Tensor,
    pub(crate) projection: Tensor,
    pub(crate) parts: Vec<Tensor>,
    /// A row a bit of [`Row::marks`]; none in a network that is told nothing beside the form.
    pub(crate) marks: Tensor,
    pub(crate) norm: Norm,
    pub(crate) layers: Vec<Layer>,
}

/// What the forward pass leaves for the backward pass. Row 0 and the rows between sentences are zero.
#[derive(Default)]
pub(crate) struct Trace {
    /// The words; `None` between sentences.
    pub(crate) rows: Vec<Option<Row>>,
    inputs: Vec<f32>,
    norms: Vec<NormTrace>,
    /// Each layer's input; the last is the encoder's output.
    pub(crate) hidden: Vec<Vec<f32>>,
    inner: Vec<Vec<f32>>,
    outputs: Vec<Vec<f32>>,
    masks: Vec<Vec<f32>>,
}

impl Encoder {
    /// A fresh encoder over the words of `vectors` and `extra`, hashes of further words.
    pub(crate) fn new(
        width: usize,
        kinds: &[Kind],
        vectors: &Vectors,
        n_words: usize,
        extra: &[u32],
        n_marks: usize,
        random: &mut Random,
    ) -> Self {
        let mut vocabulary = HashMap::new();
        let mut words = vec![0.0; INPUT];
        for (at, word) in vectors.words.iter().enumerate().take(n_words) {
            let row = (words.len() / INPUT) as u32;
            if *vocabulary.entry(WordKey::new(word).word).or_insert(row) == row {
                words.extend_from_slice(vectors.row(at));
                words.resize((row as usize + 1) * INPUT, 0.0);
            }
        }
        for hash in extra {
            let row = (words.len() / INPUT) as u32;
            if *vocabulary.entry(*hash).or_insert(row) == row {
                words.extend(
                    (0..INPUT).map(|it| if it < DIMS { (random.unit() - 0.5) * 0.5 } else { 0.0 }),
                );
            }
        }
        let words = Tensor::given(words, INPUT).table();
        let projection = Tensor::random(INPUT, width, 0.15, random);
        let parts =
            PART_ROWS.iter().map(|it| Tensor::random(*it, width, 0.1, random).table()).collect();
        let marks = Tensor::random(n_marks, width, 0.1, random).table();
        let layers = kinds.iter().map(|it| Layer::new(*it, width, random)).collect();
        Self { width, vocabulary, words, projection, parts, marks, norm: Norm::new(width), layers }
    }

    /// Row of a word.
    pub(crate) fn row(&self, word: u32) -> u32 {
        self.vocabulary.get(&word).copied().unwrap_or(0)
    }

    /// Encodes `rows`; with `drop`, zeroes that share of the numbers, as training does.
    pub(crate) fn forward(&self, rows: Vec<Option<Row>>, drop: f32, random: &mut Random) -> Trace {
        let (n, width) = (rows.len(), self.width);
        let live: Vec<bool> = rows.iter().map(Option::is_some).collect();
        let mut trace = Trace { rows, inputs: vec![0.0; n * INPUT], ..Trace::default() };
        let mut sum = vec![0.0; n * width];
        for (at, row) in trace.rows.iter().enumerate() {
            let Some(Row { key, word, marks }) = row else { continue };
            trace.inputs[at * INPUT..][..INPUT].copy_from_slice(self.words.row(*word as usize));
            let sum = &mut sum[at * width..][..width];
            for (table, part) in self.parts.iter().zip(key.parts) {
                add(sum, table.row(usize::from(part)));
            }
            bits(*marks).for_each(|it| add(sum, self.marks.row(it)));
        }
        multiply(&trace.inputs, INPUT, &self.projection.w, &mut sum, n, INPUT, width);
        let (mut hidden, norm) = self.norm.forward(&sum, &live);
        trace.norms.push(norm);
        trace.masks.push(mask(&mut hidden, drop, random));
        for layer in &self.layers {
            let (clean, inner) = layer.forward(&hidden, &live, width);
            let mut out = clean.clone();
            trace.masks.push(mask(&mut out, drop, random));
            let total: Vec<f32> = hidden.iter().zip(&out).map(|(a, b)| a + b).collect();
            let (next, norm) = layer.norm.forward(&total, &live);
            trace.norms.push(norm);
            trace.inner.push(inner);
            trace.outputs.push(clean);
            trace.hidden.push(std::mem::replace(&mut hidden, next));
        }
        trace.hidden.push(hidden);
        trace
    }

    /// Adds the gradients of all weights, given that of the output.
    pub(crate) fn backward(&mut self, trace: &Trace, mut gradient: Vec<f32>) {
        let width = self.width;
        let live: Vec<bool> = trace.rows.iter().map(Option::is_some).collect();
        for (at, layer) in self.layers.iter_mut().enumerate().rev() {
            layer.norm.backward(&trace.norms[at + 1], &mut gradient, &live);
            let mut inner = gradient.clone();
            unmask(&mut inner, &trace.masks[at + 1]);
            layer.backward(
                &trace.hidden[at],
                &trace.inner[at],
                &trace.outputs[at],
                inner,
                &live,
                &mut gradient,
                width,
            );
        }
        unmask(&mut gradient, &trace.masks[0]);
        self.norm.backward(&trace.norms[0], &mut gradient, &live);
        multiply_transposed(
            &trace.inputs,
            INPUT,
            &gradient,
            &mut self.projection.g,
            live.len(),
            INPUT,
            width,
        );
        let mut inputs = vec![0.0; live.len() * INPUT];
        let projection = transpose(&self.projection.w, INPUT, width);
        multiply(&gradient, width, &projection, &mut inputs, live.len(), width, INPUT);
        for (at, row) in trace.rows.iter().enumerate() {
            let Some(Row { key, word, marks }) = row else { continue };
            add(self.words.row_gradient(*word as usize), &inputs[at * INPUT..][..INPUT]);
            let gradient = &gradient[at * width..][..width];
            for (table, part) in self.parts.iter_mut().zip(key.parts) {
                add(table.row_gradient(usize::from(part)), gradient);
            }
            bits(*marks).for_each(|it| add(self.marks.row_gradient(it), gradient));
        }
    }

    /// Every weight, in a fixed order.
    pub(crate) fn tensors(&mut self) -> Vec<&mut Tensor> {
        let mut all = vec![&mut self.words, &mut self.projection];
        all.extend(&mut self.parts);
        all.push(&mut self.marks);
        all.extend([&mut self.norm.gain, &mut self.norm.bias]);
        for layer in &mut self.layers {
            all.extend([
                &mut layer.weights,
                &mut layer.bias,
                &mut layer.norm.gain,
                &mut layer.norm.bias,
            ]);
        }
        all
    }

    /// Takes one step of Adam.
    pub(crate) fn step(&mut self, rate: f32) {
        // The vectors already know much: they move slowly.
        self.words.step(rate * 0.2);
        self.projection.step(rate);
        self.parts.iter_mut().for_each(|it| it.step(rate));
        self.marks.step(rate);
        self.norm.step(rate);
        for layer in &mut self.layers {
            layer.weights.step(rate);
            layer.bias.step(rate);
            layer.norm.step(rate);
        }
    }
}

/// Zeroes a share of the numbers and scales the rest; returns the factors, empty where nothing was dropped.
fn mask(x: &mut [f32], drop: f32, random: &mut Random) -> Vec<f32> {
    if drop == 0.0 {
        return Vec::new();
    }
    let keep = 1.0 / (1.0 - drop);
    let mask: Vec<f32> = x.iter().map(|_| if random.unit() < drop { 0.0 } else { keep }).collect();
    unmask(x, &mask);
    mask
}

fn unmask(x: &mut [f32], mask: &[f32]) {
    for (x, mask) in x.iter_mut().zip(mask) {
        *x *= mask;
    }
}

/// The places of the bits that are set.
fn bits(mut marks: u32) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let place = marks.trailing_zeros();
        marks &= marks.wrapping_sub(1);
        (place < u32::BITS).then_some(place as usize)
    })
}
