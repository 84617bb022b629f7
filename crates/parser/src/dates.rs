//! Publication times as feeds, mail, agencies and web pages write them. Relative times ("two hours ago") are not read:
//! they need a clock.
//!
//! Read: ISO 8601 basic and extended and RFC 3339, RFC 2822, `asctime`, IPTC (`20250317T101500+0100`), Unix seconds and
//! milliseconds, numeric dates with `/`, `.` and `-`, and days with month names in English, French, German, Spanish,
//! Portuguese, Italian, Dutch and other languages of Europe, or with 年月日. `03/04/2025` is read month first, as with `/` the United
//! States write it, unless that is no date; with `.` and `-` the day is first.

use jiff::{
    Timestamp,
    civil::{Date, Time},
    tz::Offset,
};
use wiredesk_model::{Published, PublishedFrom};

/// Bytes of a date that are looked at.
const MAX_BYTES: usize = 120;

/// Instants of a page that are compared with the one it declares.
const MAX_INSTANTS: usize = 64;

/// Years in which news is thought to have been published.
const YEARS: std::ops::RangeInclusive<i16> = 1700..=2100;

/// The publication time that `text` gives, as metadata.
pub(crate) fn published(text: &str) -> Option<Published> {
    let moment = Moment::read(text)?;
    let offset = moment.offset.unwrap_or(Offset::UTC);
    Some(Published { at: moment.instant()?, offset, on: moment.on, from: PublishedFrom::Metadata })
}

/// `published` at the publisher's own offset, where the page writes the same instant with one elsewhere: many pages
/// declare UTC for machines and tell their readers the local day.
pub(crate) fn at_home(published: Published, page: &str) -> Published {
    let time = Offset::UTC.to_datetime(published.at).time();
    if published.offset != Offset::UTC || time == Time::midnight() {
        return published;
    }
    // Offsets are whole or half hours, so minute or minute and a half hour stand beside the second.
    let minutes = [time.minute(), (time.minute() + 30) % 60];
    let found = minutes.iter().find_map(|minute| {
        let needle = format!(":{minute:02}:{:02}", time.second());
        memchr::memmem::find_iter(page.as_bytes(), needle.as_bytes())
            .take(MAX_INSTANTS)
            .filter_map(|at| page.get(at.checked_sub(13)?..page.len().min(at + 16)))
            .filter_map(self::published)
            .find(|it| it.at == published.at && it.offset != Offset::UTC)
    });
    found.unwrap_or(published)
}

/// The instant that `text` gives; midnight UTC where it gives a day only.
pub(crate) fn instant(text: &str) -> Option<Timestamp> {
    Moment::read(text)?.instant()
}

/// A day in a path such as `/2025/03/17/slug`, `/2025-03-17-slug` or `/20250317/`.
pub(crate) fn in_path(path: &str) -> Option<Published> {
    let numbers: Vec<&str> = path.split(|it: char| !it.is_ascii_digit()).collect();
    let number = |it: &str| it.parse::<i16>().ok();
    let spaced = numbers.windows(3).find_map(|it| match it {
        [y, m, d] if y.len() == 4 && m.len() <= 2 && d.len() <= 2 => {
            date(number(y)?, number(m)?, number(d)?)
        }
        _ => None,
    });
    let packed = || numbers.iter().filter(|it| it.len() == 8).find_map(|it| packed_date(it));
    let on = spaced.or_else(packed).filter(|it| (1995..=2100).contains(&it.year()))?;
    let at = Offset::UTC.to_timestamp(on.to_datetime(Time::midnight())).ok()?;
    Some(Published { at, offset: Offset::UTC, on, from: PublishedFrom::Metadata })
}

/// A day, and the time and zone where they are given.
struct Moment {
    on: Date,
    time: Option<Time>,
    offset: Option<Offset>,
}

