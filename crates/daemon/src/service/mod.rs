//! The running service: inbox, readers, workers and the writer, joined by bounded queues, and what watches over them.
//!
//! ```text
//! inbox ──claims──▶ readers ──jobs──▶ workers ──events──▶ writer ──▶ outbox, archive, rejected
//! ```
//!
//! A full queue makes its sender wait, all the way back to the inbox. Only the writer owns state.

mod apart;
mod budget;
mod enriching;
mod health;
mod metrics;
mod parts;
mod reading;
mod sequence;
mod snapshot;
mod stages;
mod status;
mod supervisor;
mod systemd;
mod traffic;
mod writing;

pub(crate) use snapshot::Snapshot;
pub(crate) use supervisor::{Surroundings, run};
