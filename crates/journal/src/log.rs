//! The journal's file: groups of entries, appended and synced together, replayed at start, replaced at a checkpoint.

use std::any::Any;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::entry::Entry;
use crate::frame;
use crate::ledger::Ledger;
use crate::storage::{
    Context, Handle, Storage, StorageError, Trouble, read_all, read_full, replace_whole,
};

/// First bytes of the file.
const TAG: &[u8] = b"wiredesk-journal/1\n";

/// Why the journal cannot be opened or written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum JournalError {
    /// Another process works on this desk.
    #[error("{} works on this desk (its lock is `{}`)", holder(*pid), path.display())]
    Locked {
        /// The lock file.
        path: PathBuf,
        /// The process that holds it, where it could be read.
        pid: Option<u32>,
    },
    /// Not a journal, or one of another version.
    #[error("`{}` is no journal of this version of wiredesk", path.display())]
    Version {
        /// The file.
        path: PathBuf,
    },
    /// Bytes that had been synced have changed since: the disk, or another program.
    #[error(
        "journal `{}` is damaged at byte {offset}: what was synced there has changed; check the disk, then run \
         `wiredesk audit`", path.display()
    )]
    Damaged {
        /// The file.
        path: PathBuf,
        /// Where its sound part ends.
        offset: u64,
    },
    /// Trouble with the machine.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl JournalError {
    /// Whether there was no room: the same call may be tried again later. Anything else must stop the service.
    pub fn is_full(&self) -> bool {
        matches!(self, JournalError::Storage(error) if error.trouble == Trouble::Full)
    }
}

fn holder(pid: Option<u32>) -> String {
    pid.map_or_else(|| "another process".into(), |pid| format!("process {pid}"))
}

/// The open journal of a desk, and the desk's lock.
///
/// Invariant: what [`commit`](Self::commit) returned `Ok` for is read again by every later [`open`](Self::open).
#[derive(Debug)]
pub struct Journal {
    storage: Arc<dyn Storage>,
    path: PathBuf,
    file: Box<dyn Handle>,
    /// Where the next group goes.
    end: u64,
    /// Number of the next group.
    number: u64,
    group: Vec<u8>,
    /// Groups with lower numbers are synced.
    certain: u64,
    _lock: Box<dyn Any + Send>,
}

impl Journal {
    /// Takes the lock of the desk whose state folder is `state`, and calls `visit` with every entry in order.
    ///
    /// # Errors
    /// If another process holds the lock, the journal is damaged or of another version, the file system refuses, or
    /// `visit` fails.
    pub fn open<E: From<JournalError>>(
        storage: Arc<dyn Storage>,
        state: &Path,
        visit: &mut dyn FnMut(Entry) -> Result<(), E>,
    ) -> Result<Self, E> {
        storage.create_dirs(state).doing("make", state).map_err(JournalError::from)?;
        let lock = take_lock(&*storage, state)?;
        let path = state.join("journal");
        let existing = match storage.open(&path) {
            Ok(file) => Some(file),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(fail(error, "open", &path).into()),
        };
        let (file, end, number) = if let Some(file) = existing {
            let (end, number) = replay(&*file, &path, visit)?;
            cut_tail(&*file, &path, end)?;
            (file, end, number)
        } else {
            let file = fresh(&*storage, &path, &[], 0)?;
            let end = file.size().doing("read", &path).map_err(JournalError::from)?;
            (file, end, 1)
        };
        let group = Vec::new();
        // What was read may be in the page cache only, so nothing of it counts as certain yet.
        let mut journal = Self { storage, path, file, end, number, certain: 0, group, _lock: lock };
        frame::open(&mut journal.group);
        Ok(journal)
    }

    /// Adds an entry to the next group, in memory.
    pub fn push(&mut self, entry: &Entry) {
        entry.encode(&mut self.group);
    }

    /// Writes the group and syncs it. When this returns, its entries are certain.
    ///
    /// # Errors
    /// Where [`JournalError::is_full`], nothing was promised and the same call may be repeated. After any other error
    /// the journal must be dropped and opened again.
    pub fn commit(&mut self) -> Result<(), JournalError> {
        self.write()?;
        if self.certain < self.number {
            self.file.sync().doing("sync", &self.path)?;
            self.certain = self.number;
        }
        Ok(())
    }

    /// Writes the group without syncing it: it survives the process, and the machine once a later commit returned.
    ///
    /// # Errors
    /// As [`commit`](Self::commit).
    pub fn write(&mut self) -> Result<(), JournalError> {
        if self.group.len() == frame::HEADER {
            return Ok(());
        }
        frame::seal(&mut self.group, self.number, self.certain);
        self.file.write_at(&self.group, self.end).doing("write", &self.path)?;
        self.end += self.group.len() as u64;
        self.number += 1;
        frame::open(&mut self.group);
        self.group.shrink_to(1 << 20);
        Ok(())
    }

    /// Replaces the journal by one that holds only `entries`.
    ///
    /// # Errors
    /// As [`commit`](Self::commit).
    pub fn checkpoint(&mut self, entries: &[Entry]) -> Result<(), JournalError> {
        self.file = fresh(&*self.storage, &self.path, entries, self.number)?;
        self.end = self.file.size().doing("read", &self.path)?;
        self.number += 1;
        self.certain = self.number;
        frame::open(&mut self.group);
        Ok(())
    }

