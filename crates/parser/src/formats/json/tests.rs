//! JSON articles in every layout, whole and broken.

use crate::{Flow, Hint, ParserConfig, Rejection, Report, parse};
use wiredesk_model::Article;

fn read(input: &str) -> (Vec<Article>, Result<Report, Rejection>) {
    let mut articles = Vec::new();
    let config = ParserConfig { max_document_bytes: 4096, ..ParserConfig::default() };
    let report = parse(&mut input.as_bytes(), &Hint::default(), &config, &mut |it| {
        articles.push(it);
        Flow::Continue
    });
    (articles, report)
}

#[track_caller]
fn check(input: &str, expected: &[&str]) {
    let (articles, _) = read(input);
    let texts: Vec<&str> = articles.iter().map(|it| it.text.as_str()).collect();
    assert_eq!(texts, expected);
}

#[test]
fn every_layout_gives_its_articles() {
    check("{\"text\":\"One.\"}\n{\"text\":\"Two.\"}\n", &["One.", "Two."]);
    check("[{\"text\":\"One.\"},\n {\"text\":\"Two.\"}]", &["One.", "Two."]);
    check("{\n  \"text\": \"One.\"\n}\n", &["One."]);
    check(
        "{\"articles\":[{\"title\":\"T\",\"body\":\"One.\"},{\"body\":\"Two.\"}]}",
        &["One.", "Two."],
    );
    check("{\"response\":{\"docs\":[{\"headline\":{\"main\":\"T\"},\"abstract\":\"One.\"}]}}", &[]);
    check("{\"id\":7,\"article\":{\"text\":\"One.\"}}", &["One."]);
    check("{\"content\":{\"rendered\":\"<p>One.</p><p>Two.</p>\"}}", &["One.\n\nTwo."]);
    check("{\"paragraphs\":[\"One.\",\"Two.\"]}", &["One.\n\nTwo."]);
}

#[test]
fn text_is_kept_to_the_character() {
    check(
        r#"{"text":"  A\u00a0b\u00ad <p>c</p> \n\n  d  "}"#,
        &["  A\u{a0}b\u{ad} <p>c</p> \n\n  d  "],
    );
    check("{\"text\":\"cafe\\u0301\\u0000\\r\\nx\"}", &["café\nx"]);
}

#[test]
fn an_id_stays_as_it_was_written() {
    let (articles, _) = read("{\"guid\":\" a\u{a0} b  c\\n\",\"text\":\"One.\"}");
    assert_eq!(articles[0].guid.as_deref(), Some("a\u{a0} b  c"));
}

#[test]
fn fields_are_found_under_their_many_names() {
    let (articles, _) = read(
        r#"{"id":"n-7","headline":" A  title ","dek":"More","authors":[{"name":"Jane Doe"},"By John Roe, Staff Writer"],
            "source":{"name":"The Example"},"webUrl":"https://example.com/a","section":"World","date":"2025-03-17T10:15:00+01:00",
            "updated_at":1742206500,"language":"en","keywords":"a, b","body":"<div>One <b>two</b>.</div>"}"#,
    );
    let article = &articles[0];
    assert_eq!(article.guid.as_deref(), Some("n-7"));
    assert_eq!(article.title.as_deref(), Some("A title"));
    assert_eq!(article.subtitle.as_deref(), Some("More"));
    assert_eq!(article.authors, ["Jane Doe", "John Roe"]);
    assert_eq!(article.publisher.as_deref(), Some("The Example"));
    assert_eq!(article.url.as_deref(), Some("https://example.com/a"));
    assert_eq!(article.section.as_deref(), Some("World"));
    assert_eq!(
        article.published.map(|it| it.at.to_string()).as_deref(),
        Some("2025-03-17T09:15:00Z")
    );
    assert_eq!(
        article.modified_at.map(|it| it.to_string()).as_deref(),
        Some("2025-03-17T10:15:00Z")
    );
    assert_eq!(article.declared.len(), 3);
    assert_eq!(article.text, "One two.");
}

#[test]
fn a_bad_line_is_noted_and_the_rest_delivered() {
    let (articles, report) =
        read("{\"text\":\"One.\"}\n{\"text\": oops}\n{\"text\":\"cut\n{\"text\":\"Two.\"}\n");
    assert_eq!(articles.len(), 2);
    let codes: Vec<_> = report.unwrap().warnings.iter().map(|it| it.code).collect();
    assert_eq!(codes, ["bad_json", "bad_json"]);
    assert_eq!(read("{\"text\":").1.unwrap_err().code, "bad_json");
}

#[test]
fn deep_and_huge_values_are_refused_with_a_reason() {
    let deep = format!("{}1{}", "{\"a\":".repeat(600), "}".repeat(600));
    assert_eq!(read(&deep).1.unwrap_err().code, "bad_json");
    let huge = format!("{{\"text\":\"{}\"}}", "x".repeat(10_000));
    assert_eq!(read(&huge).1.unwrap_err().code, "too_large");
}

#[test]
fn sloppy_strings_and_other_encodings_are_read() {
    check("{\"text\":\"One\ttwo.\"}", &["One\ttwo."]);
    let wide: Vec<u8> =
        "\u{feff}{\"text\":\"Öl.\"}".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let mut texts = Vec::new();
    parse(&mut wide.as_slice(), &Hint::default(), &ParserConfig::default(), &mut |it: Article| {
        texts.push((it.text, it.source.encoding));
        Flow::Continue
    })
    .unwrap();
    assert_eq!(texts, [("Öl.".to_owned(), Some("utf-16le".to_owned()))]);
}
