//! Plain text: the headline, standfirst and credit lines above a story, and its paragraphs whether they are lines,
//! blocks between blank lines, or wrapped at a column.

use std::io::BufRead;

use wiredesk_model::{Article, Declared};

use crate::{
    Certainty, Context, Draft, Format, Peek, Rejection, byline, charset, context::first_lines,
    dates, normalize, opening,
};

/// Plain text.
pub(crate) struct Text;

/// Longest line that may be a headline, in bytes.
const MAX_TITLE_BYTES: usize = 200;

/// Bytes of a file that are read.
const MAX_SOURCE_BYTES: usize = 8 << 20;

/// Share of NUL and other binary characters beyond which bytes are no text.
const MAX_BINARY_SHARE: f32 = 0.1;

impl Format for Text {
    fn name(&self) -> &'static str {
        "text"
    }

    fn detect(&self, peek: &Peek<'_>) -> Certainty {
        match peek.extension {
            Some("txt" | "text") => Certainty::Extension,
            _ => Certainty::Fallback,
        }
    }

    fn parse(&self, input: &mut dyn BufRead, ctx: &mut Context<'_>) -> Result<(), Rejection> {
        let bytes = ctx.read_all(input)?;
        let (head, cut) = first_lines(&bytes, MAX_SOURCE_BYTES);
        let decoded = charset::decode(head, None);
        if is_binary(&decoded.text) {
            return Err(Rejection::new(
                "not_text",
                "the file is in no known format and is not text",
            ));
        }
        let mut article = article(&normalize::text(&decoded.text));
        if article.text.is_empty() && article.title.is_none() {
            return Err(Rejection::new("empty", "there is nothing but white space"));
        }
        article.source.encoding = Some(decoded.encoding);
        article.warnings.extend(decoded.warnings);
        article.warnings.extend(cut);
        ctx.emit(Draft::new(article, &bytes))?;
        Ok(())
    }
}

fn is_binary(text: &str) -> bool {
    let head = text.chars().take(4096);
    let is_odd = |it: &char| *it == '\u{FFFD}' || (it.is_control() && !it.is_whitespace());
    let (n_chars, n_odd) =
        head.fold((0_u32, 0_u32), |(n, odd), it| (n + 1, odd + u32::from(is_odd(&it))));
    n_odd as f32 > n_chars as f32 * MAX_BINARY_SHARE
}

/// The article in a normalized text.
pub(crate) fn article(text: &str) -> Article {
    let mut article = Article::default();
    let rest = headers(text, &mut article).unwrap_or(text);
    let rest = heading(without_slugs(rest, &mut article), &mut article);
    article.text = reflowed(rest);
    article
}

/// Takes `Key: value` lines off the top, if that is how the text begins.
pub(super) fn headers<'t>(text: &'t str, article: &mut Article) -> Option<&'t str> {
    let mut rest = text.trim_start_matches('\n');
    let mut n_known = 0;
    while let Some((line, after)) = rest.split_once('\n') {
        if line.trim().is_empty() {
            break;
        }
        let (key, value) = line.split_once(':')?;
        if key.len() > 24 || key.split_whitespace().count() > 2 {
            break;
        }
        n_known += u32::from(header(key.trim(), value, article));
        rest = after;
    }
    if n_known >= 2 { Some(rest) } else { None }.or_else(|| {
        *article = Article::default();
        None
    })
}

/// Takes one header; whether it is known.
pub(crate) fn header(key: &str, value: &str, article: &mut Article) -> bool {
    let Some(value) = normalize::some_line(value) else { return false };
    match key.to_ascii_lowercase().as_str() {
        "title" | "headline" | "subject" => article.title = Some(value),
        "subtitle" | "deck" | "dek" | "standfirst" | "subheadline" => {
            article.subtitle = Some(value);
        }
        "author" | "authors" | "by" | "byline" | "from" | "creator" => {
            article.authors.extend(byline::declared(&value));
        }
        "date" | "published" | "publication date" | "pubdate" | "created" | "publish_date"
        | "published_at" | "date_published" => {
            article.published = dates::published(&value);
        }
        "updated" | "modified" | "lastmod" | "last_modified" => {
            article.modified_at = dates::instant(&value);
        }
        "url" | "link" | "canonical" | "canonical_url" | "permalink" | "source_url" => {
            article.url = Some(value);
        }
        "source" | "publisher" | "publication" | "site" | "outlet" => {
            article.publisher = Some(value);
        }
        "section" | "category" | "desk" => article.section = Some(value),
        "guid" | "id" | "uuid" => article.guid = Some(value),
        "language" | "lang" => article.declared.push(declared("language", value)),
        "rights" | "copyright" | "license" => article.declared.push(declared("rights", value)),
        "keywords" | "tags" => {
            let values = value.split(',').filter_map(normalize::some_line);
            article.declared.extend(values.map(|it| declared("keyword", it)));
        }
        _ => return false,
    }
    true
}

