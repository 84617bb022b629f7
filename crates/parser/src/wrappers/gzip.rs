//! gzip, RFC 1952: one member or many, as `cat` and web archives make them. A broken member does not hide those after it.

use std::{
    io::{self, BufRead, Read},
    rc::Rc,
};

use flate2::bufread::GzDecoder;

use super::{Input, Wrapper};
use crate::{Certainty, Context, Format, Peek, Rejection, meter::Meter};

/// gzip.
pub(crate) struct Gzip;

const WRAPPER: Wrapper = Wrapper {
    name: "gzip",
    damage: "damaged_gzip",
    extensions: &["gz", "gzip", "tgz"],
    signature: (0, b"\x1f\x8b\x08"),
};

impl Format for Gzip {
    fn name(&self) -> &'static str {
        WRAPPER.name
    }

    fn detect(&self, peek: &Peek<'_>) -> Certainty {
        WRAPPER.detect(peek)
    }

    fn parse(&self, input: &mut dyn BufRead, ctx: &mut Context<'_>) -> Result<(), Rejection> {
        let meter = Rc::clone(&ctx.meter);
        WRAPPER.unwrap(input, ctx, |input| Members {
            state: State::Between(input),
            n_whole: 0,
            meter,
        })
    }
}

/// The members of a gzip stream, one after another.
struct Members<'i> {
    state: State<'i>,
    /// Members that were read to their end.
    n_whole: u64,
    meter: Rc<Meter>,
}

enum State<'i> {
    Between(Input<'i>),
    Inside(Box<GzDecoder<Input<'i>>>),
    Done,
}

impl Read for Members<'_> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        loop {
            match std::mem::replace(&mut self.state, State::Done) {
                State::Done => return Ok(0),
                State::Between(input) => self.state = self.next_member(input)?,
                State::Inside(mut decoder) => match decoder.read(buf) {
                    Ok(0) => {
                        self.n_whole += 1;
                        self.state = State::Between(decoder.into_inner());
                    }
                    Ok(n_bytes) => {
                        self.state = State::Inside(decoder);
                        return Ok(n_bytes);
                    }
                    // A file with one broken member has nothing after it to look for.
                    Err(error) if self.n_whole == 0 => return Err(error),
                    Err(error) => {
                        let detail = format!("member {}: {error}", self.n_whole);
                        self.meter.damaged(WRAPPER.damage, detail);
                        self.n_whole += 1;
                        self.state = State::Between(decoder.into_inner());
                    }
                },
            }
        }
    }
}

impl<'i> Members<'i> {
    /// Steps to the next signature, over padding and damage.
    fn next_member(&self, mut input: Input<'i>) -> io::Result<State<'i>> {
        let mut n_skipped = 0_u64;
        loop {
            let chunk = input.fill_buf()?;
            if chunk.is_empty() {
                break;
            }
            let signature = WRAPPER.signature.1;
            // At the end of the buffer a prefix must do; the decoder checks the rest.
            if chunk.starts_with(signature) || signature.starts_with(chunk) {
                if n_skipped > 0 {
                    let detail = format!("{n_skipped} bytes between two members");
                    self.meter.damaged(WRAPPER.damage, detail);
                }
                return Ok(State::Inside(Box::new(GzDecoder::new(input))));
            }
            let at = memchr::memchr(0x1f, chunk.get(1..).unwrap_or_default());
            let n_bytes = at.map_or(chunk.len(), |at| at + 1);
            let is_padding = chunk.iter().take(n_bytes).all(|it| *it == 0);
            n_skipped += if is_padding { 0 } else { n_bytes as u64 };
            input.consume(n_bytes);
        }
        if n_skipped > 0 {
            self.meter.damaged(WRAPPER.damage, format!("{n_skipped} bytes after the last member"));
        }
        Ok(State::Done)
    }
}
