//! Why a source cannot become articles: data for the operator, not a fault of the machine.

/// A reasoned refusal.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{code}: {detail}")]
pub struct Rejection {
    /// Stable snake-case code, for counters: `too_large`, `not_text`, `damaged_gzip`, …
    pub code: &'static str,
    /// What was met, where, and what to do about it.
    pub detail: String,
}

impl Rejection {
    /// Code of what is no refusal: the reading was ended from outside, and the source may be read again later.
    pub const INTERRUPTED: &'static str = "interrupted";

    /// A refusal for `code`.
    pub fn new(code: &'static str, detail: impl Into<String>) -> Self {
        Self { code, detail: detail.into() }
    }

    /// The source could not be read to its end; a refusal that a layer below sent as an I/O error comes out as itself.
    pub fn unreadable(error: &std::io::Error) -> Self {
        Self::inside(error).cloned().unwrap_or_else(|| Self::new("unreadable", error.to_string()))
    }

    /// The refusal that `error` carries.
    pub(crate) fn inside(error: &std::io::Error) -> Option<&Self> {
        error.get_ref().and_then(|it| it.downcast_ref())
    }

    /// Whether the whole source is refused and not one entry of it.
    pub(crate) fn is_final(&self) -> bool {
        matches!(self.code, "expands_too_far" | "too_many_parts" | "unreadable" | Self::INTERRUPTED)
    }
}
