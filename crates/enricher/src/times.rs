//! Finds time expressions and normalises them.

use wiredesk_model::{Annotations, Article, Layer};

use crate::Stage;

/// Finds time expressions and normalises them.
pub(crate) struct TimexTagger;

impl TimexTagger {
    pub(crate) fn new() -> Self {
        Self
    }
}

impl Stage for TimexTagger {
    fn name(&self) -> &'static str {
        "times"
    }

    fn needs(&self) -> &'static [Layer] {
        &[Layer::Sentences]
    }

    fn fills(&self) -> Layer {
        Layer::Times
    }

    fn enrich(&self, _article: &Article, _notes: &mut Annotations) {}
}
