//! The service `wiredesk`: configuration, supervision and commands around the crates that do the work.

mod cli;
mod clock;
mod commands;
mod config;
mod crash;
mod dispatch;
mod enrichment;
mod failure;
mod isolation;
mod logging;
mod outbox;
mod prepared;
mod service;
mod terminal;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    crash::install_hook();
    let outcome = dispatch::run(cli::Cli::parse());
    outcome.unwrap_or_else(|error| failure::conclude(&error)).into()
}
