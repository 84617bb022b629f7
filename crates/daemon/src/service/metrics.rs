//! What is counted, in the names Prometheus reads. It serves nothing; `health` does.

use std::fmt::Write;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::Duration;

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};

/// Upper bounds in seconds, from 100 µs to a minute.
const BUCKETS: [f64; 16] = [
    0.0001, 0.0003, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 5.0, 15.0, 30.0,
    60.0,
];

/// Why something was counted.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
pub(crate) struct Why {
    reason: String,
}

/// In which stage.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
pub(crate) struct In {
    stage: &'static str,
}

/// Everything that is counted.
pub(crate) struct Metrics {
    registry: Registry,
    pub(crate) files_found: Counter,
    pub(crate) files_delivered: Counter,
    files_rejected: Family<Why, Counter>,
    n_rejected: AtomicU64,
    files_skipped: Family<Why, Counter>,
    pub(crate) records: Counter,
    pub(crate) record_bytes: Counter<u64, AtomicU64>,
    pub(crate) repeated: Counter,
    warnings: Family<Why, Counter>,
    truncations: Family<Why, Counter>,
    stages: Family<In, Histogram>,
    pub(crate) delivery: Histogram,
    pub(crate) commit: Histogram,
    pub(crate) batch: Histogram,
    pub(crate) in_flight: Gauge<i64, AtomicI64>,
    pub(crate) paused: Gauge<i64, AtomicI64>,
}

fn seconds() -> Histogram {
    Histogram::new(BUCKETS)
}

impl Default for Metrics {
    fn default() -> Self {
        let mut it = Self {
            registry: Registry::with_prefix("wiredesk"),
            files_found: Counter::default(),
            files_delivered: Counter::default(),
            files_rejected: Family::default(),
            n_rejected: AtomicU64::new(0),
            files_skipped: Family::default(),
            records: Counter::default(),
            record_bytes: Counter::default(),
            repeated: Counter::default(),
            warnings: Family::default(),
            truncations: Family::default(),
            stages: Family::new_with_constructor(seconds),
            delivery: seconds(),
            commit: seconds(),
            batch: Histogram::new([1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0]),
            in_flight: Gauge::default(),
            paused: Gauge::default(),
        };
        it.register();
        it
    }
}

impl Metrics {
    fn register(&mut self) {
        let to = &mut self.registry;
        to.register("files_found", "Files taken in", self.files_found.clone());
        to.register(
            "files_delivered",
            "Files delivered and archived",
            self.files_delivered.clone(),
        );
        to.register("files_rejected", "Files set aside", self.files_rejected.clone());
        to.register("files_skipped", "Files left for later", self.files_skipped.clone());
        to.register("records", "Lines synced to the outbox", self.records.clone());
        to.register_with_unit(
            "records_size",
            "Bytes of those lines",
            Unit::Bytes,
            self.record_bytes.clone(),
        );
        to.register("repeated", "Articles that were out already", self.repeated.clone());
        to.register("warnings", "Warnings in records", self.warnings.clone());
        to.register("truncations", "What was left out to fit a line", self.truncations.clone());
        to.register_with_unit(
            "stage",
            "Time of a stage for one article",
            Unit::Seconds,
            self.stages.clone(),
        );
        to.register_with_unit(
            "delivery",
            "From found to archived",
            Unit::Seconds,
            self.delivery.clone(),
        );
        to.register_with_unit(
            "commit",
            "Time of one group commit",
            Unit::Seconds,
            self.commit.clone(),
        );
        to.register("batch", "Lines of one group commit", self.batch.clone());
        to.register("in_flight", "Articles between reading and writing", self.in_flight.clone());
        to.register("paused", "1 while the disk is full", self.paused.clone());
    }

    pub(crate) fn rejected(&self, reason: &str) {
        self.files_rejected.get_or_create(&why(reason)).inc();
        self.n_rejected.fetch_add(1, Ordering::Relaxed);
    }

    /// Files set aside, for any reason.
    pub(crate) fn n_rejected(&self) -> u64 {
        self.n_rejected.load(Ordering::Relaxed)
    }

    pub(crate) fn skipped(&self, reason: &str) {
        self.files_skipped.get_or_create(&why(reason)).inc();
    }

    pub(crate) fn warned(&self, code: &str) {
        self.warnings.get_or_create(&why(code)).inc();
    }

    pub(crate) fn truncated(&self, what: &str) {
        self.truncations.get_or_create(&why(what)).inc();
    }

    pub(crate) fn stage(&self, stage: &'static str, took: Duration) {
        self.stages.get_or_create(&In { stage }).observe(took.as_secs_f64());
    }

    /// All of it in the text format of `OpenMetrics` 1.0.
    pub(crate) fn text(&self) -> String {
        let mut text = String::new();
        if let Err(error) = encode(&mut text, &self.registry) {
            writeln!(text, "# {error}").unwrap_or_default();
        }
        text
    }
}

fn why(reason: &str) -> Why {
    Why { reason: reason.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::Metrics;

    #[test]
    fn reasons_are_labels() {
        let metrics = Metrics::default();
        metrics.records.inc();
        metrics.rejected("too_large");
        let text = metrics.text();
        assert!(text.contains("wiredesk_records_total 1"), "{text}");
        assert!(text.contains("wiredesk_files_rejected_total{reason=\"too_large\"} 1"), "{text}");
    }
}
