//! The proof that nothing is lost or doubled: every line whole, numbers without a gap, every source in its place, and the
//! journal, the history, the outbox and the folders in agreement. It changes nothing and may run beside the service.

use std::collections::{BTreeMap, HashMap};
use std::io;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use wiredesk_journal::{
    Context, Deed, Entry, History, Journal, Kind, Lane, Ledger, Line, Storage, StorageError,
    escape, read_all, read_full,
};
use wiredesk_model::sha256_hex;

use crate::config::OutboxConfig;
use crate::item::SinkError;
use crate::lines;
use crate::segment::folder;

/// Most problems that are described; the rest are counted.
const MAX_PROBLEMS: usize = 200;

/// The folders of a desk.
#[derive(Clone, Copy, Debug)]
pub struct AuditFolders<'a> {
    /// Where files are dropped.
    pub inbox: &'a Path,
    /// Where delivered ones go.
    pub archive: &'a Path,
    /// Where refused ones go.
    pub rejected: &'a Path,
}

/// What an audit found. Sources are dropped files; `delivered + rejected + interrupted + waiting` are all of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Audit {
    /// Whether the service was running; what it does meanwhile is no problem.
    pub running: bool,
    /// Segments of both lanes.
    pub segments: u64,
    /// Records in the outbox.
    pub records: u64,
    /// Lines in the rejections outbox.
    pub rejections: u64,
    /// Numbers of the first and last record that is still there.
    pub seqs: Option<(u64, u64)>,
    /// Sources delivered, by the history and the journal.
    pub delivered: u64,
    /// Sources refused.
    pub rejected: u64,
    /// Sources that another hand took away after some of their articles were out.
    pub interrupted: u64,
    /// Files in the inbox, whatever their state.
    pub waiting: u64,
    /// Of these, files of which some articles are out already.
    pub in_progress: u64,
    /// Sources whose lines lie in segments that were removed.
    pub beyond_reach: u64,
    /// Delivered or refused files that are no longer where they were moved to.
    pub purged: u64,
    /// How many problems there are.
    pub n_problems: u64,
    /// The first of them, each a sentence.
    pub problems: Vec<String>,
}

impl Audit {
    /// Whether everything agrees.
    pub fn is_clean(&self) -> bool {
        self.n_problems == 0
    }

    fn problem(&mut self, problem: String) {
        self.n_problems += 1;
        if self.problems.len() < MAX_PROBLEMS {
            self.problems.push(problem);
        }
    }
}

/// What an audit needs of a line of any profile.
#[derive(Deserialize)]
struct Told {
    seq: Option<u64>,
    event: Option<Event>,
    source: Option<Source>,
    file: Option<Source>,
    text_ref: Option<String>,
    wiredesk: Option<Rest>,
}

#[derive(Deserialize)]
struct Event {
    sequence: u64,
}

#[derive(Deserialize)]
struct Source {
    path: String,
}

#[derive(Deserialize)]
struct Rest {
    text_ref: Option<String>,
}

/// One lane read back: for every line from the first, whose source it tells of, and whether a source owned up to it.
#[derive(Default)]
struct Seen {
    first: u64,
    sources: Vec<(u64, bool)>,
}

impl Seen {
    fn end(&self) -> u64 {
        self.first + self.sources.len() as u64
    }
}

/// Audits a desk.
///
/// # Errors
/// If something cannot be read; what can be read and is wrong is a problem of the [`Audit`].
pub fn audit(
    storage: &dyn Storage,
    config: &OutboxConfig,
    folders: &AuditFolders<'_>,
) -> Result<Audit, SinkError> {
    let mut audit = Audit { running: is_running(storage, &config.state)?, ..Audit::default() };
    // The journal first: what it promises must be in what is read later.
    let mut ledger = Ledger::default();
    let mut promised = Vec::new();
    Journal::read(storage, &config.state, &mut |entry| {
        ledger.apply(&entry);
        if let Entry::Line(line) = entry {
            promised.push(line);
        }
    })?;
    let mut records = read_lane(storage, config, Lane::Records, &mut audit)?;
    let rejections = read_lane(storage, config, Lane::Rejections, &mut audit)?;
    audit.records = records.sources.len() as u64;
    audit.rejections = rejections.sources.len() as u64;
    audit.seqs = (!records.sources.is_empty()).then(|| (records.first, records.end() - 1));
    compare_journal(storage, config, &promised, &mut audit);
    compare_ends(&ledger, &records, &rejections, &mut audit);
    compare_sources(storage, config, &ledger, &mut records, &rejections, folders, &mut audit)?;
    Ok(audit)
}

fn is_running(storage: &dyn Storage, state: &Path) -> Result<bool, StorageError> {
    let path = state.join("lock");
    match storage.lock(&path) {
        Ok(lock) => {
            drop(lock);
            Ok(false)
        }
        Err(error) if error.kind() == io::ErrorKind::WouldBlock => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(StorageError::new("lock", &path, error)),
    }
}

