//! PDF: glyphs by pdf-extract, in a thread of its own that may panic or run too long; their order is `pages`'s business.

use std::io::{self, BufRead};
use std::{sync::mpsc, time::Duration};

use pdf_extract::{Dictionary, Document, MediaBox, Object, OutputDev, OutputError, Transform};

use super::{
    pages::{self, Glyph},
    streams,
};
use crate::{Certainty, Context, Draft, Format, PdfContents, Peek, Rejection, story::Story};

/// PDF.
pub(crate) struct Pdf;

/// Pages that are read.
const MAX_PAGES: usize = 2_000;
/// Glyphs that are read.
const MAX_GLYPHS: usize = 500_000;
/// Stack of the reading thread: object trees are walked by recursion.
const STACK_BYTES: usize = 64 << 20;
/// Time after which a file is given up.
const PATIENCE: Duration = Duration::from_secs(30);

impl Format for Pdf {
    fn name(&self) -> &'static str {
        "pdf"
    }

    fn detect(&self, peek: &Peek<'_>) -> Certainty {
        let head = peek.head.get(..1024.min(peek.head.len())).unwrap_or_default();
        match memchr::memmem::find(head, b"%PDF-") {
            Some(0) => Certainty::Certain,
            Some(_) if peek.extension == Some("pdf") => Certainty::Certain,
            Some(_) => Certainty::Extension,
            None => Certainty::No,
        }
    }

    fn parse(&self, input: &mut dyn BufRead, ctx: &mut Context<'_>) -> Result<(), Rejection> {
        let bytes = ctx.read_all(input)?;
        streams::check(&bytes)?;
        let contents = ctx.config.pdf.read(&bytes)?;
        let mut story = Story::default();
        story.title(contents.title.filter(|it| is_headline(it)));
        story.title(contents.heading);
        story.text(&contents.text);
        if !story.has_text() {
            return Err(Rejection::new("no_text", "the pages hold no text; they may be scans"));
        }
        story.credit(contents.author);
        story.published(contents.created);
        story.modified(contents.changed);
        for keyword in [contents.keywords, contents.subject] {
            story.declare("keyword", keyword, None);
        }
        if let Some(error) = contents.broken {
            story.warn("damaged_pdf", error);
        }
        match story.finish() {
            Some(article) => ctx.emit(Draft::new(article, &bytes)).map(|_| ()),
            None => Ok(()),
        }
    }
}

/// Whether a document's own title was written by a person and not by a program.
fn is_headline(title: &str) -> bool {
    let lower = title.to_lowercase();
    let is_file = [".doc", ".docx", ".indd", ".qxd", ".pdf", ".rtf", ".txt", ".xls", ".ppt"]
        .iter()
        .any(|it| lower.ends_with(it));
    !is_file
        && !lower.starts_with("microsoft word")
        && !lower.starts_with("untitled")
        && title.trim().len() > 3
}

/// Reads `bytes` where a panic, deep recursion or an endless loop of the library harms no one else.
pub(crate) fn read(bytes: &[u8]) -> Result<PdfContents, Rejection> {
    let (sender, receiver) = mpsc::sync_channel(1);
    let bytes = bytes.to_vec();
    let thread =
        std::thread::Builder::new().name("pdf".into()).stack_size(STACK_BYTES).spawn(move || {
            let contents = load(&bytes);
            // The receiver may have lost its patience.
            drop(sender.send(contents));
        });
    let thread = thread.map_err(|error| Rejection::unreadable(&error))?;
    match receiver.recv_timeout(PATIENCE) {
        Ok(contents) => contents,
        Err(mpsc::RecvTimeoutError::Timeout) => {
            Err(Rejection::new("too_slow", format!("not read within {} s", PATIENCE.as_secs())))
        }
        Err(mpsc::RecvTimeoutError::Disconnected) => {
            drop(thread.join());
            Err(Rejection::new("damaged_pdf", "its structure makes no sense"))
        }
    }
}

