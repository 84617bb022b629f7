//! Developer tool: trains and scores the models of `language`. Each task is a module with its own options.

mod data;
mod gazetteer;
mod iob;
mod names;
mod rarity;
mod syntax;
mod tones;
mod vectors;

use clap::{Parser, Subcommand};

use crate::data::Folders;

/// Trains and scores the models.
#[derive(Parser)]
struct Cli {
    #[command(flatten)]
    folders: Folders,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Rebuild a model from the corpora, byte for byte.
    #[command(subcommand)]
    Train(Train),
    /// Rebuild a table from its sources.
    #[command(subcommand)]
    Build(Build),
    /// Print the figures of the shipped models.
    #[command(subcommand)]
    Score(Score),
}

#[derive(Subcommand)]
enum Train {
    /// Names.
    Names(names::TrainArgs),
    /// Tags and dependencies.
    Syntax(syntax::TrainArgs),
    /// How rare words are in English.
    Rarity(rarity::RarityArgs),
    /// Sentiment.
    Tones(tones::TonesArgs),
}

#[derive(Subcommand)]
enum Build {
    /// What the world is called.
    Gazetteer(gazetteer::BuildArgs),
}

#[derive(Subcommand)]
enum Score {
    /// Names.
    Names(names::ScoreArgs),
    /// Tokens, sentences, tags and dependencies.
    Syntax(syntax::ScoreArgs),
    /// Sentiment, cross-validated.
    Tones(tones::TonesArgs),
}

fn main() -> anyhow::Result<()> {
    let Cli { folders, command } = Cli::parse();
    match command {
        Command::Build(Build::Gazetteer(args)) => gazetteer::build(&folders, &args),
        Command::Train(Train::Names(args)) => names::train(&folders, &args),
        Command::Train(Train::Syntax(args)) => syntax::train(&folders, &args),
        Command::Train(Train::Rarity(args)) => rarity::train(&folders, &args),
        Command::Train(Train::Tones(args)) => tones::train(&folders, &args),
        Command::Score(Score::Tones(args)) => tones::score(&folders, &args),
        Command::Score(Score::Names(args)) => names::score(&folders, &args),
        Command::Score(Score::Syntax(args)) => syntax::score(&folders, &args),
    }
}

/// Prints a figure or a checksum.
#[expect(clippy::print_stdout, reason = "the trainer's output is for people")]
pub(crate) fn say(line: &str) {
    println!("{line}");
}
