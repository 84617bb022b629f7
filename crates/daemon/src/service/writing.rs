//! The one writer: delivers groups of lines and settles their sources. It alone owns the sink.

use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::Context;
use async_channel::Receiver;
use tokio::runtime::Handle as Runtime;
use wiredesk_inbox::Handle;
use wiredesk_journal::{Attempts, Place, Reason, Verdict};
use wiredesk_sink::{Receipt, Report, Sink, SinkError};

use super::failing::{chain, marked};
use super::status::Status;
use super::traffic::Group;
use crate::clock;

/// How often the writer looks after things when nothing arrives.
const TICK: Duration = Duration::from_secs(1);
/// When a file that changed while it was read is looked at again.
const LATER: Duration = Duration::from_millis(200);

/// The writer with what it owns.
pub(crate) struct Writer {
    pub(crate) sink: Box<dyn Sink>,
    pub(crate) attempts: Arc<Attempts>,
    pub(crate) status: Arc<Status>,
    pub(crate) inbox: Handle,
    pub(crate) runtime: Runtime,
}

impl Writer {
    /// Writes until nothing more is prepared.
    ///
    /// # Errors
    /// If the disk fails in a way that waiting does not mend; the process must stop then.
    pub(crate) fn run(mut self, groups: &Receiver<Group>) -> anyhow::Result<()> {
        loop {
            self.status.beat();
            let next =
                self.runtime.block_on(async { tokio::time::timeout(TICK, groups.recv()).await });
            match next {
                Ok(Ok(group)) => self.deliver(group)?,
                Ok(Err(_)) => break,
                Err(_) => self.tidy()?,
            }
        }
        self.tidy()
    }

    fn deliver(&mut self, group: Group) -> anyhow::Result<()> {
        let Group { items, ends, again, .. } = group;
        if !items.is_empty() {
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
