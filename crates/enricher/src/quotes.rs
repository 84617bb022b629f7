//! Finds quotations and their speakers.

use wiredesk_model::{Annotations, Article, Layer};

use crate::Stage;

/// Finds quotations and their speakers.
pub(crate) struct QuoteTagger;

impl QuoteTagger {
    pub(crate) fn new() -> Self {
        Self
    }
}

impl Stage for QuoteTagger {
    fn name(&self) -> &'static str {
        "quotes"
    }

    fn needs(&self) -> &'static [Layer] {
        &[Layer::Sentences, Layer::Entities]
    }

    fn fills(&self) -> Layer {
        Layer::Quotes
    }

    fn enrich(&self, _article: &Article, _notes: &mut Annotations) {}
}
