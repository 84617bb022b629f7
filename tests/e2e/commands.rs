//! The one-off commands: what they print, and how they end.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;

use serde_json::Value;

use crate::desk::{feed, record, story, text, wiredesk};

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

#[test]
fn the_first_record_of_a_stream_comes_before_the_stream_ends() {
    let folder = folder();
    let mut child = wiredesk(folder.path())
        .args(["enrich", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    for guid in ["a", "b"] {
        writeln!(stdin, "{{\"guid\":\"{guid}\",\"text\":\"Rain fell on Oslo.\"}}").unwrap();
        stdin.flush().unwrap();
        line.clear();
        stdout.read_line(&mut line).unwrap();
        assert_eq!(text(&record(line.trim_end()), "/article/guid"), guid);
    }
    drop(stdin);
    assert!(child.wait().unwrap().success());
}

#[test]
fn records_keep_the_order_of_the_input_however_many_workers_there_are() {
    let mut input = Vec::new();
    for n in 0..300 {
        // Long and short by turns, so that workers finish in another order than they began.
        let text = "The river rose again. ".repeat(if n % 7 == 0 { 200 } else { 1 });
        writeln!(input, "{{\"guid\":\"{n}\",\"text\":\"{text}\"}}").unwrap();
    }
    let folder = folder();
    let mut command = wiredesk(folder.path());
    command.args(["enrich", "-", "-j", "4"]);
    let output = feed(command, &input);
    let lines = String::from_utf8(output.stdout).unwrap();
    for (n, line) in lines.lines().enumerate() {
        let record = record(line);
        assert_eq!(text(&record, "/article/guid"), n.to_string());
        assert_eq!(record["seq"], n);
    }
    assert_eq!(lines.lines().count(), 300);
}

#[test]
fn files_and_folders_are_read_in_the_order_of_their_names() {
    let folder = folder();
    fs::create_dir_all(folder.path().join("d/sub")).unwrap();
    for name in ["d/b.txt", "d/a.txt", "d/sub/c.txt"] {
        fs::write(folder.path().join(name), story(1)).unwrap();
    }
    let output = wiredesk(folder.path()).args(["enrich", "d", "-j", "3"]).output().unwrap();
    let lines = String::from_utf8(output.stdout).unwrap();
    let paths: Vec<_> = lines.lines().map(|it| text(&record(it), "/source/path")).collect();
    assert_eq!(paths, ["d/a.txt", "d/b.txt", "d/sub/c.txt"]);
}

#[test]
fn a_rejected_input_is_named_and_the_others_go_through() {
    let folder = folder();
    fs::write(folder.path().join("good.txt"), story(1)).unwrap();
    fs::write(folder.path().join("bad.gz"), b"\x1f\x8b\x08\x00rubbish").unwrap();
    let mut command = wiredesk(folder.path());
    let output = command.args(["enrich", "bad.gz", "missing.txt", "good.txt"]).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("rejected `bad.gz`"), "{said}");
    assert!(said.contains("rejected `missing.txt`"), "{said}");
    assert_eq!(String::from_utf8(output.stdout).unwrap().lines().count(), 1);
}

#[test]
fn a_reader_that_leaves_is_no_error() {
    let folder = folder();
    let mut child = wiredesk(folder.path())
        .args(["enrich", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    writeln!(stdin, "{{\"text\":\"Rain fell on Oslo.\"}}").unwrap();
    stdout.read_line(&mut String::new()).unwrap();
    drop(stdout);
    let feeder =
        std::thread::spawn(
            move || {
                while writeln!(stdin, "{{\"text\":\"Rain fell on Oslo.\"}}").is_ok() {}
            },
        );
    let output = child.wait_with_output().unwrap();
    feeder.join().unwrap();
    assert!(output.status.success());
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
}

#[test]
fn the_same_input_gives_the_same_annotations_byte_for_byte() {
    let input: Vec<u8> = (0..20)
        .flat_map(|n| {
            let value = serde_json::json!({ "text": story(n), "title": format!("Story {n}") });
            format!("{value}\n").into_bytes()
        })
        .collect();
    let folder = folder();
    let run = |jobs: &str| -> Vec<String> {
        let mut command = wiredesk(folder.path());
        command.args(["enrich", "-", "-j", jobs]);
        let output = feed(command, &input);
        let lines = String::from_utf8(output.stdout).unwrap();
        lines.lines().map(|it| it.split_once(",\"id\":").unwrap().1.to_owned()).collect()
    };
    let first = run("1");
    assert_eq!(first.len(), 20);
    for jobs in ["1", "4"] {
        assert_eq!(run(jobs), first);
    }
}

#[test]
fn a_wrong_configuration_is_told_with_its_place_and_code_78() {
    let folder = folder();
    fs::write(folder.path().join("w.toml"), "[service]\nworkrs = 2\n").unwrap();
    for arguments in [&["check", "-c", "w.toml"][..], &["run", "-c", "w.toml"]] {
        let output = wiredesk(folder.path()).args(arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(78));
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.contains("w.toml:2:"), "{said}");
        assert!(said.contains("did you mean `service.workers`?"), "{said}");
    }
    let mut command = wiredesk(folder.path());
    let output = command.env("WIREDESK_SERVICE_WORKERS", "many").arg("check").output().unwrap();
    assert_eq!(output.status.code(), Some(78));
    assert!(String::from_utf8(output.stderr).unwrap().contains("WIREDESK_SERVICE_WORKERS"));
}

#[test]
fn check_prints_where_each_value_comes_from() {
    let folder = folder();
    fs::write(folder.path().join("w.toml"), "[service]\nattempts = 5\n").unwrap();
    let mut command = wiredesk(folder.path());
    command.args(["check", "--print", "-c", "w.toml", "--set", "service.queue=9"]);
    let output = command.env("WIREDESK_SERVICE_WORKERS", "2").output().unwrap();
    assert!(output.status.success());
    let said = String::from_utf8(output.stdout).unwrap();
    let origin = |key: &str| {
        let line = said.lines().find(|it| it.starts_with(key)).unwrap();
        line.split_once("# ").unwrap().1.to_owned()
    };
    assert!(origin("attempts = 5").ends_with("w.toml:2:12"), "{said}");
    assert_eq!(origin("workers = 2"), "WIREDESK_SERVICE_WORKERS");
    assert_eq!(origin("queue = 9"), "flag");
    assert_eq!(origin("drain = "), "default");
}

#[test]
fn a_folder_that_cannot_be_used_fails_the_check() {
    let folder = folder();
    fs::create_dir(folder.path().join("desk")).unwrap();
    fs::write(folder.path().join("desk/inbox"), "a file").unwrap();
    let output = wiredesk(folder.path()).arg("check").output().unwrap();
    assert_eq!(output.status.code(), Some(78));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("desk.inbox:") && said.contains("is not a folder"), "{said}");
}

#[test]
fn show_reads_articles_and_records_alike() {
    let folder = folder();
    fs::write(folder.path().join("a.txt"), story(7)).unwrap();
    let shown = wiredesk(folder.path()).args(["show", "a.txt"]).output().unwrap();
    let shown = String::from_utf8(shown.stdout).unwrap();
    assert!(shown.contains("Bridge 7 reopens in Kyiv"), "{shown}");
    let records = wiredesk(folder.path()).args(["enrich", "a.txt"]).output().unwrap().stdout;
    fs::write(folder.path().join("a.ndjson"), records).unwrap();
    let again = wiredesk(folder.path()).args(["show", "a.ndjson"]).output().unwrap();
    assert_eq!(String::from_utf8(again.stdout).unwrap(), shown);
    let missing = wiredesk(folder.path()).args(["show", "nothing"]).output().unwrap();
    assert!(!missing.status.success());
}

#[test]
fn completions_name_every_command() {
    let folder = folder();
    for shell in ["bash", "zsh", "fish"] {
        let output = wiredesk(folder.path()).args(["completions", shell]).output().unwrap();
        let script = String::from_utf8(output.stdout).unwrap();
        for command in ["run", "enrich", "show", "explain", "replay", "audit", "check", "schema"] {
            assert!(script.contains(command), "{shell} lacks {command}");
        }
    }
}

#[test]
fn the_help_of_every_command_says_what_it_does() {
    let folder = folder();
    for command in ["run", "enrich", "show", "explain", "replay", "audit", "check", "schema", "top"]
    {
        let output = wiredesk(folder.path()).args([command, "--help"]).output().unwrap();
        let help = String::from_utf8(output.stdout).unwrap();
        assert!(help.contains(&format!("Usage: wiredesk {command}")), "{help}");
        assert!(help.lines().all(|it| it.chars().count() <= 100), "{help}");
    }
}

#[test]
fn the_schema_is_json_schema_2020_12() {
    let folder = folder();
    let output = wiredesk(folder.path()).arg("schema").output().unwrap();
    let schema: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(text(&schema, "/$schema"), "https://json-schema.org/draft/2020-12/schema");
    assert!(jsonschema::meta::is_valid(&schema));
    for field in ["@timestamp", "seq", "id", "schema", "source", "article"] {
        assert!(schema["required"].as_array().unwrap().contains(&field.into()), "{field}");
    }
}
