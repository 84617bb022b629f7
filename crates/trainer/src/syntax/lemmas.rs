//! Writes the table of words whose lemmas the rules of `language` get wrong, from the lemmas of GUM.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use wiredesk_language::lemma::{by_rule, lower};
use wiredesk_model::{Upos, Xpos};

use super::treebank::Sentence;
use crate::{
    data::{Folders, write_bytes},
    vectors::Vectors,
};

/// How often a word has each lemma with each Penn tag.
type Counts = BTreeMap<(String, u8), u32>;

/// Writes the table and says its digest.
pub(crate) fn write(
    folders: &Folders,
    treebank: &[Sentence],
    vectors: &Vectors,
) -> anyhow::Result<()> {
    let mut seen: BTreeMap<(String, &str), Counts> = BTreeMap::new();
    for word in treebank.iter().flat_map(|it| &it.words) {
        let plain =
            word.form.chars().all(|it| it.is_alphabetic() || it == '\'' || it == '\u{2019}');
        if plain && !matches!(word.upos, Upos::Propn | Upos::X | Upos::Punct | Upos::Sym) {
            let lemma = lower(&word.lemma).into_owned();
            let counts =
                seen.entry((lower(&word.form).into_owned(), word.upos.as_str())).or_default();
            *counts.entry((lemma, word.xpos as u8)).or_default() += 1;
        }
    }
    let (mut rows, mut known) = (Vec::new(), BTreeSet::new());
    for ((form, upos), counts) in seen {
        let Some(((lemma, xpos), _)) = counts.into_iter().max_by_key(|it| it.1) else { continue };
        let xpos = Xpos::ALL.get(usize::from(xpos)).copied().unwrap_or(Xpos::Xx);
        let ruled = match by_rule(&form, xpos) {
            None => form.clone(),
            Some((length, ending)) => format!("{}{ending}", form.get(..length).unwrap_or("")),
        };
        let Some(upos) = Upos::parse(upos) else { continue };
        known.insert((form.clone(), upos));
        if ruled != lemma {
            rows.push((form, upos, lemma));
        }
    }
    rows.extend(regular(vectors).into_iter().filter(|it| !known.contains(&(it.0.clone(), it.1))));
    // The order that a binary search by word and tag number needs.
    rows.sort();
    let lines: Vec<String> = rows
        .iter()
        .map(|(form, upos, lemma)| format!("{form}\t{}\t{lemma}\n", upos.as_str()))
        .collect();
    let digest = write_bytes(&folders.model("lemmas.tsv"), lines.concat().as_bytes())?;
    crate::say(&format!("lemmas.tsv: {} rows, sha256 {digest}", rows.len()));
    Ok(())
}

/// Regular verbs and plurals that the rules get wrong: of the possible dictionary forms, the one that the word
/// vectors know best is taken. Short stems are left to the rules, for which "us" is no rival of "use".
fn regular(vectors: &Vectors) -> Vec<(String, Upos, String)> {
    const SHORTEST: usize = 5;
    let ranks: HashMap<&str, usize> =
        vectors.words.iter().enumerate().map(|(at, it)| (it.as_str(), at)).collect();
    let mut rows = Vec::new();
    for form in
        vectors.words.iter().take(60_000).filter(|it| it.bytes().all(|b| b.is_ascii_lowercase()))
    {
        let endings: [(&str, Xpos, Upos); 4] = [
            ("ed", Xpos::Vbd, Upos::Verb),
            ("ing", Xpos::Vbg, Upos::Verb),
            ("es", Xpos::Nns, Upos::Noun),
            ("es", Xpos::Vbz, Upos::Verb),
        ];
        for (ending, xpos, upos) in endings {
            let Some(stem) = form.strip_suffix(ending).filter(|it| it.len() >= SHORTEST) else {
                continue;
            };
            let Some((length, added)) = by_rule(form, xpos) else { continue };
            let ruled = format!("{}{added}", form.get(..length).unwrap_or(""));
            let doubled = stem.as_bytes().last_chunk::<2>().is_some_and(|[a, b]| a == b);
            let undoubled = stem.get(..stem.len() - usize::from(doubled)).unwrap_or(stem);
            let candidates = [stem.to_owned(), format!("{stem}e"), undoubled.to_owned()];
            let rank = |it: &String| ranks.get(it.as_str()).copied().unwrap_or(usize::MAX);
            let Some(best) = candidates.into_iter().min_by_key(rank).filter(|it| rank(it) < 60_000)
            else {
                continue;
            };
            // A rule's answer that is a word itself stands, unless another is far more frequent.
            if best != ruled && rank(&best).saturating_mul(4) < rank(&ruled) {
                rows.push((form.clone(), upos, best));
            }
        }
    }
    rows
}
