//! End-to-end tests: the real binary in an empty folder, with a clean environment and no network. No test looks inside.
#![cfg(test)]

mod commands;
mod contract;
mod crash;
mod deploy;
mod desk;
mod fullness;
mod hostile;
mod intake;
mod isolation;
mod tails;
mod tidy;
