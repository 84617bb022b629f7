//! Looks at lexemes from one place on: the small questions that all patterns ask.

use crate::lexemes::{Lexeme, Numeral, Sense, Unit, W, numeral};

use super::expression::Amount;

/// Words that lead a time of any kind: "in 1939", "since May", "until the spring".
const LEADS: [W; 7] = [W::In, W::Since, W::By, W::Until, W::During, W::Before, W::After];

/// The most units that an expression may count.
const LARGEST: f64 = 1e9;

/// The lexemes of a text, and the text.
#[derive(Clone, Copy)]
pub(crate) struct Reader<'a> {
    pub text: &'a str,
    pub lexemes: &'a [Lexeme],
    /// Whether the text speaks of years BC, so that "in 490" may be one.
    pub bc: bool,
}

impl Reader<'_> {
    pub(crate) fn get(&self, at: usize) -> Option<&Lexeme> {
        self.lexemes.get(at)
    }

    pub(crate) fn sense(&self, at: usize) -> Sense {
        self.get(at).map_or(Sense::Break, |it| it.sense)
    }

    /// The sense of the lexeme before `at`.
    pub(crate) fn before(&self, at: usize) -> Sense {
        at.checked_sub(1).map_or(Sense::Break, |it| self.sense(it))
    }

    pub(crate) fn is(&self, at: usize, word: W) -> bool {
        self.sense(at) == Sense::Word(word)
    }

    pub(crate) fn is_any(&self, at: usize, words: &[W]) -> bool {
        matches!(self.sense(at), Sense::Word(word) if words.contains(&word))
    }

    /// Whether a word before `at` leads a time of any kind, or is one of `others`, which lead those of the kind at hand.
    pub(super) fn is_led(&self, at: usize, others: &[W]) -> bool {
        matches!(self.before(at), Sense::Word(it) if LEADS.contains(&it) || others.contains(&it))
    }

    pub(crate) fn is_mark(&self, at: usize, mark: char) -> bool {
        self.sense(at) == Sense::Mark(mark)
    }

    /// Whether `at` touches what stands before it.
    pub(crate) fn is_glued(&self, at: usize) -> bool {
        self.get(at).is_some_and(|it| !it.spaced)
    }

    /// `at`, or one on if `word` stands there.
    pub(crate) fn skip(&self, at: usize, word: W) -> usize {
        at + usize::from(self.is(at, word))
    }

    pub(crate) fn word(&self, at: usize) -> &str {
        self.get(at).map_or("", |it| it.span().slice(self.text))
    }

    pub(crate) fn is_text(&self, at: usize, text: &str) -> bool {
        self.word(at).eq_ignore_ascii_case(text)
    }

    /// Whether the lexeme is a dash that joins its neighbors, as in "1939-45".
    pub(crate) fn is_joint(&self, at: usize) -> bool {
        self.get(at).is_some_and(|it| it.is_dash() && !it.spaced) && self.is_glued(at + 1)
    }

    /// Whether a number at `at` belongs to a name: "A320", "No. 10", "§ 12", "7.5.1999" in the middle.
    pub(crate) fn in_name(&self, at: usize) -> bool {
        let glued = self.is_glued(at) && at > 0;
        match self.before(at) {
            Sense::Mark('#' | '§' | '$' | '£' | '€' | '¥' | '@') => true,
            Sense::Mark(
                '(' | '[' | '"' | '“' | '‘' | '\'' | '’' | '–' | '—' | ',' | ';' | '-' | '/',
            )
            | Sense::Break => {
                glued
                    && self.is_joint(at - 1)
                    && at > 1
                    && self.get(at - 2).is_some_and(|it| it.is_word() && it.capital)
                    && !matches!(self.sense(at - 2), Sense::Month(_) | Sense::Word(_))
            }
            _ => glued,
        }
    }

    /// "two", "several", "a few", "a couple of", "a": how many units follow, and where they begin.
    pub(crate) fn amount(&self, at: usize) -> Option<(Amount, usize)> {
        let joint = |at: usize| at + usize::from(self.is_joint(at));
        if self.in_name(at) && self.get(at).is_some_and(Lexeme::is_number) {
            return None;
        }
        if let Some(Numeral { value, end, vague, fraction, .. }) = numeral(self.lexemes, at) {
            if value > LARGEST {
                return None;
            }
            if vague {
                return Some((Amount::Some, self.skip(end, W::Of)));
            }
            let end = if fraction { self.skip(self.skip(end, W::Of), W::A) } else { end };
            let end = if self.is(end, W::An) { end + 1 } else { end };
            return Some((Amount::Exactly(value), joint(end)));
        }
        let one = |end: usize| {
            let end = if self.is_text(end, "single")
                || self.is_text(end, "mere")
                || self.is_text(end, "full")
            {
                end + 1
            } else {
                end
            };
            (Amount::Exactly(1.0), end)
        };
        match self.sense(at) {
            Sense::Word(W::A | W::An) => match self.sense(at + 1) {
                Sense::Word(W::Few) => Some((Amount::Some, at + 2)),
                Sense::Word(W::Couple) => Some((Amount::Exactly(2.0), self.skip(at + 2, W::Of))),
                Sense::Word(W::Number) if self.is(at + 2, W::Of) => Some((Amount::Some, at + 3)),
                Sense::Word(W::Half) => Some((Amount::Exactly(0.5), joint(at + 2))),
                Sense::Word(W::Quarter) if self.is(at + 2, W::Of) => {
                    let end = if self.is_any(at + 3, &[W::A, W::An]) { at + 4 } else { at + 3 };
                    Some((Amount::Exactly(0.25), end))
                }
                _ => Some(one(at + 1)),
            },
            Sense::Word(W::Several | W::Few | W::Many) => Some((Amount::Some, at + 1)),
            Sense::Word(W::Another) if self.is(at + 1, W::Another) => None,
            Sense::Word(W::Another) => match self.amount(at + 1) {
                Some(more) if !self.is_any(at + 1, &[W::A, W::An]) => Some(more),
                _ => Some(one(at + 1)),
            },
            _ => None,
        }
    }

    /// A unit of time; "second" and "quarter" are units only where an amount stands before.
    pub(crate) fn unit(&self, at: usize, counted: bool) -> Option<(Unit, bool)> {
        match self.sense(at) {
            Sense::Unit(unit, plural) => Some((unit, plural)),
            Sense::Word(W::Second) if counted => Some((Unit::Second, false)),
            Sense::Word(W::Quarter) if counted => Some((Unit::Quarter, false)),
            Sense::Word(W::Hours) if counted => Some((Unit::Hour, true)),
            _ => None,
        }
    }
}
