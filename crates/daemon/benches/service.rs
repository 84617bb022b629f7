//! What the service promises by the clock, measured on the real binary and printed: latency, throughput against a plain
//! loop, memory, and the start with a backlog. It asserts nothing. `cargo bench -p wiredesk [-- latency|throughput|memory|start]`.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

fn main() {
    let wanted: Vec<_> = std::env::args().skip(1).filter(|it| !it.starts_with('-')).collect();
    let benches: [(&str, fn()); 4] =
        [("latency", latency), ("throughput", throughput), ("memory", memory), ("start", start)];
    for (name, bench) in benches {
        if wanted.is_empty() || wanted.iter().any(|it| it == name) {
            bench();
        }
    }
}

/// A desk with the service's process, which ends with it.
struct Desk {
    folder: tempfile::TempDir,
    child: Option<Child>,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let desk = Self { folder, child: None };
        fs::create_dir_all(desk.path("inbox")).expect("an inbox");
        desk
    }

    fn path(&self, below: &str) -> PathBuf {
        self.folder.path().join("desk").join(below)
    }

    fn start(&mut self, arguments: &[&str]) {
        let child = Command::new(env!("CARGO_BIN_EXE_wiredesk"))
            .env_clear()
            .current_dir(self.folder.path())
            .arg("run")
            .args(arguments)
            .stdin(Stdio::null())
            .stderr(File::create(self.folder.path().join("log")).expect("a log"))
            .spawn();
        self.child = Some(child.expect("the binary runs"));
    }

    fn wait_ready(&self) {
        let log = self.folder.path().join("log");
        wait(|| fs::read_to_string(&log).is_ok_and(|it| it.contains("\"ready\"")));
    }

    fn drop_file(&self, name: &str, text: &[u8]) {
        let part = self.path("inbox").join(format!(".{name}.part"));
        fs::write(&part, text).expect("the inbox is writable");
        fs::rename(part, self.path("inbox").join(name)).expect("a rename");
    }

    /// Bytes of the outbox.
    fn size(&self) -> u64 {
        segments(&self.path("outbox"))
            .iter()
            .map(|it| fs::metadata(it).map_or(0, |it| it.len()))
            .sum()
    }

    fn n_lines(&self) -> usize {
        let count =
            |it: &PathBuf| memchr::memchr_iter(b'\n', &fs::read(it).unwrap_or_default()).count();
        segments(&self.path("outbox")).iter().map(count).sum()
    }

    /// Seconds of processor time that the service took so far.
    fn cpu(&self) -> f64 {
        cpu(&self.child.as_ref().map_or_else(String::new, |it| it.id().to_string()))
    }

    fn peak_mib(&self) -> f64 {
        let id = self.child.as_ref().map_or(0, Child::id);
        let status = fs::read_to_string(format!("/proc/{id}/status")).unwrap_or_default();
        let line = status.lines().find(|it| it.starts_with("VmHWM:")).unwrap_or_default();
        let kib: f64 = line.split_whitespace().nth(1).and_then(|it| it.parse().ok()).unwrap_or(0.0);
        kib / 1024.0
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        if let Some(child) = &mut self.child {
            child.kill().unwrap_or_default();
            child.wait().map(|_| ()).unwrap_or_default();
        }
    }
}

fn segments(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .map(|it| it.path())
        .filter(|it| it.extension().is_some_and(|it| it == "ndjson") && !it.is_symlink())
        .collect()
}

/// Seconds of user and system time of a process, by `proc_pid_stat(5)`, which counts in hundredths.
fn cpu(process: &str) -> f64 {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace();
    fields.skip(11).take(2).filter_map(|it| it.parse::<f64>().ok()).sum::<f64>() / 100.0
}

fn wait(done: impl FnMut() -> bool) {
    wait_looking_every(Duration::from_micros(200), done);
}

fn wait_looking_every(period: Duration, mut done: impl FnMut() -> bool) {
    let until = Instant::now() + Duration::from_mins(10);
    while !done() && Instant::now() < until {
        std::thread::sleep(period);
    }
}

fn say(line: &str) {
    writeln!(std::io::stdout(), "{line}").unwrap_or_default();
}

