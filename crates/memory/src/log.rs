//! The segments in order, and the index over all of them: the last takes new entries, the first are removed when the
//! window has passed. It does not compare entries.

use std::collections::VecDeque;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::entry::Entry;
use crate::index::{Address, Index, MAX_ENTRIES, MAX_SEGMENTS, keys};
use crate::segment::Segment;
use crate::{MemoryConfig, MemoryError};

/// Extension of the files.
const EXTENSION: &str = "memory";

/// Entries that are kept read: a text that is copied is asked for again and again.
const CACHED: usize = 1 << 10;

/// The segments.
pub(crate) struct Log {
    folder: Option<PathBuf>,
    segments: VecDeque<Segment>,
    /// Number of the first segment in addresses.
    first: u64,
    index: Index,
    cache: Vec<Option<(Address, Arc<Entry>)>>,
    /// Number in the next file's name.
    next: u64,
    is_loaded: bool,
    /// Entries of a segment.
    capacity: usize,
}

impl Log {
    /// A log over `folder`, which is made where it is missing.
    pub(crate) fn open(folder: &Path) -> Result<Self, MemoryError> {
        fs::create_dir_all(folder).map_err(MemoryError::of("make", folder))?;
        Ok(Self { folder: Some(folder.to_owned()), ..Self::in_memory() })
    }

    /// A log that lasts as long as the program.
    pub(crate) fn in_memory() -> Self {
        let cache = vec![None; CACHED];
        let (segments, index) = (VecDeque::new(), Index::new());
        Self {
            folder: None,
            segments,
            first: 0,
            index,
            cache,
            next: 1,
            is_loaded: false,
            capacity: MAX_ENTRIES,
        }
    }

    /// The log with segments of so many entries, fewer than it would else have.
    #[cfg(test)]
    pub(crate) fn with_capacity(self, capacity: usize) -> Self {
        Self { capacity, ..self }
    }

    /// Reads the segments, once; `see` gets their entries in order.
    pub(crate) fn load(&mut self, mut see: impl FnMut(&Entry)) -> Result<(), MemoryError> {
        if std::mem::replace(&mut self.is_loaded, true) {
            return Ok(());
        }
        let mut numbers = self.numbers()?;
        let n_more = numbers.len().saturating_sub(MAX_SEGMENTS);
        for path in numbers.drain(..n_more).map(|it| self.path(it)) {
            fs::remove_file(&path).map_err(MemoryError::of("remove", &path))?;
        }
        for (segment, number) in numbers.iter().enumerate() {
            let path = self.path(*number);
            let loaded = Segment::load(&path, &mut |number, entry| {
                keys(entry).for_each(|key| self.index.load(key, address(segment as u64, number)));
                see(entry);
            })?;
            self.index.load_end(numbers.len() - segment - 1);
            self.segments.push_back(loaded);
            self.next = number + 1;
        }
        Ok(())
    }

    fn numbers(&self) -> Result<Vec<u64>, MemoryError> {
        let Some(folder) = &self.folder else { return Ok(Vec::new()) };
        let failed = MemoryError::of("list", folder);
        let mut numbers = Vec::new();
        for file in fs::read_dir(folder).map_err(&failed)? {
            let path = file.map_err(&failed)?.path();
            let is_segment = path.extension().is_some_and(|it| it == EXTENSION);
            let stem = path.file_stem().and_then(|it| it.to_str());
            numbers.extend(stem.filter(|_| is_segment).and_then(|it| it.parse::<u64>().ok()));
        }
        numbers.sort_unstable();
        Ok(numbers)
    }

    fn path(&self, number: u64) -> PathBuf {
        let folder = self.folder.as_deref().unwrap_or(Path::new(""));
        folder.join(format!("{number:08}.{EXTENSION}"))
    }

    /// Addresses of entries that may have one of `keys`, once for each that they may have.
    pub(crate) fn find(&self, keys: impl Iterator<Item = u64>) -> Vec<Address> {
        self.index.find(keys)
    }

    /// The entry at `address`; `None` where it is damaged.
    pub(crate) fn entry(&mut self, address: Address) -> Result<Option<Arc<Entry>>, MemoryError> {
        let slot = self.cache.get_mut(address as usize % CACHED);
        if let Some(Some((of, entry))) = slot.as_deref()
            && *of == address
        {
            return Ok(Some(Arc::clone(entry)));
        }
        let at = (address >> 16).checked_sub(self.first);
        let Some(segment) = at.and_then(|it| self.segments.get(it as usize)) else {
            return Ok(None);
        };
        let entry = segment.entry(address as u16)?.map(Arc::new);
        if let (Some(slot), Some(entry)) = (slot, &entry) {
            *slot = Some((address, Arc::clone(entry)));
        }
        Ok(entry)
    }

    /// Adds an entry at the end, in a new segment where the last is full.
    pub(crate) fn append(&mut self, entry: &Entry) -> Result<(), MemoryError> {
        if self.segments.back().is_none_or(|it| it.n_entries() >= self.capacity) {
            if let Some(full) = self.segments.back_mut() {
                full.sync()?;
                self.index.seal();
            }
            let segment = self.start()?;
            self.segments.push_back(segment);
        }
        let last = self.first + self.segments.len() as u64 - 1;
        let Some(segment) = self.segments.back_mut() else { return Ok(()) };
        let number = segment.append(entry)?;
        keys(entry).for_each(|key| self.index.insert(key, address(last, number)));
        self.index.merge();
        Ok(())
    }

    fn start(&mut self) -> Result<Segment, MemoryError> {
        let Some(folder) = &self.folder else { return Ok(Segment::in_memory()) };
        let segment = Segment::create(&self.path(self.next))?;
        // The new name itself must outlive a power cut.
        let synced = File::open(folder).and_then(|it| it.sync_all());
        synced.map_err(MemoryError::of("sync", folder))?;
        self.next += 1;
        Ok(segment)
    }

    /// Removes the first segments while all their entries are older than `oldest`, or all are too large or too many
    /// together.
    pub(crate) fn expire(&mut self, oldest: i64, config: &MemoryConfig) -> Result<(), MemoryError> {
        let mut n_bytes: u64 = self.segments.iter().map(Segment::n_bytes).sum();
        while let Some(first) = self.segments.front().filter(|_| self.segments.len() > 1) {
            let bounded = n_bytes <= config.max_bytes && self.segments.len() <= MAX_SEGMENTS;
            if first.newest() >= oldest && bounded {
                break;
            }
            n_bytes -= first.n_bytes();
            if let Some(first) = self.segments.pop_front() {
                self.first += 1;
                self.index.forget(address(self.first, 0));
                first.remove()?;
            }
        }
        Ok(())
    }

    pub(crate) fn sync(&mut self) -> Result<(), MemoryError> {
        self.segments.back_mut().map_or(Ok(()), Segment::sync)
    }
}

fn address(segment: u64, number: u16) -> Address {
    segment << 16 | u64::from(number)
}
