//! `explain`: where a file is and why. It changes nothing, and may run beside the service.

use std::io::{self, Write};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use wiredesk_journal::Deed;

use crate::config::{Config, DeskConfig};
use crate::past::{self, Past};

/// What is known of one file.
pub(crate) struct Explanation {
    name: String,
    lines: Vec<String>,
}

/// Finds out about `file`.
///
/// # Errors
/// If the desk cannot be read.
pub(crate) fn explain(config: &Config, file: &Path) -> anyhow::Result<Explanation> {
    let past = past::read(&config.desk.state)?;
    let name = name_of(&config.desk, &past, file);
    let mut lines: Vec<_> = past
        .deeds
        .iter()
        .filter(|it| it.path == name)
        .map(|deed| tell(deed, &config.desk))
        .collect();
    lines.extend(waiting(config, &past, &name));
    Ok(Explanation { name, lines })
}

impl Explanation {
    pub(crate) fn is_known(&self) -> bool {
        !self.lines.is_empty()
    }

    /// Says it.
    ///
    /// # Errors
    /// If standard output cannot be written.
    pub(crate) fn print(&self, out: &mut impl Write) -> io::Result<()> {
        writeln!(out, "{}", self.name)?;
        for line in &self.lines {
            writeln!(out, "  {line}")?;
        }
        if self.lines.is_empty() {
            writeln!(
                out,
                "  unknown: it is not in the inbox, and nothing of that name was delivered or rejected"
            )?;
        }
        Ok(())
    }
}

/// The name below the inbox of what the operator points at.
fn name_of(desk: &DeskConfig, past: &Past, file: &Path) -> String {
    let path = std::path::absolute(file).unwrap_or_else(|_| file.to_owned());
    let real = path.canonicalize().unwrap_or_else(|_| path.clone());
    for path in [&path, &real] {
        if let Some(name) = below(path, &desk.inbox) {
            return name;
        }
        for (root, outcome) in [(&desk.archive, "delivered"), (&desk.rejected, "rejected")] {
            let Some(moved) = below(path, root) else { continue };
            let moved = moved.strip_suffix(wiredesk_inbox::REASON_ENDING).unwrap_or(&moved);
            let deed =
                past.deeds.iter().rev().find(|deed| {
                    deed.outcome == outcome && deed.moved_to.as_deref() == Some(moved)
                });
            return deed.map_or_else(|| moved.to_owned(), |it| it.path.clone());
        }
    }
    wiredesk_inbox::escape(file.as_os_str().as_bytes())
}

fn below(path: &Path, root: &Path) -> Option<String> {
    let real = root.canonicalize().unwrap_or_else(|_| root.to_owned());
    let rest = path.strip_prefix(root).or_else(|_| path.strip_prefix(real)).ok()?;
    (!rest.as_os_str().is_empty()).then(|| wiredesk_inbox::escape(rest.as_os_str().as_bytes()))
}

fn tell(deed: &Deed, desk: &DeskConfig) -> String {
    let at = deed.at.map(|it| format!("{it:.0}")).unwrap_or_default();
    let lines = match (deed.first_seq, deed.last_seq) {
        (Some(first), Some(last)) if first == last => format!("line {first} of the outbox"),
        (Some(first), Some(last)) => format!("{} articles, lines {first} to {last}", deed.parts),
        _ => "no lines".to_owned(),
    };
    let place = |root: &Path| match (&deed.moved_to, deed.not_moved.as_deref()) {
        (Some(path), _) => format!("now {}/{path}", root.display()),
        (None, Some("replaced")) => "another file had taken its name".to_owned(),
        (None, Some("gone")) => "taken away by another hand".to_owned(),
        (None, _) => "it could not be moved and stays in the inbox".to_owned(),
    };
    match deed.outcome.as_str() {
        "delivered" => format!("delivered {at}: {lines}; {}", place(&desk.archive)),
        "rejected" => {
            let code = deed.code.as_deref().unwrap_or("unknown");
            let detail = deed.detail.as_deref().unwrap_or("");
            let out = if deed.parts > 0 { format!("; {lines} before that") } else { String::new() };
            format!("rejected {at}: {code}: {detail}{out}; {}", place(&desk.rejected))
        }
        _ => format!("taken away before its end {at}: {lines}"),
    }
}

/// What keeps the file that lies in the inbox now.
fn waiting(config: &Config, past: &Past, name: &str) -> Option<String> {
    let bytes = wiredesk_inbox::unescape(name)?;
    let below = PathBuf::from(std::ffi::OsStr::from_bytes(&bytes));
    let metadata = config.desk.inbox.join(&below).symlink_metadata().ok()?;
    let open = past.ledger.all_open().find(|(it, _)| it.name() == name);
    if let Some((_, open)) = open {
        let state = if open.verdict.is_some() {
            "its fate is decided, it is being moved"
        } else {
            "the rest follows"
        };
        return Some(format!("in work: {} articles are out, {state}", open.parts.len()));
    }
    if let Some((_, attempt)) = past.attempts.iter().find(|(it, _)| it.name() == name) {
        let limit = config.service.attempts;
        return Some(format!(
            "in work, or in work when the process died: attempt {attempt} of {limit}"
        ));
    }
    let waits = below.components().find_map(|it| wiredesk_inbox::waits(it.as_os_str().as_bytes()));
    if let Some(why) = waits {
        return Some(format!("waiting: its name says that it is not whole ({why})"));
    }
    if metadata.is_dir() {
        return Some("a folder: its files are taken in one by one".into());
    }
    if !metadata.is_file() {
        return Some("no regular file: it is rejected when it is looked at".into());
    }
    Some("waiting: it is taken in when nobody writes it any more and a worker is free; is the service running?".into())
}
