//! The one writer: memory, records, lines, and their delivery in groups. It alone owns the sink.

use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::Context;
use async_channel::Receiver;
use tokio::runtime::Handle as Runtime;
use wiredesk_inbox::Handle;
use wiredesk_journal::{Attempts, Identity, Place, Reason, StorageError, Trouble, Verdict};
use wiredesk_memory::Memory;
use wiredesk_sink::{Item, Receipt, Report, Shape, Sink, SinkError};

use super::budget::Budget;
use super::sequence::{Due, Sequencer};
use super::status::Status;
use super::traffic::{End, Enriched, Event, Read};
use crate::clock;

/// Items of one group commit at most.
const MAX_ITEMS: usize = 256;
/// Bytes of one group commit at about most.
const MAX_BYTES: usize = 16 << 20;
/// How often the writer looks after things when nothing arrives.
const TICK: Duration = Duration::from_secs(1);

/// The writer with what it owns.
pub(crate) struct Writer {
    pub(crate) sink: Box<dyn Sink>,
    pub(crate) shape: Shape,
    pub(crate) memory: Memory,
    pub(crate) attempts: Arc<Attempts>,
    pub(crate) budget: Arc<Budget>,
    pub(crate) status: Arc<Status>,
    pub(crate) inbox: Handle,
    pub(crate) runtime: Runtime,
}

/// When a file that changed while it was read is looked at again.
const LATER: Duration = Duration::from_millis(200);

/// One group commit in the making.
#[derive(Default)]
struct Group {
    items: Vec<Item>,
    n_bytes: usize,
    /// Articles, and what they held of the budget.
    n_done: usize,
    cost: usize,
    /// Sources that end with this group, and since when they were known.
    ends: Vec<(Arc<Identity>, Instant)>,
    again: Vec<Arc<Identity>>,
}

impl Writer {
    /// Writes until the workers are gone.
    ///
    /// # Errors
    /// If the disk fails in a way that waiting does not mend; the process must stop then.
    pub(crate) fn run(mut self, events: &Receiver<Event>) -> anyhow::Result<()> {
        let mut sequencer = Sequencer::default();
        loop {
            self.status.beat();
            let first =
                self.runtime.block_on(async { tokio::time::timeout(TICK, events.recv()).await });
            match first {
                Ok(Ok(event)) => self.write_group(event, events, &mut sequencer)?,
                Ok(Err(_)) => break,
                Err(_) => self.tidy()?,
            }
        }
        self.tidy()
    }

    /// Writes what `first` frees, with what has queued up behind it.
    fn write_group(
        &mut self,
        first: Event,
        events: &Receiver<Event>,
        sequencer: &mut Sequencer,
    ) -> anyhow::Result<()> {
        let mut group = Group::default();
        let mut next = Some(first);
        while let Some(event) = next {
            let mut dues = Vec::new();
            sequencer.accept(event, &mut |due| dues.push(due));
            for due in dues {
                self.prepare(due, &mut group)?;
            }
            let full = group.items.len() >= MAX_ITEMS || group.n_bytes >= MAX_BYTES;
            next = if full { None } else { events.try_recv().ok() };
        }
        // At once for all: each waiting reader is woken once a group.
        self.budget.release(group.n_done, group.cost);
        self.deliver(group)
    }

    fn prepare(&mut self, due: Due, group: &mut Group) -> anyhow::Result<()> {
        match due {
            Due::Article(source, enriched) => {
                group.n_done += 1;
                group.cost += enriched.cost;
                self.line(source, *enriched, group);
            }
            Due::Ended(source, read) => {
                // Reading and enriching came back: what happens from here on is not the file's fault.
                if read.end != End::Interrupted {
                    marked(self.attempts.end(&source))?;
                }
                self.end(source, read, group);
            }
        }
        Ok(())
    }

    fn line(&mut self, source: Arc<Identity>, enriched: Enriched, group: &mut Group) {
        let Enriched { part, outcome, .. } = enriched;
        let Ok(prepared) = outcome else { return };
        let record = prepared.finish(&mut self.memory, 0);
        for warning in &record.warnings {
            self.status.metrics.warned(&warning.code);
        }
        let (id, n_entities) = (record.id.clone(), record.entities.as_ref().map_or(0, Vec::len));
        let line = self.shape.line(record);
        for what in line.truncated() {
            self.status.metrics.truncated(what);
        }
        tracing::debug!(article = %id, source = %source, part, n_entities, "enriched");
        group.n_bytes += line.size();
        group.items.push(Item::Article { source, part, line });
    }

