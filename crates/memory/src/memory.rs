//! The memory itself: looks an article up, decides, and remembers it.

use std::path::Path;
use std::sync::Arc;

use jiff::Timestamp;
use wiredesk_model::{ArticleId, Duplicate, DuplicateKind, Story};

use crate::entry::Entry;
use crate::index::{id_key, text_keys};
use crate::log::Log;
use crate::signature::{Overlap, Signature};
use crate::stories::Stories;
use crate::{Imprint, MemoryConfig, MemoryError};

/// Earlier articles that an article is compared with.
const MAX_CANDIDATES: usize = 12;

/// Words in runs below which only the very same text is a copy.
const MIN_RUNS: u32 = 12;

/// Share of the shorter text that a copy has in common with the other.
const CONTAINED: f32 = 0.5;

/// Share of both texts that a copy has in common with the other, however cut.
const RESEMBLANCE: f32 = 0.12;

/// What was seen before.
///
/// Answers depend on the articles observed and their order alone.
pub struct Memory {
    config: MemoryConfig,
    log: Log,
    stories: Stories,
}

impl Memory {
    /// The memory in `folder`, which is made where it is missing. One program at a time may use it.
    ///
    /// # Errors
    /// If the folder cannot be made.
    pub fn open(folder: &Path, config: MemoryConfig) -> Result<Self, MemoryError> {
        Ok(Self::over(Log::open(folder)?, config))
    }

    /// A memory that lasts as long as the program.
    pub fn in_memory(config: MemoryConfig) -> Self {
        Self::over(Log::in_memory(), config)
    }

    pub(crate) fn over(log: Log, config: MemoryConfig) -> Self {
        let window = config.story_window.as_millis().min(i64::MAX as u128 / 4) as i64;
        Self { config, log, stories: Stories::new(window) }
    }

    /// What of the article behind `imprint` was seen before, as of `at`; then remembers it. An id that was observed
    /// before gets the answer it got then.
    ///
    /// # Errors
    /// If the disk cannot be read or written.
    pub fn observe(
        &mut self,
        imprint: &Imprint,
        at: Timestamp,
    ) -> Result<(Option<Duplicate>, Option<Story>), MemoryError> {
        let stories = &mut self.stories;
        self.log.load(|it| stories.join(it))?;
        let at = at.as_millisecond();
        let id = imprint.id();
        if let Some(known) = self.known(id)? {
            return Ok((known.duplicate.clone(), known.story.clone()));
        }
        let oldest =
            at.saturating_sub(self.config.window.as_millis().min(i64::MAX as u128 / 4) as i64);
        self.log.expire(oldest, &self.config)?;
        // A date ahead of the clock is a mistake or a trick.
        let published_at = imprint.published_at.map_or(at, |it| it.as_millisecond().min(at));
        let signature = imprint.signature.clone();
        let original = self.original(&signature, oldest)?;
        let duplicate = original.as_ref().map(|it| it.0.clone());
        let story = imprint.terms.as_ref().map(|terms| {
            let copy_of = original.as_ref().and_then(|it| it.1.story.as_ref()).map(|it| it.id);
            self.stories.place(id, published_at, terms, copy_of)
        });
        let terms = imprint.terms.clone().unwrap_or_default();
        let entry = Entry { id, at, published_at, signature, terms, duplicate, story };
        self.log.append(&entry)?;
        self.stories.join(&entry);
        Ok((entry.duplicate, entry.story))
    }

    /// Puts what was observed on the disk; without it, only a power cut can lose it.
    ///
    /// # Errors
    /// If the disk fails.
    pub fn sync(&mut self) -> Result<(), MemoryError> {
        self.log.sync()
    }

    /// The entry of an id that was observed before.
    fn known(&mut self, id: ArticleId) -> Result<Option<Arc<Entry>>, MemoryError> {
        for address in self.log.find([id_key(id)].into_iter()) {
            if let Some(entry) = self.log.entry(address)?.filter(|it| it.id == id) {
                return Ok(Some(entry));
            }
        }
        Ok(None)
    }

    /// The earlier article that has most in common with a text, where that makes it a copy.
    fn original(
        &mut self,
        signature: &Signature,
        oldest: i64,
    ) -> Result<Option<(Duplicate, Arc<Entry>)>, MemoryError> {
        let mut hits = self.log.find(text_keys(signature));
        hits.sort_unstable();
        let counted = hits.chunk_by(|a, b| a == b);
        let mut candidates: Vec<_> =
            counted.filter_map(|it| Some((*it.first()?, it.len()))).collect();
        // Stable: of equals the earlier stays first.
        candidates.sort_by_key(|it| std::cmp::Reverse(it.1));
        let mut best: Option<(Duplicate, Arc<Entry>)> = None;
        for (address, _) in candidates.into_iter().take(MAX_CANDIDATES) {
            let Some(entry) = self.log.entry(address)?.filter(|it| it.at >= oldest) else {
                continue;
            };
            let Some((kind, similarity)) = compare(signature, &entry.signature) else { continue };
            if best.as_ref().is_none_or(|it| similarity > it.0.similarity) {
                best = Some((Duplicate { kind, of: entry.id, similarity }, entry));
            }
        }
        Ok(best)
    }
}

/// Whether one text is a copy of the other, and how close.
fn compare(mine: &Signature, other: &Signature) -> Option<(DuplicateKind, f32)> {
    if mine.whole == other.whole && mine.whole != 0 && mine.sketch == other.sketch {
        return Some((DuplicateKind::Exact, 1.0));
    }
    let Overlap { contained, resemblance } = mine.overlap(other)?;
    let long = mine.n_runs.min(other.n_runs) >= MIN_RUNS;
    let copy = long && contained >= CONTAINED && resemblance >= RESEMBLANCE;
    copy.then_some((DuplicateKind::Near, contained.min(0.999)))
}
