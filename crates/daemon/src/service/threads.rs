//! The threads of the stages: what one of them fails with is told, and all are waited for. They know no stage.

use std::thread::{Builder, JoinHandle};

use anyhow::Context;
use tokio::sync::mpsc;

/// A stage that could not go on.
pub(crate) type Fault = anyhow::Error;

/// Named threads whose failure is a fault of the service.
pub(super) struct Threads {
    faults: mpsc::Sender<Fault>,
    joins: Vec<JoinHandle<()>>,
}

impl Threads {
    /// None yet; their faults go to `faults`.
    pub(super) fn new(faults: mpsc::Sender<Fault>) -> Self {
        Self { faults, joins: Vec::new() }
    }

    /// Starts the thread `name`.
    pub(super) fn spawn(
        &mut self,
        name: &'static str,
        work: impl FnOnce() -> anyhow::Result<()> + Send + 'static,
    ) -> anyhow::Result<()> {
        let faults = self.faults.clone();
        let run = move || {
            let outcome = crate::crash::guarded(work).unwrap_or_else(|crash| {
                Err(anyhow::anyhow!("the thread `{name}` panicked: {crash}"))
            });
            if let Err(fault) = outcome
                && faults.blocking_send(fault).is_err()
            {
                tracing::debug!(thread = name, "nobody hears the fault");
            }
        };
        let join = Builder::new().name(format!("wiredesk-{name}")).spawn(run);
        self.joins.push(join.with_context(|| format!("cannot start the thread `{name}`"))?);
        Ok(())
    }

    /// All that were started. The channel of faults closes when the last of them ends.
    pub(super) fn started(self) -> Vec<JoinHandle<()>> {
        self.joins
    }
}

/// Ends when all `threads` have; reports those that panicked.
pub(super) fn join_all(threads: Vec<JoinHandle<()>>) -> impl Future<Output = ()> {
    let joined = tokio::task::spawn_blocking(move || {
        for thread in threads {
            if thread.join().is_err() {
                tracing::error!("a thread of the service panicked");
            }
        }
    });
    async move {
        if let Err(error) = joined.await {
            tracing::error!(%error, "the stages could not be joined");
        }
    }
}
