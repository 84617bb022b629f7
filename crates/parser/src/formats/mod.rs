//! The formats, in the order that breaks ties.

mod html;
mod iptc7901;
mod json;
mod json_feed;
mod mail;
mod ninjs;
mod text;
mod web;
mod xml;

use crate::{
    Format,
    formats::{
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
    &Zip,
    &Tar,
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
    &text::Text,
];
