//! Trains and scores the recognizer of names.
#![expect(clippy::print_stdout, reason = "the figures are what a developer runs this for")]

mod chain;
mod clusters;
mod corpus;
mod gazetteer;
mod gum;
mod network;
mod pack;
mod random;
mod samples;
mod sources;
mod words;

use std::path::PathBuf;

use anyhow::Context;
use clap::Args;
use wiredesk_language::Token;
use wiredesk_language::names::NameModel;
use wiredesk_language::names::lexicon::Lexicon;
use wiredesk_language::syntax::Syntax;
use wiredesk_model::Span;

use crate::data::{Folders, read_bytes, write_bytes};
use crate::vectors::Vectors;
use chain::{Chain, Plan, Sample};
use network::Network;

/// The lexicon's file.
const WORDS: &str = "names-words.bin";
/// The sequence model's file.
const CHAIN: &str = "names-chain.bin";

/// The network's file.
const NETWORK: &str = "names-network.bin";

/// Options of training.
#[derive(Args)]
pub(crate) struct TrainArgs {
    /// Rebuild the lexicon too; otherwise the one in the models' folder is taken.
    #[arg(long)]
    words: bool,
    /// Skip the corpora labeled by a first model, for quick trials.
    #[arg(long)]
    plain: bool,
}

/// Options of scoring.
#[derive(Args)]
pub(crate) struct ScoreArgs {
    /// Packs of gold articles to score, as the scoring script reads them.
    packs: Vec<PathBuf>,
    /// How many mistakes to print for each.
    #[arg(long, default_value_t = 0)]
    errors: usize,
}

/// Cuts a sentence as the service does.
fn cut(text: &str, span: Span) -> Vec<Token> {
    wiredesk_language::segment(text, &[span], true).0
}

/// What reading a text takes.
struct Tools<'a> {
    lexicon: Lexicon<'a>,
    /// The shipped parser, whose tags and arcs the features use.
    parser: Syntax,
}

impl<'a> Tools<'a> {
    fn load(folders: &Folders, words: &'a [u8]) -> anyhow::Result<Self> {
        let lexicon = Lexicon::from_bytes(words).context("the lexicon is broken")?;
        let bytes = read_bytes(&folders.model("syntax.bin"))?;
        // Loaded once and needed until the end.
        let parser = Syntax::load(bytes.leak()).ok().context("the parser is broken")?;
        Ok(Self { lexicon, parser })
    }
}

/// Builds the lexicon and the model.
pub(crate) fn train(folders: &Folders, args: &TrainArgs) -> anyhow::Result<()> {
    if args.words {
        let digest = write_bytes(&folders.model(WORDS), &words::build(folders)?)?;
        println!("{WORDS} {digest}");
    }
    let bytes = read_bytes(&folders.model(WORDS))?;
    let tools = Tools::load(folders, &bytes)?;
    let mut samples = sources::gold(folders, &tools)?;
    println!("{} gold sentences", samples.len());
    let vectors = Vectors::read(folders)?;
    let mut models = learn(&samples, &vectors);
    if !args.plain {
        samples.extend(sources::silver(folders, &tools, (&models.0, &models.1))?);
        println!("{} sentences with silver", samples.len());
        models = learn(&samples, &vectors);
    }
    let (chain, network) = models;
    let digest = write_bytes(&folders.model(NETWORK), &network.to_bytes())?;
    println!("{NETWORK} {digest}");
    let digest = write_bytes(&folders.model(CHAIN), &chain.to_bytes())?;
    println!("{CHAIN} {digest}");
    score(folders, &ScoreArgs { packs: Vec::new(), errors: 0 })
}

/// Trains both models, side by side.
fn learn(samples: &[Sample], vectors: &Vectors) -> (Chain, Network) {
    std::thread::scope(|scope| {
        let chain = scope.spawn(|| Chain::train(samples, Plan::SHIPPED));
        let network = Network::train(samples, network::Plan::SHIPPED, vectors);
        (chain.join().expect("training does not panic"), network)
    })
}

/// Prints the model's figures.
pub(crate) fn score(folders: &Folders, args: &ScoreArgs) -> anyhow::Result<()> {
    let words = read_bytes(&folders.model(WORDS))?;
    let chain = read_bytes(&folders.model(CHAIN))?;
    // Loaded once and needed until the end.
    let network = read_bytes(&folders.model(NETWORK))?.leak();
    let model = NameModel::from_bytes(&words, &chain, network).context("the model is broken")?;
    let tools = Tools::load(folders, &words)?;
    for (name, corpus) in sources::held_out(folders, &tools)? {
        pack::score_corpus(&name, &model, &corpus);
    }
    for (name, corpus) in sources::fine(folders, &tools)? {
        pack::score_fine(&name, &model, &corpus, args.errors);
    }
    for path in &args.packs {
        pack::score_pack(path, &model, &tools, args.errors)?;
    }
    Ok(())
}
