//! What the tone model is trained from: words with their vectors and valences, sentences with their tones. It fits nothing.

use std::{collections::HashMap, ops::Range};

use anyhow::Context;
use serde_json::Value;
use wiredesk_enricher::tones::features::{Negators, Reading, Valences, read, word_hash};
use wiredesk_model::Span;

use super::{
    TonesArgs,
    kernel::{Direction, Landmarks, Smooth},
    stems,
};
use crate::{
    data::{Folders, read_text},
    vectors::Vectors,
};

/// Words of the model: the most frequent ones, and those of the lexicon.
const N_WORDS: usize = 40_000;
/// The most frequent words carry no meaning of their own.
pub(crate) const N_STOP: usize = 60;
/// Strength of the prior on induced valences.
const VALENCE_ALPHA: f64 = 3.0;
/// Words that are neither empty nor rare.
const FREQUENT: Range<usize> = N_STOP..8_000;
/// Landmarks among them, and among the words of the lexicon.
const N_FREQUENT: usize = 500;
const N_VALUED: usize = 300;

/// A word of the model.
pub(crate) struct Word {
    pub(crate) hash: u64,
    /// Row in the vectors.
    pub(crate) vector: usize,
    pub(crate) lexicon: f32,
    pub(crate) induced: f32,
    /// Number of its stem.
    pub(crate) stem: u32,
    /// Its kernel features; none for the most frequent words.
    pub(crate) features: Vec<f32>,
}

/// A sentence with the tone that people read in it, on average, -4..=4.
pub(crate) struct Sentence {
    pub(crate) document: u64,
    pub(crate) readings: Vec<Reading>,
    pub(crate) tone: f64,
}

/// A target in its sentence, with its class.
pub(crate) struct Target {
    pub(crate) document: u64,
    pub(crate) before: Vec<Reading>,
    pub(crate) own: Vec<Reading>,
    pub(crate) after: Vec<Reading>,
    pub(crate) class: usize,
}

/// Everything the model is trained from.
pub(crate) struct Corpus {
    pub(crate) vectors: Vectors,
    pub(crate) words: Vec<Word>,
    /// Kernel features of a word.
    pub(crate) n_features: usize,
    pub(crate) sentences: Vec<Sentence>,
    pub(crate) targets: Vec<Target>,
    /// The targets' sentences, with the mean of their targets' tones, -1..=1.
    pub(crate) opinions: Vec<Sentence>,
}

/// The words, found by hash.
struct Table<'a> {
    rows: HashMap<u64, u32>,
    words: &'a [Word],
}

impl Valences for Table<'_> {
    fn row(&self, hash: u64) -> Option<u32> {
        self.rows.get(&hash).copied()
    }

    fn valences(&self, row: u32) -> (f32, f32) {
        let word = &self.words[row as usize];
        (word.lexicon, word.induced)
    }
}

impl Corpus {
    /// Reads the vectors, the lexicon and the tuning sets.
    pub(crate) fn read(folders: &Folders, args: &TonesArgs) -> anyhow::Result<Self> {
        let vectors = Vectors::read(folders)?;
        let lexicon = match &args.lexicon {
            Some(path) => read_text(path)?,
            None => read_text(&folders.work("vader_lexicon.txt")?)?,
        };
        let (words, n_features) = words(&vectors, &self::lexicon(&lexicon));
        let rows = words.iter().enumerate().map(|(idx, it)| (it.hash, idx as u32)).collect();
        let table = Table { rows, words: &words };
        let negators = Negators::default();
        let reader = |text: &str, span| {
            let mut readings = Vec::new();
            read(text, span, &table, &negators, &mut readings);
            readings
        };
        let sentences = sentences(&read_text(&args.tuning.join("nyt-a.jsonl"))?, &reader)?;
        let (targets, opinions) =
            targets(&read_text(&args.tuning.join("newsmtsc-train.jsonl"))?, &reader)?;
        Ok(Self { vectors, words, n_features, sentences, targets, opinions })
    }
}

/// The words of the lexicon with their valences.
fn lexicon(text: &str) -> HashMap<&str, f32> {
    let rows = text.lines().filter_map(|line| {
        let mut cells = line.split('\t');
        Some((cells.next()?, cells.next()?.parse().ok()?))
    });
    rows.collect()
}

