//! One message, RFC 5322 and MIME: its best part, the messages it forwards, and what is attached.

use std::io::BufRead;

use mail_parser::{Address, MessageParser, MessagePart, MimeHeaders, PartType};

use super::bounded;
use crate::{
    Certainty, Context, Draft, Format, Peek, Rejection, formats::html, story::Story, wrapped,
};

/// A mail message.
pub(crate) struct Eml;

/// Messages inside messages that are read.
const MAX_FORWARDS: u32 = 5;

impl Format for Eml {
    fn name(&self) -> &'static str {
        "eml"
    }

    fn detect(&self, peek: &Peek<'_>) -> Certainty {
        match super::headers(peek.head) {
            Some(_) => Certainty::Certain,
            None if peek.extension == Some("eml") => Certainty::Extension,
            None => Certainty::No,
        }
    }

    fn parse(&self, input: &mut dyn BufRead, ctx: &mut Context<'_>) -> Result<(), Rejection> {
        let bytes = ctx.read_all(input)?;
        emit(&bytes, ctx)
    }
}

/// Emits the message in `bytes` and those it forwards.
pub(super) fn emit(bytes: &[u8], ctx: &mut Context<'_>) -> Result<(), Rejection> {
    let bytes = bytes.trim_ascii_start();
    let (head, is_all) = bounded(bytes);
    if !is_all {
        ctx.note("cut", format!("headers or parts beyond byte {}", head.len()));
    }
    let Some(message) = MessageParser::default().parse(head) else {
        ctx.note("not_mail", "no header could be read");
        return Ok(());
    };
    emit_message(&message, bytes, 0, ctx)
}

fn emit_message(
    message: &mail_parser::Message<'_>,
    bytes: &[u8],
    depth: u32,
    ctx: &mut Context<'_>,
) -> Result<(), Rejection> {
    let mut story = Story::default();
    fill(message, &mut story);
    match story.finish() {
        Some(article) => {
            ctx.emit(Draft::new(article, bytes))?;
        }
        None => ctx.note("no_text", "a message holds neither text nor subject"),
    }
    for part in &message.parts {
        if let (PartType::Message(inner), false) = (&part.body, ctx.stopped) {
            if depth >= MAX_FORWARDS {
                ctx.note(
                    "nested_too_deep",
                    format!("more than {MAX_FORWARDS} messages inside one another"),
                );
                break;
            }
            emit_message(inner, inner.raw_message(), depth + 1, ctx)?;
        }
    }
    Ok(())
}

fn fill(message: &mail_parser::Message<'_>, story: &mut Story) {
    story.title(message.subject().map(without_prefixes));
    story.guid(message.message_id());
    story.published(message.date().map(mail_parser::DateTime::to_rfc3339));
    for (name, address) in
        message.from().into_iter().flat_map(Address::iter).map(|it| (it.name(), it.address()))
    {
        // An address alone stays with the sender.
        story.author(name.filter(|it| !it.contains('@') && address != Some(*it)));
    }
    let header = |name: &'static str| message.header_raw(name).map(str::trim);
    let list =
        header("List-Id").map(|it| it.split('<').next().unwrap_or(it).trim().trim_matches('"'));
    story.publisher(list.filter(|it| !it.is_empty()));
    story.url(header("Archived-At").map(|it| it.trim_matches(['<', '>'])));
    story.declare("language", header("Content-Language"), None);
    for address in message.from().into_iter().flat_map(Address::iter) {
        story.declare("sender", address.address(), address.name());
    }
    story.text(&best_text(message));
    for part in message.attachments().filter(|it| !matches!(it.body, PartType::Message(_))) {
        story.declare(
            "attachment",
            part.attachment_name().or(Some("unnamed")),
            media_type(part).as_deref(),
        );
    }
}

fn media_type(part: &MessagePart<'_>) -> Option<String> {
    let kind = part.content_type()?;
    Some(format!("{}/{}", kind.ctype(), kind.subtype()?))
}

/// The subject without "Re:" and "Fwd:".
fn without_prefixes(subject: &str) -> &str {
    let mut rest = subject.trim();
    while let Some((head, tail)) = rest.split_once(':') {
        if !["re", "fw", "fwd", "aw", "wg", "tr"].contains(&&*head.trim().to_ascii_lowercase()) {
            break;
        }
        rest = tail.trim();
    }
    rest
}

/// Lines of a signature, RFC 3676 §4.3; what is longer is no signature.
const MAX_SIGNATURE_LINES: usize = 10;

/// `text` without the signature below its last line of two dashes.
fn without_signature(text: &str) -> &str {
    let starts = |it: &usize| {
        text.get(*it..).is_some_and(|it| it.lines().next().is_some_and(|it| it.trim_end() == "--"))
    };
    let mut lines = text.match_indices('\n').map(|(at, _)| at + 1);
    let Some(at) = lines.rfind(starts) else { return text };
    let (text_above, signature) = text.split_at(at);
    if signature.lines().count() > MAX_SIGNATURE_LINES + 1 { text } else { text_above }
}

/// The plain text, unless the markup says much more: newsletters often send "see this in a browser" as plain text.
fn best_text(message: &mail_parser::Message<'_>) -> String {
    let mut plain = Vec::new();
    let mut rich = Vec::new();
    for part in message.text_bodies() {
        if let PartType::Text(text) = &part.body {
            plain.push(wrapped::join(without_signature(text)));
        }
    }
    for part in message.html_bodies() {
        if let PartType::Html(markup) = &part.body {
            rich.push(html::to_text(markup));
        }
    }
    let (plain, rich) = (plain.join("\n\n"), rich.join("\n\n"));
    if plain.trim().len() * 10 >= rich.trim().len() * 6 { plain } else { rich }
}
