//! Says which entity is behind each indirect attribution that `attribution` found.

use wiredesk_model::{Annotations, Article, Claim, Layer};

use crate::{Stage, attribution::Sources};

/// Finds the sources of claims.
pub(crate) struct ClaimTagger;

impl Stage for ClaimTagger {
    fn name(&self) -> &'static str {
        "claims"
    }

    fn needs(&self) -> &'static [Layer] {
        &[Layer::Attributions, Layer::Entities]
    }

    fn fills(&self) -> Layer {
        Layer::Claims
    }

    fn enrich(&self, _: &Article, notes: &mut Annotations) {
        let sources = Sources::new(notes);
        let claims = notes.attributions.indirect.iter().map(|it| Claim {
            span: it.span,
            cue: it.cue,
            certainty: it.certainty,
            source: it.source.map(|it| sources.speaker(it)),
        });
        notes.claims = claims.collect();
    }
}
