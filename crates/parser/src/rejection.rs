//! Why a source cannot become articles: data for the operator, not a fault of the machine.

/// A reasoned refusal.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{code}: {detail}")]
pub struct Rejection {
    /// Stable snake-case code, for counters: `too_large`, `not_text`, `truncated_gzip`, …
    pub code: &'static str,
    /// What was met, where, and what to do about it.
    pub detail: String,
}

impl Rejection {
    /// A refusal for `code`.
    pub fn new(code: &'static str, detail: impl Into<String>) -> Self {
        Self { code, detail: detail.into() }
    }

    /// The source could not be read to its end.
    pub fn unreadable(error: &std::io::Error) -> Self {
        Self::new("unreadable", error.to_string())
    }
}
