//! Author credits: names out of "By Jane Doe and John Roe, Staff Writers | Reuters". It recognizes names by their form
//! alone and knows nobody.

use crate::{dates, normalize};

/// Longest credit that is looked at, in bytes.
const MAX_BYTES: usize = 400;

/// Most names of one credit.
const MAX_NAMES: usize = 20;

/// The names in an author credit, without "By", roles, outlets and addresses; none where it names nobody.
pub(crate) fn names(credit: &str) -> Vec<String> {
    let credit = normalize::line(credit).replace(['\u{A0}', '\t'], " ");
    let is_address = |it: &&str| it.contains("://") || it.contains('@') || it.starts_with("www.");
    let credit = credit.split(' ').filter(|it| !is_address(it)).collect::<Vec<_>>().join(" ");
    let credit = credit.get(..credit.floor_char_boundary(MAX_BYTES)).unwrap_or_default();
    let mut names: Vec<String> = Vec::new();
    for part in parts(without_by(credit)) {
        let name = without_role(part);
        let is_new = || !names.iter().any(|it| it.eq_ignore_ascii_case(name));
        if is_name(name) && is_new() && names.len() < MAX_NAMES {
            names.push(name.to_owned());
        }
    }
    // "Jane Doe, AP Business Writer" and "Jane Doe for Example News" name one author; "Example News" alone is one.
    if names.iter().any(|it| !is_outlet(it)) {
        names.retain(|it| !is_outlet(it));
    }
    names
}

/// Whether `part` of a credit names a post, a desk or an agency.
pub(crate) fn is_role(part: &str) -> bool {
    !is_name(part) || is_outlet(part)
}

/// Whether a name is a desk's, an agency's or a paper's.
fn is_outlet(name: &str) -> bool {
    let is_agency = AGENCIES.contains(&name.to_lowercase().as_str());
    is_agency
        || name
            .split_whitespace()
            .any(|it| OUTLET_WORDS.iter().any(|word| word.eq_ignore_ascii_case(it)))
}

/// Words of desks, agencies and papers.
const OUTLET_WORDS: &[&str] = &[
    "news",
    "press",
    "agency",
    "agencies",
    "bureau",
    "desk",
    "newsroom",
    "service",
    "team",
    "reuters",
    "magazine",
    "times",
    "tribune",
    "gazette",
    "herald",
    "newspaper",
    "media",
    "network",
    "radio",
    "television",
    "tv",
    "business",
    "sports",
    "political",
    "science",
    "medical",
    "national",
    "international",
    "diplomatic",
    "associated",
    "photographer",
    "producer",
    "analyst",
    "chief",
];

/// Agencies by the initials that credits print.
const AGENCIES: &[&str] = &[
    "ap",
    "afp",
    "dpa",
    "pa",
    "aap",
    "ani",
    "pti",
    "ians",
    "efe",
    "ansa",
    "apa",
    "sda",
    "tass",
    "xinhua",
    "bloomberg",
    "upi",
    "cp",
    "np",
];

/// The names in a field that is declared to hold authors: what names nobody by its form stands as it is, unless it is an
/// address or says nothing.
pub(crate) fn declared(credit: &str) -> Vec<String> {
    let names = names(credit);
    if !names.is_empty() {
        return names;
    }
    let line = normalize::line(credit);
    let name = without_by(&line);
    let is_known = !NO_CREDITS.contains(&name.to_lowercase().as_str());
    let is_name =
        (2..=60).contains(&name.len()) && is_known && !name.contains("://") && !name.contains('@');
    if is_name { vec![name.to_owned()] } else { Vec::new() }
}

/// What follows "By", "Von", "Text:" and the like.
fn without_by(credit: &str) -> &str {
    let mut rest = credit.trim_matches(|it: char| it.is_whitespace() || "|•·–—-:,;*".contains(it));
    while let Some(after) = OPENINGS.iter().find_map(|it| strip_word(rest, it)) {
        rest = after.trim_start_matches(|it: char| it.is_whitespace() || it == ':');
    }
    // Pages that set the word apart by style alone write "ByJane Doe".
    let glued = rest.strip_prefix("By").filter(|it| it.starts_with(char::is_uppercase));
    glued.unwrap_or(rest)
}

