//! IPTC 7901, <https://iptc.org/standards/iptc-7901/>, the wire format of text services since the seventies; ANPA 1312
//! frames its messages with the same control characters.

use std::io::BufRead;

use crate::{
    Certainty, Context, Draft, Format, Peek, Rejection, charset, dates, story::Story, wrapped,
};

/// IPTC 7901.
pub(crate) struct Iptc7901;

const SOH: u8 = 0x01;
const STX: u8 = 0x02;
const ETX: u8 = 0x03;

impl Format for Iptc7901 {
    fn name(&self) -> &'static str {
        "iptc-7901"
    }

    fn detect(&self, peek: &Peek<'_>) -> Certainty {
        let head = peek.head.get(..1024.min(peek.head.len())).unwrap_or_default();
        let filler = |it: &u8| it.is_ascii_whitespace() || matches!(it, 0 | 0x16 | 0x7F);
        let first = head.iter().find(|it| !filler(it));
        if first == Some(&SOH) && head.contains(&STX) { Certainty::Certain } else { Certainty::No }
    }

    fn parse(&self, input: &mut dyn BufRead, ctx: &mut Context<'_>) -> Result<(), Rejection> {
        let bytes = ctx.read_all(input)?;
        for message in bytes.split(|it| *it == SOH).filter(|it| it.contains(&STX)) {
            let decoded = charset::decode(message, None);
            let mut story = Story::new(&decoded.encoding);
            story.warn_all(decoded.warnings);
            let (header, rest) = decoded.text.split_once(char::from(STX)).unwrap_or_default();
            let (text, trailer) = rest.split_once(char::from(ETX)).unwrap_or((rest, ""));
            fill_header(header, &mut story);
            fill_text(without_notebook(text, &mut story), &mut story);
            story.published(sent(trailer));
            story.declare("trailer", Some(trailer), None);
            if let Some(article) = story.finish() {
                ctx.emit(Draft::new(article, message))?;
            }
            if ctx.stopped {
                break;
            }
        }
        Ok(())
    }
}

/// When the message was sent, of the day, hour, month and year at its end: "131137 GMT Nov 13".
fn sent(trailer: &str) -> Option<String> {
    let words: Vec<&str> = trailer.split_whitespace().collect();
    let at =
        words.iter().position(|it| it.len() == 6 && it.bytes().all(|it| it.is_ascii_digit()))?;
    let (day, time) = words.get(at)?.split_at_checked(2)?;
    let (hour, minute) = time.split_at_checked(2)?;
    let rest = words.get(at + 1..)?;
    let month = rest.iter().find_map(|it| dates::month(it))?;
    let year = rest.iter().rev().find_map(|it| it.parse::<u16>().ok())?;
    let year = if year < 100 { 2000 + year } else { year };
    Some(format!("{year}-{month:02}-{day}T{hour}:{minute}:00Z"))
}

/// The text without what dpa appends for editors: "# Notebook", contacts and signatures, none of it for publication.
fn without_notebook<'t>(text: &'t str, story: &mut Story) -> &'t str {
    let is_start = |line: &str| {
        let heading = line.strip_prefix("# ").map(|it| it.trim().to_ascii_lowercase());
        heading.is_some_and(|it| it.ends_with("notebook") || it.ends_with("notizblock"))
    };
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if is_start(line) {
            let (text, notes) = text.split_at(at);
            story.declare("note", Some(notes), None);
            return text;
        }
        at += line.len();
    }
    text
}

/// The first line names service and number, priority, category and length; lines below it are keywords.
fn fill_header(header: &str, story: &mut Story) {
    let mut lines = header.lines().map(str::trim).filter(|it| !it.is_empty());
    let Some(first) = lines.next() else { return };
    let words: Vec<&str> = first.split_whitespace().collect();
    story.guid(words.first());
    let source: String = words
        .first()
        .map(|it| it.chars().take_while(|it| it.is_alphabetic()).collect())
        .unwrap_or_default();
    story.declare("service", Some(source), None);
    for (kind, at) in [("priority", 1), ("category", 2), ("words", 3)] {
        story.declare(kind, words.get(at), None);
    }
    // What follows the fixed fields is the agency and its number: "dpa 061".
    let agency =
        words.iter().skip(4).rev().find(|it| it.len() <= 5 && it.chars().all(char::is_alphabetic));
    story.publisher(agency);
    for keyword in lines {
        story.declare("slug", Some(keyword.trim_end_matches('/')), None);
    }
}

/// The headline ends with an equals sign; without one it is the first line, where a blank line follows.
fn fill_text(text: &str, story: &mut Story) {
    let text = text.trim_start_matches(['\r', '\n']);
    let head: String = text.chars().take(600).collect();
    let at = head
        .find("=\n")
        .or_else(|| head.find("=\r"))
        .filter(|it| !head.get(..*it).is_some_and(|it| it.contains("\n\n")));
    if let Some((title, rest)) = at.and_then(|it| text.split_at_checked(it)) {
        let is_credit = |it: &&str| it.trim_start().to_ascii_lowercase().starts_with("by ");
        let headline: Vec<&str> = title.lines().take_while(|it| !is_credit(it)).collect();
        story.title(Some(headline.join(" ")));
        story.credit(title.lines().find(is_credit));
        story.text(&wrapped::join(rest.trim_start_matches('=')));
        return;
    }
    let first = text.lines().next().unwrap_or_default();
    let rest = text.get(first.len()..).unwrap_or_default();
    let alone = rest.lines().nth(1).is_some_and(|it| it.trim().is_empty());
    if alone && first.len() < 120 {
        story.title(Some(first));
        story.text(&wrapped::join(rest));
    }
    story.text(&wrapped::join(text));
}