/// A piece of a date.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Piece<'a> {
    Number(&'a str),
    Word(&'a str),
    Sign(char),
}

impl Moment {
    fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        let end = text.floor_char_boundary(MAX_BYTES.min(text.len()));
        let pieces = pieces(text.get(..end)?);
        if let [Piece::Number(digits)] = pieces.as_slice() {
            return Self::from_digits(digits);
        }
        let (on, used) = day(&pieces)?;
        let rest = without(&pieces, used);
        let (time, after) = time(&rest);
        let offset = rest.get(after..).and_then(|it| offset(it, time.is_some()));
        Some(Self { on, time, offset })
    }

    /// `20250317`, `20250317101500`, or Unix time.
    fn from_digits(digits: &str) -> Option<Self> {
        match digits.len() {
            8 => Some(Self { on: packed_date(digits)?, time: None, offset: None }),
            14 => {
                let time = packed_time(digits.get(8..)?)?;
                Some(Self { on: packed_date(digits)?, time: Some(time), offset: None })
            }
            10 | 13 => {
                let number: i64 = digits.parse().ok()?;
                let seconds = if digits.len() == 13 { number / 1000 } else { number };
                let at = Offset::UTC.to_datetime(Timestamp::from_second(seconds).ok()?);
                Some(Self { on: at.date(), time: Some(at.time()), offset: Some(Offset::UTC) })
            }
            _ => None,
        }
    }

    fn instant(&self) -> Option<Timestamp> {
        let datetime = self.on.to_datetime(self.time.unwrap_or_default());
        self.offset.unwrap_or(Offset::UTC).to_timestamp(datetime).ok()
    }
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let is_digit = first.is_ascii_digit();
        let end = if is_digit {
            rest.find(|it: char| !it.is_ascii_digit())
        } else if is_word(first) {
            rest.find(|it: char| !is_word(it))
        } else {
            Some(first.len_utf8())
        };
        let (piece, after) = rest.split_at(end.unwrap_or(rest.len()));
        if is_digit {
            pieces.push(Piece::Number(piece));
        } else if is_word(first) {
            pieces.push(Piece::Word(piece));
        } else if !first.is_whitespace() {
            pieces.push(Piece::Sign(if first == '\u{2212}' { '-' } else { first }));
        }
        rest = after;
    }
    pieces
}

fn is_word(char: char) -> bool {
    char.is_alphabetic() && !matches!(char, '年' | '月' | '日')
}