/// Words that introduce a name.
const OPENINGS: &[&str] = &[
    "by",
    "by:",
    "von",
    "par",
    "por",
    "di",
    "door",
    "av",
    "words by",
    "words:",
    "text by",
    "text:",
    "story by",
    "written by",
    "posted by",
    "published by",
    "reported by",
    "reporting by",
    "report by",
    "submitted by",
    "author:",
    "author",
    "authors:",
    "written",
    "interview by",
    "from",
    "opinion by",
    "analysis by",
    "review by",
    "contributed by",
    "edited by",
    "guest post by",
    "compiled by",
];

fn strip_word<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let head = text.get(..word.len())?;
    let rest = text.get(word.len()..)?;
    let ends = word.ends_with(':') || rest.starts_with(|it: char| it.is_whitespace() || it == ':');
    (head.eq_ignore_ascii_case(word) && ends).then_some(rest)
}

/// The credit between commas, "and", bars and the like.
fn parts(credit: &str) -> impl Iterator<Item = &str> {
    let signs = |it: char| {
        matches!(it, ',' | ';' | '|' | '/' | '•' | '·' | '\n' | '(' | ')' | '&' | '—' | '–')
    };
    credit.split(signs).flat_map(|part| {
        let mut rest = Some(part);
        std::iter::from_fn(move || {
            let text = rest?;
            let found = [
                " and ", " And ", " AND ", " with ", " und ", " et ", " y ", " - ", " in ",
                " for ", " For ", " FOR ", " of ",
            ]
            .iter()
            .filter_map(|it| text.find(it).map(|at| (at, it.len())))
            .min();
            let (head, tail) = match found {
                Some((at, n_bytes)) => (text.get(..at), text.get(at + n_bytes..)),
                None => (Some(text), None),
            };
            rest = tail;
            head
        })
    })
}

/// A part without the role before or after the name.
fn without_role(part: &str) -> &str {
    let mut name =
        part.trim().trim_matches(|it: char| "|•·–—:,;*\"“”".contains(it) || it.is_whitespace());
    while let Some(after) = OPENINGS.iter().find_map(|it| strip_word(name, it)) {
        name = after.trim_start();
    }
    for role in ROLES {
        let at = name.len().checked_sub(role.len());
        if let Some(at) = at.filter(|at| name.is_char_boundary(*at) && *at > 0)
            && let (Some(head), Some(tail)) = (name.get(..at), name.get(at..))
            && tail.eq_ignore_ascii_case(role)
            && head.ends_with(' ')
        {
            name = head.trim();
        }
    }
    name.trim_end_matches('.')
}

/// Roles as newsrooms print them after a name.
const ROLES: &[&str] = &[
    "staff writer",
    "staff reporter",
    "senior reporter",
    "chief reporter",
    "political editor",
    "senior correspondent",
    "foreign correspondent",
    "political correspondent",
    "contributing writer",
    "contributing editor",
    "managing editor",
    "senior editor",
    "news editor",
    "sports writer",
    "senior writer",
    "special correspondent",
    "staff",
    "reporter",
    "correspondent",
    "editor",
    "columnist",
    "contributor",
    "guest columnist",
    "freelancer",
    "writer",
];

/// Whether `name` has the form of a person's name, or of one that stands for a desk.
pub(crate) fn is_name(name: &str) -> bool {
    let n_words = name.split_whitespace().count();
    let n_chars = name.chars().count();
    if !(1..=6).contains(&n_words) || !(2..=60).contains(&n_chars) {
        return false;
    }
    if name.chars().any(|it| it.is_ascii_digit() || "@#:<>{}[]=_?!".contains(it))
        || name.contains("//")
    {
        return false;
    }
    let lower = name.to_lowercase();
    let is_no_name = |it: &str| NO_NAMES.contains(&it) || dates::is_weekday(it);
    !lower.split(|it: char| !it.is_alphanumeric()).any(is_no_name)
        && !NO_CREDITS.contains(&lower.as_str())
        && !ROLES.contains(&lower.as_str())
}

