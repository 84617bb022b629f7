//! The gender that a first name or an honorific tells. The list is `tables/first-names.tsv`.

use std::{collections::HashMap, sync::LazyLock};

use wiredesk_model::EntityType;

use super::nouns::Gender;

/// The gender of whom `word` is the first name or honorific.
pub(super) fn of_word(word: &str) -> Gender {
    static NAMES: LazyLock<HashMap<&str, Gender>> = LazyLock::new(read);
    let mut buffer = [0; 24];
    let Some(low) = buffer.get_mut(..word.len()) else { return Gender::Unknown };
    low.copy_from_slice(word.as_bytes());
    low.make_ascii_lowercase();
    let Ok(low) = std::str::from_utf8(low) else { return Gender::Unknown };
    NAMES.get(low.trim_end_matches('.')).copied().unwrap_or(Gender::Unknown)
}

/// The gender that a print tells of an entity of this type.
pub(super) fn of_print(print: &str, kind: EntityType) -> Gender {
    let first = print.split_whitespace().next().unwrap_or("");
    if kind == EntityType::Person { of_word(first) } else { Gender::Unknown }
}

fn read() -> HashMap<&'static str, Gender> {
    let rows = include_str!("../../tables/first-names.tsv").lines();
    rows.filter(|it| !it.starts_with('#')).filter_map(parse).collect()
}

fn parse(row: &str) -> Option<(&str, Gender)> {
    let (name, gender) = row.split_once('\t')?;
    match gender {
        "male" => Some((name, Gender::Male)),
        "female" => Some((name, Gender::Female)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_table_is_read_and_names_are_apart() {
        let rows = include_str!("../../tables/first-names.tsv").lines();
        let mut last = "";
        for row in rows.filter(|it| !it.starts_with('#')) {
            let (name, _) = parse(row).unwrap();
            assert!(name > last && name.len() <= 24, "{row}");
            last = name;
        }
    }

    #[test]
    fn honorifics_and_first_names() {
        assert_eq!(of_word("Mrs."), Gender::Female);
        assert_eq!(of_word("Volodymyr"), Gender::Male);
        assert_eq!(of_word("José"), Gender::Male);
        assert_eq!(of_word("Smith"), Gender::Unknown);
    }
}
