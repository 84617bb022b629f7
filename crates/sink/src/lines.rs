//! Reading segments back, plain or compressed, a line at a time. It writes nothing.

use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use wiredesk_journal::{Context, Cursor, Lane, Storage, StorageError};

use crate::segment::{EXTENSION, segment_number};

/// The segments of a lane in order: number and file name. Where a segment is there twice, its plain file is named.
pub(crate) fn segments(
    storage: &dyn Storage,
    lane: Lane,
    dir: &Path,
) -> Result<Vec<(u64, String)>, StorageError> {
    let names = match storage.list(dir) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        other => other.doing("list", dir)?,
    };
    let mut segments: Vec<(u64, String)> = names
        .into_iter()
        .filter_map(|name| name.into_string().ok())
        .filter_map(|name| Some((segment_number(lane, &name)?, name)))
        .collect();
    segments.sort_unstable();
    // The plain name sorts before the same name with `.zst` behind it.
    segments.dedup_by(|later, kept| later.1.strip_suffix(".zst") == Some(kept.1.as_str()));
    Ok(segments)
}

/// Calls `visit` with every line of a segment: its offset in the plain file and its bytes, newline included where it has
/// one.
pub(crate) fn each(
    storage: &dyn Storage,
    path: &Path,
    visit: &mut dyn FnMut(u64, &[u8]),
) -> Result<(), StorageError> {
    let file = storage.open_read(path).doing("open", path)?;
    let reader: Box<dyn Read> = if path.to_string_lossy().ends_with(EXTENSION) {
        Box::new(Cursor::new(&*file))
    } else {
        Box::new(zstd::Decoder::new(Cursor::new(&*file)).doing("decompress", path)?)
    };
    let mut reader = BufReader::with_capacity(1 << 18, reader);
    let mut line = Vec::new();
    let mut offset = 0;
    while reader.read_until(b'\n', &mut line).doing("read", path)? > 0 {
        visit(offset, &line);
        offset += line.len() as u64;
        line.clear();
    }
    Ok(())
}
