//! What became of every source: one line of JSON each, a file a month, for `explain` and `audit`.
//!
//! Deeds are kept in the journal until a checkpoint writes them here, so none is lost or doubled. Old files may be
//! removed by hand; only older sources are then unknown.

use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use crate::deed::Deed;
use crate::ledger::Ledger;
use crate::storage::{Context, Cursor, Storage, StorageError};

/// First line of a history file.
const TAG: &str = "{\"history\":\"wiredesk/1\"}\n";

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
