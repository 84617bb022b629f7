//! Feeds: RSS 0.9 to 2.0, RSS 1.0 (RDF), Atom 0.3 and 1.0, and the extensions news sites use. One article an entry;
//! full content is preferred to a summary.

use std::{borrow::Cow, collections::BTreeSet, io::BufRead};

use super::{address::resolve, detect_root, emit_items};
use crate::{
    Certainty, Context, Format, Peek, Rejection,
    formats::html,
    story::Story,
    xml::{Element, flow, inline},
};

/// RSS, Atom and RDF feeds.
pub(crate) struct Feed;

/// Shortcodes of one entry that are looked for.
const MAX_SHORTCODES: usize = 1_000;
/// Longest shortcode.
const MAX_SHORTCODE_BYTES: usize = 500;
/// Bytes in which the root of a feed may hide behind rubbish.
const RUBBISH_BYTES: usize = 2 << 10;

impl Format for Feed {
    fn name(&self) -> &'static str {
        "feed"
    }

    fn detect(&self, peek: &Peek<'_>) -> Certainty {
        let certainty = detect_root(peek, &["rss", "rdf", "feed", "channel"]);
        let head = peek.head.get(..RUBBISH_BYTES.min(peek.head.len())).unwrap_or_default();
        let roots: [&[u8]; 3] = [b"<rss", b"<rdf:RDF", b"<feed xmlns"];
        let hidden = || roots.iter().any(|it| memchr::memmem::find(head, it).is_some());
        match certainty {
            Certainty::No if hidden() => Certainty::Likely,
            certainty => certainty,
        }
    }

    fn parse(&self, input: &mut dyn BufRead, ctx: &mut Context<'_>) -> Result<(), Rejection> {
        emit_items(input, ctx, &["item", "entry"], |entry, around, story| {
            // WordPress exports its pictures and menus as items too.
            let kind = entry.line_at("wp:post_type").unwrap_or_default();
            if matches!(&*kind, "attachment" | "nav_menu_item" | "revision" | "custom_css") {
                return Err(Rejection::new("not_an_article", format!("an item of type `{kind}`")));
            }
            fill(entry, &base(entry, around), story);
            for element in around.iter().rev() {
                fill_from_feed(element, story);
            }
            Ok(())
        })
    }
}

/// What addresses in `entry` are relative to: `xml:base` where it is given, else the feed's own page.
fn base(entry: &Element, around: &[Element]) -> String {
    let mut base = String::new();
    let page = |it: &Element| {
        let channel = it.child("channel").unwrap_or(it);
        channel.all("link").find_map(alternate)
    };
    for element in around {
        base = page(element).map(|it| resolve(Some(&base), &it)).unwrap_or(base);
    }
    for element in around.iter().chain([entry]) {
        base = element.attribute("base").map(|it| resolve(Some(&base), it)).unwrap_or(base);
    }
    base
}

fn fill(entry: &Element, base: &str, story: &mut Story) {
    for name in ["title", "media:title", "dc:title"] {
        story.title(entry.child(name).and_then(|it| one_line(&text_of(it))));
    }
    fill_identity(entry, base, story);
    for name in
        ["author", "dc:creator", "dc:author", "dc:contributor", "contributor", "itunes:author"]
    {
        for author in entry.all(name) {
            fill_author(author, story);
        }
        if story.has_authors() {
            break;
        }
    }
    for name in [
        "pubDate",
        "published",
        "dc:date",
        "dcterms:issued",
        "issued",
        "dcterms:created",
        "created",
    ] {
        story.published(entry.line_at(name));
    }
    for name in ["updated", "dcterms:modified", "modified", "lastmod", "lastBuildDate"] {
        story.modified(entry.line_at(name));
    }
    story.modified(entry.attribute("lastmod"));
    story.publisher(entry.line_at("dc:publisher"));
    story.publisher(entry.child("source").and_then(|it| it.line_at("title").or_else(|| it.line())));
    fill_text(entry, story);
    fill_declared(entry, story);
}

fn fill_identity(entry: &Element, base: &str, story: &mut Story) {
    let guid = entry.child("guid").or_else(|| entry.child("id"));
    let id = guid.and_then(Element::line);
    story.guid(id.as_deref().or(entry.attribute("about")));
    story.url(entry.all("link").find_map(alternate).map(|it| resolve(Some(base), &it)));
    let permanent =
        guid.is_some_and(|it| it.is("guid") && it.attribute("isPermaLink") != Some("false"));
    story.url(id.filter(|it| permanent && it.starts_with("http")));
    // RDF and Microsoft's CDF name the page in an attribute.
    for name in ["about", "href"] {
        story.url(entry.attribute(name).filter(|it| it.starts_with("http")));
    }
}

/// The address of a link to the article itself.
fn alternate(link: &Element) -> Option<String> {
    let is_alternate = link.attribute("rel").is_none_or(|it| it == "alternate");
    let address = link.attribute("href").map(str::to_owned).or_else(|| link.line());
    address.filter(|_| is_alternate)
}

fn fill_author(author: &Element, story: &mut Story) {
    let name = author.line_at("name");
    if name.is_some() || author.elements().next().is_some() {
        story.author(name.or_else(|| author.line_at("email")));
    } else {
        story.credit(author.line());
    }
}

