//! Reads expressions against the time of writing and the time the story has reached. In a report, dates lean on the
//! publication; in a narrative, which tells of long ago and dates itself as it goes, on the last date told.

mod points;

use jiff::civil::Date;
use wiredesk_model::TimexType;

use crate::lexemes::Unit;

use super::{
    arithmetic::FARTHEST,
    expression::{Expression, Origin, Ref, Spec, What, Which},
    point::{Point, year_of},
    values::{Reading, clock_value, period, plain, ref_value, unknown},
};

/// Whether the sentence puts an expression before or after the time of writing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tense {
    Past,
    Future,
}

/// Where an expression stands.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    /// What the sentence says of it, if anything.
    pub tense: Option<Tense>,
    /// Index of its paragraph.
    pub paragraph: usize,
    /// Whether it opens its sentence: "In May 1944, …".
    pub opening: bool,
    /// Whether it stands aside from the story: in parentheses, as the end of a range, or after "until" and "since".
    pub aside: bool,
    /// For a time of day, the date right after it: "at 11 a.m. on 11 November".
    pub day: Option<Spec>,
    /// How it hangs on the expression before it.
    pub link: Option<Link>,
}

/// How an expression hangs on the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Link {
    /// "Monday to Friday".
    Range,
    /// "Monday, Tuesday and Friday".
    List,
}

/// What the times of a text lean on.
pub(crate) struct Anchors {
    /// The day of writing.
    published: Option<Date>,
    /// Whether the text tells of long ago.
    narrative: bool,
    /// The last point told, and the paragraph it stands in.
    story: Option<(Point, usize)>,
    /// The last day told against the publication ("on Tuesday"), and its paragraph: clock times are of that day.
    day: Option<(Point, usize)>,
    /// The last quarter, half-year or month told, and its paragraph: "a year earlier" compares with it.
    term: Option<(Point, usize)>,
    /// The last day of the week told.
    weekday: Option<Date>,
}

/// The fewest dated years that make a narrative, where the publication is known.
const NARRATIVE_YEARS: usize = 4;

/// A narrative does not leap so many years within a sentence.
const FAR_AHEAD: i32 = 15;

impl Anchors {
    /// Judges from all expressions of a text whether it is a narrative.
    pub(crate) fn new(published: Option<Date>, expressions: &[Expression]) -> Self {
        let mut years: Vec<i32> = expressions
            .iter()
            .filter_map(|it| match it.spec {
                Spec::Point(point) => point.year(),
                _ => None,
            })
            .collect();
        years.sort_unstable();
        let n_deictic = expressions.iter().filter(|it| is_deictic(it.spec)).count();
        let median = years.get(years.len() / 2).copied();
        let old = match (median, published) {
            (Some(median), Some(on)) => (year_of(on) - median).abs() >= 2,
            (Some(_), None) => true,
            (None, _) => false,
        };
        let enough = published.is_none() || years.len() >= NARRATIVE_YEARS;
        let narrative = old && enough && years.len() >= 2 * n_deictic;
        Self { published, narrative, story: None, day: None, term: None, weekday: None }
    }

    /// Whether the text tells of long ago.
    pub(crate) fn is_narrative(&self) -> bool {
        self.narrative
    }

    /// Reads one expression; they come in the order of the text.
    pub(crate) fn read(&mut self, expression: &Expression, place: Place) -> Reading {
        match expression.spec {
            Spec::Ref(reference) | Spec::Lexical(reference) => {
                plain(TimexType::Date, ref_value(reference))
            }
            Spec::VagueShift(later) => {
                plain(TimexType::Date, ref_value(if later { Ref::Future } else { Ref::Past }))
            }
            Spec::Duration(amount, unit) => plain(TimexType::Duration, period(amount, unit)),
            Spec::Every(_, Unit::Weekend) => plain(TimexType::Set, "XXXX-WXX-WE"),
            Spec::Every(amount, unit) => plain(TimexType::Set, period(amount, unit)),
            Spec::EveryWeekday(day) => {
                let clock = expression.clock.map_or_else(String::new, clock_value);
                plain(TimexType::Set, format!("XXXX-WXX-{day}{clock}"))
            }
            _ => self.read_point(expression, place),
        }
    }

