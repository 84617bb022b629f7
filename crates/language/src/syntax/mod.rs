//! The tagger and parser: a small network over words and parser states. The `trainer` makes its model and shares
//! the parts here that both must agree on.

mod encoder;
mod features;
mod heads;
mod layers;
mod matrix;
mod model;
mod network;
mod simd;
mod transition;

pub(crate) use encoder::Encoder;
pub use features::{PART_ROWS, PARTS, WordKey};
pub(crate) use layers::Rows;
pub use matrix::LARGEST_WEIGHT;
pub(crate) use matrix::Matrix;
pub use model::{MAGIC, Syntax};
pub use transition::{ACTIONS, Action, FACTS, LABELS, NONE, SLOTS, State};

#[cfg(test)]
mod tests;
