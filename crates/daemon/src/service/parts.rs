//! Sends a source's articles on, one behind: the last goes when the file turned out not to have changed.

use std::sync::Arc;
use std::time::Instant;

use wiredesk_journal::{Identity, Reason};
use wiredesk_model::Article;
use wiredesk_parser::Flow;

use super::reading::Reader;
use super::traffic::{End, Enriched, Event, Job, Read};
use crate::prepared::Prepared;

/// Bytes an article holds for each byte of its text, with its tokens and annotations.
const BYTES_PER_TEXT_BYTE: usize = 12;

/// An article on its way.
pub(super) enum Piece {
    /// To the workers.
    Parsed(Box<Article>),
    /// To the writer: it was enriched in a process of its own.
    Apart(Result<Box<Prepared>, Reason>),
}

/// The articles of a source so far.
pub(super) struct Parts<'a> {
    reader: &'a Reader,
    source: &'a Arc<Identity>,
    n_sent: u32,
    held: Option<Piece>,
    /// The service stops, and the source is not at its end.
    pub(super) stopped: bool,
}

impl<'a> Parts<'a> {
    pub(super) fn new(reader: &'a Reader, source: &'a Arc<Identity>) -> Self {
        Self { reader, source, n_sent: 0, held: None, stopped: false }
    }

    pub(super) fn push(&mut self, piece: Piece) -> Flow {
        // A source of one article is finished when the service stops; a long one goes on at the next start.
        if self.held.is_some() && self.reader.status.is_stopping() {
            self.stopped = true;
            return Flow::Stop;
        }
        self.flush();
        self.held = Some(piece);
        Flow::Continue
    }

    /// Articles that were pushed.
    pub(super) fn n_pushed(&self) -> u32 {
        self.n_sent + u32::from(self.held.is_some())
    }

    /// What is still held is of a state of the file that nobody meant to be read.
    pub(super) fn drop_held(&mut self) {
        self.held = None;
    }

    /// Sends what is held, and the end behind it.
    pub(super) fn finish(mut self, end: End, found_at: Instant) {
        let n_parts = self.n_pushed();
        let last = self.send_held(Some(Read { n_parts, end, found_at }));
        // Without an article to go with, the end goes alone.
        if let Some(read) = last {
            self.reader.end(self.source, read);
        }
    }

    fn flush(&mut self) {
        self.send_held(None);
    }

    /// Sends what is held with `last`; gives `last` back where nothing was.
    fn send_held(&mut self, last: Option<Read>) -> Option<Read> {
        let Some(piece) = self.held.take() else { return last };
        let reader = self.reader;
        let n_bytes = match &piece {
            Piece::Parsed(article) => article.text.len(),
            Piece::Apart(outcome) => outcome.as_ref().map_or(0, |it| it.text_bytes()),
        };
        let cost = n_bytes.saturating_mul(BYTES_PER_TEXT_BYTE);
        reader.budget.acquire(cost);
        let (source, part) = (Arc::clone(self.source), self.n_sent);
        let is_sent = match piece {
            Piece::Parsed(article) => {
                reader.jobs.send_blocking(Job { source, article: *article, cost, last }).is_ok()
            }
            Piece::Apart(outcome) => {
                let enriched = Box::new(Enriched { part, outcome, cost, last });
                reader.events.send_blocking(Event::Enriched(source, enriched)).is_ok()
            }
        };
        self.n_sent += u32::from(is_sent);
        None
    }
}
