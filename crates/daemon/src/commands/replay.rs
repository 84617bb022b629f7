//! `replay`: puts archived or rejected files back into the inbox, under the names they had. The service does the rest.

use std::fs::{self, File};
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use anyhow::Context;
use wiredesk_inbox::{REASON_ENDING, reason_path, unescape};
use wiredesk_journal::{Deed, Disk, History, Journal};

use crate::config::Config;

/// What was done.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Replayed {
    pub(crate) n_files: usize,
    /// Files that could not be put back, and why.
    pub(crate) left: Vec<String>,
}

/// Puts files back: those of `paths`, or all that were rejected.
///
/// # Errors
/// If the desk cannot be read.
pub(crate) fn replay(
    config: &Config,
    rejected: bool,
    paths: &[PathBuf],
) -> anyhow::Result<Replayed> {
    anyhow::ensure!(
        rejected || !paths.is_empty(),
        "nothing chosen: name files or folders of the archive, or use --rejected"
    );
    let deeds = deeds(&config.desk.state)?;
    let roots = [&config.desk.archive, &config.desk.rejected].map(|it| fs::canonicalize(it).ok());
    let [archive, shelf] = roots;
    let mut replayed = Replayed::default();
    let chosen = match (paths, &shelf) {
        ([], Some(shelf)) => vec![shelf.clone()],
        ([], None) => Vec::new(),
        (paths, _) => paths.to_vec(),
    };
    for path in chosen {
        let real = fs::canonicalize(&path).with_context(|| path.display().to_string())?;
        let root = [(&archive, "delivered"), (&shelf, "rejected")].into_iter().find_map(
            |(root, outcome)| {
                let root = root.as_ref().filter(|it| real.starts_with(it))?;
                Some((root.clone(), outcome))
            },
        );
        let Some((root, outcome)) = root.filter(|(_, outcome)| !rejected || *outcome == "rejected")
        else {
            replayed
                .left
                .push(format!("{}: not in the archive or the rejected folder", path.display()));
            continue;
        };
        for entry in walkdir::WalkDir::new(&real).sort_by_file_name() {
            let entry = entry?;
            let is_reason = entry.path().as_os_str().as_bytes().ends_with(REASON_ENDING.as_bytes());
            if entry.file_type().is_dir() || is_reason {
                continue;
            }
            match put_back(config, &deeds, entry.path(), &root, outcome) {
                Ok(()) => replayed.n_files += 1,
                Err(error) => replayed.left.push(format!("{}: {error}", entry.path().display())),
            }
        }
    }
    Ok(replayed)
}

/// What became of every source.
fn deeds(state: &Path) -> anyhow::Result<Vec<Deed>> {
    let ledger = Journal::ledger(&Disk, state)?;
    let mut deeds = Vec::new();
    History::new(&Disk, state).each(&ledger, &mut |deed| deeds.push(deed))?;
    deeds.extend(ledger.deeds().iter().cloned());
    Ok(deeds)
}

fn put_back(
    config: &Config,
    deeds: &[Deed],
    from: &Path,
    root: &Path,
    outcome: &str,
) -> io::Result<()> {
    let moved = from.strip_prefix(root).unwrap_or(from);
    let moved_name = wiredesk_inbox::escape(moved.as_os_str().as_bytes());
    let deed = deeds
        .iter()
        .rev()
        .find(|it| it.outcome == outcome && it.moved_to.as_deref() == Some(moved_name.as_str()));
    let name = deed.and_then(|it| unescape(&it.path));
    let name = name.map_or_else(
        // Moved a moment ago, and the note of it is on its way; or the history was removed.
        || without_day(moved).to_owned(),
        |it| PathBuf::from(std::ffi::OsStr::from_bytes(&it)),
    );
    let to = config.desk.inbox.join(&name);
    if to.symlink_metadata().is_ok() {
        return Err(io::Error::new(
            io::ErrorKind::AlreadyExists,
            "a file of that name waits in the inbox",
        ));
    }
    if let Some(parent) = to.parent() {
        fs::create_dir_all(parent)?;
    }
    match fs::rename(from, &to) {
        Err(error) if error.kind() == io::ErrorKind::CrossesDevices => copy(from, &to)?,
        other => other?,
    }
    // The reason stays in the rejections outbox and in the history.
    match fs::remove_file(reason_path(from)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// The path below the inbox of a file at `moved` below the archive, which keeps files by day.
fn without_day(moved: &Path) -> &Path {
    let mut rest = moved.components();
    let is_day = [4, 2, 2].into_iter().all(|n_digits| {
        let part = rest.next().map(|it| it.as_os_str().as_bytes());
        part.is_some_and(|it| it.len() == n_digits && it.iter().all(u8::is_ascii_digit))
    });
    if is_day && rest.clone().next().is_some() { rest.as_path() } else { moved }
}

/// Between file systems: whole under a hidden name first, so that the inbox never sees half of it.
fn copy(from: &Path, to: &Path) -> io::Result<()> {
    let mut hidden = std::ffi::OsString::from(".");
    hidden.push(to.file_name().unwrap_or_default());
    hidden.push(".part");
    let part = to.with_file_name(hidden);
    fs::copy(from, &part)?;
    File::open(&part)?.sync_all()?;
    fs::rename(&part, to)?;
    fs::remove_file(from)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::without_day;

    #[test]
    fn a_file_of_the_archive_had_its_name_below_the_day() {
        for (moved, name) in [
            ("2026/03/04/kyiv/a.txt", "kyiv/a.txt"),
            ("kyiv/a.txt", "kyiv/a.txt"),
            ("2026/03/04", "2026/03/04"),
            ("2026/3/04/a.txt", "2026/3/04/a.txt"),
        ] {
            assert_eq!(without_day(Path::new(moved)), Path::new(name));
        }
    }
}
