//! Says which entity speaks each quotation that `attribution` found.

use wiredesk_model::{Annotations, Article, Layer, Quote};

use crate::{Stage, attribution::Sources};

/// Finds the speakers of quotations.
pub(crate) struct QuoteTagger;

impl Stage for QuoteTagger {
    fn name(&self) -> &'static str {
        "quotes"
    }

    fn needs(&self) -> &'static [Layer] {
        &[Layer::Attributions, Layer::Entities]
    }

    fn fills(&self) -> Layer {
        Layer::Quotes
    }

    fn enrich(&self, _: &Article, notes: &mut Annotations) {
        let sources = Sources::new(notes);
        let quotes = notes.attributions.quotations.iter().filter_map(|it| {
            let speaker = it.source.map(|it| sources.speaker(it));
            Some(Quote { span: it.span, kind: it.kind?, cue: it.cue, speaker })
        });
        notes.quotes = quotes.collect();
    }
}
