//! `audit`: proves that every file was delivered, rejected or waits, and that every line is whole. The proof is
//! `sink`'s; this says it.

use std::io::{self, Write};

use wiredesk_journal::Disk;
use wiredesk_sink::{Audit, AuditFolders, SinkError};

use crate::config::Config;

/// Looks at everything.
///
/// # Errors
/// If the desk cannot be read, or its journal is damaged.
pub(crate) fn audit(config: &Config) -> Result<Audit, SinkError> {
    let desk = &config.desk;
    let folders =
        AuditFolders { inbox: &desk.inbox, archive: &desk.archive, rejected: &desk.rejected };
    wiredesk_sink::audit(&Disk, &config.outbox(), &folders)
}

/// Says what was found.
///
/// # Errors
/// If standard output cannot be written.
pub(crate) fn print(audit: &Audit, out: &mut impl Write) -> io::Result<()> {
    let Audit { delivered, rejected, interrupted, waiting, records, rejections, .. } = audit;
    let n_files = delivered + rejected + interrupted + waiting;
    write!(
        out,
        "files  {n_files} = {delivered} delivered + {rejected} rejected + {waiting} waiting"
    )?;
    match interrupted {
        0 => writeln!(out)?,
        n => writeln!(out, " + {n} taken away before their end")?,
    }
    let range = audit.seqs.map(|(first, last)| format!(" (seq {first} to {last})"));
    let range = range.unwrap_or_default();
    writeln!(
        out,
        "lines  {}{range}; {}; {}",
        counted(*records, "record"),
        counted(*rejections, "rejection"),
        counted(audit.segments, "segment")
    )?;
    let notes = [
        (audit.in_progress, "waiting files are in progress: some of their articles are out"),
        (audit.beyond_reach, "files have their lines in segments that were removed"),
        (audit.purged, "files are no longer where they were moved to"),
    ];
    for (n, what) in notes.into_iter().filter(|(n, _)| *n > 0) {
        writeln!(out, "note   {n} {what}")?;
    }
    if audit.running {
        writeln!(out, "note   the service is running; what it does meanwhile is no problem")?;
    }
    for problem in &audit.problems {
        writeln!(out, "WRONG  {problem}")?;
    }
    let unnamed = audit.n_problems - audit.problems.len() as u64;
    if unnamed > 0 {
        writeln!(out, "WRONG  and {unnamed} more")?;
    }
    let verdict = if audit.is_clean() {
        "every file is accounted for, and every line is whole"
    } else {
        "the desk does not add up"
    };
    writeln!(out, "{verdict}")
}

/// `1 record`, `2 records`.
fn counted(n: u64, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}
