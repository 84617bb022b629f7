//! Opening what lies below a folder and nothing else: no symlink is followed on the way, and nothing blocks.

use std::fs::File;
use std::io;
use std::os::fd::OwnedFd;
use std::path::Path;

use rustix::fs::{Mode, OFlags, ResolveFlags};
use rustix::io::Errno;

const FLAGS: OFlags = OFlags::RDONLY
    .union(OFlags::NOFOLLOW)
    .union(OFlags::NONBLOCK)
    .union(OFlags::NOCTTY)
    .union(OFlags::CLOEXEC);

/// A folder to open files below.
#[derive(Debug)]
pub(crate) struct Root(OwnedFd);

impl Root {
    /// The folder at `path`; here a symlink is the operator's own choice.
    pub(crate) fn open(path: &Path) -> io::Result<Self> {
        let flags = OFlags::DIRECTORY | OFlags::CLOEXEC | OFlags::RDONLY;
        Ok(Self(rustix::fs::open(path, flags, Mode::empty())?))
    }

    /// The file at `path` below, for reading.
    pub(crate) fn file(&self, path: &Path) -> io::Result<File> {
        let resolve = ResolveFlags::BENEATH | ResolveFlags::NO_SYMLINKS;
        match rustix::fs::openat2(&self.0, path, FLAGS, Mode::empty(), resolve) {
            // Kernels before 5.6, and sandboxes that do not know the call: the last component is still not followed.
            Err(Errno::NOSYS | Errno::PERM) => {
                Ok(File::from(rustix::fs::openat(&self.0, path, FLAGS, Mode::empty())?))
            }
            other => Ok(File::from(other?)),
        }
    }
}
