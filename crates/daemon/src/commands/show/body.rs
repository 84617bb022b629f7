//! The text of an article, wrapped, with what was found in it in its color. It lists nothing.

use std::io::{self, Write};

use console::{Style, measure_text_width};
use wiredesk_model::wire;

/// The text, wrapped, with what was found in its style.
pub(super) fn write(record: &wire::Record, width: usize, out: &mut impl Write) -> io::Result<()> {
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
            let long = measure_text_width(&chars[at..at + word].iter().collect::<String>());
            if column > 0 && column + 1 + long > width {
                writeln!(out)?;
                column = 0;
            } else if column > 0 {
                write!(out, "{}", style_of(styles[at - 1].min(styles[at])).apply_to(" "))?;
                column += 1;
            }
            paint(&chars[at..at + word], &styles[at..at + word], out)?;
            column += long;
            at += word;
            at += (at..end).take_while(|i| chars[*i].is_whitespace()).count();
        }
        writeln!(out, "\n")?;
    }
    Ok(())
}

/// What the colors mean.
pub(super) fn legend() -> String {
    let samples = [
        (Mark::Person, "person"),
        (Mark::Organization, "organization"),
        (Mark::Place, "place"),
        (Mark::Group, "group"),
        (Mark::Event, "event"),
        (Mark::Time, "time"),
        (Mark::Quantity, "number"),
        (Mark::Quote, "quotation"),
        (Mark::Claim, "claim"),
    ];
    samples.map(|(mark, word)| style_of(mark).apply_to(word).to_string()).join("  ")
}

/// What a character is part of; the later wins.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Mark {
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

pub(super) fn style_of(mark: Mark) -> Style {
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

pub(super) fn entity_mark(kind: &str) -> Mark {
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