fn fill_text(entry: &Element, story: &mut Story) {
    let full =
        ["content:encoded", "content", "html:body", "body", "html:div", "fullitem", "fulltext"];
    let short = [
        "description",
        "summary",
        "dc:description",
        "media:description",
        "itunes:summary",
        "abstract",
    ];
    let media = entry.child("media:group");
    let first = |names: &[&str]| {
        let mut parts = names
            .iter()
            .flat_map(|it| entry.all(it).chain(media.into_iter().flat_map(|m| m.all(it))));
        parts.by_ref().map(text_of).find(|it| !it.trim().is_empty())
    };
    let (full, short) = (first(&full), first(&short));
    if let (Some(full), Some(short)) = (&full, &short) {
        let opening: String = short.chars().take(40).collect();
        if !full.contains(opening.trim_end_matches(['.', '…', '['])) {
            story.subtitle(one_line(short));
        }
    }
    story.text(&without_shortcodes(&full.or(short).unwrap_or_default()));
}

/// `text` without WordPress's shortcodes, which exports keep: "[dropcap]T[/dropcap]he", "[caption id=1]…[/caption]".
fn without_shortcodes(text: &str) -> Cow<'_, str> {
    if !text.contains("[/") {
        return text.into();
    }
    let name_of = |code: &str| {
        let name: &str = code.split(|it: char| !it.is_ascii_alphanumeric() && it != '_').next()?;
        name.starts_with(|it: char| it.is_ascii_lowercase()).then(|| name.to_owned())
    };
    let closed: BTreeSet<String> =
        text.split("[/").skip(1).take(MAX_SHORTCODES).filter_map(name_of).collect();
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, code)) = rest.split_once('[') {
        out.push_str(before);
        let inside = code.split_once(']').filter(|(it, _)| it.len() <= MAX_SHORTCODE_BYTES);
        let name = inside.and_then(|(it, _)| name_of(it.trim_start_matches('/')));
        let is_code = name.is_some_and(|it| closed.contains(&it));
        if let Some((_, after)) = inside.filter(|_| is_code) {
            rest = after;
        } else {
            out.push('[');
            rest = code;
        }
    }
    out.push_str(rest);
    out.into()
}

/// The text of an element that may hold plain text, escaped markup, or markup.
fn text_of(element: &Element) -> String {
    let kind = element.attribute("type").unwrap_or_default().to_ascii_lowercase();
    let is_encoded = element.attribute("mode") == Some("base64");
    if is_binary(&kind) && !is_encoded {
        return String::new();
    }
    if element.elements().next().is_some() {
        return flow(element);
    }
    let raw = element.raw_text();
    let raw = if is_encoded { decoded(&raw) } else { raw };
    // Atom's "text" and "text/plain" are no markup whatever they look like; RSS does not say.
    let is_plain =
        matches!(&*kind, "text" | "text/plain") && element.attribute("mode") != Some("escaped");
    let is_markup = raw.contains('<') || raw.contains('&');
    if is_markup && !is_plain { html::to_text(&raw) } else { raw.trim().to_owned() }
}

/// Base64 as text; nothing where it is none.
fn decoded(raw: &str) -> String {
    let bytes = mail_parser::decoders::base64::base64_decode(raw.trim().as_bytes());
    bytes.and_then(|it| String::from_utf8(it).ok()).unwrap_or_default()
}

fn is_binary(kind: &str) -> bool {
    kind.contains('/')
        && !kind.starts_with("text/")
        && !kind.contains("xml")
        && !kind.contains("html")
}

fn one_line(text: &str) -> Option<String> {
    crate::normalize::some_line(text)
}

fn fill_declared(entry: &Element, story: &mut Story) {
    for category in entry.all("category").chain(entry.all("media:category")) {
        let line = || one_line(&text_of(category));
        let name = category.attribute("label").map(str::to_owned).or_else(line);
        let term = category.attribute("term").map(str::to_owned).or_else(|| name.clone());
        story.declare("category", term, name.as_deref());
    }
    for (kind, name) in [
        ("subject", "dc:subject"),
        ("keyword", "media:keywords"),
        ("keyword", "itunes:keywords"),
        ("rights", "rights"),
        ("rights", "dc:rights"),
        ("rights", "copyright"),
        ("rights", "media:copyright"),
        ("language", "dc:language"),
        ("language", "language"),
        ("place", "dc:coverage"),
        ("place", "georss:featurename"),
        ("point", "georss:point"),
        ("comments", "comments"),
        ("status", "wp:status"),
    ] {
        for it in entry.all(name) {
            story.declare(kind, inline(it), None);
        }
    }
    if let (Some(lat), Some(long)) = (entry.line_at("geo:lat"), entry.line_at("geo:long")) {
        story.declare("point", Some(format!("{lat} {long}")), None);
    }
    for enclosure in entry.all("enclosure").chain(entry.all("media:content")) {
        story.declare("attachment", enclosure.attribute("url"), enclosure.attribute("type"));
    }
    for link in entry.all("link").filter(|it| it.attribute("rel") == Some("enclosure")) {
        story.declare("attachment", link.attribute("href"), link.attribute("type"));
    }
    story.declare("language", entry.attribute("lang"), None);
}

/// What the feed says of all its entries.
fn fill_from_feed(feed: &Element, story: &mut Story) {
    if feed.is_any(&["channel", "feed", "rdf"]) {
        let channel = feed.child("channel").filter(|_| feed.is_any(&["rdf"])).unwrap_or(feed);
        story.publisher(channel.child("title").and_then(|it| one_line(&text_of(it))));
        for (kind, name) in [
            ("language", "language"),
            ("language", "dc:language"),
            ("rights", "copyright"),
            ("rights", "rights"),
            ("rights", "dc:rights"),
        ] {
            for it in channel.all(name) {
                story.declare(kind, inline(it), None);
            }
        }
        if channel.is_any(&["feed"]) && !story.has_authors() {
            for author in channel.all("author") {
                fill_author(author, story);
            }
        }
    }
    story.declare("language", feed.attribute("lang"), None);
}
