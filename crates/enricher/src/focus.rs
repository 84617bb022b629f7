//! Finds which countries an article is about.

use wiredesk_model::{Annotations, Article, Layer};

use crate::Stage;

/// Finds which countries an article is about.
pub(crate) struct FocusFinder;

impl Stage for FocusFinder {
    fn name(&self) -> &'static str {
        "focus"
    }

    fn needs(&self) -> &'static [Layer] {
        &[Layer::Places]
    }

    fn fills(&self) -> Layer {
        Layer::Focus
    }

    fn enrich(&self, _article: &Article, _notes: &mut Annotations) {}
}
