//! schema.org metadata in JSON-LD, <https://schema.org/NewsArticle>: the article's node out of objects, arrays and graphs.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::normalize;

/// Deepest nesting that is searched.
const MAX_DEPTH: u32 = 12;

/// What JSON-LD says of the article.
#[derive(Debug, Default)]
pub(super) struct Linked<'s> {
    /// `headline`, else `name`.
    pub(super) title: Option<String>,
    /// `alternativeHeadline`.
    pub(super) subtitle: Option<String>,
    /// `author`s and `creator`s, as given.
    pub(super) authors: Vec<String>,
    /// `publisher.name`.
    pub(super) publisher: Option<String>,
    /// `datePublished`.
    pub(super) published: Option<String>,
    /// `dateModified`.
    pub(super) modified: Option<String>,
    /// `articleSection`.
    pub(super) section: Option<String>,
    /// `articleBody`, markup and all.
    pub(super) body: Option<String>,
    /// `mainEntityOfPage` or `url`.
    pub(super) url: Option<String>,
    /// `inLanguage`.
    pub(super) language: Option<String>,
    /// `keywords`.
    pub(super) keywords: Vec<String>,
    /// `description`.
    pub(super) description: Option<String>,
    /// Scripts that are no JSON.
    pub(super) broken: Vec<&'s str>,
}

/// Reads the scripts of a page.
pub(super) fn read<'s>(scripts: &[&'s str]) -> Linked<'s> {
    let mut broken = Vec::new();
    let mut documents: Vec<Value> = Vec::new();
    for script in scripts {
        match parse(script) {
            Some(document) => documents.push(document),
            None => broken.push(*script),
        }
    }
    let mut nodes = Nodes::default();
    for document in &documents {
        nodes.collect(document, 0);
    }
    let mut best: Option<(u32, &Map<String, Value>)> = None;
    for node in &nodes.articles {
        let rank = rank(node);
        if best.is_none_or(|it| rank > it.0) {
            best = Some((rank, node));
        }
    }
    let linked = best.map_or_else(Linked::default, |(_, node)| nodes.linked(node));
    Linked { broken, ..linked }
}

/// Lenient: comment and CDATA wrappers, raw control characters and trailing semicolons are forgiven.
fn parse(script: &str) -> Option<Value> {
    let script = unwrapped(script);
    let start = script.find(['{', '['])?;
    let end = script.rfind(['}', ']'])?;
    let json = script.get(start..=end)?;
    serde_json::from_str(json).ok().or_else(|| {
        let clean: String = json.chars().map(|it| if it.is_control() { ' ' } else { it }).collect();
        let clean = clean.replace(", }", " }").replace(",}", "}").replace(",]", "]");
        serde_json::from_str(&clean).ok()
    })
}

/// A script without the `<![CDATA[…]]>` or `<!--…-->` around it, which XHTML and old browsers ask for, commented out or not.
fn unwrapped(script: &str) -> &str {
    const SIGNS: &[char] = &['/', '*', ' ', '\n', '\r', '\t'];
    let script = script.trim_matches(SIGNS);
    let inner = ["<![CDATA[", "<!--"].iter().find_map(|it| script.strip_prefix(it));
    let inner = inner.unwrap_or(script).trim_matches(SIGNS);
    let inner = ["]]>", "-->"].iter().find_map(|it| inner.strip_suffix(it)).unwrap_or(inner);
    inner.trim_matches(SIGNS)
}

/// How much a node is an article.
fn rank(node: &Map<String, Value>) -> u32 {
    let is = |kind: &str| types(node).any(|it| it == kind);
    let kind = if is("WebPage") || is("ItemPage") || is("CollectionPage") { 1 } else { 10 };
    let has = |key| u32::from(node.contains_key(key));
    kind + has("headline") * 4
        + has("articleBody") * 4
        + has("datePublished") * 2
        + has("author") * 2
}

fn types(node: &Map<String, Value>) -> impl Iterator<Item = &str> {
    let one = node.get("@type").and_then(Value::as_str);
    let many = node.get("@type").and_then(Value::as_array).into_iter().flatten();
    one.into_iter()
        .chain(many.filter_map(Value::as_str))
        .map(|it| it.rsplit(['/', ':']).next().unwrap_or(it))
}

