//! Web archives: WARC and ARC, one article for each page that was fetched.

mod arc;
mod http;
mod lines;
mod records;
mod warc;

use std::io::Read;

use wiredesk_model::Declared;

pub(crate) use self::{arc::Arc, warc::Warc};
use crate::{Context, Draft, Rejection, charset, context::Outer, detect::dispatch, formats::html};

/// Bytes of one page that are read.
const MAX_PAGE_BYTES: u64 = 16 << 20;

/// What an archive says of a document.
#[derive(Default)]
struct Capture {
    url: String,
    fetched: String,
    /// Media type and parameters.
    content_type: String,
    declared: Vec<Declared>,
}

impl Capture {
    /// Reads the document in `body`, whatever it is.
    fn read(self, body: &mut dyn Read, ctx: &mut Context<'_>) -> Result<(), Rejection> {
        let mut bytes = Vec::new();
        let outcome = body.take(MAX_PAGE_BYTES + 1).read_to_end(&mut bytes);
        if let Err(error) = outcome {
            if let Some(Rejection { code, detail }) = Rejection::inside(&error).cloned() {
                ctx.note(code, format!("`{}`: {detail}", self.url));
                return Ok(());
            }
            ctx.meter.damaged("damaged_record", format!("after {} bytes: {error}", bytes.len()));
        }
        if bytes.len() as u64 > MAX_PAGE_BYTES {
            bytes.truncate(MAX_PAGE_BYTES as usize);
            ctx.meter.damaged("page_cut", format!("read up to byte {MAX_PAGE_BYTES}"));
        }
        let Self { url, fetched, content_type, mut declared } = self;
        declared.push(Declared { kind: "fetched".into(), value: fetched, name: None });
        let outer = Outer { url: Some(url.clone()), declared, ..Outer::default() };
        let media_type =
            content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        let name = url.split(['?', '#']).next().unwrap_or_default().to_owned();
        ctx.inside(&name, outer, |ctx| match kind(&media_type, &bytes) {
            Kind::Page => emit_page(&bytes, &content_type, ctx),
            Kind::Other => dispatch(&mut &*bytes, ctx),
            Kind::Nothing => {
                let detail = format!("a {media_type} of {} bytes", bytes.len());
                Err(Rejection::new("not_an_article", detail))
            }
        })
    }
}

enum Kind {
    Page,
    /// Something that detection may know.
    Other,
    /// Pictures, scripts and the like.
    Nothing,
}

fn kind(media_type: &str, bytes: &[u8]) -> Kind {
    match media_type {
        _ if bytes.trim_ascii().is_empty() => Kind::Nothing,
        "text/html" | "application/xhtml+xml" => Kind::Page,
        "text/css" | "text/javascript" | "application/javascript" | "application/x-javascript" => {
            Kind::Nothing
        }
        "" | "text/plain" | "application/pdf" | "application/rtf" => Kind::Other,
        _ if media_type.ends_with("xml") && !media_type.starts_with("image/") => Kind::Other,
        _ if media_type.ends_with("json") => Kind::Other,
        _ => Kind::Nothing,
    }
}

fn emit_page(bytes: &[u8], content_type: &str, ctx: &mut Context<'_>) -> Result<(), Rejection> {
    let declares = content_type.to_ascii_lowercase().contains("charset");
    let decoded = charset::decode(bytes, declares.then_some(content_type));
    let mut article = html::extract(&decoded.text);
    article.source.encoding = Some(decoded.encoding);
    article.warnings.extend(decoded.warnings);
    if article.text.trim().is_empty() {
        return Err(Rejection::new("no_text", "the page holds no text"));
    }
    ctx.emit(Draft::new(article, bytes)).map(|_| ())
}
