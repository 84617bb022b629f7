//! Tokens, sentences, tags, dependencies and names: the trained linguistic core, inference only.
//!
//! [`identify`] names the language, [`segment`] cuts a text into [`Token`]s and [`Sentence`]s, and the
//! [`Models`] tag, parse and find names. It opens no files: the models are inside the program.

mod identify;
pub mod lemma;
mod links;
mod model_file;
mod models;
pub mod names;
mod prefetch;
mod segment;
mod sentences;
pub mod syntax;
mod tokens;
pub mod tree;
mod words;

pub use identify::identify;
pub use lemma::lemma;
pub use model_file::Cut;
pub use models::Models;
pub use segment::segment;
pub use wiredesk_model::{Sentence, Token};
