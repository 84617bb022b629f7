//! The records of an archive, one after another: a header, a block of the length it gives, and the next. A record that makes
//! no sense is passed over. It does not know how headers are written.

use std::io::{BufRead, Read};

use super::{Capture, http::Head, lines::read_line};
use crate::{Context, Rejection};

/// A record's header.
#[derive(Default)]
pub(super) struct Record {
    /// What it says of the document.
    pub(super) capture: Capture,
    /// The block's length.
    pub(super) n_bytes: Option<u64>,
    /// What the block holds.
    pub(super) block: Block,
}

/// What a record's block holds.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Block {
    /// Nothing for readers: the archive's description, requests, look-ups.
    #[default]
    Housekeeping,
    /// An HTTP response.
    Response,
    /// A response, or a document alone, as the first bytes show.
    Either,
}

/// Emits the articles of all records. `header` reads the header that begins with the line it is given, or says that none does;
/// what is odd between records is noted as `damage`.
pub(super) fn each_record(
    input: &mut dyn BufRead,
    ctx: &mut Context<'_>,
    damage: &'static str,
    header: impl Fn(&[u8], &mut dyn BufRead) -> Result<Option<Record>, Rejection>,
) -> Result<(), Rejection> {
    let mut n_lost = 0_u64;
    while !ctx.stopped {
        let Some(line) = read_line(input)? else { break };
        let Some(record) = header(&line, input)? else {
            n_lost += u64::from(!line.is_empty());
            continue;
        };
        if n_lost > 0 {
            ctx.note(damage, format!("{n_lost} lines between two records"));
            n_lost = 0;
        }
        let url = record.capture.url.clone();
        let Some(n_bytes) = record.n_bytes else {
            ctx.note(damage, format!("a record of `{url}` gives no length"));
            continue;
        };
        let mut block = (&mut *input).take(n_bytes);
        read_block(record, &mut block, ctx)?;
        let n_missing = drain(&mut block)?;
        if n_missing > 0 {
            ctx.note(damage, format!("the record of `{url}` lacks {n_missing} bytes"));
        }
    }
    if n_lost > 0 {
        ctx.note(damage, format!("{n_lost} lines after the last record"));
    }
    Ok(())
}

fn read_block(
    record: Record,
    block: &mut dyn BufRead,
    ctx: &mut Context<'_>,
) -> Result<(), Rejection> {
    let Record { mut capture, block: kind, .. } = record;
    let starts = |block: &mut dyn BufRead| {
        let head = block.fill_buf().map_err(|error| Rejection::unreadable(&error))?;
        Ok(head.starts_with(b"HTTP/"))
    };
    let is_response = match kind {
        Block::Housekeeping => return Ok(()),
        Block::Response => true,
        Block::Either => starts(block)?,
    };
    if !is_response {
        return capture.read(block, ctx);
    }
    let head = Head::read(block)?;
    if !(200..300).contains(&head.status) {
        ctx.note("http_status", format!("`{}` answered {}", capture.url, head.status));
        return Ok(());
    }
    head.get("content-type").clone_into(&mut capture.content_type);
    match head.decode(block, ctx) {
        Ok(mut body) => capture.read(&mut body, ctx),
        Err(error) => {
            ctx.note("damaged_record", format!("`{}`: {error}", capture.url));
            Ok(())
        }
    }
}

/// Reads what is left of a record and says how many bytes were missing.
fn drain(record: &mut std::io::Take<impl BufRead>) -> Result<u64, Rejection> {
    loop {
        let n_bytes = record.fill_buf().map_err(|error| Rejection::unreadable(&error))?.len();
        if n_bytes == 0 {
            return Ok(record.limit());
        }
        record.consume(n_bytes);
    }
}
