//! Patterns of years and their eras: "1939", "1939-45", "499-493 BC", "AD 79", "'45".

use crate::lexemes::{Sense, Unit, W};

use super::{
    expression::{Expression, Spec},
    point::Point,
    reader::Reader,
};

/// The first and last year that four bare digits are read as.
pub(super) const YEARS: std::ops::RangeInclusive<i32> = 1000..=2199;

type Found = Option<usize>;

impl Reader<'_> {
    /// "1939", "1939-45", "499-493 BC", "AD 79".
    pub(crate) fn years(&self, at: usize, out: &mut Vec<Expression>) -> Found {
        let first = self.get(at)?;
        if !first.is_plain() || first.digits > 4 {
            return None;
        }
        let year = first.value as i32;
        if let Some(end) = self.bc_suffix(at + 1).filter(|_| year > 0) {
            out.push(Expression::new(at, end, Spec::Point(Point::Year(-year))));
            return Some(end);
        }
        if self.links_years(at + 1)
            && let Some(end) = self.year_range(at, year, out)
        {
            return Some(end);
        }
        let ad = self.ad_suffix(at + 1);
        if ad > at + 1 && (1..1000).contains(&year) {
            out.push(Expression::new(at, ad, Spec::Point(Point::Year(year))));
            return Some(ad);
        }
        if self.is(at.wrapping_sub(1), W::Ad) && first.digits <= 4 && year > 0 {
            out.push(Expression::new(at, at + 1, Spec::Point(Point::Year(year))));
            return Some(at + 1);
        }
        if first.digits == 4 && YEARS.contains(&year) && self.is_year(at, year) {
            out.push(Expression::new(at, at + 1, Spec::Point(Point::Year(year))));
            return Some(at + 1);
        }
        if self.bc && (2..=3).contains(&first.digits) && year >= 30 && self.is_short_year_bc(at) {
            out.push(Expression::new(at, at + 1, Spec::Point(Point::Year(-year))));
            return Some(at + 1);
        }
        None
    }

    /// Whether a dash stands between two numbers, spaced on both sides or on neither.
    fn links_years(&self, at: usize) -> bool {
        let spaced = self.get(at).is_some_and(|it| it.is_dash() && it.spaced)
            && self.get(at + 1).is_some_and(|it| it.spaced)
            && self.get(at - 1).is_some_and(|it| it.digits == 4);
        self.is_joint(at) || spaced
    }

    fn year_range(&self, at: usize, year: i32, out: &mut Vec<Expression>) -> Found {
        let second = self.get(at + 2).filter(|it| it.is_plain())?;
        let other = second.value as i32;
        if let Some(end) = self.bc_suffix(at + 3) {
            out.push(Expression::new(at, at + 1, Spec::Point(Point::Year(-year))));
            out.push(Expression::new(at + 2, end, Spec::Point(Point::Year(-other))));
            return Some(end);
        }
        let other = match second.digits {
            4 => other,
            2 => year / 100 * 100 + other,
            _ => return None,
        };
        let both =
            YEARS.contains(&year) && YEARS.contains(&other) && other > year && other - year < 400;
        let scored = self.is_joint(at + 3) || self.get(at)?.digits != 4;
        if !both || scored {
            return None;
        }
        out.push(Expression::new(at, at + 1, Spec::Point(Point::Year(year))));
        out.push(Expression::new(at + 2, at + 3, Spec::Point(Point::Year(other))));
        Some(at + 3)
    }

    /// A year that completes a date: ", 1942", " 1942", " of 1942", " of that year" is left to the caller.
    pub(super) fn year_after(&self, at: usize) -> Option<(i32, usize)> {
        let idx = if self.is_mark(at, ',') || self.is(at, W::Of) { at + 1 } else { at };
        let idx = if self.is(idx, W::The) && self.sense(idx + 1) == Sense::Unit(Unit::Year, false) {
            idx + 2
        } else {
            idx
        };
        if let Some((year, end)) = self.short_year(idx) {
            return Some((full_year(i32::from(year)), end));
        }
        let number = self.get(idx)?;
        if !number.is_plain() || !number.spaced && idx == at {
            return None;
        }
        let year = number.value as i32;
        if number.digits > 4 {
            return None;
        }
        if let Some(end) = self.bc_suffix(idx + 1).filter(|_| year > 0) {
            return Some((-year, end));
        }
        let followed = self
            .get(idx + 1)
            .is_some_and(|it| !it.spaced && (it.is_word() && !it.is(W::S) || it.is_mark('%')));
        (number.digits == 4 && YEARS.contains(&year) && !followed)
            .then_some((year, self.ad_suffix(idx + 1)))
    }

    /// "BC", "B.C.", "BCE" at `at`: one past it.
    pub(super) fn bc_suffix(&self, at: usize) -> Option<usize> {
        if self.is(at, W::Bc) {
            return Some(at + 1);
        }
        let dotted =
            self.is_text(at, "b") && self.is_mark(at + 1, '.') && self.is_text(at + 2, "c");
        dotted
            .then(|| at + 3 + usize::from(self.is_mark(at + 3, '.') && !self.ends_sentence(at + 4)))
    }

    fn ends_sentence(&self, at: usize) -> bool {
        self.sense(at) == Sense::Break || self.get(at).is_none_or(|it| it.capital)
    }

    pub(super) fn ad_suffix(&self, at: usize) -> usize {
        let marked = self.is(at, W::Ad) && self.get(at).is_some_and(|it| it.capital);
        at + usize::from(marked)
    }

    /// "'45" at `at`.
    pub(crate) fn short_year(&self, at: usize) -> Option<(u8, usize)> {
        let number = self.get(at + 1)?;
        let quote = matches!(self.sense(at), Sense::Mark('\'' | '’' | '‘'));
        let glued = !number.spaced && self.get(at)?.spaced;
        (quote && glued && number.is_plain() && number.digits == 2 && !self.is_glued(at + 2)
            || quote
                && glued
                && number.digits == 2
                && self.get(at + 2).is_some_and(|it| matches!(it.sense, Sense::Mark(_))))
        .then_some((number.value as u8, at + 2))
    }
}

/// A two-digit year: up to 49 in this century, as POSIX and the style books do within a decade or two.
pub(crate) fn full_year(year: i32) -> i32 {
    if year < 50 { 2000 + year } else { 1900 + year }
}
