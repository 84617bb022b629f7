//! Which point an expression means, seen from the anchors: the year of "14 March", the day of "Friday", the month of "last
//! October". It moves no anchor.

use jiff::{ToSpan, civil::Date};

use crate::{
    lexemes::Unit,
    times::{
        arithmetic::{days_until, shift, shift_to, year_shift},
        expression::{Origin, Spec, What, Which},
        holidays::holiday,
        point::{Point, civil, year_of},
    },
};

use super::{Anchors, Link, Place, Tense, origin};

impl Anchors {
    /// The point that `spec` means at `place`.
    pub(super) fn point(&self, spec: Spec, place: Place) -> Option<Point> {
        let paragraph = place.paragraph;
        let tense = place.tense.unwrap_or(Tense::Past);
        match spec {
            Spec::Point(point) => Some(point),
            Spec::MonthDay(month, day) => {
                let fits = |year| civil(year, month as i8, day as i8);
                Some(Point::Day(self.year_for(fits, tense, paragraph)?, month, day))
            }
            Spec::Month(month) => {
                let fits = |year| civil(year, month as i8, 15);
                Some(Point::Month(self.year_for(fits, tense, paragraph)?, month))
            }
            Spec::Season(season) => {
                let fits = |year| {
                    Point::Season(year, season)
                        .first()
                        .and_then(|it| it.checked_add(45.days()).ok())
                };
                Some(Point::Season(self.year_for(fits, tense, paragraph)?, season))
            }
            Spec::Quarter(quarter) => {
                let fits = |year| civil(year, quarter as i8 * 3 - 2, 1);
                Some(Point::Quarter(self.year_for(fits, tense, paragraph)?, quarter))
            }
            Spec::Half(half) => {
                Some(Point::Half(self.base(Origin::Speech, paragraph)?.year()?, half))
            }
            Spec::Day(day) => match self.base(Origin::Story, paragraph)? {
                Point::Month(year, month) | Point::Day(year, month, _) => {
                    Some(Point::Day(year, month, day))
                }
                _ => None,
            },
            Spec::ShortYear(year) => Some(self.short_year(i32::from(year), paragraph)),
            Spec::ShortDecade(tens) => self.short_decade(i32::from(tens), paragraph),
            Spec::Weekday(day) => {
                self.weekday_after(day, place).or_else(|| self.weekday(day, tense, paragraph))
            }
            Spec::Weekend => self.weekend(tense, paragraph),
            Spec::Pick(Which::Same, What::Unit(Unit::Quarter)) => self.quarter(),
            Spec::Pick(which, what) => self.pick(which, what, place),
            Spec::Shift { unit: Unit::Year, by, .. } if (by.abs() - 1.0).abs() < f64::EPSILON => {
                self.a_year_away(spec, by, paragraph)
            }
            Spec::Shift { unit, by, from } => shift(self.base(from, paragraph)?, unit, by),
            Spec::Holiday(id, Some(year)) => holiday(id, year).map(Point::day),
            Spec::Holiday(id, None) => {
                let year = self.year_for(|year| holiday(id, year), tense, paragraph)?;
                holiday(id, year).map(Point::day)
            }
            Spec::TimeOfDay => self.day_of_clock(paragraph),
            Spec::VagueShift(_)
            | Spec::Ref(_)
            | Spec::Lexical(_)
            | Spec::Duration(..)
            | Spec::Every(..)
            | Spec::EveryWeekday(_) => None,
        }
    }

    /// The day that a time of day alone is of.
    fn day_of_clock(&self, paragraph: usize) -> Option<Point> {
        if let Some((day, _)) = self.day.filter(|it| it.1 == paragraph) {
            return Some(day);
        }
        match self.base(Origin::Story, paragraph)? {
            day @ Point::Day(..) => Some(day),
            _ => self.published.filter(|_| !self.narrative).map(Point::day),
        }
    }

