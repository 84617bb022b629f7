//! `show`: one record for a reader's eyes, its article with the annotations colored in. It computes nothing.

use std::io::{self, Write};
use std::path::Path;

use console::{Style, measure_text_width};
use wiredesk_model::wire;

use crate::outbox;

/// Columns of text.
const WIDTH: usize = 96;

/// The delivered record whose id begins with `id`, the latest where there are several.
///
/// # Errors
/// If the outbox cannot be read.
pub(crate) fn delivered(folder: &Path, id: &str) -> io::Result<Option<wire::Record>> {
    let is_id = id.len() >= 4 && id.bytes().all(|it| it.is_ascii_hexdigit());
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
    head(record, out)?;
    body(record, out)?;
    entities(record, out)?;
    facts(record, out)?;
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

/// The text, wrapped, with what was found in its style.
fn body(record: &wire::Record, out: &mut impl Write) -> io::Result<()> {
    let Some(text) = &record.article.text else {
        let place = record.text_ref.as_deref().unwrap_or("nowhere");
        return writeln!(out, "(the text is in {place})\n");
    };
    let chars: Vec<char> = text.chars().collect();
    let styles = styles(record, chars.len());
    let paragraphs = record.article.paragraphs.clone().unwrap_or_default();
    for (start, end) in paragraphs {
        let (start, end) = (start as usize, (end as usize).min(chars.len()));
        let mut column = 0;
        let mut at = start;
        while at < end {
            let word = (at..end).take_while(|i| !chars[*i].is_whitespace()).count();
            let width = measure_text_width(&chars[at..at + word].iter().collect::<String>());
            if column > 0 && column + 1 + width > WIDTH {
                writeln!(out)?;
                column = 0;
            } else if column > 0 {
                write!(out, "{}", style_of(styles[at - 1].min(styles[at])).apply_to(" "))?;
                column += 1;
            }
            paint(&chars[at..at + word], &styles[at..at + word], out)?;
            column += width;
            at += word;
            at += (at..end).take_while(|i| chars[*i].is_whitespace()).count();
        }
        writeln!(out, "\n")?;
    }
    Ok(())
}

/// What a character is part of; the later wins.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Mark {
    Plain,
    Claim,
    Quote,
    Quantity,
    Time,
    Event,
    Group,
    Other,
    Place,
    Organization,
    Person,
}

fn style_of(mark: Mark) -> Style {
    match mark {
        Mark::Plain => Style::new(),
        Mark::Claim => Style::new().italic().dim(),
        Mark::Quote => Style::new().italic(),
        Mark::Quantity => Style::new().yellow(),
        Mark::Time => Style::new().magenta(),
        Mark::Event => Style::new().red(),
        Mark::Group => Style::new().cyan().dim(),
        Mark::Other => Style::new().white().bold(),
        Mark::Place => Style::new().cyan().bold(),
        Mark::Organization => Style::new().blue().bold(),
        Mark::Person => Style::new().green().bold(),
    }
}

