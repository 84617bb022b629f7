//! A file system in memory that loses what was not synced, for tests: it can be cut at every single operation, filled
//! up, and made to fail a sync.

use std::any::Any;
use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::storage::{Handle, Kind, Stat, Storage};

/// What is left after a crash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loss {
    /// The process was killed: everything that was written is there.
    Nothing,
    /// The power went: only what was synced is there.
    Unsynced,
    /// The power went: what was synced is there, a beginning of the later changes to folders, and of the later writes some,
    /// some in part; which, this number decides.
    Some(u64),
}

/// The file system. Clones are the same one.
#[derive(Clone, Debug, Default)]
pub struct Fake {
    world: Arc<Mutex<World>>,
}

#[derive(Debug, Default)]
struct World {
    files: BTreeMap<u64, FileNode>,
    folders: BTreeMap<PathBuf, Folder>,
    /// Changes to names, in order: each a set of (folder, name, what is there now).
    log: Vec<Vec<(PathBuf, OsString, Option<Entry>)>>,
    next_inode: u64,
    clock: i64,
    n_ops: u64,
    cut_at: Option<u64>,
    free: Option<u64>,
    fail_sync_at: Option<u64>,
    dead: bool,
}

#[derive(Clone, Debug, PartialEq)]
enum Entry {
    File(u64),
    Folder,
    Link(PathBuf),
}

#[derive(Clone, Debug, Default)]
struct Folder {
    now: BTreeMap<OsString, Entry>,
    synced: BTreeMap<OsString, Entry>,
    /// How much of the log was written when this folder was last synced.
    synced_log: usize,
}

#[derive(Clone, Debug, Default)]
struct FileNode {
    now: Vec<u8>,
    synced: Vec<u8>,
    pending: Vec<Pending>,
    modified: i64,
}

#[derive(Clone, Debug)]
enum Pending {
    Write(u64, Vec<u8>),
    Size(u64),
}

impl Pending {
    fn apply(&self, bytes: &mut Vec<u8>) {
        match self {
            Pending::Size(size) => bytes.resize(*size as usize, 0),
            Pending::Write(offset, written) => {
                let (start, end) = (*offset as usize, *offset as usize + written.len());
                if bytes.len() < end {
                    bytes.resize(end, 0);
                }
                bytes[start..end].copy_from_slice(written);
            }
        }
    }
}

impl Fake {
    /// An empty file system with a root folder.
    pub fn new() -> Self {
        let fake = Self::default();
        fake.world().folders.insert(PathBuf::from("/"), Folder::default());
        fake
    }

    fn world(&self) -> MutexGuard<'_, World> {
        self.world.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The power goes at the `n`th change from now, counted from 1. A write is then torn in the middle.
    pub fn cut_at(&self, n: u64) {
        let mut world = self.world();
        world.cut_at = Some(world.n_ops + n);
    }

    /// How many changes there were.
    pub fn n_ops(&self) -> u64 {
        self.world().n_ops
    }

    /// Room for this many more bytes; `None` is no limit.
    pub fn set_free(&self, free: Option<u64>) {
        self.world().free = free;
    }

    /// The `n`th change from now fails if it is a sync, and what it should have synced is lost.
    pub fn fail_sync_at(&self, n: u64) {
        let mut world = self.world();
        world.fail_sync_at = Some(world.n_ops + n);
    }

    /// Whether the power went.
    pub fn is_dead(&self) -> bool {
        self.world().dead
    }