    /// The year nearest to the story that ends in these two digits.
    fn short_year(&self, year: i32, paragraph: usize) -> Point {
        let base = self.base(Origin::Story, paragraph).and_then(Point::year).unwrap_or(1990);
        let century = base / 100 * 100 + year;
        let near = [century - 100, century, century + 100].into_iter();
        Point::Year(near.min_by_key(|it| (it - base).abs()).unwrap_or(century))
    }

    fn short_decade(&self, tens: i32, paragraph: usize) -> Option<Point> {
        let century =
            if self.narrative { self.base(Origin::Story, paragraph)?.year()? / 100 } else { 19 };
        Some(Point::Decade(century * 10 + tens))
    }

    /// The year of a date that names none.
    fn year_for(
        &self,
        fits: impl Fn(i32) -> Option<Date>,
        tense: Tense,
        paragraph: usize,
    ) -> Option<i32> {
        if self.narrative {
            let story = self.story.map(|it| it.0);
            let year = story.and_then(Point::year).or(self.published.map(year_of))?;
            return Some(rolled(&fits, year, story));
        }
        let published = self.published?;
        // After "January 11, 2019" the "14 March" of the next sentence is of 2019 too.
        if let Some(story) = self.nearby(paragraph).filter(|it| it.month().is_some())
            && let Some(year) = story.year()
            && (year - year_of(published)).abs() >= 2
        {
            return Some(year);
        }
        let year = year_of(published);
        let near = [year - 1, year, year + 1];
        let days = |year: &i32| {
            fits(*year)
                .map_or(i32::MAX, |on| published.until(on).map_or(i32::MAX, |it| it.get_days()))
        };
        let slack = 16;
        let best = match tense {
            Tense::Past => near.iter().filter(|it| days(it) <= slack).max(),
            Tense::Future => near.iter().filter(|it| days(it) >= -slack).min(),
        };
        best.copied().or(Some(year))
    }

    fn weekday(&self, day: u8, tense: Tense, paragraph: usize) -> Option<Point> {
        let told = self.base(Origin::Speech, paragraph).filter(|it| matches!(it, Point::Day(..)));
        let base = told.and_then(Point::first).or(self.published)?;
        let forward = days_until(base, day);
        let by = match tense {
            Tense::Future => forward,
            Tense::Past if self.narrative => forward,
            Tense::Past => (forward - 7) % 7,
        };
        base.checked_add(by.days()).ok().map(Point::day)
    }

    /// The day of the week that follows the one a range or a list began with.
    fn weekday_after(&self, day: u8, place: Place) -> Option<Point> {
        let (link, from) = (place.link?, self.weekday?);
        let on = from.checked_add(days_until(from, day).days()).ok()?;
        // What is told of a list has happened, up to the day of writing.
        let ahead = self.published.is_some_and(|it| on > it && from <= it);
        let told = !ahead || place.tense == Some(Tense::Future);
        (link == Link::Range || told).then(|| Point::day(on))
    }

    /// The last weekend or, ahead, the one of the week.
    fn weekend(&self, tense: Tense, paragraph: usize) -> Option<Point> {
        let base = self.base(Origin::Speech, paragraph)?;
        let Point::Day(..) = base else { return None };
        let base = base.first()?;
        let back = if tense == Tense::Future { 0 } else { 6 };
        base.checked_add((-back).days()).ok().map(Point::weekend)
    }

    /// The quarter a report speaks of.
    fn quarter(&self) -> Option<Point> {
        self.term.map(|it| it.0).filter(|it| matches!(it, Point::Quarter(..)))
    }

    /// "a year earlier" in a report on a quarter or a month is that quarter or month.
    fn a_year_away(&self, spec: Spec, by: f64, paragraph: usize) -> Option<Point> {
        let Spec::Shift { unit, from, .. } = spec else { return None };
        let term = self.term.filter(|it| !self.narrative && by < 0.0 && paragraph <= it.1 + 1);
        match term {
            Some((Point::Quarter(year, n), _)) => Some(Point::Quarter(year_shift(year, -1)?, n)),
            Some((Point::Half(year, n), _)) => Some(Point::Half(year_shift(year, -1)?, n)),
            Some((Point::Month(year, month), told))
                if told == paragraph && from == Origin::Story =>
            {
                Some(Point::Month(year_shift(year, -1)?, month))
            }
            _ => shift(self.base(from, paragraph)?, unit, by),
        }
    }

