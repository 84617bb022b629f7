//! Finds quotations and their speakers.

mod attribute;
mod dialogue;
pub(crate) mod marks;
#[cfg(test)]
mod tests;

use wiredesk_model::{Annotations, Article, Layer};

use crate::{
    Stage,
    attribution::{Cues, Grammar, Sources},
};

/// Finds quotations and their speakers.
pub(crate) struct QuoteTagger {
    cues: Cues,
}

impl QuoteTagger {
    pub(crate) fn new() -> Self {
        Self { cues: Cues::new() }
    }
}

impl Stage for QuoteTagger {
    fn name(&self) -> &'static str {
        "quotes"
    }

    fn needs(&self) -> &'static [Layer] {
        &[Layer::Sentences, Layer::Entities]
    }

    fn fills(&self) -> Layer {
        Layer::Quotes
    }

    fn enrich(&self, article: &Article, notes: &mut Annotations) {
        let quoted = marks::quotations(&article.text, &article.paragraphs);
        let quotes = {
            let scene = attribute::Scene {
                text: &article.text,
                paragraphs: &article.paragraphs,
                notes,
                cues: &self.cues,
                grammar: Grammar::new(&notes.tokens),
                sources: Sources::new(notes),
            };
            scene.attribute(&quoted, &dialogue::turns(&article.text, &article.paragraphs))
        };
        notes.quotes = quotes;
    }
}
