//! WARC 0.17 to 1.1, ISO 28500: responses and resources, one record at a time. A record that makes no sense is passed over.

use std::io::{BufRead, Read};

use wiredesk_model::Declared;

use super::{Capture, drain, http::Head, read_line};
use crate::{Certainty, Context, Format, Peek, Rejection};

/// WARC.
pub(crate) struct Warc;

impl Format for Warc {
    fn name(&self) -> &'static str {
        "warc"
    }

    fn detect(&self, peek: &Peek<'_>) -> Certainty {
        if peek.head.trim_ascii_start().starts_with(b"WARC/") {
            Certainty::Certain
        } else {
            Certainty::No
        }
    }

    fn parse(&self, input: &mut dyn BufRead, ctx: &mut Context<'_>) -> Result<(), Rejection> {
        let mut n_lost = 0_u64;
        while !ctx.stopped {
            let Some(line) = read_line(input)? else { break };
            if !line.starts_with(b"WARC/") {
                n_lost += u64::from(!line.is_empty());
                continue;
            }
            if n_lost > 0 {
                ctx.note("damaged_warc", format!("{n_lost} lines between two records"));
                n_lost = 0;
            }
            read_record(input, ctx)?;
        }
        if n_lost > 0 {
            ctx.note("damaged_warc", format!("{n_lost} lines after the last record"));
        }
        Ok(())
    }
}

#[derive(Default)]
struct Header {
    kind: String,
    url: String,
    date: String,
    id: String,
    content_type: String,
    n_bytes: Option<u64>,
}

impl Header {
    fn read(input: &mut dyn BufRead) -> Result<Self, Rejection> {
        let mut header = Self::default();
        while let Some(line) = read_line(input)?.filter(|it| !it.is_empty()) {
            let line = String::from_utf8_lossy(&line);
            let Some((name, value)) = line.split_once(':') else { continue };
            let value = value.trim();
            match &*name.to_ascii_lowercase() {
                "warc-type" => header.kind = value.to_ascii_lowercase(),
                // wget puts the address in angle brackets.
                "warc-target-uri" => value.trim_matches(['<', '>']).clone_into(&mut header.url),
                "warc-date" => value.clone_into(&mut header.date),
                "warc-record-id" => value.clone_into(&mut header.id),
                "content-type" => value.clone_into(&mut header.content_type),
                "content-length" => header.n_bytes = value.parse().ok(),
                _ => {}
            }
        }
        Ok(header)
    }
}

fn read_record(input: &mut dyn BufRead, ctx: &mut Context<'_>) -> Result<(), Rejection> {
    let header = Header::read(input)?;
    let Some(n_bytes) = header.n_bytes else {
        ctx.note("damaged_warc", format!("a record of `{}` gives no length", header.url));
        return Ok(());
    };
    let mut record = input.take(n_bytes);
    match &*header.kind {
        // wget keeps its own log as resources, and some crawlers their look-ups.
        _ if ["metadata:", "dns:", "whois:"].iter().any(|it| header.url.starts_with(it)) => {}
        "response" | "resource" | "conversion" => read_capture(&header, &mut record, ctx)?,
        _ => {}
    }
    let n_missing = drain(&mut record)?;
    if n_missing > 0 {
        ctx.note("damaged_warc", format!("the record of `{}` lacks {n_missing} bytes", header.url));
    }
    Ok(())
}

fn read_capture(
    header: &Header,
    record: &mut dyn BufRead,
    ctx: &mut Context<'_>,
) -> Result<(), Rejection> {
    let id = Declared { kind: "record".into(), value: header.id.clone(), name: None };
    let mut capture = Capture {
        url: header.url.clone(),
        fetched: header.date.clone(),
        content_type: header.content_type.clone(),
        declared: vec![id],
    };
    if header.kind != "response" || !header.content_type.contains("http") {
        return capture.read(record, ctx);
    }
    let head = Head::read(record)?;
    if !(200..300).contains(&head.status) {
        ctx.note("http_status", format!("`{}` answered {}", header.url, head.status));
        return Ok(());
    }
    head.get("content-type").clone_into(&mut capture.content_type);
    match head.decode(record) {
        Ok(mut body) => capture.read(&mut body, ctx),
        Err(error) => {
            ctx.note("damaged_record", format!("`{}`: {error}", header.url));
            Ok(())
        }
    }
}
