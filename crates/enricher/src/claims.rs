//! Finds indirect attributions: who is said to claim what.

use wiredesk_model::{Annotations, Article, Layer};

use crate::Stage;

/// Finds indirect attributions: who is said to claim what.
pub(crate) struct ClaimTagger;

impl ClaimTagger {
    pub(crate) fn new() -> Self {
        Self
    }
}

impl Stage for ClaimTagger {
    fn name(&self) -> &'static str {
        "claims"
    }

    fn needs(&self) -> &'static [Layer] {
        &[Layer::Sentences, Layer::Entities]
    }

    fn fills(&self) -> Layer {
        Layer::Claims
    }

    fn enrich(&self, _article: &Article, _notes: &mut Annotations) {}
}
