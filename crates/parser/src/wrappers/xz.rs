//! xz, one stream or many, within a memory limit.

use std::io::BufRead;

use lzma_rust2::XzReader;

use super::Wrapper;
use crate::{Certainty, Context, Format, Peek, Rejection};

/// xz.
pub(crate) struct Xz;

/// Memory for the dictionary: what `xz -9` needs.
const MAX_KIB: u32 = 66 << 10;

const WRAPPER: Wrapper = Wrapper {
    name: "xz",
    damage: "damaged_xz",
    extensions: &["xz", "txz"],
    signature: (0, b"\xfd7zXZ\0"),
};

impl Format for Xz {
    fn name(&self) -> &'static str {
        WRAPPER.name
    }

    fn detect(&self, peek: &Peek<'_>) -> Certainty {
        WRAPPER.detect(peek)
    }

    fn parse(&self, input: &mut dyn BufRead, ctx: &mut Context<'_>) -> Result<(), Rejection> {
        WRAPPER.unwrap(input, ctx, |input| XzReader::new_mem_limit(input, true, MAX_KIB))
    }
}
