//! How a report opens and signs: its dateline ("KYIV, March 3 (AP) —"), its byline, and the agency's closing credit. It
//! reads forms, after the AP and Reuters style books, and knows no places or people.

use jiff::civil::Date;
use wiredesk_model::{Article, Dateline, Span};

use crate::{byline, dates};

/// Paragraphs in which a dateline or byline may stand.
const OPENING_PARAGRAPHS: usize = 5;

/// Longest dateline in bytes.
const MAX_DATELINE_BYTES: usize = 110;

/// Longest byline in bytes.
const MAX_BYLINE_BYTES: usize = 140;

/// Fills the dateline, the byline and, where none are declared, the authors of `article`, whose paragraphs are set.
pub(crate) fn recognize(article: &mut Article) {
    let opening: Vec<Span> = article.paragraphs.iter().take(OPENING_PARAGRAPHS).copied().collect();
    if article.byline.is_none() {
        let line = opening.iter().find(|it| is_byline(it.slice(&article.text)));
        article.byline = line.copied();
    }
    if article.authors.is_empty() {
        article.authors = match article.byline {
            Some(span) => byline::names(span.slice(&article.text)),
            None => reporters(article),
        };
    }
    if article.dateline.is_none() {
        let published_on = article.published.map(|it| it.on);
        article.dateline = opening.iter().find_map(|it| dateline(&article.text, *it, published_on));
    }
}

/// Whether a line is an author credit and nothing else.
pub(crate) fn is_byline(line: &str) -> bool {
    let opens = line.get(..3).is_some_and(|it| it.eq_ignore_ascii_case("by "));
    let is_short = line.len() <= MAX_BYLINE_BYTES && line.split_whitespace().count() <= 16;
    let starts_upper =
        line.get(3..).and_then(|it| it.trim_start().chars().next()).is_some_and(char::is_uppercase);
    opens
        && is_short
        && starts_upper
        && !line.trim_end().ends_with(['.', '?', '!', ':'])
        && byline::names(line).first().is_some_and(|it| it.contains(' '))
}

/// Names in "(Reporting by Jane Doe; Editing by John Roe)" at the end.
fn reporters(article: &Article) -> Vec<String> {
    let credit = article.paragraphs.iter().rev().take(4).find_map(|it| {
        let text = it.slice(&article.text);
        let text = text.trim_start_matches(['(', '[']);
        ["Reporting by ", "Reporting By ", "(Reporting by "]
            .iter()
            .find_map(|it| text.strip_prefix(it))
    });
    let credit = credit.and_then(|it| it.split([';', ')', '.']).next());
    credit.map(byline::names).unwrap_or_default()
}

/// The dateline that opens the paragraph at `span` of `text`.
pub(crate) fn dateline(text: &str, span: Span, published_on: Option<Date>) -> Option<Dateline> {
    let paragraph = span.slice(text);
    let head = paragraph.get(..paragraph.floor_char_boundary(MAX_DATELINE_BYTES))?;
    let (end, after) =
        SEPARATORS.iter().filter_map(|it| head.find(it).map(|at| (at, at + it.len()))).min()?;
    let mut dateline = parse(head.get(..end)?, published_on)?;
    // Something must follow: a headline with a dash is no dateline.
    let follows = paragraph.get(after..)?;
    let dash = follows.len() - follows.trim_start_matches(['-', '–', '—', ' ']).len();
    if follows.trim().is_empty() {
        return None;
    }
    let end = span.start() + after + dash;
    let end = span.start() + text.get(span.start()..end)?.trim_end().len();
    dateline.span = Span::new(span.start(), end);
    Some(dateline)
}

/// What stands between a dateline and the report.
const SEPARATORS: &[&str] = &[" — ", "—", " – ", "– ", " - ", " -- ", "--", " ― ", ": "];

/// The parts of what stands before the separator.
fn parse(opening: &str, published_on: Option<Date>) -> Option<Dateline> {
    let mut dateline = Dateline::default();
    let mut outside = String::new();
    let mut rest = opening.trim();
    while let Some((before, inside)) = rest.split_once('(') {
        let (inside, after) = inside.split_once(')')?;
        if inside.len() > 40
            || !inside.starts_with(|it: char| it.is_uppercase() || it.is_ascii_digit())
        {
            return None;
        }
        dateline.agency.get_or_insert_with(|| inside.trim().to_owned());
        outside.push_str(before);
        outside.push(' ');
        rest = after;
    }
    outside.push_str(rest);
    let mut places: Vec<&str> = Vec::new();
    let mut has_date = false;
    for part in outside.split(',').map(str::trim).filter(|it| !it.is_empty()) {
        match day(part, published_on) {
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
    let is_shouted = places.first().is_some_and(|it| is_upper(it));
    let is_marked = dateline.agency.is_some() || (has_date && !places.is_empty());
    if places.len() > 3 || !(is_shouted || is_marked) {
        return None;
    }
    dateline.place = (!places.is_empty()).then(|| places.join(", "));
    Some(dateline)
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
        if WEEKDAYS.iter().any(|it| it.eq_ignore_ascii_case(word)) {
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

const WEEKDAYS: &[&str] =
    &["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

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
    fn other_openings_are_no_datelines() {
        check("He left — and came back.", "-");
        check("Kyiv — the capital — was quiet.", "-");
        check("The U.S. - and others - left.", "-");
        check("WASHINGTON (he said) — He left.", "-");
        check("KYIV —", "-");
    }

    #[test]
    fn bylines_are_lines_that_name_somebody() {
        assert!(is_byline("By Jane Doe"));
        assert!(is_byline("BY JANE DOE, STAFF WRITER"));
        assert!(!is_byline("By Monday the road was open"));
        assert!(!is_byline("By then Jane Doe had left the building."));
        assert!(!is_byline("Bypass opened"));
    }

    #[test]
    fn closing_credits_name_the_authors() {
        let text = "One.\n(Reporting by Jane Doe and John Roe; Editing by Ann Poe)".to_owned();
        let mut article = Article { text, ..Article::default() };
        article.paragraphs = crate::context::paragraphs(&article.text);
        recognize(&mut article);
        assert_eq!(article.authors, ["Jane Doe", "John Roe"]);
    }
}
