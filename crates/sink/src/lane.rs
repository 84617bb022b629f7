//! One series of segments on disk: names, open files, lines at their offsets. It decides nothing about order or truth.

use std::io;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use wiredesk_journal::{
    Context, Handle, Lane, Line, Position, Storage, StorageError, read_all, read_full,
};

use crate::segment::{folder, segment_number};

/// The segments of one lane.
#[derive(Debug)]
pub(crate) struct LaneFiles {
    dir: PathBuf,
    /// The segment that was written last, if it is open.
    file: Option<(String, Box<dyn Handle>)>,
    /// It has bytes that were not synced.
    dirty: bool,
    /// The folder has names that were not synced.
    dirty_dir: bool,
}

impl LaneFiles {
    pub(crate) fn new(lane: Lane, outbox: &Path) -> Self {
        Self { dir: folder(lane, outbox), file: None, dirty: false, dirty_dir: false }
    }

    pub(crate) fn dir(&self) -> &Path {
        &self.dir
    }

    /// Sets blocks aside for a line that is about to be promised, so that the disk is full before the promise, not after.
    pub(crate) fn reserve(
        &mut self,
        storage: &dyn Storage,
        segment: &str,
        offset: u64,
        len: u64,
    ) -> Result<(), StorageError> {
        let path = self.dir.join(segment);
        self.open(storage, segment)?.reserve(offset, len).doing("write", &path)
    }

    /// Writes lines of one segment, each behind the one before it, at their place.
    pub(crate) fn write(
        &mut self,
        storage: &dyn Storage,
        lines: &[&Line],
    ) -> Result<(), StorageError> {
        let Some(first) = lines.first() else { return Ok(()) };
        let path = self.dir.join(&first.segment);
        let parts: Vec<&[u8]> = lines.iter().map(|line| &*line.bytes).collect();
        let file = self.open(storage, &first.segment)?;
        file.write_parts_at(&parts, first.offset).doing("write", &path)?;
        self.dirty = true;
        Ok(())
    }

    /// Writes a line of an earlier life again, unless it is there. Says whether it did; `None` where the segment was cut
    /// or taken away by another hand, so that the line has no place.
    pub(crate) fn restore(
        &mut self,
        storage: &dyn Storage,
        line: &Line,
    ) -> Result<Option<bool>, StorageError> {
        let path = self.dir.join(&line.segment);
        let size = match storage.stat(&path) {
            Ok(stat) => stat.size,
            Err(error) if error.kind() == io::ErrorKind::NotFound => 0,
            Err(error) => return Err(StorageError::new("read", &path, error)),
        };
        if size < line.offset {
            return Ok(None);
        }
        let mut there = vec![0; line.bytes.len()];
        let file = self.open(storage, &line.segment)?;
        let len = read_full(file, &mut there, line.offset).doing("read", &path)?;
        // Even a line that is in place may be in the page cache only: it is synced with the rest.
        self.dirty = true;
        if len == there.len() && there == line.bytes {
            return Ok(Some(false));
        }
        self.write(storage, &[line])?;
        Ok(Some(true))
    }

    /// Makes all lines so far durable, and `current` name the segment they are in.
    pub(crate) fn sync(&mut self, storage: &dyn Storage) -> Result<(), StorageError> {
        if let Some((name, file)) = self.file.as_ref().filter(|_| self.dirty) {
            file.sync().doing("sync", &self.dir.join(name))?;
            self.dirty = false;
        }
        if self.dirty_dir {
            storage.sync_dir(&self.dir).doing("sync", &self.dir)?;
            self.dirty_dir = false;
            self.point(storage);
        }
        Ok(())
    }

    /// `current` is a convenience for people: a file system without symlinks is no reason to stop.
    fn point(&self, storage: &dyn Storage) {
        if let Some((name, _)) = &self.file {
            let link = self.dir.join("current");
            if let Err(error) = storage.point(&link, Path::new(name)) {
                tracing::warn!(link = %link.display(), %error, "cannot name the current segment");
            }
        }
    }

    /// The file of `segment`, made if it is not there. A segment left behind is synced first.
    fn open(&mut self, storage: &dyn Storage, segment: &str) -> Result<&dyn Handle, StorageError> {
        if self.file.as_ref().is_none_or(|(name, _)| name != segment) {
            self.sync(storage)?;
            let path = self.dir.join(segment);
            let file = match storage.create(&path) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => storage.open(&path),
                other => other,
            }
            .doing("open", &path)?;
            // A file found in place may be one whose name was never synced.
            self.dirty_dir = true;
            self.file = Some((segment.to_owned(), file));
        }
        let (_, file) = self.file.as_ref().expect("it was opened above");
        Ok(&**file)
    }
}

/// Where a lane without a journal goes on: after the last line of its last segment. A journal that was lost must not
/// make numbers or names come twice.
pub(crate) fn resume(
    storage: &dyn Storage,
    lane: Lane,
    dir: &Path,
) -> Result<Position, StorageError> {
    let names = match storage.list(dir) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Position::default()),
        other => other.doing("list", dir)?,
    };
    let mut segments: Vec<(u64, &str)> = names
        .iter()
        .filter_map(|name| name.to_str())
        .filter_map(|name| Some((segment_number(lane, name)?, name)))
        .collect();
    segments.sort_unstable();
    let mut position = Position::default();
    for (number, name) in segments.iter().rev() {
        position.next_segment = position.next_segment.max(number + 1);
        let path = dir.join(name);
        let bytes = if let Some(name) = name.strip_suffix(".zst") {
            if segments.iter().any(|(_, it)| *it == name) {
                continue;
            }
            crate::compress::read(storage, &path)?
        } else {
            storage.open_read(&path).and_then(|file| read_all(&*file)).doing("read", &path)?
        };
        if let Some(seq) = bytes.split(|&b| b == b'\n').rev().find_map(seq_of) {
            position.seq = seq + 1;
            break;
        }
    }
    Ok(position)
}

/// The number of a line of any profile.
pub(crate) fn seq_of(line: &[u8]) -> Option<u64> {
    #[derive(Deserialize)]
    struct Numbered {
        seq: Option<u64>,
        event: Option<Event>,
    }
    #[derive(Deserialize)]
    struct Event {
        sequence: u64,
    }
    // In the native record `event` does not exist at the top; a list of events is called `events`.
    let numbered: Numbered = serde_json::from_slice(line).ok()?;
    numbered.seq.or(numbered.event.map(|event| event.sequence))
}
