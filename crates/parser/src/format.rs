//! What a format is. It does not know which formats there are.

use std::io::BufRead;

use crate::{Context, Rejection};

/// How sure a format is that it can read a source; the surest reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// Not this format.
    No,
    /// It could be read this way if nothing better claims it.
    Fallback,
    /// Only the extension says so.
    Extension,
    /// The content looks like it.
    Likely,
    /// A signature says so.
    Certain,
}

/// The beginning of a source, for detection.
pub struct Peek<'a> {
    /// Up to 64 KiB of the first bytes.
    pub head: &'a [u8],
    /// Extension of the innermost name, lower case, without its dot.
    pub extension: Option<&'a str>,
}

/// One format.
pub trait Format: Sync {
    /// Name in `source.format`, logs and metrics.
    fn name(&self) -> &'static str;
    /// How sure the format is that the source is its own.
    fn detect(&self, peek: &Peek<'_>) -> Certainty;
    /// Reads the source and emits its articles in order.
    ///
    /// # Errors
    /// If nothing, or nothing more, can be read; articles emitted before stay delivered.
    fn parse(&self, input: &mut dyn BufRead, ctx: &mut Context<'_>) -> Result<(), Rejection>;
}
