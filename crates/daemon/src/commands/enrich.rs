//! `enrich`: files, folders or a stream in, records out in the same order. It writes nothing but its output.
//!
//! One thread reads and parses, workers enrich, and the calling thread writes. Each article's place in the
//! output is a slot in a bounded queue that is filled when its worker is done; the bound is also what keeps
//! memory flat when the reader is ahead.

use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, Read, Write};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::thread;

use async_channel::{Receiver, Sender, bounded};
use indicatif::{ProgressBar, ProgressStyle};
use wiredesk_enricher::Pipeline;
use wiredesk_memory::{Memory, MemoryConfig};
use wiredesk_model::{Article, assemble};
use wiredesk_parser::{Flow, Hint, ParserConfig, Rejection};

use crate::prepared::Prepared;
use crate::{clock, enrichment};

/// Articles in flight for each worker: enough to keep them busy behind one slow article.
const WINDOW: usize = 4;

/// An article with what was found in it, or the refusal of its source.
type Enriched = Result<Box<Prepared>, Refused>;

/// A source, or one article of it, that gives no record.
struct Refused {
    path: String,
    rejection: Rejection,
}

/// One article on its way to a worker, with the slot its result belongs in.
struct Job {
    article: Article,
    slot: Sender<Enriched>,
}

/// What to enrich, with what.
pub(crate) struct Enrich<'a> {
    pub(crate) inputs: &'a [PathBuf],
    pub(crate) jobs: usize,
    pub(crate) pipeline: &'a Pipeline,
    pub(crate) parser: &'a ParserConfig,
}

/// How it went.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) n_records: u64,
    pub(crate) n_rejected: u64,
}

impl Enrich<'_> {
    /// Runs to the end of the input, or until nobody reads the output.
    ///
    /// # Errors
    /// If the output cannot be written.
    pub(crate) fn run(&self, out: impl Write) -> io::Result<Tally> {
        let n_workers = workers(self.jobs);
        let (slots, order) = bounded(n_workers * WINDOW);
        let (jobs, work) = bounded::<Job>(n_workers);
        let bar = progress(self.inputs);
        thread::scope(|scope| {
            for _ in 0..n_workers {
                let work = work.clone();
                scope.spawn(move || self.work(&work));
            }
            drop(work);
            let reader = Reader { slots, jobs, config: self.parser };
            let inputs_bar = bar.clone();
            scope.spawn(move || reader.read_all(self.inputs, &inputs_bar));
            let tally = write(&order, out, &bar);
            bar.finish_and_clear();
            // Tells the reader that nobody wants the rest.
            order.close();
            tally
        })
    }

    fn work(&self, work: &Receiver<Job>) {
        while let Ok(Job { article, slot }) = work.recv_blocking() {
            let enriched = enrichment::annotate(self.pipeline, &article)
                .and_then(|notes| enrichment::prepare(&article, &notes))
                .map(Box::new)
                .map_err(|rejection| Refused { path: part_name(&article), rejection });
            // The writer is gone when nobody reads the output; then the result is not wanted.
            if slot.try_send(enriched).is_err() {
                return;
            }
        }
    }
}

/// The records of the articles in `bytes`.
///
/// # Errors
/// If they are refused.
pub(crate) fn records(
    path: &str,
    bytes: &[u8],
    pipeline: &Pipeline,
    config: &ParserConfig,
) -> Result<Vec<wiredesk_model::Record>, Rejection> {
    let hint = Hint { path: path.into(), modified: None };
    let mut articles = Vec::new();
    let mut input = bytes;
    enrichment::parse(&mut input, &hint, config, &mut |article| {
        articles.push(article);
        Flow::Continue
    })?;
    let numbered = (0..).zip(&articles);
    numbered
        .map(|(seq, article)| {
            let notes = enrichment::annotate(pipeline, article)?;
            Ok(assemble(article, &notes, clock::now(), seq))
        })
        .collect()
}

/// Number of workers for the option `jobs`.
pub(crate) fn workers(jobs: usize) -> usize {
    NonZeroUsize::new(jobs)
        .or_else(|| thread::available_parallelism().ok())
        .map_or(1, NonZeroUsize::get)
}

/// The sending side: walks the inputs and parses them.
struct Reader<'a> {
    slots: Sender<Receiver<Enriched>>,
    jobs: Sender<Job>,
    config: &'a ParserConfig,
}

