//! The commands, one module each.

pub(crate) mod check;
pub(crate) mod enrich;
pub(crate) mod show;
