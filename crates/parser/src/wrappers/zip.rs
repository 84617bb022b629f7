//! ZIP, read from front to back by its local headers, so that it streams and a cut file still gives what it holds.

use std::io::{BufRead, Read};

use flate2::bufread::DeflateDecoder;

use super::{Wrapper, drain, read_entry};
use crate::{Certainty, Context, Format, Peek, Rejection};

/// ZIP archives that are not a document format of their own.
pub(crate) struct Zip;

const WRAPPER: Wrapper =
    Wrapper { name: "zip", damage: "damaged_zip", extensions: &["zip"], signature: (0, LOCAL) };

/// Signature of a local file header.
const LOCAL: &[u8] = b"PK\x03\x04";
/// Signatures that end the entries: the central directory, its zip64 record, and its end.
const ENDS: [&[u8]; 3] = [b"PK\x01\x02", b"PK\x06\x06", b"PK\x05\x06"];
const HEADER_BYTES: usize = 30;

impl Format for Zip {
    fn name(&self) -> &'static str {
        WRAPPER.name
    }

    fn detect(&self, peek: &Peek<'_>) -> Certainty {
        if peek.head.starts_with(b"PK\x05\x06") {
            return Certainty::Certain;
        }
        WRAPPER.detect(peek)
    }

    fn parse(&self, input: &mut dyn BufRead, ctx: &mut Context<'_>) -> Result<(), Rejection> {
        each_entry(input, ctx, |data, name, ctx| read_entry(data, name, ctx))
    }
}

/// Calls `read` with the contents and the name of each entry, in the order they are stored.
///
/// # Errors
/// If the input cannot be read, expands too far, or `read` refuses it.
pub(crate) fn each_entry(
    input: &mut dyn BufRead,
    ctx: &mut Context<'_>,
    mut read: impl FnMut(&mut dyn BufRead, &str, &mut Context<'_>) -> Result<(), Rejection>,
) -> Result<(), Rejection> {
    WRAPPER.enter(ctx, |ctx| {
        while !ctx.stopped && seek_header(input)? {
            let Some(entry) = Entry::read(input)? else {
                ctx.note(WRAPPER.damage, "the file ends inside a header");
                return Ok(());
            };
            entry.open(input, ctx, &mut read)?;
        }
        Ok(())
    })
}

/// Steps to the next local header; `false` where the entries end.
fn seek_header(input: &mut dyn BufRead) -> Result<bool, Rejection> {
    let mut last = [0_u8; 4];
    loop {
        let chunk = input.fill_buf().map_err(|error| Rejection::unreadable(&error))?;
        if chunk.is_empty() {
            return Ok(false);
        }
        let mut n_used = 0;
        let mut found = None;
        for byte in chunk {
            n_used += 1;
            last.rotate_left(1);
            last[3] = *byte;
            if last == *LOCAL {
                found = Some(true);
            } else if ENDS.contains(&&last[..]) {
                found = Some(false);
            }
            if found.is_some() {
                break;
            }
        }
        input.consume(n_used);
        if let Some(found) = found {
            return Ok(found);
        }
    }
}

/// One local header, read after its signature.
struct Entry {
    name: String,
    flags: u16,
    method: u16,
    n_packed: u64,
}

impl Entry {
    fn read(input: &mut dyn BufRead) -> Result<Option<Self>, Rejection> {
        let Some(fixed) = take(input, HEADER_BYTES - LOCAL.len())? else { return Ok(None) };
        let short = |at: usize| {
            fixed.get(at..at + 2).map_or(0, |it| u16::from(it[0]) | u16::from(it[1]) << 8)
        };
        let (Some(name), Some(extra)) =
            (take(input, short(22).into())?, take(input, short(24).into())?)
        else {
            return Ok(None);
        };
        let n_packed = u64::from(short(14)) | u64::from(short(16)) << 16;
        Ok(Some(Self {
            name: String::from_utf8_lossy(&name).replace('\\', "/"),
            flags: short(2),
            method: short(4),
            n_packed: if n_packed == u64::from(u32::MAX) { zip64_size(&extra) } else { n_packed },
        }))
    }

    /// Whether the sizes stand behind the data instead of before it.
    fn is_streamed(&self) -> bool {
        self.flags & 8 != 0
    }

    fn is_encrypted(&self) -> bool {
        self.flags & 1 != 0
    }

    fn open(
        &self,
        input: &mut dyn BufRead,
        ctx: &mut Context<'_>,
        read: &mut impl FnMut(&mut dyn BufRead, &str, &mut Context<'_>) -> Result<(), Rejection>,
    ) -> Result<(), Rejection> {
        match self.method {
            _ if self.is_encrypted() => {
                ctx.note("encrypted", format!("`{}` has a password", self.name));
            }
            8 => {
                let mut data = WRAPPER.guard(input, ctx, DeflateDecoder::new);
                read(&mut data, &self.name, ctx)?;
                return drain(&mut data);
            }
            0 if !self.is_streamed() || self.n_packed > 0 => {
                let mut data = (&mut *input).take(self.n_packed);
                read(&mut data, &self.name, ctx)?;
                drain(&mut data)?;
                if data.limit() > 0 {
                    ctx.note(WRAPPER.damage, format!("`{}` is cut", self.name));
                }
                return Ok(());
            }
            method => {
                let detail = format!("`{}` is compressed by method {method}", self.name);
                ctx.note("unsupported_compression", detail);
            }
        }
        drain(&mut (&mut *input).take(self.n_packed))
    }
}

/// The packed size in a zip64 extra field; its first number is the unpacked size.
fn zip64_size(extra: &[u8]) -> u64 {
    let mut rest = extra;
    while let [a, b, c, d, tail @ ..] = rest {
        let n_bytes = usize::from(*c) | usize::from(*d) << 8;
        if [*a, *b] == [1, 0] {
            let size = tail.get(8..16).and_then(|it| it.try_into().ok());
            return size.map_or(0, u64::from_le_bytes);
        }
        rest = tail.get(n_bytes..).unwrap_or_default();
    }
    0
}

/// The next `n_bytes`, or `None` where the input ends before.
fn take(input: &mut dyn BufRead, n_bytes: usize) -> Result<Option<Vec<u8>>, Rejection> {
    let mut bytes = Vec::with_capacity(n_bytes);
    (&mut *input)
        .take(n_bytes as u64)
        .read_to_end(&mut bytes)
        .map_err(|error| Rejection::unreadable(&error))?;
    Ok((bytes.len() == n_bytes).then_some(bytes))
}
