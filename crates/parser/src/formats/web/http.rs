//! An HTTP response as archives keep it: status, headers, and a body that may be chunked and compressed (gzip, deflate, br, zstd).

use std::{
    cell::Cell,
    io::{self, BufRead, BufReader, Read},
    rc::Rc,
};

use brotli_decompressor::Decompressor as BrotliDecoder;

use flate2::bufread::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use zstd::stream::read::Decoder as ZstdDecoder;

use super::lines::read_line;
use crate::{
    Context, Rejection,
    meter::{Counted, Guarded},
};

/// Headers that are read of one response.
const MAX_HEADERS: usize = 1_000;
/// Bytes that the Brotli decoder reads at a time.
const BUFFER_BYTES: usize = 4 << 10;
/// Binary logarithm of the largest Zstandard window, RFC 9659.
const MAX_ZSTD_WINDOW_LOG: u32 = 23;

/// The head of a response.
#[derive(Debug, Default)]
pub(super) struct Head {
    /// 200 where none is given.
    pub(super) status: u16,
    headers: Vec<(String, String)>,
}

impl Head {
    /// Reads up to the blank line before the body.
    pub(super) fn read(input: &mut dyn BufRead) -> Result<Self, Rejection> {
        let mut head = Self { status: 200, headers: Vec::new() };
        let first = read_line(input)?.unwrap_or_default();
        let first = String::from_utf8_lossy(&first).into_owned();
        let status = first.split_whitespace().nth(1).and_then(|it| it.parse().ok());
        head.status = status.unwrap_or(200);
        while let Some(line) = read_line(input)?.filter(|it| !it.is_empty()) {
            let line = String::from_utf8_lossy(&line);
            if let Some((name, value)) =
                line.split_once(':').filter(|_| head.headers.len() < MAX_HEADERS)
            {
                head.headers.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
            }
        }
        Ok(head)
    }

    /// The header `name`, lower case; empty where it is absent.
    pub(super) fn get(&self, name: &str) -> &str {
        self.headers.iter().find(|(it, _)| it == name).map_or("", |(_, value)| value)
    }

    /// The body without transfer and content encodings; it may not expand further than any other source.
    pub(super) fn decode<'i>(
        &self,
        input: &'i mut dyn BufRead,
        ctx: &Context<'_>,
    ) -> io::Result<Box<dyn Read + 'i>> {
        let is_chunked = self.get("transfer-encoding").to_ascii_lowercase().contains("chunked");
        // Many archives keep the header and drop the chunks.
        let is_chunked = is_chunked && chunk_size(line_of(input.fill_buf()?)).is_some();
        let mut plain: Box<dyn BufRead + 'i> = if is_chunked {
            Box::new(BufReader::new(Chunks { input, left: 0, done: false }))
        } else {
            Box::new(input)
        };
        let head = plain.fill_buf()?;
        let encoding = self.encoding(head);
        let n_in = Rc::new(Cell::new(0));
        let packed = Counted::new(plain, Rc::clone(&n_in));
        let unpacked: Box<dyn Read + 'i> = match encoding {
            Encoding::Plain => return Ok(Box::new(packed)),
            Encoding::Gzip => Box::new(MultiGzDecoder::new(packed)),
            Encoding::Zlib => Box::new(ZlibDecoder::new(packed)),
            Encoding::Deflate => Box::new(DeflateDecoder::new(packed)),
            Encoding::Brotli => Box::new(BrotliDecoder::new(packed, BUFFER_BYTES)),
            Encoding::Zstd => {
                let mut decoder = ZstdDecoder::with_buffer(packed)?;
                decoder.window_log_max(MAX_ZSTD_WINDOW_LOG)?;
                Box::new(decoder)
            }
        };
        let meter = Rc::clone(&ctx.meter);
        Ok(Box::new(Guarded::new(unpacked, "damaged_record", n_in, meter, ctx.config)))
    }

    /// How a body that begins with `head` is encoded: archives keep the header of bodies they store decoded, so the bytes decide
    /// where they can. Brotli has no signature.
    fn encoding(&self, head: &[u8]) -> Encoding {
        let is_zlib = head.first() == Some(&0x78);
        let is_text = head.trim_ascii_start().starts_with(b"<");
        match &*self.get("content-encoding").to_ascii_lowercase() {
            _ if head.starts_with(b"\x1f\x8b") => Encoding::Gzip,
            _ if head.starts_with(b"\x28\xb5\x2f\xfd") => Encoding::Zstd,
            _ if is_text => Encoding::Plain,
            "deflate" if is_zlib => Encoding::Zlib,
            "deflate" => Encoding::Deflate,
            "br" => Encoding::Brotli,
            _ => Encoding::Plain,
        }
    }
}

/// A content encoding, RFC 9110 §8.4.1.
enum Encoding {
    Plain,
    Gzip,
    Zlib,
    Deflate,
    Brotli,
    Zstd,
}

fn line_of(bytes: &[u8]) -> &[u8] {
    bytes.split(|it| *it == b'\n').next().unwrap_or_default()
}

/// The size in a chunk's first line: hex digits, perhaps with an extension behind `;`.
fn chunk_size(line: &[u8]) -> Option<u64> {
    let digits = line.split(|it| *it == b';').next()?.trim_ascii();
    let digits = std::str::from_utf8(digits).ok().filter(|it| !it.is_empty() && it.len() <= 8)?;
    u64::from_str_radix(digits, 16).ok()
}

/// A chunked body, RFC 9112 §7.1. Where the chunks stop making sense, the rest is given as it stands.
struct Chunks<'i> {
    input: &'i mut dyn BufRead,
    left: u64,
    done: bool,
}

impl Read for Chunks<'_> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        while self.left == 0 && !self.done {
            let mut line = Vec::new();
            (&mut *self.input).take(1024).read_until(b'\n', &mut line)?;
            match chunk_size(line.trim_ascii()) {
                Some(0) => self.done = true,
                Some(size) => self.left = size,
                None if line.is_empty() => self.done = true,
                None if line.trim_ascii().is_empty() => {}
                None => {
                    self.left = u64::MAX;
                    let n_bytes = line.len().min(buf.len());
                    if let (Some(to), Some(from)) = (buf.get_mut(..n_bytes), line.get(..n_bytes)) {
                        to.copy_from_slice(from);
                    }
                    return Ok(n_bytes);
                }
            }
        }
        let max = usize::try_from(self.left).unwrap_or(usize::MAX).min(buf.len());
        let n_bytes = self.input.read(buf.get_mut(..max).unwrap_or_default())?;
        self.left -= n_bytes as u64;
        self.done |= n_bytes == 0;
        if self.done {
            self.left = 0;
        }
        Ok(n_bytes)
    }
}
