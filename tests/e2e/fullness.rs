//! A full disk: intake pauses, and goes on when there is room.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
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

/// Takes all the room there is.
fn fill(path: &Path) -> PathBuf {
    let ballast = path.join("ballast");
    let mut file = fs::File::create(&ballast).unwrap();
    for n_bytes in [1 << 16, 1 << 10, 1] {
        while file.write_all(&vec![b'x'; n_bytes]).is_ok() {}
    }
    ballast
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
