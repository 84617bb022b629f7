//! Folders that are certain to be there after a power cut. It makes them and remembers which it made sure of.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use crate::storage::{Context, Storage, StorageError};

/// Most folders remembered; beyond it they are made sure of again.
const REMEMBERED: usize = 4_096;

/// Makes folders below a root durable, each once a process: one found in place may be the unsynced work of a process
/// that was killed.
#[derive(Debug, Default)]
pub struct Folders(HashSet<PathBuf>);

impl Folders {
    /// Makes `path`, which is `root` or lies below it, and syncs the name of every folder on the way.
    ///
    /// # Errors
    /// If the file system refuses.
    pub fn ensure(
        &mut self,
        storage: &dyn Storage,
        root: &Path,
        path: &Path,
    ) -> Result<(), StorageError> {
        if self.0.contains(path) {
            return Ok(());
        }
        let parent = path.parent().filter(|_| path != root);
        if let Some(parent) = parent {
            self.ensure(storage, root, parent)?;
        }
        storage.create_dirs(path).doing("make", path)?;
        if let Some(parent) = path.parent() {
            storage.sync_dir(parent).doing("sync", parent)?;
        }
        if self.0.len() >= REMEMBERED {
            self.0.clear();
        }
        self.0.insert(path.to_path_buf());
        Ok(())
    }
}
