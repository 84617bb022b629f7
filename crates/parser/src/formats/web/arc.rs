//! ARC 1.0 and 1.1, the Internet Archive's format before WARC, <https://archive.org/web/researcher/ArcFileFormat.php>.

use std::io::BufRead;

use super::{
    Capture,
    records::{Block, Record, each_record},
};
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
        each_record(input, ctx, "damaged_arc", |line, _| Ok(header(&String::from_utf8_lossy(line))))
    }
}

/// The line before a record: address, IP address, date, media type, …, length.
fn header(line: &str) -> Option<Record> {
    let words: Vec<&str> = line.split(' ').filter(|it| !it.is_empty()).collect();
    // An address may hold blanks, so the date of fourteen digits is what is looked for.
    let is_date = |it: &&str| it.len() == 14 && it.bytes().all(|it| it.is_ascii_digit());
    let at = words.iter().rposition(is_date).filter(|it| *it >= 2)?;
    let n_bytes = words.last()?.parse().ok()?;
    let url = words.get(..at - 1)?.join(" ");
    if !url.contains("://") {
        return None;
    }
    let block = if url.starts_with("filedesc:") { Block::Housekeeping } else { Block::Either };
    let capture = Capture {
        url,
        fetched: (*words.get(at)?).to_owned(),
        content_type: (*words.get(at + 1)?).to_owned(),
        declared: Vec::new(),
    };
    Some(Record { capture, n_bytes: Some(n_bytes), block })
}
