//! The part of the network that reads words in their sentences: lookup tables, convolutions over three words, and
//! scans in both directions; forward and backward. It predicts nothing.

use std::collections::HashMap;

use wiredesk_language::syntax::{PART_ROWS, WordKey};

use super::{
    matrix::{multiply, multiply_transposed, transpose},
    tensor::{Random, Tensor},
};
use crate::vectors::{DIMS, Vectors};

/// Width of the word vectors, padded for the matrix products.
pub(crate) const INPUT: usize = 64;

/// What a layer does to its window.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) enum Kind {
    /// A convolution over three words, rectified.
    Window,
    /// A gated running mean (Bradbury et al. 2017), half of it from the left, half from the right.
    Scan,
}

/// One residual layer with layer normalization.
#[derive(Clone)]
pub(crate) struct Layer {
    pub(crate) kind: Kind,
    pub(crate) weights: Tensor,
    pub(crate) bias: Tensor,
    pub(crate) norm: Norm,
}

/// Layer normalization (Ba, Kiros and Hinton 2016).
#[derive(Clone)]
pub(crate) struct Norm {
    pub(crate) gain: Tensor,
    pub(crate) bias: Tensor,
}

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

#[derive(Default)]
struct NormTrace {
    scaled: Vec<f32>,
    inverse: Vec<f32>,
}

impl Norm {
    fn new(width: usize) -> Self {
        Self { gain: Tensor::constant(1, width, 1.0), bias: Tensor::constant(1, width, 0.0) }
    }

    fn forward(&self, x: &[f32], live: &[bool]) -> (Vec<f32>, NormTrace) {
        let width = self.gain.w.len();
        let mut out = vec![0.0; x.len()];
        let mut trace = NormTrace { scaled: vec![0.0; x.len()], inverse: vec![0.0; live.len()] };
        for (row, _) in live.iter().enumerate().filter(|it| *it.1) {
            let x = &x[row * width..][..width];
            let mean = x.iter().sum::<f32>() / width as f32;
            let variance = x.iter().map(|it| (it - mean) * (it - mean)).sum::<f32>() / width as f32;
            let inverse = 1.0 / (variance + 1e-5).sqrt();
            trace.inverse[row] = inverse;
            let scaled = &mut trace.scaled[row * width..][..width];
            let out = &mut out[row * width..][..width];
            for i in 0..width {
                scaled[i] = (x[i] - mean) * inverse;
                out[i] = scaled[i] * self.gain.w[i] + self.bias.w[i];
            }
        }
        (out, trace)
    }

    /// Turns the gradient of the output into that of the input.
    fn backward(&mut self, trace: &NormTrace, gradient: &mut [f32], live: &[bool]) {
        let width = self.gain.w.len();
        for (row, live) in live.iter().enumerate() {
            let gradient = &mut gradient[row * width..][..width];
            if !live {
                gradient.fill(0.0);
                continue;
            }
            let scaled = &trace.scaled[row * width..][..width];
            let (mut sum, mut dot) = (0.0, 0.0);
            for i in 0..width {
                self.gain.g[i] += gradient[i] * scaled[i];
                self.bias.g[i] += gradient[i];
                gradient[i] *= self.gain.w[i];
                sum += gradient[i];
                dot += gradient[i] * scaled[i];
            }
            let (sum, dot) = (sum / width as f32, dot / width as f32);
            for i in 0..width {
                gradient[i] = (gradient[i] - sum - scaled[i] * dot) * trace.inverse[row];
            }
        }
    }

    fn step(&mut self, rate: f32) {
        self.gain.step(rate);
        self.bias.step(rate);
    }
}

/// A cheap sigmoid: `½ + ½ x/(1+|x|)`.
fn gate(x: f32) -> f32 {
    0.5 + 0.5 * x / (1.0 + x.abs())
}

