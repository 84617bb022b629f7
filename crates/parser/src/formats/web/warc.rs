//! WARC 0.17 to 1.1, ISO 28500: responses and resources, one record at a time.

use std::io::BufRead;

use wiredesk_model::Declared;

use super::{
    lines::read_line,
    records::{Block, Record, each_record},
};
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
        each_record(input, ctx, "damaged_warc", |line, input| {
            line.starts_with(b"WARC/").then(|| header(input)).transpose()
        })
    }
}

/// The fields below a record's first line.
fn header(input: &mut dyn BufRead) -> Result<Record, Rejection> {
    let mut record = Record::default();
    let mut kind = String::new();
    let capture = &mut record.capture;
    while let Some(line) = read_line(input)?.filter(|it| !it.is_empty()) {
        let line = String::from_utf8_lossy(&line);
        let Some((name, value)) = line.split_once(':') else { continue };
        let value = value.trim();
        match &*name.to_ascii_lowercase() {
            "warc-type" => kind = value.to_ascii_lowercase(),
            // wget puts the address in angle brackets.
            "warc-target-uri" => value.trim_matches(['<', '>']).clone_into(&mut capture.url),
            "warc-date" => value.clone_into(&mut capture.fetched),
            "warc-record-id" => {
                let id = Declared { kind: "record".into(), value: value.into(), name: None };
                capture.declared = vec![id];
            }
            "content-type" => value.clone_into(&mut capture.content_type),
            "content-length" => record.n_bytes = value.parse().ok(),
            _ => {}
        }
    }
    // wget keeps its own log as resources, and some crawlers their look-ups.
    let is_own = ["metadata:", "dns:", "whois:"].iter().any(|it| capture.url.starts_with(it));
    record.block = match &*kind {
        _ if is_own => Block::Housekeeping,
        "response" if capture.content_type.contains("http") => Block::Response,
        "response" | "resource" | "conversion" => Block::Either,
        _ => Block::Housekeeping,
    };
    Ok(record)
}
