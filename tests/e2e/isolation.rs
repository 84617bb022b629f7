//! Files that kill what reads them, and the process of its own in which a suspect is read.

use std::collections::BTreeSet;
use std::fs::{self, File};

use serde_json::{Value, json};

use crate::desk::{Desk, story, text, wiredesk};

/// Address space in KiB: enough for the service and every ordinary file.
const MAX_KIB: u64 = 150_000;

/// A few kilobytes that expand to an article of 33 MB: within the parser's bounds, and larger than the address space.
fn killer() -> Vec<u8> {
    let line = "The river rose again on Tuesday. ".repeat(31) + " ";
    let mut out = zstd::Encoder::new(Vec::new(), 1).unwrap();
    let mut put = |text: &str| std::io::Write::write_all(&mut out, text.as_bytes()).unwrap();
    put("{\"title\":\"x\",\"text\":\"");
    (0..32_500).for_each(|_| put(&line));
    put("\"}");
    out.finish().unwrap()
}

#[test]
fn a_file_that_kills_its_process_is_set_aside_after_three_tries_and_no_other_is() {
    let desk = Desk::new()
        .with("parser.max-document-bytes=1 GiB")
        .with("parser.max-ratio=1000000")
        .with("service.workers=1")
        .with_memory(MAX_KIB);
    fs::create_dir_all(desk.path("inbox")).unwrap();
    let paths: BTreeSet<_> = (0..20).map(|n| format!("{n}.txt")).collect();
    for (n, path) in paths.iter().enumerate() {
        desk.drop_file(path, story(n));
    }
    desk.drop_file("killer.json.zst", killer());
    let mut service = desk.start();
    assert_eq!(service.wait(), Some(6), "memory that cannot be had aborts:\n{}", desk.log());
    let mut service = desk.start();
    desk.wait_empty();
    assert_eq!(service.stop(), 0);
    desk.assert_once(&paths);
    let rejections = desk.rejections();
    assert_eq!(rejections.len(), 1, "{rejections:?}");
    assert_eq!(text(&rejections[0], "/source/path"), "killer.json.zst");
    assert_eq!(text(&rejections[0], "/code"), "kills_the_process");
    let detail = text(&rejections[0], "/detail");
    assert!(detail.contains("3 processes") && detail.contains("memory"), "{detail}");
}

/// What the process of its own answers about the file `name`.
fn answers(desk: &Desk, name: &str, parent: u32) -> (Vec<Value>, bool) {
    let task = json!({
        "work": {"File": {"path": name, "modified": null, "settings": "[parser]\n"}},
        "limits": {"address_space": 1_u64 << 32, "data": null, "cpu": null},
        "parent": parent,
    });
    let mut command = wiredesk(desk.folder());
    let input = File::open(desk.folder().join(name)).unwrap();
    let output = command.args(["isolated", &task.to_string()]).stdin(input).output().unwrap();
    let lines = String::from_utf8(output.stdout).unwrap();
    (lines.lines().map(|it| serde_json::from_str(it).unwrap()).collect(), output.status.success())
}

#[test]
fn a_file_that_is_read_apart_gives_the_same_records() {
    let desk = Desk::new();
    let articles: Vec<_> = (0..3).map(|n| json!({"title": "A title", "text": story(n)})).collect();
    let lines: Vec<_> = articles.iter().map(Value::to_string).collect();
    fs::write(desk.folder().join("a.ndjson"), lines.join("\n")).unwrap();
    let (answers, done) = answers(&desk, "a.ndjson", std::process::id());
    assert!(done);
    assert_eq!(answers.last().unwrap(), &json!({"End": {"Ok": null}}));
    let apart: Vec<_> = answers.iter().filter_map(|it| it.pointer("/Article/Ok/record")).collect();
    let output = desk.output(&["enrich", "a.ndjson"]);
    let here = String::from_utf8(output.stdout).unwrap();
    assert_eq!(apart.len(), here.lines().count());
    for (apart, here) in apart.into_iter().zip(here.lines()) {
        let mut here: Value = serde_json::from_str(here).unwrap();
        let mut apart = apart.clone();
        for record in [&mut here, &mut apart] {
            // These follow from when it is asked, and from what was seen before.
            for key in ["@timestamp", "seq", "story", "duplicate"] {
                record.as_object_mut().unwrap().remove(key);
            }
            record["source"].as_object_mut().unwrap().remove("modified");
        }
        assert_eq!(apart, here);
    }
}

#[test]
fn a_process_whose_service_is_gone_does_nothing() {
    let desk = Desk::new();
    fs::write(desk.folder().join("a.txt"), story(1)).unwrap();
    assert_eq!(answers(&desk, "a.txt", 1), (Vec::new(), false));
}
