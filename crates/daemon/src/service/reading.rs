//! The workers that read and parse: one file in, its articles out. They move no files.

use std::sync::Arc;
use std::time::{Duration, Instant};

use async_channel::{Receiver, Sender};
use tokio::runtime::Handle;
use wiredesk_inbox::Claim;
use wiredesk_journal::{Attempts, Identity, Reason, StorageError, Trouble};
use wiredesk_parser::{Hint, ParserConfig, Rejection};

use super::budget::Budget;
use super::parts::{Parts, Piece};
use super::status::Status;
use super::traffic::{End, Event, Job, Read};
use crate::config::Config;
use crate::enrichment;

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
    Refused(Reason),
}

/// How files are read; the service may be told anew.
#[derive(Clone)]
pub(crate) struct Manner {
    pub(crate) parser: ParserConfig,
    /// The same for a process of its own, in TOML.
    pub(crate) settings: String,
}

impl Manner {
    pub(crate) fn of(config: &Config) -> Self {
        Self { parser: config.parser.clone(), settings: config.reading_settings() }
    }
}

/// What all readers share.
pub(crate) struct Reader {
    pub(crate) jobs: Sender<Job>,
    pub(crate) events: Sender<Event>,
    pub(crate) attempts: Arc<Attempts>,
    pub(crate) max_attempts: u32,
    pub(crate) manner: Arc<std::sync::RwLock<Manner>>,
    pub(crate) budget: Arc<Budget>,
    pub(crate) status: Arc<Status>,
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
            match content {
                Content::Claim(claim) => self.read(&claim, found_at)?,
                Content::Refused(reason) => {
                    self.end(&source, Read { n_parts: 0, end: End::Refused(reason), found_at });
                }
            }
        }
        Ok(())
    }

    /// Tells the writer that a source's reading ended.
    pub(super) fn end(&self, source: &Arc<Identity>, read: Read) {
        if self.events.send_blocking(Event::Read(Arc::clone(source), read)).is_err() {
            tracing::debug!(source = %source, "the writer is gone");
        }
    }

    fn read(&self, claim: &Claim, found_at: Instant) -> Result<(), StorageError> {
        let attempt = self.insist(|| self.attempts.begin(&claim.source))?;
        let mut parts = Parts::new(self, &claim.source);
        let end = if attempt.suspect {
            self.read_apart(claim, attempt.deaths, &mut parts)?
        } else {
            self.read_here(claim, &mut parts)
        };
        let changed = !claim.unchanged().unwrap_or(false);
        let end = match end {
            End::Again(_) | End::Interrupted => end,
            End::Whole | End::Refused(_) if changed => {
                parts.drop_held();
                End::Again("changed_while_read")
            }
            End::Whole | End::Refused(_) => end,
        };
        parts.finish(end, found_at);
        Ok(())
    }

    fn read_here(&self, claim: &Claim, parts: &mut Parts<'_>) -> End {
        let config = self.manner().parser;
        let hint = Hint { path: claim.source.name(), modified: claim.source.stat.modified_at() };
        let outcome = claim.reader().map_err(|error| Rejection::unreadable(&error));
        let outcome = outcome.and_then(|mut file| {
            enrichment::parse(&mut file, &hint, &config, &mut |it| {
                parts.push(Piece::Parsed(Box::new(it)))
            })
        });
        match outcome {
            _ if parts.stopped => End::Again("stopping"),
            Err(Rejection { code: Rejection::INTERRUPTED, .. }) => End::Again("interrupted"),
            Ok(_) => End::Whole,
            Err(rejection) => End::Refused(enrichment::reason(rejection)),
        }
    }

    pub(super) fn manner(&self) -> Manner {
        self.manner.read().unwrap_or_else(std::sync::PoisonError::into_inner).clone()
    }

    /// Does what needs the disk; a full one is waited for.
    pub(super) fn insist<T>(
        &self,
        mut act: impl FnMut() -> Result<T, StorageError>,
    ) -> Result<T, StorageError> {
        loop {
            match act() {
                Err(error) if error.trouble == Trouble::Full && !self.status.is_stopping() => {
                    let pause = async { tokio::time::sleep(Duration::from_secs(1)).await };
                    self.runtime.block_on(pause);
                }
                other => return other,
            }
        }
    }
}
