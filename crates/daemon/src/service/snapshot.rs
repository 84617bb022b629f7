//! What the running service says of itself, in a file of its state folder that `top` reads. It is no promise: nothing
//! but a person's eyes depends on it, and it is never synced.

use std::io;
use std::path::Path;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Name in the state folder.
const NAME: &str = "status.json";

/// The service at one moment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Snapshot {
    pub(crate) pid: u32,
    pub(crate) since: Timestamp,
    /// `running`, or why it takes nothing in.
    pub(crate) state: String,
    pub(crate) delivered: u64,
    pub(crate) rejected: u64,
    pub(crate) records: u64,
    pub(crate) in_flight: i64,
    pub(crate) queues: Vec<Queue>,
    pub(crate) latency: Option<Latency>,
}

/// What waits between two stages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Queue {
    /// The stage that takes from it.
    pub(crate) to: String,
    pub(crate) len: usize,
    pub(crate) capacity: usize,
}

/// From a file's being found to its being archived, over the last files.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Latency {
    pub(crate) n_files: usize,
    pub(crate) p50_ms: f64,
    pub(crate) p99_ms: f64,
}

impl Latency {
    /// Of these times in seconds; nothing of none.
    pub(crate) fn of(seconds: impl Iterator<Item = f64>) -> Option<Self> {
        let mut all: Vec<f64> = seconds.collect();
        all.sort_by(f64::total_cmp);
        let at = |share: f64| {
            let second = all.get((all.len().saturating_sub(1) as f64 * share) as usize)?;
            Some((second * 10_000.0).round() / 10.0)
        };
        Some(Self { n_files: all.len(), p50_ms: at(0.5)?, p99_ms: at(0.99)? })
    }
}

impl Snapshot {
    /// Puts it where [`Self::read`] finds it, in one piece.
    ///
    /// # Errors
    /// As the system says.
    pub(crate) fn write(&self, state: &Path) -> io::Result<()> {
        let fresh = state.join(format!("{NAME}.new"));
        std::fs::write(&fresh, serde_json::to_vec(self)?)?;
        std::fs::rename(fresh, state.join(NAME))
    }

    /// What a service last wrote below `state`; it may have ended since.
    pub(crate) fn read(state: &Path) -> Option<Self> {
        serde_json::from_slice(&std::fs::read(state.join(NAME)).ok()?).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_of_what_there_is() {
        assert_eq!(Latency::of(std::iter::empty()), None);
        let latency = Latency::of((1..=100).rev().map(|it| f64::from(it) / 1000.0)).unwrap();
        assert_eq!((latency.n_files, latency.p50_ms, latency.p99_ms), (100, 50.0, 99.0));
    }

    #[test]
    fn what_was_written_is_read() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(Snapshot::read(folder.path()), None);
        let snapshot = Snapshot {
            pid: 7,
            since: Timestamp::UNIX_EPOCH,
            state: "running".into(),
            delivered: 1,
            rejected: 2,
            records: 3,
            in_flight: 4,
            queues: vec![Queue { to: "write".into(), len: 5, capacity: 6 }],
            latency: Latency::of([0.25].into_iter()),
        };
        snapshot.write(folder.path()).unwrap();
        assert_eq!(Snapshot::read(folder.path()), Some(snapshot));
    }
}
