//! The lexicon as a table from inflected forms to patterns. It knows no sentences.

use std::collections::{HashMap, HashSet};

use wiredesk_model::EventType;

use super::lexicon::{ENDINGS, IRREGULAR, LIGHT, NOUNS, VERBS, VETOES, WEAK};

/// One entry of the lexicon, reached by its first word.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pattern {
    /// What it names; nothing where the words are an everyday use.
    pub kind: Option<EventType>,
    /// The words that must go with it, alternatives between bars.
    pub then: Option<&'static str>,
    /// Whether it is a verb.
    pub verb: bool,
    /// Whether it names an event only between two parties.
    pub weak: bool,
}

impl Pattern {
    /// Words that must go with the first.
    pub(super) fn n_words(&self) -> usize {
        self.then.map_or(0, |it| it.split(' ').count())
    }
}

/// Forms of words with their patterns, everyday uses first and single words last.
pub(super) struct Table {
    forms: HashMap<String, Vec<Pattern>>,
    light: HashSet<String>,
    endings: HashSet<String>,
}

impl Table {
    /// The whole lexicon.
    pub(super) fn new() -> Self {
        let mut table = Self {
            forms: HashMap::new(),
            light: forms_of(LIGHT).collect(),
            endings: forms_of(ENDINGS).collect(),
        };
        let weak: HashSet<&str> = WEAK.split(',').map(str::trim).collect();
        let verbs = VERBS.iter().map(|(kind, list)| (Some(*kind), *list)).chain([(None, VETOES)]);
        for (kind, list) in verbs {
            for (word, then) in list.split(',').flat_map(|it| entries(it.trim())) {
                let weak = then.is_none() && weak.contains(word);
                table.add_verb(word, Pattern { kind, then, verb: true, weak });
            }
        }
        for (kind, list) in NOUNS {
            for word in list.split(',').map(str::trim) {
                let pattern = Pattern { kind: Some(*kind), then: None, verb: false, weak: false };
                table.add(word.to_owned(), pattern);
                table.add(with_s(word), pattern);
            }
        }
        for patterns in table.forms.values_mut() {
            patterns.sort_by_key(|it| (it.kind.is_some(), it.then.is_none()));
        }
        table
    }

    fn add_verb(&mut self, word: &str, pattern: Pattern) {
        for form in verb_forms(word) {
            self.add(form, pattern);
        }
    }

    fn add(&mut self, form: String, pattern: Pattern) {
        self.forms.entry(form).or_default().push(pattern);
    }

    /// The patterns that begin with `form`, in lower case.
    pub(super) fn patterns(&self, form: &str) -> &[Pattern] {
        self.forms.get(form).map_or(&[], Vec::as_slice)
    }

    /// Whether `form` is of a verb that leaves it to its noun to name the event.
    pub(super) fn is_light(&self, form: &str) -> bool {
        self.light.contains(form)
    }

    /// Whether `form` is of a verb that ends what its noun names.
    pub(super) fn is_ending(&self, form: &str) -> bool {
        self.endings.contains(form)
    }
}

fn forms_of(list: &str) -> impl Iterator<Item = String> + '_ {
    list.split(',').flat_map(|it| verb_forms(it.trim()))
}

/// The verbs of an entry, each with the words that must go with it.
fn entries(entry: &'static str) -> impl Iterator<Item = (&'static str, Option<&'static str>)> {
    let (verbs, then) = cut(entry);
    verbs.split('|').map(move |it| (it, then))
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
