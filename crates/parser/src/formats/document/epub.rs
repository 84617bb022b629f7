//! EPUB 2 and 3: one article for each document of the spine, as newspapers on readers are made.

use std::{collections::BTreeMap, io::BufRead};

use wiredesk_model::Declared;

use super::{first_entry, read_entries, tree};
use crate::{
    Certainty, Context, Draft, Format, Peek, Rejection, charset, context::Outer, dates,
    formats::html, story::Story, xml::Element,
};

/// EPUB.
pub(crate) struct Epub;

impl Format for Epub {
    fn name(&self) -> &'static str {
        "epub"
    }

    fn detect(&self, peek: &Peek<'_>) -> Certainty {
        let Some((name, data)) = first_entry(peek.head) else { return Certainty::No };
        let typed = name == b"mimetype" && data.starts_with(b"application/epub+zip");
        if typed || peek.extension == Some("epub") { Certainty::Certain } else { Certainty::No }
    }

    fn parse(&self, input: &mut dyn BufRead, ctx: &mut Context<'_>) -> Result<(), Rejection> {
        let wanted = |name: &str| {
            let end = name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
            matches!(&*end, "xhtml" | "html" | "htm" | "opf") || name == "META-INF/container.xml"
        };
        let mut entries = read_entries(input, ctx, wanted)?;
        let container = tree(&entries, "META-INF/container.xml", "container");
        let path = container
            .as_ref()
            .and_then(|it| it.descendants("rootfile").next()?.attribute("full-path"));
        let path = path.or_else(|| entries.keys().map(String::as_str).find(|it| is_package(it)));
        let package = path.and_then(|it| Some((it.to_owned(), tree(&entries, it, "package")?)));
        let Some((path, package)) = package else {
            return Err(Rejection::new("no_text", "the archive holds no package document"));
        };
        let outer = book(&package);
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        for href in spine(&package) {
            let name = resolve(folder, href);
            let Some(bytes) = entries.remove(&name) else {
                ctx.note("missing_entry", format!("the spine names `{name}`, which is not there"));
                continue;
            };
            ctx.inside(&name, outer.clone(), |ctx| emit_chapter(&bytes, ctx))?;
            if ctx.stopped {
                break;
            }
        }
        Ok(())
    }
}

fn emit_chapter(bytes: &[u8], ctx: &mut Context<'_>) -> Result<(), Rejection> {
    let decoded = charset::decode(bytes, None);
    let mut story = Story::new(&decoded.encoding);
    story.warn_all(decoded.warnings);
    let body =
        decoded.text.find("<body").and_then(|at| decoded.text.get(at..)).unwrap_or(&decoded.text);
    let text = html::to_text(body);
    let (first, rest) = text.split_once('\n').unwrap_or((&text, ""));
    // A chapter begins with its heading.
    let has_heading = ["<h1", "<h2", "<h3"].iter().any(|it| body.contains(it));
    if has_heading && first.len() < 200 {
        story.title(Some(first));
        story.text(rest);
    } else {
        story.text(&text);
    }
    if !story.has_text() {
        return Err(Rejection::new("no_text", "a chapter without text"));
    }
    match story.finish() {
        Some(article) => ctx.emit(Draft::new(article, bytes)).map(|_| ()),
        None => Ok(()),
    }
}

fn is_package(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, it)| it.eq_ignore_ascii_case("opf"))
}

/// What the package says of all its documents.
fn book(package: &Element) -> Outer {
    let metadata = package.elements().find(|it| it.is_any(&["metadata"]));
    let all = |name: &'static str| {
        let found = metadata.into_iter().flat_map(Element::elements);
        found.filter(move |it| it.is_any(&[name])).filter_map(Element::line)
    };
    let declare = |kind: &str, value: String| Declared { kind: kind.into(), value, name: None };
    let mut declared: Vec<Declared> = Vec::new();
    for (kind, name) in [
        ("publication", "title"),
        ("language", "language"),
        ("rights", "rights"),
        ("subject", "subject"),
    ] {
        declared.extend(all(name).map(|it| declare(kind, it)));
    }
    Outer {
        publisher: all("publisher").next().or_else(|| all("title").next()),
        authors: all("creator").collect(),
        guid: all("identifier").next(),
        published: all("date").find_map(|it| dates::published(&it)),
        declared,
        ..Outer::default()
    }
}

/// Addresses of the documents in reading order, without navigation.
fn spine(package: &Element) -> Vec<&str> {
    let part = |name: &'static str| package.elements().find(move |it| it.is_any(&[name]));
    let items = part("manifest").into_iter().flat_map(Element::elements);
    let refs = part("spine")
        .into_iter()
        .flat_map(Element::elements)
        .filter_map(|it| it.attribute("idref"));
    // A document stands in the spine once, however often the spine names it.
    let mut by_id: BTreeMap<&str, &Element> =
        items.filter_map(|it| Some((it.attribute("id")?, it))).collect();
    let take = |id: &str| {
        let item = by_id.remove(id)?;
        let is_nav = item.attribute("properties").is_some_and(|it| it.contains("nav"));
        item.attribute("href").filter(|_| !is_nav)
    };
    refs.filter_map(take).collect()
}

/// The entry that `href` names from `folder`.
fn resolve(folder: &str, href: &str) -> String {
    let href = href.split('#').next().unwrap_or_default().replace("%20", " ");
    let mut parts: Vec<&str> = folder.split('/').filter(|it| !it.is_empty()).collect();
    for part in href.split('/') {
        match part {
            ".." => drop(parts.pop()),
            "." | "" => {}
            part => parts.push(part),
        }
    }
    parts.join("/")
}
