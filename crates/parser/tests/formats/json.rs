//! ninjs and JSON Feed.

use crate::harness::{articles, check, read};
use wiredesk_parser::ParserConfig;

#[test]
fn ninjs_1_names_its_bodies_by_type() {
    let source = r#"{"uri": "urn:x:1", "type": "text", "versioncreated": "2025-03-17T12:00:00Z", "firstcreated": "2025-03-17T10:00:00Z",
        "headline": "Council meets", "byline": "By Jane Doe", "urgency": 3, "language": "en", "copyrightholder": "Example",
        "subject": [{"code": "medtop:11000000", "name": "politics"}], "place": [{"name": "Springfield"}],
        "body_xhtml": "<p>The council met.</p><p>It went home.</p>", "body_text": "The council met."}"#;
    let expected = "
        format: ninjs
        guid: urn:x:1
        title: Council meets
        authors: Jane Doe
        publisher: Example
        published: 2025-03-17T10:00:00Z on 2025-03-17
        modified: 2025-03-17T12:00:00Z
        declared: copyright_holder=Example
        declared: language=en
        declared: place=Springfield
        declared: subject=medtop:11000000 (politics)
        declared: type=text
        declared: urgency=3
        text: The council met.⏎⏎It went home.";
    check("a.json", source.as_bytes(), expected);
}

#[test]
fn ninjs_2_and_3_keep_lists() {
    let source = r#"{"uri": "urn:x:2", "versionCreated": "2025-03-17T12:00:00Z",
        "headlines": [{"role": "sub", "value": "Nothing decided"}, {"role": "main", "value": "Council meets"}],
        "bodies": [{"contentType": "text/plain", "value": "The council met."}],
        "infoSources": [{"name": "Jane Doe", "role": "author"}, {"name": "Example News", "role": "provider"}],
        "people": [{"name": "Ann Poe", "uri": "urn:p:1"}]}"#;
    let expected = "
        format: ninjs
        guid: urn:x:2
        title: Council meets
        subtitle: Nothing decided
        authors: Jane Doe
        publisher: Example News
        published: 2025-03-17T12:00:00Z on 2025-03-17
        declared: person=urn:p:1 (Ann Poe)
        text: The council met.";
    check("a.json", source.as_bytes(), expected);
}

#[test]
fn items_come_one_a_line_in_a_list_or_in_an_envelope() {
    let item = |n: u32| {
        format!("{{\"uri\": \"u{n}\", \"pubstatus\": \"usable\", \"body_text\": \"Text {n}.\"}}")
    };
    let lines = format!("{}\n\n{}\n", item(1), item(2));
    let list = format!("[\n{},\n{}]", item(1), item(2));
    let envelope = format!(
        "{{\"data\": {{\"items\": [{{\"item\": {}}}, {{\"item\": {}}}]}}}}",
        item(1),
        item(2)
    );
    for source in [lines, list, envelope] {
        let found = articles("a.json", source.as_bytes());
        let texts: Vec<_> = found.iter().map(|it| (it.source.part, it.text.as_str())).collect();
        assert_eq!(texts, [(0, "Text 1."), (1, "Text 2.")], "{source}");
    }
}

#[test]
fn a_broken_line_does_not_hide_those_before_it() {
    let source = "{\"uri\": \"u1\", \"body_text\": \"Text 1.\"}\n{\"uri\": \"u2\", \"body_te";
    let (found, result) = read("a.json", source.as_bytes(), &ParserConfig::default());
    assert_eq!(found.len(), 1);
    assert_eq!(result.unwrap().warnings[0].code, "bad_json");
}

#[test]
fn deep_json_is_refused() {
    let source = format!("{{\"uri\": 1, \"body_text\": {}", "[".repeat(100_000));
    let (found, result) = read("a.json", source.as_bytes(), &ParserConfig::default());
    assert!(found.is_empty());
    assert_eq!(result.unwrap_err().code, "bad_json");
}

#[test]
fn a_json_feed_gives_one_article_an_item() {
    let source = r#"{"version": "https://jsonfeed.org/version/1.1", "title": "The Example", "language": "en", "authors": [{"name": "The Desk"}],
        "items": [{"id": "1", "url": "https://example.org/a", "title": "Council meets", "content_html": "<p>The council met.</p>",
                   "summary": "Short.", "date_published": "2025-03-17T10:15:00+01:00", "tags": ["local"]},
                  {"id": 2, "content_text": "Second.", "authors": [{"name": "Jane Doe"}]}]}"#;
    let expected = "
        format: json-feed
        guid: 1
        title: Council meets
        subtitle: Short.
        authors: The Desk
        publisher: The Example
        url: https://example.org/a
        published: 2025-03-17T09:15:00Z on 2025-03-17
        declared: keyword=local
        declared: language=en
        text: The council met.
        ---
        format: json-feed
        guid: 2
        authors: Jane Doe
        publisher: The Example
        declared: language=en
        text: Second.";
    check("feed.json", source.as_bytes(), expected);
}

#[test]
fn a_picture_is_told_by_its_caption_and_an_object_without_text_by_its_title() {
    let source = r#"{"uri": "urn:x:9", "headlines": [{"value": "Council meets"}], "descriptions": [
        {"role": "creditline", "value": "EXAMPLE PRESS"}, {"role": "caption", "value": "The council in its hall."}]}"#;
    assert_eq!(articles("a.json", source.as_bytes())[0].text, "The council in its hall.");
    let found =
        articles("a.json", br#"{"title": "Council meets", "url": "https://example.org/a"}"#);
    assert_eq!((&*found[0].text, found[0].warnings[0].code), ("Council meets", "headline_only"));
}
