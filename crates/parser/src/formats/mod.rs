//! The formats, in the order that breaks ties.

mod html;
mod json;
mod text;

use crate::{
    Format,
    wrappers::{Bzip2, Gzip, Tar, Xz, Zip, Zstd},
};

/// Every format.
pub(crate) static ALL: &[&dyn Format] =
    &[&Gzip, &Zstd, &Bzip2, &Xz, &Zip, &Tar, &html::Html, &json::Json, &text::Text];
