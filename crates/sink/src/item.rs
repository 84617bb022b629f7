//! What goes into a sink and what comes back. Plain data.

use std::sync::Arc;

use jiff::Timestamp;
use wiredesk_journal::{Identity, JournalError, Place, Reason, StorageError, Trouble, Verdict};

use crate::shape::Shaped;

/// One thing to be made certain. Items of one source may come in any order and in several batches.
#[derive(Clone, Debug)]
pub enum Item {
    /// An article of a source. One that is already out, from before a crash, is passed over.
    Article {
        /// The file it came from.
        source: Arc<Identity>,
        /// Number of the article in its source, from 0.
        part: u32,
        /// Its line.
        line: Shaped,
    },
    /// The source was read to its end and gave `parts` articles: it is archived once they are all out.
    Finished {
        /// The file.
        source: Arc<Identity>,
        /// How many articles it gave, those skipped as already out included.
        parts: u32,
    },
    /// The source is refused: a line in the rejections outbox tells why, and it is moved to the rejected folder.
    Rejected {
        /// The file.
        source: Arc<Identity>,
        /// Why.
        reason: Reason,
    },
}

/// A source whose fate is certain and carried out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// The file.
    pub source: Identity,
    /// What became of it.
    pub verdict: Verdict,
    /// Where it is now.
    pub place: Place,
    /// How many articles of it are out.
    pub parts: u32,
}

/// What a delivery did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Lines that are now synced and readable, rejections included.
    pub lines: u64,
    /// Their bytes.
    pub bytes: u64,
    /// Articles passed over because they were out already.
    pub repeated: u64,
    /// Sources that are settled: the inbox may forget them.
    pub receipts: Vec<Receipt>,
}

/// Why a sink stopped.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SinkError {
    /// The journal.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// The file system.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// A stream that others read.
    #[error("cannot write to {name}")]
    Stream {
        /// `standard output`, say.
        name: String,
        /// What the system said.
        #[source]
        source: std::io::Error,
    },
}

impl SinkError {
    /// Whether there was no room: pause intake and call [`Sink::retry`] until it succeeds. After any other error the
    /// process must stop; starting again recovers.
    pub fn is_full(&self) -> bool {
        match self {
            SinkError::Journal(error) => error.is_full(),
            SinkError::Storage(error) => error.trouble == Trouble::Full,
            SinkError::Stream { source, .. } => wiredesk_journal::is_full(source),
        }
    }
}

/// Where lines go. One owner drives it; batches make it fast, since each is synced once.
pub trait Sink: Send {
    /// Makes a batch certain, moves the sources that are done, and says so.
    ///
    /// # Errors
    /// Where [`SinkError::is_full`], the batch is kept: call [`retry`](Self::retry). Else the process must stop.
    fn deliver(&mut self, batch: Vec<Item>, now: Timestamp) -> Result<Report, SinkError>;
    /// Goes on with the batch that found no room; does nothing if there is none.
    ///
    /// # Errors
    /// As [`deliver`](Self::deliver).
    fn retry(&mut self, now: Timestamp) -> Result<Report, SinkError>;
    /// Upkeep between batches: call it about once a second when idle, and last of all before dropping the sink.
    ///
    /// # Errors
    /// As [`deliver`](Self::deliver); nothing is lost if it finds no room.
    fn tidy(&mut self, now: Timestamp) -> Result<(), SinkError>;
}
