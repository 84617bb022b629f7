//! Zstandard, RFC 8878: one frame or many, skippable frames between them.

use std::io::{self, BufRead, Read};

use zstd::stream::read::Decoder;

use super::{Input, Wrapper};
use crate::{Certainty, Context, Format, Peek, Rejection};

/// Zstandard.
pub(crate) struct Zstd;

/// Binary logarithm of the largest window: what `zstd --ultra -22` asks for without `--long`.
const MAX_WINDOW_LOG: u32 = 27;

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
        WRAPPER.unwrap(input, ctx, |input| match open(input) {
            Ok(decoder) => Frames::Open(decoder),
            Err(error) => Frames::Refused(Some(error)),
        })
    }
}

fn open(input: Input<'_>) -> io::Result<Decoder<'static, Input<'_>>> {
    let mut decoder = Decoder::with_buffer(input)?;
    decoder.window_log_max(MAX_WINDOW_LOG)?;
    Ok(decoder)
}

/// The decoder, or why there is none.
enum Frames<'i> {
    Open(Decoder<'static, Input<'i>>),
    Refused(Option<io::Error>),
}

impl Read for Frames<'_> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Open(decoder) => decoder.read(buf),
            Self::Refused(error) => error.take().map_or(Ok(0), Err),
        }
    }
}
