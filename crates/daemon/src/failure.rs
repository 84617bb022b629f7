//! How a command ends: the exit codes and what is said. Each module decides when.

use std::io::{self, ErrorKind};
use std::process::ExitCode;

use crate::config::ConfigError;

/// What an exit code says; the last three are `sysexits.h`'s.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Done.
    Done = 0,
    /// An input was rejected, or a check found something.
    Found = 1,
    /// A disk or a stream failed.
    Io = 74,
    /// Another process holds the desk.
    Held = 75,
    /// The configuration is wrong.
    Config = 78,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// An error that ends the process with a code of its own.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub(crate) struct Failure {
    pub(crate) exit: Exit,
    pub(crate) message: String,
}

impl Failure {
    pub(crate) fn new(exit: Exit, message: impl Into<String>) -> Self {
        Self { exit, message: message.into() }
    }
}

/// The code for `error`, which is said on standard error unless it is only that nobody reads our output.
pub(crate) fn conclude(error: &anyhow::Error) -> Exit {
    if is_broken_pipe(error) {
        return Exit::Done;
    }
    crate::terminal::complain(&format!("{error:#}"));
    if let Some(failure) = error.downcast_ref::<Failure>() {
        failure.exit
    } else if error.is::<ConfigError>() {
        Exit::Config
    } else {
        Exit::Io
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        let io = cause.downcast_ref::<io::Error>().map(io::Error::kind);
        let json = cause.downcast_ref::<serde_json::Error>();
        io == Some(ErrorKind::BrokenPipe)
            || json.and_then(serde_json::Error::io_error_kind) == Some(ErrorKind::BrokenPipe)
    })
}
