//! What the network learns from: sentences as keys, tags and trees in numbers.

use wiredesk_language::syntax::WordKey;

use super::treebank::Sentence;

/// A sentence for training. Heads of `length` mean the root.
#[derive(Clone, Default)]
pub(crate) struct Example {
    pub(crate) keys: Vec<WordKey>,
    pub(crate) tags: Vec<u8>,
    pub(crate) heads: Vec<u32>,
    pub(crate) labels: Vec<u8>,
    /// How much the example counts.
    pub(crate) weight: f32,
}

impl Example {
    /// The sentence read from its end.
    pub(crate) fn reversed(&self) -> Self {
        let n = self.keys.len() as u32;
        let turn = |it: &u32| if *it >= n { *it } else { n - 1 - it };
        Self {
            keys: self.keys.iter().rev().copied().collect(),
            tags: self.tags.iter().rev().copied().collect(),
            heads: self.heads.iter().rev().map(turn).collect(),
            labels: self.labels.iter().rev().copied().collect(),
            weight: self.weight,
        }
    }
}

/// Examples of gold trees.
pub(crate) fn from_treebank(sentences: &[Sentence]) -> Vec<Example> {
    let example = |sentence: &Sentence| Example {
        keys: sentence.words.iter().map(|it| WordKey::new(&it.form)).collect(),
        tags: sentence.words.iter().map(|it| it.xpos as u8).collect(),
        heads: sentence.words.iter().map(|it| it.head).collect(),
        labels: sentence.words.iter().map(|it| it.deprel as u8).collect(),
        weight: 1.0,
    };
    sentences.iter().map(example).collect()
}
