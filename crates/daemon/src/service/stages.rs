//! Opens the desk and starts the stages' threads. How each works is its own module's business.

use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::thread::JoinHandle;
use std::time::Instant;

use anyhow::Context;
use async_channel::{Receiver, Sender, bounded};
use tokio::runtime::Handle as Runtime;
use tokio::sync::mpsc;
use wiredesk_enricher::Pipeline;
use wiredesk_inbox::{Arrival, Flow, Handle, Inbox, Notice, Shelves};
use wiredesk_journal::{Attempts, Disk, JournalError, Storage};
use wiredesk_memory::Memory;
use wiredesk_sink::{Outbox, Recovery, SinkError, compress};

use super::budget::Budget;
use super::enriching;
use super::preparing::Preparer;
use super::reading::{Content, Manner, Reader, Taken};
use super::snapshot::Queue;
use super::status::Status;
use super::threads::{Fault, Threads, join_all};
use super::traffic::{Event, Group, Job};
use super::writing::Writer;
use crate::commands::enrich::workers;
use crate::config::Config;
use crate::failure::{Exit, Failure};
use crate::{clock, enrichment};

/// The stages at work.
pub(crate) struct Running {
    /// Taken anew on reload.
    manner: Arc<RwLock<Manner>>,
    inbox: Handle,
    attempts: Arc<Attempts>,
    queues: Vec<Gauge>,
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
    let queues =
        vec![gauge("read", &claims_in), gauge("enrich", &jobs_in), gauge("prepare", &events_in)];
    let budget = Arc::new(Budget::new(2 * queue, config.service.max_in_flight_bytes as usize));
    let manner = Arc::new(RwLock::new(Manner::of(config)));
    let reader = Arc::new(Reader {
        jobs: jobs_in,
        events: events_in.clone(),
        attempts: Arc::clone(&attempts),
        max_attempts: config.service.attempts,
        manner: Arc::clone(&manner),
        budget: Arc::clone(&budget),
        status: Arc::clone(status),
        runtime: Runtime::current(),
    });
    // One group is prepared and one waits while one is delivered.
    let (groups_in, groups) = bounded::<Group>(1);
    let preparer = Preparer {
        shape: config.sink.shape(),
        memory: Memory::open(&config.desk.state.join("memory"), config.memory.clone())?,
        attempts: Arc::clone(&attempts),
        budget,
        status: Arc::clone(status),
        groups: groups_in,
    };
    let writer = Writer {
        sink: Box::new(outbox),
        attempts: Arc::clone(&attempts),
        status: Arc::clone(status),
        inbox: handle.clone(),
        runtime: Runtime::current(),
    };

    let mut threads = Threads::new(faults.clone());
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
    spawn_workers(&mut threads, n_workers, pipeline, &jobs, &events_in, status)?;
    drop((jobs, events_in));
    threads.spawn("prepare", move || preparer.run(&events))?;
    threads.spawn("write", move || writer.run(&groups))?;
    spawn_compressor(config, storage);
    Ok(Running { manner, inbox: handle, attempts, queues, threads: Mutex::new(threads.started()) })
}

/// Tells how long a queue is.
type Gauge = Box<dyn Fn() -> Queue + Send + Sync>;

/// The gauge of the queue to the stage `to`; it keeps no stage from ending.
fn gauge<T: Send + 'static>(to: &'static str, queue: &Sender<T>) -> Gauge {
    let (queue, capacity) = (queue.downgrade(), queue.capacity().unwrap_or(0));
    Box::new(move || {
        let len = queue.upgrade().map_or(0, |it| it.len());
        Queue { to: to.to_owned(), len, capacity }
    })
}

impl Running {
    /// What waits between the stages.
    pub(crate) fn queues(&self) -> Vec<Queue> {
        self.queues.iter().map(|it| it()).collect()
    }

    /// Takes nothing in any more; what was taken in is finished.
    pub(crate) fn close_intake(&self) {
        self.inbox.stop();
    }

    /// Ends when all stages have.
    pub(crate) fn join(&self) -> impl Future<Output = ()> + use<> {
        let mut threads = self.threads.lock().unwrap_or_else(PoisonError::into_inner);
        join_all(std::mem::take(&mut *threads))
    }

    /// The process ends while files are in work, and not through their fault.
    pub(crate) fn forgive(&self) {
        if let Err(error) = self.attempts.forgive() {
            tracing::warn!(%error, "what is in work stays suspect");
        }
    }

    /// What is taken in from now on is read as `config` says.
    pub(crate) fn adopt(&self, config: &Config) {
        *self.manner.write().unwrap_or_else(PoisonError::into_inner) = Manner::of(config);
    }
}

fn spawn_workers(
    threads: &mut Threads,
    n_workers: usize,
    pipeline: Pipeline,
    jobs: &Receiver<Job>,
    events: &Sender<Event>,
    status: &Arc<Status>,
) -> anyhow::Result<()> {
    let pipeline = Arc::new(pipeline);
    for _ in 0..n_workers {
        let (pipeline, status) = (Arc::clone(&pipeline), Arc::clone(status));
        let (jobs, events) = (jobs.clone(), events.clone());
        threads.spawn("enrich", move || {
            enriching::work(&pipeline, &jobs, &events, &status);
            Ok(())
        })?;
    }
    Ok(())
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
            Arrival::Refused { source, reason } => (source, Content::Refused(reason)),
            Arrival::Notice(notice) => {
                warn(&notice);
                return Flow::Continue;
            }
        };
        let taken = Taken { source, found_at: Instant::now(), content };
        if claims.send_blocking(taken).is_ok() { Flow::Continue } else { Flow::Stop }
    });
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
