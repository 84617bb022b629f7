//! What a stage is. It does not know which stages there are.

use wiredesk_model::{Annotations, Article, Layer};

/// One annotation: built once, then pure, `&self`, without I/O, clock, randomness or global state.
pub trait Stage: Send + Sync {
    /// Name used in configuration, logs and metrics.
    fn name(&self) -> &'static str;
    /// Layers this stage reads; all are filled by earlier stages.
    fn needs(&self) -> &'static [Layer];
    /// The one layer this stage writes.
    fn fills(&self) -> Layer;
    /// Whether the stage understands English only; it is then skipped for other languages.
    fn english_only(&self) -> bool {
        true
    }
    /// Adds this stage's layer to `notes`.
    fn enrich(&self, article: &Article, notes: &mut Annotations);
}
