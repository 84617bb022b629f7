//! Moves points by calendar units: "two weeks later", "the previous month".

use jiff::{ToSpan, civil::Date};

use crate::lexemes::Unit;

use super::point::{Point, year_of};

/// The most units between two times; beyond, the calendar ends.
pub(super) const FARTHEST: f64 = 20_000.0;

pub(super) fn days_until(base: Date, weekday: u8) -> i64 {
    let from = i64::from(base.weekday().to_monday_one_offset());
    (i64::from(weekday) - from).rem_euclid(7)
}

/// `base` moved by `by` units. A whole number of units from a day gives a day for days and weeks, else the unit.
pub(super) fn shift(base: Point, unit: Unit, by: f64) -> Option<Point> {
    if by.abs() > FARTHEST {
        return None;
    }
    let whole = by.trunc() as i32;
    match (unit, base) {
        (Unit::Second | Unit::Minute | Unit::Hour, _) => {
            Some(base).filter(|it| matches!(it, Point::Day(..)))
        }
        (Unit::Week, Point::Day(..)) => add_days(base, by * 7.0),
        (Unit::Fortnight, Point::Day(..)) => add_days(base, by * 14.0),
        (Unit::Month, _) if by.fract() != 0.0 => None,
        (Unit::Year, Point::Day(..) | Point::Month(..)) if by.fract() != 0.0 => {
            shift_to(base, Unit::Month, by * 12.0)
        }
        (Unit::Year, _) => year_shift(base.year()?, whole).map(Point::Year),
        (Unit::Decade, _) => year_shift(base.year()?, (by * 10.0) as i32).map(Point::Year),
        (Unit::Century, _) => year_shift(base.year()?, (by * 100.0) as i32).map(Point::Year),
        _ => shift_to(base, unit, by),
    }
}

/// The unit that lies `by` units from the one that holds `base`.
pub(super) fn shift_to(base: Point, unit: Unit, by: f64) -> Option<Point> {
    let n = by.trunc() as i32;
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour => None,
        Unit::Day | Unit::Night => add_days(base, by),
        Unit::Week => base.first()?.checked_add((by as i64 * 7).days()).ok().map(Point::week),
        Unit::Fortnight => base.first()?.checked_add((by as i64 * 14).days()).ok().map(Point::week),
        Unit::Weekend => base.first()?.checked_add((by as i64 * 7).days()).ok().map(Point::weekend),
        Unit::Month => {
            base.month()?;
            let on = base.first()?.first_of_month().checked_add(n.months()).ok()?;
            Some(Point::Month(year_of(on), on.month() as u8))
        }
        Unit::Quarter => {
            let on = base.first()?.first_of_month().checked_add((n * 3).months()).ok()?;
            Some(Point::Quarter(year_of(on), (on.month() as u8).div_ceil(3)))
        }
        Unit::Season => None,
        Unit::Year => year_shift(base.year()?, n).map(Point::Year),
        Unit::Decade => {
            let year = base.year()?;
            Some(Point::Decade(if year < 0 {
                (year + 1).div_euclid(10) + n
            } else {
                year / 10 + n
            }))
        }
        Unit::Century => {
            let year = base.year()?;
            Some(Point::Century(if year < 0 {
                (year + 1).div_euclid(100) + n
            } else {
                year / 100 + n
            }))
        }
        Unit::Millennium => None,
    }
}

/// There is no year 0.
pub(super) fn year_shift(year: i32, by: i32) -> Option<i32> {
    let moved = year.checked_add(by)?;
    let crossed = (year < 0) != (moved < 0) || moved == 0;
    let moved = if crossed { moved + by.signum() } else { moved };
    (-9998..=9998).contains(&moved).then_some(moved)
}

fn add_days(base: Point, by: f64) -> Option<Point> {
    if !matches!(base, Point::Day(..)) || by.abs() > 1e6 {
        return None;
    }
    base.first()?.checked_add((by as i64).days()).ok().map(Point::day)
}
