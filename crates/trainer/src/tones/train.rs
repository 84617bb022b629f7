//! Fits the tone model. What is weighed is `wiredesk_enricher::tones::features`'s business.

use wiredesk_enricher::tones::{
    CLASSES, COLUMNS, Column, Model,
    features::{self, AFTER, AROUND, BEFORE, N_SENTENCE, N_TARGET, NEAR, Reading, window},
};

use super::{
    corpus::{Corpus, N_STOP, Sentence, Target, Word},
    ridge::{Row, ridge},
};
use crate::vectors::DIMS;

/// Strength of the prior on sentence and target weights. In cross-validation 30 does as well for sentences, 100 worse.
const ALPHA: f64 = 60.0;
/// Vectors are small numbers beside counts: this scale gives them their share under one prior.
const VECTOR_SCALE: f32 = 4.0;
/// The lexicon's numbers likewise: each is brought to about the same spread.
const SENTENCE_SCALES: [f32; 6] = [0.5, 0.5, 1.5, 1.5, 8.0, 8.0];
const TARGET_SCALES: [f32; 7] = [0.5, 0.5, 1.0, 0.5, 0.5, 1.0, 0.5];
/// Sentence tones are read on a scale of -4 to 4.
const FULL_TONE: f64 = 4.0;

/// What a sentence of which people read its targets' tones weighs beside one of which they read its own, and its tone where
/// all is good: the best of 0.05, 0.1, 0.3 and of 0.15, 0.3 in cross-validation.
const OPINION_IMPORTANCE: f64 = 0.1;
const FULL_OPINION: f64 = 0.3;
/// Columns of a sentence's row behind its numbers and its mean vector: one for its kind, then the kernel features of its
/// words, then their stems.
const OWN_AT: usize = N_SENTENCE + 1 + DIMS;
const FEATURES_AT: usize = OWN_AT + 1;

/// Blocks of word columns in a target's row.
const BLOCKS: [fn(usize) -> Column; 4] =
    [Column::Beside, Column::Near, Column::After, Column::Before];

/// The weights of both models.
struct Fit {
    sentence: Vec<f64>,
    target: Vec<Vec<f64>>,
}

/// Trains on everything and returns the model's bytes.
pub(crate) fn fit(corpus: &Corpus) -> Vec<u8> {
    let sentences: Vec<_> = corpus.sentences.iter().collect();
    let opinions: Vec<_> = corpus.opinions.iter().collect();
    let targets: Vec<_> = corpus.targets.iter().collect();
    let sentence = fit_sentences(corpus, &sentences, &opinions);
    export(corpus, &Fit { sentence, target: fit_targets(corpus, &targets) })
}

/// The weights of a sentence's row.
pub(crate) fn fit_sentences(
    corpus: &Corpus,
    sentences: &[&Sentence],
    opinions: &[&Sentence],
) -> Vec<f64> {
    let own = sentences.iter().map(|it| own_row(corpus, it));
    let rows: Vec<_> = own.chain(opinions.iter().map(|it| sentence_row(corpus, it))).collect();
    let goals = sentences.iter().map(|it| it.tone / FULL_TONE);
    let goals: Vec<_> = goals.chain(opinions.iter().map(|it| it.tone * FULL_OPINION)).collect();
    let mut importance = vec![1.0; sentences.len()];
    importance.resize(rows.len(), OPINION_IMPORTANCE);
    // Stems are no more than words.
    let n_columns = FEATURES_AT + corpus.n_features + corpus.words.len();
    ridge(&rows, &goals, &importance, ALPHA, n_columns)
}

/// The weights of a target's row for each class.
pub(crate) fn fit_targets(corpus: &Corpus, targets: &[&Target]) -> Vec<Vec<f64>> {
    let rows: Vec<_> = targets.iter().map(|it| target_row(corpus, it)).collect();
    let mut counts = [0.0_f64; CLASSES];
    for target in targets {
        counts[target.class] += 1.0;
    }
    // Classes weigh alike, however often each occurs: macro F1 asks for all three.
    let even = rows.len() as f64 / CLASSES as f64;
    let importance: Vec<_> = targets.iter().map(|it| even / counts[it.class]).collect();
    let n_columns = N_TARGET + 1 + 3 * DIMS + BLOCKS.len() * corpus.words.len();
    let of = |class: usize| {
        let goals = targets.iter().map(|it| f64::from(u8::from(it.class == class)));
        ridge(&rows, &goals.collect::<Vec<_>>(), &importance, ALPHA, n_columns)
    };
    (0..CLASSES).map(of).collect()
}

fn numbers(row: &mut Row, numbers: &[f32], scales: &[f32]) {
    let scaled = numbers.iter().zip(scales.iter().cycle()).map(|(it, scale)| it * scale);
    row.extend(scaled.enumerate().map(|(idx, it)| (idx as u32, it)));
    row.push((numbers.len() as u32, 1.0));
}

/// The mean vector of the known words, frequent ones left out of the sum.
fn mean_vector<'r>(
    corpus: &Corpus,
    row: &mut Row,
    at: usize,
    readings: impl Iterator<Item = &'r Reading>,
) {
    let mut sum = [0.0_f32; DIMS];
    let mut n_known = 0.0_f32;
    for word in readings.filter_map(|it| it.row) {
        n_known += 1.0;
        let vector = corpus.words[word as usize].vector;
        if vector >= N_STOP {
            sum.iter_mut().zip(corpus.vectors.row(vector)).for_each(|(sum, it)| *sum += it);
        }
    }
    let scale = VECTOR_SCALE / n_known.max(1.0);
    row.extend(sum.iter().enumerate().map(|(dim, it)| ((at + dim) as u32, it * scale)));
}

