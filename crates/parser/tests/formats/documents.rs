//! DOCX, ODT, EPUB, RTF and PDF.

use std::io::Write;

use crate::{
    harness::{articles, check, refusal},
    wrappers::{zip, zip_stored},
};

pub(crate) fn docx() -> Vec<u8> {
    let document = r#"<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>
      <w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr><w:r><w:t>Council meets</w:t></w:r></w:p>
      <w:p><w:r><w:t xml:space="preserve">The council </w:t></w:r><w:del><w:r><w:delText>never</w:delText></w:r></w:del><w:ins><w:r><w:t>met.</w:t></w:r></w:ins></w:p>
      <w:tbl><w:tr><w:tc><w:p><w:r><w:t>Yes</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>3</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
      <w:p><w:r><w:t>It went</w:t><w:tab/><w:t>home.</w:t><w:instrText>PAGE</w:instrText></w:r></w:p></w:body></w:document>"#;
    let core = r#"<cp:coreProperties xmlns:cp="x" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"><dc:title>Draft</dc:title><dc:creator>Jane Doe</dc:creator><dcterms:created>2025-03-17T10:15:00Z</dcterms:created></cp:coreProperties>"#;
    zip(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("word/document.xml", document.as_bytes()),
        ("docProps/core.xml", core.as_bytes()),
    ])
}

#[test]
fn docx_gives_what_was_not_deleted() {
    let expected = "
        format: docx
        title: Council meets
        authors: Jane Doe
        declared: created=2025-03-17T10:15:00Z
        text: The council met.⏎⏎Yes\t3⏎⏎It went\thome.";
    check("a.docx", &docx(), expected);
    check("a.bin", &docx(), expected);
}

pub(crate) fn odt() -> Vec<u8> {
    let content = r#"<office:document-content xmlns:office="o" xmlns:text="t" xmlns:style="s"><office:automatic-styles><style:style style:name="P1" style:parent-style-name="Title"/></office:automatic-styles>
      <office:body><office:text><text:tracked-changes><text:p>gone</text:p></text:tracked-changes><text:p text:style-name="P1">Council meets</text:p>
      <text:p>The council<text:s/>met.<text:note><text:note-body><text:p>A note.</text:p></text:note-body></text:note></text:p>
      <text:list><text:list-item><text:p>One</text:p></text:list-item></text:list></office:text></office:body></office:document-content>"#;
    let meta = r#"<office:document-meta xmlns:office="o" xmlns:meta="m" xmlns:dc="http://purl.org/dc/elements/1.1/"><office:meta><meta:initial-creator>Jane Doe</meta:initial-creator><dc:language>en</dc:language></office:meta></office:document-meta>"#;
    let mut bytes = zip_stored("mimetype", b"application/vnd.oasis.opendocument.text");
    bytes.truncate(bytes.len() - 4);
    bytes.extend(zip(&[("content.xml", content.as_bytes()), ("meta.xml", meta.as_bytes())]));
    bytes
}

#[test]
fn odt_gives_paragraphs_without_notes() {
    let expected = "
        format: odt
        title: Council meets
        authors: Jane Doe
        declared: language=en
        text: The council met.⏎⏎One";
    check("a.odt", &odt(), expected);
    check("a.bin", &odt(), expected);
}

