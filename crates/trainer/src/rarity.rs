//! Builds the table of how rare words are in English, from the order of the word vectors' vocabulary.

use std::path::PathBuf;

use clap::Args;
use wiredesk_enricher::{rarity, tones::features::word_hash};

use crate::{
    data::{Folders, write_bytes},
    vectors::Vectors,
};

/// Words of the table; rarer ones are as good as unknown.
const N_WORDS: usize = 60_000;

/// Options of `train rarity`.
#[derive(Args)]
pub(crate) struct RarityArgs {
    /// Where the table goes.
    #[arg(long, default_value = "crates/enricher/models/rarity.bin")]
    model: PathBuf,
}

/// Builds the table and writes it.
pub(crate) fn train(folders: &Folders, args: &RarityArgs) -> anyhow::Result<()> {
    let vectors = Vectors::read(folders)?;
    let ranked = vectors.words.iter().take(N_WORDS).enumerate();
    let bytes = rarity::write(ranked.map(|(rank, word)| (word_hash(word), rank)));
    let digest = write_bytes(&args.model, &bytes)?;
    crate::say(&format!("{} {digest}", args.model.display()));
    Ok(())
}
