//! Links the mentions of one thing into one entity. It finds no names and resolves no places: earlier layers did.

mod chains;
mod forms;
mod gender;
mod linker;
mod mentions;
mod named;
mod nouns;
mod roles;
mod speech;
#[cfg(test)]
mod tests;

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
        &[Layer::Sentences, Layer::Names, Layer::Places, Layer::Attributions]
    }

    fn fills(&self) -> Layer {
        Layer::Entities
    }

    fn enrich(&self, article: &Article, notes: &mut Annotations) {
        notes.entities = linker::entities(&article.text, notes);
    }
}
