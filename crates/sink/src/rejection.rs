//! The line and the note that tell why a source was refused. It refuses nothing itself.

use jiff::Timestamp;
use serde::Serialize;
use wiredesk_journal::{Identity, Reason};

use crate::shape::{Shaped, to_json};

/// Name and version of the rejection's form.
pub const REJECTION_SCHEMA: &str = "wiredesk-rejection/1";
/// Longest detail that is kept, in bytes: a line that tools can read.
const MAX_DETAIL_BYTES: usize = 2_000;

#[derive(Serialize)]
struct Line<'a> {
    #[serde(rename = "@timestamp")]
    timestamp: String,
    seq: u64,
    #[serde(flatten)]
    note: Note<'a>,
}

#[derive(Serialize)]
struct Note<'a> {
    schema: &'static str,
    source: NoteSource,
    code: &'a str,
    detail: &'a str,
}

#[derive(Serialize)]
struct NoteSource {
    path: String,
    kind: &'static str,
    bytes: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    modified: Option<String>,
}

#[derive(Serialize)]
struct File<'a> {
    rejected: String,
    #[serde(flatten)]
    note: Note<'a>,
}

/// The line in the rejections outbox.
pub(crate) fn shape(source: &Identity, reason: &Reason, at: Timestamp) -> Shaped {
    let line = Line { timestamp: millis(at), seq: 0, note: note_of(source, reason) };
    Shaped::new(to_json(&line), "seq", None, Vec::new())
}

/// The contents of the `.reason.json` beside the refused file.
pub(crate) fn note(source: &Identity, reason: &Reason, at: Timestamp) -> Vec<u8> {
    let mut json = to_json(&File { rejected: millis(at), note: note_of(source, reason) });
    json.push(b'\n');
    json
}

fn note_of<'a>(source: &Identity, reason: &'a Reason) -> Note<'a> {
    let end = reason.detail.floor_char_boundary(MAX_DETAIL_BYTES);
    Note {
        schema: REJECTION_SCHEMA,
        source: NoteSource {
            path: source.name(),
            kind: source.stat.kind.name(),
            bytes: source.stat.size,
            modified: source.stat.modified_at().map(millis),
        },
        code: &reason.code,
        detail: reason.detail.get(..end).unwrap_or_default(),
    }
}

fn millis(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%S%.3fZ").to_string()
}
