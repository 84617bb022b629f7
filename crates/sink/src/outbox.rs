//! The outbox: lines on disk, each exactly once. It owns the journal and the segments, and decides their order.
//!
//! A batch goes: sidecars, room, journal (one sync), lines, sources moved, segments and moves synced side by side, noted.
//! What is interrupted at any point is rolled forward by the next [`Outbox::open`]; what finds no room waits in
//! `pending` for [`Sink::retry`].

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::{Timestamp, tz::TimeZone};
use wiredesk_journal::{
    Custody, Entry, Folders, History, Identity, Journal, Lane, Ledger, Line, Place, Segment,
    Storage, StorageError, Verdict,
};

use crate::config::OutboxConfig;
use crate::item::{Item, Receipt, Report, Sink, SinkError};
use crate::lane::LaneFiles;
use crate::recovery::{self, Recovery};
use crate::rejection;
use crate::segment::segment_name;
use crate::sidecar::Sidecar;

/// Deeds kept in memory before a checkpoint writes them to the history.
const MAX_DEEDS: usize = 10_000;

/// The outbox on disk, and the lock on its desk.
pub struct Outbox {
    pub(crate) storage: Arc<dyn Storage>,
    pub(crate) custody: Box<dyn Custody>,
    pub(crate) config: OutboxConfig,
    pub(crate) journal: Journal,
    pub(crate) ledger: Ledger,
    pub(crate) records: LaneFiles,
    pub(crate) rejections: LaneFiles,
    folders: Folders,
    /// How many articles a source has, where it was finished before all of them were out.
    expected: BTreeMap<Identity, u32>,
    /// Items that wait behind a batch that found no room.
    queue: Vec<Item>,
    pending: Option<Batch>,
    /// What was done and not yet told.
    report: Report,
}

/// A batch on its way.
struct Batch {
    sidecars: Vec<Sidecar>,
    lines: Vec<Line>,
    judged: Vec<Identity>,
    receipts: Vec<Receipt>,
    step: Step,
}

/// What comes next for a batch. Each step may be repeated.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    Sidecars,
    Promise,
    Write,
    Move,
    Sync,
    Note,
}

impl Outbox {
    /// Takes the desk's lock, rolls forward what the last process began, and is ready to deliver.
    ///
    /// # Errors
    /// If another process holds the desk, the journal is damaged, or the file system refuses. Where
    /// [`SinkError::is_full`], opening may be tried again later.
    pub fn open(
        storage: Arc<dyn Storage>,
        custody: Box<dyn Custody>,
        config: OutboxConfig,
        now: Timestamp,
    ) -> Result<(Self, Recovery), SinkError> {
        let mut folders = Folders::default();
        for dir in [&config.outbox, &config.outbox.join("rejections"), &config.state] {
            folders.ensure(&*storage, dir, dir)?;
        }
        let mut records = LaneFiles::new(Lane::Records, &config.outbox);
        let mut rejections = LaneFiles::new(Lane::Rejections, &config.outbox);
        let (journal, ledger, recovery) =
            recovery::replay(&storage, &config, &mut records, &mut rejections)?;
        let mut outbox = Self {
            storage,
            custody,
            config,
            journal,
            ledger,
            records,
            rejections,
            folders,
            expected: BTreeMap::new(),
            queue: Vec::new(),
            pending: None,
            report: Report::default(),
        };
        let recovery = outbox.settle_all(recovery, now)?;
        Ok((outbox, recovery))
    }

    /// How many articles of a source are out without a gap from the first: parsing it again may skip the work for these.
    pub fn parts_out(&self, source: &Identity) -> u32 {
        self.ledger.open(source).map_or(0, |open| open.parts.leading())
    }

    /// Number of the next line.
    pub fn next_seq(&self, lane: Lane) -> u64 {
        self.ledger.position(lane).seq
    }

    /// Plans the batch: gives every line its number and place, and hands the entries to the journal's memory.
    fn plan(&mut self, items: Vec<Item>, now: Timestamp) -> Batch {
        let mut batch = Batch {
            sidecars: Vec::new(),
            lines: Vec::new(),
            judged: Vec::new(),
            receipts: Vec::new(),
            step: Step::Sidecars,
        };
        for item in items {
            match item {
                Item::Article { source, part, line } => {
                    let out = self.ledger.open(&source).is_some_and(|it| it.parts.contains(part));
                    if out || self.is_judged(&source) {
                        self.report.repeated += 1;
                    } else {
                        batch.sidecars.extend(line.sidecar().cloned());
                        self.promise(&mut batch, Lane::Records, &source, part, now, &|seq| {
                            line.bytes(seq)
                        });
                    }
                    self.judge_if_complete(&mut batch, &source, now);
                }
                Item::Finished { source, parts } => {
                    self.expected.insert((*source).clone(), parts);
                    self.judge_if_complete(&mut batch, &source, now);
                }
                Item::Rejected { source, reason } if !self.is_judged(&source) => {
                    let line = rejection::shape(&source, &reason, now);
                    self.promise(&mut batch, Lane::Rejections, &source, 0, now, &|seq| {
                        line.bytes(seq)
                    });
                    self.judge(&mut batch, &source, Verdict::Rejected(reason), now);
                }
                Item::Rejected { .. } => self.report.repeated += 1,
            }
        }
        batch
    }

