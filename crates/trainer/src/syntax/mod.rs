//! Tags and dependencies: the treebank, the network, its training and its figures.

pub(crate) mod arithmetic;
pub(crate) mod encoder;
mod examples;
pub(crate) mod export;
mod figures;
mod gradients;
pub(crate) mod layer;
mod learning;
mod lemmas;
pub(crate) mod matrix;
pub(crate) mod network;
mod norm;
mod oracle;
mod prediction;
mod score;
mod silver;
mod simd;
mod teachers;
pub(crate) mod tensor;
mod treebank;

use clap::Args;

use self::{
    learning::{Plan, Setup},
    tensor::Random,
};
use crate::{data::Folders, say, vectors::Vectors};

/// Options of `train syntax`.
#[derive(Args)]
pub(crate) struct TrainArgs {
    /// Passes of each teacher over the treebank.
    #[arg(long, default_value_t = 12)]
    teacher_epochs: usize,
    /// Passes of the shipped network over everything.
    #[arg(long, default_value_t = 5)]
    epochs: usize,
    #[arg(long, default_value_t = 96)]
    width: usize,
    #[arg(long, default_value_t = 64)]
    depth: usize,
    #[arg(long, default_value = "wsws")]
    layers: String,
    /// Write the lemmas only.
    #[arg(long)]
    lemmas_only: bool,
    /// Leave the silver labels out and write the best teacher: what ships today.
    #[arg(long)]
    gold_only: bool,
}

/// Options of `score syntax`.
#[derive(Args)]
pub(crate) struct ScoreArgs {
    /// Print where sentences of the news were cut wrongly, and whose speakers were missed.
    #[arg(long)]
    errors: bool,
    /// A pack of attributions, for the subjects of speech verbs; left out where it is not there.
    #[arg(long, default_value = "../shared/eval/dev/quotes/polnear-dev.jsonl")]
    speakers: std::path::PathBuf,
}

/// Trains the tagger and the parser.
pub(crate) fn train(folders: &Folders, args: &TrainArgs) -> anyhow::Result<()> {
    let treebank = treebank::read(&folders.data("gum/gum-free.train.conllu"))?;
    let gold = examples::from_treebank(&treebank);
    let dev = examples::from_treebank(&treebank::read(&folders.data("gum/gum-free.dev.conllu"))?);
    let vectors = Vectors::read(folders)?;
    lemmas::write(folders, &treebank, &vectors)?;
    if args.lemmas_only {
        return Ok(());
    }
    let plan = Plan {
        width: args.width,
        depth: args.depth,
        epochs: args.epochs,
        seed: 7,
        layers: args.layers.clone(),
        drop: 0.1,
        rate: 0.002,
        backwards: false,
        name: "student".to_owned(),
    };
    let setup = Setup { vectors: &vectors, n_words: 40_000, least: 4, dev: &dev };
    let wide = Setup { n_words: usize::MAX, least: 2, ..setup };
    if args.gold_only {
        let network =
            teachers::obtain(folders, &teachers::shipped(args.teacher_epochs), &wide, &gold)?;
        say(&format!("shipped: {}", learning::figures(&[&network], &dev)));
        return export::write(folders, &network, &treebank);
    }
    let mut examples = gold.clone();
    let forms: Vec<Vec<String>> =
        treebank.iter().map(|it| it.words.iter().map(|it| it.form.clone()).collect()).collect();
    let mut shapes: Vec<&[String]> = forms.iter().map(Vec::as_slice).collect();
    let mut random = Random::new(11);
    let mut teachers = [Vec::new(), Vec::new()];
    for plan in teachers::plans(args.teacher_epochs) {
        say(&plan.name);
        teachers[usize::from(plan.backwards)].push(teachers::obtain(folders, &plan, &wide, &gold)?);
    }
    let [forward, backward] = teachers.each_ref().map(|it| it.iter().collect::<Vec<_>>());
    let raw = silver::read(folders)?;
    let labeled = silver::label(&raw, &forward, &backward);
    say(&format!("{} of {} sentences labeled", labeled.len(), raw.len()));
    for (at, example) in labeled {
        shapes.push(&raw[at].forms);
        examples.push(example);
    }
    silver::augment(&mut examples, &shapes, &mut random);
    // Gold counts three times.
    examples.extend(gold.iter().cloned());
    examples.extend(gold.iter().cloned());
    let network = teachers::obtain(folders, &plan, &setup, &examples)?;
    say(&format!("shipped: {}", learning::figures(&[&network], &dev)));
    export::write(folders, &network, &treebank)
}

/// Scores the shipped models.
pub(crate) fn score(folders: &Folders, args: &ScoreArgs) -> anyhow::Result<()> {
    let dev = treebank::read(&folders.data("gum/gum-free.dev.conllu"))?;
    let mut all = treebank::read(&folders.data("gum/gum-free.train.conllu"))?;
    all.extend(dev.iter().cloned());
    score::cutting("GUM news", &all, "news", args.errors);
    score::cutting("GUM, all free genres", &all, "", false);
    score::trees(&dev);
    if args.speakers.exists() {
        score::speakers(&args.speakers, args.errors)?;
    }
    Ok(())
}
