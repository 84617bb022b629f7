//! How lines look: the size bound and what is dropped for it, the profiles, the number spliced in.
#![cfg(test)]

use jiff::Timestamp;
use serde_json::Value;
use wiredesk_model::{Annotations, Article, ArticleId, Record, Source, assemble};
use wiredesk_sink::{PRESETS, Profile, Shape, preset};

fn record(text: String) -> Record {
    let source = Source { path: "kyiv/a.txt".into(), format: "text", ..Source::default() };
    let article = Article { id: ArticleId([7; 16]), source, text, ..Article::default() };
    let mut record = assemble(&article, &Annotations::default(), Timestamp::UNIX_EPOCH, 5);
    record.article.sentences = Some((0..100).map(|n| (n, n + 1)).collect());
    record
}

fn parsed(profile: Profile, max_record_bytes: Option<usize>, text: String) -> (Value, usize) {
    let line = Shape { profile, max_record_bytes }.line(record(text));
    let bytes = line.bytes(u64::MAX);
    assert!(bytes.ends_with(b"\n"));
    assert!(!bytes[..bytes.len() - 1].contains(&b'\n'));
    assert!(bytes.len() <= line.size());
    (serde_json::from_slice(&bytes).unwrap(), bytes.len())
}

#[test]
fn a_line_carries_the_number_it_is_given() {
    let line = Shape::default().line(record("\"seq\":0 in the text".into()));
    let text = String::from_utf8(line.bytes(1_042)).unwrap();
    assert!(
        text.starts_with("{\"@timestamp\":\"1970-01-01T00:00:00.000Z\",\"seq\":1042,"),
        "{text}"
    );
    assert!(text.contains("\\\"seq\\\":0 in the text"));
}

#[test]
fn sentences_go_before_the_text() {
    let whole = parsed(Profile::Native, None, "word ".repeat(100)).1;
    let (line, size) = parsed(Profile::Native, Some(whole - 10), "word ".repeat(100));
    assert!(size < whole);
    assert_eq!(line["truncated"], serde_json::json!(["sentences"]));
    assert!(line["article"]["text"].is_string());
}

#[test]
fn the_text_goes_to_a_sidecar_and_the_line_fits_every_preset() {
    for (name, bytes) in PRESETS {
        let Some(bound) = preset(name).unwrap() else { continue };
        assert_eq!(bound, bytes);
        let text = "\u{1F4F0} \"quoted\" ".repeat(bytes / 10);
        let line =
            Shape { max_record_bytes: Some(bound), ..Shape::default() }.line(record(text.clone()));
        assert!(line.bytes(u64::MAX).len() <= bound, "{name}");
        let sidecar = line.sidecar().unwrap();
        assert_eq!(sidecar.text(), text);
        let told: Value = serde_json::from_slice(&line.bytes(0)).unwrap();
        assert_eq!(told["text_ref"], sidecar.path());
        assert_eq!(line.truncated(), ["sentences", "text"]);
    }
}

#[test]
fn a_record_of_hostile_fields_fits_too() {
    let mut record = record("short".into());
    record.article.title = Some("t".repeat(50_000));
    record.article.authors = vec!["a".repeat(500); 500];
    let line = Shape { max_record_bytes: Some(8_000), ..Shape::default() }.line(record);
    assert!(line.bytes(u64::MAX).len() <= 8_000);
}

#[test]
fn ecs_names_what_it_has_names_for() {
    let (line, _) = parsed(Profile::Ecs, None, "the text".into());
    assert_eq!(line["message"], "the text");
    assert_eq!(line["event"]["sequence"], u64::MAX);
    assert_eq!(line["file"]["path"], "kyiv/a.txt");
    assert_eq!(line["wiredesk"]["schema"], "wiredesk/1");
    assert!(line["wiredesk"]["article"]["text"].is_null());
}

#[test]
fn compact_has_no_text() {
    let (line, _) = parsed(Profile::Compact, None, "the text".into());
    assert!(!line.to_string().contains("the text"));
    assert_eq!(line["source"]["path"], "kyiv/a.txt");
}
