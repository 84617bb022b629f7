//! A walk through the inbox that holds one open folder a level and no list of files.

use std::ffi::OsString;
use std::fs::{self, ReadDir};
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use crate::names;

/// Deepest folder that is looked into.
const MAX_DEPTH: usize = 128;

/// One step of a walk.
#[derive(Debug)]
pub(crate) enum Step {
    /// Something that is no folder, by its path below the inbox.
    Found(PathBuf),
    /// A folder that cannot be read, by its path below the inbox.
    Unreadable(PathBuf, io::Error),
}

/// The walk. Folders are met in the order of their names' directory entries; nothing is sorted.
#[derive(Debug)]
pub(crate) struct Walk {
    root: PathBuf,
    open: Vec<(PathBuf, ReadDir)>,
    failed: Option<io::Error>,
}

impl Walk {
    pub(crate) fn new(root: &Path) -> Self {
        let mut walk = Self { root: root.to_path_buf(), open: Vec::new(), failed: None };
        match fs::read_dir(root) {
            Ok(entries) => walk.open.push((PathBuf::new(), entries)),
            Err(error) => walk.failed = Some(error),
        }
        walk
    }

    fn enter(&mut self, folder: PathBuf) -> Option<Step> {
        if self.open.len() >= MAX_DEPTH {
            return Some(Step::Unreadable(
                folder,
                io::Error::other("folders are nested too deeply"),
            ));
        }
        match fs::read_dir(self.root.join(&folder)) {
            Ok(entries) => self.open.push((folder, entries)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Some(Step::Unreadable(folder, error)),
        }
        None
    }
}

impl Iterator for Walk {
    type Item = Step;

    fn next(&mut self) -> Option<Step> {
        if let Some(error) = self.failed.take() {
            return Some(Step::Unreadable(PathBuf::new(), error));
        }
        loop {
            let (folder, entries) = self.open.last_mut()?;
            let entry = match entries.next() {
                Some(Ok(entry)) => entry,
                Some(Err(error)) => {
                    let folder = std::mem::take(folder);
                    self.open.pop();
                    return Some(Step::Unreadable(folder, error));
                }
                None => {
                    self.open.pop();
                    continue;
                }
            };
            let name: OsString = entry.file_name();
            if names::waits(name.as_bytes()).is_some() {
                continue;
            }
            let path = folder.join(&name);
            // Where the file system does not say what an entry is, this asks, without following a symlink.
            match entry.file_type() {
                Ok(kind) if kind.is_dir() => {
                    if let Some(step) = self.enter(path) {
                        return Some(step);
                    }
                }
                Ok(_) => return Some(Step::Found(path)),
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Some(Step::Unreadable(path, error)),
            }
        }
    }
}
