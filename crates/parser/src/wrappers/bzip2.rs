//! bzip2, one stream or many.

use std::io::BufRead;

use bzip2::bufread::MultiBzDecoder;

use super::Wrapper;
use crate::{Certainty, Context, Format, Peek, Rejection};

/// bzip2.
pub(crate) struct Bzip2;

const WRAPPER: Wrapper = Wrapper {
    name: "bzip2",
    damage: "damaged_bzip2",
    extensions: &["bz2", "tbz", "tbz2"],
    signature: (0, b"BZh"),
};

/// What follows the signature and the block size: the block magic, or that of an empty stream.
const MAGICS: [&[u8]; 2] = [b"\x31\x41\x59\x26\x53\x59", b"\x17\x72\x45\x38\x50\x90"];

impl Format for Bzip2 {
    fn name(&self) -> &'static str {
        WRAPPER.name
    }

    fn detect(&self, peek: &Peek<'_>) -> Certainty {
        let magic = peek.head.get(4..10).unwrap_or_default();
        if MAGICS.contains(&magic) { WRAPPER.detect(peek) } else { Certainty::No }
    }

    fn parse(&self, input: &mut dyn BufRead, ctx: &mut Context<'_>) -> Result<(), Rejection> {
        WRAPPER.unwrap(input, ctx, MultiBzDecoder::new)
    }
}
