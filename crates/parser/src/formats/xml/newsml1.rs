//! NewsML 1.x, <https://iptc.org/standards/newsml-1/>: one article for each news item that holds text.

use std::io::BufRead;

use super::{detect_root, emit_items, nitf};
use crate::{
    Certainty, Context, Format, Peek, Rejection,
    story::Story,
    xml::{Element, flow},
};

/// NewsML 1.
pub(crate) struct Newsml1;

impl Format for Newsml1 {
    fn name(&self) -> &'static str {
        "newsml-1"
    }

    fn detect(&self, peek: &Peek<'_>) -> Certainty {
        detect_root(peek, &["newsml"])
    }

    fn parse(&self, input: &mut dyn BufRead, ctx: &mut Context<'_>) -> Result<(), Rejection> {
        emit_items(input, ctx, &["NewsItem"], |item, around, story| {
            fill(item, story);
            let envelope = around.first().and_then(|it| it.child("NewsEnvelope"));
            story.published(envelope.and_then(|it| it.line_at("DateAndTime")));
            Ok(())
        })
    }
}

fn fill(item: &Element, story: &mut Story) {
    let id = item.at("Identification/NewsIdentifier");
    story.guid(id.and_then(|it| it.line_at("PublicIdentifier")));
    story.guid(id.and_then(|it| it.line_at("NewsItemId")));
    story.declare("slug", item.line_at("Identification/NameLabel"), None);
    if let Some(management) = item.child("NewsManagement") {
        story.published(management.line_at("FirstCreated"));
        story.modified(management.line_at("ThisRevisionCreated"));
        for (kind, name) in [("urgency", "Urgency"), ("status", "Status"), ("type", "NewsItemType")]
        {
            story.declare(kind, management.child(name).and_then(formal_name), None);
        }
    }
    for lines in item.descendants("NewsLines") {
        fill_lines(lines, story);
    }
    story.title(id_label(item));
    for metadata in item.descendants("AdministrativeMetadata") {
        for name in ["Provider", "Source", "Creator"] {
            story.publisher(
                metadata.descendants(name).find_map(|it| it.child("Party").and_then(formal_name)),
            );
        }
    }
    for metadata in item.descendants("DescriptiveMetadata") {
        fill_description(metadata, story);
    }
    for rights in item.descendants("UsageType") {
        story.declare("rights", rights.line(), None);
    }
    story.prose(&text(item));
    story.publisher(id.and_then(|it| it.line_at("ProviderId")));
    story.published(id.and_then(|it| it.line_at("DateId")));
    story.declare("language", item.attribute("lang"), None);
}

fn formal_name(element: &Element) -> Option<&str> {
    element.attribute("FormalName")
}

fn id_label(item: &Element) -> Option<String> {
    item.line_at("Identification/NameLabel")
}

fn fill_lines(lines: &Element, story: &mut Story) {
    story.title(lines.line_at("HeadLine"));
    story.subtitle(lines.line_at("SubHeadLine"));
    for byline in lines.all("ByLine") {
        story.credit(byline.line());
    }
    for (kind, name) in [
        ("dateline", "DateLine"),
        ("credit", "CreditLine"),
        ("rights", "CopyrightLine"),
        ("rights", "RightsLine"),
        ("slug", "SlugLine"),
        ("keyword", "KeywordLine"),
    ] {
        for line in lines.all(name) {
            story.declare(kind, line.line(), None);
        }
    }
}

fn fill_description(metadata: &Element, story: &mut Story) {
    for language in metadata.all("Language") {
        story.declare("language", formal_name(language), None);
    }
    for code in metadata.descendants("SubjectCode") {
        for subject in code.elements() {
            story.declare("subject", formal_name(subject), None);
        }
    }
    for genre in metadata.descendants("Genre") {
        story.declare("genre", formal_name(genre), None);
    }
    for property in metadata.descendants("Property") {
        let kind = match formal_name(property) {
            Some("Keyword") => "keyword",
            Some("Country" | "City" | "CountryArea") => "place",
            _ => continue,
        };
        story.declare(kind, property.attribute("Value"), None);
    }
}

/// The first textual content: NITF, XHTML, paragraphs of an agency's own, or plain text.
fn text(item: &Element) -> String {
    let contents = item.descendants("ContentItem").filter(|it| {
        let media = it.child("MediaType").and_then(formal_name);
        media.is_none_or(|it| {
            !matches!(
                &*it.to_ascii_lowercase(),
                "photo" | "graphic" | "video" | "audio" | "picture"
            )
        })
    });
    let mut captions = item.descendants("DataContent");
    contents
        .filter_map(|it| it.child("DataContent"))
        .map(data_text)
        .find(|it| !it.is_empty())
        .or_else(|| captions.by_ref().map(data_text).find(|it| !it.is_empty()))
        .unwrap_or_default()
}

fn data_text(data: &Element) -> String {
    if let Some(nitf) = data.child("nitf") {
        let mut inner = Story::default();
        nitf::fill(nitf, &mut inner);
        return inner.finish().map(|it| it.text).unwrap_or_default();
    }
    let body = data.descendants("body.content").next().or_else(|| data.at("html/body"));
    let body = body.unwrap_or(data);
    if body.elements().next().is_some() {
        return flow(body);
    }
    body.raw_text()
}
