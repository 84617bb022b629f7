//! How a report opens and signs: its dateline, its byline, and the agency's closing credit. It knows no places or people.

use wiredesk_model::{Article, Span};

use crate::{
    byline,
    dateline::{self, dateline},
};

/// Paragraphs in which a dateline or byline may stand.
const OPENING_PARAGRAPHS: usize = 5;

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
        let line = article.declared.iter().find(|it| it.kind == "dateline").map(|it| &*it.value);
        let declared = line.filter(|_| article.dateline.is_none());
        article.dateline =
            article.dateline.take().or_else(|| dateline::declared(declared?, published_on));
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

#[cfg(test)]
mod tests {
    use super::*;

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
