//! The tagger and parser: a small network over words and parser states. The `trainer` makes its model and shares
//! the parts here that both must agree on.

mod features;
mod heads;
mod layers;
mod matrix;
mod model;
mod network;
mod simd;
mod transition;

pub use features::{PART_ROWS, PARTS, WordKey};
pub use matrix::LARGEST_WEIGHT;
pub use model::{MAGIC, Syntax};
pub use transition::{ACTIONS, Action, FACTS, LABELS, NONE, SLOTS, State};

#[cfg(test)]
mod tests;
