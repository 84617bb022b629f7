//! Where files go when they leave the inbox: the archive, by day, and the rejected folder. It never deletes: a
//! name is removed only where the file has its new name already, or after its copy to another file system was synced.

use std::collections::BTreeSet;
use std::ffi::{OsStr, OsString};
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::Date;
use wiredesk_journal::{
    Context, Custody, Folders, Identity, Kind, Place, Reason, Storage, StorageError, read_full,
};

use crate::config::InboxConfig;

/// Ending of the file that says why its neighbor was refused.
pub const REASON_ENDING: &str = ".reason.json";
/// Longest name that can still take a suffix and [`REASON_ENDING`] within the system's 255 bytes.
const MAX_NAME_BYTES: usize = 200;
/// Names tried before a file is left where it is.
const MAX_CANDIDATES: u32 = 1_000;

/// The folders that files are moved to.
#[derive(Debug)]
pub struct Shelves {
    storage: Arc<dyn Storage>,
    inbox: PathBuf,
    archive: PathBuf,
    rejected: PathBuf,
    folders: Folders,
    /// Folders that names were added to, and those they were taken from, since the last sync.
    gained: BTreeSet<PathBuf>,
    lost: BTreeSet<PathBuf>,
}

impl Shelves {
    /// The shelves of a desk.
    pub fn new(storage: Arc<dyn Storage>, config: &InboxConfig) -> Self {
        Self {
            storage,
            inbox: config.inbox.clone(),
            archive: config.archive.clone(),
            rejected: config.rejected.clone(),
            folders: Folders::default(),
            gained: BTreeSet::new(),
            lost: BTreeSet::new(),
        }
    }

