//! Every format from the outside: bytes in, articles or reasons out. The files are small and written here.
#![cfg(test)]

mod agencies;
mod documents;
mod feeds;
mod harness;
mod hostile;
mod json;
mod mail;
mod mutations;
mod web;
mod wire;
mod wrappers;
