//! Points on the calendar at every precision, their TIMEX3 values and the days they cover. Sources: TimeML 1.2.1
//! for the value strings, ISO 8601 for weeks, the TIDES 2005 TIMEX2 guidelines for seasons, decades and years BC.

use jiff::{
    ToSpan,
    civil::{Date, ISOWeekDate, Weekday},
};

use crate::lexemes::{DayPart, Season};

/// A stretch of the calendar. A negative year is BC: -490 is 490 BC, and there is no year 0.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Point {
    /// A century by its first two digits: 18 is the 1800s.
    Century(i32),
    /// A decade by its first three digits: 199 is the 1990s.
    Decade(i32),
    /// A year.
    Year(i32),
    /// A fiscal year.
    Fiscal(i32),
    /// A half-year.
    Half(i32, u8),
    /// A quarter.
    Quarter(i32, u8),
    /// A season; winter belongs to the year it begins in.
    Season(i32, Season),
    /// A month.
    Month(i32, u8),
    /// An ISO week.
    Week(i32, u8),
    /// The weekend of an ISO week.
    Weekend(i32, u8),
    /// A day.
    Day(i32, u8, u8),
}

impl Point {
    /// The day `on`.
    pub(crate) fn day(on: Date) -> Self {
        Self::Day(year_of(on), on.month() as u8, on.day() as u8)
    }

    /// The ISO week of `on`.
    pub(crate) fn week(on: Date) -> Self {
        let week = on.iso_week_date();
        Self::Week(i32::from(week.year()), week.week() as u8)
    }

    /// The weekend of the ISO week of `on`.
    pub(crate) fn weekend(on: Date) -> Self {
        let week = on.iso_week_date();
        Self::Weekend(i32::from(week.year()), week.week() as u8)
    }

    /// Its year, where it lies within one.
    pub(crate) fn year(self) -> Option<i32> {
        match self {
            Self::Century(_) | Self::Decade(_) => None,
            Self::Year(year)
            | Self::Fiscal(year)
            | Self::Half(year, _)
            | Self::Quarter(year, _)
            | Self::Season(year, _)
            | Self::Month(year, _)
            | Self::Week(year, _)
            | Self::Weekend(year, _)
            | Self::Day(year, ..) => Some(year),
        }
    }

    /// Its month, where it lies within one.
    pub(crate) fn month(self) -> Option<u8> {
        match self {
            Self::Month(_, month) | Self::Day(_, month, _) => Some(month),
            _ => None,
        }
    }

    /// TIMEX3 `value`.
    pub(crate) fn value(self) -> String {
        let year = |year: i32| {
            if year < 0 { format!("BC{:04}", -year) } else { format!("{year:04}") }
        };
        let prefix = |n: i32, width: usize| {
            if n < 0 { format!("BC{:0width$}", -n - 1) } else { format!("{n:0width$}") }
        };
        match self {
            Self::Century(n) => prefix(n, 2),
            Self::Decade(n) => prefix(n, 3),
            Self::Year(y) => year(y),
            Self::Fiscal(y) => format!("FY{}", year(y)),
            Self::Half(y, half) => format!("{}-H{half}", year(y)),
            Self::Quarter(y, quarter) => format!("{}-Q{quarter}", year(y)),
            Self::Season(y, season) => format!("{}-{}", year(y), season_code(season)),
            Self::Month(y, month) => format!("{}-{month:02}", year(y)),
            Self::Week(y, week) => format!("{}-W{week:02}", year(y)),
            Self::Weekend(y, week) => format!("{}-W{week:02}-WE", year(y)),
            Self::Day(y, month, day) => format!("{}-{month:02}-{day:02}", year(y)),
        }
    }

    /// First and last day. Seasons are meteorological; a fiscal year is not known well enough.
    pub(crate) fn extent(self) -> Option<(Date, Date)> {
        let months = |year: i32, first: i8, n: i32| {
            let from = civil(year, first, 1)?;
            Some((from, from.checked_add(n.months()).ok()?.yesterday().ok()?))
        };
        let years = |first: i32, n: i32| {
            let from = Date::new(i16::try_from(first).ok()?, 1, 1).ok()?;
            Some((from, from.checked_add(n.years()).ok()?.yesterday().ok()?))
        };
        match self {
            Self::Fiscal(_) => None,
            Self::Century(n) if n < 0 => years(n * 100 + 1, 100),
            Self::Century(n) => years(n * 100, 100),
            Self::Decade(n) if n < 0 => years(n * 10 + 1, 10),
            Self::Decade(n) => years(n * 10, 10),
            Self::Year(year) => months(year, 1, 12),
            Self::Half(year, half) => months(year, half as i8 * 6 - 5, 6),
            Self::Quarter(year, quarter) => months(year, quarter as i8 * 3 - 2, 3),
            Self::Season(year, Season::Spring) => months(year, 3, 3),
            Self::Season(year, Season::Summer) => months(year, 6, 3),
            Self::Season(year, Season::Fall) => months(year, 9, 3),
            Self::Season(year, Season::Winter) => months(year, 12, 3),
            Self::Month(year, month) => months(year, month as i8, 1),
            Self::Week(year, week) => Some((monday(year, week)?, week_day(year, week, 6)?)),
            Self::Weekend(year, week) => Some((week_day(year, week, 5)?, week_day(year, week, 6)?)),
            Self::Day(year, month, day) => {
                let on = civil(year, month as i8, day as i8)?;
                Some((on, on))
            }
        }
    }

