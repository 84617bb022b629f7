//! Zstandard, RFC 8878: one frame or many, skippable frames between them.

use std::io::{self, BufRead, Read};

use ruzstd::decoding::{
    BlockDecodingStrategy, FrameDecoder,
    errors::{FrameDecoderError, ReadFrameHeaderError},
};

use super::{Input, Wrapper};
use crate::{Certainty, Context, Format, Peek, Rejection};

/// Zstandard.
pub(crate) struct Zstd;

/// Largest window: what `zstd --ultra -22` asks for without `--long`.
const MAX_WINDOW_BYTES: u64 = 128 << 20;
/// Decompressed bytes asked for at a time.
const STEP_BYTES: usize = 64 << 10;

const WRAPPER: Wrapper = Wrapper {
    name: "zstd",
    damage: "damaged_zstd",
    extensions: &["zst", "zstd", "tzst"],
    signature: (0, b"\x28\xb5\x2f\xfd"),
};

impl Format for Zstd {
    fn name(&self) -> &'static str {
        WRAPPER.name
    }

    fn detect(&self, peek: &Peek<'_>) -> Certainty {
        // A skippable frame may come first: its magic is 0x184D2A50 to 0x184D2A5F.
        match peek.head {
            [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..] => Certainty::Certain,
            _ => WRAPPER.detect(peek),
        }
    }

    fn parse(&self, input: &mut dyn BufRead, ctx: &mut Context<'_>) -> Result<(), Rejection> {
        WRAPPER.unwrap(input, ctx, |input| {
            let mut decoder = FrameDecoder::new();
            decoder.set_max_window_size(MAX_WINDOW_BYTES);
            Frames { input, decoder, inside: false }
        })
    }
}

/// The frames of a stream, one after another.
struct Frames<'i> {
    input: Input<'i>,
    decoder: FrameDecoder,
    inside: bool,
}

impl Read for Frames<'_> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        loop {
            if self.inside {
                let n_bytes = self.decoder.read(buf)?;
                if n_bytes > 0 || buf.is_empty() {
                    return Ok(n_bytes);
                }
                if self.decoder.is_finished() {
                    self.inside = false;
                } else {
                    let step = BlockDecodingStrategy::UptoBytes(STEP_BYTES);
                    self.decoder.decode_blocks(&mut self.input, step).map_err(io::Error::other)?;
                }
            } else if self.input.fill_buf()?.is_empty() {
                return Ok(0);
            } else {
                self.open_frame()?;
            }
        }
    }
}

impl Frames<'_> {
    fn open_frame(&mut self) -> io::Result<()> {
        match self.decoder.reset(&mut self.input) {
            Ok(()) => self.inside = true,
            Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame {
                length,
                ..
            })) => {
                io::copy(&mut (&mut self.input).take(u64::from(length)), &mut io::sink())?;
            }
            Err(error) => return Err(io::Error::other(error)),
        }
        Ok(())
    }
}
