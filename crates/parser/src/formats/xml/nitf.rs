//! NITF, the News Industry Text Format, <https://iptc.org/std/NITF/>, versions 3.x, valid or not.

use std::io::BufRead;

use super::{detect_root, emit_items};
use crate::{
    Certainty, Context, Format, Peek, Rejection,
    story::Story,
    xml::{Element, flow, inline},
};

/// NITF.
pub(crate) struct Nitf;

impl Format for Nitf {
    fn name(&self) -> &'static str {
        "nitf"
    }

    fn detect(&self, peek: &Peek<'_>) -> Certainty {
        detect_root(peek, &["nitf"])
    }

    fn parse(&self, input: &mut dyn BufRead, ctx: &mut Context<'_>) -> Result<(), Rejection> {
        emit_items(input, ctx, &["nitf"], |nitf, _, story| {
            fill(nitf, story);
            Ok(())
        })
    }
}

/// Puts what the `nitf` element says into `story`.
pub(super) fn fill(nitf: &Element, story: &mut Story) {
    if let Some(body) = nitf.child("body") {
        fill_body(body, story);
    }
    if let Some(head) = nitf.child("head") {
        fill_head(head, story);
    }
    // The holder of the copyright, else the registrar of the id, is who publishes where nothing says so.
    for (name, key) in [("doc.copyright", "holder"), ("doc-id", "regsrc")] {
        let element = nitf.at("head/docdata").and_then(|it| it.child(name));
        story.publisher(element.and_then(|it| it.attribute(key)));
    }
    for language in [nitf.attribute("lang"), nitf.attribute("baselang")] {
        story.declare("language", language, None);
    }
}

fn fill_body(body: &Element, story: &mut Story) {
    if let Some(head) = body.child("body.head") {
        let hedline = head.child("hedline");
        story.title(hedline.and_then(|it| it.child("hl1")).and_then(inline));
        story.subtitle(hedline.and_then(|it| it.child("hl2")).and_then(inline));
        story.subtitle(head.child("abstract").and_then(inline));
        for byline in head.all("byline") {
            fill_byline(byline, story);
        }
        story.publisher(head.child("distributor").and_then(inline));
        story.declare("rights", head.child("rights").and_then(inline), None);
        if let Some(dateline) = head.child("dateline") {
            let place = dateline.child("location").unwrap_or(dateline);
            story.declare("dateline", inline(place), None);
            story.published(dateline.child("story.date").and_then(|it| it.attribute("norm")));
        }
        story.declare("note", head.child("note").and_then(inline), None);
    }
    let content = body.child("body.content").map(flow).unwrap_or_default();
    let tagline = body.at("body.end/tagline").map(flow).unwrap_or_default();
    story.prose(&[content, tagline].join("\n\n"));
    story.declare("language", body.attribute("lang"), None);
}

/// A byline holds the names, and the roles in elements of their own.
fn fill_byline(byline: &Element, story: &mut Story) {
    let people: Vec<_> = byline.all("person").collect();
    for person in &people {
        story.credit(inline(person));
    }
    if people.is_empty() {
        let mut names = byline.clone();
        names.children.retain(|it| !matches!(it, crate::xml::Node::Element(it) if it.is("byttl")));
        story.credit(inline(&names));
    }
    for role in byline.all("byttl") {
        story.declare("author_role", inline(role), None);
    }
}

fn fill_head(head: &Element, story: &mut Story) {
    story.title(head.child("title").and_then(inline));
    if let Some(docdata) = head.child("docdata") {
        fill_docdata(docdata, story);
    }
    for pubdata in head.all("pubdata") {
        story.published(pubdata.attribute("date.publication"));
        story.publisher(pubdata.attribute("name"));
        story.section(pubdata.attribute("position.section"));
        story.url(pubdata.attribute("ex-ref"));
        story.declare("edition", pubdata.attribute("edition.name"), None);
    }
    for subject in head.descendants("tobject.subject") {
        let part = |it| subject.attribute(it);
        let name = part("tobject.subject.detail")
            .or(part("tobject.subject.matter"))
            .or(part("tobject.subject.type"));
        story.declare(
            "subject",
            part("tobject.subject.refnum").or(part("tobject.subject.code")).or(name),
            name,
        );
    }
    for property in head.descendants("tobject.property") {
        story.declare("genre", property.attribute("tobject.property.type"), None);
    }
    for meta in head.all("meta") {
        if let (Some(name), Some(content)) = (meta.attribute("name"), meta.attribute("content")) {
            story.declare(&format!("meta.{name}"), Some(content), None);
        }
    }
}

fn fill_docdata(docdata: &Element, story: &mut Story) {
    let norm = |name| docdata.child(name).and_then(|it| it.attribute("norm"));
    let id = docdata.child("doc-id");
    story.guid(id.and_then(|it| it.attribute("id-string")));
    story.published(norm("date.issue"));
    story.published(norm("date.release"));
    story.declare("expires", norm("date.expire"), None);
    let attribute = |name, key| docdata.child(name).and_then(|it: &Element| it.attribute(key));
    story.declare("urgency", attribute("urgency", "ed-urg"), None);
    story.declare(
        "rights",
        attribute("doc.copyright", "holder"),
        attribute("doc.copyright", "year"),
    );
    story.declare("rights", attribute("doc.rights", "owner"), None);
    story.declare("series", attribute("series", "series.name"), None);
    story.declare("status", docdata.attribute("management-status"), None);
    story.declare("slug", attribute("fixture", "fix-id"), None);
    story.declare("instructions", attribute("ed-msg", "info"), None);
    for place in docdata.descendants("evloc") {
        story.declare(
            "place",
            place.attribute("city").or(place.attribute("iso-cc")),
            place.attribute("iso-cc"),
        );
    }
    for keyword in docdata.descendants("keyword") {
        story.declare("keyword", keyword.attribute("key"), None);
    }
    for content in docdata.all("identified-content").chain(docdata.all("doc-scope")) {
        for it in content.elements() {
            let kind = match &*it.name.to_ascii_lowercase() {
                "location" => "place",
                "person" => "person",
                "org" => "organization",
                "event" => "event",
                _ => "subject",
            };
            let value = it.attribute("value").map(str::to_owned).or_else(|| inline(it));
            story.declare(kind, value, it.attribute("type"));
        }
    }
}
