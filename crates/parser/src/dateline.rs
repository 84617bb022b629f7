//! The dateline of a report: "KYIV, March 3 (AP) —". It reads forms, after the AP, Reuters and AFP style books and what other
//! agencies send, and knows no places.

use jiff::civil::Date;
use wiredesk_model::{Dateline, Span};

use crate::dates;

/// Longest dateline in bytes.
const MAX_DATELINE_BYTES: usize = 110;

/// The dateline that opens the paragraph at `span` of `text`.
pub(crate) fn dateline(text: &str, span: Span, published_on: Option<Date>) -> Option<Dateline> {
    let paragraph = span.slice(text);
    let (mut dateline, mut end) = opening(paragraph, published_on)?;
    let is_bare = dateline.agency.is_none() && dateline.date.is_none();
    if is_bare && paragraph.get(..end)?.trim_end().ends_with(':') && is_conversation(text) {
        return None;
    }
    // ANSA signs first: "(ANSA) - ROME, MARCH 3 -".
    if dateline.place.is_none() && dateline.agency.is_some() {
        let rest = paragraph.get(end..)?.trim_start();
        let at = paragraph.len() - rest.len();
        let second = opening(rest, published_on).filter(|(it, _)| it.agency.is_none());
        if let Some((second, length)) = second.filter(|(it, _)| it.place.is_some()) {
            dateline = Dateline { agency: dateline.agency, ..second };
            end = at + length;
        }
    }
    dateline.span = Span::new(span.start(), span.start() + end);
    Some(dateline)
}

/// Whether a second line opens with words in capitals and a colon: they tell who speaks in a conversation, not where it was written.
fn is_conversation(text: &str) -> bool {
    let is_label = |line: &&str| {
        let head = line.get(..line.floor_char_boundary(MAX_DATELINE_BYTES)).unwrap_or_default();
        head.split_once(": ").is_some_and(|(label, _)| is_upper(label))
    };
    text.lines().filter(is_label).nth(1).is_some()
}

/// The place, agency and day of a dateline that a format declares apart from its text.
pub(crate) fn declared(line: &str, published_on: Option<Date>) -> Option<Dateline> {
    let line = line.trim().trim_end_matches(['-', '–', '—', '_', ':', ' ']);
    let line = line.get(..line.floor_char_boundary(MAX_DATELINE_BYTES))?;
    let place = || {
        let place = line.split([',', '(']).next()?.trim();
        is_place(place).then(|| Dateline { place: Some(place.to_owned()), ..Dateline::default() })
    };
    parts(line, published_on).filter(|it| it.place.is_some()).or_else(place)
}

/// The dateline that `paragraph` opens with, and its length.
fn opening(paragraph: &str, published_on: Option<Date>) -> Option<(Dateline, usize)> {
    let head = paragraph.get(..paragraph.floor_char_boundary(MAX_DATELINE_BYTES))?;
    let alone = [" -", " —", " –", " --"].iter().find(|it| head.ends_with(**it));
    let alone = alone.map(|it| (head.len() - it.len(), *it));
    let found = SEPARATORS.iter().filter_map(|it| Some((head.find(it)?, *it)));
    let separated = found.chain(alone).min();
    let (found, after) = separated
        .and_then(|(at, it)| Some((parse(head.get(..at)?, published_on, it)?, at + it.len())))
        .or_else(|| unseparated(head, published_on))?;
    // Something must follow: a headline with a dash is no dateline.
    let follows = paragraph.get(after..)?;
    let dash = follows.len() - follows.trim_start_matches(['-', '–', '—', ' ']).len();
    // AFP gives its dateline a line of its own.
    if follows.trim().is_empty() && (found.agency.is_none() || found.place.is_none()) {
        return None;
    }
    Some((found, paragraph.get(..after + dash)?.trim_end().len()))
}

/// What stands between a dateline and the report.
const SEPARATORS: &[&str] =
    &[" — ", "—", " – ", "– ", " - ", " -- ", "--", " ― ", " _ ", ".- ", ": "];

