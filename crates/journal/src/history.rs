//! What became of every source: one line of JSON each, a file a month, for `explain` and `audit`.
//!
//! Deeds are kept in the journal until a checkpoint writes them here, so none is lost or doubled. Old files may be
//! removed by hand; only older sources are then unknown.

use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::entry::{Place, Verdict};
use crate::identity::{Identity, escape};
use crate::ledger::{Ledger, Open};
use crate::storage::{Context, Cursor, Storage, StorageError};

/// First line of a history file.
const TAG: &str = "{\"history\":\"wiredesk/1\"}\n";

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

/// The folder of history files.
#[derive(Debug)]
pub struct History<'a> {
    storage: &'a dyn Storage,
    dir: PathBuf,
}

impl<'a> History<'a> {
    /// The history below the state folder `state`.
    pub fn new(storage: &'a dyn Storage, state: &Path) -> Self {
        Self { storage, dir: state.join("history") }
    }

    /// Writes the ledger's deeds and syncs them. The checkpoint that follows makes them final; without it the next call
    /// writes them again, over these.
    ///
    /// # Errors
    /// If the file system refuses; nothing was recorded then.
    pub fn record(&self, ledger: &mut Ledger, now: Timestamp) -> Result<(), StorageError> {
        if ledger.deeds().is_empty() {
            return Ok(());
        }
        let month = now.strftime("%Y-%m.ndjson").to_string();
        // A clock that went back must not reopen a finished file.
        let (name, size) = match ledger.history() {
            Some((name, size)) if name >= month.as_str() => (name.to_owned(), size),
            _ => (month, 0),
        };
        self.storage.create_dirs(&self.dir).doing("make", &self.dir)?;
        let path = self.dir.join(&name);
        let file = match self.storage.open(&path) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                self.storage.create(&path)
            }
            other => other,
        }
        .doing("open", &path)?;
        file.set_size(size).doing("cut", &path)?;
        let mut lines = if size == 0 { TAG.as_bytes().to_vec() } else { Vec::new() };
        for deed in ledger.deeds() {
            serde_json::to_writer(&mut lines, deed).expect("a deed is always JSON");
            lines.push(b'\n');
        }
        file.write_at(&lines, size).doing("write", &path)?;
        file.sync().doing("sync", &path)?;
        self.storage.sync_dir(&self.dir).doing("sync", &self.dir)?;
        ledger.recorded(name, size + lines.len() as u64);
        Ok(())
    }

    /// Calls `visit` with every deed up to the place that `ledger` knows of, oldest first; the ledger's own deeds come
    /// after these. Lines that do not read are passed over.
    ///
    /// # Errors
    /// If a file cannot be read.
    pub fn each(&self, ledger: &Ledger, visit: &mut dyn FnMut(Deed)) -> Result<(), StorageError> {
        let names = match self.storage.list(&self.dir) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
            other => other.doing("list", &self.dir)?,
        };
        for name in names {
            let Some(name) = name.to_str() else { continue };
            let size = match ledger.history() {
                Some((last, _)) if name > last => break,
                Some((last, size)) if name == last => size,
                Some(_) => u64::MAX,
                // Written by a checkpoint that never ended.
                None => break,
            };
            let path = self.dir.join(name);
            self.each_in(&path, size, visit).doing("read", &path)?;
        }
        Ok(())
    }

    fn each_in(&self, path: &Path, size: u64, visit: &mut dyn FnMut(Deed)) -> std::io::Result<()> {
        let file = self.storage.open_read(path)?;
        let reader = BufReader::with_capacity(1 << 16, Cursor::new(&*file));
        for line in reader.take(size).split(b'\n') {
            if let Ok(deed) = serde_json::from_slice::<Deed>(&line?) {
                visit(deed);
            }
        }
        Ok(())
    }
}
