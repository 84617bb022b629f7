//! Writes the shipped model in the form that `language` reads: words in bytes, matrices in 16-bit integers.

use std::collections::BTreeMap;

use wiredesk_language::syntax::{FACTS, LABELS, LARGEST_WEIGHT, MAGIC, PART_ROWS, SLOTS, WordKey};
use wiredesk_model::{Upos, Xpos};

use super::{
    encoder::{Encoder, INPUT},
    layer::{Kind, Layer},
    matrix::multiply,
    network::{Network, TAGS},
    tensor::Tensor,
    treebank::Sentence,
};
use crate::data::{Folders, write_bytes};

/// Words that ship, the most frequent ones; others are read by their parts.
const KNOWN: u32 = 60_000;

/// The bytes of the model file.
pub(crate) fn model(network: &Network, treebank: &[Sentence]) -> Vec<u8> {
    let (encoder, depth) = (&network.encoder, network.depth);
    let mut out = Out(MAGIC.to_vec());
    out.numbers(&[encoder.width as u32, depth as u32, encoder.layers.len() as u32]);
    out.encoder(encoder, KNOWN);
    out.matrix(&network.tags, TAGS);
    // The columns past the tags are padding that must never win.
    let bias = network.tag_bias.w.iter().enumerate();
    let bias: Vec<f32> =
        bias.map(|(at, it)| if at < Xpos::ALL.len() { *it } else { -1e9 }).collect();
    out.floats(&bias);
    out.matrix(&network.slots, SLOTS * depth);
    out.floats(&network.absent.w);
    out.floats(&network.facts.w[..FACTS.iter().sum::<usize>() * depth]);
    out.floats(&network.bias.w);
    out.floats(&network.actions.w);
    out.floats(&network.action_bias.w);
    for side in 0..2 {
        out.floats(&network.labels[side].w);
        out.floats(&network.label_bias[side].w);
    }
    out.universal_tags(treebank);
    out.0
}

/// Writes the model and prints its digest.
pub(crate) fn write(
    folders: &Folders,
    network: &Network,
    treebank: &[Sentence],
) -> anyhow::Result<()> {
    let bytes = model(network, treebank);
    let digest = write_bytes(&folders.model("syntax.bin"), &bytes)?;
    crate::say(&format!("syntax.bin: {} bytes, sha256 {digest}", bytes.len()));
    Ok(())
}

fn largest(weights: &[f32]) -> f32 {
    weights.iter().fold(1e-9, |most, it| most.max(it.abs()))
}

/// A model file being written.
pub(crate) struct Out(pub(crate) Vec<u8>);

impl Out {
    /// Kinds of layers, words, parts, marks and layers; of the words those in the first `known` rows.
    pub(crate) fn encoder(&mut self, encoder: &Encoder, known: u32) {
        let kind = |it: &Layer| if it.kind == Kind::Scan { b's' } else { b'w' };
        self.0.extend(encoder.layers.iter().map(kind));
        self.words(encoder, known);
        for (table, rows) in encoder.parts.iter().zip(PART_ROWS) {
            self.table(&table.w[..rows * encoder.width]);
        }
        if !encoder.marks.w.is_empty() {
            self.table(&encoder.marks.w);
        }
        self.floats(&encoder.norm.gain.w);
        self.floats(&encoder.norm.bias.w);
        for layer in &encoder.layers {
            let columns = layer.bias.w.len();
            self.matrix(&layer.weights, columns);
            self.floats(&layer.bias.w);
            self.floats(&layer.norm.gain.w);
            self.floats(&layer.norm.bias.w);
        }
    }

    /// A scale and the weights as bytes.
    fn table(&mut self, weights: &[f32]) {
        let scale = largest(weights) / 127.0;
        self.floats(&[scale]);
        self.bytes(weights, scale);
    }

    pub(crate) fn numbers(&mut self, numbers: &[u32]) {
        self.0.extend(numbers.iter().flat_map(|it| it.to_le_bytes()));
    }

    pub(crate) fn floats(&mut self, numbers: &[f32]) {
        self.0.extend(numbers.iter().flat_map(|it| it.to_le_bytes()));
    }

