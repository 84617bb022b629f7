//! JSON articles: one object, one a line, an array of them, or a list inside an object, under the many names that
//! publishers give to the same fields.

mod fields;
mod values;

use std::io::{BufRead, Cursor, Read};

use serde_json::{Map, Value};
use wiredesk_model::Article;

use crate::{Certainty, Context, Draft, Flow, Format, Peek, Rejection, charset};
use values::{Piece, Values};

/// JSON and NDJSON articles.
pub(crate) struct Json;

/// Largest value, whatever a document may measure: it is held as bytes and as a tree.
const MAX_VALUE_BYTES: u64 = 32 << 20;

/// Bytes of a broken line that its warning quotes.
const QUOTED_BYTES: usize = 60;

/// Names under which an object holds a list of articles.
const LISTS: &[&str] = &[
    "articles",
    "items",
    "results",
    "docs",
    "documents",
    "hits",
    "data",
    "stories",
    "posts",
    "news",
    "entries",
    "response",
    "value",
    "content",
];

impl Format for Json {
    fn name(&self) -> &'static str {
        "json"
    }

    fn detect(&self, peek: &Peek<'_>) -> Certainty {
        let head = charset::decode_exact(
            peek.head.get(..1024.min(peek.head.len())).unwrap_or_default(),
            None,
        )
        .text;
        let head = head.trim_start_matches(|it: char| it.is_ascii_whitespace() || it == '\u{1e}');
        let is_array = head.strip_prefix('[').is_some_and(|it| it.trim_start().starts_with('{'));
        let is_object = head
            .strip_prefix('{')
            .is_some_and(|it| it.trim_start().starts_with(['"', '}']) || it.trim().is_empty());
        if is_object || is_array {
            return Certainty::Likely;
        }
        match peek.extension {
            Some("json" | "ndjson" | "jsonl" | "geojson") => Certainty::Extension,
            _ => Certainty::No,
        }
    }

    fn parse(&self, input: &mut dyn BufRead, ctx: &mut Context<'_>) -> Result<(), Rejection> {
        let mut head = [0_u8; 64];
        let n_bytes = fill(input, &mut head)?;
        let head = head.get(..n_bytes).unwrap_or_default();
        let encoding = charset::decode_exact(head, None).encoding;
        let mut input = Cursor::new(head.to_vec()).chain(input);
        if encoding.starts_with("utf-16") || encoding.starts_with("utf-32") {
            let bytes = ctx.read_all(&mut input)?;
            let text = charset::decode_exact(&bytes, None).text;
            return values(&mut text.as_bytes(), &encoding, ctx);
        }
        values(&mut input, "utf-8", ctx)
    }
}

/// Reads up to the length of `head`, but does not wait for more than the first line.
fn fill(input: &mut dyn BufRead, head: &mut [u8]) -> Result<usize, Rejection> {
    let mut n_bytes = 0;
    while n_bytes < head.len() && !head.get(..n_bytes).is_some_and(|it| it.contains(&b'\n')) {
        match input.read(head.get_mut(n_bytes..).unwrap_or_default()) {
            Ok(0) => break,
            Ok(n) => n_bytes += n,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(error) => return Err(Rejection::unreadable(&error)),
        }
    }
    Ok(n_bytes)
}

fn values(input: &mut dyn BufRead, encoding: &str, ctx: &mut Context<'_>) -> Result<(), Rejection> {
    let limit = ctx.config.max_document_bytes.min(MAX_VALUE_BYTES);
    let mut values = Values::new(limit);
    let mut number = 0_u64;
    loop {
        let piece = values.next(input)?;
        number += u64::from(piece != Piece::Garbage);
        let bytes = &values.bytes;
        match piece {
            Piece::End => return Ok(()),
            Piece::TooLarge => ctx.note(
                "too_large",
                format!("value {number} is larger than {limit} bytes or holds too many values"),
            ),
            Piece::Garbage => {
                ctx.note("bad_json", format!("text between values after value {number}"));
            }
            Piece::Value | Piece::Broken => match parse(bytes, encoding) {
                Ok((value, warnings)) => {
                    if emit(&value, bytes, encoding, &warnings, ctx)? == Flow::Stop {
                        return Ok(());
                    }
                }
                Err(why) => {
                    let quoted = bytes.get(..QUOTED_BYTES.min(bytes.len())).unwrap_or_default();
                    let quoted = String::from_utf8_lossy(quoted).replace(char::is_control, " ");
                    ctx.note("bad_json", format!("value {number}: {why} in `{quoted}`"));
                }
            },
        }
    }
}

