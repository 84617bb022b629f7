//! What the desk needs of a file system, so that tests can put one in its place that loses every unsynced byte.
//! It knows nothing of journals or outboxes.

use std::any::Any;
use std::fmt::Debug;
use std::io;
use std::path::{Path, PathBuf};

/// A file system. Paths are absolute. Errors are the system's own; callers add the path with [`Context`].
///
/// A call that changes a directory is durable only after [`Storage::sync_dir`] of that directory, and written bytes
/// only after [`Handle::sync`].
pub trait Storage: Send + Sync + Debug {
    /// A new file, open for reading and writing; fails if the name is taken.
    ///
    /// # Errors
    /// As the system says.
    fn create(&self, path: &Path) -> io::Result<Box<dyn Handle>>;
    /// An existing regular file, open for reading and writing. Symlinks are not followed.
    ///
    /// # Errors
    /// As the system says.
    fn open(&self, path: &Path) -> io::Result<Box<dyn Handle>>;
    /// An existing regular file, open for reading. Symlinks are not followed.
    ///
    /// # Errors
    /// As the system says.
    fn open_read(&self, path: &Path) -> io::Result<Box<dyn Handle>>;
    /// Makes `path` and the folders above it, each durable in its parent.
    ///
    /// # Errors
    /// As the system says.
    fn create_dirs(&self, path: &Path) -> io::Result<()>;
    /// Moves `from` to `to`, replacing what is there.
    ///
    /// # Errors
    /// As the system says.
    fn replace(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Moves `from` to `to`; fails with `AlreadyExists` if anything is there.
    ///
    /// # Errors
    /// As the system says; `CrossesDevices` between file systems.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Makes `link` a symlink to `target`, replacing what is there at one stroke.
    ///
    /// # Errors
    /// As the system says.
    fn point(&self, link: &Path, target: &Path) -> io::Result<()>;
    /// Removes a file.
    ///
    /// # Errors
    /// As the system says.
    fn remove(&self, path: &Path) -> io::Result<()>;
    /// What is at `path`, without following a symlink.
    ///
    /// # Errors
    /// As the system says; `NotFound` where nothing is.
    fn stat(&self, path: &Path) -> io::Result<Stat>;
    /// Names in a folder, sorted.
    ///
    /// # Errors
    /// As the system says.
    fn list(&self, dir: &Path) -> io::Result<Vec<std::ffi::OsString>>;
    /// Makes the names in `dir` durable.
    ///
    /// # Errors
    /// As the system says.
    fn sync_dir(&self, dir: &Path) -> io::Result<()>;
    /// Takes the lock at `path` until the guard is dropped, and leaves this process' id in it.
    ///
    /// # Errors
    /// `WouldBlock` if another process holds it.
    fn lock(&self, path: &Path) -> io::Result<Box<dyn Any + Send>>;
}

/// An open file. Reads and writes name their offset; there is no cursor.
pub trait Handle: Send + Sync + Debug {
    /// Size in bytes.
    ///
    /// # Errors
    /// As the system says.
    fn size(&self) -> io::Result<u64>;
    /// Which file this is.
    ///
    /// # Errors
    /// As the system says.
    fn stat(&self) -> io::Result<Stat>;
    /// Reads up to `buffer.len()` bytes; 0 at the end.
    ///
    /// # Errors
    /// As the system says.
    fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize>;
    /// Writes all of `bytes`, with one system call where the system takes them all.
    ///
    /// # Errors
    /// As the system says; a part may then have been written.
    fn write_at(&self, bytes: &[u8], offset: u64) -> io::Result<()>;
    /// Writes all of `parts`, one behind the other, with as few system calls as the system allows.
    ///
    /// # Errors
    /// As [`write_at`](Self::write_at).
    fn write_parts_at(&self, parts: &[&[u8]], offset: u64) -> io::Result<()> {
        let mut at = offset;
        for part in parts {
            self.write_at(part, at)?;
            at += part.len() as u64;
        }
        Ok(())
    }
    /// Sets blocks aside for `offset..offset + len` without changing the visible size. A file system that cannot is no error.
    ///
    /// # Errors
    /// `StorageFull` or `QuotaExceeded` where there is no room.
    fn reserve(&self, offset: u64, len: u64) -> io::Result<()>;
    /// Makes what was written durable (`fdatasync`).
    ///
    /// # Errors
    /// As the system says. What was written may be lost then, whatever a later sync says.
    fn sync(&self) -> io::Result<()>;
    /// Cuts or extends the file. Never used on a file that others read.
    ///
    /// # Errors
    /// As the system says.
    fn set_size(&self, size: u64) -> io::Result<()>;
}

/// Which file, and in which state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stat {
    /// Device number.
    pub dev: u64,
    /// Inode number.
    pub inode: u64,
    /// Size in bytes.
    pub size: u64,
    /// Modification time: whole seconds since 1970, UTC.
    pub modified_s: i64,
    /// Modification time: nanoseconds within the second.
    pub modified_ns: u32,
    /// What it is.
    pub kind: Kind,
}

