//! Patterns of lengths of time and of recurrence: "two and a half years", "27-year", "daily", "every Monday".

use crate::lexemes::{Lexeme, Sense, Unit, W};

use super::{
    expression::{Amount, Expression, Ref, Spec},
    reader::Reader,
};

type Found = Option<usize>;

impl Reader<'_> {
    /// "two years", "27-year", "a few days later", "a year".
    pub(crate) fn counted(&self, at: usize, out: &mut Vec<Expression>) -> Found {
        let (amount, idx) = self.amount(at)?;
        let article = self.is_any(at, &[W::A, W::An]) && idx == at + 1;
        let idx = idx
            + usize::from(
                self.is_text(idx, "consecutive")
                    || self.is_text(idx, "full")
                    || self.is_text(idx, "long"),
            );
        let (unit, _) = self.unit(idx, !article || self.follows_rate(at))?;
        // "The 2018 season", "2018 day five" name a year.
        let year = |it: &Lexeme| it.is_plain() && it.digits == 4;
        if self.get(at).is_some_and(year) && matches!(self.sense(idx), Sense::Unit(_, false)) {
            return None;
        }
        // "One second thought" counts thoughts.
        if amount == Amount::Exactly(1.0) && self.is(idx, W::Second) && idx == at + 1 {
            return None;
        }
        let mut end = idx + 1;
        // Ages are quantities: "49 years old", "a 15-year-old".
        let joint = end + usize::from(self.is_joint(end));
        if self.is_age(joint) || self.is(joint, W::Of) && self.is(joint + 1, W::Age) {
            return None;
        }
        if unit == Unit::Quarter
            && !matches!(self.sense(idx), Sense::Unit(..))
            && !self.is_quarter_rate(at)
        {
            return None;
        }
        if self.is(end, W::And) && self.is(end + 1, W::A) && self.is(end + 2, W::Half) {
            return Some(self.and_a_half(at, amount, unit, end + 3, out));
        }
        if let Some((spec, end)) = self.shifted(amount, unit, end) {
            out.push(Expression::new(at, end, spec));
            return Some(end);
        }
        if unit == Unit::Season || article && unit == Unit::Weekend {
            return None;
        }
        if self.is(joint, W::Long) && joint > end {
            // "a month-long tour": the article is the tour's.
            end = joint + 1;
            let first = if article { idx } else { at };
            out.push(Expression::new(first, end, Spec::Duration(amount, unit)));
            return Some(end);
        }
        let spec = if article && self.follows_rate(at) {
            Spec::Every(amount, unit)
        } else {
            Spec::Duration(amount, unit)
        };
        out.push(Expression::new(at, end, spec));
        Some(end)
    }

    fn is_age(&self, at: usize) -> bool {
        self.is(at, W::Old)
            || ["olds", "older", "young", "younger"].iter().any(|it| self.is_text(at, it))
    }

    fn is_quarter_rate(&self, at: usize) -> bool {
        !self.is_any(at, &[W::A, W::An])
    }

    /// "a year and a half".
    fn and_a_half(
        &self,
        at: usize,
        amount: Amount,
        unit: Unit,
        end: usize,
        out: &mut Vec<Expression>,
    ) -> usize {
        let amount = match amount {
            Amount::Exactly(n) => Amount::Exactly(n + 0.5),
            Amount::Some => amount,
        };
        let (spec, end) =
            self.shifted(amount, unit, end).unwrap_or((Spec::Duration(amount, unit), end));
        out.push(Expression::new(at, end, spec));
        end
    }

    /// "15 a year", "$3 a day": an article right after a number or a counted noun makes a rate.
    fn follows_rate(&self, at: usize) -> bool {
        let is_number = |at: Option<usize>| {
            at.is_some_and(|it| {
                self.get(it).is_some_and(Lexeme::is_number)
                    || matches!(
                        self.sense(it),
                        Sense::Scale(_)
                            | Sense::Scales(_)
                            | Sense::Word(W::Percent | W::Cent | W::Time | W::Once | W::Twice)
                    )
                    || self.is_mark(it, '%')
            })
        };
        self.is_any(at, &[W::A, W::An])
            && (is_number(at.checked_sub(1))
                || is_number(at.checked_sub(2))
                    && self.get(at - 1).is_some_and(|it| it.sense == Sense::Other))
    }

    /// "years later", "months of war", "for decades": a bare plural.
    pub(crate) fn bare(&self, at: usize, out: &mut Vec<Expression>) -> Found {
        let Sense::Unit(unit, plural) = self.sense(at) else { return None };
        let joint = self.is_joint(at + 1);
        if joint && self.is(at + 2, W::Long) {
            let amount = if plural { Amount::Some } else { Amount::Exactly(1.0) };
            out.push(Expression::new(at, at + 3, Spec::Duration(amount, unit)));
            return Some(at + 3);
        }
        if !plural {
            return None;
        }
        if let Some((spec, end)) = self.shifted(Amount::Some, unit, at + 1) {
            out.push(Expression::new(at, end, spec));
            return Some(end);
        }
        let led = matches!(
            self.before(at),
            Sense::Word(W::For | W::Within | W::Over | W::After | W::Many | W::In)
        );
        if !led || unit == Unit::Second || unit == Unit::Season || joint {
            return None;
        }
        out.push(Expression::new(at, at + 1, Spec::Duration(Amount::Some, unit)));
        Some(at + 1)
    }

    /// "the first three years", "the last week of August", "the final days".
    pub(crate) fn ordinal_span(&self, at: usize, out: &mut Vec<Expression>) -> Found {
        if !self.is_any(at, &[W::First, W::Final, W::Last]) {
            return None;
        }
        if let Some((amount, end)) = self.amount(at + 1)
            && !self.is_any(at + 1, &[W::A, W::An])
        {
            let (unit, _) = self.unit(end, true)?;
            let last = self.of_date(end + 1);
            out.push(Expression::new(at, last, Spec::Duration(amount, unit)));
            return Some(last);
        }
        let Sense::Unit(unit @ (Unit::Week | Unit::Month | Unit::Day), plural) = self.sense(at + 1)
        else {
            return None;
        };
        let last = self.of_date(at + 2);
        if last == at + 2 {
            return None;
        }
        let amount = if plural { Amount::Some } else { Amount::Exactly(1.0) };
        out.push(Expression::new(at, last, Spec::Duration(amount, unit)));
        Some(last)
    }

    /// One past "of August", "of February 1942", "of 1942"; `at` where none of them stands there.
    fn of_date(&self, at: usize) -> usize {
        if !self.is(at, W::Of) {
            return at;
        }
        let mut scratch = Vec::new();
        let end = match self.sense(at + 1) {
            Sense::Month(_) => self.dated_month(at + 1, &mut scratch),
            Sense::Digits => self.years(at + 1, &mut scratch),
            _ => None,
        };
        end.unwrap_or(at)
    }

    /// "daily", "every year", "each Monday", "per day", "twice a week", "every two weeks".
    pub(crate) fn set(&self, at: usize, out: &mut Vec<Expression>) -> Found {
        let one = Amount::Exactly(1.0);
        let adverb = match self.sense(at) {
            Sense::Word(W::Hourly) => Some((1.0, Unit::Hour)),
            Sense::Word(W::Daily | W::Everyday) => Some((1.0, Unit::Day)),
            Sense::Word(W::Nightly) => Some((1.0, Unit::Day)),
            Sense::Word(W::Weekly) => Some((1.0, Unit::Week)),
            Sense::Word(W::Biweekly) => Some((2.0, Unit::Week)),
            Sense::Word(W::Monthly) => Some((1.0, Unit::Month)),
            Sense::Word(W::Bimonthly) => Some((2.0, Unit::Month)),
            Sense::Word(W::Quarterly) => Some((1.0, Unit::Quarter)),
            Sense::Word(W::Semiannual) => Some((6.0, Unit::Month)),
            Sense::Word(W::Annual | W::Yearly) => Some((1.0, Unit::Year)),
            Sense::Word(W::Biennial) => Some((2.0, Unit::Year)),
            Sense::Unit(Unit::Weekend, true)
                if self.is_any(at.wrapping_sub(1), &[W::On, W::At]) =>
            {
                Some((1.0, Unit::Weekend))
            }
            _ => None,
        };
        if let Some((n, unit)) = adverb {
            // A capital inside a sentence makes it a newspaper's name.
            if self.get(at)?.capital && !matches!(self.before(at), Sense::Break | Sense::Mark('.'))
            {
                return None;
            }
            out.push(Expression::new(at, at + 1, Spec::Every(Amount::Exactly(n), unit)));
            return Some(at + 1);
        }
        if self.is_any(at, &[W::Once, W::Twice])
            && self.is_any(at + 1, &[W::A, W::An, W::Every, W::Each])
        {
            let (unit, _) = self.unit(at + 2, true)?;
            out.push(Expression::new(at, at + 3, Spec::Every(one, unit)));
            return Some(at + 3);
        }
        if !self.is_any(at, &[W::Every, W::Each, W::Per]) {
            return None;
        }
        let other = at + 1 + usize::from(self.is(at + 1, W::Other));
        if let Sense::Weekday(day) = self.sense(other) {
            out.push(Expression::new(at, other + 1, Spec::EveryWeekday(day)));
            return Some(other + 1);
        }
        if let Sense::DayPart(_) = self.sense(other) {
            out.push(Expression::new(at, other + 1, Spec::Every(one, Unit::Day)));
            return Some(other + 1);
        }
        let (amount, idx) = self.amount(other).unwrap_or((one, other));
        let amount = if other > at + 1 { Amount::Exactly(2.0) } else { amount };
        let (unit, _) = self.unit(idx, true)?;
        out.push(Expression::new(at, idx + 1, Spec::Every(amount, unit)));
        Some(idx + 1)
    }

    /// "later this year", "earlier in the month": the adverb that refines what follows, and where that begins.
    pub(crate) fn refiner(&self, at: usize) -> Option<usize> {
        if !self.is_any(at, &[W::Later, W::Earlier]) {
            return None;
        }
        let idx = self.skip(at + 1, W::In);
        self.is_any(idx, &[W::This, W::That, W::The, W::Last, W::Next]).then_some(idx).or_else(
            || {
                (idx > at + 1 && self.get(idx).is_some_and(|it| it.is_plain() && it.digits == 4))
                    .then_some(idx)
            },
        )
    }

    /// "the time being".
    pub(crate) fn time_being(&self, at: usize, out: &mut Vec<Expression>) -> Found {
        let time = self.is(at, W::Time) && self.is_text(at + 1, "being");
        let moment = self.is_text(at, "moment") && self.is(at.wrapping_sub(2), W::At);
        if !time && !moment {
            return None;
        }
        let end = at + 1 + usize::from(time);
        out.push(Expression::new(at, end, Spec::Ref(Ref::Present)));
        Some(end)
    }
}
