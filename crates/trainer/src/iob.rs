//! Reads the two-column name corpora: `token<TAB>label`, blank lines between sentences, `-DOCSTART-` lines
//! between documents. It does not interpret the labels.

use std::path::Path;

use crate::data::read_text;

/// One sentence: its tokens with their labels.
pub(crate) type Sentence = Vec<(String, String)>;

/// The documents of a corpus; a corpus without `-DOCSTART-` lines is one document.
pub(crate) fn read(path: &Path) -> anyhow::Result<Vec<Vec<Sentence>>> {
    let text = read_text(path)?;
    let (mut documents, mut sentence) = (vec![Vec::new()], Sentence::new());
    for line in text.lines().chain([""]) {
        match line.split_once('\t') {
            Some((token, _)) if token.starts_with("-DOCSTART-") => documents.push(Vec::new()),
            Some((token, label)) => sentence.push((token.to_owned(), label.trim().to_owned())),
            None if sentence.is_empty() => {}
            None => {
                let sentence = std::mem::take(&mut sentence);
                documents.last_mut().expect("starts with one").push(sentence);
            }
        }
    }
    documents.retain(|it| !it.is_empty());
    Ok(documents)
}
