//! Patterns of decades, centuries and seasons: "the '90s", "the 5th century BC", "winter 1994-95". Source of the forms:
//! TimeML 1.2.1.

use crate::lexemes::{Season, Sense, Unit, W};

use super::{
    expression::{Expression, Spec},
    point::Point,
    reader::Reader,
    years::YEARS,
};

type Found = Option<usize>;

impl Reader<'_> {
    /// "1990s", "the '90s", "1800s".
    pub(crate) fn decade(&self, at: usize, out: &mut Vec<Expression>) -> Found {
        let quote = matches!(self.sense(at), Sense::Mark('\'' | '’' | '‘'));
        let idx = at + usize::from(quote);
        let number = self.get(idx)?;
        let apostrophe =
            matches!(self.sense(idx + 1), Sense::Mark('\'' | '’')) && self.is_glued(idx + 1);
        let s = idx + 1 + usize::from(apostrophe);
        if !number.is_plain()
            || !self.is(s, W::S)
            || !self.is_glued(s)
            || number.value % 10.0 != 0.0
        {
            return None;
        }
        let year = number.value as i32;
        let (spec, end) = match number.digits {
            4 if YEARS.contains(&year) && !apostrophe_is_genitive(apostrophe, year) => {
                (Spec::Point(Point::Decade(year / 10)), s + 1)
            }
            3 if let Some(end) = self.bc_suffix(s + 1) => {
                (Spec::Point(Point::Decade(-(year / 10) - 1)), end)
            }
            2 if quote || self.is(at.wrapping_sub(1), W::The) => {
                (Spec::ShortDecade((year / 10) as u8), s + 1)
            }
            _ => return None,
        };
        out.push(Expression::new(at, end, spec));
        Some(end)
    }

    /// "the 18th century", "nineteenth-century", "the 5th century BC".
    pub(crate) fn century(&self, at: usize, out: &mut Vec<Expression>) -> Found {
        let (n, end) = self.day(at)?;
        let end = end + usize::from(self.is_joint(end));
        if !matches!(self.sense(end), Sense::Unit(Unit::Century, _)) {
            return None;
        }
        let n = i32::from(n);
        let (n, end) = match self.bc_suffix(end + 1) {
            Some(bc) => (-n, bc),
            None => (n - 1, self.ad_suffix(end + 1)),
        };
        out.push(Expression::new(at, end, Spec::Point(Point::Century(n))));
        Some(end)
    }

    /// "winter 1994-95": one winter lies in two years.
    fn season_end(&self, end: usize, year: i32, season: Season) -> usize {
        let next = self.get(end + 1).filter(|it| it.is_plain()).map_or(0, |it| it.value as i32);
        let two = next == (year + 1).rem_euclid(100) || next == year + 1;
        end + if season == Season::Winter && self.is_joint(end) && two { 2 } else { 0 }
    }

    /// "summer 1942", "the spring of 490 BC", "in the winter".
    pub(crate) fn season(&self, at: usize, the: bool, out: &mut Vec<Expression>) -> Found {
        let Sense::Season(season) = self.sense(at) else { return None };
        if let Some((year, end)) = self.year_after(at + 1) {
            let end = self.season_end(end, year, season);
            out.push(Expression::new(at, end, Spec::Point(Point::Season(year, season))));
            return Some(end);
        }
        let led = self.is_led(at, &[W::Early, W::Late, W::From, W::Mid])
            || self.before(at) == Sense::Mark('-');
        let of = self.is(at + 1, W::Of);
        let verb = matches!(season, Season::Fall | Season::Spring);
        // "the fall of Saigon" is no autumn, and nations may spring.
        let the_led =
            the && at > 1 && self.is_led(at - 1, &[W::Of, W::Through, W::From, W::Over, W::For]);
        let listed = self.is_any(at + 1, &[W::And, W::Or])
            && matches!(self.sense(at + 2), Sense::Season(_))
            || self.is_any(at.wrapping_sub(1), &[W::And, W::Or])
                && matches!(self.sense(at.wrapping_sub(2)), Sense::Season(_));
        let ok = listed || if verb { (led || the_led) && !of } else { (led || the) && !of };
        if !ok
            || self.get(at + 1).is_some_and(|it| it.capital && it.spaced) && self.get(at)?.capital
        {
            return None;
        }
        out.push(Expression::new(at, at + 1, Spec::Season(season)));
        Some(at + 1)
    }

    /// "the nineties".
    pub(crate) fn spelled_decade(&self, at: usize, out: &mut Vec<Expression>) -> Found {
        let tens = match self.sense(at) {
            Sense::Word(W::Nineties) => 9,
            Sense::Word(W::Eighties) => 8,
            Sense::Word(W::Seventies) => 7,
            Sense::Word(W::Sixties) => 6,
            Sense::Word(W::Fifties) => 5,
            Sense::Word(W::Forties) => 4,
            Sense::Word(W::Thirties) => 3,
            Sense::Word(W::Twenties) => 2,
            _ => return None,
        };
        out.push(Expression::new(at, at + 1, Spec::ShortDecade(tens)));
        Some(at + 1)
    }
}

/// "1990's" is a decade; "2000's" is taken for what is of the year.
fn apostrophe_is_genitive(apostrophe: bool, year: i32) -> bool {
    apostrophe && year % 100 == 0
}
