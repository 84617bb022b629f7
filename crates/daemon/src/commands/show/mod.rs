//! `show`: one record for a reader's eyes, its article with the annotations colored in. It computes nothing.

mod body;
mod facts;

use std::io::{self, Write};
use std::path::Path;

use console::{Style, Term};
use wiredesk_model::wire;

use crate::outbox;

/// Columns of text at most: longer lines are hard to read.
const MAX_WIDTH: usize = 96;
/// Digits of an id that may stand for it.
const MIN_DIGITS: usize = 4;

/// The delivered record whose id begins with `id`, the latest where there are several.
///
/// # Errors
/// If the outbox cannot be read.
pub(crate) fn delivered(folder: &Path, id: &str) -> io::Result<Option<wire::Record>> {
    let is_id = id.len() >= MIN_DIGITS && id.bytes().all(|it| it.is_ascii_hexdigit());
    if !is_id || !folder.is_dir() {
        return Ok(None);
    }
    let needle = format!("\"id\":\"{}", id.to_ascii_lowercase());
    for segment in outbox::segments(folder)?.iter().rev() {
        let mut found = None;
        segment.lines(&mut |line| {
            // The id stands near the beginning of its line.
            let head = String::from_utf8_lossy(line.get(..200).unwrap_or(line));
            if head.contains(&needle) {
                found = serde_json::from_slice(line).ok().or(found.take());
            }
        })?;
        if found.is_some() {
            return Ok(found);
        }
    }
    Ok(None)
}

/// Writes `record` for people; colors appear where standard output is a terminal.
pub(crate) fn render(record: &wire::Record, out: &mut impl Write) -> io::Result<()> {
    let width = Term::stdout().size_checked().map_or(MAX_WIDTH, |(_, columns)| columns.into());
    let width = width.clamp(30, MAX_WIDTH);
    head(record, out)?;
    body::write(record, width, out)?;
    facts::write(record, width, out)?;
    foot(record, out)
}

fn head(record: &wire::Record, out: &mut impl Write) -> io::Result<()> {
    let article = &record.article;
    let title = article.title.as_deref().unwrap_or("(no title)");
    writeln!(out, "{}", Style::new().bold().apply_to(title))?;
    if let Some(subtitle) = &article.subtitle {
        writeln!(out, "{}", Style::new().italic().apply_to(subtitle))?;
    }
    let authors = article.authors.join(", ");
    let words = format!("{} words", article.words);
    let language = article.language.as_ref().map(|it| it.code.as_ref());
    let facts = [
        (!authors.is_empty()).then_some(authors.as_str()),
        article.publisher.as_deref(),
        article.published.as_deref(),
        article.section.as_deref(),
        language,
        Some(&words),
        article.url.as_deref(),
    ];
    let facts: Vec<_> = facts.into_iter().flatten().collect();
    writeln!(out, "{}", dim().apply_to(facts.join(" · ")))?;
    writeln!(out, "{}\n", dim().apply_to(format!("{} · {}", record.id, record.source.path)))
}

fn foot(record: &wire::Record, out: &mut impl Write) -> io::Result<()> {
    let keywords = record.keywords.iter().flatten().map(|it| it.text.as_str());
    let topics = record.topics.iter().flatten().map(|it| it.label.as_ref());
    let tone = record.sentiment.iter().map(|it| format!("{} ({:+.2})", it.label, it.score));
    let readability = record.readability.iter().map(|it| format!("grade {:.0}", it.grade));
    let copy = record.duplicate.iter().map(|it| format!("{} of {}", it.kind, it.of));
    let story = record.story.iter().filter(|it| it.size > 1);
    let story = story.map(|it| format!("article {} of {}, since {}", it.size, it.id, it.first));
    let warnings = record.warnings.iter().map(|it| format!("{}: {}", it.code, it.detail));
    let rows = [
        ("keywords", keywords.collect::<Vec<_>>().join(", ")),
        ("topics", topics.collect::<Vec<_>>().join(", ")),
        ("tone", tone.collect()),
        ("reading", readability.collect()),
        ("copy", copy.collect()),
        ("story", story.collect()),
        ("warnings", warnings.collect::<Vec<_>>().join("; ")),
    ];
    for (name, words) in rows.iter().filter(|(_, words)| !words.is_empty()) {
        writeln!(out, "{}  {words}", dim().apply_to(format!("{name:8}")))?;
    }
    writeln!(out, "\n{}", body::legend())
}

fn dim() -> Style {
    Style::new().dim()
}