    /// Moves the source to the first free name for it below `root`; with `note` no name whose reason file is taken is
    /// free. Gives the place and the path it now has.
    fn shelve(
        &mut self,
        source: &Identity,
        root: &Path,
        wanted: &Path,
        with_note: bool,
    ) -> Result<(Place, Option<PathBuf>), StorageError> {
        let storage = Arc::clone(&self.storage);
        let from = self.inbox.join(source.path());
        match storage.stat(&from) {
            Err(error) if is_gone(&error) => return self.shelved(source, root, wanted),
            Err(error) => return Err(StorageError::new("read", &from, error)),
            Ok(stat) if stat != source.stat => {
                let moved = self.shelved(source, root, wanted)?;
                return Ok(if moved.1.is_some() { moved } else { (Place::Replaced, None) });
            }
            Ok(_) => {}
        }
        let to_dir = root.join(wanted.parent().unwrap_or(Path::new("")));
        self.folders.ensure(&*storage, root, &to_dir)?;
        for n in 0..MAX_CANDIDATES {
            let name = candidate(source, wanted, n);
            let to = root.join(&name);
            let taken = with_note && storage.stat(&reason_path(&to)).is_ok();
            let renamed = if taken {
                Err(io::ErrorKind::AlreadyExists.into())
            } else {
                storage.rename(&from, &to)
            };
            match renamed {
                Ok(()) => {
                    self.moved(&from, &to);
                    return self.confirm(source, &from, &to, &name);
                }
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                    // The same file by two names: a power cut kept both ends of a move, or it was linked in from there.
                    if storage.stat(&to).is_ok_and(|stat| stat == source.stat) {
                        storage.remove(&from).doing("remove", &from)?;
                        self.moved(&from, &to);
                        return Ok((at(&name), Some(to)));
                    }
                }
                Err(error) if error.kind() == io::ErrorKind::CrossesDevices => {
                    if source.stat.kind != Kind::File {
                        return Ok((Place::Stays, None));
                    }
                    if self.copy(source, &from, &to)? {
                        return Ok((at(&name), Some(to)));
                    }
                }
                Err(error) if is_gone(&error) => return self.shelved(source, root, wanted),
                Err(error) if wiredesk_journal::is_full(&error) => {
                    return Err(StorageError::new("rename", &from, error));
                }
                Err(error) => {
                    tracing::warn!(source = %source, %error, "cannot move a file out of the inbox");
                    return Ok((Place::Stays, None));
                }
            }
        }
        tracing::warn!(source = %source, "no free name to move a file to");
        Ok((Place::Stays, None))
    }

    /// Another file may have taken the source's name in the instant before it was moved: that one goes back.
    fn confirm(
        &mut self,
        source: &Identity,
        from: &Path,
        to: &Path,
        name: &Path,
    ) -> Result<(Place, Option<PathBuf>), StorageError> {
        let stat = self.storage.stat(to).doing("read", to)?;
        if (stat.dev, stat.inode) == (source.stat.dev, source.stat.inode) {
            return Ok((at(name), Some(to.to_path_buf())));
        }
        for n in 0..MAX_CANDIDATES {
            let back = from.with_file_name(numbered(from, "", n));
            match self.storage.rename(to, &back) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                other => {
                    other.doing("rename", to)?;
                    self.moved(to, &back);
                    break;
                }
            }
        }
        Ok((Place::Replaced, None))
    }

    /// Where the source was moved to by a process that could not tell any more, if it was.
    fn shelved(
        &self,
        source: &Identity,
        root: &Path,
        wanted: &Path,
    ) -> Result<(Place, Option<PathBuf>), StorageError> {
        for n in 0..MAX_CANDIDATES {
            let name = candidate(source, wanted, n);
            let path = root.join(&name);
            match self.storage.stat(&path) {
                Ok(stat) if stat == source.stat => return Ok((at(&name), Some(path))),
                Ok(_) => {}
                Err(error) if is_gone(&error) => break,
                Err(error) => return Err(StorageError::new("read", &path, error)),
            }
        }
        Ok((Place::Gone, None))
    }

    fn moved(&mut self, from: &Path, to: &Path) {
        self.gained.extend(to.parent().map(Path::to_path_buf));
        self.lost.extend(from.parent().map(Path::to_path_buf));
    }

    /// Moves between file systems: copy, sync, name, remove. Says whether `to` was free or held the same bytes already.
    fn copy(&mut self, source: &Identity, from: &Path, to: &Path) -> Result<bool, StorageError> {
        let storage = Arc::clone(&self.storage);
        let input = storage.open_read(from).doing("open", from)?;
        if storage.stat(to).is_ok() {
            let there = storage.open_read(to).doing("open", to)?;
            if !same_bytes(&*input, &*there).doing("read", to)? {
                return Ok(false);
            }
        } else {
            let dir = to.parent().unwrap_or(to);
            let fresh = dir.join(format!(".{}-{}.new", source.stat.dev, source.stat.inode));
            match storage.remove(&fresh) {
                Err(error) if !is_gone(&error) => {
                    return Err(StorageError::new("remove", &fresh, error));
                }
                _ => {}
            }
            let output = storage.create(&fresh).doing("make", &fresh)?;
            copy_bytes(&*input, &*output).doing("write", &fresh)?;
            output.sync().doing("sync", &fresh)?;
            storage.rename(&fresh, to).doing("rename", &fresh)?;
        }
        let dir = to.parent().unwrap_or(to);
        storage.sync_dir(dir).doing("sync", dir)?;
        let stat = storage.stat(from).doing("read", from)?;
        if stat == source.stat {
            storage.remove(from).doing("remove", from)?;
            self.moved(from, to);
        }
        Ok(true)
    }

    fn write_note(&mut self, path: &Path, note: &[u8]) -> Result<(), StorageError> {
        let storage = Arc::clone(&self.storage);
        let mut name = OsString::from(".");
        name.push(path.file_name().unwrap_or_default());
        let fresh = path.with_file_name(name);
        match storage.remove(&fresh) {
            Err(error) if !is_gone(&error) => {
                return Err(StorageError::new("remove", &fresh, error));
            }
            _ => {}
        }
        let file = storage.create(&fresh).doing("make", &fresh)?;
        file.write_at(note, 0).doing("write", &fresh)?;
        file.sync().doing("sync", &fresh)?;
        storage.replace(&fresh, path).doing("rename", &fresh)?;
        self.gained.extend(path.parent().map(Path::to_path_buf));
        Ok(())
    }
}

