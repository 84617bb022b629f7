//! `audit`: proves that every file was delivered, rejected or waits, and that every line is whole. It changes nothing,
//! and may run beside the service.

use std::collections::HashMap;
use std::io::{self, Write};
use std::path::Path;

use anyhow::Context;
use serde::Deserialize;
use wiredesk_journal::{Deed, Lane};

use crate::config::Config;
use crate::{outbox, past};

/// Problems that are named; more are counted.
const MAX_NAMED: usize = 50;

/// What was found.
#[derive(Debug, Default)]
pub(crate) struct Audit {
    pub(crate) problems: Vec<String>,
    n_problems: usize,
    n_lines: u64,
    n_rejections: u64,
    n_delivered: usize,
    n_rejected: usize,
    n_interrupted: usize,
    n_waiting: usize,
    n_put_away: usize,
    n_promised: u64,
}

/// The part of a line that an audit needs.
#[derive(Deserialize)]
struct Head {
    #[serde(default)]
    seq: Option<u64>,
    #[serde(default)]
    source: Option<HeadSource>,
    #[serde(default)]
    file: Option<HeadSource>,
    #[serde(default)]
    event: Option<HeadEvent>,
}

#[derive(Deserialize)]
struct HeadSource {
    path: String,
}

#[derive(Deserialize)]
struct HeadEvent {
    sequence: u64,
}

/// One lane's lines.
#[derive(Default)]
struct Lines {
    first: Option<u64>,
    /// One past the last number.
    end: u64,
    per_path: HashMap<String, u64>,
}

/// Looks at everything.
///
/// # Errors
/// If the desk cannot be read, or its journal is damaged.
pub(crate) fn audit(config: &Config) -> anyhow::Result<Audit> {
    let desk = &config.desk;
    let mut audit = Audit::default();
    // The service may be at work: the outbox must stand between what was promised before and after reading it.
    let before = past::ledger(&desk.state)?;
    let records = audit.lines("", &desk.outbox)?;
    let rejections = audit.lines("rejections/", &desk.outbox.join("rejections"))?;
    let past = past::read(&desk.state)?;
    for (lane, lines) in [(Lane::Records, &records), (Lane::Rejections, &rejections)] {
        let (low, high) = (before.position(lane).seq, past.ledger.position(lane).seq);
        if lines.end > high {
            audit.problem(format!("the outbox has lines up to number {} that the journal never promised (it ends at {high})", lines.end));
        }
        // Promised lines that are not written are written at the next start.
        audit.n_promised += low.saturating_sub(lines.end);
    }
    audit.n_lines = records.end - records.first.unwrap_or(records.end);
    audit.n_rejections = rejections.end - rejections.first.unwrap_or(rejections.end);
    audit.deeds(&past.deeds, config);
    audit.balance(&past, &records);
    audit.n_waiting = files_below(&desk.inbox)?
        .into_iter()
        .filter(|path| !past.ledger.judged().any(|(it, _)| desk.inbox.join(it.path()) == *path))
        .count();
    audit.strays(&past.deeds, &desk.archive)?;
    Ok(audit)
}

impl Audit {
    fn problem(&mut self, said: String) {
        self.n_problems += 1;
        if self.problems.len() < MAX_NAMED {
            self.problems.push(said);
        }
    }

    /// Reads every line of a lane.
    fn lines(&mut self, prefix: &str, folder: &Path) -> anyhow::Result<Lines> {
        let mut lines = Lines::default();
        let segments = outbox::segments(folder).with_context(|| folder.display().to_string())?;
        let n_segments = segments.len();
        for (i, segment) in segments.into_iter().enumerate() {
            let mut number = 0;
            let read = segment.lines(&mut |line| {
                number += 1;
                let is_last = i + 1 == n_segments;
                if let Err(said) = lines.take(line, is_last) {
                    self.problem(format!("{prefix}{}:{number}: {said}", segment.name));
                }
            });
            if let Err(error) = read {
                self.problem(format!("{prefix}{} cannot be read: {error}", segment.name));
            }
        }
        Ok(lines)
    }

    /// Whether what was settled has its lines and its place.
    fn deeds(&mut self, deeds: &[Deed], config: &Config) {
        for deed in deeds {
            let root = match deed.outcome.as_str() {
                "delivered" => {
                    self.n_delivered += 1;
                    &config.desk.archive
                }
                "rejected" => {
                    self.n_rejected += 1;
                    &config.desk.rejected
                }
                _ => {
                    self.n_interrupted += 1;
                    continue;
                }
            };
            let moved = deed.moved_to.as_deref().and_then(wiredesk_inbox::unescape);
            let gone = moved.is_some_and(|it| {
                use std::os::unix::ffi::OsStrExt;
                root.join(std::ffi::OsStr::from_bytes(&it)).symlink_metadata().is_err()
            });
            self.n_put_away += usize::from(gone);
        }
    }