    fn pick(&self, which: Which, what: What, place: Place) -> Option<Point> {
        let Place { tense, paragraph, .. } = place;
        let origin = origin(which);
        match what {
            What::Unit(unit) => self.pick_unit(which, unit, paragraph),
            What::Weekday(day) => {
                let base = self.base(origin, paragraph)?;
                let Point::Day(..) = base else { return None };
                let base = base.first()?;
                let forward = days_until(base, day);
                let by = match which {
                    Which::Last | Which::Previous => {
                        if forward == 0 {
                            -7
                        } else {
                            forward - 7
                        }
                    }
                    Which::Next | Which::Following => {
                        if forward == 0 {
                            7
                        } else {
                            forward
                        }
                    }
                    Which::This | Which::Same if tense == Some(Tense::Past) => (forward - 7) % 7,
                    Which::This | Which::Same => forward,
                };
                base.checked_add(by.days()).ok().map(Point::day)
            }
            What::Month(month) => {
                let base = self.base(origin, paragraph)?;
                let year = named(base, which, |year| civil(year, month as i8, 1), 31)?;
                Some(Point::Month(year, month))
            }
            What::MonthDay(month, day) => {
                let base = self.base(origin, paragraph)?;
                let year = named(base, which, |year| civil(year, month as i8, day as i8), 1)?;
                Some(Point::Day(year, month, day))
            }
            What::Season(season) => {
                let base = self.base(origin, paragraph)?;
                let year = named(base, which, |year| Point::Season(year, season).first(), 92)?;
                Some(Point::Season(year, season))
            }
        }
    }

    pub(super) fn pick_unit(&self, which: Which, unit: Unit, paragraph: usize) -> Option<Point> {
        let base = self.base(origin(which), paragraph)?;
        let by = match which {
            Which::This | Which::Same => 0.0,
            Which::Last | Which::Previous => -1.0,
            Which::Next | Which::Following => 1.0,
        };
        let fine = match unit {
            Unit::Day | Unit::Night => matches!(base, Point::Day(..)),
            Unit::Week | Unit::Weekend => {
                matches!(base, Point::Day(..) | Point::Week(..) | Point::Weekend(..))
            }
            _ => true,
        };
        if !fine {
            return None;
        }
        shift_to(base, unit, by)
    }
}

/// "In January" after a December is of the next year; and a year must have the day.
fn rolled(fits: &impl Fn(i32) -> Option<Date>, year: i32, story: Option<Point>) -> i32 {
    let Some(on) = fits(year) else {
        return (1..=8)
            .flat_map(|it| [year - it, year + it])
            .find(|it| fits(*it).is_some())
            .unwrap_or(year);
    };
    let late = story.and_then(Point::month).is_some_and(|it| it >= 11);
    let early = on.month() <= 2;
    if late && early { year_shift(year, 1).unwrap_or(year) } else { year }
}

/// The year of the last, this or next month, day or season of a name.
fn named(
    base: Point,
    which: Which,
    first: impl Fn(i32) -> Option<Date>,
    length: i64,
) -> Option<i32> {
    let year = base.year()?;
    let (from, to) = base.extent()?;
    let near = [year - 1, year, year + 1];
    let starts = |it: &i32| first(*it);
    match which {
        // "Last October" is over by now.
        Which::Last | Which::Previous => near.into_iter().rev().find(|it| {
            starts(it)
                .and_then(|on| on.checked_add((length - 1).days()).ok())
                .is_some_and(|last| last < from)
        }),
        Which::Next | Which::Following => {
            near.into_iter().find(|it| starts(it).is_some_and(|on| on > to))
        }
        Which::This | Which::Same => Some(year),
    }
}
