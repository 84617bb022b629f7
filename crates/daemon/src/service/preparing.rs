//! From what the workers found to groups of lines: order, memory, records. It writes no line.
//!
//! It works on the next group while the last one is delivered.

use std::sync::Arc;

use async_channel::{Receiver, Sender};
use wiredesk_journal::{Attempts, Identity, StorageError};
use wiredesk_memory::Memory;
use wiredesk_sink::{Item, Shape};

use super::budget::Budget;
use super::failing::{chain, marked};
use super::sequence::{Due, Sequencer};
use super::status::Status;
use super::traffic::{End, Enriched, Event, Group, Read};

/// Items of one group commit at most.
const MAX_ITEMS: usize = 256;
/// Bytes of one group commit at about most.
const MAX_BYTES: usize = 16 << 20;

/// The one place that sees every article in turn.
pub(crate) struct Preparer {
    pub(crate) shape: Shape,
    pub(crate) memory: Memory,
    pub(crate) attempts: Arc<Attempts>,
    pub(crate) budget: Arc<Budget>,
    pub(crate) status: Arc<Status>,
    pub(crate) groups: Sender<Group>,
}

impl Preparer {
    /// Prepares until the workers or the writer are gone.
    ///
    /// # Errors
    /// If the disk fails in a way that waiting does not mend; the process must stop then.
    pub(crate) fn run(mut self, events: &Receiver<Event>) -> anyhow::Result<()> {
        let mut sequencer = Sequencer::default();
        while let Ok(event) = events.recv_blocking() {
            self.status.preparing(true);
            let group = self.group(event, events, &mut sequencer)?;
            self.status.preparing(false);
            if !group.is_empty() && self.groups.send_blocking(group).is_err() {
                break;
            }
        }
        Ok(())
    }

    /// What `first` frees, with what has queued up behind it.
    fn group(
        &mut self,
        first: Event,
        events: &Receiver<Event>,
        sequencer: &mut Sequencer,
    ) -> anyhow::Result<Group> {
        let mut group = Group::default();
        let (mut n_done, mut cost) = (0, 0);
        let mut next = Some(first);
        while let Some(event) = next {
            let mut dues = Vec::new();
            sequencer.accept(event, &mut |due| dues.push(due));
            for due in dues {
                if let Due::Article(_, enriched) = &due {
                    (n_done, cost) = (n_done + 1, cost + enriched.cost);
                }
                self.prepare(due, &mut group)?;
            }
            let full = group.items.len() >= MAX_ITEMS || group.n_bytes >= MAX_BYTES;
            next = if full { None } else { events.try_recv().ok() };
        }
        // At once for all: each waiting reader is woken once a group.
        self.budget.release(n_done, cost);
        self.status.metrics.in_flight.set(self.budget.in_flight() as i64);
        // An answer must not be forgotten that a delivered line gives. Without the disk the lines wait in delivery.
        if !group.items.is_empty()
            && let Err(error) = self.memory.sync()
        {
            tracing::warn!(error = chain(&error), "what was seen before may be forgotten");
        }
        Ok(group)
    }

    fn prepare(&mut self, due: Due, group: &mut Group) -> Result<(), StorageError> {
        match due {
            Due::Article(source, enriched) => self.line(source, *enriched, group),
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
}
