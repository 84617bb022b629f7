//! Asks the memory what of an article was seen before. What a copy or a story is, is `memory`'s.

use std::error::Error;

use wiredesk_memory::Memory;
use wiredesk_model::{Annotations, Article, Warning};

use crate::clock;

/// Fills `duplicate` and `story`. Without its disk the memory gives nothing, and the record says so: a line
/// without them is better than none.
pub(crate) fn recall(memory: &mut Memory, article: &Article, notes: &mut Annotations) {
    match memory.observe(article, notes, clock::now()) {
        Ok((duplicate, story)) => (notes.duplicate, notes.story) = (duplicate, story),
        Err(error) => {
            let cause = error.source().map(ToString::to_string).unwrap_or_default();
            tracing::warn!(article = %article.id, %error, cause, "seen before or not: unknown");
            let detail = format!("{error}: {cause}");
            notes.warnings.push(Warning { code: "memory_unavailable", detail });
        }
    }
}
