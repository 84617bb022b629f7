//! Files that mean harm, or were made by accident. Each gets a record or a reasoned rejection, and the next goes through.

use std::fs::{self, File};
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::UnixListener;
use std::process::{Command, Stdio};

use crate::desk::{Desk, files_below, has, skip, story, text, wait};

/// Resident memory that no single file may take the service beyond.
const MAX_KIB: u64 = 1_000_000;

fn desk() -> Desk {
    let desk = Desk::new().with("inbox.settle=100ms");
    fs::create_dir_all(desk.path("inbox")).unwrap();
    desk
}

/// Puts `bytes` through gzip.
fn gzip(bytes: impl Fn(&mut dyn Write)) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("out.gz");
    let out = File::create(&path).unwrap();
    let mut child =
        Command::new("gzip").arg("-c").stdin(Stdio::piped()).stdout(out).spawn().unwrap();
    bytes(child.stdin.as_mut().unwrap());
    child.wait().unwrap();
    fs::read(path).unwrap()
}

/// Drops `bytes` and an innocent file; gives the code of the rejection, or the format of the record.
#[track_caller]
fn fate(name: &str, bytes: &[u8]) -> String {
    let desk = desk();
    let service = desk.start();
    desk.drop_file(name, bytes);
    desk.drop_file("next.txt", story(1));
    desk.wait_empty();
    let records = desk.records();
    assert!(records.iter().any(|it| text(it, "/source/path") == "next.txt"), "the next file waits");
    assert!(service.peak_kib() < MAX_KIB, "{} KiB", service.peak_kib());
    if let Some(rejection) = desk.rejections().first() {
        let reason = desk.path("rejected").join(format!("{name}.reason.json"));
        // The file is moved first and its reason written beside it, so an empty inbox comes before the reason.
        let reason: serde_json::Value = wait("the reason", || {
            fs::read(&reason).ok().and_then(|it| serde_json::from_slice(&it).ok())
        });
        assert_eq!(reason["code"], rejection["code"]);
        assert!(!text(rejection, "/detail").is_empty());
        assert!(desk.path("rejected").join(name).exists(), "nothing is deleted");
        return text(rejection, "/code");
    }
    let record = records.iter().find(|it| text(it, "/source/path") == name).unwrap();
    text(record, "/source/format")
}

#[test]
fn what_is_no_file_is_refused_with_its_kind() {
    let desk = desk();
    let _service = desk.start();
    wait("the start", || desk.log().contains("ready").then_some(()));
    std::os::unix::fs::symlink("/etc/passwd", desk.path("inbox/link")).unwrap();
    rustix::fs::mknodat(
        rustix::fs::CWD,
        desk.path("inbox/fifo"),
        rustix::fs::FileType::Fifo,
        0o644.into(),
        0,
    )
    .unwrap();
    let _socket = UnixListener::bind(desk.path("inbox/socket")).unwrap();
    let device = rustix::fs::mknodat(
        rustix::fs::CWD,
        desk.path("inbox/device"),
        rustix::fs::FileType::CharacterDevice,
        0o644.into(),
        rustix::fs::makedev(1, 3),
    );
    let n = if device.is_ok() { 4 } else { 3 };
    if device.is_err() {
        skip("a device cannot be made here; the other kinds are tested");
    }
    let rejections = desk.wait_rejections(n);
    desk.drop_file("next.txt", story(1));
    desk.wait_records(1);
    desk.wait_empty();
    let mut kinds: Vec<_> = rejections.iter().map(|it| text(it, "/source/kind")).collect();
    kinds.sort();
    let expect = ["device", "fifo", "socket", "symlink"];
    assert_eq!(kinds, if n == 4 { expect.to_vec() } else { expect.get(1..).unwrap().to_vec() });
}

#[test]
fn a_file_that_cannot_be_read_does_not_stop_the_others() {
    let desk = desk();
    if rustix::process::geteuid().is_root() {
        return skip("root reads everything");
    }
    let _service = desk.start();
    desk.drop_file("secret.txt", story(1));
    fs::set_permissions(desk.path("inbox/secret.txt"), fs::Permissions::from_mode(0o0))
        .unwrap_or_default();
    desk.drop_file("next.txt", story(2));
    crate::desk::wait("the next", || {
        desk.records().iter().any(|it| text(it, "/source/path") == "next.txt").then_some(())
    });
}

#[test]
fn an_empty_file_gets_its_answer() {
    fate("empty.txt", b"");
}

#[test]
fn a_hundred_megabytes_of_one_line_are_too_large() {
    let line = vec![b'a'; 100_000_000];
    assert_eq!(fate("long.txt", &line), "too_large");
}

#[test]
fn deep_json_is_no_stack_overflow() {
    let mut deep = b"{\"text\":".to_vec();
    deep.extend(std::iter::repeat_n(b'[', 1_000_000));
    fate("deep.json", &deep);
}