/// The first day in `pieces` and the pieces that make it up.
fn day(pieces: &[Piece<'_>]) -> Option<(Date, std::ops::Range<usize>)> {
    (0..pieces.len()).find_map(|at| {
        let rest = pieces.get(at..)?;
        let (on, n_pieces) = day_at(rest)?;
        Some((on, at..at + n_pieces))
    })
}

fn day_at(rest: &[Piece<'_>]) -> Option<(Date, usize)> {
    use Piece::{Number, Sign, Word};
    let number = |it: &str| it.parse::<i16>().ok();
    match rest {
        // 2025-03-17, 2025/3/17, 2025年3月17日
        [Number(y), Sign(s), Number(m), Sign(t), Number(d), ..]
            if y.len() == 4 && is_separator(*s) && is_separator(*t) =>
        {
            Some((date(number(y)?, number(m)?, number(d)?)?, 5))
        }
        // 17.03.2025, 03/17/2025
        [Number(a), Sign(s), Number(b), Sign(t), Number(y), ..]
            if a.len() <= 2 && b.len() <= 2 && s == t && is_separator(*s) =>
        {
            let (a, b, y) = (number(a)?, number(b)?, year(y)?);
            let month_first = if *s == '/' { date(y, a, b) } else { None };
            Some((month_first.or_else(|| date(y, b, a)).or_else(|| date(y, a, b))?, 5))
        }
        // 20250317T101500
        [Number(digits), Word("T" | "t"), ..] if digits.len() == 8 => {
            Some((packed_date(digits)?, 1))
        }
        [Number(d), rest @ ..] if d.len() <= 2 => {
            let (skipped, rest) =
                skip_words(rest, &["st", "nd", "rd", "th", "er", "de", "of", "."]);
            let [Word(m), rest @ ..] = rest else { return None };
            let (more, rest) = skip_words(rest, &["de", "del", ".", ",", "-", "/"]);
            let [Number(y), ..] = rest else { return None };
            Some((date(year(y)?, month(m)?, number(d)?)?, 3 + skipped + more))
        }
        [Word(m), rest @ ..] => {
            let m = month(m)?;
            let (skipped, rest) = skip_words(rest, &[".", "-"]);
            let [Number(d), rest @ ..] = rest else { return None };
            let (more, rest) = skip_words(rest, &["st", "nd", "rd", "th", ",", "."]);
            match rest {
                [Number(y), ..] if y.len() == 4 => {
                    Some((date(number(y)?, m, number(d)?)?, 3 + skipped + more))
                }
                // `Mon Mar 17 10:15:00 2025`: the year stands after the time, and stays for it to be read around.
                _ => {
                    let y = rest.iter().find_map(|it| match it {
                        Number(y) if y.len() == 4 => number(y),
                        _ => None,
                    })?;
                    Some((date(y, m, number(d)?)?, 2 + skipped + more))
                }
            }
        }
        _ => None,
    }
}

fn is_separator(sign: char) -> bool {
    matches!(sign, '-' | '/' | '.' | '年' | '月')
}

fn skip_words<'a, 'b>(rest: &'b [Piece<'a>], words: &[&str]) -> (usize, &'b [Piece<'a>]) {
    let is_skipped = |it: &Piece<'_>| match it {
        Piece::Word(word) => words.iter().any(|it| it.eq_ignore_ascii_case(word)),
        Piece::Sign(sign) => words.iter().any(|it| it.chars().eq([*sign])),
        Piece::Number(_) => false,
    };
    let n_skipped = rest.iter().take_while(|it| is_skipped(it)).count();
    (n_skipped, rest.get(n_skipped..).unwrap_or_default())
}

fn without<'a>(pieces: &[Piece<'a>], used: std::ops::Range<usize>) -> Vec<Piece<'a>> {
    let keep = |(at, piece): (usize, &Piece<'a>)| (!used.contains(&at)).then_some(*piece);
    pieces.iter().enumerate().filter_map(keep).collect()
}

