//! What can go wrong: the disk. An article cannot.

use std::io;
use std::path::PathBuf;

/// The memory cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("cannot {doing} `{path}`")]
pub struct MemoryError {
    /// The attempted operation.
    pub(crate) doing: &'static str,
    /// The file or folder.
    pub(crate) path: PathBuf,
    /// Why.
    pub(crate) source: io::Error,
}

impl MemoryError {
    pub(crate) fn of<'a>(
        doing: &'static str,
        path: &'a std::path::Path,
    ) -> impl Fn(io::Error) -> Self + use<'a> {
        move |source| Self { doing, path: path.to_owned(), source }
    }
}
