//! The process' own side: reads the one file, and answers. It knows nothing of the desk.

use std::fs::File;
use std::io::{self, BufWriter, Read, Write};
use std::os::fd::AsFd;

use anyhow::Context;
use rustix::process::{Resource, Rlimit, Signal, getrlimit, setrlimit};
use serde::Serialize;
use wiredesk_parser::{Flow, Hint, PdfReader};

use super::{Answer, Task, Work};
use crate::config::{Layers, load};
use crate::enrichment;
use crate::failure::Exit;

/// Most that is written to standard error, where a dying process says why.
const MAX_SAID: u64 = 1 << 16;

/// Reads standard input as `task` (JSON) says.
///
/// # Errors
/// If the task makes no sense or nobody hears the answers.
pub(crate) fn work(task: &str) -> anyhow::Result<Exit> {
    let task: Task = serde_json::from_str(task).context("this command is the service's own")?;
    confine(&task)?;
    match task.work {
        Work::File { path, modified, settings } => file(&Hint { path, modified }, settings)?,
        Work::Pdf => {
            let mut bytes = Vec::new();
            // As a file it tells its size, so that no more is set aside than it needs.
            File::from(io::stdin().as_fd().try_clone_to_owned()?).read_to_end(&mut bytes)?;
            let contents = PdfReader::default().read(&bytes).map_err(enrichment::reason);
            say(&mut io::stdout().lock(), &contents)?;
        }
    }
    Ok(Exit::Done)
}

fn file(hint: &Hint, settings: String) -> anyhow::Result<()> {
    let config = load(&Layers { text: Some(settings), ..Layers::default() })?;
    let pipeline = enrichment::pipeline(config.enricher.enabled, &config.enricher.disabled)?;
    let mut out = BufWriter::new(io::stdout().lock());
    let mut sent = Ok(());
    let outcome = enrichment::parse(&mut io::stdin().lock(), hint, &config.parser, &mut |it| {
        let prepared = enrichment::annotate(&pipeline, &it)
            .and_then(|notes| enrichment::prepare(&it, &notes))
            .map(Box::new);
        sent = say(&mut out, &Answer::Article(prepared.map_err(enrichment::reason)));
        if sent.is_ok() { Flow::Continue } else { Flow::Stop }
    });
    sent?;
    say(&mut out, &Answer::End(outcome.map(|_| ()).map_err(enrichment::reason)))?;
    Ok(())
}

/// One line, at once: what was answered stays answered when the process dies.
fn say(out: &mut impl Write, answer: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *out, answer)?;
    out.write_all(b"\n")?;
    out.flush()
}

/// Gives up what the process does not need, so that a file that kills it harms nothing else.
fn confine(task: &Task) -> anyhow::Result<()> {
    rustix::process::set_parent_process_death_signal(Some(Signal::KILL))
        .context("the process cannot be bound to the service")?;
    let parent = rustix::process::getppid().map(|it| it.as_raw_nonzero().get());
    anyhow::ensure!(
        parent.is_some_and(|it| it.cast_unsigned() == task.parent),
        "the service that asked is gone"
    );
    let limits = [
        (Resource::As, Some(task.limits.address_space)),
        (Resource::Data, task.limits.data),
        (Resource::Cpu, task.limits.cpu),
        (Resource::Core, Some(0)),
        (Resource::Fsize, Some(MAX_SAID)),
    ];
    for (resource, most) in limits {
        let Some(most) = most else { continue };
        let most = getrlimit(resource).maximum.map_or(most, |it| it.min(most));
        // At the hard limit of time the signal would be one that any impatient user sends.
        let hard = if resource == Resource::Cpu { most.saturating_add(1) } else { most };
        let limit = Rlimit { current: Some(most), maximum: Some(hard) };
        // Where a sandbox forbids to lower a limit, the service's own bounds hold.
        setrlimit(resource, limit).unwrap_or_default();
    }
    // Should memory run short all the same, this process is the one to end; see proc_pid_oom_score_adj(5).
    std::fs::write("/proc/self/oom_score_adj", "1000").unwrap_or_default();
    Ok(())
}
