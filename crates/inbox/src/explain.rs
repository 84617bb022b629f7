//! Where a file is and why, for `wiredesk explain`. It changes nothing and may run beside the service.

use std::fmt;
use std::fs;
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use wiredesk_journal::{
    Attempts, Deed, History, Identity, Journal, JournalError, Kind, Ledger, Storage, escape, stat,
};

use crate::beneath::Root;
use crate::config::InboxConfig;
use crate::lease::{Writers, writers};
use crate::names;
use crate::watch;

/// Most of a path's earlier drops that are told.
const MAX_DEEDS: usize = 20;

/// What is known of a path.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    /// The path below the inbox, as in `source.path`.
    pub path: String,
    /// What lies there now.
    pub standing: Standing,
    /// It is in work, or was when the service died.
    pub in_work: bool,
    /// Processes that worked on it alone and died.
    pub deaths: u32,
    /// Its articles that are out although it is not settled.
    pub parts_out: u32,
    /// What became of earlier files of this path, oldest first; the last 20.
    pub history: Vec<Deed>,
}

/// What lies at a path of the inbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nothing.
    Absent,
    /// A folder.
    Folder,
    /// A file, or one in a folder, whose name says that it is not finished; this is the ending or the dot.
    UnfinishedName(String),
    /// Something that is refused.
    Refused(Kind),
    /// A file that cannot be opened.
    Unreadable(String),
    /// A file that somebody is writing.
    BeingWritten,
    /// A file that is ready, or will be when it stood still for the settle time.
    Waiting,
    /// A file that is being delivered, or whose fate is certain and that is about to be moved.
    Judged,
}

/// Looks up `path`: as given below the inbox, or the absolute path of a file in the inbox, the archive or the rejected
/// folder.
///
/// # Errors
/// If the journal or the history cannot be read.
pub fn explain(
    storage: &dyn Storage,
    config: &InboxConfig,
    state: &Path,
    path: &Path,
) -> Result<Explanation, JournalError> {
    let place = Place::of(config, path);
    let ledger = Journal::ledger(storage, state)?;
    let mut history = Vec::new();
    let mut keep = |deed: &Deed| {
        if place.is_of(deed) {
            if history.len() == MAX_DEEDS {
                history.remove(0);
            }
            history.push(deed.clone());
        }
    };
    History::new(storage, state).each(&ledger, &mut |deed| keep(&deed))?;
    ledger.deeds().iter().for_each(&mut keep);
    let name = match (&place, history.last()) {
        (Place::Inbox(bytes), _) => escape(bytes),
        (Place::Archive(_) | Place::Rejected(_), Some(deed)) => deed.path.clone(),
        (Place::Archive(name) | Place::Rejected(name), None) => name.clone(),
    };
    let bytes = wiredesk_journal::unescape(&name).unwrap_or_default();
    let source = identity(config, &bytes);
    let open = source.as_ref().and_then(|source| ledger.open(source));
    let in_work = Attempts::read(storage, state)?;
    let attempt = source.as_ref().and_then(|it| in_work.get(it));
    Ok(Explanation {
        standing: standing(config, &bytes, source.as_ref(), &ledger),
        in_work: attempt.is_some(),
        deaths: attempt.map_or(0, |it| it.deaths),
        parts_out: open.map_or(0, |open| open.parts.len()),
        path: name,
        history,
    })
}

/// Which of the desk's folders a path lies in.
enum Place {
    /// Its bytes below the inbox.
    Inbox(Vec<u8>),
    /// Its escaped name below the archive.
    Archive(String),
    /// Its escaped name below the rejected folder.
    Rejected(String),
}

impl Place {
    fn of(config: &InboxConfig, path: &Path) -> Self {
        let real = path
            .parent()
            .and_then(|parent| fs::canonicalize(parent).ok())
            .zip(path.file_name())
            .map(|(parent, name)| parent.join(name));
        for path in [Some(path.to_path_buf()), real].into_iter().flatten() {
            let below = |root: &Path| {
                let root = fs::canonicalize(root).unwrap_or_else(|_| root.to_path_buf());
                path.strip_prefix(root).map(|it| it.as_os_str().as_bytes().to_vec()).ok()
            };
            if let Some(bytes) = below(&config.inbox) {
                return Place::Inbox(bytes);
            }
            if let Some(bytes) = below(&config.archive) {
                return Place::Archive(escape(&bytes));
            }
            if let Some(bytes) = below(&config.rejected) {
                return Place::Rejected(escape(&bytes));
            }
        }
        Place::Inbox(path.as_os_str().as_bytes().to_vec())
    }

