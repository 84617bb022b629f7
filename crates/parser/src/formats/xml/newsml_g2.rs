//! NewsML-G2, <https://iptc.org/standards/newsml-g2/>: news items and packages, alone or in a news message.
//!
//! Concept, knowledge, planning and catalog items describe the world or the desk's plans and are no articles.

use std::io::BufRead;

use super::{detect_root, emit_items, nitf};
use crate::{
    Certainty, Context, Format, Peek, Rejection, byline,
    formats::html,
    story::Story,
    xml::{Element, Node, flow, inline},
};

/// NewsML-G2.
pub(crate) struct NewsmlG2;

/// Items that are articles.
const ARTICLES: [&str; 2] = ["newsItem", "packageItem"];
/// All items.
const ITEMS: [&str; 6] =
    ["newsItem", "packageItem", "conceptItem", "knowledgeItem", "planningItem", "catalogItem"];

impl Format for NewsmlG2 {
    fn name(&self) -> &'static str {
        "newsml-g2"
    }

    fn detect(&self, peek: &Peek<'_>) -> Certainty {
        let roots = [
            "newsmessage",
            "newsitem",
            "packageitem",
            "conceptitem",
            "knowledgeitem",
            "planningitem",
            "catalogitem",
        ];
        detect_root(peek, &roots)
    }

    fn parse(&self, input: &mut dyn BufRead, ctx: &mut Context<'_>) -> Result<(), Rejection> {
        emit_items(input, ctx, &ITEMS, |item, around, story| {
            if !item.is_any(&ARTICLES) {
                let detail = format!("a `{}` is no article", item.name);
                return Err(Rejection::new("not_an_article", detail));
            }
            fill(item, story);
            let header = around.first().and_then(|it| it.child("header"));
            story.published(header.and_then(|it| it.line_at("sent")));
            Ok(())
        })
    }
}

fn fill(item: &Element, story: &mut Story) {
    story.guid(item.attribute("guid"));
    if let Some(meta) = item.child("contentMeta") {
        fill_content_meta(meta, story);
    }
    if let Some(meta) = item.child("itemMeta") {
        fill_item_meta(meta, story);
    }
    for rights in item.all("rightsInfo") {
        for (kind, name) in [("rights", "copyrightNotice"), ("rights", "usageTerms")] {
            for line in rights.all(name) {
                story.declare(kind, inline(line), None);
            }
        }
        let holder = rights.child("copyrightHolder");
        story.declare("copyright_holder", holder.and_then(label), None);
        story.publisher(holder.and_then(label).as_deref().map(without_scheme));
    }
    let provider = item.at("itemMeta/provider").and_then(label);
    story.publisher(provider.as_deref().map(without_scheme));
    fill_content(item, story);
    if item.is_any(&["packageItem"]) {
        fill_package(item, story);
    }
    let description = item.child("contentMeta").and_then(|it| it.child("description"));
    if !story.has_text() {
        story.text(&description.map(flow).unwrap_or_default());
    }
    story.declare("language", item.attribute("lang"), None);
}

fn fill_content_meta(meta: &Element, story: &mut Story) {
    let is_main = |it: &&Element| {
        it.attribute("role").is_none_or(|role| !role.ends_with(":sub") && !role.ends_with("subhl"))
    };
    story.title(meta.all("headline").find(is_main).and_then(inline));
    story.title(meta.child("headline").and_then(inline));
    story.subtitle(meta.all("headline").find(|it| !is_main(it)).and_then(inline));
    story.subtitle(meta.child("subheadline").and_then(inline));
    for by in meta.all("by") {
        story.credit(inline(by));
    }
    story.published(meta.line_at("contentCreated"));
    story.declare("content_modified", meta.line_at("contentModified"), None);
    for (kind, name) in [
        ("dateline", "dateline"),
        ("credit", "creditline"),
        ("slug", "slugline"),
        ("urgency", "urgency"),
        ("keyword", "keyword"),
    ] {
        for it in meta.all(name) {
            story.declare(kind, inline(it), None);
        }
    }
    for language in meta.all("language") {
        story.declare("language", language.attribute("tag"), None);
    }
    for (kind, name) in
        [("subject", "subject"), ("genre", "genre"), ("place", "located"), ("audience", "audience")]
    {
        for it in meta.all(name) {
            declare_concept(kind, it, story);
        }
    }
    for creator in meta.all("creator").chain(meta.all("contributor")) {
        let name = label(creator);
        if !is_person(creator) {
            story.declare("creator", name, None);
        } else if meta.child("by").is_none() {
            story.author(name);
        }
    }
}

fn fill_item_meta(meta: &Element, story: &mut Story) {
    story.title(meta.child("title").and_then(inline));
    story.published(meta.line_at("firstCreated"));
    story.modified(meta.line_at("versionCreated"));
    story.publisher(meta.child("provider").and_then(|it| it.child("name")).and_then(inline));
    story.declare("embargoed", meta.line_at("embargoed"), None);
    for (kind, name) in [
        ("status", "pubStatus"),
        ("type", "itemClass"),
        ("service", "service"),
        ("role", "role"),
        ("signal", "signal"),
    ] {
        for it in meta.all(name) {
            declare_concept(kind, it, story);
        }
    }
    for note in meta.all("edNote") {
        story.declare("note", inline(note), None);
    }
}

