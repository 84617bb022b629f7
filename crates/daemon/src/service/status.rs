//! What the parts of a running service tell each other: counts, the phase, the heartbeat. It decides nothing.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, AtomicU8, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use jiff::Timestamp;

use super::metrics::Metrics;
use super::snapshot::{Latency, Queue, Snapshot};
use crate::clock;

/// Age of the writer's heartbeat, or of the work on one group of lines, at which the service counts as stuck.
const STUCK: Duration = Duration::from_mins(1);

/// Files whose time is kept.
const TIMED: usize = 1_000;

/// The preparer works on nothing.
const IDLE: u64 = u64::MAX;

/// What the service is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Phase {
    Starting,
    Running,
    Stopping,
}

/// The state that all parts see.
pub(crate) struct Status {
    pub(crate) metrics: Metrics,
    started: Instant,
    since: Timestamp,
    /// Seconds that the last files took.
    took: Mutex<VecDeque<f64>>,
    /// When the writer came round last, in milliseconds since `started`.
    beat_ms: AtomicU64,
    /// When the preparer took up what it works on; [`IDLE`] while it waits.
    took_up_ms: AtomicU64,
    phase: AtomicU8,
    paused: AtomicBool,
}

impl Default for Status {
    fn default() -> Self {
        Self {
            metrics: Metrics::default(),
            started: Instant::now(),
            since: clock::now(),
            took: Mutex::default(),
            beat_ms: AtomicU64::new(0),
            took_up_ms: AtomicU64::new(IDLE),
            phase: AtomicU8::new(Phase::Starting as u8),
            paused: AtomicBool::new(false),
        }
    }
}

impl Status {
    /// The writer came round.
    pub(crate) fn beat(&self) {
        self.beat_ms.store(self.now_ms(), Ordering::Relaxed);
    }

    /// The preparer took up a group of lines, or is done with it.
    pub(crate) fn preparing(&self, busy: bool) {
        self.took_up_ms.store(if busy { self.now_ms() } else { IDLE }, Ordering::Relaxed);
    }

    fn now_ms(&self) -> u64 {
        self.started.elapsed().as_millis() as u64
    }

    /// What hangs, if anything does.
    pub(crate) fn stuck(&self) -> Option<&'static str> {
        self.stuck_at(self.now_ms())
    }

    fn stuck_at(&self, now_ms: u64) -> Option<&'static str> {
        let is_old = |it: &AtomicU64| {
            let since = it.load(Ordering::Relaxed);
            Duration::from_millis(now_ms.saturating_sub(since)) >= STUCK
        };
        if is_old(&self.beat_ms) {
            Some("the writer has not come round for a minute: is the outbox's disk answering?")
        } else if is_old(&self.took_up_ms) {
            Some("the same lines have been prepared for a minute: is the state's disk answering?")
        } else {
            None
        }
    }

    pub(crate) fn enter(&self, phase: Phase) {
        self.phase.store(phase as u8, Ordering::SeqCst);
    }

    pub(crate) fn is_stopping(&self) -> bool {
        self.phase.load(Ordering::SeqCst) == Phase::Stopping as u8
    }

    /// The disk is full, or is no longer.
    pub(crate) fn pause(&self, paused: bool) {
        self.paused.store(paused, Ordering::SeqCst);
        self.metrics.paused.set(i64::from(paused));
    }

    /// Why the service takes nothing in, if it does not.
    pub(crate) fn hindrance(&self) -> Option<&'static str> {
        let phase = self.phase.load(Ordering::SeqCst);
        if phase == Phase::Starting as u8 {
            Some("starting")
        } else if phase == Phase::Stopping as u8 {
            Some("stopping")
        } else if self.paused.load(Ordering::SeqCst) {
            Some("paused: the disk is full")
        } else {
            None
        }
    }

    /// A file was settled after so long.
    pub(crate) fn settled(&self, took: Duration) {
        let seconds = took.as_secs_f64();
        self.metrics.delivery.observe(seconds);
        let mut all = self.took.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() == TIMED {
            all.pop_front();
        }
        all.push_back(seconds);
    }

    /// All of it for `top`.
    pub(crate) fn snapshot(&self, queues: Vec<Queue>) -> Snapshot {
        let metrics = &self.metrics;
        let took = self.took.lock().unwrap_or_else(PoisonError::into_inner).clone();
        Snapshot {
            pid: std::process::id(),
            since: self.since,
            state: self.hindrance().unwrap_or("running").to_owned(),
            delivered: metrics.files_delivered.get(),
            rejected: metrics.n_rejected(),
            records: metrics.records.get(),
            in_flight: metrics.in_flight.get(),
            queues,
            latency: Latency::of(took.into_iter()),
        }
    }

    /// One line for `systemctl status`.
    pub(crate) fn line(&self) -> String {
        let metrics = &self.metrics;
        let state = self.hindrance().unwrap_or("running");
        format!(
            "{state}: {} files delivered, {} records, {} articles in flight",
            metrics.files_delivered.get(),
            metrics.records.get(),
            metrics.in_flight.get()
        )
    }
}

#[cfg(test)]
mod tests {
    use super::Status;

    #[test]
    fn who_hangs_is_told_and_who_waits_does_not_hang() {
        let status = Status::default();
        status.beat();
        let later = status.now_ms() + 59_000;
        assert_eq!(status.stuck_at(later), None);
        assert!(status.stuck_at(later + 10_000).unwrap().contains("writer"));
        status.preparing(true);
        status.beat_ms.store(later + 10_000, std::sync::atomic::Ordering::Relaxed);
        assert!(status.stuck_at(later + 10_000).unwrap().contains("prepared"));
        status.preparing(false);
        assert_eq!(status.stuck_at(later + 10_000), None);
    }
}