impl Custody for Shelves {
    fn archive(&mut self, source: &Identity, day: Date) -> Result<Place, StorageError> {
        let wanted = PathBuf::from(day.strftime("%Y/%m/%d").to_string()).join(source.path());
        let root = self.archive.clone();
        self.shelve(source, &root, &wanted, false).map(|(place, _)| place)
    }

    fn reject(
        &mut self,
        source: &Identity,
        _reason: &Reason,
        note: &[u8],
    ) -> Result<Place, StorageError> {
        let root = self.rejected.clone();
        let (place, path) = self.shelve(source, &root, source.path(), true)?;
        if let Some(path) = path {
            self.write_note(&reason_path(&path), note)?;
        }
        Ok(place)
    }

    fn is_dirty(&self) -> bool {
        !self.gained.is_empty() || !self.lost.is_empty()
    }

    fn sync(&mut self) -> Result<(), StorageError> {
        // New names first: a file may be seen twice after a power cut, never not at all.
        for dirs in [&mut self.gained, &mut self.lost] {
            while let Some(dir) = dirs.first() {
                self.storage.sync_dir(dir).doing("sync", dir)?;
                dirs.pop_first();
            }
        }
        Ok(())
    }

    fn holds(&self, source: &Identity) -> bool {
        self.storage.stat(&self.inbox.join(source.path())).is_ok_and(|stat| stat == source.stat)
    }
}

fn is_gone(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

fn at(name: &Path) -> Place {
    Place::At(name.as_os_str().as_bytes().to_vec())
}

/// The path of the reason file of `path`.
pub fn reason_path(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(REASON_ENDING);
    PathBuf::from(name)
}

/// The `n`th name for a source: the wanted one, then ones marked by the file's inode, so that many files of one name do
/// not search through each other's, and the same file is found again.
fn candidate(source: &Identity, wanted: &Path, n: u32) -> PathBuf {
    let is_long = wanted.file_name().is_some_and(|name| name.len() > MAX_NAME_BYTES);
    if n == 0 && !is_long {
        return wanted.to_path_buf();
    }
    let stat = &source.stat;
    let mark = format!(
        "{:x}-{:x}",
        stat.inode,
        stat.modified_s.unsigned_abs() ^ u64::from(stat.modified_ns)
    );
    wanted.with_file_name(numbered(wanted, &mark, n.saturating_sub(1)))
}

/// `name.mark-n.extension`, shortened to what a system takes; the name itself where mark and number are nothing.
fn numbered(path: &Path, mark: &str, n: u32) -> OsString {
    let short = |name: &OsStr, len: usize| -> OsString {
        let bytes = name.as_bytes();
        OsStr::from_bytes(bytes.get(..len).unwrap_or(bytes)).to_owned()
    };
    let mut name = short(path.file_stem().unwrap_or_default(), MAX_NAME_BYTES / 2);
    if !mark.is_empty() {
        name.push(format!(".{mark}"));
    }
    if n > 0 {
        name.push(format!(".{n}"));
    }
    if let Some(extension) = path.extension() {
        name.push(".");
        name.push(short(extension, MAX_NAME_BYTES / 4));
    }
    name
}

fn same_bytes(
    a: &dyn wiredesk_journal::Handle,
    b: &dyn wiredesk_journal::Handle,
) -> io::Result<bool> {
    let (mut left, mut right) = (vec![0; 1 << 16], vec![0; 1 << 16]);
    let mut at = 0;
    loop {
        let n = read_full(a, &mut left, at)?;
        if n != read_full(b, &mut right, at)? || left.get(..n) != right.get(..n) {
            return Ok(false);
        }
        if n == 0 {
            return Ok(true);
        }
        at += n as u64;
    }
}

fn copy_bytes(
    from: &dyn wiredesk_journal::Handle,
    to: &dyn wiredesk_journal::Handle,
) -> io::Result<()> {
    let mut buffer = vec![0; 1 << 18];
    let mut at = 0;
    loop {
        let n = read_full(from, &mut buffer, at)?;
        let Some(chunk) = buffer.get(..n).filter(|chunk| !chunk.is_empty()) else { return Ok(()) };
        to.write_at(chunk, at)?;
        at += n as u64;
    }
}
