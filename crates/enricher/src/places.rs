//! Resolves toponyms and demonyms against the gazetteer.

use wiredesk_model::{Annotations, Article, Layer};

use crate::Stage;

/// Resolves toponyms and demonyms against the gazetteer.
pub(crate) struct PlaceResolver;

impl PlaceResolver {
    pub(crate) fn new(_resources: crate::Resources) -> Self {
        Self
    }
}

impl Stage for PlaceResolver {
    fn name(&self) -> &'static str {
        "places"
    }

    fn needs(&self) -> &'static [Layer] {
        &[Layer::Sentences, Layer::Names]
    }

    fn fills(&self) -> Layer {
        Layer::Places
    }

    fn enrich(&self, _article: &Article, _notes: &mut Annotations) {}
}