pub(crate) fn epub() -> Vec<u8> {
    let mut bytes = zip_stored("mimetype", b"application/epub+zip");
    bytes.truncate(bytes.len() - 4);
    bytes.extend(zip(&[
        ("OEBPS/b.xhtml", b"<html><head><title>x</title></head><body><h1>Second</h1><p>Two.</p></body></html>"),
        ("META-INF/container.xml", b"<container><rootfiles><rootfile full-path='OEBPS/book.opf'/></rootfiles></container>"),
        ("OEBPS/book.opf", br#"<package xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata><dc:title>The Example</dc:title><dc:creator>Jane Doe</dc:creator><dc:date>2025-03-17</dc:date></metadata>
            <manifest><item id="n" href="nav.xhtml" properties="nav"/><item id="a" href="a%20a.xhtml"/><item id="b" href="b.xhtml"/></manifest>
            <spine><itemref idref="n"/><itemref idref="a"/><itemref idref="b"/></spine></package>"#),
        ("OEBPS/nav.xhtml", b"<html><body><p>Contents</p></body></html>"),
        ("OEBPS/a a.xhtml", b"<html><body><h1>First</h1><p>One.</p></body></html>"),
    ]));
    bytes
}

#[test]
fn epub_gives_one_article_a_chapter_in_the_order_of_its_spine() {
    let found = articles("a.epub", &epub());
    let lines: Vec<_> = found
        .iter()
        .map(|it| {
            format!(
                "{} {} {} {}",
                it.source.part,
                it.title.as_deref().unwrap_or("-"),
                it.text,
                it.publisher.as_deref().unwrap_or("-")
            )
        })
        .collect();
    assert_eq!(lines, ["0 First One. The Example", "1 Second Two. The Example"]);
    assert_eq!(
        (found[0].source.format, &found[0].authors[..]),
        ("epub", &["Jane Doe".to_owned()][..])
    );
    assert_eq!(found[0].published.unwrap().on.to_string(), "2025-03-17");
}

pub(crate) const RTF: &[u8] = br"{\rtf1\ansi\ansicpg1250{\fonttbl{\f0 Times;}}{\info{\title Council meets}{\author Jane Doe}}{\header Page 1}
{\*\generator x;}\pard The \b council\b0  met in \'a3\'f3d\'9f \u8211?\~{\ul again}.\par It said: \ldblquote no\rdblquote .{\pict 00ff}\par}";

#[test]
fn rtf_gives_text_in_its_code_page_and_in_unicode() {
    let expected = "
        format: rtf
        title: Council meets
        authors: Jane Doe
        text: The council met in Łódź – again.⏎⏎It said: “no”.";
    check("a.rtf", RTF, expected);
    check("a.doc", RTF, expected);
}

/// A PDF of one page whose content stream is `content`, in Helvetica.
pub(crate) fn pdf(content: &str) -> Vec<u8> {
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>".to_owned(),
        format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
        "<< /Title (Council meets) /Author (Jane Doe) /CreationDate (D:20250317101500+01'00') >>".to_owned(),
    ];
    let mut out = b"%PDF-1.4\n".to_vec();
    let mut offsets = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        offsets.push(out.len());
        write!(out, "{} 0 obj\n{object}\nendobj\n", at + 1).unwrap();
    }
    let (start, n_objects) = (out.len(), objects.len() + 1);
    write!(out, "xref\n0 {n_objects}\n0000000000 65535 f \n").unwrap();
    for offset in offsets {
        writeln!(out, "{offset:010} 00000 n ").unwrap();
    }
    write!(
        out,
        "trailer\n<< /Size {n_objects} /Root 1 0 R /Info 6 0 R >>\nstartxref\n{start}\n%%EOF\n"
    )
    .unwrap();
    out
}

pub(crate) const PAGE: &str = "BT /F1 12 Tf 50 700 Td (The council met on Monday in the old town hall and de-) Tj 0 -14 Td (cided nothing, then went home.) Tj 0 -40 Td (It will meet again.) Tj ET";

#[test]
fn pdf_gives_paragraphs_with_their_hyphens_joined() {
    let expected = "
        format: pdf
        title: Council meets
        authors: Jane Doe
        published: 2025-03-17T09:15:00Z on 2025-03-17
        text: The council met on Monday in the old town hall and decided nothing, then went home.⏎⏎It will meet again.";
    check("a.pdf", &pdf(PAGE), expected);
}

#[test]
fn documents_without_text_are_refused_with_their_reason() {
    assert!(refusal("a.pdf", &pdf("")).starts_with("no_text: "));
    assert!(refusal("a.pdf", b"%PDF-1.4\nnothing").starts_with("damaged_pdf: "));
    assert!(refusal("a.docx", &zip(&[("word/x.xml", b"<x/>")])).starts_with("no_text: "));
    assert!(refusal("a.epub", &zip(&[("x.txt", b"x")])).starts_with("no_text: "));
    assert!(refusal("a.rtf", b"{\\rtf1 }").starts_with("no_text: "));
}

#[test]
fn a_pdf_that_expands_too_far_is_refused_before_it_is_expanded() {
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(&vec![b' '; 80 << 20]).unwrap();
    let bytes =
        [b"%PDF-1.4\n1 0 obj << /Filter /FlateDecode >>\nstream\n", &encoder.finish().unwrap()[..]]
            .concat();
    assert!(refusal("a.pdf", &bytes).starts_with("expands_too_far: "));
}
