//! Tries the patterns at each place of a text, and ties what stands together: "from 5 May to 10 June 1940".

use crate::lexemes::{Lexeme, Sense, Unit, W};

use super::{
    expression::{Expression, Spec, Which},
    point::Point,
    reader::Reader,
};

/// All time expressions of `text`, in order, disjoint.
pub(crate) fn expressions(text: &str, lexemes: &[Lexeme]) -> Vec<Expression> {
    let bc = lexemes.iter().any(|it| it.is(W::Bc)) || lexemes.windows(3).any(|it| is_bc(text, it));
    let reader = Reader { text, lexemes, bc };
    let mut out = Vec::new();
    let mut at = 0;
    while at < lexemes.len() {
        at = reader.expression(at, &mut out).filter(|end| *end > at).unwrap_or(at + 1);
    }
    inherit(&reader, &mut out);
    out
}

fn is_bc(text: &str, lexemes: &[Lexeme]) -> bool {
    let [b, dot, c] = lexemes else { return false };
    dot.is_mark('.')
        && b.span().slice(text) == "B"
        && c.span().slice(text) == "C"
        && b.spaced
        && !c.spaced
}

/// The first end of a range takes the year of the second: "from 5 May to 10 June 1940".
fn inherit(reader: &Reader<'_>, out: &mut [Expression]) {
    for idx in (1..out.len()).rev() {
        let (left, right) = out.split_at_mut(idx);
        let (Some(first), Some(second)) = (left.last_mut(), right.first()) else { continue };
        let gap = second.first.saturating_sub(first.end);
        let joined = (1..=2).contains(&gap)
            && (first.end..second.first).all(|it| {
                reader.get(it).is_some_and(Lexeme::is_dash)
                    || reader.is_any(it, &[W::To, W::And, W::Through, W::Until, W::Or, W::The])
            });
        let Spec::Point(point) = second.spec else { continue };
        let (true, Some(year)) = (joined, point.year()) else { continue };
        first.spec = match first.spec {
            Spec::Month(month) if point.month().is_some_and(|it| it >= month) => {
                Spec::Point(Point::Month(year, month))
            }
            Spec::Month(month) if point.month().is_some() => {
                Spec::Point(Point::Month(year - 1, month))
            }
            Spec::MonthDay(month, day) if point.month().is_some_and(|it| it >= month) => {
                Spec::Point(Point::Day(year, month, day))
            }
            Spec::Season(season) if matches!(point, Point::Season(..)) => {
                Spec::Point(Point::Season(year, season))
            }
            other => other,
        };
    }
}