fn gate_slope(x: f32) -> f32 {
    let below = 1.0 + x.abs();
    0.5 / (below * below)
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

impl Layer {
    fn new(kind: Kind, width: usize, random: &mut Random) -> Self {
        let (rows, columns) = match kind {
            Kind::Window => (3 * width, width),
            Kind::Scan => (width, 2 * width),
        };
        let weights = Tensor::random(rows, columns, (1.5 / rows as f32).sqrt(), random);
        let mut bias = Tensor::constant(1, columns, 0.0);
        if kind == Kind::Scan {
            // Gates begin half open to the past.
            bias.w[width..].fill(0.5);
        }
        Self { kind, weights, bias, norm: Norm::new(width) }
    }

    /// The layer's output before its residual sum, and what its backward pass needs.
    fn forward(&self, x: &[f32], live: &[bool], width: usize) -> (Vec<f32>, Vec<f32>) {
        let n = live.len();
        let columns = self.bias.w.len();
        let mut inner = vec![0.0; n * columns];
        for row in inner.chunks_exact_mut(columns) {
            row.copy_from_slice(&self.bias.w);
        }
        match self.kind {
            Kind::Window => {
                // Row t of the product reads rows t-1 to t+1; the first and last rows are never live.
                multiply(
                    x,
                    width,
                    &self.weights.w,
                    &mut inner[columns..],
                    n - 2,
                    3 * width,
                    columns,
                );
                for (row, live) in inner.chunks_exact_mut(columns).zip(live) {
                    for it in row {
                        *it = if *live { it.max(0.0) } else { 0.0 };
                    }
                }
                (inner, Vec::new())
            }
            Kind::Scan => {
                multiply(x, width, &self.weights.w, &mut inner, n, width, columns);
                let mut out = vec![0.0; n * width];
                for row in 0..n {
                    scan(&inner, &mut out, live, row, width, 0..width / 2, row.wrapping_sub(1));
                }
                for row in (0..n).rev() {
                    scan(&inner, &mut out, live, row, width, width / 2..width, row + 1);
                }
                (out, inner)
            }
        }
    }

    /// Adds to the weights' gradients and to `gradient`, that of the input; `inner` is the output's.
    #[expect(clippy::too_many_arguments, reason = "one call, and a struct would only rename them")]
    fn backward(
        &mut self,
        x: &[f32],
        trace: &[f32],
        out: &[f32],
        mut inner: Vec<f32>,
        live: &[bool],
        gradient: &mut [f32],
        width: usize,
    ) {
        let n = live.len();
        let columns = self.bias.w.len();
        match self.kind {
            Kind::Window => {
                for (inner, out) in inner.iter_mut().zip(out) {
                    *inner = if *out > 0.0 { *inner } else { 0.0 };
                }
                let dense = &inner[columns..(n - 1) * columns];
                multiply_transposed(
                    x,
                    width,
                    dense,
                    &mut self.weights.g,
                    n - 2,
                    3 * width,
                    columns,
                );
                let back = transpose(&self.weights.w, 3 * width, columns);
                let mut wide = vec![0.0; (n - 2) * 3 * width];
                multiply(dense, columns, &back, &mut wide, n - 2, columns, 3 * width);
                for (row, wide) in wide.chunks_exact(3 * width).enumerate() {
                    add(&mut gradient[row * width..][..3 * width], wide);
                }
            }
            Kind::Scan => {
                let flow = scan_gradient(trace, out, &inner, live, width);
                multiply_transposed(x, width, &flow, &mut self.weights.g, n, width, columns);
                let back = transpose(&self.weights.w, width, columns);
                multiply(&flow, columns, &back, gradient, n, columns, width);
                inner = flow;
            }
        }
        for row in inner.chunks_exact(columns) {
            add(&mut self.bias.g, row);
        }
    }
}

/// The gradient before the gates, given that of the running mean.
fn scan_gradient(
    trace: &[f32],
    out: &[f32],
    inner: &[f32],
    live: &[bool],
    width: usize,
) -> Vec<f32> {
    let n = live.len();
    let mut flow = vec![0.0; n * 2 * width];
    let mut carry = vec![0.0; width];
    for row in (0..n).rev() {
        let previous = row.wrapping_sub(1);
        scan_back(
            trace,
            out,
            inner,
            &mut flow,
            &mut carry,
            live,
            row,
            width,
            0..width / 2,
            previous,
        );
    }
    carry.fill(0.0);
    for row in 0..n {
        scan_back(
            trace,
            out,
            inner,
            &mut flow,
            &mut carry,
            live,
            row,
            width,
            width / 2..width,
            row + 1,
        );
    }
    flow
}

/// One step of the running mean over the numbers in `range`, from row `previous` to `row`.
fn scan(
    inner: &[f32],
    out: &mut [f32],
    live: &[bool],
    row: usize,
    width: usize,
    range: std::ops::Range<usize>,
    previous: usize,
) {
    if !live[row] {
        return;
    }
    for i in range {
        let before = if live[previous] { out[previous * width + i] } else { 0.0 };
        let keep = gate(inner[row * 2 * width + width + i]);
        out[row * width + i] = keep * before + (1.0 - keep) * inner[row * 2 * width + i];
    }
}

#[expect(clippy::too_many_arguments, reason = "the mirror image of `scan`")]
fn scan_back(
    inner: &[f32],
    clean: &[f32],
    gradient: &[f32],
    flow: &mut [f32],
    carry: &mut [f32],
    live: &[bool],
    row: usize,
    width: usize,
    range: std::ops::Range<usize>,
    previous: usize,
) {
    if !live[row] {
        carry[range].fill(0.0);
        return;
    }
    for i in range {
        let total = gradient[row * width + i] + carry[i];
        let before = if live[previous] { clean[previous * width + i] } else { 0.0 };
        let (candidate, gated) = (inner[row * 2 * width + i], inner[row * 2 * width + width + i]);
        let keep = gate(gated);
        flow[row * 2 * width + i] = total * (1.0 - keep);
        flow[row * 2 * width + width + i] = total * (before - candidate) * gate_slope(gated);
        carry[i] = total * keep;
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

/// `to += from`.
pub(crate) fn add(to: &mut [f32], from: &[f32]) {
    for (to, from) in to.iter_mut().zip(from) {
        *to += from;
    }
}
