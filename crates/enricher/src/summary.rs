//! Picks the three sentences a reader needs: early, about what the article is about, and not the same twice.
//!
//! A sentence is worth the mean weight of its content words, where a word weighs by how often the article and its
//! headline use it and by how rare it is in English, times a factor for its place (news puts the essence first).

use wiredesk_model::{Annotations, Article, Layer, Sentence, Span, Upos, Xpos};

use crate::{
    Stage,
    rarity::Rarity,
    words::{WordMap, words},
};

/// Sentences of a summary.
const N_SENTENCES: usize = 3;
/// Sentences that may be picked: news does not hide its essence beyond them.
const MAX_READ: usize = 200;
/// Words of a sentence that can stand for itself.
const LENGTH: std::ops::RangeInclusive<usize> = 6..=60;
/// Words rarer than this carry content.
const CONTENT: f32 = 2.5;
/// Share of common content words from which two sentences say the same.
const SAME: f32 = 0.5;
/// What a sentence that leans on the one before is worth beside others.
const LEANING: f32 = 0.85;
/// A word of the headline weighs as much more.
const TITLE: f32 = 2.0;

/// Picks the three sentences a reader needs.
pub(crate) struct Summarizer {
    rarity: Rarity,
}

/// The words of a sentence.
struct Content {
    /// Hashes of the distinct ones that carry content, sorted.
    words: Vec<u64>,
    /// How many there are of any kind.
    n_words: usize,
}

impl Summarizer {
    pub(crate) fn new() -> Self {
        let rarity = Rarity::embedded();
        Self { rarity }
    }

    fn content(&self, text: &str, within: Span) -> Content {
        let mut content = Content { words: Vec::new(), n_words: 0 };
        for word in words(text, within) {
            content.n_words += 1;
            if self.rarity.of(word.hash) >= CONTENT {
                content.words.push(word.hash);
            }
        }
        content.words.sort_unstable();
        content.words.dedup();
        content
    }

    fn weights(&self, title: &str, sentences: &[Content]) -> WordMap<f32> {
        let mut weights: WordMap<f32> = WordMap::default();
        for hash in sentences.iter().flat_map(|it| &it.words) {
            *weights.entry(*hash).or_default() += 1.0;
        }
        for hash in self.content(title, Span::new(0, title.len())).words {
            *weights.entry(hash).or_default() += TITLE;
        }
        for (hash, weight) in &mut weights {
            *weight = weight.ln_1p() * self.rarity.of(*hash).sqrt();
        }
        weights
    }
}

impl Stage for Summarizer {
    fn name(&self) -> &'static str {
        "summary"
    }

    fn needs(&self) -> &'static [Layer] {
        &[Layer::Sentences]
    }

    fn fills(&self) -> Layer {
        Layer::Summary
    }

    fn enrich(&self, article: &Article, notes: &mut Annotations) {
        let sentences = &notes.sentences[..notes.sentences.len().min(MAX_READ)];
        let contents: Vec<_> =
            sentences.iter().map(|it| self.content(&article.text, it.span)).collect();
        let weights = self.weights(article.title.as_deref().unwrap_or_default(), &contents);
        let mut ranked: Vec<(f32, u32)> = Vec::new();
        for (idx, (sentence, content)) in sentences.iter().zip(&contents).enumerate() {
            let n_words = content.n_words;
            let tells = stands_alone(article.slice(sentence.span)) && has_verb(notes, *sentence);
            if LENGTH.contains(&n_words) && tells {
                // Summed in the order of the sorted hashes, so the same words always give the same sum.
                let sum: f32 = content.words.iter().filter_map(|it| weights.get(it)).sum();
                let place = 1.0 + 1.5 / (1.0 + idx as f32 / 2.0);
                let clear = if idx > 0 && leans(notes, *sentence) { LEANING } else { 1.0 };
                ranked.push((sum / (n_words as f32 + 8.0) * place * clear, idx as u32));
            }
        }
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        notes.summary = pick(&ranked, sentences, &contents);
    }
}

/// Whether a sentence is more than somebody's words, a question or the rest of another sentence.
fn stands_alone(sentence: &str) -> bool {
    let quoted = sentence.starts_with(['"', '“', '‘', '\'', '«']);
    let ends = sentence.ends_with(['.', '!', '”', '"', '’', ')']);
    !quoted && ends
}

/// Whether a sentence has a finite verb: captions, credits and headings have none. Untagged text is taken at its word.
fn has_verb(notes: &Annotations, sentence: Sentence) -> bool {
    let tags = || sentence.tokens().filter_map(|it| notes.tokens.get(it)).map(|it| it.xpos);
    let finite = |it| matches!(it, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md | Xpos::None);
    tags().any(finite)
}

/// Whether a sentence begins with a pronoun: what it means stands in the one before.
fn leans(notes: &Annotations, sentence: Sentence) -> bool {
    notes.tokens.get(sentence.first as usize).is_some_and(|it| it.upos == Upos::Pron)
}

fn pick(ranked: &[(f32, u32)], sentences: &[Sentence], contents: &[Content]) -> Vec<u32> {
    let mut picked: Vec<u32> = Vec::new();
    for (_, idx) in ranked {
        let own = &contents[*idx as usize].words;
        let same = |other: &u32| {
            let others = &contents[*other as usize].words;
            let common = own.iter().filter(|it| others.binary_search(it).is_ok()).count() as f32;
            common >= SAME * own.len().min(others.len()).max(1) as f32
        };
        if picked.len() < N_SENTENCES && !picked.iter().any(same) {
            picked.push(*idx);
        }
    }
    // A text without a sentence that stands alone, a caption or a flash, is its own summary.
    if picked.is_empty() && !sentences.is_empty() {
        picked.push(0);
    }
    picked
}

#[cfg(test)]
mod tests {
    use wiredesk_model::{Annotations, Article, Span};

    use super::{Stage, Summarizer};

    #[track_caller]
    fn check(text: &str, expect: &[u32]) {
        let article = Article { text: text.into(), ..Article::default() };
        let paragraphs = [Span::new(0, text.len())];
        let (tokens, sentences) = wiredesk_language::segment(text, &paragraphs, true);
        let mut notes = Annotations { tokens, sentences, ..Annotations::default() };
        Summarizer::new().enrich(&article, &mut notes);
        assert_eq!(notes.summary, expect);
    }

    #[test]
    fn picks_the_lead_and_no_repetition() {
        check(
            "A volcano on Sicily erupted on Monday and closed the airport of Catania. It was loud. \
             The eruption of the volcano on Sicily closed the airport of Catania on Monday. \
             Airlines sent their passengers to Palermo by bus, said the airport's director.",
            &[0, 3],
        );
        check("", &[]);
        check("Rain ahead", &[0]);
    }

    #[test]
    fn leaves_out_questions() {
        check(
            "Who closed the airport of Catania on Monday morning? \
             The volcano on Sicily closed it for three days with its ash.",
            &[1],
        );
    }
}
