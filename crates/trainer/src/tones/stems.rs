//! Words by their stems, so that "praises" and "praising" share what is learned. It knows no meanings.

use std::collections::HashMap;

/// Endings that are cut off, longest first where one ends another.
const ENDINGS: [&str; 22] = [
    "'s", "ingly", "edly", "ments", "ment", "ness", "ings", "ing", "ies", "ied", "ed", "es", "s",
    "ly", "er", "ers", "ion", "ions", "al", "ful", "able", "e",
];
/// Letters that stay at least.
const STAYS: usize = 4;

/// The number of each word's stem, from 0 on and without gaps.
pub(crate) fn number<'w>(words: impl Iterator<Item = &'w str>) -> Vec<u32> {
    let mut stems = HashMap::new();
    words
        .map(|word| {
            let next = stems.len() as u32;
            *stems.entry(stem(word)).or_insert(next)
        })
        .collect()
}

/// What is left of a lower-case word without its ending.
fn stem(word: &str) -> &str {
    let mut cut = ENDINGS.iter().filter_map(|it| word.strip_suffix(it));
    let stem = cut.find(|it| it.len() >= STAYS).unwrap_or(word);
    if stem.len() > STAYS { stem.trim_end_matches('e') } else { stem }
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn forms_of_a_word_share_a_number() {
        let words = ["praise", "praises", "praising", "praised", "praisal", "prize", "red", "reds"];
        assert_eq!(number(words.into_iter()), [0, 0, 0, 0, 0, 1, 2, 3]);
        assert_eq!(number(["happily", "happiness"].into_iter()), [0, 0]);
    }
}
