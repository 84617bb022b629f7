//! Measures how hard a text is to read: Flesch (1948) and Kincaid et al. (1975). Only for English, whose syllables it counts.

use wiredesk_model::{Annotations, Article, Layer, Readability, TokenKind};

use crate::Stage;

/// Measures how hard a text is to read.
pub(crate) struct ReadabilityMeter;

impl Stage for ReadabilityMeter {
    fn name(&self) -> &'static str {
        "readability"
    }

    fn needs(&self) -> &'static [Layer] {
        &[Layer::Sentences]
    }

    fn fills(&self) -> Layer {
        Layer::Readability
    }

    fn enrich(&self, article: &Article, notes: &mut Annotations) {
        let words = || notes.tokens.iter().filter(|it| it.kind == TokenKind::Word);
        let (n_words, n_sentences) = (words().count() as f32, notes.sentences.len() as f32);
        if n_words < 1.0 || n_sentences < 1.0 {
            return;
        }
        let n_syllables = words().map(|it| syllables(article.slice(it.span))).sum::<u32>() as f32;
        let (per_sentence, per_word) = (n_words / n_sentences, n_syllables / n_words);
        notes.readability = Some(Readability {
            flesch_reading_ease: 206.835 - 1.015 * per_sentence - 84.6 * per_word,
            grade: 0.39 * per_sentence + 11.8 * per_word - 15.59,
        });
    }
}

/// Syllables of an English word: its groups of vowels, without a silent final "e" or "ed", at least one.
fn syllables(word: &str) -> u32 {
    let bytes = word.as_bytes();
    let is_vowel =
        |it: u8| matches!(it.to_ascii_lowercase(), b'a' | b'e' | b'i' | b'o' | b'u' | b'y');
    let starts = |at: usize| is_vowel(bytes[at]) && (at == 0 || !is_vowel(bytes[at - 1]));
    let groups = (0..bytes.len()).filter(|at| starts(*at)).count() as u32;
    let n = bytes.len();
    let ends = |suffix: &str| {
        n > suffix.len() && bytes[n - suffix.len()..].eq_ignore_ascii_case(suffix.as_bytes())
    };
    let after_consonant = |back: usize| n > back && !is_vowel(bytes[n - back - 1]);
    let voiced = ["le", "ted", "ded", "ses", "ces", "ges", "xes", "zes", "shes", "ches"];
    let silent =
        (ends("e") && after_consonant(1)) || ((ends("ed") || ends("es")) && after_consonant(2));
    let silent = silent && !voiced.iter().any(|it| ends(it));
    groups.saturating_sub(u32::from(silent)).max(1)
}

#[cfg(test)]
mod tests {
    use super::syllables;

    #[test]
    fn counts_syllables() {
        let words = [
            ("cat", 1),
            ("make", 1),
            ("table", 2),
            ("walked", 1),
            ("wanted", 2),
            ("banana", 3),
            ("the", 1),
            ("houses", 2),
            ("times", 1),
            ("minister", 3),
            ("x", 1),
            ("Kyïv", 1),
        ];
        for (word, expect) in words {
            assert_eq!(syllables(word), expect, "{word}");
        }
    }
}