/// The value, forgiving raw control characters in strings and bytes that are not UTF-8.
fn parse(bytes: &[u8], encoding: &str) -> Result<(Value, Vec<wiredesk_model::Warning>), String> {
    let error = match serde_json::from_slice(bytes) {
        Ok(value) => return Ok((value, Vec::new())),
        Err(error) => error,
    };
    let is_utf8 = std::str::from_utf8(bytes).is_ok();
    let decoded = charset::decode_exact(bytes, is_utf8.then_some(encoding));
    let mut clean = String::with_capacity(decoded.text.len());
    let mut in_string = false;
    let mut escaped = false;
    for char in decoded.text.chars() {
        match char {
            '\n' if in_string => clean.push_str("\\n"),
            '\t' if in_string => clean.push_str("\\t"),
            _ if char.is_ascii_control() => clean.push(' '),
            _ => clean.push(char),
        }
        in_string ^= char == '"' && !escaped;
        escaped = char == '\\' && !escaped;
    }
    match serde_json::from_str(&clean) {
        Ok(value) => Ok((value, decoded.warnings)),
        Err(_) => Err(error.to_string()),
    }
}

fn emit(
    value: &Value,
    bytes: &[u8],
    encoding: &str,
    warnings: &[wiredesk_model::Warning],
    ctx: &mut Context<'_>,
) -> Result<Flow, Rejection> {
    let Value::Object(object) = value else { return Ok(Flow::Continue) };
    let Some(list) = list(object, 0) else {
        let mut article = fields::article(object);
        article.source.encoding = Some(encoding.to_owned());
        article.warnings.extend_from_slice(warnings);
        return emit_article(article, object.len(), bytes, ctx);
    };
    for item in list.iter().filter_map(Value::as_object) {
        let mut article = fields::article(item);
        article.source.encoding = Some(encoding.to_owned());
        let own = serde_json::to_vec(item).unwrap_or_default();
        if emit_article(article, item.len(), &own, ctx)? == Flow::Stop {
            return Ok(Flow::Stop);
        }
    }
    Ok(Flow::Continue)
}

/// Emits an article that has text or at least a title, which is its text then.
fn emit_article(
    mut article: Article,
    n_keys: usize,
    bytes: &[u8],
    ctx: &mut Context<'_>,
) -> Result<Flow, Rejection> {
    if article.text.trim().is_empty() {
        let Some(line) = article.subtitle.clone().or_else(|| article.title.clone()) else {
            let detail = format!("an object with neither text nor title among {n_keys} keys");
            ctx.note("no_text", detail);
            return Ok(Flow::Continue);
        };
        article.text = line;
        article.warn("headline_only", "the source holds no text beside its headline");
    }
    ctx.emit(Draft::new(article, bytes))
}

/// The list of articles in an object that is none itself.
fn list(object: &Map<String, Value>, depth: u32) -> Option<&Vec<Value>> {
    if depth > 3 || fields::has_text(object) {
        return None;
    }
    let is_list = |value: &&Vec<Value>| {
        value.iter().any(|it| it.as_object().is_some_and(fields::looks_like_article))
    };
    LISTS.iter().filter_map(|it| object.get(*it)).find_map(|value| match value {
        Value::Array(items) => Some(items).filter(is_list),
        Value::Object(inner) => list(inner, depth + 1),
        _ => None,
    })
}

#[cfg(test)]
mod tests;
