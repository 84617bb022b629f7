//! The article, what is found in it, and the record that is delivered: plain data shared by every crate.
//!
//! A parser makes an [`Article`], whose `text` is fixed from then on. Stages add [`Annotations`], whose
//! [`Span`]s are byte ranges into that text. [`assemble`] turns the two into a [`Record`], the wire
//! contract `wiredesk/1`, whose offsets are Unicode code points. This crate does no I/O and reads no clock.

mod annotations;
mod article;
mod assemble;
mod identity;
mod layer;
mod offsets;
mod record;
mod span;
mod token;

pub use annotations::*;
pub use article::*;
pub use assemble::assemble;
pub use identity::{ArticleId, hex, sha256_hex};
pub use layer::{Layer, LayerSet};
pub use offsets::CharOffsets;
pub use record::{Record, SCHEMA, schema};
pub use span::Span;
pub use token::{Deprel, NO_HEAD, Sentence, Token, TokenKind, Upos, Xpos};
/// The wire types of a [`Record`], one for each object of the line.
pub mod wire {
    pub use crate::record::*;
}
