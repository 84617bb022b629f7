//! Finds who did what to whom.

use wiredesk_model::{Annotations, Article, Layer};

use crate::Stage;

/// Finds who did what to whom.
pub(crate) struct EventTagger;

impl EventTagger {
    pub(crate) fn new() -> Self {
        Self
    }
}

impl Stage for EventTagger {
    fn name(&self) -> &'static str {
        "events"
    }

    fn needs(&self) -> &'static [Layer] {
        &[Layer::Sentences, Layer::Entities]
    }

    fn fills(&self) -> Layer {
        Layer::Events
    }

    fn enrich(&self, _article: &Article, _notes: &mut Annotations) {}
}
