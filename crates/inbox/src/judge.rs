//! Whether a file is complete. It remembers how long files stood still, up to a bound, and nothing else.

use std::collections::HashMap;
use std::fs::File;
use std::time::{Duration, Instant};

use wiredesk_journal::{Identity, Stat};

use crate::handle::Hint;
use crate::lease::{Writers, writers};

/// Most files whose standing still is timed at once; the others' turn comes when these are done.
const MAX_TIMED: usize = 4_096;

/// What is known of a file's completeness.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// Nobody is writing it.
    Complete,
    /// Somebody has it open for writing.
    BeingWritten,
    /// It must stand still this much longer.
    Settling(Duration),
}

/// Times files that the kernel does not vouch for.
#[derive(Debug)]
pub(crate) struct Judge {
    settle: Duration,
    /// The kernel can say who writes: the file system is local.
    local: bool,
    timed: HashMap<Vec<u8>, Timed>,
    scan: u64,
}

#[derive(Debug)]
struct Timed {
    stat: Stat,
    since: Instant,
    scan: u64,
}

impl Judge {
    pub(crate) fn new(settle: Duration, local: bool) -> Self {
        Self { settle, local, timed: HashMap::new(), scan: 0 }
    }

    /// A scan of the whole inbox begins.
    pub(crate) fn begin_scan(&mut self) {
        self.scan += 1;
    }

    /// A scan ended: files that it did not meet are forgotten.
    pub(crate) fn end_scan(&mut self) {
        let scan = self.scan;
        self.timed.retain(|_, timed| timed.scan == scan);
    }

    pub(crate) fn standing(&mut self, source: &Identity, file: &File, hint: Hint) -> Standing {
        let writers = if self.local { writers(file) } else { Writers::Unknown };
        // An empty file is often the first half of "create, then write".
        let is_empty = source.stat.size == 0;
        match writers {
            Writers::Some => Standing::BeingWritten,
            Writers::None if !is_empty => Standing::Complete,
            Writers::Unknown if self.local && hint == Hint::Whole && !is_empty => {
                Standing::Complete
            }
            Writers::None | Writers::Unknown => self.timed(source),
        }
    }

    fn timed(&mut self, source: &Identity) -> Standing {
        let now = Instant::now();
        let is_full = self.timed.len() >= MAX_TIMED;
        let Some(timed) = self.timed.get_mut(source.path_bytes()) else {
            if !is_full {
                let timed = Timed { stat: source.stat, since: now, scan: self.scan };
                self.timed.insert(source.path_bytes().to_vec(), timed);
            }
            return Standing::Settling(self.settle);
        };
        timed.scan = self.scan;
        if timed.stat != source.stat {
            (timed.stat, timed.since) = (source.stat, now);
        }
        let still = now.duration_since(timed.since);
        let rest = self.settle.saturating_sub(still);
        if !rest.is_zero() {
            return Standing::Settling(rest);
        }
        self.timed.remove(source.path_bytes());
        Standing::Complete
    }
}
