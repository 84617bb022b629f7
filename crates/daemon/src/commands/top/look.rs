//! One look at a desk: the service's own account, what waits, and the last lines. It draws nothing.

use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::time::Instant;

use serde::Deserialize;
use wiredesk_journal::{Disk, Journal, Lane};

use crate::config::Config;
use crate::outbox;
use crate::service::Snapshot;

/// Files that are counted at most; beyond it a look would take too long.
const MAX_WAITING: usize = 100_000;
/// Lines that are read at most.
const N_LINES: usize = 40;
/// Bytes of the end of a segment that are read.
const TAIL_BYTES: u64 = 2 << 20;

/// One look at the desk.
pub(super) struct Look {
    pub(super) at: Instant,
    /// What the service says, if it runs.
    pub(super) service: Option<Snapshot>,
    /// Lines ever.
    pub(super) n_records: u64,
    pub(super) n_rejections: u64,
    pub(super) n_waiting: usize,
    /// The last first.
    pub(super) headlines: Vec<Headline>,
    pub(super) refusals: Vec<Refusal>,
}

impl Look {
    /// Whether there are more files than were counted.
    pub(super) fn is_beyond_count(&self) -> bool {
        self.n_waiting >= MAX_WAITING
    }
}

/// A delivered article.
#[derive(Deserialize)]
pub(super) struct Headline {
    #[serde(rename = "@timestamp")]
    pub(super) at: String,
    pub(super) source: Source,
    /// The native and the compact profile's.
    article: Option<Titled>,
    /// The ECS profile's.
    message: Option<String>,
}

#[derive(Deserialize)]
struct Titled {
    title: Option<String>,
}

/// The file of a line.
#[derive(Deserialize)]
pub(super) struct Source {
    pub(super) path: String,
}

/// A refused file.
#[derive(Deserialize)]
pub(super) struct Refusal {
    #[serde(rename = "@timestamp")]
    pub(super) at: String,
    pub(super) source: Source,
    pub(super) code: String,
}

impl Headline {
    pub(super) fn title(&self) -> &str {
        let title = self.article.as_ref().and_then(|it| it.title.as_deref());
        let first_line = || self.message.as_deref().and_then(|it| it.lines().next());
        title.or_else(first_line).unwrap_or("(no title)")
    }
}

pub(super) fn look(config: &Config) -> anyhow::Result<Look> {
    let desk = &config.desk;
    let ledger = Journal::ledger(&Disk, &desk.state)?;
    let waiting = walkdir::WalkDir::new(&desk.inbox).into_iter().flatten();
    Ok(Look {
        at: Instant::now(),
        service: Snapshot::read(&desk.state).filter(|it| is_running(it.pid)),
        n_records: ledger.position(Lane::Records).seq,
        n_rejections: ledger.position(Lane::Rejections).seq,
        n_waiting: waiting.filter(|it| it.file_type().is_file()).take(MAX_WAITING).count(),
        headlines: last(&desk.outbox)?,
        refusals: last(&desk.outbox.join("rejections"))?,
    })
}

/// Whether the process that told of itself is there, and not another that has its number now.
fn is_running(pid: u32) -> bool {
    let name = std::fs::read_to_string(format!("/proc/{pid}/comm")).unwrap_or_default();
    name.trim_end() == "wiredesk"
}

/// The last lines of the segments in `folder`, the last first.
fn last<T: for<'a> Deserialize<'a>>(folder: &Path) -> io::Result<Vec<T>> {
    let mut lines = Vec::new();
    // The newest segment may be a line old.
    for segment in outbox::segments(folder)?.iter().rev().take(2) {
        if segment.path.extension().is_some_and(|it| it == "zst") {
            break;
        }
        let bytes = tail(&segment.path)?;
        let whole = bytes.rsplit(|it| *it == b'\n').skip(1);
        let read = whole.filter_map(|line| serde_json::from_slice(line).ok());
        lines.extend(read.take(N_LINES - lines.len()));
        if lines.len() >= N_LINES {
            break;
        }
    }
    Ok(lines)
}

fn tail(path: &Path) -> io::Result<Vec<u8>> {
    let file = File::open(path)?;
    let size = file.metadata()?.len();
    let start = size.saturating_sub(TAIL_BYTES);
    let mut bytes = vec![0; (size - start) as usize];
    file.read_exact_at(&mut bytes, start)?;
    Ok(bytes)
}
