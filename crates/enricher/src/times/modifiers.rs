//! What may stand before a time. Which modifiers lie inside an expression follows the TimeML 1.2.1 guidelines: "late 1941",
//! "the end of May", "more than two years".

use crate::lexemes::{Lexeme, Sense, Unit, W};

use super::{
    expression::{Expression, Spec, What, Which},
    point::Point,
    reader::Reader,
};

/// The most modifiers before an expression: "the end of the early part of" is two.
const DEEPEST: u8 = 3;

impl Reader<'_> {
    /// Modifiers, then a core.
    pub(super) fn modified(
        &self,
        at: usize,
        depth: u8,
        out: &mut Vec<Expression>,
    ) -> Option<usize> {
        if let Some(idx) = self.refiner(at) {
            return self
                .core(self.skip(idx, W::The), self.is(idx, W::The), out)
                .or_else(|| self.year_at_hand(self.skip(idx, W::The), out));
        }
        let loose = self.approximator(at);
        if let Some(idx) = loose.map(|it| self.approximator(it).unwrap_or(it))
            && let Some(end) = self.approximated(idx, out)
        {
            return Some(end);
        }
        let the = usize::from(self.is(at, W::The));
        if let Some(idx) = self.part_of(at + the).filter(|_| depth < DEEPEST) {
            let inner = usize::from(self.is(idx, W::The));
            return self
                .modified(idx + inner, depth + 1, out)
                .or_else(|| self.core(idx + inner, inner + the > 0, out))
                .or_else(|| self.year_at_hand(idx + inner, out));
        }
        if the > 0 {
            return self.core(at + 1, true, out);
        }
        None
    }

    /// "about", "more than", "at least", "no fewer than": one past it.
    pub(crate) fn approximator(&self, at: usize) -> Option<usize> {
        let end = match self.sense(at) {
            Sense::Word(
                W::About
                | W::Around
                | W::Approximately
                | W::Roughly
                | W::Nearly
                | W::Almost
                | W::Over
                | W::Under
                | W::Some
                | W::Just
                | W::Only
                | W::Exactly,
            ) => at + 1,
            Sense::Word(W::Circa) if self.is_text(at, "c") && !self.is_circa(at) => return None,
            Sense::Word(W::Circa) => at + 1 + usize::from(self.is_mark(at + 1, '.')),
            Sense::Word(W::More | W::Less) if self.is(at + 1, W::Than) => at + 2,
            Sense::Word(W::At) if self.is_any(at + 1, &[W::Least, W::Most]) => at + 2,
            Sense::Word(W::No)
                if self.is_any(at + 1, &[W::More, W::Less]) && self.is(at + 2, W::Than) =>
            {
                at + 3
            }
            Sense::Word(W::Up) if self.is(at + 1, W::To) => at + 2,
            Sense::Word(W::As)
                if self.is_any(at + 1, &[W::Much, W::Many]) && self.is(at + 2, W::As) =>
            {
                at + 3
            }
            Sense::Word(W::Close) if self.is(at + 1, W::To) => at + 2,
            Sense::Mark('~') => at + 1,
            _ => return None,
        };
        Some(end)
    }

    /// Whether a lone "c" stands for "circa": "c. 1640".
    fn is_circa(&self, at: usize) -> bool {
        let number = self.get(at + 2).is_some_and(Lexeme::is_number);
        number && self.is_mark(at + 1, '.') && self.get(at).is_some_and(|it| !it.capital)
    }

    /// Durations take every approximator; dates only those of closeness.
    fn approximated(&self, at: usize, out: &mut Vec<Expression>) -> Option<usize> {
        let len = out.len();
        if let Some(end) = self.counted(at, out) {
            return Some(end);
        }
        out.truncate(len);
        let close = matches!(
            self.before(at),
            Sense::Word(W::About | W::Around | W::Approximately | W::Roughly | W::Circa)
                | Sense::Mark('.' | '~')
        );
        let idx = self.part_of(at).unwrap_or(at);
        match self.sense(idx) {
            Sense::Month(_) if close => self.dated_month(idx, out),
            Sense::Digits if close => self
                .clock(idx)
                .and_then(|_| self.timed(idx, false, out))
                .or_else(|| self.dated_number(idx, out)),
            _ => None,
        }
    }

    /// "early", "the end of", "the latter part of", "mid-", "early in": where what it modifies begins.
    fn part_of(&self, at: usize) -> Option<usize> {
        let of = |idx: usize| self.is(idx, W::Of).then_some(idx + 1);
        match self.sense(at) {
            Sense::Word(W::Early | W::Late) => {
                if self.is(at + 1, W::Part) {
                    return of(at + 2);
                }
                Some(self.skip(at + 1, W::In) + usize::from(self.is_joint(at + 1)))
            }
            Sense::Word(W::Mid) => Some(
                at + 1
                    + usize::from(
                        self.is_joint(at + 1) || self.get(at + 1).is_some_and(Lexeme::is_dash),
                    ),
            ),
            Sense::Word(W::Latter | W::First | W::Other) if self.is(at + 1, W::Part) => of(at + 2),
            Sense::Word(
                W::Beginning
                | W::End
                | W::Start
                | W::Middle
                | W::Close
                | W::Outset
                | W::Turn
                | W::Rest,
            ) => of(at + 1),
            Sense::Word(W::Most | W::Much)
                if self.is(at + 1, W::Of)
                    && !self.is_any(self.skip(at + 2, W::The), &[W::Most, W::Much])
                    && self.part_of(self.skip(at + 2, W::The)).is_some() =>
            {
                Some(self.skip(at + 2, W::The))
            }
            _ => None,
        }
    }

    /// "the end of [the] year": a unit that is the one at hand.
    fn year_at_hand(&self, at: usize, out: &mut Vec<Expression>) -> Option<usize> {
        let Sense::Unit(
            unit @ (Unit::Day
            | Unit::Week
            | Unit::Month
            | Unit::Year
            | Unit::Decade
            | Unit::Century),
            false,
        ) = self.sense(at)
        else {
            return None;
        };
        let which = if unit == Unit::Day { Which::Same } else { Which::This };
        out.push(Expression::new(at, at + 1, Spec::Pick(which, What::Unit(unit))));
        Some(at + 1)
    }

    /// Whether "the" before an expression belongs to what follows it: "the 1941 campaign", "the five-day battle".
    pub(super) fn drops_article(&self, expression: &Expression) -> bool {
        let end = expression.end;
        let noun = self.get(end).is_some_and(|it| {
            it.spaced
                && it.is_word()
                && matches!(it.sense, Sense::Other | Sense::Cardinal(_))
                && !self.is_linking(end)
        });
        match expression.spec {
            Spec::Point(Point::Year(_) | Point::Month(..))
            | Spec::Month(_)
            | Spec::Holiday(..)
            | Spec::Lexical(_)
            | Spec::Every(..) => !matches!(self.sense(expression.first), Sense::Unit(..)),
            Spec::Point(Point::Day(..)) | Spec::MonthDay(..) => {
                matches!(self.sense(expression.first), Sense::Month(_)) || noun
            }
            Spec::Season(_) => noun,
            Spec::Duration(..) => {
                (expression.first..end).any(|it| self.is_joint(it))
                    && expression.end - expression.first <= 4
            }
            Spec::Ref(_) => self.is_any(expression.first, &[W::Recent, W::Current]) && noun,
            _ => false,
        }
    }

    /// Words after a time that are no nouns.
    fn is_linking(&self, at: usize) -> bool {
        matches!(
            self.word(at),
            "was"
                | "were"
                | "is"
                | "has"
                | "had"
                | "when"
                | "that"
                | "while"
                | "but"
                | "as"
                | "because"
                | "where"
                | "until"
                | "would"
                | "saw"
                | "he"
                | "she"
        ) || self.word(at).ends_with("ed")
    }
}
