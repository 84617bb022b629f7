//! ODT, OASIS OpenDocument: headings, paragraphs and lists, without notes and tracked changes, and the metadata.

use std::{collections::BTreeMap, io::BufRead};

use super::{digest, first_entry, read_entries, tree};
use crate::{
    Certainty, Context, Draft, Format, Peek, Rejection,
    story::Story,
    xml::{Element, Node},
};

/// ODT.
pub(crate) struct Odt;

impl Format for Odt {
    fn name(&self) -> &'static str {
        "odt"
    }

    fn detect(&self, peek: &Peek<'_>) -> Certainty {
        let Some((name, data)) = first_entry(peek.head) else { return Certainty::No };
        let typed =
            name == b"mimetype" && data.starts_with(b"application/vnd.oasis.opendocument.text");
        if typed || peek.extension == Some("odt") { Certainty::Certain } else { Certainty::No }
    }

    fn parse(&self, input: &mut dyn BufRead, ctx: &mut Context<'_>) -> Result<(), Rejection> {
        let entries = read_entries(input, ctx, |name| matches!(name, "content.xml" | "meta.xml"))?;
        let Some(content) = tree(&entries, "content.xml", "document-content") else {
            return Err(Rejection::new("no_text", "the archive holds no `content.xml`"));
        };
        let mut story = Story::new("utf-8");
        let parents = style_parents(&content);
        let mut blocks = Vec::new();
        collect(&content, &mut blocks);
        let mut text = Vec::new();
        for (style, line) in blocks {
            let style = parents.get(style).copied().unwrap_or(style);
            match style {
                "Title" if !story.has_title() => story.title(Some(line)),
                "Subtitle" => story.subtitle(Some(line)),
                _ => text.push(line),
            }
        }
        if let Some(meta) = tree(&entries, "meta.xml", "document-meta") {
            fill_meta(&meta, &mut story);
        }
        story.text(&text.join("\n\n"));
        let digest = digest(&entries);
        match story.finish() {
            Some(article) => ctx.emit(Draft { article, digest }).map(|_| ()),
            None => Err(Rejection::new("no_text", "the document holds no text")),
        }
    }
}

/// Automatic styles ("P1") and the named styles they derive from.
fn style_parents(content: &Element) -> BTreeMap<&str, &str> {
    let styles = content.elements().filter(|it| it.is_any(&["automatic-styles"]));
    styles
        .flat_map(Element::elements)
        .filter_map(|it| Some((it.attribute("name")?, it.attribute("parent-style-name")?)))
        .collect()
}

/// Style and text of each heading and paragraph, in order.
fn collect<'a>(element: &'a Element, out: &mut Vec<(&'a str, String)>) {
    for child in element.elements() {
        if child.is_any(&["p", "h"]) {
            let mut text = String::new();
            inline(child, &mut text);
            if !text.trim().is_empty() {
                out.push((
                    child.attribute("style-name").unwrap_or_default(),
                    text.trim().to_owned(),
                ));
            }
        } else if !child.is_any(&[
            "tracked-changes",
            "note",
            "annotation",
            "automatic-styles",
            "font-face-decls",
            "scripts",
        ]) {
            collect(child, out);
        }
    }
}

fn inline(element: &Element, out: &mut String) {
    for node in &element.children {
        match node {
            Node::Text(text) => out.push_str(text),
            Node::Element(it) if it.is_any(&["s"]) => out.push(' '),
            Node::Element(it) if it.is_any(&["tab"]) => out.push('\t'),
            Node::Element(it) if it.is_any(&["line-break"]) => out.push('\n'),
            Node::Element(it) if it.is_any(&["note", "annotation", "frame", "bookmark"]) => {}
            Node::Element(it) => inline(it, out),
        }
    }
}

fn fill_meta(meta: &Element, story: &mut Story) {
    let fields: Vec<&Element> = meta.elements().flat_map(Element::elements).collect();
    let line = |name: &str| fields.iter().find(|it| it.is_any(&[name])).and_then(|it| it.line());
    story.title(line("title"));
    story.credit(line("initial-creator").or_else(|| line("creator")));
    story.declare("created", line("creation-date"), None);
    story.declare("changed", line("date"), None);
    story.declare("language", line("language"), None);
    story.declare("subject", line("subject"), None);
    for keyword in fields.iter().filter(|it| it.is_any(&["keyword"])) {
        story.declare("keyword", keyword.line(), None);
    }
}
