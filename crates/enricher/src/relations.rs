//! Finds relations that the text states.

use wiredesk_model::{Annotations, Article, Layer};

use crate::Stage;

/// Finds relations that the text states.
pub(crate) struct RelationTagger;

impl RelationTagger {
    pub(crate) fn new(_resources: crate::Resources) -> Self {
        Self
    }
}

impl Stage for RelationTagger {
    fn name(&self) -> &'static str {
        "relations"
    }

    fn needs(&self) -> &'static [Layer] {
        &[Layer::Sentences, Layer::Entities]
    }

    fn fills(&self) -> Layer {
        Layer::Relations
    }

    fn enrich(&self, _article: &Article, _notes: &mut Annotations) {}
}
