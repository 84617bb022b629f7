//! The words that loosen a number: "around", "at least", "up to", "or more". Source: the `mod` attribute of
//! TimeML 1.2.1 (`APPROX`, `LESS_THAN`, `EQUAL_OR_MORE`, …), with the adverbs newspapers use for its values.

use crate::lexemes::Lexeme;

/// Words before a number, the longest first.
const BEFORE: &[(&[&str], &str)] = &[
    (&["no", "fewer", "than"], "at_least"),
    (&["no", "less", "than"], "at_least"),
    (&["no", "more", "than"], "at_most"),
    (&["not", "more", "than"], "at_most"),
    (&["as", "many", "as"], "at_most"),
    (&["as", "much", "as"], "at_most"),
    (&["a", "maximum", "of"], "at_most"),
    (&["a", "minimum", "of"], "at_least"),
    (&["more", "than"], "over"),
    (&["greater", "than"], "over"),
    (&["less", "than"], "under"),
    (&["fewer", "than"], "under"),
    (&["at", "least"], "at_least"),
    (&["at", "most"], "at_most"),
    (&["up", "to"], "at_most"),
    (&["close", "to"], "nearly"),
    (&["just", "over"], "over"),
    (&["just", "under"], "nearly"),
    (&["an", "estimated"], "about"),
    (&["over"], "over"),
    (&["above"], "over"),
    (&["exceeding"], "over"),
    (&["under"], "under"),
    (&["below"], "under"),
    (&["nearly"], "nearly"),
    (&["almost"], "nearly"),
    (&["about"], "about"),
    (&["around"], "about"),
    (&["approximately"], "about"),
    (&["roughly"], "about"),
    (&["some"], "about"),
    (&["estimated"], "about"),
];

/// Words after a number.
const AFTER: &[(&[&str], &str)] = &[
    (&["or", "more"], "at_least"),
    (&["or", "so"], "about"),
    (&["or", "less"], "at_most"),
    (&["or", "fewer"], "at_most"),
];

fn spells(text: &str, lexemes: &[Lexeme], words: &[&str]) -> bool {
    let same = |(it, word): (&Lexeme, &&str)| it.span().slice(text).eq_ignore_ascii_case(word);
    lexemes.len() == words.len() && lexemes.iter().zip(words).all(same)
}

/// The comparison that ends at `at`, and its first lexeme.
pub(super) fn before(text: &str, lexemes: &[Lexeme], at: usize) -> Option<(&'static str, usize)> {
    let last = lexemes.get(at.checked_sub(1)?)?;
    if last.is_mark('~') {
        return Some(("about", at - 1));
    }
    if !last.is_word() {
        return None;
    }
    BEFORE.iter().find_map(|(words, comparison)| {
        let first = at.checked_sub(words.len())?;
        spells(text, lexemes.get(first..at)?, words).then_some((*comparison, first))
    })
}

/// The comparison that begins at `at`, and one past its last lexeme.
pub(super) fn after(text: &str, lexemes: &[Lexeme], at: usize) -> Option<(&'static str, usize)> {
    if lexemes.get(at).is_some_and(|it| it.is_mark('+') && !it.spaced) {
        return Some(("at_least", at + 1));
    }
    AFTER.iter().find_map(|(words, comparison)| {
        let end = at + words.len();
        spells(text, lexemes.get(at..end)?, words).then_some((*comparison, end))
    })
}
