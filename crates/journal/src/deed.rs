//! A source from its first line until it is moved, and what is kept of it from then on. It does no I/O.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::entry::{Parts, Place, Verdict};
use crate::identity::{Identity, escape};

/// A source that lines tell of and that was not moved yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Open {
    /// Its articles that are out.
    pub parts: Parts,
    /// Numbers of its first and last line so far.
    pub seqs: Option<(u64, u64)>,
    /// What is to become of it, once known.
    pub verdict: Option<(Verdict, Timestamp)>,
}

/// What became of one source.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Deed {
    /// When its fate was synced.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub at: Option<Timestamp>,
    /// Path below the inbox, as in `source.path`.
    pub path: String,
    /// `delivered`, `rejected`, or `interrupted` (taken away by another hand before its last article).
    pub outcome: String,
    /// Articles delivered.
    pub parts: u32,
    /// Number of its first line.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub first_seq: Option<u64>,
    /// Number of its last line.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub last_seq: Option<u64>,
    /// Path below the archive or the rejected folder, escaped like `path`; absent where it was not moved.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub moved_to: Option<String>,
    /// Why it was not moved: `gone`, `replaced`, `stays`.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub not_moved: Option<String>,
    /// Code of the rejection.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub code: Option<String>,
    /// Detail of the rejection.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub detail: Option<String>,
    /// Size in bytes.
    pub bytes: u64,
    /// Inode number.
    pub inode: u64,
}

impl Deed {
    pub(crate) fn new(source: &Identity, open: &Open, place: &Place) -> Self {
        let (outcome, reason) = match &open.verdict {
            Some((Verdict::Delivered, _)) => ("delivered", None),
            Some((Verdict::Rejected(reason), _)) => ("rejected", Some(reason)),
            None => ("interrupted", None),
        };
        let (moved_to, not_moved) = match place {
            Place::At(path) => (Some(escape(path)), None),
            Place::Gone => (None, Some("gone")),
            Place::Replaced => (None, Some("replaced")),
            Place::Stays => (None, Some("stays")),
        };
        Self {
            at: open.verdict.as_ref().map(|(_, at)| *at),
            path: source.name(),
            outcome: outcome.into(),
            parts: open.parts.len(),
            first_seq: open.seqs.map(|(first, _)| first),
            last_seq: open.seqs.map(|(_, last)| last),
            moved_to,
            not_moved: not_moved.map(Into::into),
            code: reason.map(|it| it.code.clone()),
            detail: reason.map(|it| it.detail.clone()),
            bytes: source.stat.size,
            inode: source.stat.inode,
        }
    }
}
