//! What travels between the stages. Plain data.

use std::sync::Arc;
use std::time::Instant;

use tokio::sync::{OwnedRwLockReadGuard, OwnedRwLockWriteGuard};
use wiredesk_journal::Identity;
use wiredesk_model::{Annotations, Article};
use wiredesk_parser::Rejection;

/// One article on its way to a worker.
pub(crate) struct Job {
    pub(crate) source: Arc<Identity>,
    pub(crate) article: Article,
    /// Bytes it holds of the budget.
    pub(crate) cost: usize,
}

/// One article on its way to the writer.
pub(crate) struct Enriched {
    pub(crate) article: Article,
    pub(crate) outcome: Result<Annotations, Rejection>,
    pub(crate) cost: usize,
}

/// The end of a source's reading.
pub(crate) struct Read {
    /// Articles that were sent on.
    pub(crate) n_parts: u32,
    pub(crate) end: End,
    pub(crate) found_at: Instant,
    pub(crate) _turn: Option<Turn>,
}

/// How the reading ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// All of it was read.
    Whole,
    /// It is refused.
    Refused(Rejection),
    /// It changed meanwhile, or the service stops: it is taken in again later.
    Again(&'static str),
}

/// What the writer is told.
pub(crate) enum Event {
    Enriched(Arc<Identity>, Box<Enriched>),
    Read(Arc<Identity>, Read),
}

/// The right to be in work: shared, or alone for a file that was in work when the process died.
pub(crate) enum Turn {
    Shared { _guard: OwnedRwLockReadGuard<()> },
    Alone { _guard: OwnedRwLockWriteGuard<()> },
}
