//! Measures the tone of an article and of what it says about its entities.

use wiredesk_model::{Annotations, Article, Layer};

use crate::Stage;

/// Measures the tone of an article and of what it says about its entities.
pub(crate) struct ToneTagger;

impl ToneTagger {
    pub(crate) fn new() -> Self {
        Self
    }
}

impl Stage for ToneTagger {
    fn name(&self) -> &'static str {
        "sentiment"
    }

    fn needs(&self) -> &'static [Layer] {
        &[Layer::Sentences, Layer::Entities]
    }

    fn fills(&self) -> Layer {
        Layer::Tones
    }

    fn enrich(&self, _article: &Article, _notes: &mut Annotations) {}
}
