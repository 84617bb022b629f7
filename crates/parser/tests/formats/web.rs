//! WARC and ARC.

use std::io::Read;

use wiredesk_parser::{Flow, Hint, ParserConfig, parse};

use crate::{
    harness::{articles, check_text, read},
    wrappers::gzip,
};

fn page(n: u32) -> String {
    let prose = "The council met on Monday in the old town hall, and it decided nothing, as so often before. ".repeat(4);
    format!(
        "<html><head><title>Page {n}</title></head><body><article><h1>Page {n}</h1><p>Caf\u{e9} {n}. {prose}</p><p>{prose}</p></article></body></html>"
    )
}

fn record(kind: &str, url: &str, content_type: &str, body: &[u8]) -> Vec<u8> {
    let head = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2025-03-17T10:15:00Z\r\nWARC-Record-ID: <urn:uuid:1>\r\nContent-Type: {content_type}\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    [head.as_bytes(), body, b"\r\n\r\n"].concat()
}

fn response(url: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    let http = [format!("HTTP/1.1 200 OK\r\n{headers}\r\n").as_bytes(), body].concat();
    record("response", url, "application/http; msgtype=response", &http)
}

fn latin1(text: &str) -> Vec<u8> {
    text.chars().map(|it| it as u8).collect()
}

#[track_caller]
fn check(path: &str, bytes: &[u8], expected: &str) {
    let (found, result) = read(path, bytes, &ParserConfig::default());
    let mut lines: Vec<String> = found
        .iter()
        .map(|it| {
            let start: String = it
                .text
                .split("The council")
                .next()
                .unwrap_or_default()
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ");
            format!(
                "{} {} {} {start}",
                it.source.part,
                it.source.format,
                it.url.as_deref().unwrap_or("-")
            )
        })
        .collect();
    match result {
        Ok(report) => lines.extend(report.warnings.iter().map(|it| format!("note {}", it.code))),
        Err(rejection) => lines.push(format!("refused {}", rejection.code)),
    }
    check_text(&lines.join("\n"), expected);
}

#[test]
fn responses_are_read_in_every_wrapping() {
    let html = "Content-Type: text/html; charset=iso-8859-1\r\n";
    let chunked = |body: &[u8]| {
        let (a, b) = body.split_at(100);
        [
            format!("{:x}\r\n", a.len()).as_bytes(),
            a,
            format!("\r\n{:X};x=1\r\n", b.len()).as_bytes(),
            b,
            b"\r\n0\r\n\r\n",
        ]
        .concat()
    };
    let bytes = [
        record("warcinfo", "", "application/warc-fields", b"software: x\r\n"),
        response("https://example.org/1", html, &latin1(&page(1))),
        response(
            "https://example.org/2",
            &format!("{html}Transfer-Encoding: chunked\r\n"),
            &chunked(&latin1(&page(2))),
        ),
        response(
            "https://example.org/3",
            &format!("{html}Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n"),
            &chunked(&gzip(&latin1(&page(3)))),
        ),
        response(
            "<https://example.org/4>",
            &format!("{html}Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n"),
            &latin1(&page(4)),
        ),
        record(
            "request",
            "https://example.org/5",
            "application/http; msgtype=request",
            b"GET / HTTP/1.1\r\n\r\n",
        ),
        record("resource", "https://example.org/6", "text/html", page(6).as_bytes()),
        response("https://example.org/7.png", "Content-Type: image/png\r\n", b"\x89PNG"),
    ];
    let expected = "
        0 warc https://example.org/1 Café 1.
        1 warc https://example.org/2 Café 2.
        2 warc https://example.org/3 Café 3.
        3 warc https://example.org/4 Café 4.
        4 warc https://example.org/6 Café 6.
        note not_an_article";
    check("a.warc", &bytes.concat(), expected);
    let members: Vec<u8> = bytes.iter().flat_map(|it| gzip(it)).collect();
    check("a.warc.gz", &members, expected);
}

#[test]
fn broken_records_do_not_hide_the_others() {
    let html = "Content-Type: text/html\r\n";
    let whole = response("https://example.org/1", html, page(1).as_bytes());
    let missing = b"WARC/1.0\r\nWARC-Type: response\r\n\r\nrubbish\r\n\r\n".to_vec();
    let not_found = record(
        "response",
        "https://example.org/2",
        "application/http",
        b"HTTP/1.1 404 Not Found\r\n\r\ngone",
    );
    let cut = &whole[..whole.len() - 60];
    let bytes = [&whole[..], &missing, &not_found, &whole, cut].concat();
    let expected = "
        0 warc https://example.org/1 Café 1.
        1 warc https://example.org/1 Café 1.
        2 warc https://example.org/1 Café 1.
        note damaged_warc
        note damaged_warc
        note http_status
        note damaged_warc";
    check("a.warc", &bytes, expected);
}

#[test]
fn arc_records_are_read_by_their_lines() {
    let http = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{}", page(1));
    let source = format!(
        "filedesc://a.arc 127.0.0.1 20140216050221 text/plain 5\n1 0 X\n\nhttps://example.org/a b 127.0.0.1 20140216050221 text/html {}\n{http}\n",
        http.len()
    );
    check("a.arc", source.as_bytes(), "0 arc https://example.org/a b Café 1.");
}

#[test]
fn a_page_says_when_it_was_fetched_and_not_that_it_was_published_then() {
    let found = articles(
        "a.warc",
        &response("https://example.org/1", "Content-Type: text/html\r\n", page(1).as_bytes()),
    );
    assert!(found[0].published.is_none());
    let fetched = found[0].declared.iter().find(|it| it.kind == "fetched").unwrap();
    assert_eq!(fetched.value, "2025-03-17T10:15:00Z");
}

/// Gives the same record over and over, and counts what was taken.
struct Endless<'a> {
    record: &'a [u8],
    at: usize,
    n_given: &'a std::cell::Cell<u64>,
    n_left: u64,
}

impl Read for Endless<'_> {
    fn read(&mut self, buf: &mut [u8]) -> std::io::Result<usize> {
        if self.at == self.record.len() {
            if self.n_left == 0 {
                return Ok(0);
            }
            (self.at, self.n_left) = (0, self.n_left - 1);
        }
        let n_bytes = (&self.record[self.at..]).read(buf)?;
        self.at += n_bytes;
        self.n_given.set(self.n_given.get() + n_bytes as u64);
        Ok(n_bytes)
    }
}

#[test]
fn records_come_out_while_the_archive_is_still_being_read() {
    let record =
        response("https://example.org/1", "Content-Type: text/html\r\n", page(1).as_bytes());
    let n_given = std::cell::Cell::new(0);
    let mut input = Endless { record: &record, at: 0, n_given: &n_given, n_left: 2_000 };
    let (mut n_articles, mut furthest_ahead) = (0_u64, 0);
    let mut emit = |_| {
        n_articles += 1;
        furthest_ahead = furthest_ahead.max(n_given.get() - n_articles * record.len() as u64);
        Flow::Continue
    };
    let hint = Hint { path: "a.warc".into(), modified: None };
    parse(&mut input, &hint, &ParserConfig::default(), &mut emit).unwrap();
    assert_eq!(n_articles, 2_001);
    assert!(furthest_ahead <= 128 << 10, "{furthest_ahead} bytes were read ahead");
}