fn is_article(node: &Map<String, Value>) -> bool {
    types(node).any(|it| {
        it.ends_with("Article")
            || matches!(
                it,
                "BlogPosting"
                    | "LiveBlogPosting"
                    | "SocialMediaPosting"
                    | "Posting"
                    | "Report"
                    | "Review"
            )
            || matches!(it, "WebPage" | "ItemPage" | "CreativeWork")
    })
}

#[derive(Default)]
struct Nodes<'v> {
    articles: Vec<&'v Map<String, Value>>,
    by_id: BTreeMap<&'v str, &'v Map<String, Value>>,
}

impl<'v> Nodes<'v> {
    fn collect(&mut self, value: &'v Value, depth: u32) {
        if depth > MAX_DEPTH {
            return;
        }
        match value {
            Value::Array(items) => items.iter().for_each(|it| self.collect(it, depth + 1)),
            Value::Object(node) => {
                if let Some(id) = node.get("@id").and_then(Value::as_str)
                    && node.len() > 1
                {
                    self.by_id.entry(id).or_insert(node);
                }
                if is_article(node) {
                    self.articles.push(node);
                }
                for key in [
                    "@graph",
                    "mainEntity",
                    "mainEntityOfPage",
                    "author",
                    "publisher",
                    "itemReviewed",
                ] {
                    if let Some(inner) = node.get(key) {
                        self.collect(inner, depth + 1);
                    }
                }
            }
            _ => {}
        }
    }

    fn linked<'s>(&self, node: &'v Map<String, Value>) -> Linked<'s> {
        let text = |key: &str| node.get(key).and_then(first_text);
        let mut authors = Vec::new();
        for key in ["author", "creator"] {
            if authors.is_empty() {
                node.get(key).into_iter().for_each(|it| self.names(it, &mut authors, 0));
            }
        }
        let mut publishers = Vec::new();
        node.get("publisher").into_iter().for_each(|it| self.names(it, &mut publishers, 0));
        Linked {
            title: text("headline").or_else(|| text("name")),
            subtitle: text("alternativeHeadline"),
            authors,
            publisher: publishers.into_iter().next(),
            published: text("datePublished").or_else(|| text("dateCreated")),
            modified: text("dateModified"),
            section: text("articleSection"),
            body: node.get("articleBody").and_then(Value::as_str).map(str::to_owned),
            url: node
                .get("mainEntityOfPage")
                .and_then(address)
                .or_else(|| node.get("url").and_then(address)),
            language: text("inLanguage"),
            keywords: keywords(node.get("keywords")),
            description: text("description"),
            broken: Vec::new(),
        }
    }

    /// Names of persons or organizations: strings, objects, references, arrays of them.
    fn names(&self, value: &'v Value, names: &mut Vec<String>, depth: u32) {
        if depth > 4 || names.len() > 20 {
            return;
        }
        match value {
            Value::String(name) => names.extend(clean(name)),
            Value::Array(items) => items.iter().for_each(|it| self.names(it, names, depth + 1)),
            Value::Object(node) => {
                let id = node.get("@id").and_then(Value::as_str);
                if let Some(name) = node.get("name") {
                    self.names(name, names, depth + 1);
                } else if let Some(other) = id.and_then(|it| self.by_id.get(it)) {
                    other.get("name").into_iter().for_each(|it| self.names(it, names, depth + 1));
                }
            }
            _ => {}
        }
    }
}

fn clean(text: &str) -> Option<String> {
    normalize::some_line(&htmlize::unescape(text))
}

fn first_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => clean(text),
        Value::Array(items) => items.iter().find_map(first_text),
        Value::Object(node) => node.get("name").and_then(Value::as_str).and_then(clean),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn address(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()).filter(|it| it.starts_with("http")),
        Value::Object(node) => node.get("@id").or_else(|| node.get("url")).and_then(address),
        Value::Array(items) => items.iter().find_map(address),
        _ => None,
    }
}

fn keywords(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::String(list)) => list.split(',').filter_map(clean).collect(),
        Some(Value::Array(items)) => items.iter().filter_map(first_text).collect(),
        _ => Vec::new(),
    }
}
