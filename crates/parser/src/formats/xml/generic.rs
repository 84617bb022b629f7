//! XML that is no format we know: paragraphs and a headline are read where it has them.

use std::io::BufRead;

use super::{detect_root, emit_items};
use crate::{
    Certainty, Context, Format, Peek, Rejection,
    story::Story,
    xml::{self, Element, flow, inline},
};

/// XML of an unknown kind.
pub(crate) struct Generic;

/// Fewest characters that make a text.
const MIN_TEXT_CHARS: usize = 80;

impl Format for Generic {
    fn name(&self) -> &'static str {
        "xml"
    }

    fn detect(&self, peek: &Peek<'_>) -> Certainty {
        let declared = peek.head.trim_ascii_start().starts_with(b"<?xml");
        let html = detect_root(peek, &["html"]) == Certainty::Certain;
        match xml::root_name(peek.head) {
            Some(_) if !html && declared => Certainty::Likely,
            Some(_) if !html && peek.extension == Some("xml") => Certainty::Extension,
            _ => Certainty::No,
        }
    }

    fn parse(&self, input: &mut dyn BufRead, ctx: &mut Context<'_>) -> Result<(), Rejection> {
        let mut root = Vec::new();
        let head = input.fill_buf().map_err(|error| Rejection::unreadable(&error))?;
        root.extend(xml::root_name(head));
        let names: Vec<&str> = root.iter().map(String::as_str).collect();
        emit_items(input, ctx, &names, |root, _, story| fill(root, story))
    }
}

fn fill(root: &Element, story: &mut Story) -> Result<(), Rejection> {
    let first =
        |names: &[&str]| names.iter().find_map(|name| root.descendants(name).find_map(inline));
    let body = ["body", "content", "text", "article", "story"].iter();
    let body = body.filter_map(|name| root.descendants(name).next()).find(|it| is_prose(&flow(it)));
    let text = flow(body.unwrap_or(root));
    if !is_prose(&text) {
        let detail = format!("`{}` is no format we know, and it holds no paragraph", root.name);
        return Err(Rejection::new("unknown_xml", detail));
    }
    story.title(first(&["headline", "title", "hl1", "head"]));
    story.subtitle(first(&["subheadline", "subtitle", "standfirst", "abstract"]));
    story.credit(first(&["byline", "author", "creator"]));
    story.published(first(&["published", "pubDate", "publicationDate", "date", "created"]));
    story.text(&text);
    story.warn(
        "generic_xml",
        format!("`{}` is no format we know; headings and metadata are guessed", root.name),
    );
    Ok(())
}

fn is_prose(text: &str) -> bool {
    text.split('\n')
        .any(|it| it.len() >= MIN_TEXT_CHARS && it.contains(". ") || it.len() >= 2 * MIN_TEXT_CHARS)
}
