//! The small network beside the linear-chain model: it reads words by their vectors and parts in their sentence, and
//! its scores are added to the chain's. Training is the trainer's.

use super::labels::N_LABELS;
use super::model::Scores;
use crate::model_file::{Cut, Reader};
use crate::syntax::{Encoder, Matrix, Rows, WordKey};

/// First bytes of a model file.
pub const MAGIC: [u8; 8] = *b"wdnamen1";
/// Columns of the label layer: the labels, padded.
pub const COLUMNS: usize = 32;
/// Bits of a word's marks, see [`Extractor::marks`](super::features::Extractor::marks).
pub const MARKS: usize = 32;

/// How much the two models count, by the development sets. Added in full they would be surer than they ought to be,
/// as they are not independent.
const CHAIN_SHARE: f32 = 0.6;
const NETWORK_SHARE: f32 = 0.6;

/// A trained network.
pub struct NameNetwork {
    encoder: Encoder,
    labels: Matrix,
    bias: Vec<f32>,
}

/// Numbers of one sentence, reused for the next.
#[derive(Default)]
pub struct Workspace {
    rows: Rows,
    scores: Vec<f32>,
}

impl NameNetwork {
    /// Reads a model file.
    ///
    /// # Errors
    /// If the file is no model of this version.
    pub fn load(bytes: &'static [u8]) -> Result<Self, Cut> {
        let mut reader = Reader::new(bytes, MAGIC)?;
        let (width, n_layers) = (reader.number()?, reader.number()?);
        let encoder = Encoder::read(&mut reader, width, n_layers, MARKS)?;
        let labels = Matrix::read(&mut reader, width, COLUMNS)?;
        Ok(Self { encoder, labels, bias: reader.floats(COLUMNS)? })
    }

    /// Adds its share to the `scores` of a sentence's words.
    pub fn add_scores(
        &self,
        keys: &[WordKey],
        marks: &[u32],
        work: &mut Workspace,
        scores: &mut [Scores],
    ) {
        let n = keys.len();
        work.scores.resize((n * COLUMNS).max(work.scores.len()), 0.0);
        self.encoder.score(keys, marks, &self.labels, &mut work.rows, &mut work.scores);
        for (scores, row) in scores.iter_mut().zip(work.scores.chunks_exact(COLUMNS)) {
            for ((score, value), bias) in scores.iter_mut().zip(row).zip(&self.bias).take(N_LABELS)
            {
                *score = *score * CHAIN_SHARE + (value + bias) * NETWORK_SHARE;
            }
        }
    }
}
