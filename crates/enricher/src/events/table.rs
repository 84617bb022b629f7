//! The lexicon as a table from inflected forms to patterns. It knows no sentences.

use std::collections::HashMap;

use wiredesk_model::EventType;

use super::lexicon::{IRREGULAR, NOUNS, VERBS};

/// One entry of the lexicon, reached by its first word.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pattern {
    /// What it names.
    pub kind: EventType,
    /// The word that must follow, if any.
    pub then: Option<&'static str>,
    /// Whether it is a verb.
    pub verb: bool,
}

/// Forms of words with their patterns, those with a second word first.
pub(super) struct Table {
    forms: HashMap<String, Vec<Pattern>>,
}

impl Table {
    /// The whole lexicon.
    pub(super) fn new() -> Self {
        let mut table = Self { forms: HashMap::new() };
        for (kind, list) in VERBS {
            for entry in list.split(',') {
                let (word, then) = cut(entry.trim());
                let pattern = Pattern { kind: *kind, then, verb: true };
                for form in verb_forms(word) {
                    table.add(form, pattern);
                }
            }
        }
        for (kind, list) in NOUNS {
            for word in list.split(',').map(str::trim) {
                let pattern = Pattern { kind: *kind, then: None, verb: false };
                table.add(word.to_owned(), pattern);
                table.add(with_s(word), pattern);
            }
        }
        table
    }

    fn add(&mut self, form: String, pattern: Pattern) {
        let patterns = self.forms.entry(form).or_default();
        let at = if pattern.then.is_some() { 0 } else { patterns.len() };
        patterns.insert(at, pattern);
    }

    /// The patterns that begin with `form`, in lower case.
    pub(super) fn patterns(&self, form: &str) -> &[Pattern] {
        self.forms.get(form).map_or(&[], Vec::as_slice)
    }
}

fn cut(entry: &'static str) -> (&'static str, Option<&'static str>) {
    entry.split_once(' ').map_or((entry, None), |(word, then)| (word, Some(then.trim())))
}

/// The forms of a verb by the rules of English spelling, and its irregular ones.
fn verb_forms(base: &str) -> Vec<String> {
    let mut forms = vec![base.to_owned(), with_s(base)];
    let irregular = IRREGULAR.iter().filter(|it| it.1 == base);
    forms.extend(irregular.map(|it| it.0.to_owned()));
    if let Some(stem) = base.strip_suffix('e') {
        forms.push(format!("{stem}ed"));
        forms.push(format!("{}ing", if base.ends_with("ee") { base } else { stem }));
    } else if let Some(stem) = base.strip_suffix('y').filter(|it| !it.ends_with(is_vowel)) {
        forms.push(format!("{stem}ied"));
        forms.push(format!("{base}ing"));
    } else {
        forms.push(format!("{base}ed"));
        forms.push(format!("{base}ing"));
        // "Ban, banned"; both spellings of longer verbs are taken: "expelled" and "offered" alike.
        if let Some(last) = doubled(base) {
            forms.push(format!("{base}{last}ed"));
            forms.push(format!("{base}{last}ing"));
        }
    }
    forms
}

fn with_s(word: &str) -> String {
    if word.ends_with(['s', 'x', 'z']) || word.ends_with("ch") || word.ends_with("sh") {
        format!("{word}es")
    } else if let Some(stem) = word.strip_suffix('y').filter(|it| !it.ends_with(is_vowel)) {
        format!("{stem}ies")
    } else {
        format!("{word}s")
    }
}

/// The final consonant that may double: after a single vowel.
fn doubled(base: &str) -> Option<char> {
    let mut back = base.chars().rev();
    let (last, vowel, before) = (back.next()?, back.next()?, back.next()?);
    let consonant = !is_vowel(last) && !matches!(last, 'w' | 'x' | 'y');
    (consonant && is_vowel(vowel) && !is_vowel(before)).then_some(last)
}

fn is_vowel(it: char) -> bool {
    matches!(it, 'a' | 'e' | 'i' | 'o' | 'u')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inflects() {
        for form in
            ["banned", "expelled", "offering", "denies", "agreed", "met", "seized", "freeing"]
        {
            assert!(!Table::new().patterns(form).is_empty(), "{form}");
        }
    }
}
