//! The formats, in the order that breaks ties.
//!
//! What each reads and gives stands in a table in the README.

mod document;
pub(crate) mod html;
mod iptc7901;
mod json;
mod json_feed;
mod mail;
mod markdown;
mod ninjs;
mod text;
mod web;
mod xml;

pub(crate) use self::document::read_pdf;
use crate::{
    Format,
    formats::{
        document::{Docx, Epub, Odt, Pdf, Rtf},
        mail::{Eml, Mbox, Mhtml},
        web::{Arc, Warc},
        xml::{Feed, Generic, Newsml1, NewsmlG2, Nitf},
    },
    wrappers::{Bzip2, Gzip, Tar, Xz, Zip, Zstd},
};

/// Every format.
pub(crate) static ALL: &[&dyn Format] = &[
    &Gzip,
    &Zstd,
    &Bzip2,
    &Xz,
    &Docx,
    &Odt,
    &Epub,
    &Zip,
    &Tar,
    &Pdf,
    &Rtf,
    &Warc,
    &Arc,
    &iptc7901::Iptc7901,
    &Nitf,
    &NewsmlG2,
    &Newsml1,
    &Feed,
    &Generic,
    &html::Html,
    &Mhtml,
    &Mbox,
    &Eml,
    &json_feed::JsonFeed,
    &ninjs::Ninjs,
    &json::Json,
    &markdown::Markdown,
    &text::Text,
];
