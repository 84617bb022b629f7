//! Which language a text is in.

use wiredesk_model::Language;

/// The language of `text`.
pub fn identify(_text: &str) -> Language {
    Language { code: "en", score: 0.5 }
}