    /// What is there after a crash, on a machine that runs again.
    #[must_use]
    pub fn reboot(&self, loss: Loss) -> Self {
        let world = self.world();
        let mut dice = match loss {
            Loss::Some(seed) => seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1,
            _ => 1,
        };
        let log_kept = (roll(&mut dice) % (world.log.len() as u64 + 1)) as usize;
        let mut after =
            World { next_inode: world.next_inode, clock: world.clock, ..World::default() };
        for (inode, file) in &world.files {
            let bytes = match loss {
                Loss::Nothing => file.now.clone(),
                Loss::Unsynced => file.synced.clone(),
                Loss::Some(_) => some_of(file, &mut dice),
            };
            let (now, synced) = (bytes.clone(), bytes);
            let node = FileNode { now, synced, pending: Vec::new(), modified: file.modified };
            after.files.insert(*inode, node);
        }
        for (path, folder) in &world.folders {
            let names = match loss {
                Loss::Nothing => folder.now.clone(),
                Loss::Unsynced => folder.synced.clone(),
                Loss::Some(_) => replay(&world.log, path, log_kept.max(folder.synced_log)),
            };
            let (now, synced) = (names.clone(), names);
            after.folders.insert(path.clone(), Folder { now, synced, synced_log: 0 });
        }
        after.sweep();
        // The log of the new machine begins with what is there.
        for (path, folder) in &after.folders {
            for (name, entry) in &folder.now {
                after.log.push(vec![(path.clone(), name.clone(), Some(entry.clone()))]);
            }
        }
        let len = after.log.len();
        after.folders.values_mut().for_each(|folder| folder.synced_log = len);
        Self { world: Arc::new(Mutex::new(after)) }
    }

    /// Puts a durable file there, and its folders.
    ///
    /// # Errors
    /// If something else is there.
    pub fn put(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let dir = path.parent().unwrap_or(path);
        self.create_dirs(dir)?;
        for dir in dir.ancestors() {
            self.sync_dir(dir)?;
        }
        let file = self.create(path)?;
        file.write_at(bytes, 0)?;
        file.sync()?;
        self.sync_dir(dir)
    }

    /// All files below `dir` with their bytes as a reader sees them, sorted. It works after the power went, too.
    pub fn files(&self, dir: &Path) -> Vec<(PathBuf, Vec<u8>)> {
        let world = self.world();
        let mut files = Vec::new();
        for (folder, names) in world.folders.iter().filter(|(path, _)| path.starts_with(dir)) {
            for (name, entry) in &names.now {
                if let Entry::File(inode) = entry
                    && let Some(file) = world.files.get(inode)
                {
                    files.push((folder.join(name), file.now.clone()));
                }
            }
        }
        files.sort();
        files
    }
}

impl World {
    /// Counts a change; fails when the power goes or went.
    fn step(&mut self) -> io::Result<()> {
        self.alive()?;
        self.n_ops += 1;
        if self.cut_at.is_some_and(|at| self.n_ops >= at) {
            self.dead = true;
        }
        self.alive()
    }

    fn alive(&self) -> io::Result<()> {
        if self.dead { Err(io::Error::other("the power went")) } else { Ok(()) }
    }