    /// Size of the file in bytes.
    pub fn size(&self) -> u64 {
        self.end
    }

    /// What the journal below `state` adds up to, read as by [`read`](Self::read).
    ///
    /// # Errors
    /// As [`read`](Self::read).
    pub fn ledger(storage: &dyn Storage, state: &Path) -> Result<Ledger, JournalError> {
        let mut ledger = Ledger::default();
        Self::read(storage, state, &mut |entry| ledger.apply(&entry))?;
        Ok(ledger)
    }

    /// Calls `visit` with every entry of the journal below `state`, without its lock and changing nothing; the service
    /// may be writing it. No journal is no entry.
    ///
    /// # Errors
    /// If the journal is damaged or of another version, or cannot be read.
    pub fn read(
        storage: &dyn Storage,
        state: &Path,
        visit: &mut dyn FnMut(Entry),
    ) -> Result<(), JournalError> {
        let path = state.join("journal");
        let file = match storage.open_read(&path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(fail(error, "open", &path)),
        };
        replay(&*file, &path, &mut |entry| {
            visit(entry);
            Ok::<(), JournalError>(())
        })?;
        Ok(())
    }
}

fn fail(error: io::Error, act: &'static str, path: &Path) -> JournalError {
    StorageError::new(act, path, error).into()
}

fn take_lock(storage: &dyn Storage, state: &Path) -> Result<Box<dyn Any + Send>, JournalError> {
    let path = state.join("lock");
    storage.lock(&path).map_err(|error| {
        if error.kind() == io::ErrorKind::WouldBlock {
            let pid = storage
                .open_read(&path)
                .and_then(|file| read_all(&*file))
                .ok()
                .and_then(|bytes| String::from_utf8(bytes).ok()?.trim().parse().ok());
            JournalError::Locked { path, pid }
        } else {
            fail(error, "lock", &path)
        }
    })
}

/// A whole new journal under the final name, durable.
fn fresh(
    storage: &dyn Storage,
    path: &Path,
    entries: &[Entry],
    number: u64,
) -> Result<Box<dyn Handle>, JournalError> {
    let mut group = Vec::new();
    frame::open(&mut group);
    for entry in entries {
        entry.encode(&mut group);
    }
    frame::seal(&mut group, number, number);
    let mut bytes = TAG.to_vec();
    bytes.append(&mut group);
    Ok(replace_whole(storage, path, &bytes)?)
}

/// Visits all entries; gives the end of the sound part and the next group's number.
fn replay<E: From<JournalError>>(
    file: &dyn Handle,
    path: &Path,
    visit: &mut dyn FnMut(Entry) -> Result<(), E>,
) -> Result<(u64, u64), E> {
    let io = |error| fail(error, "read", path);
    let size = file.size().map_err(io)?;
    let mut tag = vec![0; TAG.len()];
    read_full(file, &mut tag, 0).map_err(io)?;
    if tag != TAG {
        return Err(JournalError::Version { path: path.to_path_buf() }.into());
    }
    let (mut at, mut next) = (TAG.len() as u64, None);
    let mut group = Vec::new();
    while let Some((number, entries)) = read_group(file, at, size, &mut group).map_err(io)? {
        if next.is_some_and(|next| next != number) {
            break;
        }
        next = Some(number + 1);
        at += group.len() as u64;
        for entry in entries {
            visit(entry)?;
        }
    }
    let mut tail = vec![0; usize::try_from(size.saturating_sub(at)).unwrap_or(0)];
    let len = read_full(file, &mut tail, at).map_err(io)?;
    tail.truncate(len);
    // Synced groups behind a broken one: this is no torn tail.
    let damaged = frame::vouches(&tail, next.unwrap_or(0)) || next.is_none();
    if damaged {
        return Err(JournalError::Damaged { path: path.to_path_buf(), offset: at }.into());
    }
    Ok((at, next.unwrap_or(0)))
}

fn read_group(
    file: &dyn Handle,
    at: u64,
    size: u64,
    group: &mut Vec<u8>,
) -> io::Result<Option<(u64, Vec<Entry>)>> {
    group.clear();
    group.resize(frame::HEADER, 0);
    if read_full(file, group, at)? < frame::HEADER {
        return Ok(None);
    }
    let len = frame::payload_len(group).unwrap_or(u64::MAX);
    if len > size.saturating_sub(at + frame::HEADER as u64) {
        return Ok(None);
    }
    group.resize(frame::HEADER + len as usize, 0);
    let (_, payload) = group.split_at_mut(frame::HEADER);
    read_full(file, payload, at + frame::HEADER as u64)?;
    Ok(frame::read(group).and_then(|it| Some((it.number, Entry::decode_all(it.payload)?))))
}

fn cut_tail(file: &dyn Handle, path: &Path, end: u64) -> Result<(), JournalError> {
    if file.size().doing("read", path)? > end {
        file.set_size(end).doing("cut", path)?;
    }
    Ok(())
}