    fn bytes(&mut self, numbers: &[f32], scale: f32) {
        self.0.extend(numbers.iter().flat_map(|it| ((it / scale).round() as i8).to_le_bytes()));
    }

    /// Two rows interleaved, so that pairs of products can be added at once.
    pub(crate) fn matrix(&mut self, tensor: &Tensor, columns: usize) {
        let scale = largest(&tensor.w) / LARGEST_WEIGHT;
        self.floats(&[scale]);
        for pair in tensor.w.chunks_exact(2 * columns) {
            let (even, odd) = pair.split_at(columns);
            for (even, odd) in even.iter().zip(odd) {
                for it in [even, odd] {
                    self.0.extend(((it / scale).round() as i16).to_le_bytes());
                }
            }
        }
    }

    /// Hashes, scales and rows of the words, the projection applied.
    fn words(&mut self, encoder: &Encoder, known: u32) {
        let mut order: Vec<(u32, u32)> =
            encoder.vocabulary.iter().map(|(hash, row)| (*hash, *row)).collect();
        order.retain(|it| it.1 < known);
        order.sort_unstable();
        self.numbers(&[order.len() as u32]);
        self.numbers(&order.iter().map(|it| it.0).collect::<Vec<_>>());
        let rows: Vec<u32> = std::iter::once(0).chain(order.iter().map(|it| it.1)).collect();
        let mut inputs = Vec::with_capacity(rows.len() * INPUT);
        for row in &rows {
            inputs.extend_from_slice(encoder.words.row(*row as usize));
        }
        let mut projected = vec![0.0; rows.len() * encoder.width];
        multiply(
            &inputs,
            INPUT,
            &encoder.projection.w,
            &mut projected,
            rows.len(),
            INPUT,
            encoder.width,
        );
        let projected: Vec<&[f32]> = projected.chunks_exact(encoder.width).collect();
        let scales: Vec<f32> = projected.iter().map(|it| largest(it) / 127.0).collect();
        self.floats(&scales);
        for (row, scale) in projected.iter().zip(&scales) {
            self.bytes(row, *scale);
        }
    }

    /// The usual universal tag of each Penn tag with each relation, and words that differ from it.
    fn universal_tags(&mut self, treebank: &[Sentence]) {
        let mut usual = vec![[0_u32; Upos::ALL.len()]; Xpos::ALL.len() * LABELS];
        let mut by_tag = vec![[0_u32; Upos::ALL.len()]; Xpos::ALL.len()];
        let mut by_word: BTreeMap<(u8, u8, u32), [u32; Upos::ALL.len()]> = BTreeMap::new();
        for word in treebank.iter().flat_map(|it| &it.words) {
            let (xpos, label, upos) =
                (word.xpos as u8, word.deprel as u8, usize::from(word.upos as u8));
            usual[usize::from(xpos) * LABELS + usize::from(label)][upos] += 1;
            by_tag[usize::from(xpos)][upos] += 1;
            by_word.entry((xpos, label, WordKey::new(&word.form).word)).or_default()[upos] += 1;
        }
        let best = |counts: &[u32; Upos::ALL.len()]| {
            let most = counts.iter().copied().max().unwrap_or(0);
            (counts.iter().position(|it| *it == most).unwrap_or(0) as u8, most)
        };
        let usual: Vec<u8> = usual
            .iter()
            .enumerate()
            .map(|(at, counts)| match best(counts) {
                // Rare pairs follow the Penn tag alone.
                (_, 0..=2) => best(&by_tag[at / LABELS]),
                found => found,
            })
            .map(|(upos, n)| if n == 0 { Upos::X as u8 } else { upos })
            .collect();
        let words: Vec<_> = by_word
            .iter()
            .map(|(key, counts)| (*key, best(counts)))
            .filter(|((xpos, label, _), (upos, n))| {
                *n > 1 && usual[usize::from(*xpos) * LABELS + usize::from(*label)] != *upos
            })
            .collect();
        self.0.extend(&usual);
        self.numbers(&[words.len() as u32]);
        self.numbers(&words.iter().map(|it| it.0.2).collect::<Vec<_>>());
        for ((xpos, label, _), (upos, _)) in words {
            self.0.extend([xpos, label, upos]);
        }
    }
}
