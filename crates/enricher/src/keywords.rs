//! Finds the phrases an article is about.

use wiredesk_model::{Annotations, Article, Layer};

use crate::Stage;

/// Finds the phrases an article is about.
pub(crate) struct KeywordTagger;

impl KeywordTagger {
    pub(crate) fn new() -> Self {
        Self
    }
}

impl Stage for KeywordTagger {
    fn name(&self) -> &'static str {
        "keywords"
    }

    fn needs(&self) -> &'static [Layer] {
        &[Layer::Sentences]
    }

    fn fills(&self) -> Layer {
        Layer::Keywords
    }

    fn enrich(&self, _article: &Article, _notes: &mut Annotations) {}
}