/// The time in `rest`, and where what follows it begins.
fn time(rest: &[Piece<'_>]) -> (Option<Time>, usize) {
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
fn offset(rest: &[Piece<'_>], after_time: bool) -> Option<Offset> {
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

fn date(year: i16, month: i16, day: i16) -> Option<Date> {
    let on = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    YEARS.contains(&on.year()).then_some(on)
}

/// A year of four digits, or of two as RFC 2822 reads them.
fn year(digits: &str) -> Option<i16> {
    let number: i16 = digits.parse().ok()?;
    match digits.len() {
        4 => Some(number),
        2 if number < 50 => Some(2000 + number),
        2 => Some(1900 + number),
        _ => None,
    }
}

fn packed_date(digits: &str) -> Option<Date> {
    let number = |range: std::ops::Range<usize>| digits.get(range)?.parse::<i16>().ok();
    date(number(0..4)?, number(4..6)?, number(6..8)?)
}

fn packed_time(digits: &str) -> Option<Time> {
    let number = |at: usize| digits.get(at..at + 2).and_then(|it| it.parse::<i8>().ok());
    Time::new(number(0)?, number(2)?, number(4).unwrap_or(0).min(59), 0).ok()
}

/// Names of the months as dates write them, in the order of the months and of the number of readers: English, Spanish,
/// German, French, Portuguese, Italian, Dutch, Swedish, Danish, Norwegian, Polish, Russian, Turkish, Czech, Finnish,
/// Indonesian, Romanian, Greek (Unicode CLDR 46, "months, format, wide").
const MONTHS: [&[&str]; 12] = [
    &[
        "january",
        "enero",
        "januar",
        "jänner",
        "janvier",
        "janeiro",
        "gennaio",
        "januari",
        "stycznia",
        "января",
        "ocak",
        "ledna",
        "tammikuuta",
        "ianuarie",
        "ιανουαρίου",
    ],
    &[
        "february",
        "febrero",
        "februar",
        "février",
        "fevrier",
        "fevereiro",
        "febbraio",
        "februari",
        "lutego",
        "февраля",
        "şubat",
        "února",
        "helmikuuta",
        "februarie",
        "φεβρουαρίου",
    ],
    &[
        "march",
        "marzo",
        "märz",
        "mars",
        "março",
        "maart",
        "mrt",
        "marts",
        "marca",
        "марта",
        "mart",
        "března",
        "maaliskuuta",
        "maret",
        "martie",
        "μαρτίου",
    ],
    &[
        "april",
        "abril",
        "avril",
        "aprile",
        "kwietnia",
        "апреля",
        "nisan",
        "dubna",
        "huhtikuuta",
        "aprilie",
        "απριλίου",
    ],
    &[
        "may",
        "mayo",
        "mai",
        "maio",
        "maggio",
        "mei",
        "maj",
        "maja",
        "мая",
        "mayıs",
        "května",
        "toukokuuta",
        "μαΐου",
    ],
    &[
        "june",
        "junio",
        "juni",
        "juin",
        "junho",
        "giugno",
        "czerwca",
        "июня",
        "haziran",
        "června",
        "kesäkuuta",
        "iunie",
        "ιουνίου",
    ],
    &[
        "july",
        "julio",
        "juli",
        "juillet",
        "julho",
        "luglio",
        "lipca",
        "июля",
        "temmuz",
        "července",
        "heinäkuuta",
        "iulie",
        "ιουλίου",
    ],
    &[
        "august",
        "agosto",
        "août",
        "aout",
        "augustus",
        "augusti",
        "sierpnia",
        "августа",
        "ağustos",
        "srpna",
        "elokuuta",
        "agustus",
        "αυγούστου",
    ],
    &[
        "september",
        "septiembre",
        "setiembre",
        "septembre",
        "setembro",
        "settembre",
        "września",
        "сентября",
        "eylül",
        "září",
        "syyskuuta",
        "septembrie",
        "σεπτεμβρίου",
    ],
    &[
        "october",
        "octubre",
        "oktober",
        "octobre",
        "outubro",
        "ottobre",
        "października",
        "октября",
        "ekim",
        "října",
        "lokakuuta",
        "octombrie",
        "οκτωβρίου",
    ],
    &[
        "november",
        "noviembre",
        "novembre",
        "novembro",
        "listopada",
        "ноября",
        "kasım",
        "listopadu",
        "marraskuuta",
        "noiembrie",
        "νοεμβρίου",
    ],
    &[
        "december",
        "diciembre",
        "dezember",
        "décembre",
        "decembre",
        "dezembro",
        "dicembre",
        "desember",
        "grudnia",
        "декабря",
        "aralık",
        "prosince",
        "joulukuuta",
        "decembrie",
        "δεκεμβρίου",
    ],
];

/// The month that `word` names, in full or cut short to three letters or more.
pub(crate) fn month(word: &str) -> Option<i16> {
    let n_chars = word.chars().take(16).count();
    if !(3..16).contains(&n_chars) {
        return None;
    }
    let word = word.to_lowercase();
    // "juil." and "juin" part at the fourth letter, "jui" names neither.
    let is = |names: &&[&str]| names.iter().any(|it| it.starts_with(word.as_str()));
    MONTHS.iter().position(is).and_then(|it| i16::try_from(it + 1).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, at: &str, on: &str) {
        let published = published(text).unwrap_or_else(|| panic!("no date in {text:?}"));
        assert_eq!((published.at.to_string(), published.on.to_string()), (at.into(), on.into()));
    }

    #[test]
    fn iso_and_its_relatives() {
        check("2025-03-17", "2025-03-17T00:00:00Z", "2025-03-17");
        check("2025-03-17T23:15:00-05:00", "2025-03-18T04:15:00Z", "2025-03-17");
        check("2025-03-17T10:15:00.123Z", "2025-03-17T10:15:00Z", "2025-03-17");
        check("2025-03-17 10:15:00 +0100", "2025-03-17T09:15:00Z", "2025-03-17");
        check("20250317T101500+0100", "2025-03-17T09:15:00Z", "2025-03-17");
        check("20250317T101500Z", "2025-03-17T10:15:00Z", "2025-03-17");
        check("20250317", "2025-03-17T00:00:00Z", "2025-03-17");
        check("2025-03-17T10:15", "2025-03-17T10:15:00Z", "2025-03-17");
        check("1742206500", "2025-03-17T10:15:00Z", "2025-03-17");
        check("1742206500000", "2025-03-17T10:15:00Z", "2025-03-17");
    }

    #[test]
    fn mail_and_asctime() {
        check("Mon, 17 Mar 2025 10:15:00 +0100", "2025-03-17T09:15:00Z", "2025-03-17");
        check("17 Mar 25 10:15 EST", "2025-03-17T15:15:00Z", "2025-03-17");
        check("Mon, 17 Mar 2025 10:15:60 GMT", "2025-03-17T10:15:59Z", "2025-03-17");
        check("Mon Mar 17 10:15:00 2025", "2025-03-17T10:15:00Z", "2025-03-17");
        check("Mon Mar 17 10:15:00 EDT 2025", "2025-03-17T14:15:00Z", "2025-03-17");
        check("Mon Mar 17 2025 10:15:00 GMT+0200 (EET)", "2025-03-17T08:15:00Z", "2025-03-17");
    }

    #[test]
    fn dates_as_people_read_them() {
        check("Published: March 17, 2025 at 10:15 p.m. EDT", "2025-03-18T02:15:00Z", "2025-03-17");
        check("Monday 17th March 2025, 12:05am", "2025-03-17T00:05:00Z", "2025-03-17");
        check("Updated 3:15 PM ET, Mon Sept. 1, 2025", "2025-09-01T20:15:00Z", "2025-09-01");
        check("17 de marzo de 2025", "2025-03-17T00:00:00Z", "2025-03-17");
        check("17. März 2025, 10.15 Uhr", "2025-03-17T10:15:00Z", "2025-03-17");
        check("1er août 2025 à 10h15", "2025-08-01T10:15:00Z", "2025-08-01");
        check("mardi 17 juin 2025", "2025-06-17T00:00:00Z", "2025-06-17");
        check("17 marca 2025", "2025-03-17T00:00:00Z", "2025-03-17");
        check("17 июня 2025", "2025-06-17T00:00:00Z", "2025-06-17");
        check("Martes 4 de noviembre de 2025", "2025-11-04T00:00:00Z", "2025-11-04");
        check("2025年3月17日", "2025-03-17T00:00:00Z", "2025-03-17");
        check("03/17/2025", "2025-03-17T00:00:00Z", "2025-03-17");
        check("17/03/2025", "2025-03-17T00:00:00Z", "2025-03-17");
        check("17.3.2025", "2025-03-17T00:00:00Z", "2025-03-17");
    }

    #[test]
    fn what_is_no_date_gives_none() {
        for text in
            ["", "yesterday", "2025", "2025-13-45", "99/99/9999", "May", "1.2.3", "32 May 2025"]
        {
            assert_eq!(published(text), None, "{text:?}");
        }
    }

    #[test]
    fn days_in_paths() {
        let on = |path| in_path(path).map(|it| it.on.to_string());
        assert_eq!(on("/world/2025/03/17/slug-12").as_deref(), Some("2025-03-17"));
        assert_eq!(on("/2025-3-7-slug").as_deref(), Some("2025-03-07"));
        assert_eq!(on("/a/20250317/slug").as_deref(), Some("2025-03-17"));
        assert_eq!(on("/article/12345678/2025"), None);
    }

    proptest::proptest! {
        #[test]
        fn no_text_panics(text in "\\PC{0,60}", digits in "[0-9:/. TZ+-]{0,40}") {
            published(&text);
            published(&digits);
            in_path(&digits);
        }
    }
}
