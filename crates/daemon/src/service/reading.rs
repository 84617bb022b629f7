//! The workers that read and parse: one file in, its articles out. They move no files.

use std::sync::Arc;
use std::time::{Duration, Instant};

use async_channel::{Receiver, Sender};
use tokio::runtime::Handle;
use tokio::sync::RwLock;
use wiredesk_inbox::Claim;
use wiredesk_journal::{Attempts, Identity, StorageError, Trouble};
use wiredesk_model::Article;
use wiredesk_parser::{Flow, Hint, ParserConfig, Rejection};

use super::budget::Budget;
use super::status::Status;
use super::traffic::{End, Event, Job, Read, Turn};
use crate::enrichment;

/// Bytes an article holds for each byte of its text, with its tokens and annotations.
const BYTES_PER_TEXT_BYTE: usize = 12;

/// A file that was taken in.
pub(crate) struct Taken {
    pub(crate) source: Arc<Identity>,
    pub(crate) found_at: Instant,
    pub(crate) content: Content,
}

/// What the inbox found behind a name.
pub(crate) enum Content {
    /// A regular file, open.
    Claim(Claim),
    /// Something that cannot be read.
    Refused(Rejection),
}

/// What all readers share.
pub(crate) struct Reader {
    pub(crate) jobs: Sender<Job>,
    pub(crate) events: Sender<Event>,
    pub(crate) attempts: Arc<Attempts>,
    pub(crate) max_attempts: u32,
    pub(crate) parser: Arc<std::sync::RwLock<ParserConfig>>,
    pub(crate) budget: Arc<Budget>,
    pub(crate) status: Arc<Status>,
    pub(crate) turns: Arc<RwLock<()>>,
    pub(crate) runtime: Handle,
}

impl Reader {
    /// Reads until the inbox is closed.
    ///
    /// # Errors
    /// If the disk fails in a way that waiting does not mend.
    pub(crate) fn run(&self, claims: &Receiver<Taken>) -> Result<(), StorageError> {
        while let Ok(taken) = claims.recv_blocking() {
            self.status.metrics.files_found.inc();
            let Taken { source, found_at, content } = taken;
            let claim = match content {
                Content::Claim(claim) => claim,
                Content::Refused(rejection) => {
                    let end = End::Refused(rejection);
                    self.send(&source, Read { n_parts: 0, end, found_at, _turn: None });
                    continue;
                }
            };
            let suspect = self.was_in_work(&source);
            let turn = self.turn(suspect);
            let read = self.read(&claim, found_at, turn)?;
            self.send(&source, read);
        }
        Ok(())
    }

    fn read(&self, claim: &Claim, found_at: Instant, turn: Turn) -> Result<Read, StorageError> {
        let (source, turn) = (&claim.source, Some(turn));
        let attempt = self.begin(source)?;
        if attempt > self.max_attempts {
            let end = End::Refused(Rejection::new(
                "kills_the_process",
                format!(
                    "the process died {} times while this file was being read or enriched; see `service.attempts`",
                    attempt - 1
                ),
            ));
            return Ok(Read { n_parts: 0, end, found_at, _turn: turn });
        }
        let config = self.parser.read().unwrap_or_else(std::sync::PoisonError::into_inner).clone();
        let mut parts = Parts { reader: self, source, n_sent: 0, held: None, stopped: false };
        let hint = Hint { path: source.name(), modified: modified(source) };
        let outcome = claim.reader().map_err(|error| Rejection::unreadable(&error));
        let outcome = outcome.and_then(|mut file| {
            enrichment::parse(&mut file, &hint, &config, &mut |it| parts.push(it))
        });
        let end = if parts.stopped {
            End::Again("stopping")
        } else if !claim.unchanged().unwrap_or(false) {
            // What is still held is of a state of the file that nobody meant to be read.
            parts.held = None;
            End::Again("changed_while_read")
        } else {
            match outcome {
                Ok(_) => End::Whole,
                Err(rejection) => End::Refused(rejection),
            }
        };
        parts.flush();
        Ok(Read { n_parts: parts.n_sent, end, found_at, _turn: turn })
    }

    /// Counts the attempt; a full disk is waited for.
    fn begin(&self, source: &Identity) -> Result<u32, StorageError> {
        loop {
            match self.attempts.begin(source) {
                Err(error) if error.trouble == Trouble::Full && !self.status.is_stopping() => {
                    let pause = async { tokio::time::sleep(Duration::from_secs(1)).await };
                    self.runtime.block_on(pause);
                }
                other => return other,
            }
        }
    }

    fn was_in_work(&self, source: &Identity) -> bool {
        self.attempts.suspects().iter().any(|(it, _)| it == source)
    }

    /// A file that was in work when the process died goes alone, so that the innocent are cleared.
    fn turn(&self, suspect: bool) -> Turn {
        let turns = Arc::clone(&self.turns);
        if suspect {
            Turn::Alone { _guard: self.runtime.block_on(turns.write_owned()) }
        } else {
            Turn::Shared { _guard: self.runtime.block_on(turns.read_owned()) }
        }
    }

    fn send(&self, source: &Arc<Identity>, read: Read) {
        if self.events.send_blocking(Event::Read(Arc::clone(source), read)).is_err() {
            tracing::debug!(source = %source, "the writer is gone");
        }
    }
}

/// Sends a source's articles on, one behind: the last goes when the file turned out not to have changed.
struct Parts<'a> {
    reader: &'a Reader,
    source: &'a Arc<Identity>,
    n_sent: u32,
    held: Option<Article>,
    stopped: bool,
}

impl Parts<'_> {
    fn push(&mut self, article: Article) -> Flow {
        // A source of one article is finished when the service stops; a long one goes on at the next start.
        if self.held.is_some() && self.reader.status.is_stopping() {
            self.stopped = true;
            return Flow::Stop;
        }
        self.flush();
        self.held = Some(article);
        Flow::Continue
    }

    fn flush(&mut self) {
        let Some(article) = self.held.take() else { return };
        let cost = article.text.len().saturating_mul(BYTES_PER_TEXT_BYTE);
        self.reader.budget.acquire(cost);
        let job = Job { source: Arc::clone(self.source), article, cost };
        if self.reader.jobs.send_blocking(job).is_ok() {
            self.n_sent += 1;
        }
    }
}

fn modified(source: &Identity) -> Option<jiff::Timestamp> {
    jiff::Timestamp::new(source.stat.modified_s, source.stat.modified_ns as i32).ok()
}
