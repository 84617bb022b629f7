//! What is shipped beside the program is accepted by the tools it is for; a tool that is absent is named.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::desk::{has, skip};

fn deploy(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../deploy").join(name).canonicalize().unwrap()
}

/// The unit with the tested binary in place of the installed one.
fn unit(folder: &Path) -> PathBuf {
    let text = fs::read_to_string(deploy("wiredesk.service")).unwrap();
    let path = folder.join("wiredesk.service");
    fs::write(&path, text.replace("/usr/bin/wiredesk", env!("CARGO_BIN_EXE_wiredesk"))).unwrap();
    path
}

#[test]
fn systemd_finds_nothing_to_say_about_the_unit() {
    if !has("systemd-analyze") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new("systemd-analyze");
    let output = command.args(["verify", "--man=no"]).arg(unit(folder.path())).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    let ours: Vec<_> = said.lines().filter(|it| it.contains("wiredesk.service")).collect();
    assert!(output.status.success() && ours.is_empty(), "{said}");
}

#[test]
fn the_unit_is_hardened_to_an_exposure_of_two_or_less() {
    if !has("systemd-analyze") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let output = Command::new("systemd-analyze")
        .args(["security", "--offline=true", "--threshold=20"])
        .arg(unit(folder.path()))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    if said.is_empty() {
        return skip("this systemd-analyze cannot judge a unit offline");
    }
    assert!(output.status.success(), "{said}");
}

#[test]
fn rsyslog_accepts_its_configuration() {
    if !has("rsyslogd") {
        return;
    }
    let mut command = Command::new("rsyslogd");
    let output = command.args(["-N1", "-f"]).arg(deploy("rsyslog.conf")).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn syslog_ng_accepts_its_configuration() {
    if !has("syslog-ng") {
        return;
    }
    let mut command = Command::new("syslog-ng");
    let output =
        command.args(["--syntax-only", "-f"]).arg(deploy("syslog-ng.conf")).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn vector_accepts_its_configuration() {
    if !has("vector") {
        return;
    }
    let mut command = Command::new("vector");
    let output =
        command.args(["validate", "--no-environment"]).arg(deploy("vector.yaml")).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}

#[test]
fn every_follower_is_pointed_at_the_names_segments_have() {
    let desk = crate::desk::Desk::new();
    let _service = desk.start();
    desk.drop_file("a.txt", crate::desk::story(1));
    desk.wait_records(1);
    let name = desk.segments()[0].file_name().unwrap().to_str().unwrap().to_owned();
    assert!(name.starts_with("wiredesk-") && name.ends_with(".ndjson"), "{name}");
    let followers = [
        "rsyslog.conf",
        "vector.yaml",
        "fluent-bit.yaml",
        "filebeat.yml",
        "config.alloy",
        "otel-collector.yaml",
        "syslog-ng.conf",
    ];
    for follower in followers {
        let text = fs::read_to_string(deploy(follower)).unwrap();
        assert!(text.contains("wiredesk-*.ndjson"), "{follower}");
        // A tab in YAML, or a bracket that is not closed, is what a slip of the pen leaves.
        for (open, close) in [('{', '}'), ('[', ']'), ('(', ')')] {
            assert_eq!(
                text.matches(open).count(),
                text.matches(close).count(),
                "{follower}: {open}"
            );
        }
        assert!(!text.contains('\t'), "{follower}");
    }
}