/// The words of the model by the low half of their hash, and how many kernel features they have.
fn words(vectors: &Vectors, lexicon: &HashMap<&str, f32>) -> (Vec<Word>, usize) {
    let valence = |idx: usize| lexicon.get(vectors.words[idx].as_str()).copied();
    let is_word = |it: &str| it.chars().next().is_some_and(char::is_alphanumeric);
    let mut rows: Vec<_> = (0..vectors.words.len())
        .filter(|idx| is_word(&vectors.words[*idx]))
        .filter(|idx| *idx < N_WORDS || valence(*idx).is_some())
        .map(|idx| (word_hash(&vectors.words[idx]), idx))
        .collect();
    rows.sort_by_key(|(hash, idx)| (*hash as u32, *idx));
    rows.dedup_by_key(|(hash, _)| *hash as u32);
    let stems = stems::number(rows.iter().map(|(_, idx)| vectors.words[*idx].as_str()));
    let known: Vec<_> = (0..vectors.words.len()).filter(|it| valence(*it).is_some()).collect();
    let induced = induce(vectors, &known, valence);
    let landmarks = landmarks(vectors, &known);
    let words = rows.into_iter().zip(stems).map(|((hash, vector), stem)| {
        let direction = (vector >= N_STOP).then(|| Direction::new(vectors.row(vector)));
        Word {
            hash,
            vector,
            lexicon: valence(vector).unwrap_or_default(),
            induced: direction.as_ref().map_or(0.0, |it| induced.at(it)),
            stem,
            features: direction.map_or_else(Vec::new, |it| landmarks.of(&it)),
        }
    });
    (words.collect(), landmarks.len())
}

/// The valences that words' vectors suggest: a fit to the lexicon's words.
fn induce(vectors: &Vectors, known: &[usize], valence: impl Fn(usize) -> Option<f32>) -> Smooth {
    let goals: Vec<_> = known.iter().filter_map(|it| valence(*it)).map(f64::from).collect();
    let directions = known.iter().map(|it| Direction::new(vectors.row(*it))).collect();
    Smooth::fit(directions, &goals, VALENCE_ALPHA)
}

/// Landmarks of the kernel, spread over the frequent words and over the lexicon's.
fn landmarks(vectors: &Vectors, known: &[usize]) -> Landmarks {
    let frequent = FREQUENT.step_by(FREQUENT.len().div_ceil(N_FREQUENT));
    let valued = known.iter().copied().step_by(known.len().div_ceil(N_VALUED).max(1));
    Landmarks::new(vectors, frequent.chain(valued), FREQUENT)
}

fn lines(text: &str) -> impl Iterator<Item = anyhow::Result<Value>> {
    text.lines().map(|line| serde_json::from_str(line).context("a tuning line is no JSON"))
}

fn field<'v>(value: &'v Value, key: &str) -> anyhow::Result<&'v str> {
    value[key].as_str().with_context(|| format!("a tuning line has no `{key}`"))
}

fn sentences(
    text: &str,
    read: &impl Fn(&str, Span) -> Vec<Reading>,
) -> anyhow::Result<Vec<Sentence>> {
    lines(text)
        .map(|value| {
            let value = value?;
            let text = field(&value, "text")?;
            let document = field(&value, "id")?.split('_').next().map_or(0, word_hash);
            let tone = value["gold"]["mean"].as_f64().context("a sentence has no tone")?;
            Ok(Sentence { document, readings: read(text, Span::new(0, text.len())), tone })
        })
        .collect()
}

/// The targets, and their sentences.
fn targets(
    text: &str,
    read: &impl Fn(&str, Span) -> Vec<Reading>,
) -> anyhow::Result<(Vec<Target>, Vec<Sentence>)> {
    let (mut out, mut sentences) = (Vec::new(), Vec::new());
    for value in lines(text) {
        let value = value?;
        let text = field(&value, "text")?;
        let id: Vec<_> = field(&value, "id")?.splitn(3, '_').take(2).collect();
        let document = word_hash(&id.join("_"));
        let offsets: Vec<usize> =
            text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let mut tones = Vec::new();
        for target in value["gold"]["targets"].as_array().into_iter().flatten() {
            let at = |key: &str| {
                let offset = target[key].as_u64().and_then(|it| offsets.get(it as usize));
                offset.copied().context("a target lies outside its sentence")
            };
            let span = Span::new(at("start")?, at("end")?);
            let readings = read(text, Span::new(0, text.len()));
            let (before, rest): (Vec<_>, Vec<_>) =
                readings.into_iter().partition(|it| it.span.end() <= span.start());
            let (own, after) = rest.into_iter().partition(|it| it.span.start() < span.end());
            let class =
                (target["polarity"].as_i64().context("a target has no class")? + 1) as usize;
            tones.push(class as f64 - 1.0);
            out.push(Target { document, before, own, after, class });
        }
        let tone = tones.iter().sum::<f64>() / tones.len().max(1) as f64;
        let readings = read(text, Span::new(0, text.len()));
        sentences.push(Sentence { document, readings, tone });
    }
    Ok((out, sentences))
}
