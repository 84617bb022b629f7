//! Finds the publication date in the text where the format declares none.

use wiredesk_model::{Annotations, Article, Layer};

use crate::Stage;

/// Finds the publication date in the text where the format declares none.
pub(crate) struct DateFinder;

impl Stage for DateFinder {
    fn name(&self) -> &'static str {
        "published"
    }

    fn needs(&self) -> &'static [Layer] {
        &[Layer::Sentences]
    }

    fn fills(&self) -> Layer {
        Layer::Published
    }

    fn enrich(&self, _article: &Article, _notes: &mut Annotations) {}
}