/// What agencies close a dateline with that put no dash behind it: "MOSCOW, March 3. /TASS/. He left.",
/// "New Delhi, Mar 3 (PTI) He left."
const CLOSINGS: &[&str] = &["/. ", ") ", "/ "];

fn unseparated(head: &str, published_on: Option<Date>) -> Option<(Dateline, usize)> {
    let (at, closing) = CLOSINGS.iter().filter_map(|it| Some((head.find(it)?, *it))).min()?;
    let dateline = parts(head.get(..=at)?, published_on)?;
    let is_shouted = dateline.place.as_deref().is_some_and(is_upper);
    let is_agency = dateline.agency.as_deref().is_some_and(is_acronym);
    let starts = head.get(at + closing.len()..)?.chars().next()?;
    let opens = starts.is_uppercase() || "\"“‘'".contains(starts);
    let is_sure = is_agency && opens && (is_shouted || dateline.date.is_some());
    is_sure.then_some((dateline, at + closing.len()))
}

/// Words in capitals before a colon or a dash that label what follows, and are no places.
const LABELS: &[&str] = &[
    "ADVISORY",
    "ALSO",
    "ANALYSIS",
    "ANSWER",
    "BODY",
    "BREAKING",
    "BREAKINGVIEWS",
    "BYLINE",
    "CLAIM",
    "COLUMN",
    "COMMENT",
    "CORRECTED",
    "CORRECTION",
    "COVERAGE",
    "DATELINE",
    "DEVELOPING",
    "EDITORIAL",
    "EXCLUSIVE",
    "EXPLAINER",
    "FACT",
    "FACTBOX",
    "FACTS",
    "FILE",
    "FLASH",
    "FOCUS",
    "GRAPHIC",
    "HEADLINE",
    "INSIGHT",
    "INTERVIEW",
    "LENGTH",
    "LISTEN",
    "LIVE",
    "MORE",
    "NEWS",
    "NOTE",
    "OBITUARY",
    "OPINION",
    "PHOTO",
    "PHOTOS",
    "PICTURES",
    "POLL",
    "PREVIEW",
    "PROFILE",
    "QUESTION",
    "RATING",
    "READ",
    "REFILE",
    "RELATED",
    "REVIEW",
    "SECTION",
    "SOURCE",
    "SPOILER",
    "SUMMARY",
    "TIMELINE",
    "TITLE",
    "TRANSCRIPT",
    "UPDATE",
    "URGENT",
    "VERDICT",
    "VIDEO",
    "VIEW",
    "WARNING",
    "WATCH",
    "WRAPUP",
];

/// The parts of what stands before the separator; without an agency or a day the place must be in capitals.
fn parse(opening: &str, published_on: Option<Date>, separator: &str) -> Option<Dateline> {
    let dateline = parts(opening, published_on)?;
    let is_labeled =
        |it: &str| LABELS.iter().any(|label| it.split([' ', '-']).any(|it| it == *label));
    let is_shouted = dateline.place.as_deref().is_some_and(|it| {
        is_upper(it.split(',').next().unwrap_or(it))
            && !is_labeled(it)
            && (separator != ": " || it.len() >= 4)
    });
    let is_marked = dateline.agency.is_some() || (has_day(opening) && dateline.place.is_some());
    let is_labeled = dateline.place.as_deref().is_some_and(is_labeled) && dateline.agency.is_none();
    (!is_labeled && (is_shouted || is_marked)).then_some(dateline)
}

/// Whether some part of `opening` is a day.
fn has_day(opening: &str) -> bool {
    opening.split([',', '(']).any(|it| day(it.trim(), None).is_some())
}

