//! A small desk on a fake file system: sources of every fate, a service that delivers them, and the proof that it did.

use std::collections::{BTreeMap, BTreeSet};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use wiredesk_inbox::{InboxConfig, Shelves};
use wiredesk_journal::fake::Fake;
use wiredesk_journal::{Deed, History, Identity, Journal, Reason, Storage};
use wiredesk_model::{Annotations, Article, ArticleId, Source, assemble, sha256_hex};
use wiredesk_sink::{
    Audit, AuditFolders, Item, Outbox, OutboxConfig, Shape, Shaped, Sink, SinkError, audit,
};

/// Sources: a path and its articles; `!` is a source that is refused after them.
const SOURCES: [(&str, &[&str]); 8] = [
    ("a.txt", &["one"]),
    ("b.mbox", &["two", "three", "four", "five"]),
    ("kyiv/c.txt", &["six"]),
    ("kyiv/a.txt", &["seven"]),
    ("bad.txt", &["!"]),
    ("half.mbox", &["eight", "!"]),
    ("long.txt", &["nine, and on and on"]),
    ("none.txt", &[]),
];
/// A text of this many bytes does not fit its line.
const LONG: usize = 4_000;

pub(crate) struct Desk;

impl Desk {
    /// Drops the sources.
    pub(crate) fn fill(storage: &Fake) {
        for (path, articles) in SOURCES {
            let path = Path::new("/desk/inbox").join(path);
            storage.put(&path, articles.join("\n").as_bytes()).unwrap();
        }
        storage.create_dirs("/desk/archive".as_ref()).unwrap();
        storage.create_dirs("/desk/rejected".as_ref()).unwrap();
    }

    fn open(storage: &Fake) -> Result<Outbox, SinkError> {
        let desk = |name: &str| PathBuf::from("/desk").join(name);
        let storage: Arc<dyn Storage> = Arc::new(storage.clone());
        let folders = InboxConfig::new(desk("inbox"), desk("archive"), desk("rejected"));
        let custody = Box::new(Shelves::new(Arc::clone(&storage), &folders));
        let config = OutboxConfig {
            max_segment_bytes: 1_500,
            max_segment_age: SignedDuration::from_hours(24),
            checkpoint_bytes: 3_000,
            ..OutboxConfig::new(desk("outbox"), desk("state"))
        };
        Outbox::open(storage, custody, config, now()).map(|(outbox, _)| outbox)
    }

    /// Delivers all there is, two items a batch, as the service would after any start.
    pub(crate) fn run(storage: &Fake) -> Result<(), SinkError> {
        let mut outbox = Self::open(storage)?;
        for batch in items(storage).chunks(2) {
            outbox.deliver(batch.to_vec(), now())?;
        }
        outbox.tidy(now())
    }

    /// The same on a disk that is full for a while; says whether it was.
    pub(crate) fn run_until_there_is_room(storage: &Fake) -> bool {
        let mut paused = false;
        let mut make_room = |error: SinkError| {
            assert!(error.is_full(), "{error:?}");
            paused = true;
            storage.set_free(None);
        };
        let mut outbox = Self::open(storage).unwrap_or_else(|error| {
            make_room(error);
            Self::open(storage).unwrap()
        });
        let mut n_settled = 0;
        for batch in items(storage).chunks(2) {
            let report = outbox.deliver(batch.to_vec(), now()).unwrap_or_else(|error| {
                make_room(error);
                outbox.retry(now()).unwrap()
            });
            n_settled += report.receipts.len();
        }
        if let Err(error) = outbox.tidy(now()) {
            make_room(error);
            outbox.tidy(now()).unwrap();
        }
        assert_eq!(n_settled, SOURCES.len(), "every source is told of once");
        paused
    }
}

fn now() -> Timestamp {
    "2026-03-04T08:15:30Z".parse().unwrap()
}

/// What a service makes of the files that lie in the inbox.
fn items(storage: &Fake) -> Vec<Item> {
    let mut items = Vec::new();
    let inbox = Path::new("/desk/inbox");
    for (path, bytes) in storage.files(inbox) {
        let stat = storage.stat(&path).unwrap();
        let name = path.strip_prefix(inbox).unwrap();
        let source = Arc::new(Identity::new(name.as_os_str().as_bytes(), stat).unwrap());
        let text = String::from_utf8(bytes).unwrap();
        let mut parts = 0;
        let mut refused = false;
        for article in text.lines() {
            if article == "!" {
                let reason = Reason { code: "bad".into(), detail: "it says so".into() };
                items.push(Item::Rejected { source: Arc::clone(&source), reason });
                refused = true;
            } else {
                let line = line(&source, article, parts);
                items.push(Item::Article { source: Arc::clone(&source), part: parts, line });
                parts += 1;
            }
        }
        if !refused {
            items.push(Item::Finished { source, parts });
        }
    }
    items
}

fn line(source: &Identity, article: &str, part: u32) -> Shaped {
    let mut text = article.to_owned();
    if text.contains("on and on") {
        text = text.repeat(LONG / text.len());
    }
    let sha256 = sha256_hex(text.as_bytes());
    let id = ArticleId::derive(&source.name(), &sha256, part);
    let source = Source { path: source.name(), format: "text", sha256, part, ..Source::default() };
    let article = Article { id, source, text, ..Article::default() };
    let record = assemble(&article, &Annotations::default(), now(), 0);
    Shape { max_record_bytes: Some(2_000), ..Shape::default() }.line(record)
}

