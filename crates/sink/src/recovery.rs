//! What happens when a desk is opened: what the last process promised is done. It only ever rolls forward.

use std::path::Path;
use std::sync::Arc;

use jiff::Timestamp;
use wiredesk_journal::{Entry, Identity, Journal, Lane, Ledger, Storage, StorageError};

use crate::config::OutboxConfig;
use crate::item::{Receipt, SinkError};
use crate::lane::{self, LaneFiles};
use crate::outbox::Outbox;

/// What opening a desk had to do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recovery {
    /// Lines that were promised and not, or not wholly, in their segment.
    pub lines_completed: u64,
    /// Promised lines without a place: another hand cut or took away their segment.
    pub lines_without_segment: u64,
    /// Sources that were still to be moved.
    pub settled: Vec<Receipt>,
    /// Sources in the inbox of which some articles are out; reading them again passes over those.
    pub partial: Vec<(Identity, u32)>,
    /// The journal was missing although the outbox has segments: numbers go on after their last line.
    pub journal_was_lost: bool,
}

/// Reads the journal and writes every promised line at its place.
pub(crate) fn replay(
    storage: &Arc<dyn Storage>,
    config: &OutboxConfig,
    records: &mut LaneFiles,
    rejections: &mut LaneFiles,
) -> Result<(Journal, Ledger, Recovery), SinkError> {
    let mut ledger = Ledger::default();
    let mut recovery = Recovery::default();
    let mut any = false;
    let journal = Journal::open::<SinkError>(Arc::clone(storage), &config.state, &mut |entry| {
        any = true;
        ledger.apply(&entry);
        if let Entry::Line(line) = &entry {
            let files = match line.lane {
                Lane::Records => &mut *records,
                Lane::Rejections => &mut *rejections,
            };
            match files.restore(&**storage, line)? {
                Some(true) => recovery.lines_completed += 1,
                Some(false) => {}
                None => recovery.lines_without_segment += 1,
            }
        }
        Ok(())
    })?;
    for files in [&mut *records, &mut *rejections] {
        files.sync(&**storage)?;
    }
    for (lane, files) in [(Lane::Records, &*records), (Lane::Rejections, &*rejections)] {
        if any {
            end_foreign_segment(&**storage, &mut ledger, lane, files.dir())?;
        } else {
            let position = lane::resume(&**storage, lane, files.dir())?;
            recovery.journal_was_lost |= position.next_segment > 0;
            ledger.apply(&Entry::Position(lane, position));
        }
    }
    Ok((journal, ledger, recovery))
}

/// A segment that another hand cut, extended or took away is left alone: the next line begins a new one.
fn end_foreign_segment(
    storage: &dyn Storage,
    ledger: &mut Ledger,
    lane: Lane,
    dir: &Path,
) -> Result<(), StorageError> {
    let mut position = ledger.position(lane).clone();
    let Some(segment) = &position.segment else { return Ok(()) };
    let path = dir.join(&segment.name);
    let size = match storage.stat(&path) {
        Ok(stat) => Some(stat.size),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
        Err(error) => return Err(StorageError::new("read", &path, error)),
    };
    if size != Some(segment.offset) {
        tracing::warn!(
            segment = %path.display(), size, expected = segment.offset,
            "another program changed the outbox's segment; a new one is begun"
        );
        position.segment = None;
        ledger.apply(&Entry::Position(lane, position));
    }
    Ok(())
}

impl Outbox {
    /// Moves what was to be moved, forgets what is gone, and begins the journal anew.
    pub(crate) fn settle_all(
        &mut self,
        mut recovery: Recovery,
        now: Timestamp,
    ) -> Result<Recovery, SinkError> {
        let judged: Vec<Identity> =
            self.ledger.judged().map(|(source, _)| source.clone()).collect();
        recovery.settled = self.move_out(&judged)?;
        self.sync()?;
        self.note_settled(&recovery.settled);
        let open: Vec<(Identity, u32)> = self
            .ledger
            .all_open()
            .filter(|(_, open)| open.verdict.is_none())
            .map(|(source, open)| (source.clone(), open.parts.leading()))
            .collect();
        for (source, parts) in open {
            if self.custody.holds(&source) {
                recovery.partial.push((source, parts));
            } else {
                self.ledger.abandon(&source);
            }
        }
        self.checkpoint(now)?;
        Ok(recovery)
    }
}
