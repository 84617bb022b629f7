//! The fields of a JSON article: schema.org's names, those of news APIs and content systems, and plain English ones.

use serde_json::{Map, Value};
use wiredesk_model::{Article, Declared, Published};

use crate::{byline, dates, formats::html, normalize};

const TITLE: &[&str] =
    &["title", "headline", "headlines", "head", "hed", "webTitle", "article_title", "name"];
const SUBTITLE: &[&str] = &[
    "subtitle",
    "subheadline",
    "subhead",
    "dek",
    "deck",
    "standfirst",
    "alternativeHeadline",
    "kicker",
];
/// Text that is kept to the character.
const EXACT: &[&str] = &["text"];
/// Text that may hold markup.
const BODY: &[&str] = &[
    "body",
    "content",
    "article_text",
    "articleBody",
    "article_body",
    "body_text",
    "bodyText",
    "full_text",
    "fullText",
    "fulltext",
    "maintext",
    "main_text",
    "plain_text",
    "story_text",
    "contents",
    "paragraphs",
    "content_text",
    "body_html",
    "bodyHtml",
    "content_html",
    "contentHtml",
    "html",
    "raw_text",
    "clean_text",
    "document",
    "story",
];
const SUMMARY: &[&str] =
    &["description", "summary", "abstract", "lead", "lede", "excerpt", "snippet", "teaser"];
const AUTHOR: &[&str] = &[
    "authors",
    "author",
    "byline",
    "bylines",
    "by",
    "creator",
    "creators",
    "writer",
    "writers",
    "author_name",
    "authorName",
    "journalist",
];
const PUBLISHED: &[&str] = &[
    "published",
    "published_at",
    "publishedAt",
    "date_published",
    "datePublished",
    "publication_date",
    "publicationDate",
    "published_date",
    "publishedDate",
    "publish_date",
    "publishDate",
    "published_on",
    "date_publish",
    "webPublicationDate",
    "first_published",
    "firstPublished",
    "firstcreated",
    "pub_date",
    "pubDate",
    "pubdate",
    "date",
    "datetime",
    "created_at",
    "createdAt",
    "created",
    "timestamp",
    "time",
    "versioncreated",
];
const MODIFIED: &[&str] = &[
    "modified",
    "modified_at",
    "modifiedAt",
    "updated",
    "updated_at",
    "updatedAt",
    "dateModified",
    "date_modified",
    "last_modified",
    "lastModified",
    "date_modify",
];
const URL: &[&str] = &[
    "url",
    "canonical_url",
    "canonicalUrl",
    "canonical",
    "link",
    "web_url",
    "webUrl",
    "permalink",
    "source_url",
    "article_url",
    "href",
    "uri",
    "mainEntityOfPage",
];
const GUID: &[&str] =
    &["guid", "id", "_id", "uuid", "article_id", "articleId", "doc_id", "identifier", "uri", "@id"];
const SECTION: &[&str] = &[
    "section",
    "sectionName",
    "section_name",
    "articleSection",
    "desk",
    "news_desk",
    "category",
    "categories",
];
const PUBLISHER: &[&str] = &[
    "publisher",
    "source",
    "source_name",
    "sourceName",
    "outlet",
    "provider",
    "newspaper",
    "publication",
    "site_name",
    "siteName",
    "site",
    "source_domain",
    "domain",
];
const LANGUAGE: &[&str] = &["language", "lang", "inLanguage"];
const KEYWORDS: &[&str] = &["keywords", "tags", "news_keywords"];
const RIGHTS: &[&str] = &["rights", "copyright", "license", "usageterms"];

/// Objects that hold the article of a wrapping record.
const INNER: &[&str] = &[
    "article",
    "data",
    "_source",
    "doc",
    "document",
    "item",
    "result",
    "story",
    "post",
    "fields",
    "attributes",
    "news",
    "content",
];

/// Whether an object has text of its own.
pub(super) fn has_text(object: &Map<String, Value>) -> bool {
    [EXACT, BODY].concat().iter().any(|it| object.get(*it).is_some_and(is_text))
}

/// Whether an object in a list may be an article.
pub(super) fn looks_like_article(object: &Map<String, Value>) -> bool {
    let has = |keys: &[&str]| keys.iter().any(|it| object.get(*it).is_some_and(is_text));
    has_text(object) || (has(TITLE) && (has(SUMMARY) || has(URL))) || inner(object).is_some()
}

fn is_text(value: &Value) -> bool {
    match value {
        Value::String(text) => !text.trim().is_empty(),
        Value::Array(items) => items.iter().any(Value::is_string),
        Value::Object(object) => object.get("rendered").is_some_and(Value::is_string),
        _ => false,
    }
}

fn inner(object: &Map<String, Value>) -> Option<&Map<String, Value>> {
    let objects = INNER.iter().filter_map(|it| object.get(*it)).filter_map(Value::as_object);
    objects
        .filter(|it| !it.contains_key("rendered"))
        .find_map(|it| if has_text(it) { Some(it) } else { inner(it) })
}

/// The article in `object`, or in an object inside it, with what the outer one adds.
pub(super) fn article(object: &Map<String, Value>) -> Article {
    let own = Fields(object);
    let Some(inner) = (!has_text(object)).then(|| inner(object)).flatten() else {
        return own.article();
    };
    let (mut article, outer) = (Fields(inner).article(), own.article());
    article.title = article.title.or(outer.title);
    article.guid = article.guid.or(outer.guid);
    article.url = article.url.or(outer.url);
    article.published = article.published.or(outer.published);
    article.publisher = article.publisher.or(outer.publisher);
    article.section = article.section.or(outer.section);
    if article.authors.is_empty() {
        article.authors = outer.authors;
    }
    article
}

