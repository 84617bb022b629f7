//! Which corpora the model is trained on, how each is read, and what it counts.

use wiredesk_language::names::labels::{Coarse, N_LABELS};
use wiredesk_language::names::model::{Decoder, Scores};

use super::chain::{Chain, Sample};
use super::corpus::{self, Corpus, Reading};
use super::network::Network;
use super::samples::{Casing, samples};
use super::{Tools, gum};
use crate::data::Folders;

/// Labels of the four-type corpora.
const COARSE: Reading =
    Reading { types: Coarse::parse, cut_titles: false, single_sentences: false };
const POLITICS: Reading =
    Reading { types: Coarse::parse, cut_titles: false, single_sentences: true };
const POLITICS_FINE: Reading =
    Reading { types: politics, cut_titles: false, single_sentences: true };
/// Only evidence: the labels are made by [`relabel`].
const GUM: Reading = Reading { types: |_| None, cut_titles: false, single_sentences: false };
const GMB: Reading = Reading { types: gmb, cut_titles: true, single_sentences: true };

fn politics(tag: &str) -> Option<Coarse> {
    match tag {
        "politician" | "person" => Some(Coarse::Person),
        "organisation" | "politicalparty" => Some(Coarse::Organization),
        "location" | "country" => Some(Coarse::Location),
        "election" | "event" | "misc" => Some(Coarse::Other),
        _ => None,
    }
}

fn gmb(tag: &str) -> Option<Coarse> {
    match tag {
        "per" => Some(Coarse::Person),
        "org" => Some(Coarse::Organization),
        "geo" => Some(Coarse::Location),
        "gpe" | "art" | "eve" | "nat" => Some(Coarse::Other),
        _ => None,
    }
}

/// Sentences whose labels are taken as they are.
pub(crate) fn gold(folders: &Folders, tools: &Tools<'_>) -> anyhow::Result<Vec<Sample>> {
    let worldwide = corpus::read(&folders.data("names/worldwide.train.iob"), COARSE, tools)?;
    let politics =
        corpus::read(&folders.data("names/crossner-politics.train.iob"), POLITICS, tools)?;
    let mut all = samples(&worldwide, tools, 1.0, Casing::Varied);
    all.extend(samples(&politics, tools, 1.0, Casing::Varied));
    Ok(all)
}

/// Sentences of corpora with other conventions, relabeled: the first model's view of the sentence together with
/// what the corpus's own labels usually mean to it.
pub(crate) fn silver(
    folders: &Folders,
    tools: &Tools<'_>,
    models: (&Chain, &Network),
) -> anyhow::Result<Vec<Sample>> {
    let mut all = Vec::new();
    let gmb = corpus::read(&folders.data("names/gmb.fine.train.iob"), GMB, tools)?;
    let gum = gum::read(&folders.data("gum/gum-free.train.conllu"))?;
    for (mut corpus, weight) in [(gmb, 0.5), (corpus::build(gum, GUM, tools), 0.5)] {
        relabel(&mut corpus, tools, models);
        all.extend(samples(&corpus, tools, weight, Casing::Varied));
    }
    Ok(all)
}

/// How far the corpus's own labels are trusted against the model.
const TRUST: f32 = 0.7;

/// Replaces the labels of `corpus` by the best sequence under the mean of both models and the meaning of its own
/// labels.
fn relabel(corpus: &mut Corpus, tools: &Tools<'_>, (model, network): (&Chain, &Network)) {
    let plain = samples(corpus, tools, 1.0, Casing::Printed);
    let mut decoder = Decoder::default();
    let mut labels = Vec::new();
    let mut scores: Vec<Vec<Scores>> = plain.iter().map(|it| it.scores(model)).collect();
    for (sum, more) in scores.iter_mut().flatten().zip(network.scores(&plain).iter().flatten()) {
        for (sum, more) in sum.iter_mut().zip(more) {
            *sum = 0.5 * *sum + 0.5 * more;
        }
    }
    let n_tags = corpus.tags.len();
    let mut counts = vec![[0.3_f32; N_LABELS]; n_tags];
    let sentences =
        || corpus.documents.iter().flat_map(|it| it.sentences.iter().map(move |s| (it, s)));
    for ((document, sentence), scores) in sentences().zip(&scores) {
        decoder.best(scores, &model.transitions, &mut labels);
        for (observed, label) in document.observed[sentence.tokens()].iter().zip(&labels) {
            counts[usize::from(*observed)][usize::from(*label)] += 1.0;
        }
    }
    let totals: Scores = std::array::from_fn(|label| counts.iter().map(|it| it[label]).sum());
    for row in &mut counts {
        row.iter_mut().zip(totals).for_each(|(it, total)| *it = TRUST * (*it / total).ln());
    }
    let mut relabeled = Vec::with_capacity(plain.len());
    for ((document, sentence), scores) in sentences().zip(scores) {
        let observed = &document.observed[sentence.tokens()];
        let joint: Vec<Scores> = scores
            .iter()
            .zip(observed)
            .map(|(score, tag)| std::array::from_fn(|it| score[it] + counts[usize::from(*tag)][it]))
            .collect();
        decoder.best(&joint, &model.transitions, &mut labels);
        relabeled.push(labels.clone());
    }
    let mut relabeled = relabeled.into_iter();
    for document in &mut corpus.documents {
        for sentence in &document.sentences {
            if let Some(labels) = relabeled.next() {
                document.labels[sentence.tokens()].copy_from_slice(&labels);
            }
        }
    }
}

/// Corpora with finer types than the model decides.
pub(crate) fn fine(folders: &Folders, tools: &Tools<'_>) -> anyhow::Result<Vec<(String, Corpus)>> {
    [("worldwide.fine.dev", true), ("crossner-politics.fine.dev", false)]
        .into_iter()
        .map(|(name, whole)| {
            let path = folders.data(&format!("names/{name}.iob"));
            let reading = Reading { single_sentences: !whole, ..GUM };
            Ok((name.to_owned(), corpus::read(&path, reading, tools)?))
        })
        .collect()
}

/// The corpora that figures are printed for.
pub(crate) fn held_out(
    folders: &Folders,
    tools: &Tools<'_>,
) -> anyhow::Result<Vec<(String, Corpus)>> {
    [("worldwide.dev", COARSE), ("crossner-politics.fine.dev", POLITICS_FINE), ("gmb.dev", COARSE)]
        .into_iter()
        .map(|(name, reading)| {
            let path = folders.data(&format!("names/{name}.iob"));
            Ok((name.to_owned(), corpus::read(&path, reading, tools)?))
        })
        .collect()
}