fn declared(kind: &str, value: String) -> Declared {
    Declared { kind: kind.into(), value, name: None }
}

/// Words that agencies put alone above an urgent headline.
const PRIORITIES: &[&str] =
    &["ADVISORY", "ALERT", "BULLETIN", "EILMELDUNG", "FLASH", "NEWSALERT", "SNAP", "URGENT"];

/// Takes priorities and the slugs of American wires, "BC-US--Harbor Plan", off the top.
fn without_slugs<'t>(text: &'t str, article: &mut Article) -> &'t str {
    let mut rest = text;
    while let Some((line, after)) = rest.trim_start().split_once('\n') {
        let line = line.trim();
        let slug = ["BC-", "AM-", "PM-"].iter().find_map(|it| line.strip_prefix(it));
        let is_slug = slug.is_some_and(|it| it.contains("--") && !it.starts_with(' '));
        let is_priority = PRIORITIES.contains(&line.trim_end_matches([':', '.']));
        if !(is_slug || is_priority) || after.trim().is_empty() {
            break;
        }
        article.declared.push(declared(if is_slug { "slug" } else { "urgency" }, line.to_owned()));
        rest = after;
    }
    rest
}

/// Takes the headline and standfirst off the top; the credit line stays, so that it can be pointed at.
fn heading<'t>(text: &'t str, article: &mut Article) -> &'t str {
    if article.title.is_some() {
        return text;
    }
    let Some((title, rest)) = heading_line(text) else { return text };
    // Some desks close their headlines with a full stop, and quoted ones look like a first paragraph: then only a
    // credit or a dateline below tells.
    let is_doubtful = title.ends_with(['.', '"', '”', '’']);
    let is_heading = if is_doubtful { is_opened(rest) } else { ends_heading(title, rest) };
    if !is_heading {
        return text;
    }
    article.title = normalize::some_line(title);
    // A second such line above the credit or the dateline is the standfirst.
    if let Some((line, after)) = heading_line(rest)
        && is_opened(after)
    {
        article.subtitle = normalize::some_line(line);
        return after;
    }
    rest
}

/// The first line, if it may be a headline, and what follows it.
fn heading_line(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_start();
    let (line, rest) = text.split_once('\n')?;
    let line = line.trim();
    let may_be = line.len() <= MAX_TITLE_BYTES
        && !line.ends_with([',', ';', '…'])
        && !line.starts_with(['-', '*', '•', '('])
        && line.chars().any(char::is_alphabetic)
        && !opening::is_byline(line)
        && !has_dateline(line)
        && !rest.trim().is_empty();
    may_be.then_some((line, rest))
}

/// Whether `rest` shows that the line above it was a headline: a blank line, a credit, a dateline, or far longer lines.
fn ends_heading(title: &str, rest: &str) -> bool {
    let Some(next) = rest.lines().next() else { return false };
    let is_opening = |line: &str| opening::is_byline(line) || has_dateline(line);
    next.trim().is_empty()
        || rest.lines().take(2).any(is_opening)
        || (next.len() > title.len() * 2 && next.len() > 120)
}

fn next_line(text: &str) -> Option<&str> {
    text.lines().map(str::trim).find(|it| !it.is_empty())
}

/// Whether the first line of `text` is a credit or begins with a dateline.
fn is_opened(text: &str) -> bool {
    next_line(text).is_some_and(|it| opening::is_byline(it) || has_dateline(it))
}

fn has_dateline(line: &str) -> bool {
    let span = wiredesk_model::Span::new(0, line.len());
    crate::dateline::dateline(line, span, None).is_some()
}

