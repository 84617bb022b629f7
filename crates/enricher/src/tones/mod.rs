//! Measures the tone of an article and of what it says about its entities. The weights are trained; the shape is here.
//!
//! The trainer and the stage share [`features`] and [`Model`], so that what is weighed is what was trained.

pub mod features;
mod model;
mod stage;

pub use model::{CLASSES, COLUMNS, Class, Column, Model};
pub(crate) use stage::ToneTagger;
