//! Turns an [`Article`](wiredesk_model::Article) into its [`Annotations`](wiredesk_model::Annotations), one module an annotation.
//!
//! A [`Stage`] is built once from read-only tables and fills one layer; the [`Pipeline`] runs the stages in
//! the order they are listed and checks, when it is built, that each finds the layers it needs. Enrichment
//! cannot fail: odd text gives fewer annotations and a warning. No stage opens a file or reads a clock.

mod pipeline;
mod stage;

mod attribution;
mod claims;
mod dates;
mod entities;
mod events;
mod focus;
mod identification;
mod keywords;
mod lexemes;
mod names;
mod places;
mod quantities;
mod quotes;
pub mod rarity;
mod readability;
mod relations;
mod sentences;
mod summary;
mod timeline;
mod times;
pub mod tones;
mod topics;
mod words;

pub use pipeline::{Pipeline, PipelineError, Resources};
pub use stage::Stage;
