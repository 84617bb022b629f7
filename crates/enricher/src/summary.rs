//! Picks the three sentences a reader needs.

use wiredesk_model::{Annotations, Article, Layer};

use crate::Stage;

/// Picks the three sentences a reader needs.
pub(crate) struct Summarizer;

impl Summarizer {
    pub(crate) fn new() -> Self {
        Self
    }
}

impl Stage for Summarizer {
    fn name(&self) -> &'static str {
        "summary"
    }

    fn needs(&self) -> &'static [Layer] {
        &[Layer::Sentences]
    }

    fn fills(&self) -> Layer {
        Layer::Summary
    }

    fn enrich(&self, _article: &Article, _notes: &mut Annotations) {}
}
