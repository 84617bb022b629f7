//! Bytes as UTF-8 while they stream: the encoding is settled on the first bytes, then kept.

use std::io::{self, BufRead, Read};

use encoding_rs::{CoderResult, Decoder, Encoding};

const BUFFER_BYTES: usize = 64 << 10;

/// A reader that gives UTF-8 whatever the bytes below are.
pub(super) struct Utf8<R> {
    inner: R,
    decoder: Decoder,
    buffer: Vec<u8>,
    at: usize,
    finished: bool,
}

impl<R: BufRead> Utf8<R> {
    /// Decodes `inner` from `encoding`; a byte order mark has been taken off.
    pub(super) fn new(inner: R, encoding: &'static Encoding) -> Self {
        let decoder = encoding.new_decoder_with_bom_removal();
        Self { inner, decoder, buffer: Vec::new(), at: 0, finished: false }
    }

    fn refill(&mut self) -> io::Result<()> {
        self.at = 0;
        self.buffer.resize(BUFFER_BYTES, 0);
        let mut n_written = 0;
        while n_written == 0 && !self.finished {
            let chunk = match self.inner.fill_buf() {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                chunk => chunk?,
            };
            let last = chunk.is_empty();
            let (result, n_read, n_out, _) =
                self.decoder.decode_to_utf8(chunk, &mut self.buffer, last);
            self.inner.consume(n_read);
            n_written = n_out;
            self.finished = last && result == CoderResult::InputEmpty;
        }
        self.buffer.truncate(n_written);
        Ok(())
    }
}

impl<R: BufRead> Read for Utf8<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let n_bytes = self.fill_buf()?.read(buf)?;
        self.consume(n_bytes);
        Ok(n_bytes)
    }
}

impl<R: BufRead> BufRead for Utf8<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.at >= self.buffer.len() && !self.finished {
            self.refill()?;
        }
        Ok(self.buffer.get(self.at..).unwrap_or_default())
    }

    fn consume(&mut self, amount: usize) {
        self.at = (self.at + amount).min(self.buffer.len());
    }
}
