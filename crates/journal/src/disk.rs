//! The real file system behind [`Storage`]. It decides nothing.

use std::any::Any;
use std::ffi::OsString;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, IoSlice, Write};
use std::os::unix::fs::{FileExt, FileTypeExt, MetadataExt, OpenOptionsExt};
use std::path::Path;

use rustix::fs::{FallocateFlags, OFlags, RenameFlags};

use crate::storage::{Handle, Kind, Stat, Storage};

/// Parts of one system call: Linux takes no more, see `IOV_MAX` in readv(2).
const MAX_PARTS: usize = 1024;

/// The machine's own file system.
#[derive(Clone, Copy, Debug, Default)]
pub struct Disk;

impl Storage for Disk {
    fn create(&self, path: &Path) -> io::Result<Box<dyn Handle>> {
        let file = OpenOptions::new().read(true).write(true).create_new(true).open(path)?;
        Ok(Box::new(DiskFile(file)))
    }

    fn open(&self, path: &Path) -> io::Result<Box<dyn Handle>> {
        regular(OpenOptions::new().read(true).write(true), path)
    }

    fn open_read(&self, path: &Path) -> io::Result<Box<dyn Handle>> {
        regular(OpenOptions::new().read(true), path)
    }

    fn create_dirs(&self, path: &Path) -> io::Result<()> {
        match fs::create_dir(path) {
            Ok(()) => path.parent().map_or(Ok(()), |parent| self.sync_dir(parent)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                // A symlink to a folder is the operator's own choice of place.
                if path.is_dir() { Ok(()) } else { Err(error) }
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                self.create_dirs(path.parent().ok_or(error)?)?;
                self.create_dirs(path)
            }
            Err(error) => Err(error),
        }
    }

    fn replace(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let cwd = rustix::fs::CWD;
        match rustix::fs::renameat_with(cwd, from, cwd, to, RenameFlags::NOREPLACE) {
            // Some file systems do not know the flag; only the daemon, one per desk, makes names where it moves to.
            Err(rustix::io::Errno::INVAL | rustix::io::Errno::NOSYS) => {
                match fs::symlink_metadata(to) {
                    Ok(_) => Err(io::ErrorKind::AlreadyExists.into()),
                    Err(error) if error.kind() == io::ErrorKind::NotFound => fs::rename(from, to),
                    Err(error) => Err(error),
                }
            }
            other => Ok(other?),
        }
    }

    fn point(&self, link: &Path, target: &Path) -> io::Result<()> {
        let mut name = OsString::from(".");
        name.push(link.file_name().unwrap_or_default());
        name.push(".new");
        let fresh = link.with_file_name(name);
        match fs::remove_file(&fresh) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        std::os::unix::fs::symlink(target, &fresh)?;
        fs::rename(&fresh, link)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn stat(&self, path: &Path) -> io::Result<Stat> {
        fs::symlink_metadata(path).map(|it| stat(&it))
    }

    fn list(&self, dir: &Path) -> io::Result<Vec<OsString>> {
        let mut names = fs::read_dir(dir)?
            .map(|entry| entry.map(|it| it.file_name()))
            .collect::<io::Result<Vec<_>>>()?;
        names.sort_unstable();
        Ok(names)
    }

    fn sync_dir(&self, dir: &Path) -> io::Result<()> {
        File::open(dir)?.sync_all()
    }

    fn lock(&self, path: &Path) -> io::Result<Box<dyn Any + Send>> {
        let mut file =
            OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)?;
        match file.try_lock() {
            Ok(()) => {
                file.set_len(0)?;
                writeln!(file, "{}", std::process::id())?;
                Ok(Box::new(file))
            }
            Err(TryLockError::WouldBlock) => Err(io::ErrorKind::WouldBlock.into()),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }
}

#[derive(Debug)]
struct DiskFile(File);

impl Handle for DiskFile {
    fn size(&self) -> io::Result<u64> {
        self.0.metadata().map(|it| it.len())
    }

    fn stat(&self) -> io::Result<Stat> {
        self.0.metadata().map(|it| stat(&it))
    }

    fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
        self.0.read_at(buffer, offset)
    }

    fn write_at(&self, bytes: &[u8], offset: u64) -> io::Result<()> {
        self.0.write_all_at(bytes, offset)
    }

    fn write_parts_at(&self, parts: &[&[u8]], offset: u64) -> io::Result<()> {
        let mut at = offset;
        for parts in parts.chunks(MAX_PARTS) {
            let slices: Vec<_> = parts.iter().map(|it| IoSlice::new(it)).collect();
            let written = rustix::io::retry_on_intr(|| rustix::io::pwritev(&self.0, &slices, at))?;
            // What a short write left out is written part by part.
            let mut left = written;
            for part in parts {
                let done = part.len().min(left);
                left -= done;
                let rest = part.get(done..).unwrap_or_default();
                self.0.write_all_at(rest, at + done as u64)?;
                at += part.len() as u64;
            }
        }
        Ok(())
    }

    fn reserve(&self, offset: u64, len: u64) -> io::Result<()> {
        if len == 0 {
            return Ok(());
        }
        match rustix::fs::fallocate(&self.0, FallocateFlags::KEEP_SIZE, offset, len) {
            Err(errno @ (rustix::io::Errno::NOSPC | rustix::io::Errno::DQUOT)) => Err(errno.into()),
            // Only a promise of room is lost where the file system cannot give one.
            _ => Ok(()),
        }
    }

    fn sync(&self) -> io::Result<()> {
        self.0.sync_data()
    }

    fn set_size(&self, size: u64) -> io::Result<()> {
        self.0.set_len(size)
    }
}

/// What `metadata` says of a file.
pub fn stat(metadata: &fs::Metadata) -> Stat {
    let kind = metadata.file_type();
    Stat {
        dev: metadata.dev(),
        inode: metadata.ino(),
        size: metadata.len(),
        modified_s: metadata.mtime(),
        modified_ns: u32::try_from(metadata.mtime_nsec()).unwrap_or(0),
        kind: if kind.is_file() {
            Kind::File
        } else if kind.is_dir() {
            Kind::Folder
        } else if kind.is_symlink() {
            Kind::Symlink
        } else if kind.is_fifo() {
            Kind::Fifo
        } else if kind.is_socket() {
            Kind::Socket
        } else {
            Kind::Device
        },
    }
}

fn regular(options: &mut OpenOptions, path: &Path) -> io::Result<Box<dyn Handle>> {
    let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY;
    let file = options.custom_flags(flags.bits().cast_signed()).open(path)?;
    if !file.metadata()?.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "not a regular file"));
    }
    Ok(Box::new(DiskFile(file)))
}
