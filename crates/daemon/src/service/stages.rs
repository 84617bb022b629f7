//! Opens the desk and starts the stages' threads. How each works is its own module's business.

use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::thread::{Builder, JoinHandle};
use std::time::Instant;

use anyhow::Context;
use async_channel::{Sender, bounded};
use tokio::runtime::Handle as Runtime;
use tokio::sync::mpsc;
use wiredesk_inbox::{Arrival, Flow, Handle, Inbox, Notice, Shelves};
use wiredesk_journal::{Attempts, Disk, JournalError, Storage};
use wiredesk_memory::Memory;
use wiredesk_parser::{ParserConfig, Rejection};
use wiredesk_sink::{Outbox, Recovery, SinkError, compress};

use super::budget::Budget;
use super::enriching;
use super::reading::{Content, Reader, Taken};
use super::status::Status;
use super::supervisor::Fault;
use super::traffic::{Event, Job};
use super::writing::Writer;
use crate::commands::enrich::workers;
use crate::config::Config;
use crate::failure::{Exit, Failure};
use crate::{clock, enrichment};

/// The stages at work.
pub(crate) struct Running {
    /// Read again on reload.
    pub(crate) parser: Arc<RwLock<ParserConfig>>,
    inbox: Handle,
    attempts: Arc<Attempts>,
    threads: Mutex<Vec<JoinHandle<()>>>,
}

/// Opens the desk, recovers, and starts everything.
///
/// # Errors
/// If another process holds the desk, or a folder cannot be used.
pub(crate) fn start(
    config: &Config,
    status: &Arc<Status>,
    faults: &mpsc::Sender<Fault>,
) -> anyhow::Result<Running> {
    let pipeline = enrichment::pipeline(config.enricher.enabled, &config.enricher.disabled)?;
    let storage: Arc<dyn Storage> = Arc::new(Disk);
    let outbox = open_outbox(config, &storage)?;
    let attempts = Arc::new(Attempts::open(Arc::clone(&storage), &config.desk.state)?);
    let (inbox, handle) = Inbox::open(config.inbox())?;
    let n_workers = workers(config.service.workers);
    let queue = config.service.queue.get();
    let (claims_in, claims) = bounded(queue);
    let (jobs_in, jobs) = bounded::<Job>(queue);
    let (events_in, events) = bounded::<Event>(queue);
    let budget = Arc::new(Budget::new(2 * queue, config.service.max_in_flight_bytes as usize));
    let parser = Arc::new(RwLock::new(config.parser.clone()));
    let reader = Arc::new(Reader {
        jobs: jobs_in,
        events: events_in.clone(),
        attempts: Arc::clone(&attempts),
        max_attempts: config.service.attempts,
        parser: Arc::clone(&parser),
        budget: Arc::clone(&budget),
        status: Arc::clone(status),
        turns: Arc::default(),
        runtime: Runtime::current(),
    });
    let writer = Writer {
        sink: Box::new(outbox),
        shape: config.sink.shape(),
        memory: Memory::open(&config.desk.state.join("memory"), config.memory.clone())?,
        attempts: Arc::clone(&attempts),
        budget,
        status: Arc::clone(status),
        inbox: handle.clone(),
        runtime: Runtime::current(),
    };

    let mut threads = Threads { faults: faults.clone(), joins: Vec::new() };
    threads.spawn("inbox", move || {
        take_in(inbox, &claims_in);
        Ok(())
    })?;
    // One reader more than workers: a long source must not keep the others from work.
    for _ in 0..=n_workers {
        let (reader, claims) = (Arc::clone(&reader), claims.clone());
        threads.spawn("read", move || Ok(reader.run(&claims)?))?;
    }
    drop((reader, claims));
    let pipeline = Arc::new(pipeline);
    for _ in 0..n_workers {
        let (pipeline, jobs, events_in) = (Arc::clone(&pipeline), jobs.clone(), events_in.clone());
        let status = Arc::clone(status);
        threads.spawn("enrich", move || {
            enriching::work(&pipeline, &jobs, &events_in, &status);
            Ok(())
        })?;
    }
    drop((jobs, events_in));
    threads.spawn("write", move || writer.run(&events))?;
    spawn_compressor(config, storage);
    Ok(Running { parser, inbox: handle, attempts, threads: Mutex::new(threads.joins) })
}

impl Running {
    /// Takes nothing in any more; what was taken in is finished.
    pub(crate) fn close_intake(&self) {
        self.inbox.stop();
    }

    /// Ends when all stages have.
    pub(crate) fn join(&self) -> impl Future<Output = ()> + use<> {
        let mut threads = self.threads.lock().unwrap_or_else(PoisonError::into_inner);
        super::supervisor::join_all(std::mem::take(&mut *threads))
    }