    fn is_judged(&self, source: &Identity) -> bool {
        self.ledger.open(source).is_some_and(|open| open.verdict.is_some())
    }

    fn promise(
        &mut self,
        batch: &mut Batch,
        lane: Lane,
        source: &Identity,
        part: u32,
        now: Timestamp,
        bytes: &dyn Fn(u64) -> Vec<u8>,
    ) {
        let position = self.ledger.position(lane);
        let seq = position.seq;
        let bytes = bytes(seq);
        let room = self.config.max_segment_bytes.saturating_sub(bytes.len() as u64);
        let fits = |it: &&Segment| {
            (it.offset == 0 || it.offset <= room)
                && now.duration_since(it.opened_at) < self.config.max_segment_age
        };
        let line = match position.segment.as_ref().filter(fits) {
            Some(segment) => Line {
                lane,
                seq,
                segment_number: position.next_segment.saturating_sub(1),
                segment: segment.name.clone(),
                opened_at: segment.opened_at,
                offset: segment.offset,
                bytes,
                source: source.clone(),
                part,
            },
            None => Line {
                lane,
                seq,
                segment_number: position.next_segment,
                segment: segment_name(lane, position.next_segment, now),
                opened_at: now,
                offset: 0,
                bytes,
                source: source.clone(),
                part,
            },
        };
        let entry = Entry::Line(line);
        self.note(&entry);
        if let Entry::Line(line) = entry {
            batch.lines.push(line);
        }
    }

    fn judge_if_complete(&mut self, batch: &mut Batch, source: &Identity, now: Timestamp) {
        let Some(&parts) = self.expected.get(source) else { return };
        let out = self.ledger.open(source).map_or(0, |open| open.parts.leading());
        if out >= parts && !self.is_judged(source) {
            self.judge(batch, source, Verdict::Delivered, now);
        }
    }

    fn judge(&mut self, batch: &mut Batch, source: &Identity, verdict: Verdict, now: Timestamp) {
        self.expected.remove(source);
        self.note(&Entry::Judged(source.clone(), verdict, now));
        batch.judged.push(source.clone());
    }

    fn note(&mut self, entry: &Entry) {
        self.journal.push(entry);
        self.ledger.apply(entry);
    }

    /// Takes all that is pending as far as it goes, and tells what was done.
    fn drive(&mut self, now: Timestamp) -> Result<Report, SinkError> {
        loop {
            if let Some(mut batch) = self.pending.take()
                && let Err(error) = self.steps(&mut batch)
            {
                self.pending = Some(batch);
                return Err(error);
            }
            if self.queue.is_empty() {
                break;
            }
            let items = std::mem::take(&mut self.queue);
            self.pending = Some(self.plan(items, now));
        }
        if self.journal.size() > self.config.checkpoint_bytes
            || self.ledger.deeds().len() > MAX_DEEDS
        {
            self.checkpoint(now)?;
        }
        Ok(std::mem::take(&mut self.report))
    }

    fn steps(&mut self, batch: &mut Batch) -> Result<(), SinkError> {
        let storage = Arc::clone(&self.storage);
        if batch.step == Step::Sidecars {
            for sidecar in &batch.sidecars {
                sidecar.store(&*storage, &mut self.folders, &self.config.outbox)?;
            }
            batch.sidecars.clear();
            batch.step = Step::Promise;
        }
        if batch.step == Step::Promise {
            self.reserve(&batch.lines, |offset| offset > 0)?;
            self.journal.commit()?;
            batch.step = Step::Write;
        }
        if batch.step == Step::Write {
            // A segment appears with its first line, so its room can only be asked for now.
            self.reserve(&batch.lines, |offset| offset == 0)?;
            for run in runs(&batch.lines) {
                if let Some(first) = run.first() {
                    self.files(first.lane).write(&*storage, &run)?;
                }
            }
            batch.step = Step::Move;
        }
        if batch.step == Step::Move {
            batch.receipts = self.move_out(&batch.judged)?;
            batch.step = Step::Sync;
        }
        if batch.step == Step::Sync {
            self.sync()?;
            self.report.lines += batch.lines.len() as u64;
            self.report.bytes += batch.lines.iter().map(|it| it.bytes.len() as u64).sum::<u64>();
            batch.lines.clear();
            self.note_settled(&batch.receipts);
            batch.step = Step::Note;
        }
        self.journal.write()?;
        self.report.receipts.append(&mut batch.receipts);
        Ok(())
    }

