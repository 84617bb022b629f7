//! tar: POSIX ustar and pax, GNU long names, and the headers before them. Only regular files are read.

use std::io::{BufRead, Read};

use super::{Wrapper, drain, read_entry};
use crate::{Certainty, Context, Format, Peek, Rejection};

/// tar.
pub(crate) struct Tar;

const WRAPPER: Wrapper = Wrapper {
    name: "tar",
    damage: "damaged_tar",
    extensions: &["tar"],
    signature: (257, b"ustar"),
};

const BLOCK_BYTES: usize = 512;
/// Largest extended header that is read; a longer one is passed over.
const MAX_EXTENDED_BYTES: u64 = 64 << 10;

impl Format for Tar {
    fn name(&self) -> &'static str {
        WRAPPER.name
    }

    fn detect(&self, peek: &Peek<'_>) -> Certainty {
        match peek.head.first_chunk().and_then(Header::parse) {
            Some(header) if !header.name.is_empty() => Certainty::Certain,
            _ => Certainty::No,
        }
    }

    fn parse(&self, input: &mut dyn BufRead, ctx: &mut Context<'_>) -> Result<(), Rejection> {
        WRAPPER.enter(ctx, |ctx| read_archive(input, ctx))
    }
}

/// One header block.
struct Header {
    name: String,
    n_bytes: u64,
    kind: u8,
}

impl Header {
    /// Reads a block whose checksum is right.
    fn parse(block: &[u8; BLOCK_BYTES]) -> Option<Self> {
        let stored = octal(block.get(148..156)?)?;
        let sum: u64 = block.iter().map(|it| u64::from(*it)).sum();
        let own: u64 = block.get(148..156)?.iter().map(|it| u64::from(*it)).sum();
        if sum - own + 8 * u64::from(b' ') != stored {
            return None;
        }
        let mut name = text(block.get(..100)?);
        let prefix = text(block.get(345..500)?);
        if block.get(257..263)? == b"ustar\0" && !prefix.is_empty() {
            name = format!("{prefix}/{name}");
        }
        Some(Self { name, n_bytes: octal(block.get(124..136)?)?, kind: *block.get(156)? })
    }
}

/// A number field: octal digits, or big-endian bytes behind a set high bit as GNU writes large ones.
fn octal(field: &[u8]) -> Option<u64> {
    if let Some((first, rest)) = field.split_first().filter(|(first, _)| **first >= 0x80) {
        let high = u64::from(first & 0x7f);
        return rest
            .iter()
            .try_fold(high, |sum, it| sum.checked_mul(256)?.checked_add(u64::from(*it)));
    }
    let digits =
        field.iter().skip_while(|it| **it == b' ').take_while(|it| (b'0'..=b'7').contains(it));
    digits.clone().next()?;
    digits
        .map(|it| u64::from(it - b'0'))
        .try_fold(0_u64, |sum, it| sum.checked_mul(8)?.checked_add(it))
}

/// A text field up to its first zero byte.
fn text(field: &[u8]) -> String {
    let end = memchr::memchr(0, field).unwrap_or(field.len());
    String::from_utf8_lossy(field.get(..end).unwrap_or_default()).into_owned()
}

fn read_archive(input: &mut dyn BufRead, ctx: &mut Context<'_>) -> Result<(), Rejection> {
    let mut long_name = None;
    let mut pax_bytes = None;
    while !ctx.stopped {
        let mut block = [0; BLOCK_BYTES];
        let n_read = read_block(input, &mut block)?;
        if n_read == 0 || block.iter().all(|it| *it == 0) {
            return Ok(());
        }
        let Some(header) = Header::parse(&block) else {
            ctx.note(WRAPPER.damage, "a header's checksum is wrong; the rest is not read");
            return Ok(());
        };
        let n_bytes = pax_bytes.take().unwrap_or(header.n_bytes);
        let padding = (BLOCK_BYTES as u64 - n_bytes % BLOCK_BYTES as u64) % BLOCK_BYTES as u64;
        let mut data = (&mut *input).take(n_bytes);
        match header.kind {
            b'L' => long_name = Some(text(&read_extended(&mut data)?)),
            b'x' => {
                let extended = read_extended(&mut data)?;
                for (key, value) in pax_records(&extended) {
                    match key {
                        b"path" => long_name = Some(String::from_utf8_lossy(value).into_owned()),
                        b"size" => {
                            pax_bytes =
                                std::str::from_utf8(value).ok().and_then(|it| it.parse().ok());
                        }
                        _ => {}
                    }
                }
            }
            0 | b'0' | b'7' => {
                let name = long_name.take().unwrap_or(header.name);
                read_entry(&mut data, &name, ctx)?;
            }
            _ => long_name = None,
        }
        drain(&mut data)?;
        if data.limit() > 0 {
            ctx.note(WRAPPER.damage, format!("{} bytes are missing at the end", data.limit()));
        }
        drain(&mut (&mut *input).take(padding))?;
    }
    Ok(())
}

fn read_block(input: &mut dyn BufRead, block: &mut [u8]) -> Result<usize, Rejection> {
    let mut n_read = 0;
    while let Some(rest) = block.get_mut(n_read..).filter(|it| !it.is_empty()) {
        match input.read(rest) {
            Ok(0) => break,
            Ok(n_bytes) => n_read += n_bytes,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(error) => return Err(Rejection::unreadable(&error)),
        }
    }
    Ok(n_read)
}

fn read_extended(data: &mut dyn BufRead) -> Result<Vec<u8>, Rejection> {
    let mut bytes = Vec::new();
    data.take(MAX_EXTENDED_BYTES)
        .read_to_end(&mut bytes)
        .map_err(|error| Rejection::unreadable(&error))?;
    Ok(bytes)
}

/// The `length key=value` records of a pax header.
fn pax_records(mut bytes: &[u8]) -> impl Iterator<Item = (&[u8], &[u8])> {
    std::iter::from_fn(move || {
        let space = memchr::memchr(b' ', bytes)?;
        let length: usize = std::str::from_utf8(bytes.get(..space)?).ok()?.parse().ok()?;
        let record = bytes.get(space + 1..length.checked_sub(1)?)?;
        bytes = bytes.get(length..)?;
        let equals = memchr::memchr(b'=', record)?;
        Some((record.get(..equals)?, record.get(equals + 1..)?))
    })
}
