//! Chooses the format: by content first, by extension second.

use std::io::{BufRead, BufReader, Read};

use wiredesk_model::Article;

use crate::{Context, Flow, Hint, ParserConfig, Peek, Rejection, formats};

/// Bytes that detection may look at.
const PEEK_BYTES: usize = 64 << 10;

/// Reads every article of `input` and gives each to `emit`, in order.
///
/// # Errors
/// If nothing, or nothing more, can be read; articles emitted before stay delivered.
pub fn parse(
    input: &mut dyn Read,
    hint: &Hint,
    config: &ParserConfig,
    emit: &mut dyn FnMut(Article) -> Flow,
) -> Result<(), Rejection> {
    let mut ctx = Context::new(hint, config, emit);
    let mut reader = BufReader::with_capacity(PEEK_BYTES, input);
    dispatch(&mut reader, &mut ctx)
}

/// Lets the surest format read `input`; wrappers call this again for what they hold.
pub(crate) fn dispatch(input: &mut dyn BufRead, ctx: &mut Context<'_>) -> Result<(), Rejection> {
    let head = input.fill_buf().map_err(|error| Rejection::unreadable(&error))?;
    let extension = ctx.name.rsplit_once('.').map(|(_, it)| it.to_ascii_lowercase());
    let peek = Peek { head, extension: extension.as_deref() };
    // `max_by_key` keeps the last of equals, so the list is walked backwards to keep the first.
    let format = formats::ALL.iter().rev().max_by_key(|it| it.detect(&peek));
    let Some(format) = format else {
        return Err(Rejection::new("unknown_format", "no format reads this"));
    };
    ctx.format = format.name();
    format.parse(input, ctx)
}