    /// Its first day.
    pub(crate) fn first(self) -> Option<Date> {
        self.extent().map(|it| it.0)
    }

    /// What a reader of a timeline should know about its precision.
    pub(crate) fn precision(from: Date, to: Date) -> &'static str {
        match from.until(to).map_or(0, |it| it.get_days()) + 1 {
            ..=4 => "day",
            5..=10 => "week",
            11..=31 => "month",
            32..=92 if is_quarter(from) => "quarter",
            32..=92 => "season",
            93..=184 => "half",
            185..=366 => "year",
            367..=3700 => "decade",
            _ => "century",
        }
    }
}

fn is_quarter(from: Date) -> bool {
    from.month() % 3 == 1
}

/// The year of `on`, negative for years BC.
pub(crate) fn year_of(on: Date) -> i32 {
    let year = i32::from(on.year());
    if year <= 0 { year - 1 } else { year }
}

/// The day, where the calendar has it.
pub(crate) fn civil(year: i32, month: i8, day: i8) -> Option<Date> {
    let year = if year < 0 { year + 1 } else { year };
    Date::new(i16::try_from(year).ok()?, month, day).ok()
}

fn monday(year: i32, week: u8) -> Option<Date> {
    let week = ISOWeekDate::new(i16::try_from(year).ok()?, week as i8, Weekday::Monday).ok()?;
    Some(week.date())
}

fn week_day(year: i32, week: u8, day: i64) -> Option<Date> {
    monday(year, week)?.checked_add(day.days()).ok()
}

/// TIMEX3's code of a season.
pub(crate) fn season_code(season: Season) -> &'static str {
    match season {
        Season::Spring => "SP",
        Season::Summer => "SU",
        Season::Fall => "FA",
        Season::Winter => "WI",
    }
}

/// TIMEX3's code of a part of the day.
pub(crate) fn part_code(part: DayPart) -> &'static str {
    match part {
        DayPart::Dawn | DayPart::Morning => "MO",
        DayPart::Daytime => "DT",
        DayPart::Afternoon => "AF",
        DayPart::Evening => "EV",
        DayPart::Night => "NI",
    }
}

/// Easter Sunday of `year` in the Gregorian calendar, by the anonymous algorithm (Meeus 1991, chapter 8).
pub(crate) fn easter(year: i32) -> Option<Date> {
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let (d, e, g) = (b / 4, b % 4, (8 * b + 13) / 25);
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    civil(year, (n / 31) as i8, (n % 31 + 1) as i8)
}

/// The `nth` weekday of a month; 5 or more is the last.
pub(crate) fn nth_weekday(year: i32, month: i8, weekday: i8, nth: i8) -> Option<Date> {
    let weekday = Weekday::from_monday_one_offset(weekday).ok()?;
    let first = civil(year, month, 1)?;
    first.nth_weekday_of_month(if nth >= 5 { -1 } else { nth }, weekday).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(point: Point, expect: &str) {
        let (from, to) = point.extent().unwrap();
        assert_eq!(format!("{} {from} {to}", point.value()), expect);
    }

    #[test]
    fn values_and_extents() {
        check(Point::Decade(199), "199 1990-01-01 1999-12-31");
        check(Point::Season(2024, Season::Fall), "2024-FA 2024-09-01 2024-11-30");
        check(Point::Season(2023, Season::Winter), "2023-WI 2023-12-01 2024-02-29");
        check(Point::Quarter(2006, 4), "2006-Q4 2006-10-01 2006-12-31");
        check(Point::Weekend(2010, 4), "2010-W04-WE 2010-01-30 2010-01-31");
        check(Point::Day(-490, 9, 12), "BC0490-09-12 -000489-09-12 -000489-09-12");
        assert_eq!(easter(2024), civil(2024, 3, 31));
        assert_eq!(nth_weekday(2024, 11, 4, 4), civil(2024, 11, 28));
    }
}
