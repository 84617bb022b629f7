//! The whole text of an article whose line had to be cut: a file named by its content, synced before the line.

use std::io;
use std::path::Path;

use wiredesk_journal::{Context, Folders, Storage, StorageError};
use wiredesk_model::sha256_hex;

/// A text and its place below the outbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sidecar {
    path: String,
    text: String,
}

impl Sidecar {
    /// The sidecar of `text`: `sidecar/9f/9f0c….txt`, by its SHA-256.
    pub fn new(text: String) -> Self {
        let hash = sha256_hex(text.as_bytes());
        let path = format!("sidecar/{}/{hash}.txt", hash.get(..2).unwrap_or_default());
        Self { path, text }
    }

    /// Path below the outbox, as in `text_ref`.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Makes the file durable; one that is there already is left alone.
    pub(crate) fn store(
        &self,
        storage: &dyn Storage,
        folders: &mut Folders,
        outbox: &Path,
    ) -> Result<(), StorageError> {
        let path = outbox.join(&self.path);
        let dir = path.parent().unwrap_or(outbox);
        folders.ensure(storage, outbox, dir)?;
        match storage.stat(&path) {
            // A name appears only after its bytes were synced, but the name itself may still be in memory only.
            Ok(stat) if stat.size == self.text.len() as u64 => {
                return storage.sync_dir(dir).doing("sync", dir);
            }
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(error).doing("read", &path);
            }
            _ => {}
        }
        let fresh = path.with_extension("new");
        let file = match storage.create(&fresh) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                storage.remove(&fresh).and_then(|()| storage.create(&fresh))
            }
            other => other,
        }
        .doing("make", &fresh)?;
        file.write_at(self.text.as_bytes(), 0).doing("write", &fresh)?;
        file.sync().doing("sync", &fresh)?;
        storage.replace(&fresh, &path).doing("rename", &fresh)?;
        storage.sync_dir(dir).doing("sync", dir)
    }
}
