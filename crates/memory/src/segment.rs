//! One segment: entries behind a version tag, in a file or in memory. It does not know who looks for them.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};

use crate::MemoryError;
use crate::entry::{ENTRY_BYTES, Entry};
use crate::index::MAX_ENTRIES;

/// First bytes of a file: format and version.
const TAG: [u8; 16] = *b"wiredesk-memory1";

enum Store {
    Memory(Vec<u8>),
    File { file: File, path: PathBuf },
}

/// Up to 65,536 entries.
pub(crate) struct Segment {
    store: Store,
    n_entries: usize,
    /// When the newest entry was observed.
    newest: i64,
    /// Whether something was appended since the last sync.
    dirty: bool,
}

impl Segment {
    /// A segment that lives as long as the program.
    pub(crate) fn in_memory() -> Self {
        Self::new(Store::Memory(Vec::new()))
    }

    fn new(store: Store) -> Self {
        Self { store, n_entries: 0, newest: i64::MIN, dirty: false }
    }

    /// A new file.
    pub(crate) fn create(path: &Path) -> Result<Self, MemoryError> {
        let failed = MemoryError::of("make", path);
        let mut options = OpenOptions::new();
        let mut file = options
            .read(true)
            .write(true)
            .create(true)
            .truncate(true)
            .open(path)
            .map_err(&failed)?;
        file.write_all(&TAG).map_err(&failed)?;
        Ok(Self::new(Store::File { file, path: path.to_owned() }))
    }

    /// The file at `path`; `see` gets its entries in order, with their numbers. What a crash left unfinished at its end is dropped,
    /// and an entry that is damaged elsewhere is skipped.
    pub(crate) fn load(
        path: &Path,
        see: &mut impl FnMut(u16, &Entry),
    ) -> Result<Self, MemoryError> {
        let failed = MemoryError::of("read", path);
        let mut file = OpenOptions::new().read(true).write(true).open(path).map_err(&failed)?;
        let mut tag = Vec::new();
        (&mut file).take(TAG.len() as u64).read_to_end(&mut tag).map_err(&failed)?;
        if tag != TAG {
            let written = tag.iter().rposition(|it| *it != 0).map_or(0, |it| it + 1);
            if !TAG.starts_with(tag.get(..written).unwrap_or_default()) {
                let version = io::Error::other("it is no memory of this version; move it away");
                return Err(failed(version));
            }
            // The tag itself was cut off: nothing was in it yet.
            return Self::create(path);
        }
        let store = Store::File { file: file.try_clone().map_err(&failed)?, path: path.to_owned() };
        let mut segment = Self::new(store);
        let mut reader = io::BufReader::with_capacity(ENTRY_BYTES * 256, file);
        let mut bytes = [0; ENTRY_BYTES];
        for number in 0..MAX_ENTRIES {
            match reader.read_exact(&mut bytes) {
                Ok(()) => {}
                Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => break,
                Err(error) => return Err(failed(error)),
            }
            if let Some(entry) = Entry::unpack(&bytes) {
                segment.n_entries = number + 1;
                segment.newest = segment.newest.max(entry.at);
                see(number as u16, &entry);
            }
        }
        Ok(segment)
    }

    pub(crate) fn n_entries(&self) -> usize {
        self.n_entries
    }

    pub(crate) fn newest(&self) -> i64 {
        self.newest
    }

    /// Size of its entries.
    pub(crate) fn n_bytes(&self) -> u64 {
        (TAG.len() + self.n_entries * ENTRY_BYTES) as u64
    }

    /// Adds an entry at the end; gives its number.
    pub(crate) fn append(&mut self, entry: &Entry) -> Result<u16, MemoryError> {
        let bytes = entry.pack();
        let at = self.n_bytes();
        match &mut self.store {
            Store::Memory(all) => all.extend(bytes),
            Store::File { file, path } => {
                file.write_all_at(&bytes, at).map_err(MemoryError::of("write", path))?;
            }
        }
        let number = self.n_entries as u16;
        self.n_entries += 1;
        self.newest = self.newest.max(entry.at);
        self.dirty = true;
        Ok(number)
    }

    /// The entry `number`; `None` where it is damaged.
    pub(crate) fn entry(&self, number: u16) -> Result<Option<Entry>, MemoryError> {
        let at = usize::from(number) * ENTRY_BYTES;
        let mut bytes = [0; ENTRY_BYTES];
        match &self.store {
            Store::Memory(all) => match all.get(at..at + ENTRY_BYTES) {
                Some(found) => bytes.copy_from_slice(found),
                None => return Ok(None),
            },
            Store::File { file, path } => {
                let read = file.read_exact_at(&mut bytes, (TAG.len() + at) as u64);
                read.map_err(MemoryError::of("read", path))?;
            }
        }
        Ok(Entry::unpack(&bytes))
    }

    /// Puts what was appended on the disk.
    pub(crate) fn sync(&mut self) -> Result<(), MemoryError> {
        if let (Store::File { file, path }, true) = (&self.store, self.dirty) {
            file.sync_data().map_err(MemoryError::of("sync", path))?;
        }
        self.dirty = false;
        Ok(())
    }

    /// Removes the file.
    pub(crate) fn remove(self) -> Result<(), MemoryError> {
        match self.store {
            Store::Memory(_) => Ok(()),
            Store::File { path, .. } => {
                std::fs::remove_file(&path).map_err(MemoryError::of("remove", &path))
            }
        }
    }
}
