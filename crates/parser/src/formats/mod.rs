//! The formats, in the order that breaks ties.
//!
//! | `source.format` | what it reads | one article for each | what it gives besides title and text |
//! |---|---|---|---|
//! | `nitf` | NITF 3.x | file | authors, publisher, section, times, subjects, places, keywords, urgency, rights |
//! | `newsml-g2` | NewsML-G2 news and package items, alone or in a news message; XHTML, NITF or text inside | item | authors, publisher, times of creation and version, subjects, people, places, genres, rights |
//! | `newsml-1` | NewsML 1.x | news item with text | authors, publisher, times, subjects, dateline, slug, rights |
//! | `ninjs` | ninjs 1.x to 3.x, alone, in lists or in lines; AP Media API items | item | authors, publisher, times, subjects, people, places, rights, renditions |
//! | `iptc-7901` | IPTC 7901 and what shares its framing | message | service, priority, category, slug |
//! | `feed` | RSS 0.9 to 2.0, RDF, Atom, with their extensions, ill-formed ones too | entry | authors, publisher, address, times, categories, language, rights, enclosures |
//! | `json-feed` | JSON Feed 1.0 and 1.1 | item | authors, publisher, address, times, keywords, attachments |
//! | `html` | web pages, AMP, JSON-LD inside | page | what the page declares |
//! | `mhtml` | pages saved as mail | page | as `html`, and the address |
//! | `warc`, `arc` | web archives, streamed | page that was answered with success | as `html`, the address, when it was fetched |
//! | `eml`, `mbox` | mail, newsletters, forwarded messages; mailboxes are streamed | message | authors, list, time, attachments' names |
//! | `docx`, `odt`, `rtf` | documents of word processors | file | authors, dates, keywords |
//! | `epub` | books and newspapers for readers | document of the spine | authors, publisher, date, language, rights |
//! | `pdf` | PDF with text, in reading order, without running heads | file | authors, times, keywords |
//! | `json`, `text`, `xml` | JSON articles, plain text, XML of unknown kinds with prose in it | article | what is there |
//!
//! Around any of them: gzip, bzip2, xz, zstd, zip and tar, inside one another as deep as allowed.

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
