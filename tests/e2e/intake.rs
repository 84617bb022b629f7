//! All the ways a file can come into the inbox. Each is delivered once.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::Write;
use std::time::{Duration, SystemTime};

use rustix::process::Signal;

use crate::desk::{Desk, files_below, story, text, wait};

fn names(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|it| (*it).to_owned()).collect()
}

/// A desk whose folders are there.
fn desk() -> Desk {
    let desk = Desk::new().with("inbox.settle=100ms");
    fs::create_dir_all(desk.path("inbox")).unwrap();
    desk
}

#[test]
fn a_file_written_in_pieces_is_read_when_its_writer_is_done() {
    let desk = desk();
    let _service = desk.start();
    wait("the start", || desk.log().contains("ready").then_some(()));
    let mut file = File::create(desk.path("inbox/slow.txt")).unwrap();
    let whole = story(1);
    for piece in whole.as_bytes().chunks(40) {
        file.write_all(piece).unwrap();
        file.sync_all().unwrap();
        // Another file goes through meanwhile, and proves that the service looked.
        let n = desk.records().len();
        desk.drop_file(&format!("{n}.txt"), story(n));
        desk.wait_records(n + 1);
    }
    assert!(desk.records().iter().all(|it| text(it, "/source/path") != "slow.txt"));
    drop(file);
    let n = desk.records().len();
    let records = desk.wait_records(n + 1);
    assert_eq!(text(records.last().unwrap(), "/source/path"), "slow.txt");
    assert_eq!(records.last().unwrap()["source"]["bytes"], whole.len());
}

#[test]
fn files_that_were_dropped_while_the_service_was_down_are_found() {
    let desk = desk();
    desk.drop_file("early.txt", story(1));
    desk.drop_file("deep/er/early.txt", story(2));
    let mut service = desk.start();
    desk.wait_records(2);
    assert_eq!(service.stop(), 0);
    desk.drop_file("between.txt", story(3));
    let mut service = desk.start();
    desk.wait_records(3);
    desk.wait_empty();
    assert_eq!(service.stop(), 0);
    desk.assert_once(&names(&["early.txt", "deep/er/early.txt", "between.txt"]));
}

#[test]
fn renames_links_old_times_and_new_folders_are_all_arrivals() {
    let desk = desk();
    let _service = desk.start();
    wait("the start", || desk.log().contains("ready").then_some(()));
    let aside = desk.folder().join("aside.txt");
    fs::write(&aside, story(1)).unwrap();
    fs::hard_link(&aside, desk.path("inbox/linked.txt")).unwrap();
    let old = desk.folder().join("old.txt");
    fs::write(&old, story(2)).unwrap();
    for (name, time) in [
        ("old.txt", SystemTime::UNIX_EPOCH),
        ("new.txt", SystemTime::UNIX_EPOCH + Duration::from_secs(4_000_000_000)),
    ] {
        let path = desk.folder().join(name);
        fs::write(&path, story(3)).unwrap();
        File::options().write(true).open(&path).unwrap().set_modified(time).unwrap();
        fs::rename(&path, desk.path("inbox").join(name)).unwrap();
    }
    // A whole tree at once: events for its files are lost where the folder was not watched yet.
    let tree = desk.folder().join("tree");
    fs::create_dir_all(tree.join("a/b/c")).unwrap();
    fs::write(tree.join("a/b/c/leaf.txt"), story(4)).unwrap();
    fs::rename(&tree, desk.path("inbox/tree")).unwrap();
    fs::create_dir_all(desk.path("inbox/made/here")).unwrap();
    fs::write(desk.path("inbox/made/here/leaf.txt"), story(5)).unwrap();
    // Renamed within the inbox, from a name that waits to one that does not.
    fs::write(desk.path("inbox/upload.txt.part"), story(6)).unwrap();
    fs::rename(desk.path("inbox/upload.txt.part"), desk.path("inbox/upload.txt")).unwrap();
    desk.wait_records(6);
    desk.wait_empty();
    let paths = [
        "linked.txt",
        "old.txt",
        "new.txt",
        "tree/a/b/c/leaf.txt",
        "made/here/leaf.txt",
        "upload.txt",
    ];
    desk.assert_once(&names(&paths));
}

#[test]
fn names_that_say_not_yet_wait() {
    let desk = desk();
    let _service = desk.start();
    for name in [".hidden.txt", "a.tmp", "b.part", "c.crdownload", "d.txt~"] {
        fs::write(desk.path("inbox").join(name), story(1)).unwrap();
    }
    desk.drop_file("z.txt", story(2));
    desk.wait_records(1);
    wait("the move", || (files_below(&desk.path("inbox")).len() == 5).then_some(()));
    let output = desk.output(&["explain", "desk/inbox/b.part"]);
    assert!(String::from_utf8(output.stdout).unwrap().contains("waiting"));
}

