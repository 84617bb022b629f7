//! Links the mentions of one thing into one entity.

use wiredesk_model::{Annotations, Article, Layer};

use crate::Stage;

/// Links the mentions of one thing into one entity.
pub(crate) struct EntityLinker;

impl EntityLinker {
    pub(crate) fn new(_resources: crate::Resources) -> Self {
        Self
    }
}

impl Stage for EntityLinker {
    fn name(&self) -> &'static str {
        "entities"
    }

    fn needs(&self) -> &'static [Layer] {
        &[Layer::Sentences, Layer::Names, Layer::Places]
    }

    fn fills(&self) -> Layer {
        Layer::Entities
    }

    fn enrich(&self, _article: &Article, _notes: &mut Annotations) {}
}
