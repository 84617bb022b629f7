//! What reading one source came to, besides its articles.

use wiredesk_model::Warning;

/// The outcome of a source that was read to its end, or to where the receiver stopped it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Articles that were emitted.
    pub n_articles: u32,
    /// What was skipped or odd outside any one article: entries of an archive, damaged records.
    pub warnings: Vec<Warning>,
}
