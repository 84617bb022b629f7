//! `kill -9` at random moments, and what must be true ever after.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use crate::desk::{Desk, PATIENCE, story};

/// A run of the same test may be longer: `WIREDESK_TEST_KILLS=500 WIREDESK_TEST_FILES=2000`.
fn number(variable: &str, default: usize) -> usize {
    std::env::var(variable).map_or(default, |it| it.parse().unwrap())
}

/// Random enough, the same every time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % below
    }
}

/// What a tailer has read of a segment stays as it was.
#[derive(Default)]
struct Tailer {
    read: Vec<(PathBuf, Vec<u8>)>,
}

impl Tailer {
    fn look(&mut self, desk: &Desk) {
        for segment in desk.segments() {
            let now = fs::read(&segment).unwrap();
            let known = self.read.iter_mut().find(|(path, _)| *path == segment);
            if let Some((_, before)) = known {
                // Reserved blocks past the end are no bytes; what was read must be a prefix of what is there.
                assert!(now.starts_with(before), "{} changed under its tailer", segment.display());
                *before = now;
            } else {
                self.read.push((segment, now));
            }
        }
    }
}

#[test]
fn files_dropped_while_the_service_is_killed_again_and_again_are_delivered_once() {
    let n_kills = number("WIREDESK_TEST_KILLS", 50);
    let n_files = number("WIREDESK_TEST_FILES", 400);
    // Small segments and checkpoints, so that rotation and compaction are cut, too.
    let desk = Desk::new()
        .with("sink.max-segment-bytes=100 kB")
        .with("sink.checkpoint-bytes=100 kB")
        .with("inbox.settle=20ms");
    fs::create_dir_all(desk.path("inbox")).unwrap();
    let mut paths: BTreeSet<_> = (0..n_files).map(|n| format!("{}/{n}.txt", n % 7)).collect();
    let done = AtomicBool::new(false);
    let mut tailer = Tailer::default();
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let mut dice = Dice(7);
            for n in 0..n_files {
                desk.drop_file(&format!("{}/{n}.txt", n % 7), story(n));
                std::thread::sleep(Duration::from_micros(dice.roll(20_000)));
            }
            done.store(true, Ordering::SeqCst);
        });
        let mut dice = Dice(42);
        for _ in 0..n_kills {
            let mut service = desk.start();
            let until = Instant::now() + Duration::from_millis(dice.roll(400));
            while Instant::now() < until {
                tailer.look(&desk);
                std::thread::sleep(Duration::from_millis(5));
            }
            service.kill();
            tailer.look(&desk);
        }
    });
    assert!(done.load(Ordering::SeqCst));
    let mut service = desk.start();
    desk.drop_file("last.txt", story(n_files));
    paths.insert("last.txt".to_owned());
    let (mut n_waiting, mut until) = (usize::MAX, Instant::now() + PATIENCE);
    while n_waiting > 0 && Instant::now() < until {
        tailer.look(&desk);
        let n_now = crate::desk::files_below(&desk.path("inbox")).len();
        if n_now < n_waiting {
            (n_waiting, until) = (n_now, Instant::now() + PATIENCE);
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    assert_eq!(service.stop(), 0);
    tailer.look(&desk);
    desk.assert_once(&paths);
    assert_eq!(desk.rejections(), Vec::<serde_json::Value>::new());
    eprintln!("{n_kills} kills, {n_files} files, {} segments", desk.segments().len());
}

#[test]
fn a_second_service_on_the_same_desk_is_refused() {
    let desk = Desk::new();
    let mut first = desk.start();
    desk.drop_file("a.txt", story(1));
    desk.wait_records(1);
    let output = desk.output(&["run"]);
    assert_eq!(output.status.code(), Some(75));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(
        said.contains(&first.id().to_string()) && said.contains("works on this desk"),
        "{said}"
    );
    desk.drop_file("b.txt", story(2));
    desk.wait_records(2);
    assert_eq!(first.stop(), 0);
}

#[test]
fn a_stop_finishes_what_was_begun_and_leaves_the_rest() {
    let desk = Desk::new();
    fs::create_dir_all(desk.path("inbox")).unwrap();
    let paths: BTreeSet<_> = (0..3_000).map(|n| format!("{n}.txt")).collect();
    for (n, path) in paths.iter().enumerate() {
        desk.drop_file(path, story(n));
    }
    let mut service = desk.start();
    crate::desk::wait("a first line", || {
        (crate::desk::count_lines(&desk.path("outbox")) > 0).then_some(())
    });
    assert_eq!(service.stop(), 0);
    let waiting = crate::desk::files_below(&desk.path("inbox")).len();
    assert_eq!(desk.records().len() + waiting, 3_000, "a file is either delivered or still there");
    assert!(desk.log().contains("stopped"));
    let mut service = desk.start();
    desk.wait_empty();
    assert_eq!(service.stop(), 0);
    desk.assert_once(&paths);
}