/// The place, agency and day in `opening`, whatever their look.
fn parts(opening: &str, published_on: Option<Date>) -> Option<Dateline> {
    let mut dateline = Dateline::default();
    let outside = outside(opening, &mut dateline)?;
    let mut places: Vec<&str> = Vec::new();
    let mut has_date = false;
    // Interfax parts place and day by a full stop: "KYIV. March 3".
    let stops = |it| match split_stop(it) {
        Some((place, rest)) if day(rest, None).is_some() && is_place(place) => vec![place, rest],
        _ => vec![it],
    };
    let each = outside.split(',').map(str::trim).filter(|it| !it.is_empty()).flat_map(stops);
    for part in each {
        let part = without_agency(part, &mut dateline);
        match day(part, published_on) {
            _ if part.is_empty() => {}
            Some(day) => {
                has_date = true;
                dateline.date = dateline.date.or(day);
            }
            None if has_date && part.len() == 4 && part.bytes().all(|it| it.is_ascii_digit()) => {
                dateline.date = dates::published(outside.trim()).map(|it| it.on);
            }
            None if !has_date && is_place(part) => places.push(part),
            None => return None,
        }
    }
    if places.len() > 3 {
        return None;
    }
    dateline.place = (!places.is_empty()).then(|| places.join(", "));
    Some(dateline)
}

fn split_stop(part: &str) -> Option<(&str, &str)> {
    part.split_once(". ").map(|(place, rest)| (place.trim(), rest.trim()))
}

/// What stands outside the parentheses or slashes, "(AP)" or "/TASS/", in which `opening` names the agency.
fn outside(opening: &str, dateline: &mut Dateline) -> Option<String> {
    let mut outside = String::new();
    let mut rest = opening.trim();
    while let Some(at) = rest.find(['(', '/']) {
        let (before, inside) = rest.split_at(at);
        let closing = if inside.starts_with('(') { ')' } else { '/' };
        let (inside, after) = inside.get(1..)?.split_once(closing)?;
        let starts_name = inside.starts_with(|it: char| it.is_uppercase() || it.is_ascii_digit());
        // A member of a parliament: "John Roe (R-NY)", "Jane Doe (D-Calif.)".
        let is_party = ["R-", "D-", "I-"].iter().any(|it| inside.starts_with(it));
        if inside.len() > 40
            || is_party
            || !(starts_name || closing == '/' && before.ends_with(' '))
        {
            return None;
        }
        dateline.agency.get_or_insert_with(|| inside.trim().to_owned());
        outside.push_str(before);
        outside.push(' ');
        rest = after;
    }
    outside.push_str(rest);
    Some(outside)
}

/// Agencies that sign without parentheses, as AAP and IRNA print them.
const AGENCIES: &[&str] = &[
    "AAP", "AFP", "AP", "APP", "Bernama", "BERNAMA", "DPA", "dpa", "EFE", "IRNA", "KUNA", "PA",
    "Reuters", "SPA", "TASS", "UPI", "WAM", "Xinhua",
];

/// `part` without the agency at its end.
fn without_agency<'p>(part: &'p str, dateline: &mut Dateline) -> &'p str {
    let (before, last) = part.rsplit_once(' ').unwrap_or(("", part));
    let signs = AGENCIES.contains(&last) && (day(before, None).is_some() || before.is_empty());
    if !signs || dateline.agency.is_some() {
        return part;
    }
    dateline.agency = Some(last.to_owned());
    before
}

/// `Some(Some(date))` for a day whose year is known, `Some(None)` for a day without.
#[expect(clippy::option_option, reason = "no date, a date without its year, a date")]
fn day(part: &str, published_on: Option<Date>) -> Option<Option<Date>> {
    if let Some(published) = dates::published(part) {
        return Some(Some(published.on));
    }
    let mut month = None;
    let mut day = None;
    for word in part.split(|it: char| it.is_whitespace() || it == '.').filter(|it| !it.is_empty()) {
        if dates::is_weekday(word) {
            day = day.or(Some(0));
        } else if let Some(found) = dates::month(word).filter(|_| month.is_none()) {
            month = Some(found);
        } else {
            day = Some(word.parse::<i8>().ok().filter(|it| (1..=31).contains(it))?);
        }
    }
    let (Some(month), Some(day)) = (month, day) else {
        return (day == Some(0)).then_some(None);
    };
    Some(published_on.and_then(|it| nearest(it, month, day)))
}

