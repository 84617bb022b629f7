//! The running service: inbox, readers, workers, preparer and writer, joined by bounded queues, and what watches over them.
//!
//! ```text
//! inbox ──claims──▶ readers ──jobs──▶ workers ──events──▶ preparer ──groups──▶ writer ──▶ outbox, archive, rejected
//! ```
//!
//! A full queue makes its sender wait, all the way back to the inbox. Only the preparer owns the memory, and only the writer the
//! outbox.

mod apart;
mod budget;
mod enriching;
mod failing;
mod health;
mod metrics;
mod parts;
mod preparing;
mod reading;
mod sequence;
mod snapshot;
mod stages;
mod status;
mod supervisor;
mod systemd;
mod threads;
mod traffic;
mod writing;

pub(crate) use snapshot::Snapshot;
pub(crate) use supervisor::{Surroundings, run};
