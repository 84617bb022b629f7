//! Patterns of days and months: "2008-03-01", "5, 6 and 7 May", "May 5-7, 1940", "March". Source of the forms:
//! TimeML 1.2.1, ISO 8601, and the style books of the Associated Press and the Guardian.

use crate::lexemes::{Lexeme, Sense, W};

use super::{
    expression::{Expression, Spec},
    point::{Point, civil},
    reader::Reader,
    years::{YEARS, full_year},
};

/// The most days in a list: "on 5, 6 and 7 May".
const MAX_DAYS: usize = 5;

type Found = Option<usize>;

impl Reader<'_> {
    /// Dates that begin with a number at `at`.
    pub(crate) fn dated_number(&self, at: usize, out: &mut Vec<Expression>) -> Found {
        if self.in_name(at) {
            return None;
        }
        self.iso_date(at, out)
            .or_else(|| self.dashed_date(at, out))
            .or_else(|| self.slash_date(at, out))
            .or_else(|| self.eleventh(at, out))
            .or_else(|| self.days_then_month(at, out))
            .or_else(|| self.decade(at, out))
            .or_else(|| self.years(at, out))
    }

    /// "2008-03-01".
    fn iso_date(&self, at: usize, out: &mut Vec<Expression>) -> Found {
        let [year, _, month, _, day] = self.lexemes.get(at..at + 5)? else { return None };
        let glued = self.is_joint(at + 1) && self.is_joint(at + 3);
        if !glued || year.digits != 4 || month.digits != 2 || day.digits != 2 {
            return None;
        }
        let on = civil(year.value as i32, month.value as i8, day.value as i8)?;
        out.push(Expression::new(at, at + 5, Spec::Point(Point::day(on))));
        Some(at + 5)
    }

    /// "11-13-96", "11-13-1996": month first, as American news services stamp their reports.
    fn dashed_date(&self, at: usize, out: &mut Vec<Expression>) -> Found {
        let [month, _, day, _, year] = self.lexemes.get(at..at + 5)? else { return None };
        let glued = self.is_joint(at + 1) && self.is_joint(at + 3) && !self.is_joint(at + 5);
        let plain = [month, day, year].iter().all(|it| it.is_plain());
        let padded = month.digits == 2 && day.digits == 2;
        let full = match year.digits {
            2 if padded => full_year(year.value as i32),
            4 if YEARS.contains(&(year.value as i32)) => year.value as i32,
            _ => return None,
        };
        if !glued || !plain || month.digits > 2 || day.digits > 2 {
            return None;
        }
        let on = civil(full, month.value as i8, day.value as i8)?;
        out.push(Expression::new(at, at + 5, Spec::Point(Point::day(on))));
        Some(at + 5)
    }

    /// "9/11" and "September 11" before "attacks" are of 2001, whenever they are written of.
    fn eleventh(&self, at: usize, out: &mut Vec<Expression>) -> Found {
        let [month, slash, day] = self.lexemes.get(at..at + 3)? else { return None };
        let spelled =
            month.is_plain() && (month.value as u32, day.value as u32) == (9, 11) && day.is_plain();
        let joined = slash.is_mark('/') && !slash.spaced && !day.spaced;
        let more = self.is_mark(at + 3, '/') && self.is_glued(at + 3);
        if !spelled || !joined || more {
            return None;
        }
        out.push(Expression::new(at, at + 3, Spec::Point(Point::Day(2001, 9, 11))));
        Some(at + 3)
    }

    /// "7/8/07": month first, unless that cannot be.
    fn slash_date(&self, at: usize, out: &mut Vec<Expression>) -> Found {
        let [first, s1, second, s2, year] = self.lexemes.get(at..at + 5)? else { return None };
        let glued = [s1, second, s2, year].iter().all(|it| !it.spaced);
        let marks = s1.is_mark('/') && s2.is_mark('/');
        if !glued || !marks || !first.is_plain() || !second.is_plain() || !year.is_plain() {
            return None;
        }
        if year.digits != 2 && year.digits != 4 {
            return None;
        }
        let year = if year.digits == 2 { full_year(year.value as i32) } else { year.value as i32 };
        let (a, b) = (first.value as i8, second.value as i8);
        let on = civil(year, a, b).or_else(|| civil(year, b, a))?;
        out.push(Expression::new(at, at + 5, Spec::Point(Point::day(on))));
        Some(at + 5)
    }

    /// A day of the month at `at`: "5", "5th", "fifth".
    pub(super) fn day(&self, at: usize) -> Option<(u8, usize)> {
        let lexeme = self.get(at)?;
        match lexeme.sense {
            Sense::Digits if lexeme.is_plain() && lexeme.digits <= 2 => {
                let day = lexeme.value as u8;
                let suffix = self.is_glued(at + 1) && self.is(at + 1, W::Th);
                (1..=31).contains(&day).then_some((day, at + 1 + usize::from(suffix)))
            }
            Sense::Word(W::First) => Some((1, at + 1)),
            Sense::Word(W::Second) => Some((2, at + 1)),
            Sense::Ordinal(n @ 3..=30) => Some((n as u8, at + 1)),
            Sense::Cardinal(tens @ (20 | 30)) if self.is_mark(at + 1, '-') => {
                let ones = match self.sense(at + 2) {
                    Sense::Word(W::First) => 1,
                    Sense::Word(W::Second) => 2,
                    Sense::Ordinal(n @ 3..=9) => n,
                    _ => return None,
                };
                Some(((tens + ones) as u8, at + 3))
            }
            _ => None,
        }
    }

    /// What may stand between the days of a list, or the ends of a range.
    fn link(&self, at: usize) -> Option<usize> {
        match self.sense(at) {
            Sense::Word(W::And | W::Or | W::To | W::Through | W::Until)
            | Sense::Mark('-' | '–' | '—' | '/' | ',') => Some(self.skip(at + 1, W::And)),
            _ => None,
        }
    }

    /// "5 May", "5-7 May 1940", "the 5th and 6th of May".
    pub(crate) fn days_then_month(&self, at: usize, out: &mut Vec<Expression>) -> Found {
        let mut days = [(0, 0, 0_u8); MAX_DAYS];
        let (mut n, mut idx) = (0, at);
        let month = loop {
            let (day, end) = self.day(idx)?;
            *days.get_mut(n)? = (idx, end, day);
            n += 1;
            let next = self.skip(end, W::Of);
            if let Sense::Month(month) = self.sense(next) {
                if self.get(next).is_some_and(|it| it.capital) {
                    idx = next;
                    break month;
                }
                return None;
            }
            idx = self.skip(self.link(end)?, W::The);
        };
        let after = self.month_end(idx);
        let (year, end) = self.year_after(after).map_or((None, after), |(y, end)| (Some(y), end));
        let days = days.get(..n)?;
        for (nth, (first, stop, day)) in days.iter().enumerate() {
            let stop = if nth + 1 == n { end } else { *stop };
            out.push(Expression::new(*first, stop, month_day(year, month, *day)));
        }
        Some(end)
    }

    /// One past a month's name and the full stop of its abbreviation.
    fn month_end(&self, at: usize) -> usize {
        let short = self.get(at).is_some_and(|it| it.end - it.start <= 4);
        let may = self.is_text(at, "may") || self.is_text(at, "june") || self.is_text(at, "july");
        let dot = short && !may && self.is_mark(at + 1, '.') && self.is_glued(at + 1);
        at + 1 + usize::from(dot)
    }

    /// Dates that begin with a month's name at `at`.
    pub(crate) fn dated_month(&self, at: usize, out: &mut Vec<Expression>) -> Found {
        let Sense::Month(month) = self.sense(at) else { return None };
        if !self.get(at)?.capital
            || (self.is_glued(at) && self.get(at.wrapping_sub(1)).is_some_and(Lexeme::is_word))
        {
            return None;
        }
        let after = self.month_end(at);
        let of = self.skip(after, W::The);
        if let Some((day, end)) = self.day(of).filter(|it| self.is_day(of, it.1)) {
            return Some(self.month_then_days(at, month, (day, end), out));
        }
        if let Some((year, end)) = self.year_after(after) {
            out.push(Expression::new(at, end, Spec::Point(Point::Month(year, month))));
            return Some(end);
        }
        if self.is_text(at, "mar")
            || self.is_text(at, "dec") && after == at + 1
            || !self.may_be_month(at, month)
            || self.is_given_name(at, month)
        {
            return None;
        }
        out.push(Expression::new(at, after, Spec::Month(month)));
        Some(after)
    }

    /// Whether the number after a month is a day: not "March 18:00", not "May 12 people" of which nothing is known.
    fn is_day(&self, at: usize, end: usize) -> bool {
        let number = self.get(at).is_some_and(Lexeme::is_number);
        let minutes = self.get(end + 1).is_some_and(|it| it.is_number() && !it.spaced);
        let clock = number && self.is_mark(end, ':') && minutes;
        let written = !number && !self.is(at.wrapping_sub(1), W::The);
        let decimal = self.get(end).is_some_and(|it| it.is_mark('%'));
        !clock && !written && !decimal
    }

    /// "said June Cohen": April and June are names too.
    fn is_given_name(&self, at: usize, month: u8) -> bool {
        let named = matches!(month, 4 | 6)
            && self
                .get(at + 1)
                .is_some_and(|it| it.capital && it.spaced && it.sense == Sense::Other);
        named
            && matches!(
                self.before(at),
                Sense::Break | Sense::Other | Sense::Mark(_) | Sense::Word(W::By | W::With)
            )
    }

    /// "May" and "March" are months only where they stand like names of times.
    fn may_be_month(&self, at: usize, month: u8) -> bool {
        const LEADS_OF_MONTHS: [W; 14] = [
            W::Early,
            W::Late,
            W::From,
            W::Last,
            W::Next,
            W::Of,
            W::This,
            W::To,
            W::Between,
            W::Previous,
            W::Following,
            W::Through,
            W::Every,
            W::Each,
        ];
        if month != 5 && month != 3 || self.is_led(at, &LEADS_OF_MONTHS) {
            return true;
        }
        match self.before(at) {
            Sense::Word(W::And | W::Or) | Sense::Mark('-' | '–' | '/') => {
                matches!(
                    at.checked_sub(2).map(|it| self.sense(it)),
                    Some(Sense::Month(_) | Sense::Word(W::Mid))
                )
            }
            _ => false,
        }
    }

    /// "May 5", "May 5-7, 1940", "July 14 and 15".
    fn month_then_days(
        &self,
        at: usize,
        month: u8,
        first: (u8, usize),
        out: &mut Vec<Expression>,
    ) -> usize {
        let mut days = [(0, 0, 0_u8); MAX_DAYS];
        days[0] = (at, first.1, first.0);
        let (mut n, mut end) = (1, first.1);
        while let Some((start, day, stop)) = self.next_day(end) {
            let Some(slot) = days.get_mut(n) else { break };
            *slot = (start, stop, day);
            n += 1;
            end = stop;
        }
        let (year, last) = self.year_after(end).map_or((None, end), |(y, end)| (Some(y), end));
        let attacks = (month, first.0, n) == (9, 11, 1) && self.is_attack(end);
        let year = year.or(attacks.then_some(2001));
        for (nth, (start, stop, day)) in days.iter().take(n).enumerate() {
            let stop = if nth + 1 == n { last } else { *stop };
            out.push(Expression::new(*start, stop, month_day(year, month, *day)));
        }
        last
    }

    fn is_attack(&self, at: usize) -> bool {
        let idx = at + usize::from(self.is_mark(at, ','));
        ["attack", "attacks", "terror", "terrorist", "hijackings", "hijackers"]
            .iter()
            .any(|it| self.is_text(idx, it))
    }

    fn next_day(&self, end: usize) -> Option<(usize, u8, usize)> {
        let start = self.link(end)?;
        let (day, stop) = self.day(start)?;
        let comma = self.is_mark(end, ',') && !self.is_mark(stop, ',') && !self.is(stop, W::And);
        let counted = self
            .get(stop)
            .is_some_and(|it| it.spaced && it.is_word() && !it.capital && it.sense == Sense::Other);
        let number = self.get(start).is_some_and(Lexeme::is_number);
        (number && !comma && !counted && !self.is_mark(stop, ':')).then_some((start, day, stop))
    }
}

fn month_day(year: Option<i32>, month: u8, day: u8) -> Spec {
    match year {
        Some(year) => Spec::Point(Point::Day(year, month, day)),
        None => Spec::MonthDay(month, day),
    }
}
