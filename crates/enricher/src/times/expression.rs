//! A time expression as it is written, before it is read against any other time.

use crate::lexemes::{DayPart, Season, Unit};

use super::point::Point;

/// A stretch of lexemes that speaks of a time.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Expression {
    /// First lexeme.
    pub first: usize,
    /// One past the last lexeme.
    pub end: usize,
    /// What it says.
    pub spec: Spec,
    /// The time of day it says.
    pub clock: Option<Clock>,
    /// The year it says by reference: "of that year".
    pub year: Option<Which>,
}

impl Expression {
    pub(crate) fn new(first: usize, end: usize, spec: Spec) -> Self {
        Self { first, end, spec, clock: None, year: None }
    }
}

/// What an expression says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Spec {
    /// A point that needs no other.
    Point(Point),
    /// A day without its year.
    MonthDay(u8, u8),
    /// A month without its year.
    Month(u8),
    /// A day of an unnamed month: "the 14th".
    Day(u8),
    /// A season without its year.
    Season(Season),
    /// A quarter without its year.
    Quarter(u8),
    /// A half-year without its year.
    Half(u8),
    /// The last two digits of a year.
    ShortYear(u8),
    /// A decade of the century at hand: "the nineties".
    ShortDecade(u8),
    /// A day of the week.
    Weekday(u8),
    /// The weekend at hand.
    Weekend,
    /// A choice among calendar units: "last year", "the following day".
    Pick(Which, What),
    /// So many units away: "two years ago", "three days later".
    Shift {
        /// The unit.
        unit: Unit,
        /// How many units; negative is back.
        by: f64,
        /// What it counts from.
        from: Origin,
    },
    /// An unknown number of units away: "years later".
    VagueShift(bool),
    /// A holiday, with its year or without.
    Holiday(u8, Option<i32>),
    /// The present, the past or the future.
    Ref(Ref),
    /// A reference that only a history makes: "former".
    Lexical(Ref),
    /// A length of time.
    Duration(Amount, Unit),
    /// A recurring length of time.
    Every(Amount, Unit),
    /// A recurring day of the week.
    EveryWeekday(u8),
    /// A time of day alone; the expression's clock holds it.
    TimeOfDay,
}

/// Which of several units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Which {
    /// "last year": the one before the present.
    Last,
    /// "this year", "today".
    This,
    /// "next year".
    Next,
    /// "the previous year": the one before the story's time.
    Previous,
    /// "that year", "the same year": the story's.
    Same,
    /// "the following year": the one after the story's.
    Following,
}

/// What is chosen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum What {
    /// A unit.
    Unit(Unit),
    /// A month by name.
    Month(u8),
    /// A day of the year.
    MonthDay(u8, u8),
    /// A season.
    Season(Season),
    /// A day of the week.
    Weekday(u8),
}

/// What a distance is counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    /// The moment of writing: "ago".
    Speech,
    /// The time the story has reached: "later".
    Story,
}

/// TIMEX3's vague references.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ref {
    /// `PRESENT_REF`
    Present,
    /// `PAST_REF`
    Past,
    /// `FUTURE_REF`
    Future,
}

/// How many units a duration has.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Amount {
    /// So many.
    Exactly(f64),
    /// An unknown number, `X`.
    Some,
}

/// A time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Clock {
    /// A part of the day.
    Part(DayPart),
    /// Hour, minute, second, and whether it is UTC.
    At(u8, u8, Option<u8>, bool),
}
