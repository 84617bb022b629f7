//! Assigns IPTC Media Topics.

use wiredesk_model::{Annotations, Article, Layer};

use crate::Stage;

/// Assigns IPTC Media Topics.
pub(crate) struct TopicTagger;

impl TopicTagger {
    pub(crate) fn new() -> Self {
        Self
    }
}

impl Stage for TopicTagger {
    fn name(&self) -> &'static str {
        "topics"
    }

    fn needs(&self) -> &'static [Layer] {
        &[Layer::Sentences]
    }

    fn fills(&self) -> Layer {
        Layer::Topics
    }

    fn enrich(&self, _article: &Article, _notes: &mut Annotations) {}
}
