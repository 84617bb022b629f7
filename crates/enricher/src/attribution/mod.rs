//! What quotations and claims have in common: the words that attribute, the phrases that name a source, and the entities
//! behind them. It fills no layer.

mod cues;
mod grammar;
mod sources;

pub(crate) use cues::{Class, Cue, Cues};
pub(crate) use grammar::Grammar;
pub(crate) use sources::Sources;
