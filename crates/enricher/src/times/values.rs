//! TIMEX3's value strings of what is no point: references, clock times, lengths of time, and points that nothing tells.
//! Sources: TimeML 1.2.1, and the TIDES 2005 TIMEX2 guidelines for decades and centuries.

use jiff::civil::Date;
use wiredesk_model::TimexType;

use crate::lexemes::Unit;

use super::{
    expression::{Amount, Clock, Ref, Spec, What, Which},
    point::{part_code, season_code},
};

/// An expression as read.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Reading {
    pub kind: TimexType,
    pub value: String,
    pub extent: Option<(Date, Date)>,
}

pub(super) fn plain(kind: TimexType, value: impl Into<String>) -> Reading {
    Reading { kind, value: value.into(), extent: None }
}

/// What TIMEX3 writes for a point that nothing tells.
pub(super) fn unknown(spec: Spec) -> String {
    match spec {
        Spec::MonthDay(month, day) => format!("XXXX-{month:02}-{day:02}"),
        Spec::Month(month) => format!("XXXX-{month:02}"),
        Spec::Season(season) => format!("XXXX-{}", season_code(season)),
        Spec::Quarter(quarter) => format!("XXXX-Q{quarter}"),
        Spec::Half(half) => format!("XXXX-H{half}"),
        Spec::Day(day) => format!("XXXX-XX-{day:02}"),
        Spec::Weekday(day) | Spec::Pick(_, What::Weekday(day)) => format!("XXXX-WXX-{day}"),
        Spec::Pick(_, What::Month(month)) => format!("XXXX-{month:02}"),
        Spec::Pick(_, What::Season(season)) => {
            format!("XXXX-{}", season_code(season))
        }
        Spec::Pick(Which::This, What::Unit(_)) => "PRESENT_REF".to_owned(),
        Spec::Pick(_, What::Unit(Unit::Year)) | Spec::Shift { unit: Unit::Year, .. } => {
            "XXXX".to_owned()
        }
        Spec::Pick(_, What::Unit(Unit::Month)) | Spec::Shift { unit: Unit::Month, .. } => {
            "XXXX-XX".to_owned()
        }
        Spec::Weekend | Spec::Pick(_, What::Unit(Unit::Weekend)) => "XXXX-WXX-WE".to_owned(),
        Spec::Pick(_, What::Unit(Unit::Quarter)) => "XXXX-QX".to_owned(),
        Spec::Pick(_, What::Unit(Unit::Week)) | Spec::Shift { unit: Unit::Week, .. } => {
            "XXXX-WXX".to_owned()
        }
        _ => "XXXX-XX-XX".to_owned(),
    }
}

pub(super) fn ref_value(reference: Ref) -> &'static str {
    match reference {
        Ref::Present => "PRESENT_REF",
        Ref::Past => "PAST_REF",
        Ref::Future => "FUTURE_REF",
    }
}

pub(super) fn clock_value(clock: Clock) -> String {
    match clock {
        Clock::Part(part) => format!("T{}", part_code(part)),
        Clock::At(hour, minute, second, utc) => {
            let second = second.map_or_else(String::new, |it| format!(":{it:02}"));
            format!("T{hour:02}:{minute:02}{second}{}", if utc { "Z" } else { "" })
        }
    }
}

/// "half an hour" is thirty minutes, as in the examples of TimeML 1.2.1; so with the other units that have halves.
fn half_of(amount: Amount, unit: Unit) -> Option<&'static str> {
    let Amount::Exactly(n) = amount else { return None };
    let is = |part: f64| (n - part).abs() < f64::EPSILON;
    match unit {
        Unit::Minute if is(0.5) => Some("PT30S"),
        Unit::Hour if is(0.25) => Some("PT15M"),
        Unit::Hour if is(0.5) => Some("PT30M"),
        Unit::Year if is(0.5) => Some("P6M"),
        Unit::Decade if is(0.5) => Some("P5Y"),
        _ => None,
    }
}

/// An ISO 8601 period; decades and centuries are TIMEX2's `DE` and `CE`, which ISO lacks.
pub(super) fn period(amount: Amount, unit: Unit) -> String {
    if let Some(whole) = half_of(amount, unit) {
        return whole.to_owned();
    }
    let (time, code, times) = match unit {
        Unit::Second => (true, "S", 1.0),
        Unit::Minute => (true, "M", 1.0),
        Unit::Hour => (true, "H", 1.0),
        Unit::Day | Unit::Night => (false, "D", 1.0),
        Unit::Weekend => (false, "WE", 1.0),
        Unit::Week => (false, "W", 1.0),
        Unit::Fortnight => (false, "W", 2.0),
        Unit::Month => (false, "M", 1.0),
        Unit::Quarter => (false, "Q", 1.0),
        Unit::Season => (false, "Y", 1.0),
        Unit::Year => (false, "Y", 1.0),
        Unit::Decade => (false, "DE", 1.0),
        Unit::Century => (false, "CE", 1.0),
        Unit::Millennium => (false, "ML", 1.0),
    };
    let n = match amount {
        Amount::Exactly(n) => format!("{}", n * times),
        Amount::Some => "X".to_owned(),
    };
    format!("P{}{n}{code}", if time { "T" } else { "" })
}
