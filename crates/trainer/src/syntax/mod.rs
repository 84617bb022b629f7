//! Tags and dependencies: the treebank, the network, its training and its figures.

use clap::Args;

use crate::{data::Folders, vectors::Vectors};

/// Options of `train syntax`.
#[derive(Args)]
pub(crate) struct TrainArgs {}

/// Options of `score syntax`.
#[derive(Args)]
pub(crate) struct ScoreArgs {}

/// Trains the tagger and the parser.
pub(crate) fn train(folders: &Folders, _args: &TrainArgs) -> anyhow::Result<()> {
    let _vectors = Vectors::read(folders)?;
    Ok(())
}

/// Scores the shipped models.
pub(crate) fn score(_folders: &Folders, _args: &ScoreArgs) -> anyhow::Result<()> {
    Ok(())
}