impl Stat {
    /// The modification time, where it is one that can be written down (years -9999 to 9999).
    pub fn modified_at(&self) -> Option<jiff::Timestamp> {
        jiff::Timestamp::new(self.modified_s, i32::try_from(self.modified_ns).ok()?).ok()
    }
}

/// What a directory entry is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A regular file.
    #[default]
    File,
    /// A folder.
    Folder,
    /// A symbolic link.
    Symlink,
    /// A named pipe.
    Fifo,
    /// A socket.
    Socket,
    /// A block or character device.
    Device,
}

impl Kind {
    /// For messages and counters.
    pub fn name(self) -> &'static str {
        match self {
            Kind::File => "file",
            Kind::Folder => "folder",
            Kind::Symlink => "symlink",
            Kind::Fifo => "fifo",
            Kind::Socket => "socket",
            Kind::Device => "device",
        }
    }
}

/// Trouble with the machine, and what a caller can do about it.
#[derive(Debug, thiserror::Error)]
#[error("cannot {act} `{}`", path.display())]
pub struct StorageError {
    /// What was tried: `write`, `sync`, …
    pub act: &'static str,
    /// On what.
    pub path: PathBuf,
    /// What the caller can do.
    pub trouble: Trouble,
    /// What the system said.
    #[source]
    pub source: io::Error,
}

impl StorageError {
    /// What `source` means, met while trying to `act` on `path`. The act `sync` is what makes [`Trouble::Sync`].
    pub fn new(act: &'static str, path: &Path, source: io::Error) -> Self {
        let trouble = if act == "sync" {
            Trouble::Sync
        } else if is_full(&source) {
            Trouble::Full
        } else {
            Trouble::Other
        };
        Self { act, path: path.to_path_buf(), trouble, source }
    }
}

/// What can be done about a [`StorageError`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// No space or quota: wait, then try the same again.
    Full,
    /// A sync failed: the page cache can no longer be trusted, stop the process; a restart recovers.
    Sync,
    /// Anything else: stop and let a person look.
    Other,
}

/// Says what was tried on which path when a call failed.
pub trait Context<T> {
    /// Names the act and the path.
    ///
    /// # Errors
    /// The call's own error, in context.
    fn doing(self, act: &'static str, path: &Path) -> Result<T, StorageError>;
}

impl<T> Context<T> for io::Result<T> {
    fn doing(self, act: &'static str, path: &Path) -> Result<T, StorageError> {
        self.map_err(|source| StorageError::new(act, path, source))
    }
}

/// Whether `error` says that there is no room.
pub fn is_full(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded)
}

/// The whole of a file.
///
/// # Errors
/// As the system says.
pub fn read_all(handle: &dyn Handle) -> io::Result<Vec<u8>> {
    let mut bytes = vec![0; usize::try_from(handle.size()?).map_err(io::Error::other)?];
    let mut filled = 0;
    while let Some(rest) = bytes.get_mut(filled..).filter(|rest| !rest.is_empty()) {
        match handle.read_at(rest, filled as u64)? {
            0 => break,
            n => filled += n,
        }
    }
    bytes.truncate(filled);
    Ok(bytes)
}

/// Fills `buffer` from `offset`; says how many bytes there were.
///
/// # Errors
/// As the system says.
pub fn read_full(handle: &dyn Handle, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
    let mut filled = 0;
    while let Some(rest) = buffer.get_mut(filled..).filter(|rest| !rest.is_empty()) {
        match handle.read_at(rest, offset + filled as u64)? {
            0 => break,
            n => filled += n,
        }
    }
    Ok(filled)
}

/// Puts a new file of `bytes` at `path`, whole and synced before it has the name; a half-written one of an earlier life is
/// begun anew.
///
/// # Errors
/// If the file system refuses; what was at `path` before is there still, unless the last sync failed.
pub(crate) fn replace_whole(
    storage: &dyn Storage,
    path: &Path,
    bytes: &[u8],
) -> Result<Box<dyn Handle>, StorageError> {
    let new = path.with_extension("new");
    match storage.remove(&new) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            return Err(StorageError::new("remove", &new, error));
        }
        _ => {}
    }
    let file = storage.create(&new).doing("make", &new)?;
    file.write_at(bytes, 0).doing("write", &new)?;
    file.sync().doing("sync", &new)?;
    storage.replace(&new, path).doing("rename", &new)?;
    let dir = path.parent().unwrap_or(path);
    storage.sync_dir(dir).doing("sync", dir)?;
    Ok(file)
}

/// Reads a file from its beginning.
#[derive(Debug)]
pub struct Cursor<'a> {
    handle: &'a dyn Handle,
    at: u64,
}

impl<'a> Cursor<'a> {
    /// A cursor at the beginning.
    pub fn new(handle: &'a dyn Handle) -> Self {
        Self { handle, at: 0 }
    }
}

impl io::Read for Cursor<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let len = self.handle.read_at(buffer, self.at)?;
        self.at += len as u64;
        Ok(len)
    }
}
