//! The other shapes of a record: `compact`, and the names of the Elastic Common Schema.
//!
//! Field names: Elastic Common Schema reference 8.17 (`event.*`, `file.*`, `url.*`, `message`).

use serde::Serialize;
use serde_json::{Map, Value};
use wiredesk_model::Record;

/// Version of the schema whose names are used.
const ECS_VERSION: &str = "8.17.0";

/// Takes out the text and everything that points into it or repeats it.
pub(crate) fn compact(record: &mut Record) {
    record.article.text = None;
    record.article.paragraphs = None;
    record.article.sentences = None;
    record.timeline = None;
    record.summary = None;
    record.quotes = None;
    for claim in record.claims.iter_mut().flatten() {
        claim.text = None;
    }
    for entity in record.entities.iter_mut().flatten() {
        entity.mentions = None;
    }
}

/// A record under ECS names. `@timestamp` and `event.sequence` come first, so that the first bytes are unique.
#[derive(Serialize)]
pub(crate) struct Ecs {
    #[serde(rename = "@timestamp")]
    timestamp: String,
    event: EcsEvent,
    #[serde(rename = "ecs")]
    names: EcsVersion,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Value>,
    file: Map<String, Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<EcsUrl>,
    wiredesk: Map<String, Value>,
}

#[derive(Serialize)]
struct EcsEvent {
    sequence: u64,
    id: String,
    kind: &'static str,
    module: &'static str,
    dataset: &'static str,
}

#[derive(Serialize)]
struct EcsVersion {
    version: &'static str,
}

#[derive(Serialize)]
struct EcsUrl {
    full: Value,
}

impl Ecs {
    pub(crate) fn new(record: &Record) -> Self {
        let Ok(Value::Object(mut rest)) = serde_json::to_value(record) else {
            unreachable!("a record is always a JSON object")
        };
        for key in ["@timestamp", "seq", "id"] {
            rest.remove(key);
        }
        let mut file = Map::new();
        if let Some(Value::Object(source)) = rest.get_mut("source") {
            for (key, name) in [("path", "path"), ("bytes", "size"), ("modified", "mtime")] {
                if let Some(value) = source.remove(key) {
                    file.insert(name.into(), value);
                }
            }
            if let Some(sha256) = source.remove("sha256") {
                file.insert("hash".into(), Map::from_iter([("sha256".into(), sha256)]).into());
            }
        }
        let (mut message, mut url) = (None, None);
        if let Some(Value::Object(article)) = rest.get_mut("article") {
            message = article.remove("text");
            url = article.remove("url").map(|full| EcsUrl { full });
        }
        Self {
            timestamp: record.timestamp.clone(),
            event: EcsEvent {
                sequence: record.seq,
                id: record.id.clone(),
                kind: "event",
                module: "wiredesk",
                dataset: "wiredesk.article",
            },
            names: EcsVersion { version: ECS_VERSION },
            message,
            file,
            url,
            wiredesk: rest,
        }
    }
}