/// Reads all lines of a lane and checks what one can see on them alone.
fn read_lane(
    storage: &dyn Storage,
    config: &OutboxConfig,
    lane: Lane,
    audit: &mut Audit,
) -> Result<Seen, StorageError> {
    let dir = folder(lane, &config.outbox);
    let mut seen = Seen::default();
    let segments = lines::segments(storage, lane, &dir)?;
    let last = segments.last().map(|(number, _)| *number);
    for (number, name) in segments {
        audit.segments += 1;
        let mut texts = Vec::new();
        lines::each(storage, &dir.join(&name), &mut |offset, line| {
            let being_written = audit.running && Some(number) == last && !line.ends_with(b"\n");
            if being_written {
                return;
            }
            let place = format!("`{name}` at byte {offset}");
            check_line(line, &place, &mut seen, &mut texts, audit);
        })?;
        for text in texts {
            check_sidecar(storage, &config.outbox, &text, audit);
        }
    }
    Ok(seen)
}

fn check_line(
    line: &[u8],
    place: &str,
    seen: &mut Seen,
    texts: &mut Vec<String>,
    audit: &mut Audit,
) {
    if !line.ends_with(b"\n") {
        audit.problem(format!("the line in {place} is cut"));
        return;
    }
    let told = match serde_json::from_slice::<Told>(line) {
        Ok(told) => told,
        Err(error) => {
            audit.problem(format!("the line in {place} is no record: {error}"));
            return;
        }
    };
    let Some(seq) = told.seq.or(told.event.map(|event| event.sequence)) else {
        audit.problem(format!("the line in {place} has no number"));
        return;
    };
    if seen.sources.is_empty() {
        seen.first = seq;
    }
    if seq != seen.end() {
        audit.problem(format!("the line in {place} is number {seq}, not {}", seen.end()));
        // Go on from here, so that one gap is one problem.
        let missing = usize::try_from(seq.saturating_sub(seen.end())).unwrap_or(usize::MAX);
        if missing < 1_000_000 {
            seen.sources.extend(std::iter::repeat_n((0, true), missing));
        }
    }
    let path = told.source.or(told.file).map(|source| source.path).unwrap_or_default();
    seen.sources.push((hash(&path), false));
    texts.extend(told.text_ref.or(told.wiredesk.and_then(|rest| rest.text_ref)));
}

fn check_sidecar(storage: &dyn Storage, outbox: &Path, text_ref: &str, audit: &mut Audit) {
    let path = outbox.join(text_ref);
    let hash = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    match storage.open_read(&path).and_then(|file| read_all(&*file)) {
        Ok(text) if sha256_hex(&text) == hash => {}
        Ok(_) => {
            audit.problem(format!("sidecar `{text_ref}` does not hold the text it is named by"));
        }
        Err(error) => audit.problem(format!("sidecar `{text_ref}` cannot be read: {error}")),
    }
}

/// Every line the journal still holds lies in the outbox, byte for byte.
fn compare_journal(
    storage: &dyn Storage,
    config: &OutboxConfig,
    promised: &[Line],
    audit: &mut Audit,
) {
    for line in promised {
        let path = folder(line.lane, &config.outbox).join(&line.segment);
        let mut there = vec![0; line.bytes.len()];
        let read =
            storage.open_read(&path).and_then(|file| read_full(&*file, &mut there, line.offset));
        let is_there = read.is_ok_and(|len| len == there.len()) && there == line.bytes;
        // A running service, and the next start of a stopped one, writes what was promised.
        if !is_there && !audit.running {
            audit.problem(format!(
                "line {} is promised in the journal and not in `{}`; the next start writes it",
                line.seq, line.segment
            ));
        }
    }
}

/// The lanes end where the journal says.
fn compare_ends(ledger: &Ledger, records: &Seen, rejections: &Seen, audit: &mut Audit) {
    for (lane, seen, name) in
        [(Lane::Records, records, "outbox"), (Lane::Rejections, rejections, "rejections outbox")]
    {
        let expected = ledger.position(lane).seq;
        let is_behind = seen.end() < expected && !seen.sources.is_empty();
        let is_ahead = seen.end() > expected;
        if (is_behind || is_ahead) && !audit.running {
            audit.problem(format!(
                "the {name} ends before number {}, the journal says {expected}",
                seen.end()
            ));
        }
    }
}

