//! Reads GUM's entity annotation as a name corpus: the type of the innermost entity around a proper noun. The ends
//! of names are not marked there, so the labels are evidence for relabeling, not gold.

use std::path::Path;

use crate::data::read_text;
use crate::iob;

/// The documents of a `CoNLL-U` file.
pub(crate) fn read(path: &Path) -> anyhow::Result<Vec<Vec<iob::Sentence>>> {
    let text = read_text(path)?;
    let (mut documents, mut sentence) = (vec![Vec::new()], iob::Sentence::new());
    let mut open: Vec<(String, String)> = Vec::new();
    let mut last = String::new();
    for line in text.lines().chain([""]) {
        if line.starts_with("# newdoc") {
            documents.push(Vec::new());
            open.clear();
        } else if line.is_empty() {
            if let Some(document) = documents.last_mut() {
                document.push(std::mem::take(&mut sentence));
            }
            last.clear();
        } else if let [id, form, _, _, xpos, .., misc] = line.split('\t').collect::<Vec<_>>()[..] {
            if !id.bytes().all(|it| it.is_ascii_digit()) {
                continue;
            }
            let entity = misc.split('|').find_map(|it| it.strip_prefix("Entity=")).unwrap_or("");
            let closed = update(entity, &mut open);
            let inner = open.last().filter(|_| xpos.starts_with("NNP"));
            let tag = inner.map(|(id, kind)| {
                let prefix = if *id == last { "I-" } else { "B-" };
                last.clone_from(id);
                format!("{prefix}{kind}")
            });
            let adjective = xpos.starts_with("JJ") && form.starts_with(char::is_uppercase);
            let other = if adjective { "B-adjective" } else { "O" };
            if tag.is_none() {
                last.clear();
            }
            sentence.push((form.to_owned(), tag.unwrap_or_else(|| other.to_owned())));
            open.truncate(open.len().saturating_sub(closed));
        }
    }
    for document in &mut documents {
        document.retain(|it| !it.is_empty());
    }
    documents.retain(|it| !it.is_empty());
    Ok(documents)
}

/// Opens the entities that begin at a token; how many end after it.
fn update(entity: &str, open: &mut Vec<(String, String)>) -> usize {
    for part in entity.split('(').skip(1) {
        let mut fields = part.split(['-', ')']);
        let mut field = || fields.next().unwrap_or("").to_owned();
        open.push((field(), field()));
    }
    entity.matches(')').count()
}
