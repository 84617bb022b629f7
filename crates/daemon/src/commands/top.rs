//! `top`: what the service is doing, once a second, from the desk's own folders. It changes nothing and needs no
//! running service.

use std::collections::VecDeque;
use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

use console::{Style, Term, truncate_str};
use wiredesk_journal::{Disk, Journal, Lane};
use wiredesk_model::Record;

use crate::config::Config;
use crate::outbox;

const PERIOD: Duration = Duration::from_secs(1);
/// Headlines that are shown.
const N_HEADLINES: usize = 15;

/// One look at the desk.
struct Look {
    at: Instant,
    n_records: u64,
    n_rejections: u64,
    n_waiting: usize,
    headlines: VecDeque<String>,
}

/// Looks until interrupted, or once.
///
/// # Errors
/// If the desk cannot be read, or standard output not be written.
pub(crate) fn run(config: &Config, once: bool) -> anyhow::Result<()> {
    let term = Term::stdout();
    let live = io::stdout().is_terminal() && !once;
    let mut before: Option<Look> = None;
    loop {
        let look = look(config)?;
        if live {
            term.clear_screen()?;
        }
        print(config, &look, before.as_ref())?;
        if !live {
            return Ok(());
        }
        before = Some(look);
        std::thread::sleep(PERIOD);
    }
}

fn look(config: &Config) -> anyhow::Result<Look> {
    let ledger = Journal::ledger(&Disk, &config.desk.state)?;
    let n_waiting = walkdir::WalkDir::new(&config.desk.inbox)
        .into_iter()
        .flatten()
        .filter(|it| it.file_type().is_file())
        .count();
    let mut headlines = VecDeque::new();
    if let Some(segment) = outbox::segments(&config.desk.outbox)?.last() {
        let mut last = VecDeque::new();
        segment.lines(&mut |line| {
            if last.len() == N_HEADLINES {
                last.pop_front();
            }
            last.push_back(line.to_vec());
        })?;
        headlines.extend(last.iter().filter_map(|it| headline(it)));
    }
    Ok(Look {
        at: Instant::now(),
        n_records: ledger.position(Lane::Records).seq,
        n_rejections: ledger.position(Lane::Rejections).seq,
        n_waiting,
        headlines,
    })
}

fn headline(line: &[u8]) -> Option<String> {
    let record: Record = serde_json::from_slice(line).ok()?;
    let title = record.article.title.unwrap_or_else(|| record.source.path.clone());
    let time = record.timestamp.get(11..19).unwrap_or_default().to_owned();
    Some(format!("{time}  {title}"))
}

fn print(config: &Config, look: &Look, before: Option<&Look>) -> io::Result<()> {
    let mut out = io::stdout().lock();
    let rate = before.map_or(0.0, |before| {
        let seconds = look.at.duration_since(before.at).as_secs_f64();
        look.n_records.saturating_sub(before.n_records) as f64 / seconds.max(0.001)
    });
    let bold = Style::new().bold();
    writeln!(out, "{}", bold.apply_to(config.desk.root.display()))?;
    writeln!(
        out,
        "{} records ({rate:.0} a second)   {} rejections   {} files wait\n",
        look.n_records, look.n_rejections, look.n_waiting
    )?;
    for headline in look.headlines.iter().rev() {
        writeln!(out, "  {}", truncate_str(headline, 110, "…"))?;
    }
    Ok(())
}
