//! An HTTP response as archives keep it: status, headers, and a body that may be chunked and compressed.

use std::io::{self, BufRead, BufReader, Read};

use flate2::bufread::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

use super::read_line;
use crate::Rejection;

/// Headers that are read of one response.
const MAX_HEADERS: usize = 1_000;

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

    /// The body without transfer and content encodings.
    pub(super) fn decode<'i>(&self, input: &'i mut dyn BufRead) -> io::Result<Box<dyn Read + 'i>> {
        let is_chunked = self.get("transfer-encoding").to_ascii_lowercase().contains("chunked");
        // Many archives keep the header and drop the chunks.
        let is_chunked = is_chunked && chunk_size(line_of(input.fill_buf()?)).is_some();
        let mut plain: Box<dyn BufRead + 'i> = if is_chunked {
            Box::new(BufReader::new(Chunks { input, left: 0, done: false }))
        } else {
            Box::new(input)
        };
        let head = plain.fill_buf()?;
        let is_gzip = head.starts_with(b"\x1f\x8b");
        let is_zlib = head.first() == Some(&0x78);
        let is_text = head.trim_ascii_start().starts_with(b"<");
        Ok(match &*self.get("content-encoding").to_ascii_lowercase() {
            _ if is_gzip => Box::new(MultiGzDecoder::new(plain)),
            "deflate" if is_zlib => Box::new(ZlibDecoder::new(plain)),
            "deflate" if !is_text => Box::new(DeflateDecoder::new(plain)),
            encoding @ ("br" | "zstd") if !is_text => {
                return Err(io::Error::other(format!("content encoding `{encoding}` is not read")));
            }
            _ => Box::new(plain),
        })
    }
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
