//! ninjs 1.x to 3.x, <https://iptc.org/std/ninjs/>, and the AP Media API's items, which are its cousins.

use std::io::{BufRead, Read};

use serde_json::Value;

use crate::{
    Certainty, Context, Draft, Format, Peek, Rejection, charset, formats::html, story::Story,
    wrapped,
};

/// ninjs.
pub(crate) struct Ninjs;

/// Longest JSON document: a tree of it takes many times its size.
const MAX_JSON_BYTES: u64 = 8 << 20;

/// One of these keys stands in every ninjs item.
const IDS: [&str; 3] = ["\"uri\"", "\"guid\"", "\"altids\""];
/// And one of these, in lower case, tells it from other JSON.
const MARKS: [&str; 20] = [
    "\"body_text\"",
    "\"body_html\"",
    "\"body_xhtml\"",
    "\"bodies\"",
    "\"versioncreated\"",
    "\"firstcreated\"",
    "\"headlines\"",
    "\"representationtype\"",
    "\"pubstatus\"",
    "\"headline\"",
    "\"byline\"",
    "\"urgency\"",
    "\"usageterms\"",
    "\"copyrightholder\"",
    "\"copyrightnotice\"",
    "\"ednote\"",
    "\"embargoed\"",
    "\"associations\"",
    "\"renditions\"",
    "\"contentcreated\"",
];

impl Format for Ninjs {
    fn name(&self) -> &'static str {
        "ninjs"
    }

    fn detect(&self, peek: &Peek<'_>) -> Certainty {
        let first = peek.head.iter().find(|it| !it.is_ascii_whitespace());
        // Version 3 writes `versionCreated` where version 1 wrote `versioncreated`.
        let head = peek.head.to_ascii_lowercase();
        let has = |keys: &[&str]| {
            keys.iter().any(|it| memchr::memmem::find(&head, it.as_bytes()).is_some())
        };
        if matches!(first, Some(b'{' | b'[')) && has(&IDS) && has(&MARKS) {
            return Certainty::Certain;
        }
        Certainty::No
    }

    fn parse(&self, input: &mut dyn BufRead, ctx: &mut Context<'_>) -> Result<(), Rejection> {
        each_value(input, ctx, emit)
    }
}

