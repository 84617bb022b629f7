//! A file in a process of its own: what may kill its reader is read there, a suspect file or any PDF. The process is this program
//! again, with bounds on its memory; it dies with the service, and its answers are lines of JSON.
//!
//! It opens no file and writes none: the file is its standard input, the answers are its standard output.

mod inside;
mod pdf;
mod worker;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use wiredesk_journal::Reason;

use crate::prepared::Prepared;

pub(crate) use inside::work;
pub(crate) use pdf::read_apart as read_pdf_apart;
pub(crate) use worker::{Ending, Worker};

/// The hidden command that is the process' own.
pub(crate) const COMMAND: &str = "isolated";

/// What the process is to do, as its one argument.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Task {
    pub(crate) work: Work,
    pub(crate) limits: Limits,
    /// The process it works for.
    pub(crate) parent: u32,
}

/// What it may take; see setrlimit(2).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Limits {
    /// Address space, in bytes.
    pub(crate) address_space: u64,
    /// What it writes to: heap and stacks of threads, in bytes.
    pub(crate) data: Option<u64>,
    /// Time of the processor, in seconds.
    pub(crate) cpu: Option<u64>,
}

/// What is on its standard input.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) enum Work {
    /// A file that is read and enriched; the answers are [`Answer`]s.
    File {
        /// The file's path below the inbox, as in `source.path`.
        path: String,
        modified: Option<Timestamp>,
        /// The configuration of parser and enricher, in TOML.
        settings: String,
    },
    /// A PDF; the answer is its contents or the reason why there are none.
    Pdf,
}

/// What the process answers, a line each.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub(crate) enum Answer {
    /// An article, or why it has no record.
    Article(Result<Box<Prepared>, Reason>),
    /// The file was read to its end, or is refused. The last line.
    End(Result<(), Reason>),
}
