//! What the inbox finds, what it waits for, what it refuses and how it moves things, on a real file system.
#![cfg(test)]

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::thread::JoinHandle;
use std::time::{Duration, SystemTime};

use wiredesk_inbox::{
    Arrival, Claim, Flow, Handle, Inbox, InboxConfig, Notice, Shelves, Standing, explain,
};
use wiredesk_journal::{Custody, Disk, Identity, Kind, Place, Reason, stat};

/// Long enough for a loaded machine; a test that waits this long has failed.
const DEADLINE: Duration = Duration::from_mins(1);

/// A desk with a running inbox, whose queue holds two arrivals.
struct Desk {
    dir: tempfile::TempDir,
    config: InboxConfig,
    handle: Handle,
    arrivals: Option<Receiver<Arrival>>,
    thread: Option<JoinHandle<()>>,
    shelves: Shelves,
}

impl Desk {
    fn new() -> Self {
        Self::with(|_| {}, |_| {})
    }

    fn with(change: impl FnOnce(&mut InboxConfig), before: impl FnOnce(&Path)) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let root = fs::canonicalize(dir.path()).unwrap();
        let folder = |name: &str| {
            fs::create_dir(root.join(name)).unwrap();
            root.join(name)
        };
        let mut config = InboxConfig::new(folder("inbox"), folder("archive"), folder("rejected"));
        config.settle = Duration::from_millis(50);
        config.poll = Duration::from_millis(20);
        change(&mut config);
        before(&config.inbox);
        let (inbox, handle) = Inbox::open(config.clone()).unwrap();
        let (sender, arrivals) = sync_channel(2);
        let thread = std::thread::spawn(move || {
            inbox.run(&mut |arrival| match sender.send(arrival) {
                Ok(()) => Flow::Continue,
                Err(_) => Flow::Stop,
            });
        });
        let shelves = Shelves::new(Arc::new(Disk), &config);
        Self { dir, config, handle, arrivals: Some(arrivals), thread: Some(thread), shelves }
    }

    fn inbox(&self, name: &str) -> PathBuf {
        self.config.inbox.join(name)
    }

    /// A complete file, by rename from outside.
    fn drop_file(&self, name: &str, bytes: &[u8]) {
        let outside = self.dir.path().join("outside");
        fs::write(&outside, bytes).unwrap();
        fs::rename(outside, self.inbox(name)).unwrap();
    }

    fn next(&self) -> Arrival {
        self.arrivals.as_ref().unwrap().recv_timeout(DEADLINE).expect("nothing arrived")
    }

    #[track_caller]
    fn ready(&self) -> Claim {
        match self.next() {
            Arrival::Ready(claim) => claim,
            other => panic!("{other:?}"),
        }
    }

    #[track_caller]
    fn refused(&self) -> (Arc<Identity>, Reason) {
        match self.next() {
            Arrival::Refused { source, reason } => (source, reason),
            other => panic!("{other:?}"),
        }
    }

    fn archive(&mut self, source: &Identity) -> Place {
        let place = self.shelves.archive(source, jiff::civil::date(2026, 3, 4)).unwrap();
        self.shelves.sync().unwrap();
        self.handle.settled(source, &place);
        place
    }

    /// Takes and archives `n` files; gives their names.
    #[track_caller]
    fn take(&mut self, n: usize) -> BTreeSet<String> {
        (0..n)
            .map(|_| {
                let claim = self.ready();
                assert!(claim.unchanged().unwrap());
                assert!(matches!(self.archive(&claim.source), Place::At(_)));
                claim.source.name()
            })
            .collect()
    }

    /// Drops a last file and sees that nothing else arrives before it.
    #[track_caller]
    fn expect_nothing_more(&mut self) {
        self.drop_file("zz-last.txt", b"last");
        self.handle.rescan();
        assert_eq!(self.take(1), names(["zz-last.txt"]));
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        self.handle.stop();
        drop(self.arrivals.take());
        self.thread.take().unwrap().join().unwrap();
    }
}

fn names<const N: usize>(names: [&str; N]) -> BTreeSet<String> {
    names.map(str::to_owned).into()
}

