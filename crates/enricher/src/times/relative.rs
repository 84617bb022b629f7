//! Patterns of times that lean on another time: "last year", "the following day", "two weeks later", "Friday".

use crate::lexemes::{Lexeme, Sense, Unit, W};

use super::{
    expression::{Amount, Expression, Origin, Ref, Spec, What, Which},
    reader::Reader,
};

type Found = Option<usize>;

impl Reader<'_> {
    /// "last year", "this summer", "next Monday", "the following day", "that same month".
    pub(crate) fn pick(&self, at: usize, the: bool, out: &mut Vec<Expression>) -> Found {
        let (which, mut idx) = self.which(at, the)?;
        let past = self.is(at, W::Past) || self.is(at, W::Coming);
        if let Some(end) = self.picked_span(at, idx, out) {
            return Some(end);
        }
        if which == Which::Same && self.is(idx, W::Same) {
            idx += 1;
        }
        let len = out.len();
        if let Some(end) = self.holiday(idx, out) {
            out.get_mut(len)?.first = at;
            return Some(end);
        }
        let what = match self.sense(idx) {
            Sense::Unit(Unit::Second | Unit::Minute | Unit::Hour, _) | Sense::Unit(_, true) => {
                return None;
            }
            Sense::Unit(unit, false) if past && unit != Unit::Night => {
                out.push(Expression::new(at, idx + 1, Spec::Duration(Amount::Exactly(1.0), unit)));
                return Some(idx + 1);
            }
            Sense::Unit(Unit::Season, _) => return None,
            // "The last day" is the end of something, and yesterday has its own word.
            Sense::Unit(Unit::Day, false) if self.is(at, W::Last) => return None,
            Sense::Unit(unit, false) => What::Unit(unit),
            Sense::Word(W::Quarter) => What::Unit(Unit::Quarter),
            Sense::Word(W::Fiscal | W::Financial)
                if self.sense(idx + 1) == Sense::Unit(Unit::Year, false) =>
            {
                idx += 1;
                What::Unit(Unit::Year)
            }
            Sense::Month(month) if self.get(idx)?.capital => What::Month(month),
            Sense::Season(season) => What::Season(season),
            Sense::Weekday(day) if self.get(idx)?.capital => What::Weekday(day),
            Sense::DayPart(_) => return None,
            _ => return None,
        };
        if what == What::Unit(Unit::Year)
            && let Some((expression, end)) = self.term_of(idx + 1, which)
        {
            out.push(Expression { first: at, ..expression });
            return Some(end);
        }
        // "last fall" is a season, "the last fall" may be anything; "next spring" and "this spring" are seasons.
        let end = idx + 1;
        if let (What::Month(month), Some(day)) =
            (what, self.get(end).filter(|it| it.is_plain() && it.digits <= 2))
        {
            let spec = Spec::Pick(which, What::MonthDay(month, day.value as u8));
            out.push(Expression::new(at, end + 1, spec));
            return Some(end + 1);
        }
        out.push(Expression::new(at, end, Spec::Pick(which, what)));
        Some(end)
    }

    fn which(&self, at: usize, the: bool) -> Option<(Which, usize)> {
        let which = match self.sense(at) {
            Sense::Word(W::Last | W::Past) if the => Which::Last,
            Sense::Word(W::Last) => Which::Last,
            Sense::Word(W::This | W::Current) => Which::This,
            Sense::Word(W::Next) if the => Which::Following,
            Sense::Word(W::Next | W::Coming) => Which::Next,
            Sense::Word(W::Previous) => Which::Previous,
            Sense::Word(W::Following | W::Ensuing) => Which::Following,
            Sense::Word(W::That) => Which::Same,
            Sense::Word(W::Same) => Which::Same,
            Sense::Word(W::Latest) if self.is_term(at + 1) => Which::Last,
            Sense::Word(W::Most) if self.is(at + 1, W::Recent) && self.is_term(at + 2) => {
                return Some((Which::Last, at + 2));
            }
            _ => return None,
        };
        let idx = at + 1;
        let coming = which == Which::This && self.is_any(idx, &[W::Past, W::Coming]);
        Some((which, idx + usize::from(coming)))
    }

    /// Whether figures are given for what stands at `at`: "the latest quarter".
    fn is_term(&self, at: usize) -> bool {
        matches!(
            self.sense(at),
            Sense::Word(W::Quarter | W::Fiscal | W::Financial)
                | Sense::Unit(Unit::Week | Unit::Month | Unit::Year, false)
        )
    }

    /// "the next four years", "the past few days", "the last two weeks": durations, article included.
    fn picked_span(&self, at: usize, idx: usize, out: &mut Vec<Expression>) -> Found {
        if self.is_any(at, &[W::This, W::That, W::Current, W::Same]) {
            return None;
        }
        if self.is_any(idx, &[W::A, W::An]) {
            return None;
        }
        let (amount, end) = match self.amount(idx) {
            Some(it) => it,
            None if matches!(self.sense(idx), Sense::Unit(_, true)) => (Amount::Some, idx),
            None => return None,
        };
        let (unit, _) = self.unit(end, true)?;
        out.push(Expression::new(at, end + 1, Spec::Duration(amount, unit)));
        Some(end + 1)
    }

    /// What may follow an amount and a unit: "ago", "later", "earlier", "from now". `end` is one past the unit.
    pub(crate) fn shifted(&self, amount: Amount, unit: Unit, end: usize) -> Option<(Spec, usize)> {
        let and_more = |spec| Some((spec, end + 1));
        let (sign, from) = match self.sense(end) {
            Sense::Word(W::Ago) => (-1.0, Origin::Speech),
            Sense::Word(W::Hence) => (1.0, Origin::Speech),
            Sense::Word(W::Later | W::Afterwards) => (1.0, Origin::Story),
            Sense::Word(W::Earlier | W::Previously) => (-1.0, Origin::Story),
            Sense::Word(W::After | W::Following) if self.closes(end + 1) => (1.0, Origin::Story),
            Sense::Word(W::Before | W::Previous) if self.closes(end + 1) => (-1.0, Origin::Story),
            Sense::Word(W::From) if self.is(end + 1, W::Now) => {
                return match amount {
                    Amount::Exactly(by) => {
                        Some((Spec::Shift { unit, by, from: Origin::Speech }, end + 2))
                    }
                    Amount::Some => Some((Spec::VagueShift(true), end + 2)),
                };
            }
            _ => return None,
        };
        match amount {
            Amount::Exactly(by) => and_more(Spec::Shift { unit, by: sign * by, from }),
            Amount::Some => and_more(Spec::VagueShift(sign > 0.0)),
        }
    }

    /// Whether an adverb has nothing after it: the end of a clause.
    fn closes(&self, at: usize) -> bool {
        matches!(
            self.sense(at),
            Sense::Break | Sense::Mark(',' | '.' | ';' | ')' | ':' | '"' | '”')
        ) || self.is(at, W::And)
    }

    /// "the day after tomorrow", "the day before", "the night before", "the day after".
    pub(crate) fn day_beside(&self, at: usize, out: &mut Vec<Expression>) -> Found {
        let Sense::Unit(
            unit @ (Unit::Day | Unit::Night | Unit::Week | Unit::Month | Unit::Year),
            false,
        ) = self.sense(at)
        else {
            return None;
        };
        let by = match self.sense(at + 1) {
            Sense::Word(W::After | W::Following) => 1.0,
            Sense::Word(W::Before | W::Previous) => -1.0,
            _ => return None,
        };
        let spec = |by, from| Spec::Shift { unit, by, from };
        let (spec, end) = match self.sense(at + 2) {
            Sense::Word(W::Tomorrow) => (spec(2.0, Origin::Speech), at + 3),
            Sense::Word(W::Yesterday) => (spec(-2.0, Origin::Speech), at + 3),
            _ if self.closes(at + 2) => (spec(by, Origin::Story), at + 2),
            _ => return None,
        };
        out.push(Expression::new(at, end, spec));
        Some(end)
    }

    /// "Friday", "Friday, 5 May", "Fridays" as a habit.
    pub(crate) fn weekday(&self, at: usize, out: &mut Vec<Expression>) -> Found {
        let Sense::Weekday(day) = self.sense(at) else { return None };
        let lexeme = self.get(at)?;
        let short = lexeme.end - lexeme.start <= 5;
        let dot = usize::from(short && self.is_mark(at + 1, '.') && self.is_glued(at + 1));
        let end = at + 1 + dot;
        if !lexeme.capital
            || self.names_a_day(at)
            || self.is_glued(at) && self.get(at.wrapping_sub(1)).is_some_and(Lexeme::is_word)
        {
            return None;
        }
        let comma = end + usize::from(self.is_mark(end, ','));
        let comma = self.skip(comma, W::The);
        let len = out.len();
        let date = match self.sense(comma) {
            Sense::Month(_) => self.dated_month(comma, out),
            Sense::Digits | Sense::Ordinal(_) => self.days_then_month(comma, out),
            _ => None,
        };
        if let Some(date) = date {
            if let Some(first) = out.get_mut(len) {
                first.first = at;
            }
            return Some(date);
        }
        if short && !self.is_full_weekday(at) {
            return None;
        }
        let plural = self.word(at).ends_with('s');
        let spec = if plural { Spec::EveryWeekday(day) } else { Spec::Weekday(day) };
        out.push(Expression::new(at, end, spec));
        Some(end)
    }

    /// "Black Monday", "Super Tuesday", "Bloody Sunday" are days of history, not of the week at hand.
    fn names_a_day(&self, at: usize) -> bool {
        let before = self.word(at.wrapping_sub(1));
        matches!(before, "Black" | "Bloody" | "Super") && self.get(at).is_some_and(|it| it.spaced)
    }

    /// "the weekend": the last one, or the coming one by tense.
    pub(crate) fn weekend_at_hand(&self, at: usize, out: &mut Vec<Expression>) -> Found {
        if self.sense(at) != Sense::Unit(Unit::Weekend, false) || self.is_noun_after(at + 1) {
            return None;
        }
        out.push(Expression::new(at, at + 1, Spec::Weekend));
        Some(at + 1)
    }

    /// "the near future", "the distant past".
    pub(crate) fn near_reference(&self, at: usize, out: &mut Vec<Expression>) -> Found {
        const NEARNESS: [&str; 6] =
            ["near", "immediate", "foreseeable", "distant", "recent", "not"];
        if !NEARNESS.iter().any(|it| self.is_text(at, it)) {
            return None;
        }
        let reference = match self.sense(at + 1) {
            Sense::Word(W::Future) => Ref::Future,
            Sense::Word(W::Past) => Ref::Past,
            _ => return None,
        };
        out.push(Expression::new(at, at + 2, Spec::Ref(reference)));
        Some(at + 2)
    }

    /// "former" and "future" before what they put in time: lexical triggers of the TIMEX2 guidelines, which only a
    /// history is read for.
    pub(crate) fn lexical(&self, at: usize, out: &mut Vec<Expression>) -> Found {
        let reference = match self.sense(at) {
            Sense::Word(W::Former) if self.is_text(at, "former") => Ref::Past,
            Sense::Word(W::Future) => Ref::Future,
            _ => return None,
        };
        // "The former" of two stands alone.
        let noun = self.get(at + 1).is_some_and(|it| it.spaced && it.sense == Sense::Other);
        if !noun || self.is_verb_like(at + 1) {
            return None;
        }
        out.push(Expression::new(at, at + 1, Spec::Lexical(reference)));
        Some(at + 1)
    }

    fn is_full_weekday(&self, at: usize) -> bool {
        self.word(at).to_ascii_lowercase().contains("day")
    }

    /// "now", "today", "yesterday", "recently", "the future".
    pub(crate) fn reference(&self, at: usize, the: bool, out: &mut Vec<Expression>) -> Found {
        let day = |by| Spec::Shift { unit: Unit::Day, by, from: Origin::Speech };
        let (spec, end) = match self.sense(at) {
            Sense::Word(
                W::Now | W::Today | W::Yesterday | W::Tomorrow | W::Currently | W::These,
            ) if the => return None,
            Sense::Word(W::Now) if !self.is(at + 1, W::That) || self.is_glued(at + 1) => {
                (Spec::Ref(Ref::Present), at + 1)
            }
            Sense::Word(W::Today) => (Spec::Pick(Which::This, What::Unit(Unit::Day)), at + 1),
            Sense::Word(W::Yesterday) => (day(-1.0), at + 1),
            Sense::Word(W::Tomorrow) => (day(1.0), at + 1),
            Sense::Word(W::Currently) => (Spec::Ref(Ref::Present), at + 1),
            Sense::Word(W::Current) if the && !self.which_unit(at + 1) => {
                (Spec::Ref(Ref::Present), at + 1)
            }
            Sense::Word(W::Present) if self.presents(at, the) => {
                let day =
                    self.is_joint(at + 1) && self.sense(at + 2) == Sense::Unit(Unit::Day, false);
                let spaced = self.sense(at + 1) == Sense::Unit(Unit::Day, false);
                (
                    Spec::Ref(Ref::Present),
                    at + if day {
                        3
                    } else if spaced {
                        2
                    } else {
                        1
                    },
                )
            }
            Sense::Word(W::Modern) => {
                let joint = at + 1 + usize::from(self.is_joint(at + 1));
                if self.sense(joint) != Sense::Unit(Unit::Day, false) {
                    return None;
                }
                (Spec::Ref(Ref::Present), joint + 1)
            }
            Sense::Word(W::Recent)
                if matches!(self.sense(at + 1), Sense::Unit(_, true) | Sense::Word(W::Past)) =>
            {
                (Spec::Ref(Ref::Past), at + 2)
            }
            Sense::Word(W::Recent) => (Spec::Ref(Ref::Past), at + 1),
            Sense::Word(W::Past) if the && !self.is_noun_after(at + 1) => {
                (Spec::Ref(Ref::Past), at + 1)
            }
            Sense::Word(W::Future)
                if the && !self.is_noun_after(at + 1) || self.is(at.wrapping_sub(1), W::In) =>
            {
                (Spec::Ref(Ref::Future), at + 1)
            }
            Sense::Word(W::These) if self.sense(at + 1) == Sense::Unit(Unit::Day, true) => {
                (Spec::Ref(Ref::Present), at + 2)
            }
            _ => return None,
        };
        out.push(Expression::new(at, end, spec));
        Some(end)
    }

    fn which_unit(&self, at: usize) -> bool {
        matches!(self.sense(at), Sense::Unit(..) | Sense::Word(W::Quarter))
    }

    fn presents(&self, at: usize, the: bool) -> bool {
        let day = self.sense(at + 1 + usize::from(self.is_joint(at + 1)))
            == Sense::Unit(Unit::Day, false);
        day || (the || self.is(at.wrapping_sub(1), W::At)) && !self.is_noun_after(at + 1)
    }

    /// Whether a word that could be a noun or a number follows.
    fn is_noun_after(&self, at: usize) -> bool {
        self.get(at).is_some_and(|it| {
            it.spaced
                && (it.is_word() || it.is_number())
                && matches!(
                    it.sense,
                    Sense::Other
                        | Sense::Unit(..)
                        | Sense::Digits
                        | Sense::Cardinal(_)
                        | Sense::Word(W::Few | W::Several | W::Couple)
                        | Sense::Season(_)
                        | Sense::Month(_)
                )
                && !self.is_verb_like(at)
        })
    }

    fn is_verb_like(&self, at: usize) -> bool {
        matches!(self.word(at), "is" | "was" | "has" | "had" | "when" | "but" | "because" | "while")
    }
}
