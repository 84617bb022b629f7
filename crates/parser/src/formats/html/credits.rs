//! Lines that hold nothing but the date or the author of the article.

use super::guide::Guide;
use crate::{byline, dates};

/// Whether a line is nothing but a date and time, or their label: "Updated 3:15 PM ET, Mon Sept. 1, 2025".
pub(super) fn is_date_line(text: &str) -> bool {
    if text.len() > 90 || !text.bytes().any(|it| it.is_ascii_digit()) {
        return false;
    }
    let words = text.split(|it: char| !it.is_alphabetic()).filter(|it| it.len() > 2);
    let n_others = words
        .filter(|it| dates::month(it).is_none())
        .filter(|it| !dates::is_weekday(it) && !dates::is_short_weekday(it))
        .filter(|it| !DATE_WORDS.iter().any(|word| word.eq_ignore_ascii_case(it)))
        .count();
    n_others == 0 && dates::published(text).is_some()
}

/// Whether a line is nothing but an author's credit, with a date or without.
pub(super) fn is_credit_line(text: &str, guide: &Guide<'_>) -> bool {
    if text.len() > 120 {
        return false;
    }
    let is_author = |name: &String| guide.authors.iter().any(|it| it.eq_ignore_ascii_case(name));
    let names = byline::names(text);
    if !names.is_empty() && names.iter().all(is_author) {
        return true;
    }
    let author =
        guide.authors.iter().find_map(|it| text.find(it.as_str()).map(|at| (at, it.len())));
    let Some((at, n_bytes)) = author else { return false };
    let (before, after) = (text.get(..at), text.get(at + n_bytes..));
    let is_by = before.is_some_and(|it| {
        let it = it.trim().trim_end_matches(':').to_lowercase();
        it.is_empty() || it == "by" || it.ends_with(" by")
    });
    is_by && after.is_some_and(|it| it.trim().is_empty() || is_date_line(it))
}

/// Words beside a date that say what it is of.
const DATE_WORDS: &[&str] = &[
    "published",
    "updated",
    "posted",
    "written",
    "created",
    "modified",
    "last",
    "edited",
    "date",
    "first",
    "the",
    "gmt",
    "utc",
    "est",
    "edt",
    "cst",
    "cdt",
    "mst",
    "mdt",
    "pst",
    "pdt",
    "bst",
    "ist",
    "cet",
    "cest",
    "aest",
    "aedt",
    "hkt",
    "sgt",
    "jst",
    "and",
    "min",
    "mins",
    "read",
    "minute",
    "minutes",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_hold_a_date_only() {
        for line in [
            "November 28, 2013 -- Updated 0203 GMT (1003 HKT)",
            "Published: 17 March 2025 10:15 am EDT",
            "2025-03-17 10:15",
            "Last updated on Mon 17 Mar 2025",
        ] {
            assert!(is_date_line(line), "{line}");
        }
        for line in [
            "On 17 March 2025 the bridge fell",
            "March",
            "12 Angry Men",
            "Issue 4 of 17 March 2025",
        ] {
            assert!(!is_date_line(line), "{line}");
        }
    }
}
