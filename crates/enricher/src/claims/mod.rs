//! Finds indirect attributions: who is said to claim, believe, plan or show what.

mod clauses;
mod content;

use wiredesk_model::{Annotations, Article, Layer};

use crate::{
    Stage,
    attribution::{Cues, Grammar, Sources},
    quotes::marks,
};

/// Finds indirect attributions.
pub(crate) struct ClaimTagger {
    cues: Cues,
}

impl ClaimTagger {
    pub(crate) fn new() -> Self {
        Self { cues: Cues::new() }
    }
}

impl Stage for ClaimTagger {
    fn name(&self) -> &'static str {
        "claims"
    }

    fn needs(&self) -> &'static [Layer] {
        &[Layer::Sentences, Layer::Entities]
    }

    fn fills(&self) -> Layer {
        Layer::Claims
    }

    fn enrich(&self, article: &Article, notes: &mut Annotations) {
        let quoted = marks::quotations(&article.text, &article.paragraphs);
        let claims = {
            let scene = clauses::Scene {
                text: &article.text,
                notes,
                quoted: &quoted,
                cues: &self.cues,
                grammar: Grammar::new(&notes.tokens),
                sources: Sources::new(notes),
            };
            scene.claims()
        };
        notes.claims = claims;
    }
}
