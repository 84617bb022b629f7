//! Links the mentions of one thing into one entity. It finds no names and resolves no places: earlier layers did.

mod anaphora;
mod chains;
mod descriptions;
mod forms;
mod gender;
mod linker;
mod mentions;
mod named;
mod naming;
mod nominals;
mod nouns;
mod pronouns;
mod roles;
mod speech;
mod voices;

#[cfg(test)]
mod tests;

use wiredesk_model::{Annotations, Article, Layer};

use crate::Stage;

/// Whether `word` names an office or occupation of one person: "engineer".
pub(crate) fn is_occupation(word: &str) -> bool {
    nouns::noun(word).is_some_and(|it| it.role && !it.plural)
}

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
