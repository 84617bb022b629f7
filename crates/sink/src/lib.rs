//! Where the lines go: the outbox on disk, each line exactly once, or a stream.
//!
//! A worker turns a record into a [`Shaped`] line with [`Shape::line`] (profile, size bound, sidecar); one owner gives
//! [`Item`]s to a [`Sink`] in batches. [`Outbox`] is the sink that promises: when [`Sink::deliver`] returns, the lines
//! are synced and readable and the finished sources moved. [`Stream`] is the one that does not.
//!
//! ```text
//! let custody = Box::new(wiredesk_inbox::Shelves::new(…));
//! let (mut outbox, recovery) = Outbox::open(storage, custody, OutboxConfig::new(outbox, state), now)?;
//! loop { let report = outbox.deliver(batch, now)?;  for receipt in report.receipts { handle.settled(&receipt.source) } }
//! ```
//!
//! - Batches: take what is queued, up to some hundred items; each batch costs two rounds of syncs.
//! - [`SinkError::is_full`]: stop intake, call [`Sink::retry`] every second or so until it is `Ok`. Any other error: stop.
//! - A source's items may come in any order, but none after its [`Item::Rejected`].
//! - On disk: `wiredesk-20260304T081530Z-000042.ndjson` segments (never renamed, cut or shrunk), `current`,
//!   `sidecar/9f/9f0c….txt`, `rejections/rejections-….ndjson`.
//!
//! This crate does not know what an article means, and reads no clock.

mod audit;
mod compress;
mod config;
mod item;
mod lane;
mod lines;
mod outbox;
mod profile;
mod recovery;
mod rejection;
mod segment;
mod shape;
mod sidecar;
mod stream;
mod trim;

pub use audit::{Audit, AuditFolders, audit};
pub use compress::{CompressConfig, Compressed, compress};
pub use config::{
    DEFAULT_MAX_RECORD_BYTES, MIN_RECORD_BYTES, OutboxConfig, PRESETS, Profile, preset,
};
pub use item::{Item, Receipt, Report, Sink, SinkError};
pub use outbox::Outbox;
pub use recovery::Recovery;
pub use rejection::REJECTION_SCHEMA;
pub use shape::{Shape, Shaped};
pub use sidecar::Sidecar;
pub use stream::Stream;
