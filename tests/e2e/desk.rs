//! A desk in a folder of its own, the service on it, and its outbox as a reader sees it. It asserts the contract of
//! every line it reads.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use serde_json::Value;

/// How long anything may take before a test gives up. Nothing is asserted about how long it took.
pub(crate) const PATIENCE: Duration = Duration::from_mins(1);

/// The command with a clean environment, in `folder`.
pub(crate) fn wiredesk(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_wiredesk"));
    command.env_clear().current_dir(folder).stdin(Stdio::null());
    command
}

/// Runs the command with `input` on standard input.
pub(crate) fn feed(mut command: Command, input: &[u8]) -> Output {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    let writer = std::thread::spawn(move || stdin.write_all(&input).unwrap_or_default());
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    output
}

/// Waits until `look` finds something.
#[track_caller]
pub(crate) fn wait<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let until = Instant::now() + PATIENCE;
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(Instant::now() < until, "waited in vain for {what}");
        std::thread::yield_now();
        std::thread::sleep(Duration::from_millis(2));
    }
}

/// A desk.
pub(crate) struct Desk {
    folder: tempfile::TempDir,
    settings: Vec<String>,
    max_kib: Option<u64>,
}

impl Desk {
    /// An empty one.
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap(), settings: Vec::new(), max_kib: None }
    }

    /// With `section.key=value` set.
    pub(crate) fn with(mut self, setting: &str) -> Self {
        self.settings.push(setting.to_owned());
        self
    }

    /// With an address space of so many KiB for the service and its processes.
    pub(crate) fn with_memory(mut self, max_kib: u64) -> Self {
        self.max_kib = Some(max_kib);
        self
    }

    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn path(&self, below: &str) -> PathBuf {
        self.folder.path().join("desk").join(below)
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = wiredesk(self.folder());
        if let Some(max_kib) = self.max_kib {
            let program = command.get_program().to_owned();
            command = Command::new("/bin/sh");
            command.env_clear().current_dir(self.folder()).stdin(Stdio::null());
            // One arena for all threads, so that the address space follows from what is allocated.
            command.env("MALLOC_ARENA_MAX", "1").arg("-c");
            command.arg(format!("ulimit -v {max_kib} && exec \"$0\" \"$@\"")).arg(program);
        }
        command.args(arguments);
        for setting in &self.settings {
            command.args(["--set", setting]);
        }
        command
    }

    pub(crate) fn output(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// Starts the service; it is killed when dropped.
    pub(crate) fn start(&self) -> Service {
        let log = self.folder().join("log");
        let log = fs::OpenOptions::new().create(true).append(true).open(log).unwrap();
        let child = self.command(&["run"]).stderr(log).stdout(Stdio::null()).spawn().unwrap();
        Service { child }
    }

    /// What the services so far logged.
    pub(crate) fn log(&self) -> String {
        fs::read_to_string(self.folder().join("log")).unwrap_or_default()
    }

    /// Drops `text` into the inbox the way a careful writer does: by rename.
    pub(crate) fn drop_file(&self, name: &str, text: impl AsRef<[u8]>) {
        let to = self.path("inbox").join(name);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        let hidden = format!(".{}.part", name.replace('/', "_"));
        let from = self.path("inbox").join(hidden);
        fs::write(&from, text).unwrap();
        fs::rename(from, to).unwrap();
    }

    /// The outbox's segments in order.
    pub(crate) fn segments(&self) -> Vec<PathBuf> {
        segments(&self.path("outbox"))
    }

    /// Every record of the outbox; each is checked against the schema.
    pub(crate) fn records(&self) -> Vec<Value> {
        lines(&self.path("outbox")).iter().map(|line| record(line)).collect()
    }

    /// Lines of the rejections outbox.
    pub(crate) fn rejections(&self) -> Vec<Value> {
        lines(&self.path("outbox/rejections"))
            .iter()
            .map(|it| serde_json::from_str(it).unwrap())
            .collect()
    }

    /// Waits for `n` records and gives them; fails on more.
    #[track_caller]
    pub(crate) fn wait_records(&self, n: usize) -> Vec<Value> {
        wait(&format!("{n} records, log:\n{}", self.log()), || {
            (count_lines(&self.path("outbox")) >= n).then_some(())
        });
        let records = self.records();
        assert_eq!(records.len(), n);
        records
    }

    #[track_caller]
    pub(crate) fn wait_rejections(&self, n: usize) -> Vec<Value> {
        wait("rejections", || (count_lines(&self.path("outbox/rejections")) >= n).then_some(()));
        let rejections = self.rejections();
        assert_eq!(rejections.len(), n);
        rejections
    }

    /// Waits until no dropped file is left in the inbox.
    #[track_caller]
    pub(crate) fn wait_empty(&self) {
        wait("an empty inbox", || files_below(&self.path("inbox")).is_empty().then_some(()));
    }

    /// Every path was delivered exactly once, numbers have no gap, and `audit` agrees.
    #[track_caller]
    pub(crate) fn assert_once(&self, paths: &BTreeSet<String>) {
        let records = self.records();
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for record in &records {
            *counts.entry(text(record, "/source/path")).or_default() += 1;
        }
        let doubled: Vec<_> = counts.iter().filter(|it| *it.1 != 1).collect();
        assert!(doubled.is_empty(), "delivered more than once: {doubled:?}");
        let delivered: BTreeSet<_> = counts.into_keys().collect();
        let lost: Vec<_> = paths.difference(&delivered).collect();
        assert!(lost.is_empty(), "lost: {lost:?}\nlog:\n{}", self.log());
        assert_eq!(&delivered, paths);
        for (seq, record) in records.iter().enumerate() {
            assert_eq!(record["seq"], seq, "numbers have no gap");
        }
        let audit = self.output(&["audit"]);
        let said = String::from_utf8_lossy(&audit.stdout).into_owned();
        let complained = String::from_utf8_lossy(&audit.stderr).into_owned();
        assert!(audit.status.success(), "audit: {said}{complained}");
    }
}

