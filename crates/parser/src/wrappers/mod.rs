//! Compressed streams and archives: formats that hand what they hold back to detection. Nothing is written to disk.

mod bzip2;
mod gzip;
mod tar;
mod xz;
mod zip;
mod zstd;

use std::{
    cell::Cell,
    io::{BufRead, BufReader, Read},
    rc::Rc,
};

use wiredesk_model::Declared;

pub(crate) use self::{
    bzip2::Bzip2, gzip::Gzip, tar::Tar, xz::Xz, zip::Zip, zip::each_entry, zstd::Zstd,
};
use crate::{
    Certainty, Context, Peek, Rejection,
    context::Outer,
    detect::dispatch,
    meter::{Counted, Guarded},
};

/// Bytes of decompressed data held at a time.
const BUFFER_BYTES: usize = 64 << 10;

/// The input of a decompressor, counted.
type Input<'a> = Counted<&'a mut dyn BufRead>;

/// A kind of compressed stream or archive.
struct Wrapper {
    /// Name in `source.compression`.
    name: &'static str,
    /// Warning code for a stream that breaks.
    damage: &'static str,
    /// File extensions it adds to a name.
    extensions: &'static [&'static str],
    /// Where its signature stands, and the signature.
    signature: (usize, &'static [u8]),
}

impl Wrapper {
    fn detect(&self, peek: &Peek<'_>) -> Certainty {
        let (at, signature) = self.signature;
        match peek.head.get(at..) {
            Some(head) if head.starts_with(signature) => Certainty::Certain,
            _ => Certainty::No,
        }
    }

    /// Reads what the decompressor made by `open` gives as a source of its own.
    fn unwrap<'i, R: Read + 'i>(
        &self,
        input: &'i mut dyn BufRead,
        ctx: &mut Context<'_>,
        open: impl FnOnce(Input<'i>) -> R,
    ) -> Result<(), Rejection> {
        self.enter(ctx, |ctx| {
            let inside = self.name_inside(&ctx.name).to_owned();
            let name = std::mem::replace(&mut ctx.name, inside);
            let result = dispatch(&mut self.guard(input, ctx, open), ctx);
            ctx.name = name;
            result
        })
    }

    /// Runs `read` one level deeper.
    fn enter<T>(
        &self,
        ctx: &mut Context<'_>,
        read: impl FnOnce(&mut Context<'_>) -> Result<T, Rejection>,
    ) -> Result<T, Rejection> {
        let max_depth = ctx.config.max_depth;
        if ctx.wrappers.len() >= max_depth as usize {
            let detail =
                format!("more than {max_depth} wrappers around one another; see `max-depth`");
            return Err(Rejection::new("nested_too_deep", detail));
        }
        ctx.wrappers.push(self.name);
        let result = read(ctx);
        ctx.wrappers.pop();
        result
    }

    /// A decompressor that may not expand too far.
    fn guard<'i, R: Read + 'i>(
        &self,
        input: &'i mut dyn BufRead,
        ctx: &Context<'_>,
        open: impl FnOnce(Input<'i>) -> R,
    ) -> BufReader<Guarded<R>> {
        let n_in = Rc::new(Cell::new(0));
        let inner = open(Counted::new(input, Rc::clone(&n_in)));
        let guarded = Guarded::new(inner, self.damage, n_in, Rc::clone(&ctx.meter), ctx.config);
        BufReader::with_capacity(BUFFER_BYTES, guarded)
    }

    /// The name of what the file `name` holds.
    fn name_inside<'a>(&self, name: &'a str) -> &'a str {
        match name.rsplit_once('.') {
            Some((stem, last))
                if self.extensions.iter().any(|it| last.eq_ignore_ascii_case(it)) =>
            {
                stem
            }
            _ => name,
        }
    }
}

/// Reads the entry `name` of an archive as a source of its own, unless it is known to hold no article.
fn read_entry(input: &mut dyn BufRead, name: &str, ctx: &mut Context<'_>) -> Result<(), Rejection> {
    if is_housekeeping(name) {
        return Ok(());
    }
    let declared = Declared { kind: "entry".into(), value: name.to_owned(), name: None };
    let outer = Outer { declared: vec![declared], ..Outer::default() };
    ctx.inside(name, outer, |ctx| dispatch(input, ctx))
}

/// Folders and the files that operating systems leave behind.
fn is_housekeeping(name: &str) -> bool {
    let last = name.rsplit('/').next().unwrap_or(name);
    last.is_empty()
        || last.starts_with('.')
        || name.starts_with("__MACOSX/")
        || last.eq_ignore_ascii_case("thumbs.db")
        || last.eq_ignore_ascii_case("desktop.ini")
}

/// Reads `input` to its end and drops it.
fn drain(input: &mut dyn BufRead) -> Result<(), Rejection> {
    loop {
        let n_bytes = input.fill_buf().map_err(|error| Rejection::unreadable(&error))?.len();
        if n_bytes == 0 {
            return Ok(());
        }
        input.consume(n_bytes);
    }
}