    fn files(&mut self, lane: Lane) -> &mut LaneFiles {
        match lane {
            Lane::Records => &mut self.records,
            Lane::Rejections => &mut self.rejections,
        }
    }

    /// Sets room aside for the lines, a run of them in one segment at a time, where `which` wants the run's offset.
    fn reserve(&mut self, lines: &[Line], which: fn(u64) -> bool) -> Result<(), StorageError> {
        let storage = Arc::clone(&self.storage);
        for run in runs(lines) {
            if let Some(first) = run.first().filter(|first| which(first.offset)) {
                let len = run.iter().map(|line| line.bytes.len() as u64).sum();
                self.files(first.lane).reserve(&*storage, &first.segment, first.offset, len)?;
            }
        }
        Ok(())
    }

    /// Makes written lines and moved sources durable, both at once: the file system then commits them together. The order
    /// does not matter, since the journal, which was synced before, holds the lines.
    pub(crate) fn sync(&mut self) -> Result<(), SinkError> {
        let (records, rejections) = (&mut self.records, &mut self.rejections);
        let storage = &*self.storage;
        let mut segments = move || {
            records.sync(storage)?;
            rejections.sync(storage)
        };
        if !self.custody.is_dirty() {
            return Ok(segments()?);
        }
        let custody = &mut self.custody;
        let (moves, segments) = std::thread::scope(|scope| {
            let moves = scope.spawn(|| custody.sync());
            let segments = segments();
            (moves.join(), segments)
        });
        segments?;
        moves.map_err(|_| {
            let error = std::io::Error::other("the thread that syncs the folders panicked");
            StorageError::new("sync", &self.config.outbox, error)
        })??;
        Ok(())
    }

    /// Moves sources whose fate is synced.
    pub(crate) fn move_out(&mut self, sources: &[Identity]) -> Result<Vec<Receipt>, SinkError> {
        let mut receipts = Vec::with_capacity(sources.len());
        for source in sources {
            let Some(open) = self.ledger.open(source) else { continue };
            let Some((verdict, at)) = open.verdict.clone() else { continue };
            let parts = open.parts.len();
            let place = match &verdict {
                Verdict::Delivered => {
                    self.custody.archive(source, at.to_zoned(TimeZone::UTC).date())?
                }
                Verdict::Rejected(reason) => {
                    let note = rejection::note(source, reason, at);
                    self.custody.reject(source, reason, &note)?
                }
            };
            receipts.push(Receipt { source: source.clone(), verdict, place, parts });
        }
        Ok(receipts)
    }

    /// Adds the notes of durable moves to the journal's memory.
    pub(crate) fn note_settled(&mut self, receipts: &[Receipt]) {
        // What stays where it is stays in the ledger too, so that it is not delivered again; the next start tries again.
        for receipt in receipts.iter().filter(|it| it.place != Place::Stays) {
            self.note(&Entry::Settled(receipt.source.clone(), receipt.place.clone()));
        }
    }

    /// Writes the history and begins the journal anew.
    pub(crate) fn checkpoint(&mut self, now: Timestamp) -> Result<(), SinkError> {
        History::new(&*self.storage, &self.config.state).record(&mut self.ledger, now)?;
        self.journal.checkpoint(&self.ledger.entries())?;
        Ok(())
    }
}

/// The lines of each lane in the runs that lie in one segment, one behind the other.
fn runs(lines: &[Line]) -> Vec<Vec<&Line>> {
    let mut runs: Vec<Vec<&Line>> = Vec::new();
    for lane in [Lane::Records, Lane::Rejections] {
        let lines: Vec<&Line> = lines.iter().filter(|line| line.lane == lane).collect();
        runs.extend(lines.chunk_by(|a, b| a.segment == b.segment).map(<[_]>::to_vec));
    }
    runs
}

impl Sink for Outbox {
    fn deliver(&mut self, batch: Vec<Item>, now: Timestamp) -> Result<Report, SinkError> {
        self.queue.extend(batch);
        self.drive(now)
    }

    fn retry(&mut self, now: Timestamp) -> Result<Report, SinkError> {
        self.drive(now)
    }

    fn tidy(&mut self, now: Timestamp) -> Result<(), SinkError> {
        if self.pending.is_none() && !self.ledger.deeds().is_empty() {
            self.checkpoint(now)?;
        }
        Ok(())
    }
}