    fn read_point(&mut self, expression: &Expression, place: Place) -> Reading {
        let paragraph = place.paragraph;
        let year = expression
            .year
            .and_then(|which| self.pick_unit(which, Unit::Year, paragraph))
            .and_then(Point::year);
        let point = match year {
            Some(year) => in_year(expression.spec, year),
            None => self.point(place.day.unwrap_or(expression.spec), place),
        };
        let Some(clock) = expression.clock else {
            let Some(point) = point else {
                let far = matches!(expression.spec, Spec::Shift { by, .. } if by < -FARTHEST);
                let vague = || self.partly(expression.spec, paragraph);
                let value = if far { "PAST_REF".to_owned() } else { vague() };
                return plain(TimexType::Date, value);
            };
            self.tell(expression.spec, point, place);
            self.remember(expression.spec, point, place);
            return Reading { kind: TimexType::Date, value: point.value(), extent: point.extent() };
        };
        if let Some(point) = point.filter(|_| expression.spec != Spec::TimeOfDay) {
            self.tell(expression.spec, point, place);
        }
        let day = point.map_or_else(|| "XXXX-XX-XX".to_owned(), Point::value);
        let value = format!("{day}{}", clock_value(clock));
        Reading { kind: TimexType::Time, value, extent: point.and_then(Point::extent) }
    }

    /// What is known of a point that is not: the year or the month of "the next day".
    fn partly(&self, spec: Spec, paragraph: usize) -> String {
        let day = match spec {
            Spec::Pick(which, What::Unit(Unit::Day)) => origin(which) == Origin::Story,
            Spec::Shift { unit: Unit::Day, from: Origin::Story, .. } => true,
            _ => false,
        };
        match self.base(Origin::Story, paragraph).filter(|_| day) {
            Some(point @ Point::Year(_)) => format!("{}-XX-XX", point.value()),
            Some(point @ Point::Month(..)) => format!("{}-XX", point.value()),
            _ => unknown(spec),
        }
    }

    /// Keeps what later expressions compare with.
    fn remember(&mut self, spec: Spec, point: Point, place: Place) {
        if matches!(point, Point::Quarter(..) | Point::Half(..) | Point::Month(..))
            && !matches!(spec, Spec::Shift { .. })
        {
            self.term = Some((point, place.paragraph));
        }
        if matches!(spec, Spec::Weekday(_)) {
            self.weekday = point.first();
        }
    }

    /// Moves the story on. What opens a sentence does; a look back inside one ("invaded in late 1943") or far ahead
    /// ("published in 2005") does not, nor does a bare year that the story is in already.
    fn tell(&mut self, spec: Spec, point: Point, place: Place) {
        let deictic = is_deictic(spec) && !self.narrative;
        if deictic || matches!(point, Point::Century(_) | Point::Decade(_)) {
            self.day = Some((point, place.paragraph)).filter(|it| matches!(it.0, Point::Day(..)));
            return;
        }
        if let (Some((story, paragraph)), Some(year)) =
            (self.story.filter(|_| self.narrative), point.year())
        {
            let told = story.year().unwrap_or(year);
            let same = paragraph == place.paragraph;
            let back = same && year < told || matches!(spec, Spec::Shift { by, .. } if by < 0.0);
            let ahead = year - told > FAR_AHEAD;
            let planned = year > told && place.tense == Some(Tense::Future);
            let known = same && year == told && matches!(point, Point::Year(_));
            if !place.opening && (place.aside || back || ahead || planned) || known {
                return;
            }
        }
        self.story = Some((point, place.paragraph));
    }

    /// What the expression is counted from: the story in a narrative or where one runs nearby, else the publication.
    fn base(&self, origin: Origin, paragraph: usize) -> Option<Point> {
        let published = self.published.map(Point::day);
        let story = self.story.map(|it| it.0);
        match origin {
            Origin::Speech if self.narrative => story.or(published),
            Origin::Speech => published.or(story),
            Origin::Story if self.narrative => story.or(published),
            Origin::Story => self.nearby(paragraph).or(published).or(story),
        }
    }

    fn nearby(&self, paragraph: usize) -> Option<Point> {
        self.story.filter(|it| paragraph <= it.1 + 1).map(|it| it.0)
    }
}

fn origin(which: Which) -> Origin {
    match which {
        Which::Last | Which::This | Which::Next => Origin::Speech,
        Which::Previous | Which::Same | Which::Following => Origin::Story,
    }
}

/// Whether an expression leans on the moment of writing.
fn is_deictic(spec: Spec) -> bool {
    match spec {
        Spec::Weekday(_) | Spec::Weekend => true,
        Spec::Pick(which, _) => origin(which) == Origin::Speech,
        Spec::Shift { from, .. } => from == Origin::Speech,
        _ => false,
    }
}

/// The date of a spec that names no year, in `year`.
fn in_year(spec: Spec, year: i32) -> Option<Point> {
    match spec {
        Spec::Month(month) => Some(Point::Month(year, month)),
        Spec::MonthDay(month, day) => Some(Point::Day(year, month, day)),
        Spec::Season(season) => Some(Point::Season(year, season)),
        Spec::Quarter(quarter) => Some(Point::Quarter(year, quarter)),
        Spec::Half(half) => Some(Point::Half(year, half)),
        _ => None,
    }
}