/// Calls `emit` with each JSON value of `input`: one a line, or documents one after another.
pub(super) fn each_value(
    input: &mut dyn BufRead,
    ctx: &mut Context<'_>,
    mut emit: impl FnMut(&Value, &[u8], &mut Context<'_>) -> Result<(), Rejection>,
) -> Result<(), Rejection> {
    let mut bytes = Vec::new();
    let mut whole = false;
    while !ctx.stopped {
        bytes.clear();
        let mut limited = (&mut *input).take(MAX_JSON_BYTES + 1);
        let n_read = if whole {
            limited.read_to_end(&mut bytes)
        } else {
            limited.read_until(b'\n', &mut bytes)
        };
        if n_read.map_err(|error| Rejection::unreadable(&error))? == 0 {
            return Ok(());
        }
        if bytes.trim_ascii().is_empty() {
            continue;
        }
        if !whole && parse_one(&bytes).is_err() {
            // The document goes on below its first line.
            whole = true;
            limited.read_to_end(&mut bytes).map_err(|error| Rejection::unreadable(&error))?;
        }
        if bytes.len() as u64 > MAX_JSON_BYTES {
            let detail = format!("a JSON document of more than {MAX_JSON_BYTES} bytes");
            return Err(Rejection::new("too_large", detail));
        }
        let text = charset::decode_exact(&bytes, None).text;
        for value in serde_json::Deserializer::from_str(&text).into_iter::<Value>() {
            match value {
                Ok(value) => emit(&value, &bytes, ctx)?,
                Err(error) => {
                    ctx.note("bad_json", error.to_string());
                    break;
                }
            }
        }
    }
    Ok(())
}

fn parse_one(bytes: &[u8]) -> serde_json::Result<serde::de::IgnoredAny> {
    serde_json::from_slice(bytes)
}

/// Emits what `value` holds: an item, a list of items, or an envelope around them.
fn emit(value: &Value, bytes: &[u8], ctx: &mut Context<'_>) -> Result<(), Rejection> {
    let inside = value.get("data").and_then(|it| it.get("items").or_else(|| it.get("item")));
    let inside = inside.or_else(|| value.get("item")).or_else(|| value.get("items"));
    if let Some(items) = value.as_array().or_else(|| inside.and_then(Value::as_array)) {
        for item in items {
            emit_item(item.get("item").unwrap_or(item), None, ctx)?;
        }
        return Ok(());
    }
    emit_item(inside.unwrap_or(value), Some(bytes), ctx)
}

fn emit_item(item: &Value, bytes: Option<&[u8]>, ctx: &mut Context<'_>) -> Result<(), Rejection> {
    if !item.is_object() || item.get("$schema").is_some() && get(item, "properties").is_some() {
        ctx.note("not_an_article", "a JSON schema or value without keys");
        return Ok(());
    }
    let mut story = Story::new("utf-8");
    fill(item, &mut story);
    let own = bytes.map_or_else(|| item.to_string().into_bytes(), <[u8]>::to_vec);
    if let Some(article) = story.finish() {
        ctx.emit(Draft::new(article, &own))?;
    } else {
        ctx.note("no_text", "an item holds neither text nor headline");
    }
    Ok(())
}

fn fill(item: &Value, story: &mut Story) {
    let line = |key: &str| scalar(get(item, key)?);
    story.guid(line("uri").or_else(|| line("guid")));
    let headlines = list(item, "headlines");
    let main = headlines.iter().find(|it| text_of(it, "role").is_none_or(|it| it == "main"));
    story.title(line("headline").or_else(|| {
        main.or(headlines.first()).and_then(|it| text_of(it, "value")).map(str::to_owned)
    }));
    story.title(line("title").or_else(|| line("name")));
    for extra in &headlines {
        story.subtitle(
            text_of(extra, "value")
                .filter(|_| text_of(extra, "role").is_some_and(|it| it.contains("sub"))),
        );
    }
    story.subtitle(line("headline_extended"));
    story.credit(line("byline"));
    for byline in list(item, "bylines").iter().chain(&list(item, "by")) {
        story.credit(text_of(byline, "by").or_else(|| text_of(byline, "name")));
    }
    fill_times(item, story);
    fill_text(item, story);
    fill_people(item, story);
    fill_declared(item, story);
}

fn fill_times(item: &Value, story: &mut Story) {
    let line = |key: &str| scalar(get(item, key)?);
    for key in ["firstcreated", "firstpublished", "contentcreated", "published"] {
        story.published(line(key));
    }
    story.modified(line("versioncreated"));
}

fn fill_text(item: &Value, story: &mut Story) {
    let bodies = list(item, "bodies");
    let whole = bodies.iter().find(|it| text_of(it, "role").is_none_or(|it| it == "main"));
    if let Some(body) = whole.or(bodies.first()) {
        story.text(&body_text(body, text_of(body, "contenttype").unwrap_or_default()));
    }
    for key in ["body_xhtml", "body_html", "body_nitf", "body_text", "body"] {
        let markup = if key == "body_text" { "text/plain" } else { "html" };
        story.text(&get(item, key).map(|it| body_text(it, markup)).unwrap_or_default());
    }
    let mut descriptions = list(item, "descriptions");
    descriptions.retain(|it| !text_of(it, "role").is_some_and(|it| it.contains("credit")));
    descriptions.sort_by_key(|it| !text_of(it, "role").is_some_and(|it| it.contains("caption")));
    for description in &descriptions {
        story
            .text(&body_text(description, text_of(description, "contenttype").unwrap_or_default()));
    }
    for key in [
        "description_xhtml",
        "description_html",
        "description_text",
        "description_caption",
        "description",
        "caption",
    ] {
        story.text(&get(item, key).map(|it| body_text(it, "html")).unwrap_or_default());
    }
}

/// Text in a string or in the `value` of an object; markup where its type or itself says so.
fn body_text(body: &Value, kind: &str) -> String {
    let raw =
        body.as_str().or_else(|| body.get("value").and_then(Value::as_str)).unwrap_or_default();
    let is_markup = !kind.contains("plain") && raw.contains('<') || raw.contains("</p>");
    if is_markup { html::to_text(raw) } else { wrapped::join(raw) }
}

fn fill_people(item: &Value, story: &mut Story) {
    let sources = list(item, "infosources").into_iter().chain(list(item, "infosource"));
    for source in sources {
        let role = text_of(source, "role").unwrap_or_default().to_owned();
        let name = text_of(source, "name").or_else(|| text_of(source, "literal"));
        if role.contains("author") {
            story.author(name);
        } else {
            story.publisher(name);
        }
    }
    for author in list(item, "authors") {
        story.author(text_of(author, "name").or(author.as_str()));
    }
    for key in ["provider", "publisher", "copyrightholder", "source"] {
        story.publisher(
            get(item, key)
                .and_then(|it| scalar(it).or_else(|| text_of(it, "name").map(str::to_owned))),
        );
    }
    story.url(get(item, "url").and_then(scalar));
    story.section(get(item, "section").and_then(scalar));
}

fn fill_declared(item: &Value, story: &mut Story) {
    for (kind, key) in [
        ("language", "language"),
        ("urgency", "urgency"),
        ("status", "pubstatus"),
        ("type", "type"),
        ("place", "located"),
        ("rights", "copyrightnotice"),
        ("rights", "usageterms"),
        ("copyright_holder", "copyrightholder"),
        ("note", "ednote"),
        ("slug", "slugline"),
        ("embargoed", "embargoed"),
        ("expires", "expires"),
        ("profile", "profile"),
        ("version", "version"),
        ("dateline", "dateline"),
        ("priority", "priority"),
    ] {
        story.declare(kind, get(item, key).and_then(scalar), None);
    }
    for (kind, keys) in [
        ("subject", ["subject", "subjects"]),
        ("place", ["place", "places"]),
        ("person", ["person", "people"]),
        ("organization", ["organisation", "organisations"]),
        ("event", ["event", "events"]),
        ("object", ["object", "objects"]),
        ("genre", ["genre", "genres"]),
        ("keyword", ["keyword", "keywords"]),
        ("service", ["service", "services"]),
    ] {
        for concept in keys.iter().flat_map(|it| list(item, it)) {
            let name = text_of(concept, "name");
            let code = ["code", "qcode", "uri"].iter().find_map(|it| text_of(concept, it));
            story.declare(kind, code.or(name).or(concept.as_str()), name);
        }
    }
    for rights in list(item, "rightsinfo") {
        for key in ["copyrightnotice", "usageterms", "linkedrights", "encodedrights"] {
            story.declare("rights", get(rights, key).and_then(scalar), None);
        }
    }
    if let Some(renditions) = get(item, "renditions") {
        let each = renditions.as_object().into_iter().flat_map(|it| it.values());
        for rendition in each.chain(renditions.as_array().into_iter().flatten()) {
            story.declare("attachment", text_of(rendition, "href"), text_of(rendition, "mimetype"));
        }
    }
}

/// A string, or a number as one.
pub(super) fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// The string under `key`, not empty.
pub(super) fn text_of<'a>(value: &'a Value, key: &str) -> Option<&'a str> {
    get(value, key).and_then(Value::as_str).filter(|it| !it.trim().is_empty())
}

/// The values under `key`, which may be a list or one value.
pub(super) fn list<'a>(value: &'a Value, key: &str) -> Vec<&'a Value> {
    match get(value, key) {
        Some(Value::Array(values)) => values.iter().collect(),
        Some(Value::Null) | None => Vec::new(),
        Some(value) => vec![value],
    }
}

/// The value under `key`, whatever its case.
fn get<'a>(value: &'a Value, key: &str) -> Option<&'a Value> {
    let object = value.as_object()?;
    object
        .get(key)
        .or_else(|| object.iter().find(|(it, _)| it.eq_ignore_ascii_case(key)).map(|(_, it)| it))
}
