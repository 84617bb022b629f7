//! Files that were made to cost memory or time: each is cut or refused, and told.

use crate::{
    documents::pdf,
    harness::{articles, read, refusal},
    wrappers::zip,
};
use wiredesk_model::Article;
use wiredesk_parser::ParserConfig;

const MAIL: &str = "From: Jane Doe <jane@example.org>\r\nMessage-ID: <1@example.org>\r\nSubject: Council\r\nMIME-Version: 1.0\r\n";

/// The articles of `bytes`, and the codes of all that was noted about them.
fn outcome(path: &str, bytes: &[u8]) -> (Vec<Article>, Vec<&'static str>) {
    let (articles, result) = read(path, bytes, &ParserConfig::default());
    let mut codes: Vec<&str> =
        articles.iter().flat_map(|it| it.warnings.iter().map(|it| it.code)).collect();
    match result {
        Ok(report) => codes.extend(report.warnings.iter().map(|it| it.code)),
        Err(rejection) => codes.push(rejection.code),
    }
    (articles, codes)
}

#[test]
fn a_text_longer_than_a_book_is_cut() {
    let line = "The council met on Monday in the old town hall and decided nothing at all.\n\n";
    for path in ["a.txt", "a.md"] {
        let source = format!("# Council\n\n{}", line.repeat((3 << 20) / line.len()));
        let (found, codes) = outcome(path, source.as_bytes());
        assert!(found[0].text.len() <= 2 << 20, "{path}");
        assert!(found[0].text.ends_with("nothing at all."), "{path}");
        assert!(codes.contains(&"text_cut"), "{path} {codes:?}");
    }
    let wide: Vec<u8> =
        line.repeat((9 << 20) / line.len()).encode_utf16().flat_map(u16::to_le_bytes).collect();
    let (found, codes) = outcome("a.txt", &wide);
    assert!(found[0].text.ends_with("nothing at all.") && codes.contains(&"text_cut"));
}

#[test]
fn the_structure_of_mail_is_bounded() {
    let parts = "--b\r\nContent-Type: text/plain\r\n\r\nIt met.\r\n".repeat(100_000);
    let many = format!("{MAIL}Content-Type: multipart/mixed; boundary=\"b\"\r\n\r\n{parts}");
    let headers = format!("{MAIL}{}\r\nIt met.", "X-A: b\r\n".repeat(200_000));
    let long = format!("{MAIL}X-A: {}\r\n\r\nIt met.", "b".repeat(4 << 20));
    let folded = format!("{MAIL}To: {}\r\n\r\nIt met.", "a@example.org,\r\n ".repeat(200_000));
    for source in [many, headers, long, folded] {
        let (found, codes) = outcome("a.eml", source.as_bytes());
        assert_eq!(found[0].title.as_deref(), Some("Council"));
        assert!(codes.contains(&"cut"), "{codes:?}");
    }
    // An attachment may be as long as it likes.
    let attachment = "QUJD".repeat(19) + "\r\n";
    let parts = format!(
        "--b\r\nContent-Type: text/plain\r\n\r\nIt met.\r\n--b\r\nContent-Type: image/png; name=a.png\r\nContent-Transfer-Encoding: base64\r\n\r\n{}\r\n--b--\r\n",
        attachment.repeat(60_000)
    );
    let source = format!("{MAIL}Content-Type: multipart/mixed; boundary=\"b\"\r\n\r\n{parts}");
    let (found, codes) = outcome("a.eml", source.as_bytes());
    assert_eq!((&*found[0].text, codes), ("It met.", vec![]));
    assert!(found[0].declared.iter().any(|it| it.kind == "attachment" && it.value == "a.png"));
}

#[test]
fn mail_nested_a_thousand_deep_is_read_to_a_depth() {
    let open = |it| format!("Content-Type: multipart/mixed; boundary=\"b{it}\"\r\n\r\n--b{it}\r\n");
    let multipart: String = (0..1_000).map(open).collect();
    let (found, _) = outcome("a.eml", format!("{MAIL}{multipart}\r\nIt met.").as_bytes());
    assert_eq!(found.len(), 1);

    let forward = "Content-Type: message/rfc822\r\n\r\nFrom: a@example.org\r\nSubject: Again\r\n";
    let (found, codes) =
        outcome("a.eml", format!("{MAIL}{}\r\nIt met.", forward.repeat(1_000)).as_bytes());
    assert_eq!((found.len(), codes.contains(&"nested_too_deep")), (6, true));
}

#[test]
fn json_that_holds_too_many_values_does_not_hide_the_next() {
    let many =
        format!("{{\"title\":\"A\",\"text\":\"It met.\",\"x\":[{}]}}", "[],".repeat(500_000));
    let source = format!("{many}\n{{\"title\":\"B\",\"text\":\"It met.\"}}\n");
    let (found, codes) = outcome("a.json", source.as_bytes());
    assert_eq!((found.len(), found[0].title.as_deref()), (1, Some("B")));
    assert_eq!(codes, ["too_large"]);
    for deep in ["[".repeat(100_000), "{\"a\":".repeat(100_000)] {
        assert!(outcome("a.json", deep.as_bytes()).0.is_empty());
    }
}