fn article(n: usize, n_bytes: usize) -> Vec<u8> {
    let mut text = format!(
        "Bridge {n} reopens\n\nKYIV, March 17, 2025 (AP) — The mayor said so on Monday.\n\n"
    );
    while text.len() < n_bytes {
        text.push_str(
            "The river rose again on Tuesday, and 120 people left their homes in the old town. ",
        );
    }
    text.into_bytes()
}

/// From the rename into the inbox to the synced line in the outbox, on an idle service.
fn latency() {
    let mut desk = Desk::new();
    desk.start(&[]);
    desk.wait_ready();
    let mut took = Vec::new();
    for n in 0..500 {
        let part = desk.path("inbox").join(".next.part");
        fs::write(&part, article(n, 5_000)).expect("the inbox is writable");
        let before = desk.size();
        let began = Instant::now();
        fs::rename(part, desk.path("inbox").join(format!("{n}.txt"))).expect("a rename");
        wait(|| desk.size() > before);
        took.push(began.elapsed().as_secs_f64() * 1000.0);
    }
    took.sort_by(f64::total_cmp);
    let at = |share: f64| took[((took.len() - 1) as f64 * share) as usize];
    say(&format!(
        "latency     p50 {:.1} ms, p99 {:.1} ms (500 articles of 5 KB, idle service)",
        at(0.5),
        at(0.99)
    ));
}

/// Enrichment off, against a loop that reads, appends with the same group sync, and renames.
fn throughput() {
    let n_files = 10_000;
    let mut desk = Desk::new();
    for n in 0..n_files {
        desk.drop_file(&format!("{n}.txt"), &article(n, 5_000));
    }
    let began = Instant::now();
    desk.start(&["--set", "enricher.enabled=false"]);
    // Looking at a large folder takes time from the service, so it is not done often.
    wait_looking_every(Duration::from_millis(5), || {
        fs::read_dir(desk.path("inbox")).is_ok_and(|mut it| it.next().is_none())
    });
    let (service, service_cpu) = (began.elapsed().as_secs_f64(), desk.cpu());

    let plain = Desk::new();
    for n in 0..n_files {
        plain.drop_file(&format!("{n}.txt"), &article(n, 5_000));
    }
    fs::create_dir_all(plain.path("archive")).expect("an archive");
    let (began, before) = (Instant::now(), cpu("self"));
    let mut out = File::create(plain.path("out.ndjson")).expect("an output");
    let mut names: Vec<_> = fs::read_dir(plain.path("inbox"))
        .expect("an inbox")
        .flatten()
        .map(|it| it.file_name())
        .collect();
    names.sort();
    for group in names.chunks(256) {
        for name in group {
            let text = fs::read_to_string(plain.path("inbox").join(name)).expect("a file");
            serde_json::to_writer(&mut out, &text).expect("a write");
            out.write_all(b"\n").expect("a write");
        }
        out.sync_data().expect("a sync");
        for name in group {
            fs::rename(plain.path("inbox").join(name), plain.path("archive").join(name))
                .expect("a rename");
        }
    }
    let (plain, plain_cpu) = (began.elapsed().as_secs_f64(), cpu("self") - before);
    say(&format!(
        "throughput  {:.0} files a second; a plain loop {:.0}; {:.2} times its time (10,000 files of 5 KB, enrichment off); {service_cpu:.2} s of processor time to {plain_cpu:.2} s",
        n_files as f64 / service,
        n_files as f64 / plain,
        service / plain
    ));
}

/// Peak resident memory with a small and a large backlog.
fn memory() {
    for n_files in [1_000, 100_000] {
        let mut desk = Desk::new();
        for n in 0..n_files {
            desk.drop_file(&format!("{n}.txt"), &article(n, 500));
        }
        desk.start(&["--set", "enricher.enabled=false"]);
        wait(|| desk.n_lines() >= n_files.min(20_000));
        say(&format!("memory      peak {:.0} MiB with {n_files} files waiting", desk.peak_mib()));
    }
}

/// From the start of the process to the first line, with 100,000 files waiting.
fn start() {
    let mut desk = Desk::new();
    for n in 0..100_000 {
        desk.drop_file(&format!("{n}.txt"), &article(n, 500));
    }
    let began = Instant::now();
    desk.start(&[]);
    wait(|| desk.size() > 0);
    say(&format!(
        "start       first line after {:.2} s with 100,000 files waiting",
        began.elapsed().as_secs_f64()
    ));
}
