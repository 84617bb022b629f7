//! Reads a suspect: a file that was in work when the process died is read and enriched in a process of its own, so
//! that it can kill nothing else, and only that process' death is held against it.

use std::time::Duration;

use wiredesk_inbox::Claim;
use wiredesk_journal::{Reason, StorageError};
use wiredesk_parser::{Flow, Rejection};

use super::parts::{Parts, Piece};
use super::reading::Reader;
use super::traffic::End;
use crate::enrichment;
use crate::isolation::{Answer, COMMAND, Ending, Limits, Task, Work, Worker};

/// Address space of the process beside what its documents take: the program, its models, its stacks.
const MEMORY: u64 = 2 << 30;
/// Times the size of the largest document that reading and enriching it may take.
const MEMORY_PER_DOCUMENT: u64 = 32;

/// How long the process may be silent: far longer than the largest article takes.
const PATIENCE: Duration = Duration::from_mins(10);

/// How one process' work came out.
enum Outcome {
    End(End),
    /// It died; this is how.
    Died(String),
}

impl Reader {
    /// Reads the file apart until a process comes back from it, or too many died: `deaths` did before.
    ///
    /// # Errors
    /// If a death cannot be noted.
    pub(super) fn read_apart(
        &self,
        claim: &Claim,
        mut deaths: u32,
        parts: &mut Parts<'_>,
    ) -> Result<End, StorageError> {
        let source = &claim.source;
        tracing::info!(source = %source, deaths, "in work when the process died: read apart");
        let mut last = "see the log".to_owned();
        while deaths < self.max_attempts {
            match self.attempt(claim, parts) {
                Outcome::End(end) => return Ok(end),
                Outcome::Died(how) => {
                    deaths = self.insist(|| self.attempts.blame(source))?;
                    tracing::warn!(source = %source, deaths, how, "a process died over it");
                    last = how;
                }
            }
        }
        let detail = format!(
            "{deaths} processes died that did nothing but read and enrich this file; the last: {last}"
        );
        Ok(End::Refused(Reason { code: "kills_the_process".into(), detail }))
    }

    fn attempt(&self, claim: &Claim, parts: &mut Parts<'_>) -> Outcome {
        let started = claim.reader().and_then(|file| {
            let task = serde_json::to_string(&self.task(claim))?;
            Worker::start(&[COMMAND, &task], file, PATIENCE)
        });
        match started {
            Ok(worker) => hear(worker, parts),
            Err(error) => {
                let reason = Rejection::unreadable(&error);
                Outcome::End(End::Refused(enrichment::reason(reason)))
            }
        }
    }

    fn task(&self, claim: &Claim) -> Task {
        let manner = self.manner();
        Task {
            work: Work::File {
                path: claim.source.name(),
                modified: claim.source.stat.modified_at(),
                settings: manner.settings,
            },
            limits: Limits {
                address_space: MEMORY.saturating_add(
                    manner.parser.max_document_bytes.saturating_mul(MEMORY_PER_DOCUMENT),
                ),
                data: None,
                cpu: None,
            },
            parent: std::process::id(),
        }
    }
}

/// Hears the process out. Articles that an earlier process gave before it died are passed over.
fn hear(mut worker: Worker, parts: &mut Parts<'_>) -> Outcome {
    let mut n_known = parts.n_pushed();
    let end = loop {
        let line = match worker.line() {
            Ok(Some(line)) => line,
            Ok(None) => break None,
            Err(error) => return Outcome::Died(error.to_string()),
        };
        match serde_json::from_slice(&line) {
            Ok(Answer::Article(_)) if n_known > 0 => n_known -= 1,
            Ok(Answer::Article(outcome)) => {
                if parts.push(Piece::Apart(outcome)) == Flow::Stop {
                    return Outcome::End(End::Interrupted);
                }
            }
            Ok(Answer::End(Ok(()))) => break Some(End::Whole),
            Ok(Answer::End(Err(reason))) => break Some(End::Refused(reason)),
            Err(error) => return Outcome::Died(format!("it spoke nonsense: {error}")),
        }
    };
    match (end, worker.ending()) {
        (Some(end), Ok(_)) => Outcome::End(end),
        (None, Ok(Ending::Told)) => Outcome::End(End::Interrupted),
        (None, Ok(Ending::Died(how))) => Outcome::Died(how),
        (None, Ok(Ending::Overran)) => Outcome::Died("the system limits its time".into()),
        (None, Ok(Ending::Done)) => Outcome::Died("it ended without an answer".into()),
        (_, Err(error)) => Outcome::Died(error.to_string()),
    }
}
