//! Web pages: the article's text out of everything else a page shows.

mod blocks;
mod cards;
mod classes;
mod credits;
mod furniture;
mod guide;
mod head;
mod headings;
mod lede;
mod linked;
mod metadata;
mod region;
mod shingles;
mod slides;
mod tag;
mod titles;
mod token;
mod tree;
mod trim;
mod visible;

use std::io::BufRead;

use wiredesk_model::Article;

use crate::{Certainty, Context, Draft, Format, Peek, Rejection, charset, normalize};
use blocks::Block;
use guide::Guide;
use metadata::Metadata;
use tag::Tag;
use tree::Tree;

/// HTML and XHTML pages, AMP included.
pub(crate) struct Html;

/// Bytes of a page that are read; saved pages stay below 5 MB.
const MAX_PAGE_BYTES: usize = 8 << 20;

impl Format for Html {
    fn name(&self) -> &'static str {
        "html"
    }

    fn detect(&self, peek: &Peek<'_>) -> Certainty {
        detect(peek)
    }

    fn parse(&self, input: &mut dyn BufRead, ctx: &mut Context<'_>) -> Result<(), Rejection> {
        let bytes = ctx.read_all(input)?;
        let decoded =
            charset::decode(bytes.get(..MAX_PAGE_BYTES.min(bytes.len())).unwrap_or_default(), None);
        let mut article = extract(&decoded.text);
        article.source.encoding = Some(decoded.encoding);
        article.warnings.extend(decoded.warnings);
        if bytes.len() > MAX_PAGE_BYTES {
            article.warn("page_cut", format!("read up to byte {MAX_PAGE_BYTES}"));
        }
        ctx.emit(Draft::new(article, &bytes))?;
        Ok(())
    }
}

fn detect(peek: &Peek<'_>) -> Certainty {
    let head = peek.head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(peek.head);
    let head = head.get(..4096.min(head.len())).unwrap_or_default();
    let head = String::from_utf8_lossy(head).to_ascii_lowercase().replace('\0', "");
    let start = head.trim_start();
    if start.starts_with("<!doctype html") || start.starts_with("<html") {
        return Certainty::Certain;
    }
    let has_tag = ["<html", "<!doctype html", "<head>", "<body"].iter().any(|it| head.contains(it));
    // Other XML has bodies too.
    let has_tag = has_tag && (!start.starts_with("<?xml") || head.contains("<html"));
    if start.starts_with('<') && has_tag {
        return Certainty::Likely;
    }
    match peek.extension {
        Some("html" | "htm" | "xhtml" | "shtml" | "php" | "asp" | "aspx") => Certainty::Extension,
        _ if ["<div", "<p>", "<p ", "<article", "<title>"]
            .iter()
            .any(|it| start.starts_with(it)) =>
        {
            Certainty::Extension
        }
        _ => Certainty::No,
    }
}

/// The article of a whole page, already decoded. `id` and `source` are left to whoever emits it.
pub(crate) fn extract(page: &str) -> Article {
    let tree = Tree::new(page);
    let metadata = Metadata::read(&tree, page);
    let body = metadata.body.as_deref().map(plain);
    let guide = Guide {
        title: metadata.title.as_deref(),
        body: body.as_deref(),
        description: metadata.description.as_deref(),
        authors: &metadata.authors,
    };
    let report = region::article(&tree, &guide);
    let mut text = joined(&report.blocks);
    // Pages that load their text by script, or show its beginning only, may still declare all of it.
    if let Some(body) = body.filter(|it| it.len() > 2 * text.len() + 200) {
        text = body;
    }
    let mut article = Article { text, ..Article::default() };
    metadata.fill(&mut article);
    article.subtitle = article.subtitle.or(report.lede);
    if tree.cut {
        article.warn("page_cut", "the page holds too many elements");
    }
    article
}

/// The text of an inline fragment of XHTML or NITF: one paragraph a line, nothing judged or left out but scripts.
pub(crate) fn to_text(fragment: &str) -> String {
    let tree = Tree::new(fragment);
    let skip = |id| {
        let tag = tree.node(id).tag;
        tag.is_silent() && tag != Tag::Title
    };
    joined(&blocks::blocks(&tree, 0, &skip))
}

/// The text of `body`, which may hold markup or escaped markup.
fn plain(body: &str) -> String {
    if body.contains("&lt;") { to_text(&htmlize::unescape(body)) } else { to_text(body) }
}

/// Blocks as paragraphs.
fn joined(blocks: &[Block]) -> String {
    let mut text = String::new();
    for block in blocks {
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        text.push_str(&block.text);
    }
    normalize::text(&text)
}

#[cfg(test)]
mod tests;
