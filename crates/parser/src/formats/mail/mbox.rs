//! Mailboxes, RFC 4155 and its relatives: messages parted by "From " lines, read one at a time.

use std::io::{BufRead, Read};

use super::message;
use crate::{Certainty, Context, Format, Peek, Rejection, context::Outer};

/// A mailbox.
pub(crate) struct Mbox;

impl Format for Mbox {
    fn name(&self) -> &'static str {
        "mbox"
    }

    fn detect(&self, peek: &Peek<'_>) -> Certainty {
        let head = peek.head.trim_ascii_start();
        let end = memchr::memchr(b'\n', head).unwrap_or(head.len());
        let (first, rest) = head.split_at_checked(end).unwrap_or_default();
        let has_headers = || super::headers(rest).is_some();
        if is_separator(first) && has_headers() { Certainty::Certain } else { Certainty::No }
    }

    fn parse(&self, input: &mut dyn BufRead, ctx: &mut Context<'_>) -> Result<(), Rejection> {
        let max_bytes = ctx.config.max_document_bytes as usize;
        let (mut bytes, mut line) = (Vec::new(), Vec::new());
        let (mut after_blank, mut started, mut n_cut) = (true, false, 0_u64);
        while !ctx.stopped {
            line.clear();
            let n_read = (&mut *input)
                .take(max_bytes as u64)
                .read_until(b'\n', &mut line)
                .map_err(|error| Rejection::unreadable(&error))?;
            if n_read == 0 || after_blank && is_separator(line.trim_ascii_end()) {
                if started {
                    emit(&bytes, n_cut, ctx)?;
                }
                if n_read == 0 {
                    return Ok(());
                }
                (started, n_cut) = (true, 0);
                bytes.clear();
                continue;
            }
            after_blank = line.trim_ascii().is_empty();
            if bytes.len() + line.len() > max_bytes {
                n_cut += line.len() as u64;
            } else {
                bytes.extend_from_slice(unquoted(&line));
            }
        }
        Ok(())
    }
}

fn emit(bytes: &[u8], n_cut: u64, ctx: &mut Context<'_>) -> Result<(), Rejection> {
    if bytes.trim_ascii().is_empty() {
        return Ok(());
    }
    if n_cut > 0 {
        ctx.meter.damaged("cut", format!("{n_cut} bytes of a message are left out"));
    }
    let outer = Outer { format: Some("mbox"), ..Outer::default() };
    ctx.inside("", outer, |ctx| message::emit(bytes, ctx))
}

/// "From somebody Mon Mar 17 10:15:00 2025".
fn is_separator(line: &[u8]) -> bool {
    let Some(rest) = line.strip_prefix(b"From ") else { return false };
    rest.contains(&b':') && rest.iter().filter(|it| it.is_ascii_digit()).count() >= 6
}

/// A line of the message without the `>` that mailboxes put before "From ".
fn unquoted(line: &[u8]) -> &[u8] {
    let n_marks = line.iter().take_while(|it| **it == b'>').count();
    let is_quoted = n_marks > 0 && line.get(n_marks..).is_some_and(|it| it.starts_with(b"From "));
    if is_quoted { line.get(1..).unwrap_or(line) } else { line }
}
