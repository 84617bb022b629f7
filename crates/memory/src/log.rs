//! The segments in order: the last takes new entries, the first are removed when the window has passed.

use std::collections::VecDeque;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::entry::Entry;
use crate::segment::Segment;
use crate::{MemoryConfig, MemoryError};

/// Extension of the files.
const EXTENSION: &str = "memory";

/// Where an entry stands: the segment's position and the entry's number.
pub(crate) type Address = (usize, u16);

/// Entries that are kept read: a text that is copied is asked for again and again.
const CACHED: usize = 1 << 10;

/// The segments.
pub(crate) struct Log {
    folder: Option<PathBuf>,
    segments: VecDeque<Segment>,
    cache: Vec<Option<(Address, Arc<Entry>)>>,
    /// Number in the next file's name.
    next: u64,
    is_loaded: bool,
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
        Self { folder: None, segments: VecDeque::new(), cache, next: 1, is_loaded: false }
    }

    /// Reads the segments, once; `see` gets their entries in order.
    pub(crate) fn load(&mut self, mut see: impl FnMut(&Entry)) -> Result<(), MemoryError> {
        if std::mem::replace(&mut self.is_loaded, true) {
            return Ok(());
        }
        for number in self.numbers()? {
            self.segments.push_back(Segment::load(&self.path(number), &mut see)?);
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

    /// Addresses of entries that may have `key`, in order.
    pub(crate) fn find(&self, key: u64) -> impl Iterator<Item = Address> + '_ {
        let segments = self.segments.iter().enumerate();
        segments.flat_map(move |(at, it)| it.find(key).map(move |number| (at, number)))
    }

    /// The entry at `address`; `None` where it is damaged.
    pub(crate) fn entry(&mut self, address: Address) -> Result<Option<Arc<Entry>>, MemoryError> {
        let (at, number) = address;
        let slot = self.cache.get_mut((at << 16 | usize::from(number)) % CACHED);
        if let Some(Some((of, entry))) = slot.as_deref()
            && *of == address
        {
            return Ok(Some(Arc::clone(entry)));
        }
        let Some(segment) = self.segments.get(at) else { return Ok(None) };
        let entry = segment.entry(number)?.map(Arc::new);
        if let (Some(slot), Some(entry)) = (slot, &entry) {
            *slot = Some((address, Arc::clone(entry)));
        }
        Ok(entry)
    }

    /// Adds an entry at the end, in a new segment where the last is full.
    pub(crate) fn append(&mut self, entry: &Entry) -> Result<(), MemoryError> {
        if self.segments.back().is_none_or(Segment::is_full) {
            if let Some(full) = self.segments.back_mut() {
                full.sync()?;
            }
            let segment = self.start()?;
            self.segments.push_back(segment);
        }
        self.segments.back_mut().map_or(Ok(()), |it| it.append(entry))
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

    /// Removes the first segments while all their entries are older than `oldest`, or all are too large together.
    pub(crate) fn expire(&mut self, oldest: i64, config: &MemoryConfig) -> Result<(), MemoryError> {
        let mut n_bytes: u64 = self.segments.iter().map(Segment::n_bytes).sum();
        while let Some(first) = self.segments.front().filter(|_| self.segments.len() > 1) {
            if first.newest() >= oldest && n_bytes <= config.max_bytes {
                break;
            }
            n_bytes -= first.n_bytes();
            if let Some(first) = self.segments.pop_front() {
                // Every address has changed.
                self.cache.fill(None);
                first.remove()?;
            }
        }
        Ok(())
    }

    pub(crate) fn sync(&mut self) -> Result<(), MemoryError> {
        self.segments.back_mut().map_or(Ok(()), Segment::sync)
    }
}
