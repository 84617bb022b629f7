//! Bytes in any format that news arrives in become [`Article`](wiredesk_model::Article)s: one module a format behind one trait.
//!
//! [`parse`] peeks at the first bytes, asks every [`Format`] how sure it is, and lets the surest read the
//! stream; wrappers (gzip, zip, …) are formats that hand their contents back to it. Articles are emitted one
//! by one, so memory is bounded by one article. Bad input gives warnings or a [`Rejection`], never a panic.

mod byline;
mod charset;
mod config;
mod context;
mod dateline;
mod dates;
mod detect;
mod format;
mod formats;
mod meter;
mod mojibake;
mod normalize;
mod opening;
mod pdf;
mod rejection;
mod report;
mod story;
mod wrapped;
mod wrappers;
mod xml;

pub use config::ParserConfig;
pub use context::{Context, Draft, Flow, Hint};
pub use detect::parse;
pub use format::{Certainty, Format, Peek};
pub use pdf::{PdfContents, PdfReader, ReadPdf};
pub use rejection::Rejection;
pub use report::Report;
