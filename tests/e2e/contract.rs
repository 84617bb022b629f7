//! What every line promises its readers.

use crate::desk::{Desk, story, text};

#[test]
fn the_first_bytes_of_a_line_are_its_own() {
    let desk = Desk::new();
    let mut service = desk.start();
    for n in 0..20 {
        desk.drop_file(&format!("{n}.txt"), "The same words in every file.");
    }
    desk.wait_records(20);
    assert_eq!(service.stop(), 0);
    let lines = crate::desk::lines(&desk.path("outbox"));
    let heads: std::collections::BTreeSet<_> =
        lines.iter().map(|it| it.get(..80).unwrap()).collect();
    assert_eq!(heads.len(), 20);
}

#[test]
fn offsets_are_code_points_and_spans_carry_their_text() {
    let desk = Desk::new();
    let _service = desk.start();
    desk.drop_file(
        "a.txt",
        "Überall — “Grüße” \u{1F4F0}\n\nKyiv’s mayor spoke on March 3, 2025 in Zürich.\n",
    );
    let record = &desk.wait_records(1)[0];
    let chars: Vec<char> = text(record, "/article/text").chars().collect();
    let slice = |start: &serde_json::Value, end: &serde_json::Value| -> String {
        let range = start.as_u64().unwrap() as usize..end.as_u64().unwrap() as usize;
        chars[range].iter().collect()
    };
    let mut n_spans = 0;
    for layer in ["times", "quantities", "quotes", "claims", "events"] {
        for it in record[layer].as_array().into_iter().flatten() {
            assert_eq!(slice(&it["start"], &it["end"]), text(it, "/text"));
            n_spans += 1;
        }
    }
    for entity in record["entities"].as_array().into_iter().flatten() {
        for it in entity["mentions"].as_array().unwrap() {
            assert_eq!(slice(&it["start"], &it["end"]), text(it, "/text"));
            n_spans += 1;
        }
    }
    let sentences = record["article"]["sentences"].as_array().unwrap();
    assert!(n_spans + sentences.len() > 0);
    for sentence in sentences {
        assert!(!slice(&sentence[0], &sentence[1]).is_empty());
    }
}

#[test]
fn a_replay_repeats_the_id() {
    let first = Desk::new();
    let second = Desk::new();
    let ids: Vec<_> = [&first, &second]
        .map(|desk| {
            let _service = desk.start();
            desk.drop_file("kyiv/a.txt", story(1));
            let records = desk.wait_records(1);
            assert_eq!(text(&records[0], "/source/path"), "kyiv/a.txt");
            text(&records[0], "/id")
        })
        .into();
    assert_eq!(ids[0], ids[1]);
}

#[test]
fn a_line_over_the_bound_is_cut_to_valid_json_and_its_text_kept_aside() {
    let desk = Desk::new().with("sink.max-record-bytes=8000");
    let _service = desk.start();
    let long = (0..400).map(story).collect::<String>();
    desk.drop_file("long.txt", &long);
    let record = &desk.wait_records(1)[0];
    let line = &crate::desk::lines(&desk.path("outbox"))[0];
    assert!(line.len() < 8000, "{} bytes", line.len());
    assert!(record["truncated"].as_array().unwrap().contains(&"text".into()), "{line}");
    let kept =
        std::fs::read_to_string(desk.path("outbox").join(text(record, "/text_ref"))).unwrap();
    assert!(kept.contains("bridge number 399"));
}