#[test]
fn every_kind_of_xml_survives_a_hundred_thousand_levels() {
    for root in [
        "<rss><channel><item><description>",
        "<nitf><body><body.content>",
        "<newsItem><contentSet><inlineXML>",
        "<NewsML><NewsItem><NewsComponent><ContentItem><DataContent>",
    ] {
        let source = format!("{root}{}It met.", "<p>".repeat(100_000));
        let (found, codes) = outcome("a.xml", source.as_bytes());
        assert_eq!(found[0].text, "It met.", "{root}");
        assert!(codes.contains(&"too_deep"), "{root} {codes:?}");
    }
    let unknown = format!("<?xml version='1.0'?><root>{}It met.", "<p>".repeat(100_000));
    assert!(refusal("a.xml", unknown.as_bytes()).starts_with("unknown_xml: "));
}

#[test]
fn rtf_nested_a_million_deep_keeps_its_text() {
    let source = format!("{{\\rtf1 {}It met.{}}}", "{".repeat(1_000_000), "}".repeat(1_000_000));
    assert_eq!(articles("a.rtf", source.as_bytes())[0].text, "It met.");
    assert!(refusal("a.rtf", b"{\\rtf1 \\bin99999999999 It met.}").starts_with("no_text: "));
}

#[test]
fn a_book_names_each_chapter_once() {
    let container = b"<container><rootfiles><rootfile full-path='c.opf'/></rootfiles></container>";
    let package = format!(
        "<package><manifest><item id='i' href='a.xhtml'/><item id='j' href='a.xhtml'/></manifest><spine>{}</spine></package>",
        "<itemref idref='i'/><itemref idref='j'/>".repeat(10_000)
    );
    let book = zip(&[
        ("mimetype", b"application/epub+zip"),
        ("META-INF/container.xml", container),
        ("c.opf", package.as_bytes()),
        ("a.xhtml", b"<html><body><p>It met.</p></body></html>"),
    ]);
    let (found, codes) = outcome("a.epub", &book);
    assert_eq!((found.len(), codes), (1, vec!["missing_entry"]));
}

#[test]
fn documents_with_giant_parts_are_refused() {
    let part = format!("<w:document><w:body>{}", "<w:p><w:t>It met.</w:t></w:p>".repeat(2_400_000));
    let docx = zip(&[("[Content_Types].xml", b"<x/>"), ("word/document.xml", part.as_bytes())]);
    assert!(refusal("a.docx", &docx).starts_with("too_large: "));
}

#[test]
fn entries_that_only_a_directory_names_are_not_read() {
    // Overlapping entries: a thousand directory records point at one local entry.
    let mut bytes = zip(&[("a.txt", b"It met on Monday.")]);
    bytes.truncate(bytes.len() - 22);
    for n in 0..1_000_u32 {
        bytes.extend(b"PK\x01\x02");
        bytes.extend([0; 24]);
        bytes.extend([9, 0]);
        bytes.extend([0; 16]);
        bytes.extend(format!("{n:05}.txt").as_bytes());
    }
    assert_eq!(outcome("a.zip", &bytes).0.len(), 1);
}

#[test]
fn a_pdf_that_points_at_itself_is_read_or_refused() {
    let page = pdf("BT /F1 12 Tf 50 700 Td (It met on Monday.) Tj ET");
    let page = String::from_utf8(page).unwrap();
    for (from, to) in [
        ("/Kids [3 0 R]", "/Kids [2 0 R]"),
        ("/Kids [3 0 R]", "/Kids [3 0 R 2 0 R 3 0 R]"),
        ("/Parent 2 0 R", "/Parent 3 0 R"),
        ("/Contents 4 0 R", "/Contents 3 0 R"),
        ("/Length ", "/Length 4 0 R /X "),
        ("/F1 5 0 R", "/F1 3 0 R"),
        ("/Pages 2 0 R", "/Pages 1 0 R"),
        ("/Info 6 0 R", "/Prev 9 /Info 6 0 R"),
        ("/Size 7", "/Size 999999999"),
    ] {
        let changed = page.replace(from, to);
        assert_ne!(changed, page, "{from}");
        let (found, codes) = outcome("a.pdf", changed.as_bytes());
        let known = ["no_text", "damaged_pdf", "no_articles"];
        assert!(found.len() == 1 || codes.iter().any(|it| known.contains(it)), "{to}: {codes:?}");
    }
}

#[test]
fn a_pdf_of_nothing_but_stream_marks_is_refused() {
    let bytes = [&b"%PDF-1.4\n"[..], &b"stream\nx\x9c ".repeat(300_000)].concat();
    assert!(refusal("a.pdf", &bytes).starts_with("expands_too_far: "));
}

#[test]
fn what_stands_around_the_items_of_a_feed_is_bounded() {
    let mut feed = "<rss><channel><title>Wire</title>".to_owned();
    feed.push_str(&"<copyright>all rights</copyright>".repeat(20_000));
    feed.push_str(&"<item><title>Council meets</title></item>".repeat(3));
    feed.push_str("</channel></rss>");
    let found = articles("a.xml", feed.as_bytes());
    assert_eq!(found.len(), 3);
    assert!(found.iter().all(|it| it.publisher.as_deref() == Some("Wire")));
    assert!(found[0].warnings.iter().any(|it| it.code == "cut" && it.detail.contains("4096")));
}
