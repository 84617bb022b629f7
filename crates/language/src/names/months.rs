//! People who are called like a month: "Theresa May". Where the model takes the family name for the month, the name is
//! completed, and the name alone, "Mrs May" or "May said", is found at its other places.

use wiredesk_model::{Name, Token, TokenKind, Xpos};

/// Months that are family names, as printed in a running text.
const MONTHS: [&str; 5] = ["April", "August", "June", "March", "May"];
/// Words before a month that is one.
const BEFORE_DATES: [&str; 29] = [
    "after",
    "and",
    "around",
    "as",
    "before",
    "between",
    "by",
    "during",
    "early",
    "every",
    "for",
    "from",
    "in",
    "last",
    "late",
    "mid",
    "next",
    "of",
    "on",
    "or",
    "past",
    "previous",
    "since",
    "this",
    "through",
    "throughout",
    "till",
    "to",
    "until",
];

/// Where a person's family name is a month: one past the name of one word that ends at `end`.
pub(super) fn surname(text: &str, tokens: &[Token], end: usize) -> Option<Month> {
    let token = tokens.get(end).filter(|it| it.xpos != Xpos::Md)?;
    let word = |at: usize| tokens.get(at).map_or("", |it| it.span.slice(text));
    let month = MONTHS.iter().position(|it| *it == token.span.slice(text))?;
    let counts = |at: usize| tokens.get(at).is_some_and(|it| it.kind == TokenKind::Number);
    let is_dated = counts(end + 1) || word(end + 1) == "," && counts(end + 2);
    (!is_dated && word(end + 1) != "of").then_some(Month(month))
}

/// One of [`MONTHS`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Month(usize);

/// The months that are people's names in a document.
#[derive(Debug, Default)]
pub(super) struct Namesakes([bool; MONTHS.len()]);

impl Namesakes {
    pub(super) fn add(&mut self, month: Month) {
        self.0[month.0] = true;
    }

    /// The tokens that are such a name by itself, without those inside `names`, which are in order.
    pub(super) fn alone(&self, text: &str, tokens: &[Token], names: &[Name]) -> Vec<usize> {
        if !self.0.contains(&true) {
            return Vec::new();
        }
        let is_known = |at: usize| {
            let next = names.partition_point(|it| it.tokens.1 as usize <= at);
            names.get(next).is_some_and(|it| it.tokens.0 as usize <= at)
        };
        let is_person = |at: &usize| {
            let before = at.checked_sub(1).map_or("", |it| tokens[it].span.slice(text));
            let is_date = before.ends_with(|it: char| it.is_ascii_digit())
                || BEFORE_DATES.iter().any(|it| it.eq_ignore_ascii_case(before));
            let month = surname(text, tokens, *at);
            !is_date && month.is_some_and(|it| self.0[it.0]) && !is_known(*at)
        };
        (0..tokens.len()).filter(is_person).collect()
    }
}