#[test]
fn twenty_thousand_files_at_once_are_each_delivered_once() {
    let n_files = 20_000;
    let desk = desk().with("enricher.enabled=false");
    let mut service = desk.start();
    wait("the start", || desk.log().contains("ready").then_some(()));
    // The kernel keeps 16,384 events: a stopped service loses some of these.
    service.signal(Signal::STOP);
    let paths: BTreeSet<_> = (0..n_files).map(|n| format!("{n}.txt")).collect();
    for path in &paths {
        fs::write(desk.path("inbox").join(path), "Rain fell on Oslo.").unwrap();
    }
    service.signal(Signal::CONT);
    desk.wait_empty();
    assert_eq!(service.stop(), 0);
    desk.assert_once(&paths);
}

#[test]
fn the_same_name_twice_is_two_deliveries() {
    let desk = desk();
    let _service = desk.start();
    desk.drop_file("a.txt", story(1));
    desk.wait_records(1);
    desk.wait_empty();
    desk.drop_file("a.txt", story(2));
    let records = desk.wait_records(2);
    assert_ne!(text(&records[0], "/id"), text(&records[1], "/id"));
    desk.wait_empty();
    assert_eq!(files_below(&desk.path("archive")).len(), 2);
    let output = desk.output(&["explain", "a.txt"]);
    let said = String::from_utf8(output.stdout).unwrap();
    assert_eq!(said.matches("delivered").count(), 2, "{said}");
}

#[test]
fn a_replay_puts_a_file_through_again_under_its_name_and_id() {
    let desk = desk();
    let _service = desk.start();
    desk.drop_file("kyiv/a.txt", story(1));
    let first = desk.wait_records(1);
    desk.wait_empty();
    let output = desk.output(&["replay", "desk/archive"]);
    assert!(output.status.success(), "{output:?}");
    let both = desk.wait_records(2);
    assert_eq!(text(&both[1], "/source/path"), "kyiv/a.txt");
    assert_eq!(text(&both[1], "/id"), text(&first[0], "/id"));
}

#[test]
fn a_reload_takes_what_it_can_and_names_what_it_cannot() {
    let desk = desk();
    let file = desk.folder().join("w.toml");
    fs::write(&file, "[desk]\nroot = \"desk\"\n").unwrap();
    let mut command = desk.command(&["run", "-c", "w.toml"]);
    let log = File::create(desk.folder().join("log")).unwrap();
    let mut child = command.stderr(log).spawn().unwrap();
    wait("the start", || desk.log().contains("ready").then_some(()));
    fs::write(&file, "[desk]\nroot = \"desk\"\n[log]\nfilter = \"debug\"\n[service]\nqueue = 7\n")
        .unwrap();
    let id = rustix::process::Pid::from_raw(i32::try_from(child.id()).unwrap()).unwrap();
    rustix::process::kill_process(id, Signal::HUP).unwrap();
    wait("the reload", || desk.log().contains("need a restart").then_some(()));
    assert!(desk.log().contains("service.queue"), "{}", desk.log());
    fs::write(&file, "[desk]\nroot = \"desk\"\n[lgo]\n").unwrap();
    rustix::process::kill_process(id, Signal::HUP).unwrap();
    wait("the refusal", || desk.log().contains("stays as it was").then_some(()));
    desk.drop_file("a.txt", story(1));
    wait("debug events", || desk.log().contains("enriched").then_some(()));
    rustix::process::kill_process(id, Signal::TERM).unwrap();
    assert!(child.wait().unwrap().success());
}

#[test]
fn metrics_and_health_are_served_where_configured() {
    let address = {
        let socket = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        socket.local_addr().unwrap()
    };
    let desk = desk().with(&format!("service.listen={address}"));
    let _service = desk.start();
    desk.drop_file("a.txt", story(1));
    desk.wait_records(1);
    let get = |path: &str| {
        use std::io::Read;
        let mut stream = std::net::TcpStream::connect(address).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    };
    assert!(get("/healthz").contains("200 OK"));
    assert!(get("/readyz").contains("ready"));
    wait("the counter", || {
        get("/metrics").contains("wiredesk_files_delivered_total 1").then_some(())
    });
    assert!(get("/metrics").contains("wiredesk_stage_seconds_bucket"), "stages are timed");
}
