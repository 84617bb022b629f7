//! The write path against a plain loop: 10,000 files of 5 KB, read, appended with the same group sync, and moved away.
//! Both move within one file system and sync once a group; the plain loop promises nothing.

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use wiredesk_inbox::{InboxConfig, Shelves};
use wiredesk_journal::{Disk, Identity, stat};
use wiredesk_model::{Annotations, Article, ArticleId, Source, assemble};
use wiredesk_sink::{Item, Outbox, OutboxConfig, Shape, Sink};

const FILES: usize = 10_000;
const BYTES: usize = 5_000;
const GROUPS: [usize; 3] = [16, 64, 256];
const ROUNDS: usize = 5;

fn main() {
    let at = Timestamp::UNIX_EPOCH;
    for group in GROUPS {
        let mut plain: Vec<Duration> = Vec::new();
        let mut ours: Vec<Duration> = Vec::new();
        for _ in 0..ROUNDS {
            plain.push(timed(|desk| plain_loop(desk, group)));
            ours.push(timed(|desk| deliver(desk, group, at)));
        }
        plain.sort_unstable();
        ours.sort_unstable();
        let (plain, ours) = (plain[ROUNDS / 2], ours[ROUNDS / 2]);
        let rate = |time: Duration| FILES as f64 / time.as_secs_f64();
        report(&format!(
            "groups of {group:3}: plain loop {:6.0} files/s, outbox {:6.0} files/s, {:.2} times its time",
            rate(plain),
            rate(ours),
            ours.as_secs_f64() / plain.as_secs_f64(),
        ));
    }
}

#[expect(clippy::print_stdout, reason = "a benchmark prints")]
fn report(line: &str) {
    println!("{line}");
}

fn timed(run: impl FnOnce(&Path)) -> Duration {
    let desk = tempfile::tempdir().expect("a temporary folder");
    for folder in ["inbox", "archive/1970/01/01", "rejected", "outbox", "state"] {
        fs::create_dir_all(desk.path().join(folder)).expect("a folder");
    }
    for n in 0..FILES {
        let path = desk.path().join(format!("inbox/{n:05}.txt"));
        fs::write(path, "x".repeat(BYTES)).expect("a file");
    }
    File::open(desk.path()).and_then(|it| it.sync_all()).expect("a sync");
    let start = Instant::now();
    run(desk.path());
    start.elapsed()
}

fn names(desk: &Path) -> Vec<String> {
    let names = fs::read_dir(desk.join("inbox")).expect("a folder");
    names.map(|it| it.expect("an entry").file_name().to_string_lossy().into_owned()).collect()
}

fn plain_loop(desk: &Path, group: usize) {
    let mut out = File::create(desk.join("outbox/all.ndjson")).expect("a file");
    for names in names(desk).chunks(group) {
        for name in names {
            let text = fs::read_to_string(desk.join("inbox").join(name)).expect("a text");
            let line = serde_json::to_vec(&serde_json::json!({ "path": name, "text": text }));
            let mut line = line.expect("a line");
            line.push(b'\n');
            out.write_all(&line).expect("written");
        }
        out.sync_data().expect("synced");
        for name in names {
            let to = desk.join("archive/1970/01/01").join(name);
            fs::rename(desk.join("inbox").join(name), to).expect("moved");
        }
    }
}

fn deliver(desk: &Path, group: usize, at: Timestamp) {
    let folder = |name: &str| desk.join(name);
    let folders = InboxConfig::new(folder("inbox"), folder("archive"), folder("rejected"));
    let custody = Box::new(Shelves::new(Arc::new(Disk), &folders));
    let config = OutboxConfig::new(folder("outbox"), folder("state"));
    let (mut outbox, _) = Outbox::open(Arc::new(Disk), custody, config, at).expect("opens");
    let shape = Shape { max_record_bytes: Some(30_000), ..Shape::default() };
    for names in names(desk).chunks(group) {
        let mut items = Vec::with_capacity(2 * group);
        for name in names {
            let path = desk.join("inbox").join(name);
            let metadata = fs::symlink_metadata(&path).expect("a file");
            let source = Identity::new(name.as_bytes(), stat(&metadata)).expect("a name");
            let source = Arc::new(source);
            let text = fs::read_to_string(path).expect("a text");
            let id = ArticleId::derive(name, "", 0);
            let from = Source { path: name.clone(), format: "text", ..Source::default() };
            let article = Article { id, source: from, text, ..Article::default() };
            let line = shape.line(assemble(&article, &Annotations::default(), at, 0));
            items.push(Item::Article { source: Arc::clone(&source), part: 0, line });
            items.push(Item::Finished { source, parts: 1 });
        }
        outbox.deliver(items, at).expect("delivered");
    }
    outbox.tidy(at).expect("tidied");
}
