//! MHTML, RFC 2557: a web page saved with its pictures as one message.

use std::io::BufRead;

use mail_parser::{HeaderName, HeaderValue, MessageParser, MimeHeaders, PartType};

use crate::{
    Certainty, Context, Draft, Format, Peek, Rejection, context::Outer, dates, formats::html,
    normalize,
};

/// A saved web page.
pub(crate) struct Mhtml;

impl Format for Mhtml {
    fn name(&self) -> &'static str {
        "mhtml"
    }

    fn detect(&self, peek: &Peek<'_>) -> Certainty {
        let named = matches!(peek.extension, Some("mhtml" | "mht"));
        let Some(headers) = super::headers(peek.head) else {
            return if named { Certainty::Extension } else { Certainty::No };
        };
        let saved = headers.iter().any(|(name, value)| match &**name {
            "snapshot-content-location" | "x-maf-information" => true,
            "from" => value.to_ascii_lowercase().contains("saved by"),
            "content-type" => named && value.to_ascii_lowercase().contains("multipart/related"),
            _ => false,
        });
        if saved { Certainty::Certain } else { Certainty::No }
    }

    fn parse(&self, input: &mut dyn BufRead, ctx: &mut Context<'_>) -> Result<(), Rejection> {
        let bytes = ctx.read_all(input)?;
        let no_page = || Rejection::new("no_text", "the message holds no web page");
        let message = MessageParser::default()
            .parse(super::bounded(bytes.trim_ascii_start()).0)
            .ok_or_else(no_page)?;
        let page = message.parts.iter().find_map(|part| match &part.body {
            PartType::Html(page) => Some((part, page)),
            _ => None,
        });
        let (part, page) = page.ok_or_else(no_page)?;
        let location = message.header_raw("Snapshot-Content-Location").map(str::trim);
        let outer = Outer {
            url: location.or(part.content_location()).map(str::to_owned),
            title: message.subject().and_then(normalize::some_line),
            published: None,
            ..Outer::default()
        };
        let mut article = html::extract(page);
        article.source.encoding = charset(part);
        if let Some(saved_at) = message.date().and_then(|it| dates::instant(&it.to_rfc3339())) {
            let value = saved_at.to_string();
            let declared = wiredesk_model::Declared { kind: "saved".into(), value, name: None };
            article.declared.push(declared);
        }
        ctx.inside("", outer, |ctx| ctx.emit(Draft::new(article, &bytes)).map(|_| ()))
    }
}

/// The character encoding that a part declares.
fn charset(part: &mail_parser::MessagePart<'_>) -> Option<String> {
    let HeaderValue::ContentType(kind) =
        part.headers.iter().find(|it| it.name == HeaderName::ContentType)?.value()
    else {
        return None;
    };
    kind.attribute("charset").map(str::to_ascii_lowercase)
}
