//! Recognizes names. The model is `language`'s.

use wiredesk_language::Models;
use wiredesk_model::{Annotations, Article, Layer};

use crate::{Resources, Stage};

/// Recognizes names.
pub(crate) struct NameTagger {
    models: &'static Models,
}

impl NameTagger {
    pub(crate) fn new(resources: Resources) -> Self {
        Self { models: resources.models }
    }
}

impl Stage for NameTagger {
    fn name(&self) -> &'static str {
        "names"
    }

    fn needs(&self) -> &'static [Layer] {
        &[Layer::Sentences]
    }

    fn fills(&self) -> Layer {
        Layer::Names
    }

    fn enrich(&self, article: &Article, notes: &mut Annotations) {
        notes.names = self.models.names(&article.text, &notes.tokens, &notes.sentences);
    }
}