    fn entry(&self, path: &Path) -> io::Result<Entry> {
        self.alive()?;
        if path == Path::new("/") {
            return Ok(Entry::Folder);
        }
        let (dir, name) = split(path)?;
        let folder = self.folders.get(dir).ok_or(io::ErrorKind::NotFound)?;
        folder.now.get(name).cloned().ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn change(&mut self, changes: Vec<(&Path, Option<Entry>)>) -> io::Result<()> {
        let mut logged = Vec::new();
        for (path, entry) in changes {
            let (dir, name) = split(path)?;
            let folder = self.folders.get_mut(dir).ok_or(io::ErrorKind::NotFound)?;
            match &entry {
                Some(entry) => folder.now.insert(name.to_owned(), entry.clone()),
                None => folder.now.remove(name),
            };
            logged.push((dir.to_path_buf(), name.to_owned(), entry));
        }
        self.log.push(logged);
        Ok(())
    }

    /// Folders whose own name was lost are gone with what was in them.
    fn sweep(&mut self) {
        let paths: Vec<PathBuf> = self.folders.keys().cloned().collect();
        for path in paths {
            let is_there = path == Path::new("/") || matches!(self.entry(&path), Ok(Entry::Folder));
            if !is_there {
                self.folders.remove(&path);
            }
        }
    }

    fn stat_of(&self, inode: u64) -> Stat {
        let file = &self.files[&inode];
        Stat {
            dev: 1,
            inode,
            size: file.now.len() as u64,
            modified_s: file.modified,
            modified_ns: 0,
            kind: Kind::File,
        }
    }
}

fn split(path: &Path) -> io::Result<(&Path, &OsStr)> {
    path.parent().zip(path.file_name()).ok_or_else(|| io::ErrorKind::InvalidInput.into())
}

fn replay(
    log: &[Vec<(PathBuf, OsString, Option<Entry>)>],
    dir: &Path,
    len: usize,
) -> BTreeMap<OsString, Entry> {
    let mut names = BTreeMap::new();
    for (_, name, entry) in log.iter().take(len).flatten().filter(|(path, ..)| path == dir) {
        match entry {
            Some(entry) => names.insert(name.clone(), entry.clone()),
            None => names.remove(name),
        };
    }
    names
}

fn some_of(file: &FileNode, dice: &mut u64) -> Vec<u8> {
    let mut bytes = file.synced.clone();
    for pending in &file.pending {
        match (roll(dice) % 3, pending) {
            (0, _) => {}
            (1, Pending::Write(offset, written)) => {
                let len = (roll(dice) % (written.len() as u64 + 1)) as usize;
                Pending::Write(*offset, written[..len].to_vec()).apply(&mut bytes);
            }
            (_, pending) => pending.apply(&mut bytes),
        }
    }
    bytes
}

/// xorshift64: enough to choose what a crash keeps.
fn roll(state: &mut u64) -> u64 {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    *state >> 11
}

impl Storage for Fake {
    fn create(&self, path: &Path) -> io::Result<Box<dyn Handle>> {
        let mut world = self.world();
        if world.entry(path).is_ok() {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        world.step()?;
        world.next_inode += 1;
        world.clock += 1;
        let (inode, modified) = (world.next_inode, world.clock);
        world.files.insert(inode, FileNode { modified, ..FileNode::default() });
        world.change(vec![(path, Some(Entry::File(inode)))])?;
        Ok(Box::new(FakeFile { fake: self.clone(), inode }))
    }

    fn open(&self, path: &Path) -> io::Result<Box<dyn Handle>> {
        match self.world().entry(path)? {
            Entry::File(inode) => Ok(Box::new(FakeFile { fake: self.clone(), inode })),
            _ => Err(io::ErrorKind::InvalidInput.into()),
        }
    }

    fn open_read(&self, path: &Path) -> io::Result<Box<dyn Handle>> {
        self.open(path)
    }

    fn create_dirs(&self, path: &Path) -> io::Result<()> {
        let existing = self.world().entry(path);
        match existing {
            Ok(Entry::Folder) => return Ok(()),
            Ok(_) => return Err(io::ErrorKind::AlreadyExists.into()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
        let parent = path.parent().ok_or(io::ErrorKind::InvalidInput)?;
        self.create_dirs(parent)?;
        let mut world = self.world();
        world.step()?;
        world.folders.insert(path.to_path_buf(), Folder::default());
        world.change(vec![(path, Some(Entry::Folder))])?;
        drop(world);
        self.sync_dir(parent)
    }

    fn replace(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut world = self.world();
        let entry = world.entry(from)?;
        world.step()?;
        world.change(vec![(from, None), (to, Some(entry))])
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        if self.world().entry(to).is_ok() {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        self.replace(from, to)
    }

    fn point(&self, link: &Path, target: &Path) -> io::Result<()> {
        let mut world = self.world();
        world.step()?;
        world.change(vec![(link, Some(Entry::Link(target.to_path_buf())))])
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        let mut world = self.world();
        world.entry(path)?;
        world.step()?;
        world.change(vec![(path, None)])
    }

    fn stat(&self, path: &Path) -> io::Result<Stat> {
        let world = self.world();
        Ok(match world.entry(path)? {
            Entry::File(inode) => world.stat_of(inode),
            Entry::Folder => Stat { kind: Kind::Folder, ..Stat::default() },
            Entry::Link(_) => Stat { kind: Kind::Symlink, ..Stat::default() },
        })
    }

    fn list(&self, dir: &Path) -> io::Result<Vec<OsString>> {
        let world = self.world();
        world.alive()?;
        let folder = world.folders.get(dir).ok_or(io::ErrorKind::NotFound)?;
        Ok(folder.now.keys().cloned().collect())
    }

    fn sync_dir(&self, dir: &Path) -> io::Result<()> {
        let mut world = self.world();
        world.step()?;
        let len = world.log.len();
        let folder = world.folders.get_mut(dir).ok_or(io::ErrorKind::NotFound)?;
        folder.synced = folder.now.clone();
        folder.synced_log = len;
        Ok(())
    }

    fn lock(&self, _path: &Path) -> io::Result<Box<dyn Any + Send>> {
        Ok(Box::new(()))
    }
}

#[derive(Debug)]
struct FakeFile {
    fake: Fake,
    inode: u64,
}

impl Handle for FakeFile {
    fn size(&self) -> io::Result<u64> {
        self.stat().map(|stat| stat.size)
    }

    fn stat(&self) -> io::Result<Stat> {
        let world = self.fake.world();
        world.alive()?;
        Ok(world.stat_of(self.inode))
    }

    fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
        let world = self.fake.world();
        world.alive()?;
        let bytes = &world.files[&self.inode].now;
        let rest = bytes.get(offset as usize..).unwrap_or_default();
        let len = rest.len().min(buffer.len());
        buffer[..len].copy_from_slice(&rest[..len]);
        Ok(len)
    }

    fn write_at(&self, bytes: &[u8], offset: u64) -> io::Result<()> {
        let mut world = self.fake.world();
        world.alive()?;
        let stepped = world.step();
        world.clock += 1;
        let clock = world.clock;
        let size = world.files[&self.inode].now.len() as u64;
        let growth = (offset + bytes.len() as u64).saturating_sub(size);
        let missing = world.free.map_or(0, |free| growth.saturating_sub(free));
        let len = if stepped.is_err() { bytes.len() / 2 } else { bytes.len() - missing as usize };
        let written = Pending::Write(offset, bytes[..len].to_vec());
        if let Some(free) = &mut world.free {
            *free -= growth - missing;
        }
        let Some(file) = world.files.get_mut(&self.inode) else { return stepped };
        written.apply(&mut file.now);
        file.pending.push(written);
        file.modified = clock;
        stepped?;
        if missing > 0 { Err(io::ErrorKind::StorageFull.into()) } else { Ok(()) }
    }

    fn reserve(&self, offset: u64, len: u64) -> io::Result<()> {
        let world = self.fake.world();
        world.alive()?;
        let growth = (offset + len).saturating_sub(world.files[&self.inode].now.len() as u64);
        match world.free {
            Some(free) if growth > free => Err(io::ErrorKind::StorageFull.into()),
            _ => Ok(()),
        }
    }

    fn sync(&self) -> io::Result<()> {
        let mut world = self.fake.world();
        world.step()?;
        let fails = world.fail_sync_at.is_some_and(|at| world.n_ops == at);
        let Some(file) = world.files.get_mut(&self.inode) else { return Ok(()) };
        if fails {
            // As Linux does it: the pages count as clean, and no later sync writes them.
            file.pending.clear();
            return Err(io::Error::other("input/output error"));
        }
        for pending in file.pending.drain(..) {
            pending.apply(&mut file.synced);
        }
        Ok(())
    }

    fn set_size(&self, size: u64) -> io::Result<()> {
        let mut world = self.fake.world();
        world.step()?;
        let Some(file) = world.files.get_mut(&self.inode) else { return Ok(()) };
        let pending = Pending::Size(size);
        pending.apply(&mut file.now);
        file.pending.push(pending);
        Ok(())
    }
}
