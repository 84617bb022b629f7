//! Finds numbers and what they count.

use wiredesk_model::{Annotations, Article, Layer};

use crate::Stage;

/// Finds numbers and what they count.
pub(crate) struct QuantityTagger;

impl QuantityTagger {
    pub(crate) fn new() -> Self {
        Self
    }
}

impl Stage for QuantityTagger {
    fn name(&self) -> &'static str {
        "quantities"
    }

    fn needs(&self) -> &'static [Layer] {
        &[Layer::Sentences]
    }

    fn fills(&self) -> Layer {
        Layer::Quantities
    }

    fn enrich(&self, _article: &Article, _notes: &mut Annotations) {}
}