#[test]
fn files_renamed_linked_copied_nested_and_old_are_each_taken_once() {
    let mut desk = Desk::new();
    desk.drop_file("renamed.txt", b"a");
    let outside = desk.dir.path().join("linked");
    fs::write(&outside, b"b").unwrap();
    fs::hard_link(&outside, desk.inbox("linked.txt")).unwrap();
    fs::write(desk.inbox("copied.txt"), b"c").unwrap();
    let old = File::options().write(true).create_new(true).open(desk.inbox("old.txt")).unwrap();
    (&old).write_all(b"d").unwrap();
    old.set_modified(SystemTime::UNIX_EPOCH - Duration::from_hours(24)).unwrap();
    drop(old);
    fs::create_dir_all(desk.inbox("new/and/deep")).unwrap();
    fs::write(desk.inbox("new/and/deep/e.txt"), b"e").unwrap();
    let expected =
        names(["renamed.txt", "linked.txt", "copied.txt", "old.txt", "new/and/deep/e.txt"]);
    assert_eq!(desk.take(5), expected);
    desk.expect_nothing_more();
    assert!(desk.config.archive.join("2026/03/04/new/and/deep/e.txt").exists());
}

#[test]
fn files_dropped_while_the_service_was_down_are_taken() {
    let fill = |inbox: &Path| {
        fs::create_dir(inbox.join("sub")).unwrap();
        fs::write(inbox.join("a.txt"), b"a").unwrap();
        fs::write(inbox.join("sub/b.txt"), b"b").unwrap();
    };
    let mut desk = Desk::with(|_| {}, fill);
    assert_eq!(desk.take(2), names(["a.txt", "sub/b.txt"]));
}

#[test]
fn a_file_is_not_taken_while_a_writer_has_it_open() {
    let mut desk = Desk::new();
    let mut writer = File::create(desk.inbox("slow.txt")).unwrap();
    for piece in ["first ", "second ", "third"] {
        writer.write_all(piece.as_bytes()).unwrap();
        writer.sync_all().unwrap();
        let standing =
            explain(&Disk, &desk.config, desk.dir.path(), Path::new("slow.txt")).unwrap();
        if standing.standing != Standing::BeingWritten {
            println!("skipped: this file system has no leases");
            return;
        }
        // Another file that comes later goes first: the slow one was looked at and left.
        desk.expect_nothing_more();
    }
    drop(writer);
    let claim = desk.ready();
    assert_eq!(std::io::read_to_string(claim.reader().unwrap()).unwrap(), "first second third");
}

#[test]
fn names_that_say_not_yet_wait_for_their_rename() {
    let mut desk = Desk::new();
    for name in ["a.txt.tmp", ".hidden", "b.part", "c~"] {
        fs::write(desk.inbox(name), b"x").unwrap();
    }
    fs::create_dir(desk.inbox(".stage")).unwrap();
    fs::write(desk.inbox(".stage/d.txt"), b"x").unwrap();
    desk.expect_nothing_more();
    fs::rename(desk.inbox("a.txt.tmp"), desk.inbox("a.txt")).unwrap();
    assert_eq!(desk.take(1), names(["a.txt"]));
}

#[test]
fn what_is_no_regular_file_is_refused_and_moved_unopened() {
    let mut desk = Desk::new();
    symlink("/etc/passwd", desk.inbox("link")).unwrap();
    rustix::fs::mknodat(
        rustix::fs::CWD,
        desk.inbox("pipe"),
        rustix::fs::FileType::Fifo,
        rustix::fs::Mode::from_raw_mode(0o600),
        0,
    )
    .unwrap();
    let socket = std::os::unix::net::UnixListener::bind(desk.inbox("socket")).unwrap();
    let mut codes = BTreeSet::new();
    for _ in 0..3 {
        let (source, reason) = desk.refused();
        let place = desk.shelves.reject(&source, &reason, b"{}\n").unwrap();
        desk.handle.settled(&source, &place);
        let moved = desk.config.rejected.join(source.name());
        assert_eq!(stat(&fs::symlink_metadata(&moved).unwrap()).kind, source.stat.kind);
        assert!(wiredesk_inbox::reason_path(&moved).exists());
        codes.insert(reason.code);
    }
    assert_eq!(codes, names(["not_a_file"]));
    drop(socket);
    desk.expect_nothing_more();
}

#[test]
fn a_symlinked_folder_is_refused_and_not_entered() {
    let mut desk = Desk::new();
    let outside = desk.dir.path().join("elsewhere");
    fs::create_dir(&outside).unwrap();
    fs::write(outside.join("secret.txt"), b"x").unwrap();
    symlink(&outside, desk.inbox("folder")).unwrap();
    let (source, _) = desk.refused();
    assert_eq!((source.name().as_str(), source.stat.kind), ("folder", Kind::Symlink));
    desk.expect_nothing_more();
}