    fn is_of(&self, deed: &Deed) -> bool {
        match self {
            Place::Inbox(bytes) => deed.path == escape(bytes),
            Place::Archive(name) => {
                deed.outcome != "rejected" && deed.moved_to.as_ref() == Some(name)
            }
            Place::Rejected(name) => {
                let name = name.strip_suffix(crate::REASON_ENDING).unwrap_or(name);
                deed.outcome == "rejected" && deed.moved_to.as_deref() == Some(name)
            }
        }
    }
}

fn absolute(config: &InboxConfig, bytes: &[u8]) -> PathBuf {
    config.inbox.join(std::ffi::OsStr::from_bytes(bytes))
}

fn identity(config: &InboxConfig, bytes: &[u8]) -> Option<Identity> {
    Identity::new(bytes, stat(&fs::symlink_metadata(absolute(config, bytes)).ok()?))
}

fn standing(
    config: &InboxConfig,
    bytes: &[u8],
    source: Option<&Identity>,
    ledger: &Ledger,
) -> Standing {
    let Some(source) = source else { return Standing::Absent };
    if source.stat.kind == Kind::Folder {
        return Standing::Folder;
    }
    if let Some(why) = bytes.split(|&b| b == b'/').find_map(names::waits) {
        return Standing::UnfinishedName(why.to_owned());
    }
    if source.stat.kind != Kind::File {
        return Standing::Refused(source.stat.kind);
    }
    if ledger.open(source).is_some_and(|open| open.verdict.is_some()) {
        return Standing::Judged;
    }
    match Root::open(&config.inbox).and_then(|root| root.file(source.path())) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Standing::Absent,
        Err(error) => Standing::Unreadable(error.to_string()),
        Ok(file) if watch::network(&config.inbox).is_none() && writers(&file) == Writers::Some => {
            Standing::BeingWritten
        }
        Ok(_) => Standing::Waiting,
    }
}

impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = &self.path;
        for deed in &self.history {
            writeln!(f, "{}", told(deed))?;
        }
        match &self.standing {
            Standing::Absent if self.history.is_empty() => {
                write!(f, "`{path}` is not in the inbox, and no file of that path was ever taken")
            }
            Standing::Absent => write!(f, "now: not in the inbox"),
            Standing::Folder => write!(f, "now: a folder; what is in it is taken"),
            Standing::UnfinishedName(why) => {
                write!(f, "now: waiting, because `{why}` in its name says that it is not finished")
            }
            Standing::Refused(kind) => {
                write!(f, "now: a {}, which is refused and moved unread", kind.name())
            }
            Standing::Unreadable(error) => {
                write!(f, "now: waiting, because it cannot be opened: {error}")
            }
            Standing::BeingWritten => {
                write!(f, "now: waiting, because a program has it open for writing")
            }
            Standing::Waiting => write!(f, "now: in the inbox, to be taken when it stands still"),
            Standing::Judged => write!(f, "now: delivered or refused, about to be moved"),
        }?;
        if self.parts_out > 0 {
            write!(f, "\n{} of its articles are out already", self.parts_out)?;
        }
        match self.deaths {
            0 if self.in_work => write!(f, "\nin work, or it was when the service last died"),
            0 => Ok(()),
            1 => write!(f, "\nreading it killed a process once"),
            n => write!(f, "\nreading it killed a process {n} times"),
        }?;
        Ok(())
    }
}

/// One sentence on what became of a file.
fn told(deed: &Deed) -> String {
    let at = deed.at.map(|at| format!("{at:.0}: ")).unwrap_or_default();
    let seqs = match (deed.first_seq, deed.last_seq) {
        (Some(first), Some(last)) if first == last => format!(" (seq {first})"),
        (Some(first), Some(last)) => format!(" (seq {first} to {last})"),
        _ => String::new(),
    };
    let place = match (&deed.moved_to, deed.not_moved.as_deref()) {
        (Some(place), _) if deed.outcome == "rejected" => {
            format!("; it is `{place}` in the rejected folder")
        }
        (Some(place), _) => format!("; it is `{place}` in the archive"),
        (None, Some("gone")) => "; another program took the file away".to_owned(),
        (None, Some("replaced")) => "; a newer file has its name".to_owned(),
        _ => "; it could not be moved".to_owned(),
    };
    let n = deed.parts;
    let articles = if n == 1 { "1 article".to_owned() } else { format!("{n} articles") };
    match deed.outcome.as_str() {
        "rejected" => {
            let code = deed.code.as_deref().unwrap_or("unknown");
            let detail = deed.detail.as_deref().unwrap_or_default();
            let after = if n > 0 { format!(" after {articles}{seqs}") } else { String::new() };
            format!("{at}rejected ({code}: {detail}){after}{place}")
        }
        "delivered" => format!("{at}delivered, {articles}{seqs}{place}"),
        _ => format!("{at}interrupted after {articles}{seqs}{place}"),
    }
}
