//! What was found in an article, as lists. The text is `body`'s.

use std::io::{self, Write};

use console::{Style, measure_text_width};
use wiredesk_model::wire;

use super::body::{Mark, entity_mark, style_of};
use super::dim;

/// Entities that are listed, and lines of any other list.
const MAX_ENTITIES: usize = 20;
const MAX_LINES: usize = 12;

/// All lists that have something in them.
pub(super) fn write(record: &wire::Record, width: usize, out: &mut impl Write) -> io::Result<()> {
    entities(record, out)?;
    let lists: [(&str, Vec<String>); 6] = [
        ("summary", record.summary.iter().flatten().map(|it| line(&it.text)).collect()),
        ("who said what", said(record)),
        ("what happened", record.events.iter().flatten().map(|it| event(record, it)).collect()),
        ("when", times(record)),
        ("how many", record.quantities.iter().flatten().map(quantity).collect()),
        ("timeline", timeline(record)),
    ];
    for (title, lines) in lists.iter().filter(|(_, lines)| !lines.is_empty()) {
        heading(title, out)?;
        for line in lines.iter().take(MAX_LINES) {
            wrapped(line, width, out)?;
        }
        if let Some(more) = lines.len().checked_sub(MAX_LINES).filter(|it| *it > 0) {
            writeln!(out, "  {}", dim().apply_to(format!("and {more} more")))?;
        }
        writeln!(out)?;
    }
    Ok(())
}

fn entities(record: &wire::Record, out: &mut impl Write) -> io::Result<()> {
    let mut entities: Vec<_> = record.entities.iter().flatten().collect();
    entities.sort_by(|a, b| b.salience.total_cmp(&a.salience));
    if entities.is_empty() {
        return Ok(());
    }
    heading("who and where", out)?;
    for entity in entities.into_iter().take(MAX_ENTITIES) {
        let name = style_of(entity_mark(&entity.r#type)).apply_to(&entity.name);
        let country = entity.country.as_deref().map(|it| format!(" [{it}]")).unwrap_or_default();
        let roles = entity.roles.join("; ");
        let roles = if roles.is_empty() { roles } else { format!(", {roles}") };
        let n_mentions = entity.mentions.as_ref().map_or(0, Vec::len);
        writeln!(out, "  {name}{country}{roles} {}", dim().apply_to(format!("×{n_mentions}")))?;
    }
    writeln!(out)
}

/// Quotations and claims with their source, in the order of the text.
fn said(record: &wire::Record) -> Vec<String> {
    let by = |it: Option<&wire::Speaker>| it.map_or("?".to_owned(), |it| line(&it.text));
    let quotes = record
        .quotes
        .iter()
        .flatten()
        .map(|it| (it.start, format!("{}: “{}”", by(it.speaker.as_ref()), line(&it.text))));
    let claims = record.claims.iter().flatten().filter_map(|it| {
        let text = line(it.text.as_deref()?);
        Some((it.start, format!("{}, {}: {text}", by(it.source.as_ref()), it.certainty)))
    });
    let mut all: Vec<_> = quotes.chain(claims).collect();
    all.sort();
    all.into_iter().map(|it| it.1).collect()
}

fn event(record: &wire::Record, event: &wire::Event) -> String {
    let names = |ids: &[String]| -> Vec<&str> {
        let entities = record.entities.iter().flatten();
        entities.filter(|it| ids.contains(&it.id)).map(|it| it.name.as_str()).collect()
    };
    let verb = style_of(Mark::Event).apply_to(line(&event.text)).to_string();
    let parts = [
        format!("{}:", event.r#type),
        names(&event.actors).join(", "),
        if event.negated { "not".to_owned() } else { String::new() },
        verb,
        names(&event.targets).join(", "),
        event.time.as_ref().map(|it| format!("({it})")).unwrap_or_default(),
    ];
    parts.into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>().join(" ")
}

fn times(record: &wire::Record) -> Vec<String> {
    let times = record.times.iter().flatten();
    let mut lines: Vec<_> = times.map(|it| format!("{}  {}", it.value, line(&it.text))).collect();
    lines.dedup();
    lines
}

fn quantity(it: &wire::Quantity) -> String {
    let parts = [
        it.comparison.as_deref().map(|word| word.replace('_', " ")),
        Some(it.value.to_string()),
        it.upper.map(|upper| format!("to {upper}")),
        it.unit.clone(),
        it.of.as_deref().map(|of| format!("of {}", line(of))),
        Some(dim().apply_to(format!("“{}”", line(&it.text))).to_string()),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn timeline(record: &wire::Record) -> Vec<String> {
    let entries = record.timeline.iter().flatten();
    entries.map(|it| format!("{}  {}", it.date, line(&it.text))).collect()
}

fn line(text: &str) -> String {
    text.replace('\n', " ")
}

/// One item of a list; what does not fit the line goes below, further in.
fn wrapped(text: &str, width: usize, out: &mut impl Write) -> io::Result<()> {
    let mut column = 2;
    write!(out, " ")?;
    for word in text.split(' ') {
        let long = measure_text_width(word);
        if column > 4 && column + long > width {
            write!(out, "\n   ")?;
            column = 4;
        }
        write!(out, " {word}")?;
        column += long + 1;
    }
    writeln!(out)
}

fn heading(name: &str, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "{}", Style::new().bold().underlined().apply_to(name))
}
