//! Which files are ready, and where they go when they are done with.
//!
//! An [`Inbox`] scans a folder and its sub-folders and tells of every [`Arrival`]; a [`Handle`] speaks to it from other
//! threads. [`Shelves`] moves files into the archive and the rejected folder; the outbox of `sink` drives it.
//!
//! ```text
//! let (inbox, handle) = Inbox::open(config)?;                                  // one thread:
//! thread::spawn(move || inbox.run(&mut |arrival| match tx.send_blocking(arrival) {
//!     Ok(()) => Flow::Continue,                                                // waits while the queue is full
//!     Err(_) => Flow::Stop,
//! }));
//! // a worker:   Arrival::Ready(claim) → attempts.begin → parse(claim.reader()?) → claim.unchanged()? or handle.later(…)
//! // the writer: for receipt in outbox.deliver(items, now)?.receipts { handle.settled(&receipt.source, &receipt.place) }
//! // the end:    handle.stop()
//! ```
//!
//! - The scan is the truth. It runs at start, on events, when events were lost, and by the clock. It keeps no list of
//!   files: what waits costs no memory.
//! - A file is ready when no one has it open for writing, as the kernel says through a read lease (own files, or with
//!   `CAP_LEASE`), or else by the close or rename it reports, or else when size and modification time stood still for
//!   `settle`. Empty files always settle. Times themselves mean nothing.
//! - A claimed file is not told again until [`Handle::settled`] or [`Handle::later`]. A writer that opens, writes and
//!   closes a file several times is to use a name that waits (`.tmp`, …) and rename.
//! - Symlinks, FIFOs, sockets and devices are [`Arrival::Refused`]: they are moved as they are, never opened.
//! - A file that was replaced or written to after it was read is not moved: its new version is a source of its own.
//!
//! This crate does not know what is in a file. It never deletes one.

mod arrival;
mod beneath;
mod config;
mod explain;
mod handle;
mod inbox;
mod judge;
mod lease;
mod names;
mod scan;
mod shelves;
mod watch;

pub use arrival::{Arrival, Claim, Flow, Notice};
pub use config::InboxConfig;
pub use explain::{Explanation, Standing, explain};
pub use handle::Handle;
pub use inbox::{Inbox, InboxError};
pub use names::{WAITING_ENDINGS, waits};
pub use shelves::{REASON_ENDING, Shelves, reason_path};
pub use wiredesk_journal::{escape, unescape};
