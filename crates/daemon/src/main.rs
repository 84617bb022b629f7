//! The service `wiredesk`: configuration, supervision and commands around the crates that do the work.

mod cli;
mod clock;
mod commands;
mod crash;
mod enrichment;
mod terminal;

use std::io::{self, ErrorKind, Write};
use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use cli::{Cli, Command};

/// Something was rejected, or a check found something.
const FOUND: u8 = 1;
/// `sysexits.h`: an input or output failed.
const IO_ERROR: u8 = 74;

fn main() -> ExitCode {
    crash::install_hook();
    let cli = Cli::parse();
    match run(cli) {
        Ok(code) => code,
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            terminal::complain(&format!("{error:#}"));
            ExitCode::from(IO_ERROR)
        }
    }
}

fn run(cli: Cli) -> anyhow::Result<ExitCode> {
    match cli.command {
        Some(Command::Enrich(options)) => enrich(&options),
        Some(Command::Schema) => {
            writeln!(io::stdout(), "{:#}", wiredesk_model::schema())?;
            Ok(ExitCode::SUCCESS)
        }
        Some(Command::Completions { shell }) => {
            clap_complete::generate(shell, &mut Cli::command(), "wiredesk", &mut io::stdout());
            Ok(ExitCode::SUCCESS)
        }
        _ => anyhow::bail!("not built yet"),
    }
}

fn enrich(options: &cli::Enrich) -> anyhow::Result<ExitCode> {
    let pipeline = enrichment::pipeline(true, &[])?;
    let parser = wiredesk_parser::ParserConfig::default();
    let enrich = commands::enrich::Enrich {
        inputs: &options.inputs,
        jobs: options.jobs,
        pipeline: &pipeline,
        parser: &parser,
    };
    let tally = enrich.run(io::stdout().lock())?;
    Ok(ExitCode::from(if tally.n_rejected > 0 { FOUND } else { 0 }))
}

/// Whether whoever read our output has left: no reason to complain.
fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause.downcast_ref::<io::Error>().is_some_and(|it| it.kind() == ErrorKind::BrokenPipe)
            || cause
                .downcast_ref::<serde_json::Error>()
                .is_some_and(|it| it.io_error_kind() == Some(ErrorKind::BrokenPipe))
    })
}
