//! Markup as trees: a forgiving streaming reader over quick-xml, the elements it builds, and the text they flow into.
//!
//! A document type is never acted upon: no entity it declares is expanded and nothing it names is fetched.

mod decode;
mod element;
mod flow;
mod names;
mod reader;
mod references;
mod sniff;
mod tap;

pub(crate) use self::{
    element::{Element, Node},
    flow::{flow, inline},
    reader::Reader,
    sniff::root_name,
};