/// Whether a creator is said to be a person, or shows as one: a name of two or three words, with a post or without, and no
/// role such as "source" or "last editor".
fn is_person(creator: &Element) -> bool {
    if let Some(kind) = creator.attribute("type") {
        return kind.ends_with("person");
    }
    let name = creator.child("name").and_then(inline).unwrap_or_default();
    let is_name = (2..=3).contains(&name.split(' ').count())
        && name.split(' ').all(|it| it.starts_with(char::is_uppercase))
        && !name.contains(|it: char| it.is_ascii_digit() || "./,&".contains(it));
    let writes = creator.attribute("role").is_none_or(|it| {
        let role = it.rsplit(':').next().unwrap_or(it).to_ascii_lowercase();
        ["reporter", "author", "writer", "photographer", "phot"].contains(&&*role)
    });
    creator.is("creator") && is_name && writes && !byline::is_role(&name)
}

/// The printed name of a concept: its name, else its literal, else its code.
fn label(concept: &Element) -> Option<String> {
    let english =
        concept.all("name").find(|it| it.attribute("lang").is_some_and(|it| it.starts_with("en")));
    let name = english.or_else(|| concept.child("name")).and_then(inline);
    name.or_else(|| {
        ["literal", "qcode", "uri"].iter().find_map(|it| concept.attribute(it)).map(str::to_owned)
    })
}

/// What a `QCode` names: `AFP` of `nprov:AFP`.
fn without_scheme(code: &str) -> &str {
    match code.split_once(':') {
        Some((_, code)) if !code.starts_with("//") && !code.contains(' ') => code,
        _ => code,
    }
}

fn declare_concept(kind: &str, concept: &Element, story: &mut Story) {
    let code =
        ["qcode", "uri", "literal"].iter().find_map(|it| concept.attribute(it)).map(str::to_owned);
    let name = label(concept);
    let kind = match concept.attribute("type") {
        Some(it) if kind == "subject" && it.ends_with("person") => "person",
        Some(it) if kind == "subject" && it.ends_with("organisation") => "organization",
        Some(it) if kind == "subject" && (it.ends_with("geoArea") || it.ends_with("cptType:5")) => {
            "place"
        }
        _ => kind,
    };
    story.declare(kind, code.or_else(|| name.clone()), name.as_deref());
}

fn fill_content(item: &Element, story: &mut Story) {
    let Some(content) = item.child("contentSet") else { return };
    for inline_xml in content.all("inlineXML") {
        for root in inline_xml.elements() {
            if root.is_any(&["nitf"]) {
                nitf::fill(root, story);
            } else if let Some(body) = root.is_any(&["html"]).then(|| body(root)).flatten() {
                story.prose(&prose(body));
            } else {
                story.prose(&flow(inline_xml));
            }
        }
        story.declare("words", inline_xml.attribute("wordcount"), None);
    }
    for data in content.all("inlineData") {
        let raw = data.raw_text();
        let is_html = data.attribute("contenttype").is_some_and(|it| it.contains("html"));
        if data.attribute("encoding").is_some() {
            story.warn("not_text", "encoded inline data is not read");
        } else if data.elements().next().is_some() {
            story.text(&flow(data));
        } else if is_html || raw.contains("</p>") {
            story.text(&html::to_text(&raw));
        } else {
            story.prose(&raw);
        }
    }
    if !story.has_text() && content.child("remoteContent").is_some() {
        let caption = content.descendants("altText").next().and_then(inline);
        story.text(&caption.unwrap_or_default());
    }
}

/// The text of an XHTML body; its header and footer repeat metadata, unless there is nothing else.
fn prose(body: &Element) -> String {
    let mut inner = body.clone();
    inner
        .children
        .retain(|it| !matches!(it, Node::Element(it) if it.is_any(&["header", "footer"])));
    let text = flow(&inner);
    if text.is_empty() { flow(body) } else { text }
}

/// The body of XHTML in whatever namespace.
fn body(html: &Element) -> Option<&Element> {
    html.elements().find(|it| it.is_any(&["body"]))
}

/// A package reads as the headlines of what it refers to.
fn fill_package(item: &Element, story: &mut Story) {
    let refs = item.descendants("itemRef");
    let lines: Vec<String> = refs
        .filter_map(|it| {
            let title = it.child("title").or_else(|| it.child("headline")).and_then(inline);
            let description = it.child("description").and_then(inline);
            let id = it.attribute("residref").or_else(|| it.attribute("href"));
            story.declare("item", id, title.as_deref());
            title.or(description)
        })
        .collect();
    story.text(&lines.join("\n"));
}
