//! Turns sentences into what the network learns from.

use wiredesk_language::syntax::WordKey;

use super::{network::Example, treebank::Sentence};

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