impl Reader<'_> {
    fn read_all(&self, inputs: &[PathBuf], bar: &ProgressBar) {
        for input in inputs {
            let flow = if input.as_os_str() == "-" {
                self.read(&mut io::stdin().lock(), &Hint { path: "-".into(), modified: None })
            } else {
                self.walk(input, bar)
            };
            if flow == Flow::Stop {
                return;
            }
        }
    }

    /// The file at `root`, or the files below it in the order of their names.
    fn walk(&self, root: &Path, bar: &ProgressBar) -> Flow {
        for entry in walkdir::WalkDir::new(root).sort_by_file_name() {
            let flow = match entry {
                Ok(entry) if entry.depth() > 0 && !entry.file_type().is_file() => continue,
                Ok(entry) if entry.file_type().is_dir() => continue,
                Ok(entry) => self.open(entry.path()),
                Err(error) => {
                    let path = error.path().unwrap_or(root).display().to_string();
                    let said =
                        error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
                    self.refuse(path, Rejection::new("unreadable", said))
                }
            };
            bar.inc(1);
            if flow == Flow::Stop {
                return flow;
            }
        }
        Flow::Continue
    }

    fn open(&self, path: &Path) -> Flow {
        let name = path.display().to_string();
        let file = File::open(path).and_then(|file| Ok((file.metadata()?.modified().ok(), file)));
        match file {
            Ok((modified, mut file)) => {
                let modified = modified.and_then(|it| it.try_into().ok());
                self.read(&mut file, &Hint { path: name, modified })
            }
            Err(error) => self.refuse(name, Rejection::unreadable(&error)),
        }
    }

    fn read(&self, input: &mut dyn Read, hint: &Hint) -> Flow {
        let mut flow = Flow::Continue;
        let outcome = enrichment::parse(input, hint, self.config, &mut |article| {
            flow = self.send(article);
            flow
        });
        match outcome {
            _ if flow == Flow::Stop => flow,
            Err(rejection) => self.refuse(hint.path.clone(), rejection),
            // An entry of an archive that cannot be read is refused alone.
            Ok(report) => report.warnings.into_iter().fold(flow, |_, it| {
                self.refuse(hint.path.clone(), Rejection::new(it.code, it.detail))
            }),
        }
    }

    fn send(&self, article: Article) -> Flow {
        let (slot, result) = bounded(1);
        let sent = self.slots.send_blocking(result).is_ok()
            && self.jobs.send_blocking(Job { article, slot }).is_ok();
        if sent { Flow::Continue } else { Flow::Stop }
    }

    fn refuse(&self, path: String, rejection: Rejection) -> Flow {
        let (slot, result) = bounded(1);
        let filled = slot.try_send(Err(Refused { path, rejection })).is_ok();
        if filled && self.slots.send_blocking(result).is_ok() { Flow::Continue } else { Flow::Stop }
    }
}

fn write(
    order: &Receiver<Receiver<Enriched>>,
    out: impl Write,
    bar: &ProgressBar,
) -> io::Result<Tally> {
    let mut out = BufWriter::with_capacity(1 << 18, out);
    let mut tally = Tally::default();
    let mut memory = Memory::in_memory(MemoryConfig::default());
    // What waits in the buffer is pushed out before waiting for more, so a stream's reader is never behind.
    while let Some(slot) = next(order, &mut out)? {
        let Some(enriched) = next(&slot, &mut out)? else { break };
        match enriched {
            Ok(prepared) => {
                // The one place that sees every article in the order of the input.
                let record = prepared.finish(&mut memory, tally.n_records);
                serde_json::to_writer(&mut out, &record)?;
                out.write_all(b"\n")?;
                tally.n_records += 1;
                bar.set_message(format!("{} records", tally.n_records));
            }
            Err(refused) => {
                tally.n_rejected += 1;
                report(&refused, bar);
            }
        }
    }
    out.flush()?;
    Ok(tally)
}

/// The next item, or `None` when the senders are gone.
fn next<T>(queue: &Receiver<T>, out: &mut impl Write) -> io::Result<Option<T>> {
    if let Ok(item) = queue.try_recv() {
        return Ok(Some(item));
    }
    out.flush()?;
    Ok(queue.recv_blocking().ok())
}

fn report(refused: &Refused, bar: &ProgressBar) {
    let Rejection { code, detail } = &refused.rejection;
    let line = format!("rejected `{}`: {code}: {detail}", refused.path);
    bar.suspend(|| crate::terminal::complain(&line));
}

fn part_name(article: &Article) -> String {
    format!("{}#{}", article.source.path, article.source.part)
}

/// A bar where somebody watches and the records go elsewhere; hidden otherwise.
fn progress(inputs: &[PathBuf]) -> ProgressBar {
    let streamed = inputs.iter().any(|it| it.as_os_str() == "-");
    if streamed || !io::stderr().is_terminal() || io::stdout().is_terminal() {
        return ProgressBar::hidden();
    }
    let n_files = inputs
        .iter()
        .flat_map(|it| walkdir::WalkDir::new(it).into_iter().flatten())
        .filter(|it| !it.file_type().is_dir())
        .count();
    let style = "{bar:30} {pos}/{len} files  {msg}  {elapsed} elapsed, {eta} to go";
    let style =
        ProgressStyle::with_template(style).unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(n_files as u64).with_style(style)
}
