//! End-to-end tests: the real binary in an empty folder, with a clean environment and no network. No test looks inside.
#![cfg(test)]

mod commands;
mod contract;
mod deploy;
mod desk;
mod tidy;
