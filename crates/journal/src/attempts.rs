//! How often reading a source was begun and never ended: a source that kills the process is found by this count.
//!
//! The count must outlive the process, not the machine, so marks are written and not synced.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use crate::codec::Reader;
use crate::entry::{identity, put_identity};
use crate::frame;
use crate::identity::Identity;
use crate::storage::{Context, Handle, Storage, StorageError, read_all};

/// First bytes of the file.
const TAG: &[u8] = b"wiredesk-attempts/1\n";
/// Size at which the file is written anew.
const COMPACT_AT: u64 = 1 << 20;

/// The attempts of a desk. Call [`begin`](Self::begin) before a source is parsed and [`end`](Self::end) when parsing
/// and enriching it came back, whatever they found. What [`suspects`](Self::suspects) gives after a start was being
/// worked on when the process died; work on those one at a time, so that the innocent are cleared.
#[derive(Debug)]
pub struct Attempts {
    storage: Arc<dyn Storage>,
    path: PathBuf,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    file: Box<dyn Handle>,
    end: u64,
    counts: BTreeMap<Identity, u32>,
    group: Vec<u8>,
}

impl Attempts {
    /// Reads the attempts below the state folder `state`; the journal's lock must be held.
    ///
    /// # Errors
    /// If the file system refuses.
    pub fn open(storage: Arc<dyn Storage>, state: &Path) -> Result<Self, StorageError> {
        let path = state.join("attempts");
        let counts = read_counts(&*storage, &path)?;
        let (file, end) = rewrite(&*storage, &path, &counts)?;
        let state = Mutex::new(State { file, end, counts, group: Vec::new() });
        Ok(Self { storage, path, state })
    }

    /// The counts below the state folder `state`, changing nothing.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn read(
        storage: &dyn Storage,
        state: &Path,
    ) -> Result<BTreeMap<Identity, u32>, StorageError> {
        read_counts(storage, &state.join("attempts"))
    }

    /// Counts an attempt; says which it is, from 1.
    ///
    /// # Errors
    /// If the file system refuses.
    pub fn begin(&self, source: &Identity) -> Result<u32, StorageError> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let count = state.counts.get(source).copied().unwrap_or(0) + 1;
        self.mark(&mut state, source, count)?;
        state.counts.insert(source.clone(), count);
        Ok(count)
    }

    /// The attempt came back: its source is not to blame for what happens later.
    ///
    /// # Errors
    /// If the file system refuses.
    pub fn end(&self, source: &Identity) -> Result<(), StorageError> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if state.counts.remove(source).is_some() {
            self.mark(&mut state, source, 0)?;
        }
        Ok(())
    }

    /// Sources whose attempt never ended, with their counts.
    pub fn suspects(&self) -> Vec<(Identity, u32)> {
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.counts.iter().map(|(source, count)| (source.clone(), *count)).collect()
    }

    fn mark(&self, state: &mut State, source: &Identity, count: u32) -> Result<(), StorageError> {
        if state.end > COMPACT_AT {
            (state.file, state.end) = rewrite(&*self.storage, &self.path, &state.counts)?;
        }
        put(&mut state.group, source, count);
        state.file.write_at(&state.group, state.end).doing("write", &self.path)?;
        state.end += state.group.len() as u64;
        Ok(())
    }
}

fn put(group: &mut Vec<u8>, source: &Identity, count: u32) {
    frame::open(group);
    put_identity(group, source);
    frame::seal(group, count.into(), 0);
}

fn read_counts(
    storage: &dyn Storage,
    path: &Path,
) -> Result<BTreeMap<Identity, u32>, StorageError> {
    let mut counts = BTreeMap::new();
    let file = match storage.open_read(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(counts),
        other => other.doing("open", path)?,
    };
    let bytes = read_all(&*file).doing("read", path)?;
    // A file without the tag is what a power cut left of one; the counts are a precaution, not a promise.
    let mut rest = bytes.strip_prefix(TAG).unwrap_or_default();
    while let Some(frame::Group { number: count, payload, .. }) = frame::read(rest) {
        if let Some(source) = identity(&mut Reader(payload)) {
            match u32::try_from(count) {
                Ok(0) | Err(_) => counts.remove(&source),
                Ok(count) => counts.insert(source, count),
            };
        }
        rest = rest.get(frame::HEADER + payload.len()..).unwrap_or_default();
    }
    Ok(counts)
}

fn rewrite(
    storage: &dyn Storage,
    path: &Path,
    counts: &BTreeMap<Identity, u32>,
) -> Result<(Box<dyn Handle>, u64), StorageError> {
    let mut bytes = TAG.to_vec();
    let mut group = Vec::new();
    for (source, count) in counts {
        put(&mut group, source, *count);
        bytes.extend_from_slice(&group);
    }
    let new = path.with_extension("new");
    match storage.remove(&new) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            return Err(StorageError::new("remove", &new, error));
        }
        _ => {}
    }
    let file = storage.create(&new).doing("make", &new)?;
    file.write_at(&bytes, 0).doing("write", &new)?;
    file.sync().doing("sync", &new)?;
    storage.replace(&new, path).doing("rename", &new)?;
    let dir = path.parent().unwrap_or(path);
    storage.sync_dir(dir).doing("sync", dir)?;
    Ok((file, bytes.len() as u64))
}
