//! Cuts the text into sentences and tokens, and tags and parses them. The linguistics are `language`'s.

use wiredesk_language::Models;
use wiredesk_model::{Annotations, Article, Language, Layer};

use crate::{Resources, Stage};

/// Cuts, tags and parses.
pub(crate) struct SentenceTagger {
    models: &'static Models,
}

impl SentenceTagger {
    pub(crate) fn new(resources: Resources) -> Self {
        Self { models: resources.models }
    }
}

impl Stage for SentenceTagger {
    fn name(&self) -> &'static str {
        "sentences"
    }

    fn needs(&self) -> &'static [Layer] {
        &[Layer::Language]
    }

    fn fills(&self) -> Layer {
        Layer::Sentences
    }

    fn english_only(&self) -> bool {
        false
    }

    fn enrich(&self, article: &Article, notes: &mut Annotations) {
        let english = notes.language.as_ref().is_none_or(Language::is_english);
        (notes.tokens, notes.sentences) =
            wiredesk_language::segment(&article.text, &article.paragraphs, english);
        if english {
            self.models.parse(&article.text, &mut notes.tokens, &notes.sentences);
        }
    }
}