fn styles(record: &wire::Record, n_chars: usize) -> Vec<Mark> {
    let mut marks = vec![Mark::Plain; n_chars];
    let mut put = |start: u32, end: u32, mark: Mark| {
        let range = (start as usize).min(n_chars)..(end as usize).min(n_chars);
        for it in marks.get_mut(range).into_iter().flatten() {
            *it = mark.max(*it);
        }
    };
    record.claims.iter().flatten().for_each(|it| put(it.start, it.end, Mark::Claim));
    record.quotes.iter().flatten().for_each(|it| put(it.start, it.end, Mark::Quote));
    record.quantities.iter().flatten().for_each(|it| put(it.start, it.end, Mark::Quantity));
    record.times.iter().flatten().for_each(|it| put(it.start, it.end, Mark::Time));
    record.events.iter().flatten().for_each(|it| put(it.start, it.end, Mark::Event));
    for entity in record.entities.iter().flatten() {
        let mark = entity_mark(&entity.r#type);
        for mention in entity.mentions.iter().flatten().filter(|it| it.kind == "name") {
            put(mention.start, mention.end, mark);
        }
    }
    marks
}

fn entity_mark(kind: &str) -> Mark {
    match kind {
        "person" => Mark::Person,
        "organization" => Mark::Organization,
        "place" | "facility" => Mark::Place,
        "group" => Mark::Group,
        _ => Mark::Other,
    }
}

fn paint(chars: &[char], marks: &[Mark], out: &mut impl Write) -> io::Result<()> {
    for run in (0..chars.len()).collect::<Vec<_>>().chunk_by(|a, b| marks[*a] == marks[*b]) {
        let text: String = run.iter().map(|i| chars[*i]).collect();
        write!(out, "{}", style_of(marks[run[0]]).apply_to(text))?;
    }
    Ok(())
}

fn entities(record: &wire::Record, out: &mut impl Write) -> io::Result<()> {
    let mut entities: Vec<_> = record.entities.iter().flatten().collect();
    entities.sort_by(|a, b| b.salience.total_cmp(&a.salience));
    if entities.is_empty() {
        return Ok(());
    }
    title("who and where", out)?;
    for entity in entities.into_iter().take(20) {
        let name = style_of(entity_mark(&entity.r#type)).apply_to(&entity.name);
        let country = entity.country.as_deref().map(|it| format!(" [{it}]")).unwrap_or_default();
        let roles = entity.roles.join("; ");
        let roles = if roles.is_empty() { roles } else { format!(", {roles}") };
        let n_mentions = entity.mentions.as_ref().map_or(0, Vec::len);
        writeln!(out, "  {name}{country}{roles} {}", dim().apply_to(format!("×{n_mentions}")))?;
    }
    writeln!(out)
}

fn facts(record: &wire::Record, out: &mut impl Write) -> io::Result<()> {
    let summary: Vec<_> =
        record.summary.iter().flatten().map(|it| it.text.replace('\n', " ")).collect();
    section("summary", &summary, out)?;
    let quotes: Vec<_> = record
        .quotes
        .iter()
        .flatten()
        .map(|it| {
            let speaker = it.speaker.as_ref().map_or("?", |speaker| speaker.text.as_str());
            format!("{speaker}: “{}”", it.text.replace('\n', " "))
        })
        .collect();
    section("who said what", &quotes, out)?;
    let timeline: Vec<_> = record
        .timeline
        .iter()
        .flatten()
        .map(|it| format!("{}  {}", it.date, it.text.replace('\n', " ")))
        .collect();
    section("timeline", &timeline, out)
}

fn foot(record: &wire::Record, out: &mut impl Write) -> io::Result<()> {
    let keywords: Vec<_> = record.keywords.iter().flatten().map(|it| it.text.as_str()).collect();
    let topics: Vec<_> = record.topics.iter().flatten().map(|it| it.label.as_ref()).collect();
    for (name, words) in [("keywords", keywords), ("topics", topics)] {
        if !words.is_empty() {
            writeln!(out, "{}  {}", dim().apply_to(name), words.join(", "))?;
        }
    }
    if let Some(duplicate) = &record.duplicate {
        writeln!(out, "{}  {} of {}", dim().apply_to("copy"), duplicate.kind, duplicate.of)?;
    }
    for warning in &record.warnings {
        writeln!(out, "{}  {}: {}", dim().apply_to("warning"), warning.code, warning.detail)?;
    }
    Ok(())
}

fn section(name: &str, lines: &[String], out: &mut impl Write) -> io::Result<()> {
    if lines.is_empty() {
        return Ok(());
    }
    title(name, out)?;
    for line in lines.iter().take(12) {
        writeln!(out, "  {line}")?;
    }
    writeln!(out)
}

fn title(name: &str, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "{}", Style::new().bold().underlined().apply_to(name))
}

fn dim() -> Style {
    Style::new().dim()
}
