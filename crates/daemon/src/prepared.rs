//! An article with what was found in it, ready for the one place that sees every article in turn. What a copy or a
//! story is, is `memory`'s.

use std::error::Error;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use wiredesk_memory::{Imprint, Memory};
use wiredesk_model::{Annotations, Article, Record, assemble, wire};

use crate::clock;

/// A record that lacks its number, its time and what was seen before.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Prepared {
    record: Record,
    imprint: Imprint,
}

impl Prepared {
    /// What the workers make of an article.
    pub(crate) fn of(article: &Article, notes: &Annotations) -> Self {
        let record = assemble(article, notes, Timestamp::UNIX_EPOCH, 0);
        Self { record, imprint: Imprint::of(article, notes) }
    }

    /// Bytes of its text.
    pub(crate) fn text_bytes(&self) -> usize {
        self.record.article.text.as_ref().map_or(0, String::len)
    }

    /// The record as number `seq`, now. Without its disk the memory gives nothing, and the record says so: a line
    /// without a copy and a story is better than none.
    pub(crate) fn finish(self, memory: &mut Memory, seq: u64) -> Record {
        let Self { mut record, imprint } = self;
        let now = clock::now();
        record.stamp(now, seq);
        match memory.observe(&imprint, now) {
            Ok((duplicate, story)) => record.recall(duplicate.as_ref(), story.as_ref()),
            Err(error) => {
                let cause = error.source().map(ToString::to_string).unwrap_or_default();
                tracing::warn!(article = record.id, %error, cause, "seen before or not: unknown");
                let (code, detail) = ("memory_unavailable".into(), format!("{error}: {cause}"));
                record.warnings.push(wire::Warning { code, detail });
            }
        }
        record
    }
}
