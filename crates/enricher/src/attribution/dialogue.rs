//! Finds the turns of a printed conversation: paragraphs that open with a speaker's label and a colon.
//! Quotation marks are not its business.

use std::collections::HashMap;

use wiredesk_model::Span;

use crate::words::words;

/// Words of the longest label: "PRESIDENT TRUMP", "Gov. Jane Q. Doe".
const MAX_LABEL_WORDS: usize = 4;
/// A label in mixed case is one only where it opens as many paragraphs.
const MIN_TURNS: usize = 2;

/// A paragraph that somebody speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Turn {
    /// The label, without its colon.
    pub(super) label: Span,
    /// What is spoken.
    pub(super) words: Span,
}

/// The turns of `text`, in order.
pub(super) fn turns(text: &str, paragraphs: &[Span]) -> Vec<Turn> {
    let found: Vec<_> = paragraphs.iter().filter_map(|it| turn(text, *it)).collect();
    let mut times: HashMap<&str, usize> = HashMap::new();
    for turn in &found {
        *times.entry(turn.label.slice(text)).or_default() += 1;
    }
    let shouted = |label: &str| !label.chars().any(char::is_lowercase) && label.len() > 1;
    let kept = found.iter().filter(|it| {
        let label = it.label.slice(text);
        // One shouted label is a heading ("UPDATE: …"); a conversation has two turns at the least.
        let n_turns = times.get(label).copied().unwrap_or_default();
        n_turns >= MIN_TURNS || (shouted(label) && found.len() > MIN_TURNS)
    });
    kept.copied().collect()
}

fn turn(text: &str, paragraph: Span) -> Option<Turn> {
    let slice = paragraph.slice(text);
    let colon = slice.bytes().take(60).position(|it| it == b':')?;
    let label = slice.get(..colon)?.trim_start_matches(['"', '“']);
    let start = paragraph.start() + colon - label.len();
    let label = Span::new(start, paragraph.start() + colon);
    let mut n_words = 0;
    for word in words(text, label) {
        n_words += 1;
        word.capital.then_some(())?;
    }
    let rest = slice.get(colon + 1..)?;
    let spoken = rest.trim();
    let from = paragraph.start() + colon + 1 + (rest.len() - rest.trim_start().len());
    let fits = (1..=MAX_LABEL_WORDS).contains(&n_words) && rest.starts_with(char::is_whitespace);
    (fits && !spoken.is_empty())
        .then(|| Turn { label, words: Span::new(from, from + spoken.len()) })
}

#[cfg(test)]
mod tests {
    use wiredesk_model::Span;

    use super::turns;

    #[track_caller]
    fn check(text: &str, expect: &[(&str, &str)]) {
        let mut paragraphs = Vec::new();
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            paragraphs.push(Span::new(start, start + line.trim_end().len()));
            start += line.len();
        }
        let found = turns(text, &paragraphs);
        let found: Vec<_> =
            found.iter().map(|it| (it.label.slice(text), it.words.slice(text))).collect();
        assert_eq!(found, expect);
    }

    #[test]
    fn finds_turns_and_no_headings() {
        check(
            "JONES: Who is there?\nSMITH: Me.\nJONES: Come in.\nHe came in.",
            &[("JONES", "Who is there?"), ("SMITH", "Me."), ("JONES", "Come in.")],
        );
        check("UPDATE: It rained.\nLondon: a city of rain.", &[]);
        check("At 10:30 he left.\nThe result: rain.", &[]);
    }
}
