//! A full disk: intake pauses, and goes on when there is room.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::desk::{Desk, skip, story, wait};

/// A small file system of memory, gone with the value.
struct Small {
    folder: tempfile::TempDir,
}

impl Small {
    fn mount(size: &str) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &format!("size={size}"), "wiredesk-test"])
            .arg(folder.path())
            .output();
        match mounted {
            Ok(output) if output.status.success() => Some(Self { folder }),
            Ok(output) => {
                skip(&format!("no tmpfs: {}", String::from_utf8_lossy(&output.stderr).trim()));
                None
            }
            Err(error) => {
                skip(&format!("no tmpfs: {error}"));
                None
            }
        }
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }
}

impl Drop for Small {
    fn drop(&mut self) {
        let unmounted = Command::new("umount").arg("-l").arg(self.folder.path()).status();
        unmounted.map(|_| ()).unwrap_or_default();
    }
}

fn fill(path: &Path) -> PathBuf {
    let ballast = path.join("ballast");
    let mut size = 1 << 20;
    let mut bytes = Vec::new();
    // Ever smaller pieces, until not a byte more fits.
    while size > 0 {
        bytes.resize(bytes.len() + size, b'x');
        if fs::write(&ballast, &bytes).is_err() {
            bytes.truncate(bytes.len() - size);
            size /= 2;
        }
    }
    ballast
}

#[test]
fn a_full_disk_pauses_and_resumes_and_nothing_is_lost() {
    let Some(small) = Small::mount("6m") else { return };
    let desk = Desk::below(small.path());
    let mut service = desk.start();
    desk.drop_file("0.txt", story(0));
    desk.wait_records(1);
    let ballast_room = fs::metadata(desk.segments().first().unwrap()).unwrap().len();
    assert!(ballast_room > 0);
    for n in 1..200 {
        desk.drop_file(&format!("{n}.txt"), story(n));
        if n == 40 {
            break;
        }
    }
    let n_before = 41;
    let ballast = fill(small.path());
    // There is no room to drop a file either: these were written elsewhere on the disk before it was full.
    wait("all or a pause", || {
        let paused = desk.log().contains("the disk is full");
        (paused || desk.records().len() == n_before).then_some(())
    });
    fs::remove_file(&ballast).unwrap();
    desk.wait_records(n_before);
    for n in n_before..n_before + 20 {
        desk.drop_file(&format!("{n}.txt"), story(n));
    }
    desk.wait_records(n_before + 20);
    desk.wait_empty();
    assert_eq!(service.stop(), 0);
    let paths: BTreeSet<_> = (0..n_before + 20).map(|n| format!("{n}.txt")).collect();
    desk.assert_once(&paths);
}

#[test]
fn a_service_whose_outbox_disk_is_full_says_so_and_goes_on_when_there_is_room() {
    let Some(small) = Small::mount("2m") else { return };
    let outbox = small.path().join("outbox");
    let state = small.path().join("state");
    let desk = Desk::new()
        .with(&format!("desk.outbox={}", outbox.display()))
        .with(&format!("desk.state={}", state.display()));
    let mut service = desk.start();
    wait("the start", || desk.log().contains("ready").then_some(()));
    let ballast = fill(small.path());
    let n_files = 100;
    for n in 0..n_files {
        desk.drop_file(&format!("{n}.txt"), story(n));
    }
    wait("the pause", || desk.log().contains("the disk is full").then_some(()));
    fs::remove_file(ballast).unwrap();
    desk.wait_empty();
    assert!(desk.log().contains("there is room again"), "{}", desk.log());
    assert_eq!(service.stop(), 0);
    let lines = crate::desk::lines(&outbox);
    let paths: BTreeSet<_> = lines
        .iter()
        .map(|it| crate::desk::text(&crate::desk::record(it), "/source/path"))
        .collect();
    assert_eq!((lines.len(), paths.len()), (n_files, n_files));
}
