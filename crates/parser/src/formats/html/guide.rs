//! What guides the search for a page's article. It is filled from the metadata and finds nothing itself.

/// What the page's metadata tells of its text.
#[derive(Default)]
pub(super) struct Guide<'g> {
    /// The title without the site's name.
    pub(super) title: Option<&'g str>,
    /// The article's text as JSON-LD gives it.
    pub(super) body: Option<&'g str>,
    /// The page's description of itself.
    pub(super) description: Option<&'g str>,
    /// Names of the authors.
    pub(super) authors: &'g [String],
}
