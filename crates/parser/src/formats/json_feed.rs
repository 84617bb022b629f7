//! JSON Feed 1.0 and 1.1, <https://www.jsonfeed.org>: one article an item.

use std::io::BufRead;

use serde_json::Value;

use super::ninjs::{each_value, list, scalar, text_of};
use crate::{Certainty, Context, Draft, Format, Peek, Rejection, formats::html, story::Story};

/// JSON Feed.
pub(crate) struct JsonFeed;

impl Format for JsonFeed {
    fn name(&self) -> &'static str {
        "json-feed"
    }

    fn detect(&self, peek: &Peek<'_>) -> Certainty {
        let starts = peek.head.trim_ascii_start().starts_with(b"{");
        let marked = memchr::memmem::find(peek.head, b"jsonfeed.org/version").is_some();
        if starts && marked { Certainty::Certain } else { Certainty::No }
    }

    fn parse(&self, input: &mut dyn BufRead, ctx: &mut Context<'_>) -> Result<(), Rejection> {
        each_value(input, ctx, |feed, _, ctx| {
            for item in list(feed, "items") {
                let mut story = Story::new("utf-8");
                fill(item, feed, &mut story);
                match story.finish() {
                    Some(article) => {
                        ctx.emit(Draft::new(article, item.to_string().as_bytes()))?;
                    }
                    None => ctx.note("no_text", "an item holds neither text nor title"),
                }
                if ctx.stopped {
                    break;
                }
            }
            Ok(())
        })
    }
}

fn fill(item: &Value, feed: &Value, story: &mut Story) {
    story.guid(item.get("id").and_then(scalar));
    story.title(text_of(item, "title"));
    story.url(text_of(item, "url").or(text_of(item, "external_url")));
    story.published(text_of(item, "date_published"));
    story.modified(text_of(item, "date_modified"));
    for holder in [item, feed] {
        if !story.has_authors() {
            for author in list(holder, "authors").into_iter().chain(list(holder, "author")) {
                story.author(text_of(author, "name"));
            }
        }
        story.declare("language", text_of(holder, "language"), None);
    }
    story.text(&text_of(item, "content_html").map(html::to_text).unwrap_or_default());
    story.text(text_of(item, "content_text").unwrap_or_default());
    if story.has_text() {
        story.subtitle(text_of(item, "summary"));
    }
    story.text(text_of(item, "summary").unwrap_or_default());
    story.publisher(text_of(feed, "title"));
    for tag in list(item, "tags") {
        story.declare("keyword", tag.as_str(), None);
    }
    for attachment in list(item, "attachments") {
        story.declare("attachment", text_of(attachment, "url"), text_of(attachment, "mime_type"));
    }
}
