//! Starts the stages, hears signals, and ends them: the life of the service. It reads no article.

use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::mpsc;

use super::snapshot::Snapshot;
use super::status::{Phase, Status};
use super::threads::Fault;
use super::{health, stages, systemd};
use crate::config::{Config, ConfigError, KEYS};
use crate::failure::Exit;
use crate::logging::LogControl;

/// How often what `top` shows is renewed.
const LOOK: Duration = Duration::from_secs(1);

/// What the supervisor needs besides the configuration.
pub(crate) struct Surroundings<'a> {
    pub(crate) log: LogControl,
    /// Reads the configuration anew.
    pub(crate) reload: &'a dyn Fn() -> Result<Config, ConfigError>,
}

/// Runs the service until a signal or a fault ends it.
///
/// # Errors
/// If it cannot start, or the disk fails.
pub(crate) fn run(config: Config, surroundings: Surroundings<'_>) -> anyhow::Result<Exit> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .thread_name("wiredesk-async")
        .enable_all()
        .build()
        .context("no runtime")?;
    let outcome = runtime.block_on(live(config, surroundings));
    // What still waits in a read of a hung disk must not keep the process.
    runtime.shutdown_background();
    outcome
}

async fn live(config: Config, surroundings: Surroundings<'_>) -> anyhow::Result<Exit> {
    let mut signals = Signals::new()?;
    let status = Arc::new(Status::default());
    if let Some(address) = config.service.listen {
        tokio::spawn(health::serve(health::bind(address).await?, Arc::clone(&status)));
    }
    let (faults, mut faulted) = mpsc::channel(1);
    let running = stages::start(&config, &status, &faults)?;
    drop(faults);
    status.beat();
    status.enter(Phase::Running);
    systemd::ready(&status.line());
    tracing::info!(inbox = %config.desk.inbox.display(), outbox = %config.desk.outbox.display(), "ready");

    let mut supervisor = Supervisor { config, surroundings, status, running, told: None };
    let fault = supervisor.watch(&mut signals, &mut faulted).await;
    supervisor.stop(fault, &mut signals, &mut faulted).await
}

struct Signals {
    terminate: Signal,
    interrupt: Signal,
    hang_up: Signal,
}

impl Signals {
    fn new() -> anyhow::Result<Self> {
        let on = |kind| signal(kind).context("signals cannot be heard");
        Ok(Self {
            terminate: on(SignalKind::terminate())?,
            interrupt: on(SignalKind::interrupt())?,
            hang_up: on(SignalKind::hangup())?,
        })
    }

    async fn stop(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => (),
            _ = self.interrupt.recv() => (),
        }
    }
}

struct Supervisor<'a> {
    config: Config,
    surroundings: Surroundings<'a>,
    status: Arc<Status>,
    running: stages::Running,
    /// What was last told for `top`.
    told: Option<Snapshot>,
}

impl Supervisor<'_> {
    /// Until something asks for the end; a fault is returned.
    async fn watch(
        &mut self,
        signals: &mut Signals,
        faulted: &mut mpsc::Receiver<Fault>,
    ) -> Option<Fault> {
        let mut keep_alive = every(systemd::watchdog().unwrap_or(Duration::from_secs(10)));
        let mut look = every(LOOK);
        loop {
            tokio::select! {
                biased;
                fault = faulted.recv() => return fault,
                _ = signals.terminate.recv() => break,
                _ = signals.interrupt.recv() => break,
                _ = signals.hang_up.recv() => self.reload(),
                _ = keep_alive.tick() => systemd::keep_alive(&self.status),
                _ = look.tick() => self.tell(),
            }
        }
        None
    }

    /// Keeps what `top` shows fresh; an idle service writes nothing.
    fn tell(&mut self) {
        let snapshot = self.status.snapshot(self.running.queues());
        if self.told.as_ref() == Some(&snapshot) {
            return;
        }
        if let Err(error) = snapshot.write(&self.config.desk.state) {
            tracing::debug!(%error, "what the service does cannot be shown");
        }
        self.told = Some(snapshot);
    }

    /// Finishes what was begun, within the deadline.
    async fn stop(
        mut self,
        fault: Option<Fault>,
        signals: &mut Signals,
        faulted: &mut mpsc::Receiver<Fault>,
    ) -> anyhow::Result<Exit> {
        self.status.enter(Phase::Stopping);
        systemd::stopping();
        self.tell();
        if let Some(fault) = fault {
            // After a failed sync nothing that is in memory may be trusted to reach the disk.
            return Err(fault.context("the service stops; started again, it recovers"));
        }
        tracing::info!("stopping: finishing what was begun");
        self.running.close_intake();
        let joined = self.running.join();
        tokio::select! {
            () = joined => (),
            () = tokio::time::sleep(self.config.service.drain) => {
                self.running.forgive();
                tracing::warn!("the time to stop is over: the rest is taken up at the next start");
            }
            () = signals.stop() => {
                self.running.forgive();
                tracing::warn!("told to stop twice: the rest is taken up at the next start");
            }
        }
        if let Ok(fault) = faulted.try_recv() {
            return Err(fault.context("the service stops; started again, it recovers"));
        }
        tracing::info!(state = self.status.line(), "stopped");
        Ok(Exit::Done)
    }

    /// Takes over what a running service can, and says what it cannot.
    fn reload(&mut self) {
        systemd::reloading();
        match (self.surroundings.reload)() {
            Ok(new) => self.adopt(new),
            Err(error) => tracing::error!(%error, "the configuration stays as it was"),
        }
        systemd::ready(&self.status.line());
    }

    fn adopt(&mut self, mut new: Config) {
        let (mut taken, mut left) = (Vec::new(), Vec::new());
        for key in KEYS.iter().filter(|it| it.show(&self.config) != it.show(&new)) {
            if key.reloads { &mut taken } else { &mut left }.push(key.name);
        }
        self.surroundings.log.reload(&new.log);
        self.config.service.drain = new.service.drain;
        std::mem::swap(&mut self.config.parser, &mut new.parser);
        self.running.adopt(&self.config);
        std::mem::swap(&mut self.config.log, &mut new.log);
        tracing::info!(taken = taken.join(" "), "configuration read again");
        if !left.is_empty() {
            tracing::warn!(keys = left.join(" "), "these keys changed but need a restart");
        }
    }
}

fn every(period: Duration) -> tokio::time::Interval {
    let mut interval = tokio::time::interval(period);
    interval.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    interval
}