/// Every source is out exactly once, every line whole and in order, every file in its place.
#[track_caller]
pub(crate) fn expect_done(storage: &Fake, context: &str) {
    let (lines, sidecars) = outbox(storage, context);
    let mut expected = BTreeSet::new();
    for (path, articles) in SOURCES {
        for (part, article) in articles.iter().filter(|it| **it != "!").enumerate() {
            expected.insert((path.to_owned(), part as u64));
            let line = lines
                .iter()
                .find(|it| it["source"]["path"] == path && it["source"]["part"] == part);
            let line = line.unwrap_or_else(|| panic!("{context}: {path} {part} is lost"));
            match line["text_ref"].as_str() {
                Some(name) => {
                    let text = &sidecars[&Path::new("/desk/outbox").join(name)];
                    assert!(text.starts_with(article.as_bytes()), "{context}: sidecar");
                }
                None => assert_eq!(line["article"]["text"], *article, "{context}"),
            }
        }
    }
    assert_eq!(lines.len(), expected.len(), "{context}: a line too many");
    expect_places(storage, context);
    expect_history(storage, context);
    expect_clean_audit(storage, context);
}

#[track_caller]
fn expect_clean_audit(storage: &Fake, context: &str) {
    let audit = audit_desk(storage);
    assert_eq!(audit.problems, [""; 0], "{context}: audit");
    let counts = (audit.delivered, audit.rejected, audit.waiting, audit.interrupted, audit.purged);
    assert_eq!(counts, (6, 2, 0, 0, 0), "{context}: audit");
    assert_eq!((audit.records, audit.rejections), (9, 2), "{context}: audit");
}

/// The audit of the desk as it is now.
pub(crate) fn audit_desk(storage: &Fake) -> Audit {
    let folders = AuditFolders {
        inbox: "/desk/inbox".as_ref(),
        archive: "/desk/archive".as_ref(),
        rejected: "/desk/rejected".as_ref(),
    };
    let config = OutboxConfig::new("/desk/outbox".into(), "/desk/state".into());
    audit(storage, &config, &folders).unwrap()
}

/// The records and the sidecars; checks the lines' numbers on the way.
#[track_caller]
fn outbox(storage: &Fake, context: &str) -> (Vec<serde_json::Value>, BTreeMap<PathBuf, Vec<u8>>) {
    let mut lanes: BTreeMap<bool, Vec<serde_json::Value>> = BTreeMap::new();
    let mut sidecars = BTreeMap::new();
    for (path, bytes) in storage.files("/desk/outbox".as_ref()) {
        if path.extension().is_some_and(|it| it == "txt") {
            sidecars.insert(path, bytes);
            continue;
        }
        if path.extension().is_none_or(|it| it != "ndjson") {
            continue;
        }
        assert!(bytes.ends_with(b"\n"), "{context}: {} ends inside a line", path.display());
        let lane = lanes.entry(path.to_string_lossy().contains("rejections")).or_default();
        for line in bytes.split(|&b| b == b'\n').filter(|line| !line.is_empty()) {
            let line: serde_json::Value = serde_json::from_slice(line)
                .unwrap_or_else(|error| panic!("{context}: {}: {error}", path.display()));
            assert_eq!(line["seq"], lane.len(), "{context}: numbers have a gap");
            lane.push(line);
        }
    }
    let refused: Vec<&str> =
        lanes[&true].iter().filter_map(|line| line["source"]["path"].as_str()).collect();
    assert_eq!(BTreeSet::from_iter(&refused), BTreeSet::from_iter(&["bad.txt", "half.mbox"]));
    assert_eq!(refused.len(), 2, "{context}: refused twice");
    (lanes.remove(&false).unwrap_or_default(), sidecars)
}

#[track_caller]
fn expect_places(storage: &Fake, context: &str) {
    let names = |dir: &str| -> BTreeSet<String> {
        let files = storage.files(dir.as_ref());
        let names = files
            .iter()
            .map(|(path, _)| path.strip_prefix(dir).unwrap().to_str().unwrap().to_owned());
        names
            .filter(|name| !name.rsplit('/').next().is_some_and(|it| it.starts_with('.')))
            .collect()
    };
    assert_eq!(names("/desk/inbox"), BTreeSet::new(), "{context}");
    let (refused, delivered): (Vec<_>, Vec<_>) =
        SOURCES.iter().partition(|(_, articles)| articles.contains(&"!"));
    let archived = delivered.iter().map(|(path, _)| format!("2026/03/04/{path}")).collect();
    assert_eq!(names("/desk/archive"), archived, "{context}");
    let rejected = refused
        .iter()
        .flat_map(|(path, _)| [(*path).to_owned(), format!("{path}.reason.json")])
        .collect();
    assert_eq!(names("/desk/rejected"), rejected, "{context}");
}

#[track_caller]
fn expect_history(storage: &Fake, context: &str) {
    let mut deeds: Vec<Deed> = Vec::new();
    let ledger = Journal::ledger(storage, "/desk/state".as_ref()).unwrap();
    let history = History::new(storage, "/desk/state".as_ref());
    history.each(&ledger, &mut |deed| deeds.push(deed)).unwrap();
    let told: BTreeMap<&str, &Deed> = deeds.iter().map(|deed| (deed.path.as_str(), deed)).collect();
    assert_eq!((deeds.len(), told.len()), (SOURCES.len(), SOURCES.len()), "{context}: history");
    for (path, articles) in SOURCES {
        let deed = told[path];
        let outcome = if articles.contains(&"!") { "rejected" } else { "delivered" };
        assert_eq!(deed.outcome, outcome, "{context}: {path}");
        let n_articles = articles.iter().filter(|it| **it != "!").count();
        assert_eq!(deed.parts as usize, n_articles, "{context}: {path}");
        assert!(deed.moved_to.is_some(), "{context}: {path} {deed:?}");
    }
}
