//! Tells years from other numbers of four digits: "in 1939", but "2000 soldiers" and "Flight 1549".

use crate::lexemes::{Sense, Unit, W};

use super::{reader::Reader, years::YEARS};

/// The years that need no preposition before them.
const PLAIN_YEARS: std::ops::RangeInclusive<i32> = 1750..=2099;

impl Reader<'_> {
    /// Whether four bare digits are a year here rather than a number of things.
    pub(super) fn is_year(&self, at: usize, year: i32) -> bool {
        let next = self.get(at + 1);
        let touched = next.is_some_and(|it| {
            !it.spaced && (it.is_mark('%') || it.is_mark('/') || it.is_word() && !it.is(W::S))
                || !it.spaced && it.is_mark(':') && self.is_glued(at + 2)
                || it.is_mark('%')
        });
        if touched || self.counts(at + 1, year) {
            return false;
        }
        if at > 0 && is_label(self.word(at - 1)) {
            return false;
        }
        let led = self.is_led(at, &[W::Early, W::Late, W::Mid]);
        if led || self.ends_years(at, year) || self.is_bracketed(at) {
            return true;
        }
        match self.before(at) {
            Sense::Month(_) | Sense::Season(_) | Sense::Unit(Unit::Year, _) => true,
            Sense::Word(W::Between | W::From)
                if self.get(at + 2).is_some_and(|it| it.is_plain() && it.digits == 4) =>
            {
                true
            }
            Sense::Word(
                W::More
                | W::Than
                | W::About
                | W::Over
                | W::Nearly
                | W::Almost
                | W::Some
                | W::Least
                | W::Most
                | W::Around
                | W::Approximately
                | W::Under,
            ) if year % 50 == 0 => false,
            Sense::Word(W::Than | W::Least) => false,
            _ => PLAIN_YEARS.contains(&year),
        }
    }

    /// Whether a year stands before it: the end of "from 1598 to 1722", "1656 and 1662".
    fn ends_years(&self, at: usize, year: i32) -> bool {
        let linked = matches!(
            self.before(at),
            Sense::Word(W::To | W::And | W::Or | W::Until) | Sense::Mark(',' | '-' | '–')
        );
        let first = at.checked_sub(2).filter(|_| linked).and_then(|it| self.get(it));
        first.is_some_and(|it| {
            let before = it.value as i32;
            it.is_plain()
                && it.digits == 4
                && YEARS.contains(&before)
                && before < year
                && (year - before) < 400
                && self.is_year(at - 2, before)
        })
    }

    /// "(1738)", "c. 1640": four digits alone in parentheses, or after "circa".
    fn is_bracketed(&self, at: usize) -> bool {
        let dot = usize::from(self.is_mark(at.wrapping_sub(1), '.'));
        self.is(at.wrapping_sub(1 + dot), W::Circa)
            || self.is_mark(at.wrapping_sub(1), '(') && self.is_mark(at + 1, ')')
    }

    /// Whether what follows is what the number counts.
    fn counts(&self, at: usize, year: i32) -> bool {
        let Some(next) = self.get(at).filter(|it| it.spaced && it.is_word() && !it.capital) else {
            return false;
        };
        match next.sense {
            // "The 2010 season" counts no seasons.
            Sense::Unit(_, true)
            | Sense::Scale(_)
            | Sense::Scales(_)
            | Sense::Word(W::Percent | W::Votes | W::Hours) => true,
            Sense::Other => {
                let word = next.span().slice(self.text);
                let plural = word.len() > 3 && word.ends_with('s') && !word.ends_with("ss")
                    || matches!(
                        word,
                        "people"
                            | "men"
                            | "women"
                            | "children"
                            | "km"
                            | "kg"
                            | "m"
                            | "ft"
                            | "mph"
                            | "troops"
                    );
                let recent = (1950..2050).contains(&year) && year % 50 != 0;
                let animate = matches!(
                    word,
                    "people"
                        | "men"
                        | "women"
                        | "children"
                        | "troops"
                        | "soldiers"
                        | "deaths"
                        | "cases"
                        | "jobs"
                        | "km"
                );
                if recent && !animate {
                    return false;
                }
                let stated = matches!(word, "was" | "has" | "sees" | "saw" | "is" | "as");
                plural
                    && !stated
                    && (year % 50 == 0
                        || !matches!(self.before(at - 1), Sense::Word(W::In | W::Since | W::The)))
            }
            _ => false,
        }
    }

    /// Whether two or three digits are a year here, in a text that speaks of years BC.
    pub(super) fn is_short_year_bc(&self, at: usize) -> bool {
        let led =
            self.is_led(at, &[W::Early, W::Late, W::From]) || self.before(at) == Sense::Mark('(');
        let next = self.get(at + 1);
        let free = next.is_none_or(|it| {
            it.spaced && (it.capital || !it.is_word() || it.sense != Sense::Other)
                || matches!(it.sense, Sense::Mark(_)) && !it.is_mark('%')
                || it.spaced && !self.counts(at + 1, 0)
        });
        led && free
    }
}

/// Words that number things: "section 2010", "Flight 1549".
fn is_label(word: &str) -> bool {
    const LABELS: [&str; 16] = [
        "section",
        "article",
        "flight",
        "room",
        "page",
        "chapter",
        "no",
        "route",
        "highway",
        "model",
        "bill",
        "resolution",
        "line",
        "number",
        "type",
        "windows",
    ];
    LABELS.iter().any(|it| word.eq_ignore_ascii_case(it))
}
