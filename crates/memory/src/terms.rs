//! What an article is about, as weighted hashes: its entities and keywords. The words themselves are not kept.

use serde::{Deserialize, Serialize};
use wiredesk_model::{Annotations, EntityType};

use crate::signature::hash_text;

/// Terms of one article.
pub(crate) const MAX_TERMS: usize = 20;

/// A term and its weight.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(from = "(u32, u8)", into = "(u32, u8)")]
pub(crate) struct Term {
    pub(crate) hash: u32,
    /// Greater than 0, at most 1.
    pub(crate) weight: f32,
}

impl Term {
    /// The weight in the byte it is kept in.
    pub(crate) fn packed_weight(self) -> u8 {
        (self.weight * 255.0).round() as u8
    }
}

impl From<(u32, u8)> for Term {
    fn from((hash, weight): (u32, u8)) -> Self {
        Self { hash, weight: f32::from(weight) / 255.0 }
    }
}

impl From<Term> for (u32, u8) {
    fn from(term: Term) -> Self {
        (term.hash, term.packed_weight())
    }
}

/// The terms of an article, the weightiest first.
pub(crate) fn terms(notes: &Annotations) -> Vec<Term> {
    let salient = notes.entities.iter().map(|it| it.salience).fold(1e-6, f32::max);
    let entities = notes.entities.iter().map(|it| {
        let kind = match it.kind {
            EntityType::Place | EntityType::Group => 0.6,
            _ => 1.0,
        };
        (hash_text(&it.name), kind * (it.salience / salient).sqrt())
    });
    let keywords = notes.keywords.iter().map(|it| (hash_text(&it.text), 0.8 * it.score));
    let mut all: Vec<_> = entities.chain(keywords).filter(|it| it.1 > 0.0).collect();
    // A name may be a keyword too: it counts once, with the larger weight.
    all.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
    all.dedup_by_key(|it| it.0);
    all.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    all.truncate(MAX_TERMS);
    // Weights are kept in a byte, so they are rounded before they are used.
    let rounded = |weight: f32| (weight.min(1.0) * 255.0).ceil() / 255.0;
    all.into_iter().map(|(hash, weight)| Term { hash, weight: rounded(weight) }).collect()
}
