//! Compressed streams and archives, nested and broken.

use std::io::Write;

use flate2::{
    Compression,
    write::{DeflateEncoder, GzEncoder},
};
use wiredesk_parser::ParserConfig;

use crate::harness::{articles, check_text, read, refusal};

const STORY: &[u8] = b"The council met on Monday.\n";

pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn bzip2(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zstandard(bytes: &[u8]) -> Vec<u8> {
    zstd::encode_all(bytes, 3).unwrap()
}

fn xz(bytes: &[u8]) -> Vec<u8> {
    let mut encoder =
        lzma_rust2::XzWriter::new(Vec::new(), lzma_rust2::XzOptions::default()).unwrap();
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// A ZIP of deflated entries with a bare central directory's signature at its end.
pub(crate) fn zip(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut out = Vec::new();
    for (name, bytes) in entries {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(bytes).unwrap();
        let packed = encoder.finish().unwrap();
        zip_header(&mut out, name, 8, packed.len(), bytes.len());
        out.extend(packed);
    }
    out.extend(b"PK\x05\x06");
    out.extend([0; 18]);
    out
}

/// A ZIP of one stored entry.
pub(crate) fn zip_stored(name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    zip_header(&mut out, name, 0, bytes.len(), bytes.len());
    out.extend(bytes);
    out.extend(b"PK\x05\x06");
    out
}

fn zip_header(out: &mut Vec<u8>, name: &str, method: u16, packed: usize, whole: usize) {
    out.extend(b"PK\x03\x04\x14\0\0\0");
    out.extend(method.to_le_bytes());
    out.extend([0; 8]);
    out.extend((packed as u32).to_le_bytes());
    out.extend((whole as u32).to_le_bytes());
    out.extend((name.len() as u16).to_le_bytes());
    out.extend([0; 2]);
    out.extend(name.as_bytes());
}

fn tar(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut out = Vec::new();
    for (name, bytes) in entries {
        let mut block = [0_u8; 512];
        block[..name.len()].copy_from_slice(name.as_bytes());
        block[124..135].copy_from_slice(format!("{:011o}", bytes.len()).as_bytes());
        block[148..156].fill(b' ');
        block[156] = b'0';
        block[257..263].copy_from_slice(b"ustar\0");
        let sum: u32 = block.iter().map(|it| u32::from(*it)).sum();
        block[148..155].copy_from_slice(format!("{sum:06o}\0").as_bytes());
        out.extend(block);
        out.extend(*bytes);
        out.resize(out.len().next_multiple_of(512), 0);
    }
    out.resize(out.len() + 1024, 0);
    out
}

#[track_caller]
fn check(path: &str, bytes: &[u8], expected: &str) {
    let lines: Vec<String> = articles(path, bytes)
        .iter()
        .map(|it| {
            let entries = it.declared.iter().filter(|it| it.kind == "entry");
            let entries: Vec<&str> = entries.map(|it| it.value.as_str()).collect();
            let compression = it.source.compression.as_deref().unwrap_or("-");
            let warnings: Vec<&str> = it.warnings.iter().map(|it| it.code).collect();
            let (part, text) = (it.source.part, it.text.trim());
            format!("{part} {compression} [{}] {text} {}", entries.join(", "), warnings.join(" "))
        })
        .collect();
    check_text(&lines.join("\n"), expected);
}

#[test]
fn streams_are_unwrapped_by_content_whatever_they_are_called() {
    check("a.txt.gz", &gzip(STORY), "0 gzip [] The council met on Monday.");
    check("a.txt", &gzip(STORY), "0 gzip [] The council met on Monday.");
    check("a.bz2", &bzip2(STORY), "0 bzip2 [] The council met on Monday.");
    check("a.zst", &zstandard(STORY), "0 zstd [] The council met on Monday.");
    check("a.xz", &xz(STORY), "0 xz [] The council met on Monday.");
    check(
        "a",
        &xz(&zstandard(&bzip2(&gzip(STORY)))),
        "0 xz+zstd+bzip2+gzip [] The council met on Monday.",
    );
}

#[test]
fn an_article_says_what_it_came_out_of() {
    let expected = "format: text
                    compression: zip
                    declared: entry=a.txt
                    text: One.";
    crate::harness::check("a.zip", &zip(&[("a.txt", b"One.")]), expected);
}

#[test]
fn members_and_frames_are_read_one_after_another() {
    let two = b"The council met on Monday. It will meet again.";
    for pack in [gzip, bzip2, zstandard, xz] {
        let (one, two) = two.split_at(26);
        let bytes = [pack(one), pack(two)].concat();
        let texts: Vec<String> = articles("a.txt", &bytes).into_iter().map(|it| it.text).collect();
        assert_eq!(texts, ["The council met on Monday. It will meet again."]);
    }
}

#[test]
fn an_archive_gives_one_article_an_entry() {
    let entries: &[(&str, &[u8])] = &[
        ("x/", b""),
        ("x/a.txt", b"One."),
        ("__MACOSX/._a", b"\0\0"),
        ("b.txt.gz", &gzip(b"Two.")),
    ];
    let expected = "0 zip [x/a.txt] One.
                    1 zip+gzip [b.txt.gz] Two.";
    check("a.zip", &zip(entries), expected);
    check(
        "a.tar",
        &tar(&entries[1..]),
        &expected.replace("zip+", "tar+").replace("0 zip", "0 tar"),
    );
    check("a.tgz", &gzip(&tar(&[("a.txt", b"One.")])), "0 gzip+tar [a.txt] One.");
    check("a.zip", &zip_stored("../../etc/a.txt", b"One."), "0 zip [../../etc/a.txt] One.");
    let nested = zip(&[("in.zip", &zip(&[("a.txt", b"One.")]))]);
    check("a.zip", &nested, "0 zip+zip [a.txt, in.zip] One.");
}

#[test]
fn long_names_of_tar_are_kept() {
    let pax = "29 path=folder/long-name.txt\n";
    let mut bytes = tar(&[("pax", pax.as_bytes()), ("a.txt", b"One.")]);
    bytes[156] = b'x';
    let sum: u32 = bytes[..512].iter().map(|it| u32::from(*it)).sum::<u32>()
        - bytes[148..156].iter().map(|it| u32::from(*it)).sum::<u32>()
        + 8 * 32;
    bytes[148..155].copy_from_slice(format!("{sum:06o}\0").as_bytes());
    check("a.tar", &bytes, "0 tar [folder/long-name.txt] One.");
}

#[test]
fn what_a_cut_stream_still_holds_is_read_with_a_warning() {
    let story = "The council met on Monday, and nobody was surprised at all. ".repeat(40);
    for (code, pack) in [
        ("damaged_gzip", gzip as fn(&[u8]) -> Vec<u8>),
        ("damaged_zip", |it| zip(&[("a.txt", it)])),
    ] {
        let bytes = pack(story.as_bytes());
        let (articles, result) = read("a", &bytes[..bytes.len() - 34], &ParserConfig::default());
        assert!(result.is_ok(), "{result:?}");
        assert_eq!(articles.len(), 1);
        assert!(story.starts_with(articles[0].text.trim()));
        assert_eq!(articles[0].warnings[0].code, code);
    }
}

#[test]
fn a_broken_member_does_not_hide_those_after_it() {
    let mut broken = gzip(b"{\"text\": \"Two is lost.\"}\n");
    let n_bytes = broken.len();
    broken[n_bytes - 6] ^= 0xff; // its checksum
    let bytes =
        [gzip(b"{\"text\": \"One.\"}\n"), broken, gzip(b"{\"text\": \"Three.\"}\n")].concat();
    let (articles, _) = read("a.json.gz", &bytes, &ParserConfig::default());
    let texts: Vec<&str> = articles.iter().map(|it| it.text.as_str()).collect();
    assert!(texts.contains(&"One.") && texts.contains(&"Three."), "{texts:?}");
    assert!(articles.iter().any(|it| it.warnings.iter().any(|it| it.code == "damaged_gzip")));
}

#[test]
fn a_stream_that_breaks_at_once_is_refused_with_its_reason() {
    assert!(refusal("a.gz", b"\x1f\x8b\x08\0garbage").starts_with("damaged_gzip: "));
    assert!(refusal("a.xz", b"\xfd7zXZ\0garbage").starts_with("damaged_xz: "));
    assert!(refusal("a.zst", b"\x28\xb5\x2f\xfd").starts_with("damaged_zstd: "));
    assert!(refusal("a.zip", b"PK\x05\x06\0\0\0\0").starts_with("no_articles: "));
    assert_eq!(refusal("a.txt", b""), "empty: there is nothing to read");
}

#[test]
fn a_bomb_is_refused_before_it_is_read() {
    let zeros = vec![0; 32 << 20];
    for bytes in [gzip(&zeros), bzip2(&zeros), xz(&zeros), zip(&[("a.txt", &zeros)])] {
        let (articles, result) = read("a", &bytes, &ParserConfig::default());
        assert!(articles.is_empty());
        assert_eq!(result.unwrap_err().code, "expands_too_far");
    }
}

#[test]
fn nesting_is_counted() {
    let mut bytes = b"One.".to_vec();
    for _ in 0..4 {
        bytes = zip(&[("in", &bytes)]);
    }
    assert_eq!(articles("a.zip", &bytes).len(), 1);
    let refused = refusal("a.zip", &zip(&[("in", &bytes)]));
    assert!(refused.starts_with("nested_too_deep: "), "{refused}");
}

#[test]
fn an_entry_that_cannot_be_read_is_reported_and_the_others_are_read() {
    let bytes = zip(&[("a.gz", b"\x1f\x8b\x08\0garbage"), ("b.txt", b"Two.")]);
    let (articles, result) = read("a.zip", &bytes, &ParserConfig::default());
    assert_eq!(articles.len(), 1);
    let report = result.unwrap();
    assert_eq!(report.n_articles, 1);
    assert_eq!(report.warnings[0].code, "damaged_gzip");
    assert!(report.warnings[0].detail.starts_with("`a.gz`: "), "{:?}", report.warnings);
}

#[test]
fn total_size_and_number_are_limited() {
    let config = ParserConfig { max_expanded_bytes: 10, ..ParserConfig::default() };
    let (_, result) = read("a.gz", &gzip(STORY), &config);
    assert_eq!(result.unwrap_err().code, "expands_too_far");
    let config = ParserConfig { max_parts: 1, ..ParserConfig::default() };
    let (articles, result) = read("a.zip", &zip(&[("a", b"One."), ("b", b"Two.")]), &config);
    assert_eq!((articles.len(), result.unwrap_err().code), (1, "too_many_parts"));
}

#[test]
fn a_blank_file_is_refused() {
    assert_eq!(refusal("a.txt", b"\n \t\r\n"), "empty: there is nothing but white space");
}