fn bag<'r>(row: &mut Row, at: usize, readings: impl Iterator<Item = &'r Reading>) {
    row.extend(readings.filter_map(|it| it.row).map(|it| (at as u32 + it, 1.0)));
}

/// The row of a sentence, whatever people read in it.
pub(crate) fn sentence_row(corpus: &Corpus, sentence: &Sentence) -> Row {
    let mut row = Row::new();
    numbers(&mut row, &features::sentence(&sentence.readings), &SENTENCE_SCALES);
    mean_vector(corpus, &mut row, N_SENTENCE + 1, sentence.readings.iter());
    let stems_at = (FEATURES_AT + corpus.n_features) as u32;
    let mut features = vec![0.0_f32; corpus.n_features];
    for word in sentence.readings.iter().filter_map(|it| corpus.words.get(it.row? as usize)) {
        features.iter_mut().zip(&word.features).for_each(|(sum, it)| *sum += it);
        row.push((stems_at + word.stem, 1.0));
    }
    row.extend((FEATURES_AT as u32..).zip(features));
    row
}

/// What a word adds to the sum of its sentence.
fn summed(corpus: &Corpus, word: &Word, weights: &[f64]) -> f64 {
    let (features, stems) = weights[FEATURES_AT..].split_at(corpus.n_features);
    let pairs = word.features.iter().zip(features);
    let learned: f64 = pairs.map(|(feature, weight)| f64::from(*feature) * weight).sum();
    learned + stems[word.stem as usize]
}

/// The row of a sentence whose tone people read: the two kinds of sentences differ in their mean tone.
pub(crate) fn own_row(corpus: &Corpus, sentence: &Sentence) -> Row {
    let mut row = sentence_row(corpus, sentence);
    row.push((OWN_AT as u32, 1.0));
    row
}

pub(crate) fn target_row(corpus: &Corpus, target: &Target) -> Row {
    let (before, after) = (target.before.as_slice(), target.after.as_slice());
    let sides = |n| window(before, n, true).iter().chain(window(after, n, false));
    let mut row = Row::new();
    numbers(&mut row, &features::target(before, after), &TARGET_SCALES);
    let vectors = N_TARGET + 1;
    mean_vector(corpus, &mut row, vectors, before.iter().chain(after));
    mean_vector(corpus, &mut row, vectors + DIMS, sides(AROUND));
    mean_vector(corpus, &mut row, vectors + 2 * DIMS, target.own.iter());
    let bags = vectors + 3 * DIMS;
    let n_words = corpus.words.len();
    bag(&mut row, bags, before.iter().chain(after));
    bag(&mut row, bags + n_words, sides(NEAR));
    bag(&mut row, bags + 2 * n_words, window(after, AFTER, false).iter());
    bag(&mut row, bags + 3 * n_words, window(before, BEFORE, true).iter());
    row
}

/// Folds the vectors into one number a word and column, and writes the file.
fn export(corpus: &Corpus, fit: &Fit) -> Vec<u8> {
    let mut sentence = [0.0; N_SENTENCE + 1];
    copy_numbers(&mut sentence, &fit.sentence, &SENTENCE_SCALES);
    sentence[N_SENTENCE] += fit.sentence[OWN_AT] as f32;
    let mut target = [[0.0; N_TARGET + 1]; CLASSES];
    for (out, fit) in target.iter_mut().zip(&fit.target) {
        copy_numbers(out, fit, &TARGET_SCALES);
    }
    let words: Vec<_> = corpus
        .words
        .iter()
        .enumerate()
        .map(|(idx, word)| {
            let vector = if word.vector < N_STOP { &[] } else { corpus.vectors.row(word.vector) };
            let fold = |weights: &[f64]| {
                let sum: f64 = vector.iter().zip(weights).map(|(v, w)| f64::from(*v) * w).sum();
                sum as f32 * VECTOR_SCALE
            };
            let mut row = [0.0_f32; COLUMNS];
            row[Column::Lexicon.index()] = word.lexicon;
            row[Column::Induced.index()] = word.induced;
            row[Column::Sum.index()] = summed(corpus, word, &fit.sentence) as f32;
            row[Column::Mean.index()] = fold(&fit.sentence[N_SENTENCE + 1..]);
            for (class, weights) in fit.target.iter().enumerate() {
                let vectors = &weights[N_TARGET + 1..];
                row[Column::MeanBeside(class).index()] = fold(vectors);
                row[Column::MeanAround(class).index()] = fold(&vectors[DIMS..]);
                row[Column::MeanTarget(class).index()] = fold(&vectors[2 * DIMS..]);
                for (block, column) in BLOCKS.iter().enumerate() {
                    let at = 3 * DIMS + block * corpus.words.len() + idx;
                    row[column(class).index()] = vectors[at] as f32;
                }
            }
            (word.hash, row)
        })
        .collect();
    Model::write(&sentence, &target, &words)
}

fn copy_numbers(out: &mut [f32], weights: &[f64], scales: &[f32]) {
    let Some((bias, numbers)) = out.split_last_mut() else { return };
    *bias = weights[numbers.len()] as f32;
    for ((out, weight), scale) in numbers.iter_mut().zip(weights).zip(scales.iter().cycle()) {
        *out = *weight as f32 * scale;
    }
}
