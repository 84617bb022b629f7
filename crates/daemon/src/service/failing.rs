//! What the last two stages do about errors: which a mark may ignore, and how one is told. It decides on no line.

use wiredesk_journal::{StorageError, Trouble};

/// Without room a mark stays, which only means more care at the next start.
///
/// # Errors
/// Any other trouble with the disk.
pub(crate) fn marked(outcome: Result<(), StorageError>) -> Result<(), StorageError> {
    outcome.or_else(|error| if error.trouble == Trouble::Full { Ok(()) } else { Err(error) })
}

/// `error` with its causes, on one line.
pub(crate) fn chain(error: &dyn std::error::Error) -> String {
    let mut said = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        said.push_str(": ");
        said.push_str(&error.to_string());
        cause = error.source();
    }
    said
}