/// Words that names do not hold.
const NO_NAMES: &[&str] = &[
    "about",
    "ago",
    "am",
    "article",
    "click",
    "comment",
    "comments",
    "contributor",
    "contributors",
    "correspondent",
    "edt",
    "est",
    "editor",
    "email",
    "follow",
    "gmt",
    "hours",
    "http",
    "https",
    "january",
    "february",
    "minute",
    "minutes",
    "more",
    "pm",
    "posted",
    "published",
    "read",
    "reporter",
    "share",
    "staff",
    "subscribe",
    "the",
    "this",
    "twitter",
    "updated",
    "view",
    "views",
    "was",
    "website",
    "will",
    "writer",
    "www",
    "your",
    "has",
    "is",
    "are",
    "journalist",
    "columnist",
    "editors",
    "reporters",
    "writers",
    "correspondents",
    "profile",
    "biography",
    "guest",
];

/// Credits that are nobody.
const NO_CREDITS: &[&str] = &[
    "admin",
    "senior",
    "chief",
    "special",
    "auteur",
    "no author",
    "redaktion",
    "administrator",
    "author",
    "by",
    "editorial",
    "guest",
    "n/a",
    "news",
    "newsroom",
    "none",
    "null",
    "unknown",
    "undefined",
    "user",
    "webmaster",
    "inc",
    "ltd",
    "llc",
    "jr",
    "md",
    "phd",
    "m.d",
    "ph.d",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(credit: &str, expected: &[&str]) {
        assert_eq!(names(credit), expected, "{credit}");
    }

    #[test]
    fn credits_give_names() {
        check("By Jane Doe", &["Jane Doe"]);
        check("BY JANE DOE AND JOHN ROE", &["JANE DOE", "JOHN ROE"]);
        check(
            "By Jane Doe, John Roe and Ana María Ruiz",
            &["Jane Doe", "John Roe", "Ana María Ruiz"],
        );
        check("by Jane Doe, Staff Writer", &["Jane Doe"]);
        check("Jane Doe | Senior Reporter", &["Jane Doe"]);
        check("Written by: Jane Doe for Example News", &["Jane Doe"]);
        check("Example News", &["Example News"]);
        check("By Jane Doe and John Roe, AP Business Writer", &["Jane Doe", "John Roe"]);
        check("Jane Doe, John Roe & Ann Poe", &["Jane Doe", "John Roe", "Ann Poe"]);
        check("Von Jane Doe (dpa)", &["Jane Doe"]);
        check("jane@example.org (Jane Doe)", &["Jane Doe"]);
        check("Associated Press", &["Associated Press"]);
        check("ByJane Doe", &["Jane Doe"]);
        check("Byron Doe", &["Byron Doe"]);
        check("Bill de Blasio", &["Bill de Blasio"]);
        check("De Gaulle", &["De Gaulle"]);
        check("Jane Doe Staff Reporter", &["Jane Doe"]);
        check("By Jane O’Doe-Smith (jane@example.com)", &["Jane O’Doe-Smith"]);
    }

    #[test]
    fn declared_credits_stand_where_they_name_nobody() {
        assert_eq!(declared("By Jane Doe"), ["Jane Doe"]);
        assert_eq!(
            declared("Contributors to Example projects"),
            ["Contributors to Example projects"]
        );
        assert_eq!(declared("Example Staff Report"), ["Example Staff Report"]);
        assert_eq!(declared("https://example.com/jane"), [""; 0]);
        assert_eq!(declared("  "), [""; 0]);
    }

    #[test]
    fn what_is_no_name_is_left_out() {
        check("Published 3 March 2025", &[]);
        check("admin", &[]);
        check("https://example.com/jane", &[]);
        check("Follow us on Twitter", &[]);
        check("By", &[]);
    }
}
