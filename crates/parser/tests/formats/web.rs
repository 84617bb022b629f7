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

/// A page of one paragraph, compressed by Brotli.
const BROTLI_PAGE: &[u8] = b"\x1b\xc5\x000\x8c\xc48&\xf1\x8df!\xe9\xdcb\xc3\xd1?\x82\xddf(\x067\x82r'\x16\x1b\x84,\xcc\xa7N\x0e\x98k\xbd\x80\x92\x96\x07\x89E\xb1\xe4\xd2\xd3\x83\xe6\x09TQ\x5c\x18&\xbf\x9e\x7f\xfaw\x08\x9f4\xc8C\x18\x5c\xa3T\x14\xdc\x10\xfb\xa0,\x83+Ap\xe1X\xbdTto\x82z\xda\xf3ah\x8c\xfe\x1d|\x83\xab\xb9\xc4\xfbQ\xbb\xe4\xc7\xc2\x85'\xc5\x1e)9\x86$\xe6\x92\xd6R\xb5\x19\xbc\x02";
/// 64 MB of blanks, compressed by Brotli.
const BROTLI_BOMB: &[u8] = b"\xcb\xff\xff?\xf8%@\xe2\xb1@ \xf7\xfe\x8f\xff\xff\x7f\xf0K\x00\xc4a\x11\x80\xee\xfd\x1f\xff\xff\xff\xe0\x97\x00\x88\xc3\x02\x00\xdd\xfb?\xfe\xff\xff\xc1/\x01\x10\x87\x05\x00\xba\xf7\x7f\xfc\xff\xff\x83_\x02 \x0e\x0b\x00t\xef\xff\xf8\xff\xff\x07\xbf\x04@\x1c\x16\x00\xe8\xde\xff\xf1\xff\xff\x0f~\x09\x808,\x00\xd0\xbd\xff\xe3\xff\xff\x1f\xfc\x12\x00qX\x00\xa0{\xff7";

#[test]
fn every_content_encoding_is_read_and_none_expands_too_far() {
    let html =
        |encoding: &str| format!("Content-Type: text/html\r\nContent-Encoding: {encoding}\r\n");
    let blanks = vec![b' '; 12 << 20];
    let zstd = |bytes: &[u8]| zstd::encode_all(bytes, 3).unwrap();
    let bytes = [
        response("https://example.org/1", &html("br"), BROTLI_PAGE),
        response("https://example.org/2", &html("br"), BROTLI_BOMB),
        response("https://example.org/3", &html("zstd"), &zstd(page(3).as_bytes())),
        response("https://example.org/4", &html("zstd"), &zstd(&blanks)),
        // Stored decoded, with the header it came with.
        response("https://example.org/5", &html("br"), page(5).as_bytes()),
        response("https://example.org/6", &html("gzip"), &gzip(&blanks)),
        response("https://example.org/7", &html("br"), &BROTLI_PAGE[..BROTLI_PAGE.len() / 2]),
    ];
    let expected = "
        0 warc https://example.org/1 Br 1.
        1 warc https://example.org/3 Café 3.
        2 warc https://example.org/5 Café 5.
        note expands_too_far
        note expands_too_far
        note expands_too_far
        note not_an_article
        note damaged_record";
    check("a.warc", &bytes.concat(), expected);
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

/// Gives the same bytes over and over, and counts what was taken.
struct Endless<'a> {
    bytes: &'a [u8],
    at: usize,
    n_left: u64,
    n_given: &'a std::cell::Cell<u64>,
    /// Most bytes asked for at once.
    largest: &'a std::cell::Cell<usize>,
}

impl Read for Endless<'_> {
    fn read(&mut self, buf: &mut [u8]) -> std::io::Result<usize> {
        self.largest.set(self.largest.get().max(buf.len()));
        if self.at == self.bytes.len() {
            if self.n_left == 0 {
                return Ok(0);
            }
            (self.at, self.n_left) = (0, self.n_left - 1);
        }
        let n_bytes = (&self.bytes[self.at..]).read(buf)?;
        self.at += n_bytes;
        self.n_given.set(self.n_given.get() + n_bytes as u64);
        Ok(n_bytes)
    }
}

/// Streams a page and a picture of 64 KiB 600 times: how many articles came out, and how far the input was ahead of them.
fn stream(path: &str, pack: impl Fn(&[u8]) -> Vec<u8>) {
    let mut noise = 1_u32;
    let picture: Vec<u8> = std::iter::repeat_with(|| {
        noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (noise >> 24) as u8
    })
    .take(64 << 10)
    .collect();
    let bytes = [
        response("https://example.org/1", "Content-Type: text/html\r\n", page(1).as_bytes()),
        response("https://example.org/1.jpg", "Content-Type: image/jpeg\r\n", &picture),
    ];
    let bytes: Vec<u8> = bytes.iter().flat_map(|it| pack(it)).collect();
    let (n_given, largest) = (std::cell::Cell::new(0), std::cell::Cell::new(0));
    let mut input =
        Endless { bytes: &bytes, at: 0, n_left: 599, n_given: &n_given, largest: &largest };
    let (mut n_articles, mut furthest_ahead) = (0_u64, 0);
    let mut emit = |_| {
        furthest_ahead = furthest_ahead.max(n_given.get() - n_articles * bytes.len() as u64);
        n_articles += 1;
        Flow::Continue
    };
    let hint = Hint { path: path.into(), modified: None };
    parse(&mut input, &hint, &ParserConfig::default(), &mut emit).unwrap();
    assert_eq!(n_articles, 600);
    assert!(n_given.get() > 30 << 20, "{} bytes were streamed", n_given.get());
    assert!(furthest_ahead <= 160 << 10, "{furthest_ahead} bytes were read ahead");
    assert!(largest.get() <= 64 << 10, "{} bytes were asked for at once", largest.get());
}

#[test]
fn records_come_out_while_the_archive_is_still_being_read() {
    stream("a.warc", <[u8]>::to_vec);
    stream("a.warc.gz", gzip);
}
