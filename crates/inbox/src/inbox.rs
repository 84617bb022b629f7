//! The loop that finds ready files: scan, wait for a wake-up, look again. It reads no file and moves none.

use std::fs;
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use notify::RecommendedWatcher;
use wiredesk_journal::{Identity, Kind, Reason, escape, stat};

use crate::arrival::{Arrival, Claim, Flow, Notice};
use crate::beneath::Root;
use crate::config::InboxConfig;
use crate::handle::{Handle, Hint};
use crate::judge::{Judge, Standing};
use crate::names;
use crate::scan::{Step, Walk};
use crate::watch;

/// How soon a file that is being written is looked at again; its close is an event and comes sooner.
const BEING_WRITTEN: Duration = Duration::from_secs(1);
/// First and longest wait before a file that cannot be opened is tried again.
const RETRY: (Duration, Duration) = (Duration::from_secs(1), Duration::from_mins(5));
/// After a scan that found more files than this, folders have changed under it: scan once more.
const MANY: u64 = 256;

/// Why an inbox cannot be opened.
#[derive(Debug, thiserror::Error)]
#[error("cannot open inbox `{}`", path.display())]
pub struct InboxError {
    /// The folder.
    pub path: PathBuf,
    /// What the system said.
    #[source]
    pub source: io::Error,
}

/// The inbox, watched and scanned by the thread that [`run`](Self::run)s it.
#[derive(Debug)]
pub struct Inbox {
    config: InboxConfig,
    root: Root,
    handle: Handle,
    judge: Judge,
    watcher: Option<RecommendedWatcher>,
    polling: Option<String>,
    n_found: u64,
}

impl Inbox {
    /// Opens the inbox and begins to watch it.
    ///
    /// # Errors
    /// If the folder cannot be opened. One that cannot be watched is polled, and a [`Notice`] says so.
    pub fn open(mut config: InboxConfig) -> Result<(Self, Handle), InboxError> {
        let failed = |source| InboxError { path: config.inbox.clone(), source };
        // Events name the folder by its real path.
        let inbox = fs::canonicalize(&config.inbox).map_err(failed)?;
        let root = Root::open(&inbox).map_err(failed)?;
        config.inbox = inbox;
        let handle = Handle::default();
        let network = watch::network(&config.inbox);
        let polling = if config.always_poll {
            Some("the configuration says so".to_owned())
        } else {
            network.map(|name| format!("the inbox is on a network file system ({name})"))
        };
        let (watcher, polling) = match polling {
            Some(reason) => (None, Some(reason)),
            None => match watch::watch(&config.inbox, handle.clone()) {
                Ok(watcher) => (Some(watcher), None),
                Err(reason) => (None, Some(reason)),
            },
        };
        let judge = Judge::new(config.settle, network.is_none());
        let inbox =
            Self { config, root, handle: handle.clone(), judge, watcher, polling, n_found: 0 };
        Ok((inbox, handle))
    }

    /// Calls `emit` with everything there is to tell, until [`Handle::stop`] or until `emit` says [`Flow::Stop`]. An
    /// `emit` that waits, because its queue is full, makes the inbox wait: nothing piles up here.
    pub fn run(mut self, emit: &mut dyn FnMut(Arrival) -> Flow) {
        if let Some(reason) = self.polling.clone()
            && emit(Arrival::Notice(Notice::Polling { reason })) == Flow::Stop
        {
            return;
        }
        if self.scan(emit) == Flow::Stop {
            return;
        }
        loop {
            let every = if self.watcher.is_some() { self.config.rescan } else { self.config.poll };
            if self.turn(Instant::now() + every, emit) == Flow::Stop {
                return;
            }
        }
    }

    /// Waits for something to do, and does it.
    fn turn(&mut self, deadline: Instant, emit: &mut dyn FnMut(Arrival) -> Flow) -> Flow {
        let mut signals = self.handle.wait(deadline);
        if signals.stop {
            return Flow::Stop;
        }
        let now = Instant::now();
        let is_due = signals.due.is_some_and(|due| due <= now);
        let rescan = std::mem::take(&mut signals.rescan) || is_due || deadline <= now;
        let overflow = std::mem::take(&mut signals.overflow);
        let unwatchable = signals.unwatchable.take();
        let hints = std::mem::take(&mut signals.hints);
        drop(signals);
        if overflow && emit(Arrival::Notice(Notice::Overflow)) == Flow::Stop {
            return Flow::Stop;
        }
        if let Some(reason) = unwatchable.filter(|_| self.watcher.is_some()) {
            self.watcher = None;
            if emit(Arrival::Notice(Notice::Polling { reason })) == Flow::Stop {
                return Flow::Stop;
            }
        }
        for (path, hint) in hints {
            let Ok(path) = path.strip_prefix(&self.config.inbox) else { continue };
            if self.look(path, hint, emit) == Flow::Stop {
                return Flow::Stop;
            }
        }
        if rescan { self.scan(emit) } else { Flow::Continue }
    }

