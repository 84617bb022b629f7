//! What the inbox tells: files that are ready, files that are refused, and what a person should know.

use std::fs::File;
use std::io::{self, Seek};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use wiredesk_journal::{Identity, Reason, stat};

/// One thing the inbox tells.
#[derive(Debug)]
pub enum Arrival {
    /// A file is ready to be read. It is not told again until the handle hears what became of it.
    Ready(Claim),
    /// Something that is no regular file: reject it (it is moved as it is, not followed).
    Refused {
        /// What it is.
        source: Arc<Identity>,
        /// Why it is refused.
        reason: Reason,
    },
    /// Something a person should know.
    Notice(Notice),
}

/// A file that is ready, open for reading.
#[derive(Debug)]
pub struct Claim {
    /// Which file, as it was when it was found ready.
    pub source: Arc<Identity>,
    pub(crate) file: File,
    pub(crate) path: PathBuf,
}

impl Claim {
    /// The file from its beginning.
    ///
    /// # Errors
    /// As the system says.
    pub fn reader(&self) -> io::Result<File> {
        let mut file = self.file.try_clone()?;
        file.rewind()?;
        Ok(file)
    }

    /// Whether the file is what it was when it was claimed. Ask after reading; if not, call
    /// [`Handle::later`](crate::Handle::later) and drop what was read.
    ///
    /// # Errors
    /// As the system says.
    pub fn unchanged(&self) -> io::Result<bool> {
        if stat(&self.file.metadata()?) != self.source.stat {
            return Ok(false);
        }
        match std::fs::symlink_metadata(&self.path) {
            Ok(metadata) => Ok(stat(&metadata) == self.source.stat),
            // Taken away meanwhile: the bytes that were read are still the file's.
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(true),
            Err(error) => Err(error),
        }
    }
}

/// Something a person should know; nothing stops because of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// The folder cannot be watched: it is scanned by the clock, so files are found later.
    Polling {
        /// Why.
        reason: String,
    },
    /// The kernel dropped events; the folder is scanned instead.
    Overflow,
    /// A file or folder cannot be opened; it is tried again.
    Unreadable {
        /// Path below the inbox, escaped; `.` is the inbox itself.
        path: String,
        /// What the system said.
        error: String,
        /// When it is tried again.
        retry_in: Duration,
    },
    /// A file is delivered or refused but cannot be moved out of the inbox; it is passed over until it can.
    Stays {
        /// Path below the inbox, escaped.
        path: String,
    },
}

/// Whether the inbox goes on after an arrival was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flow {
    /// It does.
    Continue,
    /// The receiver is gone: [`Inbox::run`](crate::Inbox::run) returns.
    Stop,
}
