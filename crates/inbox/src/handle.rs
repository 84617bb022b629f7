//! How others speak to a running inbox: wake it, stop it, tell it what became of a file. It looks at no file.

use std::collections::{HashMap, HashSet, VecDeque};
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use wiredesk_journal::{Identity, Place};

/// Most paths remembered from events; beyond it the folder is scanned instead.
const MAX_HINTS: usize = 4_096;
/// Most files whose retry time is remembered; others are tried at the next scan.
pub(crate) const MAX_DELAYED: usize = 4_096;

/// What an event said of a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hint {
    /// A writer closed it, or it was renamed into place: it is whole.
    Whole,
    /// Something happened there.
    Touched,
}

/// Speaks to an [`Inbox`](crate::Inbox) from any thread; clones speak to the same.
#[derive(Clone, Debug, Default)]
pub struct Handle {
    shared: Arc<Shared>,
}

#[derive(Debug, Default)]
struct Shared {
    signals: Mutex<Signals>,
    wake: Condvar,
}

#[derive(Debug, Default)]
pub(crate) struct Signals {
    pub(crate) stop: bool,
    pub(crate) rescan: bool,
    pub(crate) overflow: bool,
    pub(crate) unwatchable: Option<String>,
    pub(crate) hints: VecDeque<(PathBuf, Hint)>,
    /// Scan again at this time, whatever happens.
    pub(crate) due: Option<Instant>,
    claimed: HashSet<Identity>,
    /// Not to be touched before this time, after so many failures.
    delayed: HashMap<Vec<u8>, (Instant, u32)>,
}

impl Handle {
    /// A claimed file is settled: the inbox may forget it. One that stays where it is is not told again by this process.
    pub fn settled(&self, source: &Identity, place: &Place) {
        let mut signals = self.lock();
        if *place != Place::Stays {
            signals.claimed.remove(source);
        }
        // Something else may lie there now.
        if *place == Place::Replaced {
            signals.rescan = true;
            self.shared.wake.notify_one();
        }
    }

    /// A claimed file could not be read or changed meanwhile: look at it again after a while.
    pub fn later(&self, source: &Identity, after: Duration) {
        let mut signals = self.lock();
        signals.claimed.remove(source);
        signals.delay(source.path_bytes(), after);
        self.shared.wake.notify_one();
    }

    /// Scan now.
    pub fn rescan(&self) {
        self.signal(|signals| signals.rescan = true);
    }

    /// Makes [`Inbox::run`](crate::Inbox::run) return; claimed files stay where they are.
    pub fn stop(&self) {
        self.signal(|signals| signals.stop = true);
    }

    /// How many files are claimed and not settled.
    pub fn n_claimed(&self) -> usize {
        self.lock().claimed.len()
    }

    pub(crate) fn signal(&self, change: impl FnOnce(&mut Signals)) {
        change(&mut self.lock());
        self.shared.wake.notify_one();
    }

    pub(crate) fn lock(&self) -> MutexGuard<'_, Signals> {
        self.shared.signals.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until something is to be done or `deadline` has come.
    pub(crate) fn wait(&self, deadline: Instant) -> MutexGuard<'_, Signals> {
        let mut signals = self.lock();
        loop {
            let due = signals.due.map_or(deadline, |due| due.min(deadline));
            let now = Instant::now();
            if signals.stop || signals.rescan || !signals.hints.is_empty() || due <= now {
                return signals;
            }
            let waited = self.shared.wake.wait_timeout(signals, due - now);
            signals = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
    }
}

impl Signals {
    pub(crate) fn hint(&mut self, path: PathBuf, hint: Hint) {
        if self.rescan && hint == Hint::Touched {
            return;
        }
        if self.hints.len() < MAX_HINTS {
            self.hints.push_back((path, hint));
        } else {
            self.rescan = true;
            self.hints.clear();
        }
    }

    pub(crate) fn due_in(&mut self, after: Duration) {
        let at = Instant::now() + after;
        self.due = Some(self.due.map_or(at, |due| due.min(at)));
    }

    pub(crate) fn is_claimed(&self, source: &Identity) -> bool {
        self.claimed.contains(source)
    }

    pub(crate) fn claim(&mut self, source: Identity) {
        self.delayed.remove(source.path_bytes());
        self.claimed.insert(source);
    }

    pub(crate) fn release(&mut self, source: &Identity) {
        self.claimed.remove(source);
    }

    /// Puts a path off; says how often it was put off in a row.
    pub(crate) fn delay(&mut self, path: &[u8], after: Duration) -> u32 {
        self.due_in(after);
        let until = Instant::now() + after;
        if let Some((at, failures)) = self.delayed.get_mut(path) {
            *at = until;
            *failures += 1;
            return *failures;
        }
        if self.delayed.len() >= MAX_DELAYED {
            let now = Instant::now();
            self.delayed.retain(|_, (at, _)| *at > now);
        }
        if self.delayed.len() < MAX_DELAYED {
            self.delayed.insert(path.to_vec(), (until, 1));
        }
        1
    }

    /// How often in a row the path was put off so far.
    pub(crate) fn n_delays(&self, path: &[u8]) -> u32 {
        self.delayed.get(path).map_or(0, |(_, failures)| *failures)
    }

    /// Whether the path is put off; asks for a scan when it no longer is.
    pub(crate) fn is_delayed(&mut self, path: &[u8]) -> bool {
        let now = Instant::now();
        let Some(until) = self.delayed.get(path).map(|(at, _)| *at).filter(|at| *at > now) else {
            return false;
        };
        self.due_in(until - now);
        true
    }
}