/// One paragraph a line: lines that were wrapped at a column are joined.
fn reflowed(text: &str) -> String {
    let text = text.trim();
    if !is_wrapped(text) {
        return text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n");
    }
    let mut out = String::with_capacity(text.len());
    let mut is_start = true;
    for line in text.lines() {
        let trimmed = line.trim();
        if trimmed.is_empty() {
            is_start = true;
            continue;
        }
        let is_indented = line.starts_with("  ") || line.starts_with('\t');
        let is_alone = opening::is_byline(trimmed);
        if !out.is_empty() && (is_start || is_indented || is_alone) {
            out.push_str("\n\n");
        } else if out.ends_with('-') && !out.ends_with(" -") && !out.ends_with("--") {
            // A hyphen at the end of a line may be the word's own, so it stays; only the space is left out.
        } else if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(trimmed);
        is_start = is_alone;
    }
    out
}

/// Whether most lines that are followed by another are about as long as a column.
fn is_wrapped(text: &str) -> bool {
    let lines: Vec<usize> =
        text.lines().take(400).map(|it| it.trim_end().chars().count()).collect();
    let longest = lines.iter().copied().max().unwrap_or(0);
    if !(40..=100).contains(&longest) {
        return false;
    }
    let followed: Vec<usize> =
        lines.windows(2).filter(|it| it[0] > 0 && it[1] > 0).map(|it| it[0]).collect();
    let n_full = followed.iter().filter(|it| **it * 4 >= longest * 3).count();
    followed.len() >= 2 && n_full * 4 >= followed.len() * 3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heading_standfirst_and_credit_are_told_apart() {
        let found = article(
            "Storm hits coast\nThousands without power\nBy Jane Doe\n\nLONDON (AP) — It rained.\n",
        );
        assert_eq!(found.title.as_deref(), Some("Storm hits coast"));
        assert_eq!(found.subtitle.as_deref(), Some("Thousands without power"));
        assert_eq!(found.text, "By Jane Doe\n\nLONDON (AP) — It rained.");
        for title in ["Storm hits coast.", "“It was a wall of water,” says mayor"] {
            let found = article(&format!("{title}\n\nLONDON, March 3 (AP) — It rained.\n"));
            assert_eq!(found.title.as_deref(), Some(title));
        }
        assert_eq!(article("It rained.\n\nIt snowed.").title, None);
        assert_eq!(article("“It rained.”\n\nIt snowed.").title, None);
        let found = article("It rained on Monday.\nIt rained on Tuesday.");
        assert_eq!(
            (found.title, found.text.as_str()),
            (None, "It rained on Monday.\nIt rained on Tuesday.")
        );
    }

    #[test]
    fn slugs_and_priorities_stand_above_the_headline() {
        let found = article(
            "BC-US--Storm, 2nd Ld, 412\nURGENT\n\nStorm hits coast\n\nBOSTON (AP) _ It rained.\n",
        );
        assert_eq!(found.title.as_deref(), Some("Storm hits coast"));
        let declared: Vec<&str> = found.declared.iter().map(|it| &*it.value).collect();
        assert_eq!(declared, ["BC-US--Storm, 2nd Ld, 412", "URGENT"]);
        assert_eq!(article("URGENT\n").text.trim(), "URGENT");
    }

    #[test]
    fn wrapped_lines_are_joined_and_short_ones_are_not() {
        let wrapped = "It rained all through the night and into the morning, and it went\n\
                       on raining until the river had left its bed and the people had to\n\
                       leave.\n\n   They came back on Tuesday when the water had gone down a little in\nthe streets.";
        let text = article(wrapped).text;
        assert_eq!(text.lines().filter(|it| !it.is_empty()).count(), 2);
        assert!(text.contains("it went on raining"));
        assert_eq!(article("one\n\ntwo\nthree\nfour.").text, "two\nthree\nfour.");
    }

    #[test]
    fn headers_above_the_text_are_metadata() {
        let found = article(
            "Title: Storm\nAuthor: Jane Doe\nDate: 2025-03-17\nURL: https://example.com/a\n\nIt rained.",
        );
        assert_eq!(found.title.as_deref(), Some("Storm"));
        assert_eq!(found.authors, ["Jane Doe"]);
        assert_eq!(found.published.map(|it| it.on.to_string()).as_deref(), Some("2025-03-17"));
        assert_eq!(found.text, "It rained.");
        assert_eq!(article("Warning: rain\nIt rained.").title, None);
    }
}