    /// Looks at everything in the inbox.
    fn scan(&mut self, emit: &mut dyn FnMut(Arrival) -> Flow) -> Flow {
        self.handle.lock().due = None;
        let found_before = self.n_found;
        self.judge.begin_scan();
        for step in Walk::new(&self.config.inbox) {
            let flow = match step {
                Step::Found(path) => self.look(&path, Hint::Touched, emit),
                Step::Unreadable(path, error) => self.unreadable(&path, &error, emit),
            };
            if flow == Flow::Stop || self.handle.lock().stop {
                return Flow::Stop;
            }
        }
        self.judge.end_scan();
        if self.n_found - found_before > MANY {
            self.handle.lock().rescan = true;
        }
        Flow::Continue
    }

    /// Looks at one path below the inbox.
    fn look(&mut self, path: &Path, hint: Hint, emit: &mut dyn FnMut(Arrival) -> Flow) -> Flow {
        let bytes = path.as_os_str().as_bytes();
        if bytes.split(|&b| b == b'/').any(|name| names::waits(name).is_some()) {
            return Flow::Continue;
        }
        let found = match fs::symlink_metadata(self.config.inbox.join(path)) {
            Ok(metadata) => stat(&metadata),
            Err(error) if is_gone(&error) => return Flow::Continue,
            Err(error) => return self.unreadable(path, &error, emit),
        };
        if found.kind == Kind::Folder {
            self.handle.lock().rescan = true;
            return Flow::Continue;
        }
        let Some(source) = Identity::new(bytes, found) else { return Flow::Continue };
        {
            // Before the file is opened: once it is no longer claimed, it is no longer here.
            let mut signals = self.handle.lock();
            if signals.is_claimed(&source) || signals.is_delayed(bytes) {
                return Flow::Continue;
            }
        }
        if found.kind != Kind::File {
            return self.refuse(source, emit);
        }
        match self.root.file(path) {
            Ok(file) => self.judge(source, file, hint, emit),
            Err(error) if is_gone(&error) => Flow::Continue,
            Err(error) => self.unreadable(path, &error, emit),
        }
    }

    fn judge(
        &mut self,
        source: Identity,
        file: fs::File,
        hint: Hint,
        emit: &mut dyn FnMut(Arrival) -> Flow,
    ) -> Flow {
        let is_same = |file: &fs::File| file.metadata().is_ok_and(|it| stat(&it) == source.stat);
        if !is_same(&file) {
            self.handle.lock().due_in(BEING_WRITTEN.min(self.config.settle));
            return Flow::Continue;
        }
        let standing = self.judge.standing(&source, &file, hint);
        // A last write may have come between the two looks.
        let standing =
            if is_same(&file) { standing } else { Standing::Settling(self.config.settle) };
        match standing {
            Standing::Complete => {
                self.n_found += 1;
                self.handle.lock().claim(source.clone());
                let path = self.config.inbox.join(source.path());
                self.emit_claimed(
                    Arrival::Ready(Claim { source: Arc::new(source), file, path }),
                    emit,
                )
            }
            Standing::BeingWritten => {
                self.handle.lock().due_in(BEING_WRITTEN);
                Flow::Continue
            }
            Standing::Settling(rest) => {
                self.handle.lock().due_in(rest);
                Flow::Continue
            }
        }
    }

    fn refuse(&mut self, source: Identity, emit: &mut dyn FnMut(Arrival) -> Flow) -> Flow {
        self.n_found += 1;
        self.handle.lock().claim(source.clone());
        let kind = source.stat.kind.name();
        let reason = Reason {
            code: "not_a_file".into(),
            detail: format!("a {kind} is never followed or read; drop a regular file instead"),
        };
        self.emit_claimed(Arrival::Refused { source: Arc::new(source), reason }, emit)
    }

    fn emit_claimed(&self, arrival: Arrival, emit: &mut dyn FnMut(Arrival) -> Flow) -> Flow {
        let source = match &arrival {
            Arrival::Ready(claim) => Arc::clone(&claim.source),
            Arrival::Refused { source, .. } => Arc::clone(source),
            Arrival::Notice(_) => return emit(arrival),
        };
        let flow = emit(arrival);
        if flow == Flow::Stop {
            self.handle.lock().release(&source);
        }
        flow
    }

    /// Tells of trouble with a path, and puts it off for longer each time.
    fn unreadable(
        &self,
        path: &Path,
        error: &io::Error,
        emit: &mut dyn FnMut(Arrival) -> Flow,
    ) -> Flow {
        let bytes = path.as_os_str().as_bytes();
        let retry_in = {
            let mut signals = self.handle.lock();
            if signals.is_delayed(bytes) {
                return Flow::Continue;
            }
            let retry_in = backoff(signals.n_delays(bytes));
            signals.delay(bytes, retry_in);
            retry_in
        };
        let path = if bytes.is_empty() { ".".into() } else { escape(bytes) };
        emit(Arrival::Notice(Notice::Unreadable { path, error: error.to_string(), retry_in }))
    }
}

/// Wait after so many failures in a row.
fn backoff(failures: u32) -> Duration {
    let (first, longest) = RETRY;
    first.saturating_mul(1 << failures.min(16)).min(longest)
}

/// Taken away, or a folder above it was replaced: either way there is no such file now.
fn is_gone(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}