/// The day of that month nearest before, or one day after, `published_on`: agencies drop the year.
fn nearest(published_on: Date, month: i16, day: i8) -> Option<Date> {
    let month = i8::try_from(month).ok()?;
    let latest = published_on.tomorrow().ok()?;
    [published_on.year() + 1, published_on.year(), published_on.year() - 1]
        .into_iter()
        .filter_map(|year| Date::new(year, month, day).ok())
        .find(|it| *it <= latest)
}

/// Whether `part` has the form of a place: few words, each with a capital but for small linking ones.
fn is_place(part: &str) -> bool {
    let n_words = part.split_whitespace().count();
    // Slugs of American wires begin with their cycle; "By Jane Doe, KYIV" is a credit.
    if ["BC-", "AM-", "PM-", "By ", "BY "].iter().any(|it| part.starts_with(it)) {
        return false;
    }
    let is_word = |word: &str| {
        let first = word.trim_start_matches(['\'', '’']).chars().next();
        first.is_some_and(char::is_uppercase)
            || matches!(
                word,
                "of" | "the"
                    | "and"
                    | "de"
                    | "la"
                    | "el"
                    | "al"
                    | "en"
                    | "upon"
                    | "near"
                    | "du"
                    | "des"
                    | "aboard"
                    | "d’"
                    | "sur"
            )
            || word.starts_with("al-")
            || word.starts_with("el-")
    };
    (1..=5).contains(&n_words)
        && part.split_whitespace().all(is_word)
        && part.starts_with(|it: char| it.is_uppercase())
        && !part.contains(|it: char| it.is_ascii_digit() || "?!\"“”;".contains(it))
}

/// Whether the letters of a place are capitals: `KYIV`, `McALLEN`, `ST. LOUIS`, but not an initial.
fn is_upper(place: &str) -> bool {
    let n_upper = place.chars().filter(|it| it.is_uppercase()).count();
    let n_lower = place.chars().filter(|it| it.is_lowercase()).count();
    n_upper >= 3 && n_lower <= 2 && n_lower * 3 <= n_upper
}