fn load(bytes: &[u8]) -> Result<PdfContents, Rejection> {
    let damaged = |error: &dyn std::fmt::Display| Rejection::new("damaged_pdf", error.to_string());
    let mut document = Document::load_mem(bytes).map_err(|error| damaged(&error))?;
    if document.is_encrypted() && document.decrypt("").is_err() {
        return Err(Rejection::new("encrypted", "the file has a password"));
    }
    let mut contents = PdfContents::default();
    if let Some(info) = info(&document) {
        let get = |key: &[u8]| info.get(key).ok().and_then(text);
        contents.title = get(b"Title");
        contents.author = get(b"Author");
        contents.subject = get(b"Subject");
        contents.keywords = get(b"Keywords");
        contents.created = get(b"CreationDate").map(|it| date(&it));
        contents.changed = get(b"ModDate").map(|it| date(&it));
    }
    let mut collector = Collector::default();
    let numbers: Vec<u32> = document.get_pages().keys().copied().take(MAX_PAGES).collect();
    for number in numbers {
        let page = std::panic::AssertUnwindSafe(|| {
            pdf_extract::output_doc_page(&document, &mut collector, number)
        });
        match std::panic::catch_unwind(page) {
            Ok(Ok(())) => {}
            Ok(Err(error)) => contents.broken = Some(format!("page {number}: {error}")),
            Err(_) => contents.broken = Some(format!("page {number} makes no sense")),
        }
        if collector.n_glyphs >= MAX_GLYPHS {
            contents.broken = Some(format!("more than {MAX_GLYPHS} glyphs"));
            break;
        }
    }
    (contents.text, contents.heading) = pages::read(&collector.pages);
    Ok(contents)
}

fn info(document: &Document) -> Option<&Dictionary> {
    match document.trailer.get(b"Info").ok()? {
        Object::Reference(id) => document.get_dictionary(*id).ok(),
        Object::Dictionary(dictionary) => Some(dictionary),
        _ => None,
    }
}

/// A text string: UTF-16 behind a mark, UTF-8 behind a mark, or `PDFDocEncoding`, which is windows-1252 in all that matters.
fn text(object: &Object) -> Option<String> {
    let bytes = object.as_str().ok()?;
    let (text, _, _) = match bytes {
        [0xFE, 0xFF, ..] => encoding_rs::UTF_16BE.decode(bytes),
        [0xEF, 0xBB, 0xBF, ..] => encoding_rs::UTF_8.decode(bytes),
        _ => encoding_rs::WINDOWS_1252.decode(bytes),
    };
    Some(text.trim().to_owned()).filter(|it| !it.is_empty())
}

/// `D:20250317101500+01'00'` in a form that dates are read in.
fn date(text: &str) -> String {
    let digits = text.trim_start_matches("D:").replace('\'', "");
    match (digits.get(..8), digits.get(8..)) {
        (Some(day), Some(time)) if !time.is_empty() => format!("{day}T{time}"),
        _ => digits,
    }
}

/// The letters that a glyph of several stands for.
fn without_ligature(text: &str) -> &str {
    match text {
        "\u{FB00}" => "ff",
        "\u{FB01}" => "fi",
        "\u{FB02}" => "fl",
        "\u{FB03}" => "ffi",
        "\u{FB04}" => "ffl",
        "\u{FB05}" | "\u{FB06}" => "st",
        text => text,
    }
}

#[derive(Default)]
struct Collector {
    pages: Vec<Vec<Glyph>>,
    n_glyphs: usize,
    height: f64,
}

impl OutputDev for Collector {
    fn begin_page(
        &mut self,
        _number: u32,
        media_box: &MediaBox,
        _art_box: Option<(f64, f64, f64, f64)>,
    ) -> Result<(), OutputError> {
        self.height = media_box.ury;
        self.pages.push(Vec::new());
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn output_character(
        &mut self,
        trm: &Transform,
        width: f64,
        _spacing: f64,
        font_size: f64,
        char: &str,
    ) -> Result<(), OutputError> {
        self.n_glyphs += 1;
        if self.n_glyphs > MAX_GLYPHS {
            // A page may draw a form that draws a form twice, and so on: it ends here, not after 2^n of them.
            return Err(OutputError::IoError(io::Error::other("too many glyphs")));
        }
        let size = font_size * (trm.m22 * trm.m22 + trm.m21 * trm.m21).sqrt();
        let advance = width * font_size * (trm.m11 * trm.m11 + trm.m12 * trm.m12).sqrt();
        if let Some(page) = self.pages.last_mut() {
            let (x, y) = (trm.m31, self.height - trm.m32);
            page.push(Glyph {
                x,
                y,
                width: advance,
                size,
                text: without_ligature(char).to_owned(),
            });
        }
        Ok(())
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }
}
