//! Measures how hard a text is to read.

use wiredesk_model::{Annotations, Article, Layer};

use crate::Stage;

/// Measures how hard a text is to read.
pub(crate) struct ReadabilityMeter;

impl Stage for ReadabilityMeter {
    fn name(&self) -> &'static str {
        "readability"
    }

    fn needs(&self) -> &'static [Layer] {
        &[Layer::Sentences]
    }

    fn fills(&self) -> Layer {
        Layer::Readability
    }

    fn enrich(&self, _article: &Article, _notes: &mut Annotations) {}
}
