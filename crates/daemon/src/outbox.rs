//! The outbox as its readers see it: segments in order, line by line. It writes nothing.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

/// One segment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Segment {
    pub(crate) path: PathBuf,
    /// The name without `.zst`, which orders segments.
    pub(crate) name: String,
}

/// The segments in `folder` in order; one that is there plain and compressed is given plain.
///
/// # Errors
/// If the folder cannot be read; one that is not there has no segments.
pub(crate) fn segments(folder: &Path) -> io::Result<Vec<Segment>> {
    let entries = match folder.read_dir() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        other => other?,
    };
    let mut segments = Vec::new();
    for entry in entries {
        let entry = entry?;
        let file_name = entry.file_name().to_string_lossy().into_owned();
        let name = file_name.strip_suffix(".zst").unwrap_or(&file_name);
        if name.ends_with(".ndjson") && entry.file_type()?.is_file() {
            segments.push(Segment { path: entry.path(), name: name.to_owned() });
        }
    }
    segments.sort_by(|a, b| (&a.name, &a.path).cmp(&(&b.name, &b.path)));
    segments.dedup_by(|later, first| later.name == first.name);
    Ok(segments)
}

impl Segment {
    /// Calls `visit` with each line, its newline included; the last may lack one.
    ///
    /// # Errors
    /// If the segment cannot be read.
    pub(crate) fn lines(&self, visit: &mut dyn FnMut(&[u8])) -> io::Result<()> {
        let file = File::open(&self.path)?;
        let input: Box<dyn Read> = if self.path.extension().is_some_and(|it| it == "zst") {
            Box::new(zstd::Decoder::new(file)?)
        } else {
            Box::new(file)
        };
        let mut input = BufReader::with_capacity(1 << 18, input);
        let mut line = Vec::new();
        while input.read_until(b'\n', &mut line)? > 0 {
            visit(&line);
            line.clear();
        }
        Ok(())
    }
}