    /// The process ends while files are in work, and not through their fault.
    pub(crate) fn forgive(&self) {
        for (source, _) in self.attempts.suspects() {
            if let Err(error) = self.attempts.end(&source) {
                tracing::warn!(%source, %error, "the attempt could not be taken back");
            }
        }
    }
}

/// Named threads whose failure is a fault of the service.
struct Threads {
    faults: mpsc::Sender<Fault>,
    joins: Vec<JoinHandle<()>>,
}

impl Threads {
    fn spawn(
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
}

fn open_outbox(config: &Config, storage: &Arc<dyn Storage>) -> anyhow::Result<Outbox> {
    for (key, folder) in config.desk.folders() {
        let made = storage.create_dirs(folder);
        made.with_context(|| format!("cannot make `{}` ({key})", folder.display()))?;
    }
    let shelves = Box::new(Shelves::new(Arc::clone(storage), &config.inbox()));
    let opened = Outbox::open(Arc::clone(storage), shelves, config.outbox(), clock::now());
    let (outbox, recovery) = opened.map_err(|error| match error {
        SinkError::Journal(error @ JournalError::Locked { .. }) => {
            anyhow::Error::new(Failure::new(Exit::Held, error.to_string()))
        }
        error => anyhow::Error::new(error).context("the desk cannot be opened"),
    })?;
    tell(&recovery);
    Ok(outbox)
}

fn tell(recovery: &Recovery) {
    let Recovery { lines_completed, lines_without_segment, settled, partial, journal_was_lost } =
        recovery;
    if *recovery != Recovery::default() {
        tracing::info!(
            lines_completed,
            files_moved = settled.len(),
            files_begun = partial.len(),
            "recovered what the last process had promised"
        );
    }
    if *lines_without_segment > 0 {
        tracing::error!(
            lines_without_segment,
            "another hand took away segments with promised lines"
        );
    }
    if *journal_was_lost {
        tracing::error!("the journal was missing: numbers go on after the last line of the outbox");
    }
}

/// Hands on what the inbox tells until it is stopped.
fn take_in(inbox: Inbox, claims: &Sender<Taken>) {
    inbox.run(&mut |arrival| {
        let (source, content) = match arrival {
            Arrival::Ready(claim) => (Arc::clone(&claim.source), Content::Claim(claim)),
            Arrival::Refused { source, reason } => {
                (source, Content::Refused(refusal(reason.code.as_str(), reason.detail)))
            }
            Arrival::Notice(notice) => {
                warn(&notice);
                return Flow::Continue;
            }
        };
        let taken = Taken { source, found_at: Instant::now(), content };
        if claims.send_blocking(taken).is_ok() { Flow::Continue } else { Flow::Stop }
    });
}

/// The inbox's reason as a rejection, whose codes are fixed words.
fn refusal(code: &str, detail: String) -> Rejection {
    const CODES: [&str; 5] = ["symlink", "fifo", "socket", "device", "not_a_file"];
    let code = CODES.into_iter().find(|it| *it == code).unwrap_or("not_a_file");
    Rejection::new(code, detail)
}

fn warn(notice: &Notice) {
    match notice {
        Notice::Polling { reason } => {
            tracing::warn!(
                reason,
                "the inbox cannot be watched: it is scanned by the clock, and files are found later"
            );
        }
        Notice::Overflow => {
            tracing::warn!("more file events than the kernel keeps: the inbox is scanned instead");
        }
        Notice::Unreadable { path, error, retry_in } => {
            tracing::warn!(path, error, ?retry_in, "cannot be opened, is tried again");
        }
        Notice::Stays { path } => {
            tracing::warn!(
                path,
                "cannot be moved out of the inbox and is passed over until it can"
            );
        }
    }
}

/// Compresses old segments in the background, where that is configured.
fn spawn_compressor(config: &Config, storage: Arc<dyn Storage>) {
    let Some(compression) = config.sink.compression() else { return };
    let outbox = config.outbox();
    tokio::spawn(async move {
        let mut tick = tokio::time::interval(std::time::Duration::from_mins(1));
        loop {
            tick.tick().await;
            let (storage, outbox) = (Arc::clone(&storage), outbox.clone());
            let work = tokio::task::spawn_blocking(move || {
                compress(&*storage, &outbox, &compression, clock::now())
            });
            match work.await {
                Ok(Ok(done)) if done.compressed + done.removed > 0 => {
                    tracing::info!(done.compressed, done.removed, "old segments compressed");
                }
                Ok(Ok(_)) => (),
                Ok(Err(error)) => tracing::warn!(%error, "old segments could not be compressed"),
                Err(error) => tracing::warn!(%error, "old segments could not be compressed"),
            }
        }
    });
}
