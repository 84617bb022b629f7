//! Taps the input of the reader of markup for the digest of each item. It bounds a token, and reads no markup.

use std::{
    cell::RefCell,
    io::{self, BufRead, Read},
    rc::Rc,
};

use sha2::{Digest, Sha256};
use wiredesk_model::hex;

use crate::Rejection;

/// Longest tag, comment or stretch of text.
const MAX_TOKEN_BYTES: u64 = 16 << 20;

/// What was taken from the input: the current token's bytes, or the digest of the item being read.
#[derive(Default)]
pub(super) struct Taken {
    token: Vec<u8>,
    n_token_bytes: u64,
    hash: Sha256,
    n_bytes: u64,
    inside: bool,
}

impl Taken {
    /// Begins a token, inside an item or not.
    pub(super) fn begin(&mut self, inside: bool) {
        if inside && !self.inside {
            // The token before was the item's start tag.
            self.hash = Sha256::new_with_prefix(&self.token);
            self.n_bytes = self.token.len() as u64;
        }
        self.inside = inside;
        self.token.clear();
        self.n_token_bytes = 0;
    }

    fn add(&mut self, bytes: &[u8]) {
        self.n_token_bytes += bytes.len() as u64;
        if self.inside {
            self.hash.update(bytes);
            self.n_bytes += bytes.len() as u64;
        } else {
            self.token.extend_from_slice(bytes);
        }
    }

    /// The digest and size of the item that ends here.
    pub(super) fn finish(&mut self) -> (String, u64) {
        if !self.inside {
            self.begin(true);
        }
        self.inside = false;
        let digest = std::mem::take(&mut self.hash).finalize();
        (hex(&digest), self.n_bytes)
    }
}

/// A reader that keeps or hashes what is taken from it, and gives no token without end.
pub(super) struct Tap<R> {
    inner: R,
    taken: Rc<RefCell<Taken>>,
}

impl<R> Tap<R> {
    pub(super) fn new(inner: R, taken: Rc<RefCell<Taken>>) -> Self {
        Self { inner, taken }
    }
}

impl<R: BufRead> Read for Tap<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let n_bytes = self.fill_buf()?.read(buf)?;
        self.consume(n_bytes);
        Ok(n_bytes)
    }
}

impl<R: BufRead> BufRead for Tap<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.taken.borrow().n_token_bytes > MAX_TOKEN_BYTES {
            let detail = format!("a tag or text of more than {MAX_TOKEN_BYTES} bytes");
            return Err(io::Error::other(Rejection::new("too_large", detail)));
        }
        self.inner.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        if let Some(bytes) = self.inner.fill_buf().ok().and_then(|it| it.get(..amount)) {
            self.taken.borrow_mut().add(bytes);
        }
        self.inner.consume(amount);
    }
}
