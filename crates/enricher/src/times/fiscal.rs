//! Patterns of the terms that companies and offices report on: quarters, half-years, fiscal years, and the same term a
//! year before. Sources: TimeML 1.2.1 for the values, the Associated Press style book's business section for the forms.

use crate::lexemes::{Lexeme, Sense, Unit, W};

use super::{
    expression::{Expression, Origin, Spec, What, Which},
    point::Point,
    reader::Reader,
    years::YEARS,
};

type Found = Option<usize>;

/// How far to look for talk of money, in lexemes.
const REACH: usize = 16;

/// Words of business reports: what is earned, made and sold over a term.
const BUSINESS: [&str; 20] = [
    "profit",
    "profits",
    "loss",
    "losses",
    "earnings",
    "earned",
    "income",
    "sales",
    "revenue",
    "revenues",
    "results",
    "orders",
    "output",
    "growth",
    "economy",
    "dividend",
    "shares",
    "deliveries",
    "exports",
    "turnover",
];

impl Reader<'_> {
    /// "first quarter of 2005", "second half of 1942", "third-quarter", "Q3 2005".
    pub(crate) fn quarter(&self, at: usize, the: bool, out: &mut Vec<Expression>) -> Found {
        if self.is_text(at, "q") {
            let n = self.get(at + 1).filter(|it| it.is_plain() && !it.spaced)?.value as u8;
            return (1..=4).contains(&n).then(|| self.of_year(at, at + 2, Spec::Quarter(n), out));
        }
        let (spec, end) = self.term(at)?;
        // A match has halves too: a half-year names its year, or stands where money does.
        let half = matches!(spec, Spec::Half(_));
        let money = the && !self.is(end, W::Of) && self.is_business(at, end);
        if half && !self.half_of_year(end) && !money {
            return None;
        }
        // "the second quarter of the match" has no "the" before a hyphen; a plain quarter needs money or a year nearby.
        let joint = (at..end).any(|it| self.is_joint(it));
        let led = matches!(
            self.before(at),
            Sense::Word(W::In | W::This | W::Last | W::Of) | Sense::Break | Sense::Other
        );
        (the || joint || led).then(|| self.of_year(at, end, spec, out))
    }

    /// An ordinal with "quarter" or "half", and one past it.
    fn term(&self, at: usize) -> Option<(Spec, usize)> {
        let (n, end) = match self.sense(at) {
            Sense::Word(W::Latter | W::Other) => (2, at + 1),
            Sense::Word(W::First) => (1, at + 1),
            Sense::Word(W::Second) => (2, at + 1),
            Sense::Ordinal(n @ (3 | 4)) => (n as u8, at + 1),
            Sense::Word(W::Final) => (4, at + 1),
            Sense::Digits => self.day(at).filter(|it| it.1 > at + 1 && it.0 <= 4)?,
            _ => return None,
        };
        let unit = end + usize::from(self.is_joint(end));
        let unit = unit + usize::from(self.is_any(unit, &[W::Fiscal, W::Financial]));
        match self.sense(unit) {
            Sense::Word(W::Quarter) => Some((Spec::Quarter(n), unit + 1)),
            Sense::Word(W::Half) if n <= 2 => Some((Spec::Half(n), unit + 1)),
            _ => None,
        }
    }

    fn half_of_year(&self, at: usize) -> bool {
        let of = self.skip(at, W::Of);
        self.get(of).is_some_and(|it| it.is_plain() && it.digits == 4)
            || self.is_any(of, &[W::This, W::Last, W::Next, W::The])
                && self.sense(of + 1) == Sense::Unit(Unit::Year, false)
    }

    /// Whether money or trade is spoken of around `first..end`.
    fn is_business(&self, first: usize, end: usize) -> bool {
        let around = first.saturating_sub(REACH)..self.lexemes.len().min(end + REACH);
        around.into_iter().any(|it| match self.sense(it) {
            Sense::Mark('$' | '€' | '£' | '¥' | '%') | Sense::Word(W::Percent | W::Fiscal) => {
                true
            }
            Sense::Other => BUSINESS.iter().any(|word| self.is_text(it, word)),
            _ => false,
        })
    }

    fn of_year(&self, at: usize, end: usize, spec: Spec, out: &mut Vec<Expression>) -> usize {
        let (spec, end) = self
            .year_after(end)
            .and_then(|(year, end)| Some((in_year(spec, year)?, end)))
            .unwrap_or((spec, end));
        out.push(Expression::new(at, end, spec));
        end
    }

    /// "1996 third quarter", "1996's first half": the year stands before.
    pub(crate) fn year_then_term(&self, at: usize, out: &mut Vec<Expression>) -> Found {
        let year = self.get(at).filter(|it| it.is_plain() && it.digits == 4)?.value as i32;
        let (spec, end) = self.term(self.past_genitive(at + 1))?;
        let spec = YEARS.contains(&year).then(|| in_year(spec, year)).flatten()?;
        out.push(Expression::new(at, end, spec));
        Some(end)
    }

    /// "last year's third quarter": the term after a chosen year that ends at `at`.
    pub(crate) fn term_of(&self, at: usize, which: Which) -> Option<(Expression, usize)> {
        let idx = self.past_genitive(at);
        let (spec, end) = (idx > at).then(|| self.term(idx)).flatten()?;
        Some((Expression { year: Some(which), ..Expression::new(at, end, spec) }, end))
    }

    /// One past the "'s" at `at`, or `at`.
    fn past_genitive(&self, at: usize) -> usize {
        let genitive = matches!(self.sense(at), Sense::Mark('\'' | '’')) && self.is(at + 1, W::S);
        at + if genitive { 2 } else { 0 }
    }

    /// "fiscal 2005", "fiscal year 2005", "the 2005 financial year" stays a year.
    pub(crate) fn fiscal(&self, at: usize, out: &mut Vec<Expression>) -> Found {
        if !self.is_any(at, &[W::Fiscal, W::Financial]) {
            return None;
        }
        let idx = at + 1 + usize::from(self.sense(at + 1) == Sense::Unit(Unit::Year, false));
        let year = self.get(idx).filter(|it| it.is_plain() && it.digits == 4)?.value as i32;
        let spec = YEARS.contains(&year).then_some(Spec::Point(Point::Fiscal(year)))?;
        out.push(Expression::new(at, idx + 1, spec));
        Some(idx + 1)
    }

    /// "year-ago quarter", "year-earlier": the term at hand, a year before.
    pub(crate) fn year_before(&self, at: usize, out: &mut Vec<Expression>) -> Found {
        let joint = self.sense(at) == Sense::Unit(Unit::Year, false) && self.is_joint(at + 1);
        if !joint || !self.is_any(at + 2, &[W::Ago, W::Earlier]) {
            return None;
        }
        let end = at + 3;
        if let Some((spec, end)) = self.term(end) {
            out.push(Expression { year: Some(Which::Last), ..Expression::new(at, end, spec) });
            return Some(end);
        }
        let named = matches!(
            self.sense(end),
            Sense::Word(W::Quarter) | Sense::Unit(Unit::Month | Unit::Week, false)
        ) || self.is_text(end, "period");
        let end = end + usize::from(named);
        let spec = Spec::Shift { unit: Unit::Year, by: -1.0, from: Origin::Speech };
        out.push(Expression::new(at, end, spec));
        Some(end)
    }

    /// "the quarter", where a report has named one.
    pub(crate) fn quarter_at_hand(&self, at: usize, out: &mut Vec<Expression>) -> Found {
        let counted = self.is(at + 1, W::Of)
            || self.get(at + 1).is_some_and(|it| it.is_dash() && !it.spaced || it.capital);
        if !self.is(at, W::Quarter) || counted || !self.is_business(at, at + 1) {
            return None;
        }
        out.push(Expression::new(at, at + 1, Spec::Pick(Which::Same, What::Unit(Unit::Quarter))));
        Some(at + 1)
    }

    /// "year-end", "the month's end".
    pub(crate) fn unit_end(&self, at: usize, out: &mut Vec<Expression>) -> Found {
        let Sense::Unit(unit @ (Unit::Year | Unit::Month | Unit::Week), false) = self.sense(at)
        else {
            return None;
        };
        let genitive = self.past_genitive(at + 1);
        let idx = genitive + usize::from(self.is_joint(at + 1));
        let first = at - usize::from(self.is(at.wrapping_sub(1), W::The));
        let led = matches!(
            self.before(first),
            Sense::Word(
                W::At | W::By | W::Until | W::Before | W::After | W::Since | W::Through | W::From
            )
        );
        let free = !self.get(idx + 1).is_some_and(|it: &Lexeme| it.sense == Sense::Other);
        if !self.is(idx, W::End) || !(led || genitive > at + 1 && free) {
            return None;
        }
        out.push(Expression::new(at, idx + 1, Spec::Pick(Which::This, What::Unit(unit))));
        Some(idx + 1)
    }
}

fn in_year(spec: Spec, year: i32) -> Option<Spec> {
    match spec {
        Spec::Quarter(n) => Some(Spec::Point(Point::Quarter(year, n))),
        Spec::Half(n) => Some(Spec::Point(Point::Half(year, n))),
        _ => None,
    }
}