/// A running service.
pub(crate) struct Service {
    child: Child,
}

impl Service {
    pub(crate) fn id(&self) -> i32 {
        i32::try_from(self.child.id()).unwrap()
    }

    /// `kill -9`.
    pub(crate) fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    pub(crate) fn signal(&self, signal: rustix::process::Signal) {
        let id = rustix::process::Pid::from_raw(self.id()).unwrap();
        rustix::process::kill_process(id, signal).unwrap();
    }

    /// Waits for it to end by itself; gives the signal that ended it.
    pub(crate) fn wait(&mut self) -> Option<i32> {
        std::os::unix::process::ExitStatusExt::signal(&self.child.wait().unwrap())
    }

    /// SIGTERM, and the exit code.
    pub(crate) fn stop(&mut self) -> i32 {
        self.signal(rustix::process::Signal::TERM);
        self.child.wait().unwrap().code().unwrap_or(-1)
    }

    /// Largest resident memory so far, in KiB.
    pub(crate) fn peak_kib(&self) -> u64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.id())).unwrap();
        let line = status.lines().find(|it| it.starts_with("VmHWM:")).unwrap();
        line.split_whitespace().nth(1).unwrap().parse().unwrap()
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        self.child.kill().unwrap_or_default();
        self.child.wait().map(|_| ()).unwrap_or_default();
    }
}

pub(crate) fn segments(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut segments: Vec<_> = entries
        .map(|it| it.unwrap().path())
        .filter(|it| it.extension().is_some_and(|it| it == "ndjson") && !it.is_symlink())
        .collect();
    segments.sort();
    segments
}

/// Every line of the segments in `folder`; a last line that is not whole yet is left out.
pub(crate) fn lines(folder: &Path) -> Vec<String> {
    let mut lines = Vec::new();
    for segment in segments(folder) {
        let text = fs::read_to_string(segment).unwrap();
        let whole = text.rfind('\n').map_or(0, |it| it + 1);
        lines.extend(text.get(..whole).unwrap().lines().map(str::to_owned));
    }
    lines
}

pub(crate) fn count_lines(folder: &Path) -> usize {
    segments(folder)
        .iter()
        .map(|it| memchr::memchr_iter(b'\n', &fs::read(it).unwrap()).count())
        .sum()
}

/// Waits for `n` lines in `folder`.
#[track_caller]
pub(crate) fn wait_for_lines(folder: &Path, n: usize) {
    wait(&format!("{n} lines"), || (count_lines(folder) >= n).then_some(()));
}

/// A line as a record, checked against `wiredesk schema`.
#[track_caller]
pub(crate) fn record(line: &str) -> Value {
    static SCHEMA: OnceLock<jsonschema::Validator> = OnceLock::new();
    let schema = SCHEMA.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let output = wiredesk(folder.path()).arg("schema").output().unwrap();
        jsonschema::validator_for(&serde_json::from_slice(&output.stdout).unwrap()).unwrap()
    });
    let record: Value = serde_json::from_str(line).unwrap();
    if let Err(error) = schema.validate(&record) {
        panic!("the line breaks its schema: {error} at {}\n{line}", error.instance_path);
    }
    assert!(line.starts_with("{\"@timestamp\":\""), "{line}");
    record
}

/// The string at a JSON pointer.
#[track_caller]
pub(crate) fn text(value: &Value, pointer: &str) -> String {
    let found = value.pointer(pointer).and_then(Value::as_str);
    found.unwrap_or_else(|| panic!("no {pointer} in {value}")).to_owned()
}

pub(crate) fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            match entry.file_type() {
                Ok(kind) if kind.is_dir() => folders.push(entry.path()),
                Ok(_) => files.push(entry.path()),
                Err(_) => (),
            }
        }
    }
    files
}

/// Whether `program` can be run here; says on standard output that a test is skipped where not.
pub(crate) fn has(program: &str) -> bool {
    let found = std::env::var_os("PATH")
        .is_some_and(|it| std::env::split_paths(&it).any(|it| it.join(program).is_file()))
        || Path::new("/usr/sbin").join(program).is_file();
    if !found {
        skip(&format!("`{program}` is not installed"));
    }
    found
}

pub(crate) fn skip(reason: &str) {
    eprintln!("skipped: {reason}");
}

/// A short article.
pub(crate) fn story(n: usize) -> String {
    format!(
        "Bridge {n} reopens in Kyiv\n\nKYIV, March 17, 2025 (AP) — The mayor said on Monday that bridge number {n} \
         had reopened after {n} days.\n\n“We are glad,” said Olena Kovalenko, who crosses it every day.\n"
    )
}
