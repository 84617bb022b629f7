//! Patterns of times of day: "8:40 p.m.", "18:00 UTC", "noon", "Friday morning", "the night of April 18".
//! Values follow TimeML 1.2.1: `T20:40`, `T18:00Z`, `TMO`.

use crate::lexemes::{DayPart, Form, Sense, Unit, W};

use super::{
    expression::{Clock, Expression, Origin, Spec, What, Which},
    reader::Reader,
};

type Found = Option<usize>;

impl Reader<'_> {
    /// A time of day in digits at `at`, and one past it.
    fn hour(&self, at: usize) -> Option<(Clock, usize)> {
        let number = self.get(at)?;
        if !number.is_number() || number.form == Form::Grouped || self.in_name(at) {
            return None;
        }
        let (hour, minute, end) = self.hour_and_minute(at)?;
        let half = self.half_of_day(end);
        let (hour, end, marked) = match half {
            Some((pm, end)) if (1..=12).contains(&hour) => {
                (hour % 12 + if pm { 12 } else { 0 }, end, true)
            }
            Some(_) => return None,
            None => (hour, end, minute.is_some()),
        };
        let clock = self.is_any(end, &[W::O]) && self.is(end + 2, W::Clock);
        let end = if clock { end + 3 } else { end };
        if !(marked || clock) || hour > 24 || minute.is_some_and(|it| it > 59) {
            return None;
        }
        let (utc, end) = self.zone(end);
        Some((Clock::At(hour, minute.unwrap_or(0), None, utc), end))
    }

    /// "18:00", "8.40" before "p.m.", "1800" before "hours", "9".
    fn hour_and_minute(&self, at: usize) -> Option<(u8, Option<u8>, usize)> {
        let number = self.get(at)?;
        if number.is_plain() && number.digits <= 2 {
            let minute =
                self.get(at + 2).filter(|it| it.is_plain() && it.digits == 2 && !it.spaced);
            return match minute {
                Some(minute) if self.is_mark(at + 1, ':') && self.is_glued(at + 1) => {
                    let seconds =
                        self.is_mark(at + 3, ':') && self.is_glued(at + 3) && self.is_glued(at + 4);
                    let decimal = minute.form == Form::Decimal;
                    let end = if seconds { at + 5 } else { at + 3 };
                    (!decimal).then_some((number.value as u8, Some(minute.value as u8), end))
                }
                _ => Some((number.value as u8, None, at + 1)),
            };
        }
        if number.form == Form::Decimal && number.value < 13.0 && self.half_of_day(at + 1).is_some()
        {
            let minute = ((number.value - number.value.trunc()) * 100.0).round() as u8;
            return Some((number.value as u8, Some(minute), at + 1));
        }
        let hours =
            self.is(at + 1, W::Hours) || self.sense(at + 1) == Sense::Unit(Unit::Hour, true);
        let zoned = self.zone(at + 1).1 > at + 1;
        let military = number.is_plain() && number.digits == 4 && (hours || zoned);
        let (hour, minute) = (number.value as u32 / 100, number.value as u32 % 100);
        let end = at + 1 + usize::from(hours);
        (military && hour <= 24 && minute < 60).then_some((hour as u8, Some(minute as u8), end))
    }

    /// "a.m.", "PM": whether it is the second half of the day, and one past it.
    fn half_of_day(&self, at: usize) -> Option<(bool, usize)> {
        if self.is(at, W::Am) || self.is(at, W::Pm) {
            return Some((self.is(at, W::Pm), at + 1));
        }
        let pm = self.is_text(at, "p");
        let dotted = (pm || self.is(at, W::A))
            && self.is_mark(at + 1, '.')
            && self.is_text(at + 2, "m")
            && self.is_glued(at + 2);
        let dot = self.is_mark(at + 3, '.') && self.is_glued(at + 3);
        dotted.then_some((pm, at + 3 + usize::from(dot)))
    }

    fn zone(&self, at: usize) -> (bool, usize) {
        const UTC: [&str; 3] = ["UTC", "GMT", "Z"];
        const OTHER: [&str; 14] = [
            "EST", "EDT", "ET", "CST", "CDT", "CT", "MST", "MDT", "PST", "PDT", "PT", "CET",
            "CEST", "BST",
        ];
        let word = self.word(at);
        if UTC.contains(&word) {
            return (true, at + 1);
        }
        (false, at + usize::from(OTHER.contains(&word)))
    }

    /// A time of day at `at`, by the clock or by name.
    pub(crate) fn clock(&self, at: usize) -> Option<(Clock, usize)> {
        match self.sense(at) {
            Sense::Digits => self.hour(at),
            Sense::Word(W::Noon) => Some((Clock::At(12, 0, None, false), at + 1)),
            Sense::Word(W::Midnight) => Some((Clock::At(24, 0, None, false), at + 1)),
            Sense::Cardinal(hour @ 1..=12)
                if self.is(at + 1, W::O) && self.is(at + 3, W::Clock) =>
            {
                Some((Clock::At(hour as u8, 0, None, false), at + 4))
            }
            _ => None,
        }
    }

    /// A part of the day at `at`.
    fn part(&self, at: usize) -> Option<(DayPart, usize)> {
        match self.sense(at) {
            Sense::DayPart(part) => Some((part, at + 1)),
            Sense::Unit(Unit::Night, false) => Some((DayPart::Night, at + 1)),
            _ => None,
        }
    }

    /// A time of day that begins an expression.
    pub(crate) fn timed(&self, at: usize, the: bool, out: &mut Vec<Expression>) -> Found {
        if let Some((clock, end)) = self.clock(at) {
            return Some(self.with_date(at, end, clock, out));
        }
        if self.is(at, W::Tonight) {
            let spec = Spec::Pick(Which::This, What::Unit(Unit::Day));
            out.push(Expression {
                clock: Some(Clock::Part(DayPart::Night)),
                ..Expression::new(at, at + 1, spec)
            });
            return Some(at + 1);
        }
        if let Some(end) = self.picked_part(at, the, out) {
            return Some(end);
        }
        let (part, end) = self.part(at)?;
        let hours = end + usize::from(the && self.sense(end) == Sense::Unit(Unit::Hour, true));
        if the && self.is(hours, W::Of) {
            let date = self.skip(hours + 1, W::The);
            let len = out.len();
            if let Some(end) = self.absolute(date, out) {
                if let Some(first) = out.get_mut(len) {
                    first.first = at;
                    first.clock = Some(Clock::Part(part));
                }
                return Some(end);
            }
        }
        let at_night =
            self.is(at.wrapping_sub(1), W::At) && self.sense(at) == Sense::Unit(Unit::Night, false);
        let overnight = self.is_text(at, "overnight");
        let alone = the
            && matches!(self.sense(at), Sense::DayPart(_))
            && matches!(self.before(at - 1), Sense::Word(W::In | W::During | W::By | W::Of));
        let edge = part == DayPart::Dawn
            || ["dusk", "sunset", "nightfall"].iter().any(|it| self.is_text(at, it));
        let dawn = edge
            && self.is_any(
                at.wrapping_sub(1),
                &[W::At, W::Before, W::By, W::After, W::Until, W::Since],
            );
        if !(at_night || overnight || alone || dawn) {
            return None;
        }
        let expression = Expression::new(at, end, Spec::TimeOfDay);
        out.push(Expression { clock: Some(Clock::Part(part)), ..expression });
        Some(end)
    }

    /// "this morning", "last night", "that same evening", "the next morning".
    fn picked_part(&self, at: usize, the: bool, out: &mut Vec<Expression>) -> Found {
        let which = match self.sense(at) {
            Sense::Word(W::This) => Which::This,
            Sense::Word(W::Last) => Which::Last,
            Sense::Word(W::That | W::Same) => Which::Same,
            Sense::Word(W::Next) if the => Which::Following,
            Sense::Word(W::Next) => Which::Next,
            Sense::Word(W::Following) => Which::Following,
            Sense::Word(W::Previous) => Which::Previous,
            _ => return None,
        };
        let idx = self.skip(at + 1, W::Same);
        let (part, end) = self.part(idx)?;
        let shift = |by, from| Spec::Shift { unit: Unit::Day, by, from };
        let spec = match which {
            Which::This => Spec::Pick(Which::This, What::Unit(Unit::Day)),
            Which::Last => shift(-1.0, Origin::Speech),
            Which::Next => shift(1.0, Origin::Speech),
            Which::Same => Spec::Pick(Which::Same, What::Unit(Unit::Day)),
            Which::Following => shift(1.0, Origin::Story),
            Which::Previous => shift(-1.0, Origin::Story),
        };
        out.push(Expression { clock: Some(Clock::Part(part)), ..Expression::new(at, end, spec) });
        Some(end)
    }

    /// "9:30 p.m., March 20", "9 a.m. Friday": a clock with the date that follows it.
    fn with_date(&self, at: usize, end: usize, clock: Clock, out: &mut Vec<Expression>) -> usize {
        let date = end + usize::from(self.is_mark(end, ','));
        let len = out.len();
        if let Some(date_end) = self.absolute(date, out).or_else(|| self.beside_day(date, out)) {
            if let Some(first) = out.get_mut(len) {
                first.first = at;
                first.clock = Some(clock);
            }
            return date_end;
        }
        out.push(Expression { clock: Some(clock), ..Expression::new(at, end, Spec::TimeOfDay) });
        end
    }

    fn beside_day(&self, at: usize, out: &mut Vec<Expression>) -> Found {
        if self.is_any(at, &[W::Today, W::Yesterday, W::Tomorrow]) {
            return self.reference(at, false, out);
        }
        None
    }

    /// A day by its date or weekday.
    fn absolute(&self, at: usize, out: &mut Vec<Expression>) -> Found {
        match self.sense(at) {
            Sense::Month(_) => self.dated_month(at, out),
            Sense::Weekday(_) => self.weekday(at, out),
            Sense::Digits | Sense::Ordinal(_) | Sense::Word(W::First | W::Second) => {
                self.days_then_month(at, out)
            }
            _ => None,
        }
    }

    /// A time of day right after a day: "Friday morning", "May 9 9:30AM", "yesterday evening", "Christmas night".
    pub(crate) fn clock_after(&self, expression: &mut Expression) {
        let end = expression.end;
        if expression.clock.is_some() || !is_day(expression.spec) {
            return;
        }
        let found = self.part(end).map(|(part, end)| (Clock::Part(part), end)).or_else(|| {
            let at = end + usize::from(self.is_mark(end, ','));
            self.clock(at)
                .filter(|_| self.is_mark(at + 1, ':') || self.half_of_day(at + 1).is_some())
        });
        if let Some((clock, end)) = found {
            // "Sunday mornings" come every week.
            if let (Spec::Weekday(day), true) =
                (expression.spec, self.word(end - 1).ends_with("ings"))
            {
                expression.spec = Spec::EveryWeekday(day);
            }
            expression.clock = Some(clock);
            expression.end = end;
        }
    }
}

fn is_day(spec: Spec) -> bool {
    matches!(
        spec,
        Spec::Point(super::point::Point::Day(..))
            | Spec::MonthDay(..)
            | Spec::Weekday(_)
            | Spec::EveryWeekday(_)
            | Spec::Holiday(..)
            | Spec::Pick(_, What::Weekday(_) | What::Unit(Unit::Day))
            | Spec::Shift { unit: Unit::Day, from: Origin::Speech, .. }
    )
}
