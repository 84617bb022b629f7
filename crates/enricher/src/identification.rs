//! Says which language an article is in. The classifier is `language`'s.

use wiredesk_model::{Annotations, Article, Layer};

use crate::Stage;

/// Says which language an article is in.
pub(crate) struct LanguageIdentifier;

impl Stage for LanguageIdentifier {
    fn name(&self) -> &'static str {
        "language"
    }

    fn needs(&self) -> &'static [Layer] {
        &[]
    }

    fn fills(&self) -> Layer {
        Layer::Language
    }

    fn english_only(&self) -> bool {
        false
    }

    fn enrich(&self, article: &Article, notes: &mut Annotations) {
        notes.language = Some(wiredesk_language::identify(&article.text));
    }
}
