//! Holidays with a fixed rule. Sources: 5 U.S.C. § 6103 for the federal holidays of the United States, and the
//! general Western calendar; feasts of the lunar calendars are left alone.

use jiff::{ToSpan, civil::Date};

use crate::lexemes::{Sense, Unit, W};

use super::{
    expression::{Expression, Spec},
    point::{civil, easter, nth_weekday},
    reader::Reader,
};

/// When a holiday falls.
enum Rule {
    Fixed(i8, i8),
    /// Month, weekday (Monday is 1), which one (5 is the last).
    Nth(i8, i8, i8),
    /// Days after Easter Sunday.
    Easter(i64),
    /// Days after the fourth Thursday of November.
    Thanksgiving(i64),
}

/// Names in lower case, cut as lexemes are; the longest first where one begins another.
const NAMES: &[(&[&str], Rule)] = &[
    (&["christmas", "eve"], Rule::Fixed(12, 24)),
    (&["christmas", "day"], Rule::Fixed(12, 25)),
    (&["christmas"], Rule::Fixed(12, 25)),
    (&["xmas"], Rule::Fixed(12, 25)),
    (&["boxing", "day"], Rule::Fixed(12, 26)),
    (&["new", "year", "'", "s", "eve"], Rule::Fixed(12, 31)),
    (&["new", "year", "'", "s", "day"], Rule::Fixed(1, 1)),
    (&["epiphany"], Rule::Fixed(1, 6)),
    (&["martin", "luther", "king", "day"], Rule::Nth(1, 1, 3)),
    (&["valentine", "'", "s", "day"], Rule::Fixed(2, 14)),
    (&["presidents", "day"], Rule::Nth(2, 1, 3)),
    (&["st", ".", "patrick", "'", "s", "day"], Rule::Fixed(3, 17)),
    (&["shrove", "tuesday"], Rule::Easter(-47)),
    (&["ash", "wednesday"], Rule::Easter(-46)),
    (&["palm", "sunday"], Rule::Easter(-7)),
    (&["maundy", "thursday"], Rule::Easter(-3)),
    (&["good", "friday"], Rule::Easter(-2)),
    (&["easter", "sunday"], Rule::Easter(0)),
    (&["easter", "monday"], Rule::Easter(1)),
    (&["easter"], Rule::Easter(0)),
    (&["earth", "day"], Rule::Fixed(4, 22)),
    (&["may", "day"], Rule::Fixed(5, 1)),
    (&["mother", "'", "s", "day"], Rule::Nth(5, 7, 2)),
    (&["father", "'", "s", "day"], Rule::Nth(6, 7, 3)),
    (&["memorial", "day"], Rule::Nth(5, 1, 5)),
    (&["juneteenth"], Rule::Fixed(6, 19)),
    (&["bastille", "day"], Rule::Fixed(7, 14)),
    (&["labor", "day"], Rule::Nth(9, 1, 1)),
    (&["columbus", "day"], Rule::Nth(10, 1, 2)),
    (&["halloween"], Rule::Fixed(10, 31)),
    (&["armistice", "day"], Rule::Fixed(11, 11)),
    (&["remembrance", "day"], Rule::Fixed(11, 11)),
    (&["veterans", "day"], Rule::Fixed(11, 11)),
    (&["thanksgiving", "day"], Rule::Thanksgiving(0)),
    (&["thanksgiving"], Rule::Thanksgiving(0)),
    (&["black", "friday"], Rule::Thanksgiving(1)),
    (&["cyber", "monday"], Rule::Thanksgiving(4)),
];

impl Reader<'_> {
    /// A holiday's name at `at`, with the year that may follow.
    pub(crate) fn holiday(&self, at: usize, out: &mut Vec<Expression>) -> Option<usize> {
        let first = self.get(at)?;
        let known = matches!(first.sense, Sense::Holiday(_));
        let two = matches!(
            self.sense(at + 1),
            Sense::Unit(Unit::Day, false) | Sense::Weekday(_) | Sense::Mark('\'' | '’' | '.')
        ) || self.is_text(at + 1, "luther")
            || self.is_text(at + 1, "year");
        if !first.capital || !(known || two) {
            return None;
        }
        let (id, name) = NAMES.iter().enumerate().find(|(_, name)| self.spells(at, name.0))?;
        let end = at + name.0.len();
        let year = self.get(self.skip(end, W::Of)).filter(|it| it.is_plain() && it.digits == 4);
        let (year, end) =
            year.map_or((None, end), |it| (Some(it.value as i32), self.skip(end, W::Of) + 1));
        out.push(Expression::new(at, end, Spec::Holiday(id as u8, year)));
        Some(end)
    }

    fn spells(&self, at: usize, name: &[&str]) -> bool {
        name.iter().enumerate().all(|(idx, part)| {
            self.is_text(at + idx, part) || *part == "'" && self.is_mark(at + idx, '’')
        })
    }
}

/// The day of holiday `id` in `year`.
pub(crate) fn holiday(id: u8, year: i32) -> Option<Date> {
    let add = |day: Date, n: i64| day.checked_add(n.days()).ok();
    match NAMES.get(id as usize)?.1 {
        Rule::Fixed(month, day) => civil(year, month, day),
        Rule::Nth(month, weekday, nth) => nth_weekday(year, month, weekday, nth),
        Rule::Easter(days) => add(easter(year)?, days),
        Rule::Thanksgiving(days) => add(nth_weekday(year, 11, 4, 4)?, days),
    }
}
