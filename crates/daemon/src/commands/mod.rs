//! The commands, one module each.

pub(crate) mod audit;
pub(crate) mod check;
pub(crate) mod enrich;
pub(crate) mod replay;
pub(crate) mod show;
pub(crate) mod top;
