//! Looks at lexemes from one place on: the small questions that all readings of quantities ask.

use wiredesk_model::{Quantity, Span};

use crate::lexemes::{Lexeme, W};

/// The lexemes of a text.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    pub text: &'a str,
    pub lexemes: &'a [Lexeme],
    /// First byte that no earlier quantity has taken.
    pub floor: usize,
}

/// What is found at a place, and one past its last lexeme. Nothing is found where a number is passed over.
pub(super) type Found = Option<(Option<Quantity>, usize)>;

impl Reader<'_> {
    pub(super) fn get(&self, at: usize) -> Option<&Lexeme> {
        self.lexemes.get(at)
    }

    pub(super) fn word(&self, at: usize) -> &str {
        self.get(at).map_or("", |it| it.span().slice(self.text))
    }

    pub(super) fn is(&self, at: usize, word: W) -> bool {
        self.get(at).is_some_and(|it| it.is(word))
    }

    pub(super) fn is_joint(&self, at: usize) -> bool {
        self.get(at).is_some_and(|it| it.is_dash() && !it.spaced)
            && self.get(at + 1).is_some_and(|it| !it.spaced)
    }

    pub(super) fn span(&self, first: usize, end: usize) -> Option<Span> {
        Some(self.get(first)?.span().cover(self.get(end.checked_sub(1)?)?.span()))
    }
}
