//! What an operator may choose about the inbox. It reads no file; the daemon does.

use std::path::PathBuf;
use std::time::Duration;

/// Folders and times. Paths are absolute; `archive` and `rejected` do not lie inside `inbox`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InboxConfig {
    /// Where files are dropped.
    pub inbox: PathBuf,
    /// Where delivered files go, under `YYYY/MM/DD/`.
    pub archive: PathBuf,
    /// Where refused files go, each beside its `.reason.json`.
    pub rejected: PathBuf,
    /// How long size and modification time must stand still where the kernel cannot say that nobody writes.
    pub settle: Duration,
    /// How often the folder is scanned although nothing happened there.
    pub rescan: Duration,
    /// How often it is scanned where it cannot be watched.
    pub poll: Duration,
    /// Scan by the clock only, even where the folder could be watched.
    pub always_poll: bool,
}

impl InboxConfig {
    /// The shipped defaults for these folders: settle 2 s, scan every 10 s, poll every 1 s.
    pub fn new(inbox: PathBuf, archive: PathBuf, rejected: PathBuf) -> Self {
        Self {
            inbox,
            archive,
            rejected,
            settle: Duration::from_secs(2),
            rescan: Duration::from_secs(10),
            poll: Duration::from_secs(1),
            always_poll: false,
        }
    }
}
