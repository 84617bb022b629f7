//! What travels between the stages. Plain data.

use std::sync::Arc;
use std::time::Instant;

use wiredesk_journal::{Identity, Reason};
use wiredesk_model::Article;
use wiredesk_sink::Item;

use crate::prepared::Prepared;

/// One article on its way to a worker.
pub(crate) struct Job {
    pub(crate) source: Arc<Identity>,
    pub(crate) article: Article,
    /// Bytes it holds of the budget.
    pub(crate) cost: usize,
    /// The end of the source's reading, where this is its last article.
    pub(crate) last: Option<Read>,
}

/// One article on its way to the writer.
pub(crate) struct Enriched {
    /// Number of the article in its source.
    pub(crate) part: u32,
    pub(crate) outcome: Result<Box<Prepared>, Reason>,
    pub(crate) cost: usize,
    pub(crate) last: Option<Read>,
}

/// The end of a source's reading.
pub(crate) struct Read {
    /// Articles that were sent on.
    pub(crate) n_parts: u32,
    pub(crate) end: End,
    pub(crate) found_at: Instant,
}

/// How the reading ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// All of it was read.
    Whole,
    /// It is refused.
    Refused(Reason),
    /// It changed meanwhile, or the service stops: it is taken in again later.
    Again(&'static str),
    /// As [`Self::Again`], and it is still a suspect: reading it apart did not come to its end.
    Interrupted,
}

/// What the writer is told.
pub(crate) enum Event {
    Enriched(Arc<Identity>, Box<Enriched>),
    Read(Arc<Identity>, Read),
}

/// One group commit in the making.
#[derive(Default)]
pub(crate) struct Group {
    pub(crate) items: Vec<Item>,
    /// Bytes of their lines.
    pub(crate) n_bytes: usize,
    /// Sources that end with this group, and since when they were known.
    pub(crate) ends: Vec<(Arc<Identity>, Instant)>,
    /// Sources that are taken in again later.
    pub(crate) again: Vec<Arc<Identity>>,
}

impl Group {
    pub(crate) fn is_empty(&self) -> bool {
        self.items.is_empty() && self.again.is_empty()
    }
}
