//! The write-ahead log that makes delivery exactly-once, and the file system it stands on.
//!
//! [`Storage`] is the file system ([`Disk`], or in tests one that forgets). A [`Journal`] holds groups of [`Entry`]s:
//! [`Journal::push`] them, [`Journal::commit`] once, and they are certain. [`Ledger`] is what all entries add up to:
//! where the outbox stands and which sources are unsettled. [`History`] keeps what became of every source, and
//! [`Attempts`] which sources were in work when the process died. An [`Identity`] is one dropped file;
//! [`Custody`] moves it once its fate is synced.
//!
//! # How the pieces meet
//!
//! 1. `inbox` finds a file and gives its [`Identity`] with an open handle.
//! 2. The daemon calls [`Attempts::begin`], parses, enriches, calls [`Attempts::end`], and hands the lines to the outbox
//!    of `sink`, which owns the [`Journal`].
//! 3. The outbox pushes one [`Entry::Line`] a line and one [`Entry::Judged`] a source, commits, writes and syncs the
//!    segments, asks [`Custody`] (the folders of `inbox`) to move the sources, and notes [`Entry::Settled`].
//! 4. After a crash the outbox replays the journal: every line is written again at its place, every judged source is
//!    moved again. Both are idempotent, so recovery may itself be cut anywhere.
//!
//! The state folder holds `lock`, `journal`, `attempts` and `history/`. Errors are of two kinds: no room
//! ([`Trouble::Full`]: wait, repeat the same call) and everything else, above all a failed sync: stop the process and
//! start anew. This crate does not know what a line says, and reads no clock.

mod attempts;
mod codec;
mod custody;
mod deed;
mod disk;
mod entry;
#[cfg(any(test, feature = "fake"))]
pub mod fake;
mod folders;
mod frame;
mod history;
mod identity;
mod ledger;
mod log;
mod storage;

pub use attempts::{Attempt, Attempts};
pub use custody::Custody;
pub use deed::{Deed, Open};
pub use disk::{Disk, stat};
pub use entry::{Entry, Lane, Line, Parts, Place, Position, Reason, Segment, Verdict};
pub use folders::Folders;
pub use history::History;
pub use identity::{Identity, escape, is_below, unescape};
pub use ledger::Ledger;
pub use log::{Journal, JournalError};
pub use storage::{
    Context, Cursor, Handle, Kind, Stat, Storage, StorageError, Trouble, is_full, read_all,
    read_full,
};
