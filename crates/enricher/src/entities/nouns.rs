//! Common nouns that name people, bodies and places, with gender and number: the heads of nominal mentions and of
//! offices that news uses. The list is `tables/nouns.tsv`.

use std::{collections::HashMap, sync::LazyLock};

use wiredesk_model::EntityType;

/// Grammatical gender of a person, where known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gender {
    Unknown,
    Male,
    Female,
}

impl Gender {
    /// Whether one thing can have both genders.
    pub(super) fn fits(self, other: Self) -> bool {
        self == Self::Unknown || other == Self::Unknown || self == other
    }

    /// The known one of two.
    pub(super) fn or(self, other: Self) -> Self {
        if self == Self::Unknown { other } else { self }
    }
}

/// A noun that can head a nominal mention.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Noun {
    /// What it names.
    pub(super) kind: EntityType,
    /// Its gender.
    pub(super) gender: Gender,
    /// Whether it is plural.
    pub(super) plural: bool,
    /// Whether it names an office or occupation rather than a human being as such.
    pub(super) role: bool,
    /// Its singular.
    pub(super) lemma: &'static str,
}

/// The longest word that is looked up, in bytes.
const MAX_WORD: usize = 24;

/// The noun that `word` is, in any letter case.
pub(super) fn noun(word: &str) -> Option<Noun> {
    static NOUNS: LazyLock<HashMap<String, Noun>> = LazyLock::new(read);
    let mut buffer = [0; MAX_WORD];
    let low = buffer.get_mut(..word.len()).filter(|_| word.len() >= 3)?;
    low.copy_from_slice(word.as_bytes());
    low.make_ascii_lowercase();
    NOUNS.get(std::str::from_utf8(low).ok()?).copied()
}

fn read() -> HashMap<String, Noun> {
    let rows = include_str!("../../tables/nouns.tsv").lines().filter(|it| !it.starts_with('#'));
    let mut nouns = HashMap::new();
    for row in rows {
        let Some((noun, plural)) = parse(row) else { continue };
        if let Some(plural) = plural {
            nouns.insert(plural, Noun { plural: true, ..noun });
        }
        nouns.insert(noun.lemma.to_owned(), noun);
    }
    nouns
}

/// A row's noun and its plural, if it has one.
fn parse(row: &'static str) -> Option<(Noun, Option<String>)> {
    let mut cells = row.split('\t');
    let lemma = cells.next()?;
    let kind = match cells.next()? {
        "person" => EntityType::Person,
        "organization" => EntityType::Organization,
        "place" => EntityType::Place,
        _ => return None,
    };
    let gender = match cells.next()? {
        "male" => Gender::Male,
        "female" => Gender::Female,
        _ => Gender::Unknown,
    };
    let role = cells.next()? == "role";
    let (several, plural) = match cells.next()? {
        "=" => (true, None),
        "-" => (false, Some(regular_plural(lemma))),
        irregular => (false, Some(irregular.to_owned())),
    };
    Some((Noun { kind, gender, plural: several, role, lemma }, plural))
}

fn regular_plural(lemma: &str) -> String {
    let vowel_y = ["ay", "ey", "oy", "uy"].iter().any(|it| lemma.ends_with(it));
    match lemma.strip_suffix('y') {
        Some(stem) if !vowel_y => format!("{stem}ies"),
        _ if ["s", "sh", "ch", "x", "z"].iter().any(|it| lemma.ends_with(it)) => {
            format!("{lemma}es")
        }
        _ => format!("{lemma}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_table_is_read() {
        let rows = include_str!("../../tables/nouns.tsv").lines().filter(|it| !it.starts_with('#'));
        let mut last = "";
        for row in rows {
            let (noun, _) = parse(row).unwrap();
            assert!(noun.lemma > last && noun.lemma.len() <= MAX_WORD, "{row}");
            last = noun.lemma;
        }
    }

    #[test]
    fn plurals_and_capitals() {
        assert!(noun("women").is_some_and(|it| it.plural && it.gender == Gender::Female));
        assert!(
            noun("Agencies").is_some_and(|it| it.plural && it.kind == EntityType::Organization)
        );
        assert!(noun("Minister").is_some_and(|it| !it.plural && it.role));
        assert!(noun("witnesses").is_some_and(|it| it.plural));
        assert!(noun("attorneys").is_some_and(|it| it.plural && it.lemma == "attorney"));
        assert!(noun("family").is_some_and(|it| it.plural));
        assert_eq!(noun("table"), None);
    }
}