    /// Whether each path has as many lines as its sources gave articles.
    fn balance(&mut self, past: &past::Past, records: &Lines) {
        // Where old segments were put away, the lines that are left cannot be balanced against all of history.
        if records.first.is_some_and(|it| it > 0) {
            return;
        }
        let mut expected: HashMap<String, u64> = HashMap::new();
        for deed in &past.deeds {
            *expected.entry(deed.path.clone()).or_default() += u64::from(deed.parts);
        }
        for (source, open) in past.ledger.all_open() {
            *expected.entry(source.name()).or_default() += u64::from(open.parts.len());
        }
        let mut paths: Vec<_> = records.per_path.keys().chain(expected.keys()).collect();
        paths.sort_unstable();
        paths.dedup();
        for path in paths {
            let lines = records.per_path.get(path).copied().unwrap_or(0);
            let articles = expected.get(path).copied().unwrap_or(0);
            if lines > articles || lines + self.n_promised < articles {
                self.problem(format!(
                    "`{path}` has {lines} lines for {articles} delivered articles"
                ));
            }
        }
    }

    /// Files in the archive that nothing is known of.
    fn strays(&mut self, deeds: &[Deed], archive: &Path) -> anyhow::Result<()> {
        let known: std::collections::HashSet<_> =
            deeds.iter().filter_map(|it| it.moved_to.as_deref()).collect();
        for path in files_below(archive)? {
            use std::os::unix::ffi::OsStrExt;
            let below = path.strip_prefix(archive).unwrap_or(&path);
            let name = wiredesk_inbox::escape(below.as_os_str().as_bytes());
            if !known.contains(name.as_str()) {
                self.problem(format!("archive/{name} is not known to have been delivered"));
            }
        }
        Ok(())
    }

    /// Says it.
    ///
    /// # Errors
    /// If standard output cannot be written.
    pub(crate) fn print(&self, out: &mut impl Write) -> io::Result<()> {
        let Self { n_delivered, n_rejected, n_interrupted, n_waiting, .. } = self;
        let n_files = n_delivered + n_rejected + n_interrupted + n_waiting;
        let interrupted = match n_interrupted {
            0 => String::new(),
            n => format!(" + {n} taken away before their end"),
        };
        writeln!(
            out,
            "files  {n_files} = {n_delivered} delivered + {n_rejected} rejected + {n_waiting} waiting{interrupted}"
        )?;
        writeln!(out, "lines  {} records, {} rejections", self.n_lines, self.n_rejections)?;
        if self.n_promised > 0 {
            writeln!(
                out,
                "note   {} promised lines are written at the next start",
                self.n_promised
            )?;
        }
        if self.n_put_away > 0 {
            writeln!(
                out,
                "note   {} settled files were put away by another hand",
                self.n_put_away
            )?;
        }
        for problem in &self.problems {
            writeln!(out, "WRONG  {problem}")?;
        }
        if self.n_problems > self.problems.len() {
            writeln!(out, "WRONG  and {} more", self.n_problems - self.problems.len())?;
        }
        let verdict = if self.n_problems == 0 {
            "every file is accounted for, every line is whole"
        } else {
            "the desk does not add up"
        };
        writeln!(out, "{verdict}")
    }
}

impl Lines {
    fn take(&mut self, line: &[u8], in_last_segment: bool) -> Result<(), String> {
        let Some(json) = line.strip_suffix(b"\n") else {
            // A line that is being written, or was when the process died: the next start completes it.
            return if in_last_segment { Ok(()) } else { Err("the line has no end".into()) };
        };
        let head: Head =
            serde_json::from_slice(json).map_err(|error| format!("no record: {error}"))?;
        let seq = head.seq.or(head.event.map(|it| it.sequence)).ok_or("the line has no number")?;
        let expected = if self.first.is_some() { self.end } else { seq };
        self.first.get_or_insert(seq);
        self.end = seq + 1;
        if let Some(source) = head.source.filter(|it| !it.path.is_empty()).or(head.file) {
            *self.per_path.entry(source.path).or_default() += 1;
        }
        if seq == expected {
            Ok(())
        } else {
            Err(format!("number {seq} where {expected} should be"))
        }
    }
}

fn files_below(folder: &Path) -> anyhow::Result<Vec<std::path::PathBuf>> {
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let mut files = Vec::new();
    for entry in walkdir::WalkDir::new(folder).sort_by_file_name() {
        match entry {
            Ok(entry) if !entry.file_type().is_dir() => files.push(entry.into_path()),
            Ok(_) => (),
            // Taken away while we looked.
            Err(error) if is_gone(&error) => (),
            Err(error) => return Err(error.into()),
        }
    }
    Ok(files)
}

fn is_gone(error: &walkdir::Error) -> bool {
    error.io_error().is_some_and(|it| it.kind() == io::ErrorKind::NotFound)
}
