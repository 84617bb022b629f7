//! Chooses the format: by content first, by extension second.

use std::io::{BufRead, BufReader, Cursor, Read};

use wiredesk_model::Article;

use crate::{Context, Flow, Hint, ParserConfig, Peek, Rejection, Report, formats, meter::Counted};

/// Bytes that detection may look at.
const PEEK_BYTES: usize = 64 << 10;
/// Bytes that detection waits for, unless a line or the source ends before.
const ENOUGH_BYTES: usize = 4 << 10;

/// Reads every article of `input` and gives each to `emit`, in order.
///
/// # Errors
/// If nothing, or nothing more, can be read; articles emitted before stay delivered.
pub fn parse(
    input: &mut dyn Read,
    hint: &Hint,
    config: &ParserConfig,
    emit: &mut dyn FnMut(Article) -> Flow,
) -> Result<Report, Rejection> {
    let mut ctx = Context::new(hint, config, emit);
    let counted = Counted::new(input, ctx.meter.source_counter());
    let mut reader = BufReader::with_capacity(PEEK_BYTES, counted);
    dispatch(&mut reader, &mut ctx)?;
    if ctx.n_parts == 0 && !ctx.stopped {
        return Err(nothing_read(&ctx));
    }
    if let Some(damage) = ctx.meter.take_damage() {
        ctx.notes.push(damage);
    }
    Ok(Report { n_articles: ctx.n_parts, warnings: ctx.notes.into_vec() })
}

/// Why a source that was read to its end gave no article.
fn nothing_read(ctx: &Context<'_>) -> Rejection {
    let damage = ctx.meter.take_damage();
    match damage.as_ref().or(ctx.notes.first()) {
        Some(first) => Rejection::new(first.code, first.detail.clone()),
        None => Rejection::new("no_articles", format!("the {} holds no article", ctx.format)),
    }
}

/// Lets the surest format read `input`; wrappers call this again for what they hold.
pub(crate) fn dispatch(input: &mut dyn BufRead, ctx: &mut Context<'_>) -> Result<(), Rejection> {
    let outermost = ctx.wrappers.is_empty() && ctx.outer.is_empty();
    let head = peek(input, outermost)?;
    if head.is_empty() {
        return Err(match ctx.meter.take_damage() {
            Some(damage) => Rejection::new(damage.code, damage.detail),
            None => Rejection::new("empty", "there is nothing to read"),
        });
    }
    let extension = ctx.name.rsplit_once('.').map(|(_, it)| it.to_ascii_lowercase());
    let peek = Peek { head: &head, extension: extension.as_deref() };
    // `max_by_key` keeps the last of equals, so the list is walked backwards to keep the first.
    let format = formats::ALL.iter().rev().max_by_key(|it| it.detect(&peek));
    let Some(format) = format else {
        return Err(Rejection::new("unknown_format", "no format reads this"));
    };
    ctx.format = format.name();
    format.parse(&mut Cursor::new(head).chain(input), ctx)
}

/// The first bytes of `input`, enough to tell formats apart; a line written to a pipe is not kept waiting.
fn peek(input: &mut dyn BufRead, outermost: bool) -> Result<Vec<u8>, Rejection> {
    let mut head = Vec::new();
    while head.len() < ENOUGH_BYTES && !(outermost && head.ends_with(b"\n")) {
        let chunk = match input.fill_buf() {
            Ok(chunk) => chunk,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(Rejection::unreadable(&error)),
        };
        if chunk.is_empty() {
            break;
        }
        let n_bytes = chunk.len();
        head.extend_from_slice(chunk);
        input.consume(n_bytes);
    }
    Ok(head)
}