/// A page that says `text` and then does `more`, with the object `font` and `extra` ones, the first of which is 6.
fn pdf(text: &str, more: &str, font: &str, extra: &[String]) -> Vec<u8> {
    let page = format!("BT /F1 12 Tf 72 700 Td ({text}) Tj ET {more}");
    let mut out = b"%PDF-1.4\n".to_vec();
    let mut offsets = Vec::new();
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>/XObject<</X 6 0 R>>>>>>".to_owned(),
        pdf_stream("", &page),
        font.to_owned(),
    ];
    objects.extend_from_slice(extra);
    for (n, object) in (1..).zip(&objects) {
        offsets.push(out.len());
        out.extend(format!("{n} 0 obj\n{object}\nendobj\n").bytes());
    }
    let table = out.len();
    out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    for offset in offsets {
        out.extend(format!("{offset:010} 00000 n \n").bytes());
    }
    let trailer = format!("trailer<</Size {}/Root 1 0 R>>\n", objects.len() + 1);
    out.extend(format!("{trailer}startxref\n{table}\n%%EOF\n").bytes());
    out
}

fn pdf_stream(dictionary: &str, data: &str) -> String {
    format!("<</Length {}{dictionary}>>stream\n{data}\nendstream", data.len())
}

const PDF_TEXT: &str = "The mayor said on Monday that the bridge had reopened after twelve days.";
const PDF_FONT: &str = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>";

#[test]
fn a_pdf_is_read_and_one_that_is_nested_without_end_harms_no_other() {
    assert_eq!(fate("page.pdf", &pdf(PDF_TEXT, "", PDF_FONT, &[])), "pdf");
    let deep = "[".repeat(500_000) + &"]".repeat(500_000);
    fate("deep.pdf", &pdf(PDF_TEXT, "", PDF_FONT, &[deep]));
}

#[test]
fn forms_that_draw_forms_without_end_are_given_up() {
    // Forty of them, each drawing the next one twice, and no glyph at the end.
    let forms: Vec<_> = (7..47)
        .map(|next| {
            let resources = format!("/Resources<</XObject<</X {next} 0 R>>>>");
            let form = format!("/Type/XObject/Subtype/Form/BBox[0 0 1 1]{resources}");
            pdf_stream(&form, if next < 46 { "/X Do /X Do" } else { "" })
        })
        .collect();
    assert_eq!(fate("forms.pdf", &pdf(PDF_TEXT, "/X Do", PDF_FONT, &forms)), "too_slow");
}

#[test]
fn a_font_that_maps_every_number_takes_bounded_memory() {
    let font = "<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/ToUnicode 6 0 R\
                /DescendantFonts[7 0 R]>>";
    let codes = "1 begincodespacerange <0000> <ffff> endcodespacerange";
    let map = format!("{codes} 1 beginbfrange <00000000> <ffffffff> <0000> endbfrange");
    let descendant = "<</Type/Font/Subtype/CIDFontType2/BaseFont/A>>".to_owned();
    let file = pdf(PDF_TEXT, "", font, &[pdf_stream("", &map), descendant]);
    assert_eq!(fate("font.pdf", &file), "expands_too_far");
}

#[test]
fn a_truncated_gzip_gets_its_answer() {
    let whole = gzip(|out| {
        for n in 0..2_000 {
            out.write_all(story(n).as_bytes()).unwrap();
        }
    });
    fate("cut.txt.gz", whole.get(..whole.len() / 2).unwrap());
}

#[test]
fn a_gzip_that_expands_without_measure_is_refused() {
    if !has("gzip") {
        return;
    }
    // gzip alone reaches about 1:1,030; gzip of gzip goes far beyond 1:10,000.
    let once = gzip(|out| {
        let zeros = vec![b' '; 1 << 20];
        for _ in 0..1_000 {
            out.write_all(&zeros).unwrap();
        }
    });
    let twice = gzip(|out| out.write_all(&once).unwrap());
    assert!(1_000 * (1 << 20) / twice.len() > 10_000);
    let fate = fate("bomb.gz", &twice);
    assert!(
        ["expands_too_far", "too_large", "ratio", "bomb"].iter().any(|it| fate.contains(it)),
        "{fate}"
    );
}

#[test]
fn bytes_that_are_no_text_get_their_answer() {
    fate(
        "utf16.txt",
        &[
            b"\xff\xfe".to_vec(),
            "Rain fell on Oslo, said Ø.".encode_utf16().flat_map(u16::to_le_bytes).collect(),
        ]
        .concat(),
    );
    fate("invalid.txt", b"Rain \xff\xfe fell \xc3( on \x80 Oslo. The mayor said so.");
    let noise: Vec<u8> =
        (0..100_000_u32).map(|it| (it.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    fate("noise.bin", &noise);
}

#[test]
fn names_that_are_no_text_are_kept_without_loss() {
    use std::os::unix::ffi::OsStrExt;
    let desk = desk();
    let _service = desk.start();
    let name = std::ffi::OsStr::from_bytes(b"a\xff\nb.txt");
    let hidden = desk.path("inbox/.x.part");
    fs::write(&hidden, story(1)).unwrap();
    fs::rename(hidden, desk.path("inbox").join(name)).unwrap();
    let records = desk.wait_records(1);
    assert_eq!(text(&records[0], "/source/path"), "a\\xff\\x0ab.txt");
    desk.wait_empty();
    assert_eq!(files_below(&desk.path("archive")).len(), 1);
}