/// Every line belongs to a source, every source has its lines and its place.
fn compare_sources(
    storage: &dyn Storage,
    config: &OutboxConfig,
    ledger: &Ledger,
    records: &mut Seen,
    rejections: &Seen,
    folders: &AuditFolders<'_>,
    audit: &mut Audit,
) -> Result<(), SinkError> {
    let mut refused: HashMap<u64, u32> = HashMap::new();
    for (source, _) in &rejections.sources {
        *refused.entry(*source).or_default() += 1;
    }
    let mut moved: BTreeMap<(bool, u64), u32> = BTreeMap::new();
    let mut check = |deed: &Deed| {
        claim(deed, records, audit);
        match deed.outcome.as_str() {
            "delivered" => audit.delivered += 1,
            "rejected" => {
                audit.rejected += 1;
                match refused.get_mut(&hash(&deed.path)) {
                    Some(n) if *n > 0 => *n -= 1,
                    _ if rejections.first > 0 => audit.beyond_reach += 1,
                    _ => audit.problem(format!("no line tells why `{}` was refused", deed.path)),
                }
            }
            _ => audit.interrupted += 1,
        }
        if let Some(path) = &deed.moved_to {
            *moved.entry((deed.outcome == "rejected", hash(path))).or_default() += 1;
        }
    };
    History::new(storage, &config.state).each(ledger, &mut |deed| check(&deed))?;
    ledger.deeds().iter().for_each(&mut check);
    for (source, open) in ledger.all_open() {
        audit.in_progress += 1;
        claim_lines(&source.name(), open.seqs, open.parts.len(), records, audit);
    }
    let unowned = records.sources.iter().filter(|(_, owned)| !owned).count() as u64;
    if unowned > 0 && !audit.running {
        audit.problem(format!("{unowned} records belong to no source that the history knows"));
    }
    check_folder(storage, folders.archive, false, ledger, &mut moved, audit)?;
    check_folder(storage, folders.rejected, true, ledger, &mut moved, audit)?;
    audit.purged = moved.values().map(|n| u64::from(*n)).sum();
    let mut waiting = 0;
    each_file(storage, folders.inbox, &mut |_| waiting += 1)?;
    audit.waiting = waiting;
    Ok(())
}

fn claim(deed: &Deed, records: &mut Seen, audit: &mut Audit) {
    claim_lines(&deed.path, deed.first_seq.zip(deed.last_seq), deed.parts, records, audit);
}

/// The source at `path` owns up to its lines.
fn claim_lines(
    path: &str,
    seqs: Option<(u64, u64)>,
    parts: u32,
    records: &mut Seen,
    audit: &mut Audit,
) {
    let Some((first, last)) = seqs else { return };
    if first < records.first || records.sources.is_empty() {
        audit.beyond_reach += 1;
        return;
    }
    let source = hash(path);
    let mut found = 0;
    let range = (first - records.first) as usize..=(last - records.first) as usize;
    for (it, owned) in records.sources.iter_mut().take(range.end() + 1).skip(*range.start()) {
        if *it == source && !*owned && found < parts {
            *owned = true;
            found += 1;
        }
    }
    if found != parts && !(audit.running && last >= records.end()) {
        audit.problem(format!("`{path}` has {found} of its {parts} lines in the outbox"));
    }
}

/// Every file of a folder was put there by a known source.
fn check_folder(
    storage: &dyn Storage,
    dir: &Path,
    is_rejected: bool,
    ledger: &Ledger,
    moved: &mut BTreeMap<(bool, u64), u32>,
    audit: &mut Audit,
) -> Result<(), StorageError> {
    let mut unknown = Vec::new();
    each_file(storage, dir, &mut |path| {
        let name = path.strip_prefix(dir).unwrap_or(&path);
        let name = escape(name.as_os_str().as_encoded_bytes());
        match moved.get_mut(&(is_rejected, hash(&name))) {
            Some(n) if *n > 0 => *n -= 1,
            _ if is_rejected && name.ends_with(".reason.json") => {}
            // Moved by a service that was stopped before it could note it; the next start does.
            _ if ledger.judged().any(|(source, _)| name.ends_with(&source.name())) => {}
            _ => unknown.push(path),
        }
    })?;
    if !audit.running {
        for path in unknown {
            let path = path.display();
            audit.problem(format!("no source is known that was moved to `{path}`"));
        }
    }
    Ok(())
}

/// Calls `visit` with everything below `dir` that is no folder and has no dot name, one folder's names in memory a level.
fn each_file(
    storage: &dyn Storage,
    dir: &Path,
    visit: &mut dyn FnMut(PathBuf),
) -> Result<(), StorageError> {
    let mut open = vec![dir.to_path_buf()];
    while let Some(dir) = open.pop() {
        let names = match storage.list(&dir) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            other => other.doing("list", &dir)?,
        };
        for name in names {
            if name.as_encoded_bytes().starts_with(b".") {
                continue;
            }
            let path = dir.join(name);
            match storage.stat(&path) {
                Ok(stat) if stat.kind == Kind::Folder => open.push(path),
                Ok(_) => visit(path),
                // Moved meanwhile, by the service.
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(StorageError::new("read", &path, error)),
            }
        }
    }
    Ok(())
}

/// FNV-1a: 8 bytes instead of a path for each of millions of lines.
fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
