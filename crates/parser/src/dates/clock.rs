//! The time of day and the zone of a publication time: "10:15 p.m. EDT", `T101500+0100`. It reads no days.

use jiff::{civil::Time, tz::Offset};

use super::Piece;

/// The time in `rest`, and where what follows it begins.
pub(super) fn time(rest: &[Piece<'_>]) -> (Option<Time>, usize) {
    (0..rest.len())
        .find_map(|at| {
            let (time, n_pieces) = time_at(rest.get(at..)?)?;
            Some((Some(time), at + n_pieces))
        })
        .unwrap_or((None, 0))
}

fn time_at(rest: &[Piece<'_>]) -> Option<(Time, usize)> {
    use Piece::{Number, Sign, Word};
    let number = |it: &str| it.parse::<i8>().ok();
    let (hour, minute, second, used) = match rest {
        [Number(h), Sign(':'), Number(m), Sign(':'), Number(s), Sign('.'), Number(_), ..] => {
            (number(h)?, number(m)?, number(s)?, 7)
        }
        [Number(h), Sign(':'), Number(m), Sign(':'), Number(s), ..] => {
            (number(h)?, number(m)?, number(s)?, 5)
        }
        [Number(h), Sign(':' | '.'), Number(m), ..] if m.len() == 2 => {
            (number(h)?, number(m)?, 0, 3)
        }
        [Number(h), Word("h" | "H"), Number(m), ..] if m.len() == 2 => {
            (number(h)?, number(m)?, 0, 3)
        }
        [Word("T" | "t"), Number(digits), ..] if digits.len() == 6 || digits.len() == 4 => {
            return Some((packed_time(digits)?, 2));
        }
        [Number(h), ..] if half(rest.get(1..)?).is_some() => (number(h)?, 0, 0, 1),
        _ => return None,
    };
    let (hour, n_half) = match half(rest.get(used..).unwrap_or_default()) {
        Some((false, n_half)) => (if hour == 12 { 0 } else { hour }, n_half),
        Some((true, n_half)) => (if hour < 12 { hour + 12 } else { hour }, n_half),
        None => (hour, 0),
    };
    // A leap second is the second before it.
    Some((Time::new(hour, minute, second.min(59), 0).ok()?, used + n_half))
}

/// Whether the time is after noon, and how many pieces say so: `a.m.` is four, `PM` one.
fn half(rest: &[Piece<'_>]) -> Option<(bool, usize)> {
    use Piece::{Sign, Word};
    let (first, n_pieces) = match rest {
        [Word(a), Sign('.'), Word(m), Sign('.'), ..] if m.eq_ignore_ascii_case("m") => (*a, 4),
        [Word(a), Sign('.'), Word(m), ..] if m.eq_ignore_ascii_case("m") => (*a, 3),
        [Word(word), ..] if word.len() == 2 && word.to_ascii_lowercase().ends_with('m') => {
            (word.get(..1)?, 1)
        }
        _ => return None,
    };
    match first {
        "a" | "A" => Some((false, n_pieces)),
        "p" | "P" => Some((true, n_pieces)),
        _ => None,
    }
}

/// The zone that opens `rest`. A bare number with a sign is one only after a time: `2025-03` ends in none.
pub(super) fn offset(rest: &[Piece<'_>], after_time: bool) -> Option<Offset> {
    use Piece::{Number, Sign, Word};
    let sign = |it: char| if it == '-' { -1 } else { 1 };
    let number = |it: &str| it.parse::<i32>().ok();
    let (sign, hours, minutes) = match rest {
        [Sign(s @ ('+' | '-')), Number(h), Sign(':'), Number(m), ..] => {
            (sign(*s), number(h)?, number(m)?)
        }
        [Sign(s @ ('+' | '-')), Number(hm), ..] if hm.len() == 4 => {
            (sign(*s), number(hm)? / 100, number(hm)? % 100)
        }
        [Sign(s @ ('+' | '-')), Number(h), ..] if h.len() <= 2 => (sign(*s), number(h)?, 0),
        [Word(zone), rest @ ..] => {
            let named = zone_hours(zone);
            // `GMT+0200` and `UTC -5` mean their number.
            if named == Some((0, 0)) && matches!(rest, [Sign('+' | '-'), Number(_), ..]) {
                return offset(rest, after_time);
            }
            return match named {
                Some((hours, minutes)) => offset_of(hours * 60 + minutes),
                None => offset(rest, after_time),
            };
        }
        [Sign('(' | ',' | ')'), rest @ ..] => return offset(rest, after_time),
        _ => return None,
    };
    after_time.then(|| offset_of(sign * (hours * 60 + minutes))).flatten()
}

fn offset_of(minutes: i32) -> Option<Offset> {
    Offset::from_seconds(minutes * 60).ok().filter(|it| it.seconds().abs() <= 15 * 3600)
}

/// Zone abbreviations of RFC 2822 and those that news sites print. Where two zones share one, the larger press has it.
fn zone_hours(zone: &str) -> Option<(i32, i32)> {
    Some(match zone.to_ascii_uppercase().as_str() {
        "Z" | "UT" | "UTC" | "GMT" | "WET" => (0, 0),
        "BST" | "CET" | "WEST" | "MEZ" | "WAT" => (1, 0),
        "CEST" | "EET" | "SAST" | "MESZ" | "CAT" => (2, 0),
        "EEST" | "MSK" | "EAT" | "IDT" => (3, 0),
        "PKT" => (5, 0),
        "IST" => (5, 30),
        "WIB" => (7, 0),
        "HKT" | "SGT" | "AWST" => (8, 0),
        "JST" | "KST" => (9, 0),
        "ACST" => (9, 30),
        "AEST" => (10, 0),
        "AEDT" => (11, 0),
        "NZST" => (12, 0),
        "NZDT" => (13, 0),
        "BRT" | "ADT" => (-3, 0),
        "AST" | "EDT" => (-4, 0),
        "EST" | "CDT" | "ET" => (-5, 0),
        "CST" | "MDT" => (-6, 0),
        "MST" | "PDT" => (-7, 0),
        "PST" | "AKDT" => (-8, 0),
        "AKST" => (-9, 0),
        "HST" => (-10, 0),
        _ => return None,
    })
}

/// `101500`, `1015`.
pub(super) fn packed_time(digits: &str) -> Option<Time> {
    let number = |at: usize| digits.get(at..at + 2).and_then(|it| it.parse::<i8>().ok());
    Time::new(number(0)?, number(2)?, number(4).unwrap_or(0).min(59), 0).ok()
}
