//! Counts what a source expands to and collects what was odd outside any one article. It decides no format.

use std::{
    cell::{Cell, RefCell},
    io::{self, BufRead, Read},
    rc::Rc,
};

use wiredesk_model::Warning;

use crate::{ParserConfig, Rejection};

/// Decompressed bytes that no ratio is computed for.
const RATIO_FREE_BYTES: u64 = 1 << 20;

/// Warnings kept of one source; later ones are counted only.
const MAX_WARNINGS: usize = 100;

/// What one source has cost so far, shared by all its layers.
#[derive(Default)]
pub(crate) struct Meter {
    expanded_bytes: Cell<u64>,
    source_bytes: Rc<Cell<u64>>,
    damage: RefCell<Option<Warning>>,
}

impl Meter {
    /// Notes that the input of the article being read is damaged; it is attached to the next article.
    pub(crate) fn damaged(&self, code: &'static str, detail: impl Into<String>) {
        self.damage.borrow_mut().get_or_insert_with(|| Warning { code, detail: detail.into() });
    }

    /// Takes the damage noted since the last call.
    pub(crate) fn take_damage(&self) -> Option<Warning> {
        self.damage.borrow_mut().take()
    }

    /// A counter of the bytes read from the source itself.
    pub(crate) fn source_counter(&self) -> Rc<Cell<u64>> {
        Rc::clone(&self.source_bytes)
    }
}

/// A reader that counts what is taken from it.
pub(crate) struct Counted<R> {
    inner: R,
    n_bytes: Rc<Cell<u64>>,
}

impl<R> Counted<R> {
    /// Counts what is read from `inner` into `n_bytes`.
    pub(crate) fn new(inner: R, n_bytes: Rc<Cell<u64>>) -> Self {
        Self { inner, n_bytes }
    }
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let n_bytes = self.inner.read(buf)?;
        self.n_bytes.set(self.n_bytes.get() + n_bytes as u64);
        Ok(n_bytes)
    }
}

impl<R: BufRead> BufRead for Counted<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.n_bytes.set(self.n_bytes.get() + amount as u64);
        self.inner.consume(amount);
    }
}

/// A decompressor under guard: it may not expand too far, and when it breaks, what it gave before still counts.
pub(crate) struct Guarded<R> {
    inner: R,
    code: &'static str,
    n_in: Rc<Cell<u64>>,
    n_out: u64,
    broken: bool,
    meter: Rc<Meter>,
    max_ratio: u64,
    max_expanded_bytes: u64,
}

impl<R> Guarded<R> {
    /// Guards `inner`, which takes its input through the counter `n_in`; damage is noted as `code`.
    pub(crate) fn new(
        inner: R,
        code: &'static str,
        n_in: Rc<Cell<u64>>,
        meter: Rc<Meter>,
        config: &ParserConfig,
    ) -> Self {
        let ParserConfig { max_ratio, max_expanded_bytes, .. } = *config;
        Self { inner, code, n_in, n_out: 0, broken: false, meter, max_ratio, max_expanded_bytes }
    }

    fn check(&self) -> io::Result<()> {
        let total = self.meter.expanded_bytes.get();
        let too_far = |n_out: u64, n_in: u64| {
            n_out > RATIO_FREE_BYTES && n_out / n_in.max(1) >= self.max_ratio
        };
        let source_bytes = self.meter.source_bytes.get();
        if too_far(self.n_out, self.n_in.get()) || too_far(total, source_bytes) {
            return Err(io::Error::other(Rejection::new(
                "expands_too_far",
                format!(
                    "{} bytes grow {} times and more; see `max-ratio`",
                    source_bytes, self.max_ratio
                ),
            )));
        }
        if total > self.max_expanded_bytes {
            return Err(io::Error::other(Rejection::new(
                "expands_too_far",
                format!("more than {} bytes; see `max-expanded-bytes`", self.max_expanded_bytes),
            )));
        }
        Ok(())
    }
}

impl<R: Read> Read for Guarded<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        if self.broken {
            return Ok(0);
        }
        match self.inner.read(buf) {
            Ok(n_bytes) => {
                self.n_out += n_bytes as u64;
                self.meter.expanded_bytes.set(self.meter.expanded_bytes.get() + n_bytes as u64);
                self.check()?;
                Ok(n_bytes)
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => Err(error),
            Err(error) if Rejection::inside(&error).is_some() => Err(error),
            Err(error) => {
                self.broken = true;
                self.meter.damaged(self.code, format!("after {} bytes: {error}", self.n_out));
                Ok(0)
            }
        }
    }
}

/// Warnings of a source as a whole, bounded.
#[derive(Default)]
pub(crate) struct Notes {
    kept: Vec<Warning>,
    n_more: u64,
}

impl Notes {
    /// Adds one.
    pub(crate) fn push(&mut self, warning: Warning) {
        if self.kept.len() < MAX_WARNINGS {
            self.kept.push(warning);
        } else {
            self.n_more += 1;
        }
    }

    /// The first.
    pub(crate) fn first(&self) -> Option<&Warning> {
        self.kept.first()
    }

    /// All that were kept, and how many were not.
    pub(crate) fn into_vec(mut self) -> Vec<Warning> {
        if self.n_more > 0 {
            let detail = format!("{} warnings are not shown", self.n_more);
            self.kept.push(Warning { code: "more_warnings", detail });
        }
        self.kept
    }
}
