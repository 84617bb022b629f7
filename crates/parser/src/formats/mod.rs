//! The formats, in the order that breaks ties.

mod json;
mod text;

use crate::Format;

/// Every format.
pub(crate) static ALL: &[&dyn Format] = &[&json::Json, &text::Text];
