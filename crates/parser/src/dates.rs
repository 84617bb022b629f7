//! Publication times as feeds, mail, agencies and web pages write them. Relative times ("two hours ago") are not read:
//! they need a clock.
//!
//! Read: ISO 8601 basic and extended and RFC 3339, RFC 2822, `asctime`, IPTC (`20250317T101500+0100`), Unix seconds and
//! milliseconds, numeric dates with `/`, `.` and `-`, and days with month names in English, French, German, Spanish,
//! Portuguese, Italian, Dutch and other languages of Europe, or with 年月日. `03/04/2025` is read month first, as with `/` the United
//! States write it, unless that is no date; with `.` and `-` the day is first.

mod clock;
mod names;

use jiff::{
    Timestamp,
    civil::{Date, Time},
    tz::Offset,
};
use wiredesk_model::{Published, PublishedFrom};

use self::clock::{offset, packed_time, time};
pub(crate) use self::names::{is_short_weekday, is_weekday, month};

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
