//! The tools that people follow the outbox with: through rotation and a crash, without a lost, doubled or cut line.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use serde_json::Value;

use crate::desk::{Desk, count_lines, has, skip, story, text, wait, wait_for_lines};

/// Ends a follower with the test.
struct Follower(Child);

impl Drop for Follower {
    fn drop(&mut self) {
        self.0.kill().unwrap_or_default();
        self.0.wait().map(|_| ()).unwrap_or_default();
    }
}

/// Articles dropped in three lives of the service, one of which ends by `kill -9`.
fn three_lives(desk: &Desk) -> usize {
    let n_files = 120;
    for life in 0..3 {
        let mut service = desk.start();
        for n in life * 40..(life + 1) * 40 {
            desk.drop_file(&format!("{n}.txt"), story(n));
        }
        if life == 1 {
            wait_for_lines(&desk.path("outbox"), 50);
            service.kill();
        } else {
            wait_for_lines(&desk.path("outbox"), (life + 1) * 40);
            assert_eq!(service.stop(), 0);
        }
    }
    assert_eq!(count_lines(&desk.path("outbox")), n_files);
    assert!(desk.segments().len() > 2, "there was no rotation");
    n_files
}

fn rotating() -> Desk {
    let desk = Desk::new().with("sink.max-segment-bytes=60 kB");
    fs::create_dir_all(desk.path("inbox")).unwrap();
    fs::create_dir_all(desk.path("outbox")).unwrap();
    desk
}

/// Every number once, every line a record.
#[track_caller]
fn assert_all(lines: &str, n: usize) {
    let mut seqs = Vec::new();
    for line in lines.lines() {
        let record: Value =
            serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
        seqs.push(record["seq"].as_u64().unwrap() as usize);
    }
    let distinct: BTreeSet<_> = seqs.iter().copied().collect();
    assert_eq!(seqs.len(), distinct.len(), "lines came twice");
    assert_eq!(distinct, (0..n).collect());
}

/// Follows three lives of the service with `tool`, by the configuration in `deploy/` with the paths of a test's folder, and
/// compares the copy. `arguments` puts the tool to work on that configuration, with its own files in that folder.
#[track_caller]
fn follow_three_lives(tool: &str, conf: &str, arguments: impl FnOnce(&mut Command, &Path, &Path)) {
    if !has(tool) {
        return;
    }
    let desk = rotating();
    let folder = desk.folder();
    let out = folder.join("out.ndjson");
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../deploy").join(conf);
    let shipped = fs::read_to_string(shipped)
        .unwrap()
        .replace("/var/spool/rsyslog", folder.to_str().unwrap())
        .replace("/var/lib/wiredesk/outbox", desk.path("outbox").to_str().unwrap())
        .replace("/var/log/wiredesk.ndjson", out.to_str().unwrap());
    let conf_file = folder.join(conf);
    fs::write(&conf_file, shipped).unwrap();
    let log = File::create(folder.join("follower.log")).unwrap();
    let mut command = Command::new(tool);
    arguments(&mut command, &conf_file, folder);
    let child = command.stdout(log.try_clone().unwrap()).stderr(log).spawn().unwrap();
    let _follower = Follower(child);
    let n = three_lives(&desk);
    wait(&format!("the copy of {tool}"), || {
        let copied = fs::read_to_string(&out).unwrap_or_default();
        (copied.lines().count() >= n).then_some(())
    });
    assert_all(&fs::read_to_string(&out).unwrap(), n);
}

#[test]
fn rsyslog_follows_without_a_lost_doubled_or_cut_line() {
    follow_three_lives("rsyslogd", "rsyslog.conf", |command, conf, folder| {
        command.args(["-n", "-i"]).arg(folder.join("rsyslog.pid")).arg("-f").arg(conf);
    });
}

#[test]
fn syslog_ng_follows_without_a_lost_doubled_or_cut_line() {
    follow_three_lives("syslog-ng", "syslog-ng.conf", |command, conf, folder| {
        command.args(["--foreground", "--no-caps", "--cfgfile"]).arg(conf);
        command.arg("--persist-file").arg(folder.join("syslog-ng.persist"));
        command.arg("--control").arg(folder.join("syslog-ng.ctl"));
        command.arg("--pidfile").arg(folder.join("syslog-ng.pid"));
    });
}

#[test]
fn tail_and_jq_follow_the_current_segment() {
    if !has("tail") || !has("jq") {
        return;
    }
    let desk = rotating();
    let mut service = desk.start();
    desk.drop_file("first.txt", story(0));
    desk.wait_records(1);
    let out = desk.folder().join("out.ndjson");
    let script = "tail -n +1 -F desk/outbox/current 2>/dev/null | jq -c --unbuffered '{seq, title: .article.title}'";
    let child = Command::new("sh")
        .args(["-c", &format!("exec setsid sh -c \"$0\" > {}", out.display()), script])
        .current_dir(desk.folder())
        .stdin(Stdio::null())
        .spawn()
        .unwrap();
    let group = rustix::process::Pid::from_raw(i32::try_from(child.id()).unwrap()).unwrap();
    let mut follower = Follower(child);
    // `tail -F` looks once a second and then follows the new segment only: one line at a time, as people read.
    for n in 1..40 {
        desk.drop_file(&format!("{n}.txt"), story(n));
        if n == 20 {
            wait_for_lines(&desk.path("outbox"), n + 1);
            service.kill();
            service = desk.start();
        }
        wait(&format!("line {n} through tail and jq"), || {
            (fs::read_to_string(&out).unwrap_or_default().lines().count() > n).then_some(())
        });
    }
    assert!(desk.segments().len() > 1, "there was no rotation");
    rustix::process::kill_process_group(group, rustix::process::Signal::TERM).unwrap_or_default();
    follower.0.wait().unwrap();
    assert_eq!(service.stop(), 0);
    assert_all(&fs::read_to_string(&out).unwrap(), 40);
}

#[test]
fn lnav_reads_every_record_with_the_shipped_format() {
    if !has("lnav") {
        return;
    }
    let desk = rotating();
    let n = three_lives(&desk);
    let home = desk.folder().join("home");
    let formats = home.join(".lnav/formats/wiredesk");
    fs::create_dir_all(&formats).unwrap();
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../deploy/lnav/wiredesk.json");
    fs::copy(shipped, formats.join("wiredesk.json")).unwrap();
    let output = Command::new("lnav")
        .env_clear()
        .env("HOME", &home)
        .env("PATH", std::env::var_os("PATH").unwrap())
        .env("TERM", "dumb")
        .args([
            "-n",
            "-c",
            ";SELECT seq, \"source/path\" FROM wiredesk ORDER BY seq",
            "-c",
            ":write-json-to -",
        ])
        .args(desk.segments())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let Ok(rows) = serde_json::from_str::<Vec<Value>>(&said) else {
        let complaint = String::from_utf8_lossy(&output.stderr).into_owned();
        if complaint.contains("no such table") {
            return skip("this lnav does not take format files from ~/.lnav");
        }
        panic!("{said}{complaint}");
    };
    let lines: Vec<_> = rows.iter().map(ToString::to_string).collect();
    assert_all(&lines.join("\n"), n);
    assert!(rows.iter().all(|it| text(it, "/source~1path").contains(".txt")));
}
