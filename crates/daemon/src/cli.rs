//! The command line: what can be typed, and the help that teaches it. It runs nothing.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueHint};
use clap_complete::Shell;

const EXAMPLES: &str = "\
Examples:
  wiredesk                                     watch ./desk/inbox, append to ./desk/outbox
  cp story.html desk/inbox/                    drop an article
  tail -F desk/outbox/current | jq .article.title
  wiredesk enrich story.html | jq .            one-off, to standard output
  wiredesk explain desk/inbox/story.html       where is it, and why

Exit codes: 0 done, 1 an input was rejected or a check failed, 2 wrong usage, 74 the disk failed,
75 another wiredesk holds the desk, 78 the configuration is wrong.";

/// Reads news articles and writes down what a careful reader would underline.
///
/// Drop article files into a folder; for each article wiredesk appends one line of JSON to an outbox that
/// log tools can tail: the article with its people, places, times, numbers, quotes, claims and events.
/// It works offline, and the same input always gives the same annotations.
#[derive(Parser, Debug)]
#[command(name = "wiredesk", version, after_help = EXAMPLES, max_term_width = 100)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) options: Options,
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
}

/// Options of every command.
#[derive(Args, Debug, Default)]
pub(crate) struct Options {
    /// Configuration file (TOML). Without it, every key has its default and the desk is `./desk`.
    #[arg(long, short, global = true, value_name = "FILE", env = "WIREDESK_CONFIG", value_hint = ValueHint::FilePath)]
    pub(crate) config: Option<PathBuf>,
    /// Folder that holds inbox, outbox, archive, rejected and state.
    #[arg(long, global = true, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) desk: Option<PathBuf>,
    /// Override one key of the configuration; may be repeated.
    #[arg(long = "set", global = true, value_name = "SECTION.KEY=VALUE")]
    pub(crate) overrides: Vec<String>,
    /// Say more: once for what happens to each article, twice for everything.
    #[arg(long, short, global = true, action = clap::ArgAction::Count)]
    pub(crate) verbose: u8,
}

/// What to do.
#[derive(Subcommand, Debug)]
pub(crate) enum Command {
    /// Watch the inbox, enrich, append to the outbox (the default).
    ///
    /// Runs in the foreground and suits systemd. SIGTERM and Ctrl-C finish what was begun and stop; SIGHUP
    /// reads the configuration again.
    Run(Run),
    /// Enrich files, folders or standard input; records go to standard output.
    ///
    /// Records come out in the order of the input, one JSON line each. `-` reads a stream: the first record
    /// comes out before the stream ends. Exits 1 if any input was rejected; each is named on standard error.
    #[command(after_help = "Examples:
  wiredesk enrich story.html mail.eml | jq -c '.entities[] | [.type, .name]'
  wiredesk enrich -j 4 archive/ > records.ndjson
  curl -s https://example.org/feed.xml | wiredesk enrich -
  jq -c '{title, text}' articles.json | wiredesk enrich - | jq .summary")]
    Enrich(Enrich),
    /// Read an article with its annotations, in color.
    #[command(after_help = "Examples:
  wiredesk show story.html                     enrich the file and show it
  wiredesk show 9f0c                           show a delivered record by its id, or its beginning")]
    Show(Show),
    /// Say where a file is (waiting, delivered, rejected) and why.
    Explain(Explain),
    /// Put archived or rejected files through again.
    #[command(after_help = "Examples:
  wiredesk replay --rejected                   everything that was rejected
  wiredesk replay desk/archive/kyiv            what was archived from one folder")]
    Replay(Replay),
    /// Prove that every file was delivered, rejected or waits, and that every line is whole.
    Audit,
    /// Validate the configuration and the folders; exits 78 on error.
    Check(Check),
    /// Print the record's JSON Schema (2020-12).
    Schema,
    /// Watch the running service: rates, what waits, the last headlines.
    Top(Top),
    /// Read one file apart, for the service.
    #[command(hide = true)]
    Isolated {
        /// What to do, in JSON.
        task: String,
    },
    /// Print a completion script for a shell.
    #[command(after_help = "Example: wiredesk completions bash > /etc/bash_completion.d/wiredesk")]
    Completions {
        /// The shell.
        shell: Shell,
    },
}

/// Options of `run`.
#[derive(Args, Debug, Default)]
pub(crate) struct Run {
    /// Enrichment workers; 0 means one a processor.
    #[arg(long, short, value_name = "N")]
    pub(crate) jobs: Option<usize>,
}

/// Options of `enrich`.
#[derive(Args, Debug)]
pub(crate) struct Enrich {
    /// Files, folders (with their sub-folders), or `-` for standard input.
    #[arg(value_name = "FILE|DIR|-", default_value = "-", value_hint = ValueHint::AnyPath)]
    pub(crate) inputs: Vec<PathBuf>,
    /// Workers; 0 means one a processor.
    #[arg(long, short, default_value_t = 0, value_name = "N")]
    pub(crate) jobs: usize,
}

/// Options of `show`.
#[derive(Args, Debug)]
pub(crate) struct Show {
    /// An article file, an NDJSON record file, `-`, or the id of a delivered record.
    #[arg(value_name = "FILE|ID")]
    pub(crate) what: String,
}

/// Options of `explain`.
#[derive(Args, Debug)]
pub(crate) struct Explain {
    /// A file in the inbox, the archive or the rejected folder, or the path it had in the inbox.
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) file: PathBuf,
}

/// Options of `replay`.
#[derive(Args, Debug)]
pub(crate) struct Replay {
    /// Put through what was rejected.
    #[arg(long)]
    pub(crate) rejected: bool,
    /// Files or folders of the archive or the rejected folder; without any, all that was chosen.
    #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub(crate) paths: Vec<PathBuf>,
}

/// Options of `check`.
#[derive(Args, Debug)]
pub(crate) struct Check {
    /// Also print every key with its value and where that comes from.
    #[arg(long)]
    pub(crate) print: bool,
}

/// Options of `top`.
#[derive(Args, Debug)]
pub(crate) struct Top {
    /// Print one look and leave.
    #[arg(long)]
    pub(crate) once: bool,
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_definition_is_sound() {
        <super::Cli as clap::CommandFactory>::command().debug_assert();
    }
}