#[test]
fn a_full_queue_holds_the_inbox_back() {
    let fill = |inbox: &Path| {
        for n in 0..50 {
            fs::write(inbox.join(format!("{n}.txt")), b"x").unwrap();
        }
    };
    let mut desk = Desk::with(|_| {}, fill);
    // Two in the queue and one in the sender's hand.
    while desk.handle.n_claimed() < 3 {
        std::thread::yield_now();
    }
    let again = desk.arrivals.as_ref().unwrap();
    drop(again.try_recv().unwrap());
    while desk.handle.n_claimed() < 4 {
        std::thread::yield_now();
    }
    assert_eq!(desk.handle.n_claimed(), 4, "one more came for the one that was taken");
    assert_eq!(desk.take(49).len(), 49);
    assert_eq!(desk.handle.n_claimed(), 1);
}

#[test]
fn a_flood_beyond_what_is_remembered_loses_nothing() {
    const N: usize = 20_000;
    let desk = Desk::new();
    for n in 0..N {
        fs::write(desk.inbox(&format!("{n}.txt")), b"x").unwrap();
    }
    let mut taken = BTreeSet::new();
    while taken.len() < N {
        match desk.next() {
            Arrival::Ready(claim) => {
                assert!(taken.insert(claim.source.name()), "{} came twice", claim.source);
                let name = desk.config.archive.join(claim.source.path());
                fs::rename(desk.inbox(&claim.source.name()), name).unwrap();
                desk.handle.settled(&claim.source, &Place::Gone);
            }
            Arrival::Notice(Notice::Overflow) => {}
            other => panic!("{other:?}"),
        }
    }
    desk.handle.rescan();
    desk.drop_file("zz-last.txt", b"last");
    loop {
        match desk.next() {
            Arrival::Notice(Notice::Overflow) => {}
            Arrival::Ready(claim) => {
                assert_eq!(claim.source.name(), "zz-last.txt");
                break;
            }
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn without_events_the_clock_finds_files() {
    let mut desk = Desk::with(|config| config.always_poll = true, |_| {});
    assert!(matches!(desk.next(), Arrival::Notice(Notice::Polling { .. })));
    fs::write(desk.inbox("a.txt"), b"a").unwrap();
    assert_eq!(desk.take(1), names(["a.txt"]));
}

#[test]
fn an_empty_file_is_taken_when_it_stood_still() {
    let mut desk = Desk::new();
    fs::write(desk.inbox("empty.txt"), b"").unwrap();
    assert_eq!(desk.take(1), names(["empty.txt"]));
}

#[test]
fn a_file_changed_after_it_was_claimed_comes_again() {
    let mut desk = Desk::new();
    desk.drop_file("a.txt", b"one");
    let claim = desk.ready();
    let mut file = OpenOptions::new().append(true).open(desk.inbox("a.txt")).unwrap();
    file.write_all(b" two").unwrap();
    drop(file);
    assert!(!claim.unchanged().unwrap());
    desk.handle.later(&claim.source, Duration::ZERO);
    let claim = desk.ready();
    assert_eq!(std::io::read_to_string(claim.reader().unwrap()).unwrap(), "one two");
    assert!(claim.unchanged().unwrap());
    desk.archive(&claim.source);
    desk.expect_nothing_more();
}

#[test]
fn a_file_replaced_while_it_was_delivered_stays_and_is_taken_too() {
    let mut desk = Desk::new();
    desk.drop_file("a.txt", b"one");
    let first = desk.ready();
    desk.drop_file("a.txt", b"another");
    assert_eq!(desk.archive(&first.source), Place::Replaced);
    let second = desk.ready();
    assert_eq!(std::io::read_to_string(second.reader().unwrap()).unwrap(), "another");
    assert!(matches!(desk.archive(&second.source), Place::At(_)));
}

#[test]
fn files_of_one_name_get_names_of_their_own_in_the_archive() {
    let mut desk = Desk::new();
    let mut places = BTreeSet::new();
    for text in ["one", "two", "three"] {
        desk.drop_file("latest.json", text.as_bytes());
        let claim = desk.ready();
        let Place::At(place) = desk.archive(&claim.source) else { panic!("not moved") };
        assert!(places.insert(place.clone()));
        let path = desk.config.archive.join(String::from_utf8(place).unwrap());
        assert_eq!(fs::read_to_string(&path).unwrap(), text);
        assert_eq!(path.extension().unwrap(), "json");
    }
}

#[test]
fn odd_names_are_told_without_loss() {
    use std::os::unix::ffi::OsStrExt;
    let mut desk = Desk::new();
    let odd = std::ffi::OsStr::from_bytes(b"new\nline \xff\\.txt");
    fs::write(desk.config.inbox.join(odd), b"x").unwrap();
    let claim = desk.ready();
    assert_eq!(claim.source.name(), "new\\x0aline \\xff\\\\.txt");
    assert_eq!(wiredesk_inbox::unescape(&claim.source.name()).unwrap(), odd.as_bytes());
    assert!(matches!(desk.archive(&claim.source), Place::At(_)));
    assert!(desk.config.archive.join("2026/03/04").join(odd).exists());
}

#[test]
fn a_long_name_can_still_be_refused_beside_its_reason() {
    let mut desk = Desk::new();
    let long = format!("{}.txt", "n".repeat(250));
    desk.drop_file(&long, b"x");
    let claim = desk.ready();
    let reason = Reason { code: "bad".into(), detail: "it is".into() };
    let Place::At(place) = desk.shelves.reject(&claim.source, &reason, b"{}\n").unwrap() else {
        panic!("not moved")
    };
    let path = desk.config.rejected.join(String::from_utf8(place).unwrap());
    assert!(path.exists() && wiredesk_inbox::reason_path(&path).exists());
}

#[test]
fn moving_again_finds_what_was_moved() {
    let mut desk = Desk::new();
    desk.drop_file("a.txt", b"x");
    let claim = desk.ready();
    let first = desk.archive(&claim.source);
    let mut restarted = Shelves::new(Arc::new(Disk), &desk.config);
    let again = restarted.archive(&claim.source, jiff::civil::date(2026, 3, 4)).unwrap();
    assert_eq!(first, again);
    assert!(!restarted.holds(&claim.source));
}

#[test]
fn a_file_that_cannot_be_opened_is_told_and_tried_again() {
    use std::os::unix::fs::PermissionsExt;
    let mut desk = Desk::new();
    let outside = desk.dir.path().join("locked");
    fs::write(&outside, b"x").unwrap();
    fs::set_permissions(&outside, fs::Permissions::from_mode(0o000)).unwrap();
    if File::open(&outside).is_ok() {
        println!("skipped: this user may open everything");
        return;
    }
    fs::rename(&outside, desk.inbox("locked.txt")).unwrap();
    let Arrival::Notice(Notice::Unreadable { path, .. }) = desk.next() else { panic!("unseen") };
    assert_eq!(path, "locked.txt");
    desk.drop_file("other.txt", b"y");
    assert_eq!(desk.take(1), names(["other.txt"]));
    fs::set_permissions(desk.inbox("locked.txt"), fs::Permissions::from_mode(0o600)).unwrap();
    assert_eq!(desk.take(1), names(["locked.txt"]));
}

#[test]
fn an_inbox_that_was_taken_away_is_told_and_found_again() {
    let mut desk = Desk::new();
    let aside = desk.dir.path().join("aside");
    fs::rename(&desk.config.inbox, &aside).unwrap();
    desk.handle.rescan();
    let Arrival::Notice(Notice::Unreadable { path, .. }) = desk.next() else { panic!("unseen") };
    assert_eq!(path, ".");
    fs::write(aside.join("a.txt"), b"x").unwrap();
    fs::rename(&aside, &desk.config.inbox).unwrap();
    desk.handle.rescan();
    assert_eq!(desk.take(1), names(["a.txt"]));
}

#[test]
fn stopping_ends_the_thread_even_when_nobody_listens() {
    let desk = Desk::new();
    desk.handle.stop();
    let closed = desk.arrivals.as_ref().unwrap().recv_timeout(DEADLINE).unwrap_err();
    assert_eq!(closed, RecvTimeoutError::Disconnected);
}

#[test]
fn explanations_say_what_waits_and_why() {
    let desk = Desk::with(|_| {}, |_| {});
    let told = |name: &str| {
        explain(&Disk, &desk.config, &desk.dir.path().join("state"), Path::new(name)).unwrap()
    };
    assert_eq!(told("none.txt").standing, Standing::Absent);
    fs::write(desk.inbox("a.tmp"), b"x").unwrap();
    assert_eq!(told("a.tmp").standing, Standing::UnfinishedName(".tmp".into()));
    assert!(told("a.tmp").to_string().contains("waiting, because `.tmp` in its name"));
    let absolute = desk.inbox("a.tmp");
    assert_eq!(told(absolute.to_str().unwrap()).path, "a.tmp");
}
