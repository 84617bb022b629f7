//! Lines of the headers of records and responses.

use std::io::{BufRead, Read};

use crate::Rejection;

/// Longest line of a header, in bytes.
const MAX_LINE_BYTES: u64 = 64 << 10;

/// The next line without its end, or `None` at the end of the input.
pub(super) fn read_line(input: &mut dyn BufRead) -> Result<Option<Vec<u8>>, Rejection> {
    let mut line = Vec::new();
    let n_read = input
        .take(MAX_LINE_BYTES)
        .read_until(b'\n', &mut line)
        .map_err(|error| Rejection::unreadable(&error))?;
    line.truncate(line.trim_ascii_end().len());
    Ok((n_read > 0).then_some(line))
}
