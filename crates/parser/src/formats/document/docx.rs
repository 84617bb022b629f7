//! DOCX, ECMA-376: the body's paragraphs, without deleted text, and the core properties.

use std::io::BufRead;

use super::{digest, first_entry, read_entries, tree};
use crate::{
    Certainty, Context, Draft, Format, Peek, Rejection,
    story::Story,
    xml::{Element, Node},
};

/// DOCX.
pub(crate) struct Docx;

impl Format for Docx {
    fn name(&self) -> &'static str {
        "docx"
    }

    fn detect(&self, peek: &Peek<'_>) -> Certainty {
        let Some((name, _)) = first_entry(peek.head) else { return Certainty::No };
        let office = name == b"[Content_Types].xml"
            || name.starts_with(b"_rels/")
            || name.starts_with(b"word/");
        let has = |it: &[u8]| memchr::memmem::find(peek.head, it).is_some();
        match peek.extension {
            _ if office && has(b"word/") => Certainty::Certain,
            Some("docx" | "docm" | "dotx") => Certainty::Certain,
            _ => Certainty::No,
        }
    }

    fn parse(&self, input: &mut dyn BufRead, ctx: &mut Context<'_>) -> Result<(), Rejection> {
        let wanted = |name: &str| {
            matches!(name, "word/document.xml" | "docProps/core.xml" | "word/document2.xml")
        };
        let entries = read_entries(input, ctx, wanted)?;
        let body = tree(&entries, "word/document.xml", "document")
            .or_else(|| tree(&entries, "word/document2.xml", "document"));
        let Some(body) = body else {
            return Err(Rejection::new("no_text", "the archive holds no `word/document.xml`"));
        };
        let mut story = Story::new("utf-8");
        let mut paragraphs = Vec::new();
        collect(&body, &mut paragraphs);
        let mut text = Vec::new();
        for Paragraph { style, text: line } in paragraphs {
            match &*style {
                "title" if !story.has_title() => story.title(Some(line)),
                "subtitle" => story.subtitle(Some(line)),
                _ => text.push(line),
            }
        }
        if let Some(core) = tree(&entries, "docProps/core.xml", "coreProperties") {
            fill_core(&core, &mut story);
        }
        story.text(&text.join("\n\n"));
        let digest = digest(&entries);
        match story.finish() {
            Some(article) => ctx.emit(Draft { article, digest }).map(|_| ()),
            None => Err(Rejection::new("no_text", "the document holds no text")),
        }
    }
}

struct Paragraph {
    /// Style id, lower case.
    style: String,
    text: String,
}

/// Paragraphs below `element`, in order; a table's cells come row by row.
fn collect(element: &Element, out: &mut Vec<Paragraph>) {
    for child in element.elements() {
        if child.is_any(&["p"]) {
            let mut text = String::new();
            runs(child, &mut text);
            let style = child.elements().find(|it| it.is_any(&["pPr"]));
            let style = style.and_then(|it| it.elements().find(|it| it.is_any(&["pStyle"])));
            let style = style.and_then(|it| it.attribute("val")).unwrap_or_default();
            if !text.trim().is_empty() {
                out.push(Paragraph {
                    style: style.to_ascii_lowercase(),
                    text: text.trim().to_owned(),
                });
            }
        } else if child.is_any(&["tr"]) {
            let mut cells = Vec::new();
            for cell in child.elements().filter(|it| it.is_any(&["tc"])) {
                let mut inner = Vec::new();
                collect(cell, &mut inner);
                cells.push(inner.into_iter().map(|it| it.text).collect::<Vec<_>>().join(" "));
            }
            out.push(Paragraph { style: String::new(), text: cells.join("\t") });
        } else if !child.is_any(&["Fallback", "sectPr", "del", "moveFrom"]) {
            collect(child, out);
        }
    }
}

fn runs(element: &Element, out: &mut String) {
    for child in element.elements() {
        if child.is_any(&["t"]) {
            out.push_str(&child.raw_text());
        } else if child.is_any(&["tab", "ptab"]) && element.is_any(&["r"]) {
            out.push('\t');
        } else if child.is_any(&["br", "cr"]) {
            out.push('\n');
        } else if child.is_any(&["noBreakHyphen"]) {
            out.push('-');
        } else if !child.is_any(&[
            "del",
            "moveFrom",
            "pPr",
            "rPr",
            "instrText",
            "Fallback",
            "footnoteReference",
        ]) {
            runs(child, out);
        }
    }
}

fn fill_core(core: &Element, story: &mut Story) {
    let line = |name: &str| {
        core.elements().find(|it| it.is_any(&[name])).and_then(|it: &Element| {
            let has_text = it.children.iter().any(|it| matches!(it, Node::Text(_)));
            it.line().filter(|_| has_text)
        })
    };
    story.title(line("title"));
    story.credit(line("creator"));
    story.declare("created", line("created"), None);
    story.declare("changed", line("modified"), None);
    story.declare("language", line("language"), None);
    story.declare("subject", line("subject"), None);
    story.declare("keyword", line("keywords"), None);
}
