//! Trains and scores the tone model: word valences, and their weights for sentences and for targets.
//!
//! Sources: the VADER lexicon (MIT), `GloVe` 6B, and two sets of news sentences with the tone that people read in
//! them, which their owners of the task allow for tuning. The fit is ridge regression by conjugate gradients, on
//! words' stems and on features of their vectors that stand for a Gaussian kernel; all of it folds into one row a word.

mod corpus;
mod kernel;
mod ridge;
mod score;
mod stems;
mod train;

use std::path::PathBuf;

use clap::Args;

use crate::data::Folders;

/// Where the tuning sets lie.
#[derive(Args)]
pub(crate) struct TonesArgs {
    /// Folder of `newsmtsc-train.jsonl` and `nyt-a.jsonl`.
    #[arg(long, default_value = "../shared/eval/dev/sentiment")]
    tuning: PathBuf,
    /// The lexicon of the package `vaderSentiment` 3.3.2; by default `<work>/vader_lexicon.txt`.
    #[arg(long)]
    lexicon: Option<PathBuf>,
    /// Where the model goes.
    #[arg(long, default_value = "crates/enricher/models/tones.bin")]
    model: PathBuf,
}

/// Trains the model and writes it.
pub(crate) fn train(folders: &Folders, args: &TonesArgs) -> anyhow::Result<()> {
    let corpus = corpus::Corpus::read(folders, args)?;
    let bytes = train::fit(&corpus);
    let digest = crate::data::write_bytes(&args.model, &bytes)?;
    crate::say(&format!("{} {digest}", args.model.display()));
    Ok(())
}

/// Prints cross-validated figures: trained on four fifths of the documents, scored on the last fifth, five times; and trained
/// on one set, scored on the other.
pub(crate) fn score(folders: &Folders, args: &TonesArgs) -> anyhow::Result<()> {
    let corpus = corpus::Corpus::read(folders, args)?;
    score::print(&corpus);
    Ok(())
}
