//! Which sources were in work when a process died, and how often one died over a source alone: so a source that kills
//! is found, and no other is blamed.
//!
//! A mark must outlive the process, not the machine, so marks are written and not synced.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::codec::Reader;
use crate::entry::{identity, put_identity};
use crate::frame;
use crate::identity::Identity;
use crate::storage::{Context, Handle, Storage, StorageError, read_all, replace_whole};

/// First bytes of the file.
const TAG: &[u8] = b"wiredesk-attempts/2\n";
/// Size at which the file is written anew.
const COMPACT_AT: u64 = 1 << 20;
/// Ends that wait for the next mark, in bytes, at most.
const MAX_WAITING: usize = 1 << 14;

/// The attempts of a desk. Call [`begin`](Self::begin) before a source is parsed and [`end`](Self::end) when parsing
/// and enriching it came back, whatever they found.
///
/// A source that was in work when the process died is a suspect of the next one, which works on it in a process of its
/// own; only when that one dies is the source to [`blame`](Self::blame).
#[derive(Debug)]
pub struct Attempts {
    storage: Arc<dyn Storage>,
    path: PathBuf,
    state: Mutex<State>,
}

/// What is known of a source in work.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Attempt {
    /// It was in work when an earlier process died.
    pub suspect: bool,
    /// Processes that worked on it alone and died.
    pub deaths: u32,
}

#[derive(Debug)]
struct State {
    file: Box<dyn Handle>,
    end: u64,
    marks: BTreeMap<Identity, Attempt>,
    /// Marks that are not written yet.
    waiting: Vec<u8>,
    group: Vec<u8>,
}

impl Attempts {
    /// Reads the attempts below the state folder `state`; the journal's lock must be held.
    ///
    /// # Errors
    /// If the file system refuses.
    pub fn open(storage: Arc<dyn Storage>, state: &Path) -> Result<Self, StorageError> {
        let path = state.join("attempts");
        let marks = read_marks(&*storage, &path)?;
        let (file, end) = rewrite(&*storage, &path, &marks)?;
        let (waiting, group) = (Vec::new(), Vec::new());
        Ok(Self { storage, path, state: Mutex::new(State { file, end, marks, waiting, group }) })
    }

    /// The sources in work below the state folder `state`, changing nothing; the service may be working on them.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn read(
        storage: &dyn Storage,
        state: &Path,
    ) -> Result<BTreeMap<Identity, Attempt>, StorageError> {
        read_marks(storage, &state.join("attempts"))
    }

    /// Marks a source as in work; says what is known of it.
    ///
    /// # Errors
    /// If the file system refuses.
    pub fn begin(&self, source: &Identity) -> Result<Attempt, StorageError> {
        let mut state = self.lock();
        let attempt = state.marks.get(source).copied().unwrap_or_default();
        state.put(source, Some(attempt.deaths));
        self.write(&mut state)?;
        state.marks.insert(source.clone(), attempt);
        Ok(attempt)
    }

    /// A process died that worked on this source alone; says how often that happened.
    ///
    /// # Errors
    /// If the file system refuses.
    pub fn blame(&self, source: &Identity) -> Result<u32, StorageError> {
        let mut state = self.lock();
        let attempt = state.marks.entry(source.clone()).or_default();
        *attempt = Attempt { suspect: true, deaths: attempt.deaths + 1 };
        let deaths = attempt.deaths;
        state.put(source, Some(deaths));
        self.write(&mut state)?;
        Ok(deaths)
    }

    /// The attempt came back: its source is not to blame for what happens later. The mark goes with the next one, or
    /// with [`flush`](Self::flush); until then a death would only make the source a suspect.
    ///
    /// # Errors
    /// If the file system refuses.
    pub fn end(&self, source: &Identity) -> Result<(), StorageError> {
        let mut state = self.lock();
        if state.marks.remove(source).is_some() {
            state.put(source, None);
        }
        if state.waiting.len() > MAX_WAITING { self.write(&mut state) } else { Ok(()) }
    }

    /// Writes the ends that wait.
    ///
    /// # Errors
    /// If the file system refuses.
    pub fn flush(&self) -> Result<(), StorageError> {
        self.write(&mut self.lock())
    }

    /// The process ends, not through the fault of what is in work: only what was a suspect before stays one.
    ///
    /// # Errors
    /// If the file system refuses.
    pub fn forgive(&self) -> Result<(), StorageError> {
        let mut state = self.lock();
        let all = std::mem::take(&mut state.marks);
        let (suspects, others): (BTreeMap<_, _>, _) = all.into_iter().partition(|it| it.1.suspect);
        state.marks = suspects;
        for source in others.keys() {
            state.put(source, None);
        }
        self.write(&mut state)
    }

    /// Sources that were in work when an earlier process died, or that processes of their own died over.
    pub fn suspects(&self) -> Vec<(Identity, Attempt)> {
        let state = self.lock();
        let suspects = state.marks.iter().filter(|it| it.1.suspect);
        suspects.map(|(source, attempt)| (source.clone(), *attempt)).collect()
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self, state: &mut State) -> Result<(), StorageError> {
        if state.waiting.is_empty() {
            return Ok(());
        }
        if state.end > COMPACT_AT {
            (state.file, state.end) = rewrite(&*self.storage, &self.path, &state.marks)?;
        }
        state.file.write_at(&state.waiting, state.end).doing("write", &self.path)?;
        state.end += state.waiting.len() as u64;
        state.waiting.clear();
        Ok(())
    }
}

impl State {
    /// Adds a mark to those that wait: in work with so many deaths, or not any more.
    fn put(&mut self, source: &Identity, deaths: Option<u32>) {
        put(&mut self.group, source, deaths);
        self.waiting.extend_from_slice(&self.group);
    }
}

/// The group's number is one more than the deaths; 0 means that the source is not in work any more.
fn put(group: &mut Vec<u8>, source: &Identity, deaths: Option<u32>) {
    frame::open(group);
    put_identity(group, source);
    frame::seal(group, deaths.map_or(0, |it| u64::from(it) + 1), 0);
}

fn read_marks(
    storage: &dyn Storage,
    path: &Path,
) -> Result<BTreeMap<Identity, Attempt>, StorageError> {
    let mut marks = BTreeMap::new();
    let file = match storage.open_read(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(marks),
        other => other.doing("open", path)?,
    };
    let bytes = read_all(&*file).doing("read", path)?;
    // A file without the tag is what a power cut left of one; the marks are a precaution, not a promise.
    let mut rest = bytes.strip_prefix(TAG).unwrap_or_default();
    while let Some(frame::Group { number, payload, .. }) = frame::read(rest) {
        if let Some(source) = identity(&mut Reader(payload)) {
            match number.checked_sub(1).map(u32::try_from) {
                Some(Ok(deaths)) => marks.insert(source, Attempt { suspect: true, deaths }),
                Some(Err(_)) | None => marks.remove(&source),
            };
        }
        rest = rest.get(frame::HEADER + payload.len()..).unwrap_or_default();
    }
    Ok(marks)
}

fn rewrite(
    storage: &dyn Storage,
    path: &Path,
    marks: &BTreeMap<Identity, Attempt>,
) -> Result<(Box<dyn Handle>, u64), StorageError> {
    let mut bytes = TAG.to_vec();
    let mut group = Vec::new();
    for (source, attempt) in marks {
        put(&mut group, source, Some(attempt.deaths));
        bytes.extend_from_slice(&group);
    }
    let file = replace_whole(storage, path, &bytes)?;
    Ok((file, bytes.len() as u64))
}
