//! Measures the tone model on what it was not fitted to. How it is fitted is `train`'s business.

use wiredesk_enricher::tones::CLASSES;

use super::{
    corpus::{Corpus, Sentence, Target},
    ridge::dot,
    train::{fit_sentences, fit_targets, own_row, sentence_row, target_row},
};

const FOLDS: u64 = 5;
/// Ways to divide the documents; the first is the one that earlier figures were measured on.
const DIVISIONS: u64 = 5;

/// The fold of a document.
fn fold(document: u64, division: u64) -> u64 {
    let mixed = document ^ division.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mixed = (mixed ^ (mixed >> 32)).wrapping_mul(0xd6e8_feb8_6659_fd93);
    if division == 0 { document % FOLDS } else { (mixed >> 32) % FOLDS }
}

/// Prints five-fold figures with documents kept whole, their mean over other folds, and what each set teaches of the other.
pub(crate) fn print(corpus: &Corpus) {
    let first = sentences(corpus, 0);
    let f1 = targets(corpus);
    crate::say(&format!("tones, 5-fold: sentences pearson {first:.4}, targets macro F1 {f1:.4}"));
    let all: Vec<_> =
        std::iter::once(first).chain((1..DIVISIONS).map(|it| sentences(corpus, it))).collect();
    let mean = all.iter().sum::<f64>() / all.len() as f64;
    let (low, high) =
        all.iter().fold((first, first), |(low, high), it| (low.min(*it), high.max(*it)));
    crate::say(&format!(
        "tones, {DIVISIONS} divisions into folds: sentences pearson {mean:.4} ({low:.4} to {high:.4})"
    ));
    let (to_opinions, to_sentences) = across(corpus);
    crate::say(&format!(
        "tones, the other set unseen: sentences pearson {to_sentences:.4}, targets' sentences {to_opinions:.4}"
    ));
}

/// Correlation of held-out sentences, all folds together.
fn sentences(corpus: &Corpus, division: u64) -> f64 {
    let (mut predicted, mut read) = (Vec::new(), Vec::new());
    for held_out in 0..FOLDS {
        let seen = |it: &&Sentence| fold(it.document, division) != held_out;
        let own: Vec<_> = corpus.sentences.iter().filter(seen).collect();
        let opinions: Vec<_> = corpus.opinions.iter().filter(seen).collect();
        let weights = fit_sentences(corpus, &own, &opinions);
        for sentence in corpus.sentences.iter().filter(|it| !seen(it)) {
            predicted.push(dot(&own_row(corpus, sentence), &weights));
            read.push(sentence.tone);
        }
    }
    pearson(&predicted, &read)
}

/// Macro F1 of held-out targets.
fn targets(corpus: &Corpus) -> f64 {
    let mut confusion = [[0.0_f64; CLASSES]; CLASSES];
    for held_out in 0..FOLDS {
        let seen = |it: &&Target| fold(it.document, 0) != held_out;
        let weights = fit_targets(corpus, &corpus.targets.iter().filter(seen).collect::<Vec<_>>());
        for target in corpus.targets.iter().filter(|it| !seen(it)) {
            let row = target_row(corpus, target);
            let votes = weights.iter().map(|it| dot(&row, it)).enumerate();
            let best = votes.max_by(|a, b| a.1.total_cmp(&b.1)).map_or(1, |it| it.0);
            confusion[target.class][best] += 1.0;
        }
    }
    macro_f1(&confusion)
}

/// Correlations where one set was fitted to and the other is read.
fn across(corpus: &Corpus) -> (f64, f64) {
    let own: Vec<_> = corpus.sentences.iter().collect();
    let opinions: Vec<_> = corpus.opinions.iter().collect();
    let measure = |weights: &[f64], unseen: &[Sentence]| {
        let predicted: Vec<_> =
            unseen.iter().map(|it| dot(&sentence_row(corpus, it), weights)).collect();
        pearson(&predicted, &unseen.iter().map(|it| it.tone).collect::<Vec<_>>())
    };
    let to_opinions = measure(&fit_sentences(corpus, &own, &[]), &corpus.opinions);
    let to_sentences = measure(&fit_sentences(corpus, &[], &opinions), &corpus.sentences);
    (to_opinions, to_sentences)
}

fn pearson(a: &[f64], b: &[f64]) -> f64 {
    let mean = |of: &[f64]| of.iter().sum::<f64>() / of.len() as f64;
    let (mean_a, mean_b) = (mean(a), mean(b));
    let sum = |f: &dyn Fn(f64, f64) -> f64| {
        a.iter().zip(b).map(|(a, b)| f(a - mean_a, b - mean_b)).sum::<f64>()
    };
    sum(&|a, b| a * b) / (sum(&|a, _| a * a) * sum(&|_, b| b * b)).sqrt()
}

fn macro_f1(confusion: &[[f64; CLASSES]; CLASSES]) -> f64 {
    let f1 = |class: usize| {
        let hits = confusion[class][class];
        let gold: f64 = confusion[class].iter().sum();
        let found: f64 = confusion.iter().map(|it| it[class]).sum();
        2.0 * hits / (gold + found).max(1.0)
    };
    (0..CLASSES).map(f1).sum::<f64>() / CLASSES as f64
}