/// Whether `name` is how agencies are abbreviated: `PTI`, `TASS`, `PRNewswire`.
fn is_acronym(name: &str) -> bool {
    name.len() <= 12
        && name.chars().filter(|it| it.is_uppercase()).count() >= 2
        && !name.contains(' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let published_on = Some(jiff::civil::date(2025, 3, 4));
        let found = dateline(text, Span::new(0, text.len()), published_on);
        let shown = found.map_or("-".to_owned(), |it| {
            let show = |it: Option<String>| it.unwrap_or_else(|| "-".into());
            let date = show(it.date.map(|it| it.to_string()));
            format!("[{}] {} | {} | {date}", it.span.slice(text), show(it.place), show(it.agency))
        });
        assert_eq!(shown, expected);
    }

    #[test]
    fn datelines_are_read_into_place_agency_and_date() {
        check("KYIV, March 3 (AP) — He left.", "[KYIV, March 3 (AP) —] KYIV | AP | 2025-03-03");
        check("KYIV, Ukraine (AP) — He left.", "[KYIV, Ukraine (AP) —] KYIV, Ukraine | AP | -");
        check("(Reuters) - He left.", "[(Reuters) -] - | Reuters | -");
        check(
            "LONDON, Dec 31 (Reuters) - He left.",
            "[LONDON, Dec 31 (Reuters) -] LONDON | Reuters | 2024-12-31",
        );
        check("WASHINGTON — He left.", "[WASHINGTON —] WASHINGTON | - | -");
        check(
            "BEIJING, March 3, 2025 (Xinhua) -- He left.",
            "[BEIJING, March 3, 2025 (Xinhua) --] BEIJING | Xinhua | 2025-03-03",
        );
        check("London (CNN) — He left.", "[London (CNN) —] London | CNN | -");
        check(
            "New Delhi, March 3 (IANS) - He left.",
            "[New Delhi, March 3 (IANS) -] New Delhi | IANS | 2025-03-03",
        );
        check("NEW DELHI: He left.", "[NEW DELHI:] NEW DELHI | - | -");
        check(
            "McALLEN, Texas (AP) -- He left.",
            "[McALLEN, Texas (AP) --] McALLEN, Texas | AP | -",
        );
    }

    #[test]
    fn datelines_of_other_agencies_are_read() {
        let checks = [
            ("AKRON, Ohio (AP) _ He left.", "[AKRON, Ohio (AP) _] AKRON, Ohio | AP | -"),
            ("SEOUL, Feb 26 AFP - He left.", "[SEOUL, Feb 26 AFP -] SEOUL | AFP | 2025-02-26"),
            (
                "Tehran, March 3, IRNA – He left.",
                "[Tehran, March 3, IRNA –] Tehran | IRNA | 2025-03-03",
            ),
            (
                "MOSCOW, March 3. /TASS/. He left.",
                "[MOSCOW, March 3. /TASS/.] MOSCOW | TASS | 2025-03-03",
            ),
            (
                "KYIV. March 3 (Interfax-Ukraine) – He left.",
                "[KYIV. March 3 (Interfax-Ukraine) –] KYIV | Interfax-Ukraine | 2025-03-03",
            ),
            (
                "Quito, Ecuador, March 3, 2025 (AFP) -",
                "[Quito, Ecuador, March 3, 2025 (AFP) -] Quito, Ecuador | AFP | 2025-03-03",
            ),
            ("Aalborg /ritzau/: Han gik.", "[Aalborg /ritzau/:] Aalborg | ritzau | -"),
            ("Quito, Mar 3 (EFE).- He left.", "[Quito, Mar 3 (EFE).-] Quito | EFE | 2025-03-03"),
            (
                "New Delhi, Mar 3 (PTI) He left.",
                "[New Delhi, Mar 3 (PTI)] New Delhi | PTI | 2025-03-03",
            ),
            (
                "(ANSA) - ROME, MAR 3 - He left.",
                "[(ANSA) - ROME, MAR 3 -] ROME | ANSA | 2025-03-03",
            ),
            (
                "BOISE, Idaho, March 3, 2025 /PRNewswire/ -- It left.",
                "[BOISE, Idaho, March 3, 2025 /PRNewswire/ --] BOISE, Idaho | PRNewswire | 2025-03-03",
            ),
        ];
        for (text, expected) in checks {
            check(text, expected);
        }
    }

    #[test]
    fn a_dateline_apart_from_the_text_gives_its_place() {
        let place = |line| declared(line, None).and_then(|it| it.place);
        assert_eq!(place("Strasbourg, 10 juil 2024 (AFP) ").as_deref(), Some("Strasbourg"));
        assert_eq!(place("AKRON, Ohio").as_deref(), Some("AKRON, Ohio"));
        assert_eq!(place("2025-03-04 11:40:31 GMT"), None);
        assert_eq!(place(""), None);
    }

    #[test]
    fn other_openings_are_no_datelines() {
        check("BC-XYZ--Top Ten", "-");
        check("FILE - He leaves the hall.", "-");
        check("CLAIM: He left.", "-");
        check("UPDATE 2 - He left.", "-");
        check("She (the minister) The.", "-");
        check("Smith (Labour) Votes were counted.", "-");
        check("He left — and came back.", "-");
        check("Kyiv — the capital — was quiet.", "-");
        check("The U.S. - and others - left.", "-");
        check("WASHINGTON (he said) — He left.", "-");
        check("KYIV —", "-");
        check("SEE ALSO: The mayor resigns.", "-");
        check("John Roe (R-NY) -- for a vote that was lost.", "-");
        check("ROE: Who is there?\nDOE: A friend.", "-");
        check("MUMBAI: The mayor resigned.\nNobody knew.", "[MUMBAI:] MUMBAI | - | -");
    }
}