struct Fields<'v>(&'v Map<String, Value>);

impl<'v> Fields<'v> {
    /// The first value under `keys` that says something.
    fn get(&self, keys: &'v [&'v str]) -> impl Iterator<Item = &'v Value> {
        keys.iter().filter_map(|it| self.0.get(*it)).filter(|it| !it.is_null())
    }

    fn line(&self, keys: &'v [&'v str]) -> Option<String> {
        self.get(keys).find_map(line)
    }

    fn date(&self, keys: &'v [&'v str]) -> Option<Published> {
        self.get(keys).find_map(|value| match value {
            Value::Number(number) => dates::published(&number.as_i64()?.to_string()),
            Value::Object(date) => dates::published(date.get("$date")?.as_str()?),
            value => dates::published(&line(value)?),
        })
    }

    fn article(&self) -> Article {
        let is_address = |it: &String| it.starts_with("http://") || it.starts_with("https://");
        Article {
            guid: self.get(GUID).find_map(identifier),
            title: self.line(TITLE),
            subtitle: self.line(SUBTITLE),
            authors: self.authors(),
            publisher: self.line(PUBLISHER),
            url: self.get(URL).filter_map(line).find(is_address),
            section: self.line(SECTION),
            published: self.date(PUBLISHED),
            modified_at: self.date(MODIFIED).map(|it| it.at),
            declared: self.declared(),
            text: self.text(),
            ..Article::default()
        }
    }

    fn text(&self) -> String {
        if let Some(Value::String(text)) = self.get(EXACT).find(|it| is_text(it)) {
            return normalize::exact(text);
        }
        let body = self.get(EXACT).chain(self.get(BODY)).find(|it| is_text(it));
        let text =
            body.or_else(|| self.get(SUMMARY).find(|it| is_text(it))).map(flat).unwrap_or_default();
        if is_markup(&text) { html::to_text(&text) } else { normalize::exact(&text) }
    }

    fn authors(&self) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for value in self.get(AUTHOR) {
            author(value, &mut names, 0);
            if !names.is_empty() {
                break;
            }
        }
        names
    }

    fn declared(&self) -> Vec<Declared> {
        let mut declared = Vec::new();
        let mut add = |kind: &str, value: String| {
            declared.push(Declared { kind: kind.into(), value, name: None });
        };
        self.line(LANGUAGE).into_iter().for_each(|it| add("language", it));
        self.line(RIGHTS).into_iter().for_each(|it| add("rights", it));
        let keywords = self.get(KEYWORDS).next().map(|value| match value {
            Value::Array(items) => items.iter().filter_map(line).collect(),
            value => line(value)
                .unwrap_or_default()
                .split(',')
                .filter_map(normalize::some_line)
                .collect::<Vec<_>>(),
        });
        keywords.into_iter().flatten().take(50).for_each(|it| add("keyword", it));
        declared
    }
}

/// The text of a string, of an array of paragraphs, or of WordPress's `{"rendered": …}`.
fn flat(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => {
            let paragraphs: Vec<&str> = items.iter().filter_map(Value::as_str).collect();
            paragraphs.join("\n\n")
        }
        Value::Object(object) => {
            object.get("rendered").and_then(Value::as_str).unwrap_or_default().to_owned()
        }
        _ => String::new(),
    }
}

fn is_markup(text: &str) -> bool {
    ["</p>", "<p>", "<br", "</div>", "</a>", "</h2>", "</li>", "</P>", "</strong>", "</em>"]
        .iter()
        .any(|it| text.contains(it))
}

/// One line of a string, of the name of an object, or of the first that an array holds.
fn line(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if is_markup(text) => normalize::some_line(&html::to_text(text)),
        Value::String(text) => normalize::some_line(text),
        Value::Array(items) => items.iter().find_map(line),
        Value::Object(object) => {
            ["name", "main", "rendered", "title", "basic", "@id", "label", "original"]
                .iter()
                .filter_map(|it| object.get(*it))
                .filter(|it| it.is_string())
                .find_map(line)
        }
        _ => None,
    }
}

fn identifier(value: &Value) -> Option<String> {
    match value {
        Value::Number(number) => Some(number.to_string()),
        Value::Object(object) => {
            object.get("$oid").or_else(|| object.get("rendered")).and_then(line)
        }
        Value::String(text) => normalize::some_id(text),
        value => line(value),
    }
}

fn author(value: &Value, names: &mut Vec<String>, depth: u32) {
    let mut add = |found: Vec<String>| {
        for name in found {
            if !names.contains(&name) {
                names.push(name);
            }
        }
    };
    match value {
        Value::String(credit) => add(byline::declared(credit)),
        Value::Array(items) if depth < 3 => {
            items.iter().take(50).for_each(|it| author(it, names, depth + 1));
        }
        Value::Object(object) => {
            let part = |keys: &[&str]| keys.iter().find_map(|it| object.get(*it)?.as_str());
            let whole = [
                "name",
                "original",
                "full_name",
                "fullName",
                "display_name",
                "displayName",
                "author",
                "byline",
            ];
            if let Some(name) = part(&whole) {
                add(byline::declared(name));
            } else if let (Some(first), Some(last)) = (
                part(&["first", "firstname", "first_name", "firstName", "givenName"]),
                part(&["last", "lastname", "last_name", "lastName", "familyName"]),
            ) {
                add(byline::declared(&format!("{first} {last}")));
            }
        }
        _ => {}
    }
}