    fn end(&mut self, source: Arc<Identity>, read: Read, group: &mut Group) {
        let item = match read.end {
            End::Whole => Item::Finished { source: Arc::clone(&source), parts: read.n_parts },
            End::Refused(reason) => Item::Rejected { source: Arc::clone(&source), reason },
            End::Again(_) | End::Interrupted => {
                let reason = if let End::Again(reason) = read.end { reason } else { "interrupted" };
                self.status.metrics.skipped(reason);
                tracing::debug!(source = %source, reason, "left for later");
                group.again.push(source);
                return;
            }
        };
        group.items.push(item);
        group.ends.push((source, read.found_at));
    }

    fn deliver(&mut self, group: Group) -> anyhow::Result<()> {
        let Group { items, ends, again, .. } = group;
        if !items.is_empty() {
            // An answer must not be forgotten that a delivered line gives. Without the disk the lines wait below.
            if let Err(error) = self.memory.sync() {
                tracing::warn!(error = chain(&error), "what was seen before may be forgotten");
            }
            self.status.metrics.batch.observe(items.len() as f64);
            let began = Instant::now();
            let report = self.sink.deliver(items, clock::now());
            let report = self.insist(report)?;
            self.status.metrics.commit.observe(began.elapsed().as_secs_f64());
            for (_, found_at) in &ends {
                self.status.settled(found_at.elapsed());
            }
            self.told(&report);
        }
        for source in again {
            self.inbox.later(&source, LATER);
        }
        marked(self.attempts.flush())?;
        self.status.metrics.in_flight.set(self.budget.in_flight() as i64);
        Ok(())
    }

    /// Waits for room as long as the disk is full.
    fn insist(&mut self, mut outcome: Result<Report, SinkError>) -> anyhow::Result<Report> {
        let mut paused = false;
        loop {
            match outcome {
                Ok(report) => {
                    if paused {
                        self.status.pause(false);
                        tracing::info!("there is room again: intake goes on");
                    }
                    return Ok(report);
                }
                Err(error) if error.is_full() => {
                    if !paused {
                        paused = true;
                        self.status.pause(true);
                        let error = chain(&error);
                        tracing::error!(
                            error,
                            "the disk is full: intake pauses until there is room"
                        );
                    }
                }
                Err(error) => return Err(error).context("the outbox failed"),
            }
            self.status.beat();
            self.runtime.block_on(async { tokio::time::sleep(TICK).await });
            outcome = self.sink.retry(clock::now());
        }
    }

    fn told(&mut self, report: &Report) {
        let metrics = &self.status.metrics;
        let is_rejected = |it: &&Receipt| matches!(it.verdict, Verdict::Rejected(_));
        let n_rejected = report.receipts.iter().filter(is_rejected).count() as u64;
        metrics.records.inc_by(report.lines.saturating_sub(n_rejected));
        metrics.record_bytes.inc_by(report.bytes);
        metrics.repeated.inc_by(report.repeated);
        for receipt in &report.receipts {
            let source = &receipt.source;
            match &receipt.verdict {
                Verdict::Delivered => {
                    metrics.files_delivered.inc();
                    tracing::debug!(%source, parts = receipt.parts, "delivered");
                }
                Verdict::Rejected(Reason { code, detail }) => {
                    metrics.rejected(code);
                    tracing::warn!(%source, reason = %code, detail, "rejected");
                }
            }
            if receipt.place == Place::Stays {
                tracing::warn!(%source, "could not be moved out of the inbox and stays there");
            }
            self.inbox.settled(source, &receipt.place);
        }
    }

    fn tidy(&mut self) -> anyhow::Result<()> {
        match self.sink.tidy(clock::now()) {
            Ok(()) => Ok(()),
            Err(error) if error.is_full() => Ok(()),
            Err(error) => Err(error).context("the outbox failed"),
        }
    }
}

/// Without room a mark stays, which only means more care at the next start.
fn marked(outcome: Result<(), StorageError>) -> anyhow::Result<()> {
    match outcome {
        Err(error) if error.trouble != Trouble::Full => {
            Err(error).context("what is in work could not be noted")
        }
        Ok(()) | Err(_) => Ok(()),
    }
}

/// `error` with its causes, on one line.
fn chain(error: &dyn std::error::Error) -> String {
    let mut said = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        said.push_str(": ");
        said.push_str(&error.to_string());
        cause = error.source();
    }
    said
}