/// Tries one pattern at a place; the flag tells whether "the" stands before it.
type Pattern = fn(&Reader<'_>, usize, bool, &mut Vec<Expression>) -> Option<usize>;

/// Patterns that begin with a word of grammar.
const OF_WORDS: &[Pattern] = &[
    |r, at, the, out| r.timed(at, the, out),
    |r, at, _, out| r.ordinal_span(at, out),
    |r, at, the, out| r.pick(at, the, out),
    |r, at, the, out| r.reference(at, the, out),
    |r, at, _, out| r.set(at, out),
    |r, at, _, out| r.holiday(at, out),
    |r, at, _, out| r.fiscal(at, out),
    |r, at, the, out| if the { r.spelled_decade(at, out) } else { None },
    |r, at, the, out| if the { r.quarter_at_hand(at, out) } else { None },
    |r, at, _, out| r.time_being(at, out),
    |r, at, _, out| r.counted(at, out),
    |r, at, _, out| r.lexical(at, out),
];

/// Patterns that begin with a unit of time.
const OF_UNITS: &[Pattern] = &[
    |r, at, _, out| r.year_before(at, out),
    |r, at, _, out| r.unit_end(at, out),
    |r, at, the, out| if the { r.weekend_at_hand(at, out) } else { None },
    |r, at, the, out| if the { r.day_beside(at, out) } else { None },
    |r, at, the, out| r.timed(at, the, out),
    |r, at, the, out| r.the_year(at, the, out),
    |r, at, _, out| r.set(at, out),
    |r, at, _, out| r.bare(at, out),
];

impl Reader<'_> {
    fn expression(&self, at: usize, out: &mut Vec<Expression>) -> Option<usize> {
        match self.sense(at) {
            Sense::Break | Sense::Mark(_)
                if !matches!(self.sense(at), Sense::Mark('\'' | '’' | '‘' | '~')) =>
            {
                return None;
            }
            Sense::Other
                if !self.get(at)?.capital
                    && !self.is_text(at, "q")
                    && !self.is_text(at, "moment")
                    && !self.is_text(at, "close") =>
            {
                return None;
            }
            _ => {}
        }
        let len = out.len();
        let modified = self.modified(at, 0, out);
        let found = modified.or_else(|| {
            out.truncate(len);
            self.core(at, false, out)
        });
        let Some(mut end) = found else {
            out.truncate(len);
            return None;
        };
        if let Some(first) = out.get_mut(len).filter(|_| modified.is_some()) {
            let the = self.is(at, W::The) && first.first == at + 1 && self.drops_article(first);
            first.first = if the { at + 1 } else { at };
        }
        if let Some(last) = out.last_mut() {
            self.clock_after(last);
            self.of_that_year(last);
            end = end.max(last.end);
        }
        Some(end)
    }

    /// Tries every pattern that can begin here.
    pub(super) fn core(&self, at: usize, the: bool, out: &mut Vec<Expression>) -> Option<usize> {
        let len = out.len();
        let patterns: &[Pattern] = match self.sense(at) {
            Sense::Digits => &[
                |r, at, the, out| r.timed(at, the, out),
                |r, at, _, out| r.century(at, out),
                |r, at, the, out| r.quarter(at, the, out),
                |r, at, _, out| r.year_then_term(at, out),
                |r, at, _, out| r.dated_number(at, out),
                |r, at, _, out| r.counted(at, out),
                |r, at, the, out| r.the_day(at, the, out),
            ],
            Sense::Mark(_) => {
                &[|r, at, _, out| r.decade(at, out), |r, at, _, out| r.apostrophe_year(at, out)]
            }
            Sense::Month(_) => {
                &[|r, at, _, out| r.holiday(at, out), |r, at, _, out| r.dated_month(at, out)]
            }
            Sense::Weekday(_) => &[|r, at, _, out| r.weekday(at, out)],
            Sense::Season(_) => &[|r, at, the, out| r.season(at, the, out)],
            Sense::DayPart(_) => &[|r, at, the, out| r.timed(at, the, out)],
            Sense::Unit(..) => OF_UNITS,
            Sense::Ordinal(_) | Sense::Word(W::First | W::Second | W::Final | W::Latter) => &[
                |r, at, the, out| r.quarter(at, the, out),
                |r, at, _, out| r.ordinal_span(at, out),
                |r, at, _, out| r.century(at, out),
                |r, at, _, out| r.days_then_month(at, out),
            ],
            Sense::Holiday(_) | Sense::Other => &[
                |r, at, _, out| r.holiday(at, out),
                |r, at, the, out| r.quarter(at, the, out),
                |r, at, _, out| r.time_being(at, out),
                |r, at, the, out| if the { r.near_reference(at, out) } else { None },
            ],
            Sense::Cardinal(_) | Sense::Scale(_) | Sense::Scales(_) => {
                &[|r, at, the, out| r.timed(at, the, out), |r, at, _, out| r.counted(at, out)]
            }
            Sense::Word(_) => OF_WORDS,
            Sense::Break | Sense::Part(_) => &[],
        };
        for pattern in patterns {
            if let Some(end) = pattern(self, at, the, out) {
                return Some(end);
            }
            out.truncate(len);
        }
        None
    }

    /// "'45"
    fn apostrophe_year(&self, at: usize, out: &mut Vec<Expression>) -> Option<usize> {
        let (year, end) = self.short_year(at)?;
        out.push(Expression::new(at, end, Spec::ShortYear(year)));
        Some(end)
    }

    /// "the year 1942", "the years 1955".
    fn the_year(&self, at: usize, the: bool, out: &mut Vec<Expression>) -> Option<usize> {
        let Sense::Unit(Unit::Year, _) = self.sense(at) else { return None };
        if !the {
            return None;
        }
        let len = out.len();
        let end = self.years(at + 1, out)?;
        out.get_mut(len)?.first = at;
        Some(end)
    }

    /// "the 14th": a day of the month at hand.
    fn the_day(&self, at: usize, the: bool, out: &mut Vec<Expression>) -> Option<usize> {
        let number = self.get(at)?;
        let suffix = self.is(at + 1, W::Th) && self.is_glued(at + 1);
        let led = at > 1
            && matches!(
                self.before(at - 1),
                Sense::Word(W::On | W::By | W::Until | W::Since | W::From | W::To)
            );
        let noun = self.get(at + 2).is_some_and(|it| {
            it.spaced && it.is_word() && matches!(it.sense, Sense::Other | Sense::Unit(..))
                || !it.spaced && it.is_dash()
        });
        if !the
            || !suffix
            || !led
            || noun
            || !number.is_plain()
            || !(1.0..=31.0).contains(&number.value)
        {
            return None;
        }
        out.push(Expression::new(at, at + 2, Spec::Day(number.value as u8)));
        Some(at + 2)
    }

    /// "May 5 of that year", "the spring of the same year", "September last year".
    fn of_that_year(&self, expression: &mut Expression) {
        if !matches!(
            expression.spec,
            Spec::Month(_)
                | Spec::MonthDay(..)
                | Spec::Season(_)
                | Spec::Quarter(_)
                | Spec::Half(_)
        ) {
            return;
        }
        // "September last year" needs no "of".
        let of = self.is(expression.end, W::Of);
        let near = self.is_any(expression.end, &[W::Last, W::This, W::Next]);
        if !of && !near {
            return;
        }
        let start = expression.end + usize::from(of);
        let idx = self.skip(start, W::The);
        let the = idx > start;
        let which = match self.sense(idx) {
            Sense::Word(W::That | W::Same) => Which::Same,
            Sense::Word(W::This) => Which::This,
            Sense::Word(W::Last) => Which::Last,
            Sense::Word(W::Next) if the => Which::Following,
            Sense::Word(W::Next) => Which::Next,
            Sense::Word(W::Following) => Which::Following,
            Sense::Word(W::Previous) => Which::Previous,
            _ => return,
        };
        let year = self.skip(idx + 1, W::Same);
        if self.sense(year) == Sense::Unit(Unit::Year, false) {
            expression.year = Some(which);
            expression.end = year + 1;
        }
    }
}
