//! The formats, in the order that breaks ties.

mod html;
mod json;
mod text;
mod xml;

use crate::{
    Format,
    formats::xml::{Feed, Generic, Newsml1, NewsmlG2, Nitf},
    wrappers::{Bzip2, Gzip, Tar, Xz, Zip, Zstd},
};

/// Every format.
pub(crate) static ALL: &[&dyn Format] = &[
    &Gzip,
    &Zstd,
    &Bzip2,
    &Xz,
    &Zip,
    &Tar,
    &Nitf,
    &NewsmlG2,
    &Newsml1,
    &Feed,
    &html::Html,
    &Generic,
    &json::Json,
    &text::Text,
];
