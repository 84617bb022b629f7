//! ARC 1.0 and 1.1, the Internet Archive's format before WARC, <https://archive.org/web/researcher/ArcFileFormat.php>.

use std::io::{BufRead, Read};

use super::{Capture, drain, http::Head, read_line};
use crate::{Certainty, Context, Format, Peek, Rejection};

/// ARC.
pub(crate) struct Arc;

impl Format for Arc {
    fn name(&self) -> &'static str {
        "arc"
    }

    fn detect(&self, peek: &Peek<'_>) -> Certainty {
        if peek.head.trim_ascii_start().starts_with(b"filedesc://") {
            Certainty::Certain
        } else {
            Certainty::No
        }
    }

    fn parse(&self, input: &mut dyn BufRead, ctx: &mut Context<'_>) -> Result<(), Rejection> {
        let mut n_lost = 0_u64;
        while !ctx.stopped {
            let Some(line) = read_line(input)? else { break };
            let line = String::from_utf8_lossy(&line);
            let Some(header) = Header::parse(&line) else {
                n_lost += u64::from(!line.trim().is_empty());
                continue;
            };
            let mut record = (&mut *input).take(header.n_bytes);
            if !header.url.starts_with("filedesc:") {
                read_capture(&header, &mut record, ctx)?;
            }
            let n_missing = drain(&mut record)?;
            if n_missing > 0 {
                ctx.note(
                    "damaged_arc",
                    format!("the record of `{}` lacks {n_missing} bytes", header.url),
                );
            }
        }
        if n_lost > 0 {
            ctx.note("damaged_arc", format!("{n_lost} lines stand between records"));
        }
        Ok(())
    }
}

/// The line before a record: address, IP address, date, media type, …, length.
struct Header {
    url: String,
    date: String,
    content_type: String,
    n_bytes: u64,
}

impl Header {
    fn parse(line: &str) -> Option<Self> {
        let words: Vec<&str> = line.split(' ').filter(|it| !it.is_empty()).collect();
        // An address may hold blanks, so the date of fourteen digits is what is looked for.
        let is_date = |it: &&str| it.len() == 14 && it.bytes().all(|it| it.is_ascii_digit());
        let at = words.iter().rposition(is_date).filter(|it| *it >= 2)?;
        let n_bytes = words.last()?.parse().ok()?;
        let url = words.get(..at - 1)?.join(" ");
        let content_type = (*words.get(at + 1)?).to_owned();
        url.contains("://").then(|| Self {
            url,
            date: (*words.get(at).unwrap_or(&"")).to_owned(),
            content_type,
            n_bytes,
        })
    }
}

fn read_capture(
    header: &Header,
    record: &mut dyn BufRead,
    ctx: &mut Context<'_>,
) -> Result<(), Rejection> {
    let mut capture = Capture {
        url: header.url.clone(),
        fetched: header.date.clone(),
        content_type: header.content_type.clone(),
        declared: Vec::new(),
    };
    let starts_http =
        record.fill_buf().map_err(|error| Rejection::unreadable(&error))?.starts_with(b"HTTP/");
    if !starts_http {
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
