//! Old segments as zstd. The compressed file is whole and synced before it gets its name; the plain one goes only after
//! a grace, so that a tailer that is behind can finish it.

use std::io::{self, Write};
use std::path::Path;

use jiff::{SignedDuration, Timestamp};
use wiredesk_journal::{Context, Handle, Lane, Storage, StorageError, read_all, read_full};

use crate::config::OutboxConfig;
use crate::segment::{EXTENSION, folder, segment_number};

/// When old segments are compressed. Off unless configured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CompressConfig {
    /// How long after its last line a segment is compressed.
    pub after: SignedDuration,
    /// How long after its last line the plain file is removed; `None` keeps it.
    pub remove_after: Option<SignedDuration>,
    /// zstd level, 1 to 19.
    pub level: i32,
}

/// What [`compress`] did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Compressed {
    /// Segments compressed.
    pub compressed: u32,
    /// Plain files removed.
    pub removed: u32,
}

/// Compresses and removes what is old enough; the newest segment of each lane is left alone. It needs no lock and may
/// run beside the outbox, in one thread at a time.
///
/// # Errors
/// If the file system refuses; a half-written file is begun anew the next time.
pub fn compress(
    storage: &dyn Storage,
    outbox: &OutboxConfig,
    config: &CompressConfig,
    now: Timestamp,
) -> Result<Compressed, StorageError> {
    let mut done = Compressed::default();
    for lane in [Lane::Records, Lane::Rejections] {
        let dir = folder(lane, &outbox.outbox);
        let mut segments: Vec<(u64, String)> = storage
            .list(&dir)
            .doing("list", &dir)?
            .into_iter()
            .filter_map(|name| name.into_string().ok())
            .filter(|name| name.ends_with(EXTENSION))
            .filter_map(|name| Some((segment_number(lane, &name)?, name)))
            .collect();
        segments.sort_unstable();
        segments.pop();
        for (_, name) in segments {
            one(storage, &dir.join(name), config, now, &mut done)?;
        }
    }
    Ok(done)
}

fn one(
    storage: &dyn Storage,
    path: &Path,
    config: &CompressConfig,
    now: Timestamp,
    done: &mut Compressed,
) -> Result<(), StorageError> {
    let stat = storage.stat(path).doing("read", path)?;
    let Some(age) = stat.modified_at().map(|at| now.duration_since(at)) else { return Ok(()) };
    let mut name = path.as_os_str().to_owned();
    name.push(".zst");
    let target = Path::new(&name);
    let there = storage.stat(target).is_ok();
    if !there && age >= config.after {
        write(storage, path, target, config.level)?;
        done.compressed += 1;
    } else if there && config.remove_after.is_some_and(|grace| age >= grace) {
        // The compressed file may have been found in place; its name must be certain before the plain one goes.
        let dir = path.parent().unwrap_or(path);
        storage.sync_dir(dir).doing("sync", dir)?;
        storage.remove(path).doing("remove", path)?;
        done.removed += 1;
    }
    Ok(())
}

fn write(
    storage: &dyn Storage,
    path: &Path,
    target: &Path,
    level: i32,
) -> Result<(), StorageError> {
    let source = storage.open_read(path).doing("open", path)?;
    let fresh = target.with_extension("zst-new");
    match storage.remove(&fresh) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            return Err(StorageError::new("remove", &fresh, error));
        }
        _ => {}
    }
    let file = storage.create(&fresh).doing("make", &fresh)?;
    let mut encoder = zstd::Encoder::new(AtOffset { file: &*file, at: 0 }, level)
        .and_then(|mut it| it.include_checksum(true).map(|()| it))
        .doing("compress", path)?;
    let mut buffer = vec![0; 1 << 20];
    let mut at = 0;
    loop {
        let len = read_full(&*source, &mut buffer, at).doing("read", path)?;
        let Some(chunk) = buffer.get(..len).filter(|chunk| !chunk.is_empty()) else { break };
        encoder.write_all(chunk).doing("write", &fresh)?;
        at += len as u64;
    }
    encoder.finish().doing("write", &fresh)?;
    file.sync().doing("sync", &fresh)?;
    storage.replace(&fresh, target).doing("rename", &fresh)?;
    let dir = target.parent().unwrap_or(target);
    storage.sync_dir(dir).doing("sync", dir)
}

/// The plain bytes of a compressed segment.
pub(crate) fn read(storage: &dyn Storage, path: &Path) -> Result<Vec<u8>, StorageError> {
    let bytes = storage.open_read(path).and_then(|file| read_all(&*file)).doing("read", path)?;
    zstd::decode_all(&*bytes).doing("decompress", path)
}

/// A cursor over a file that has none.
struct AtOffset<'a> {
    file: &'a dyn Handle,
    at: u64,
}

impl Write for AtOffset<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write_at(bytes, self.at)?;
        self.at += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
