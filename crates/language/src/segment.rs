//! Cuts paragraphs into tokens and sentences. The rules are `tokens`' and `sentences`'.

use unicode_segmentation::UnicodeSegmentation;
use wiredesk_model::{Sentence, Span, Token, TokenKind};

use crate::{sentences, tokens};

/// Cuts `text` into tokens and sentences; no sentence crosses a paragraph.
///
/// English follows the scheme of the `tokens` module. Other languages are cut by Unicode's word boundaries
/// (UAX #29), and by the same sentence rules, which know the stops of other scripts.
/// Tokens are in order and disjoint, and every token lies in exactly one sentence.
pub fn segment(text: &str, paragraphs: &[Span], english: bool) -> (Vec<Token>, Vec<Sentence>) {
    // News has about five and a half bytes a token.
    let mut words = Vec::with_capacity(text.len() / 5);
    let mut found = Vec::with_capacity(text.len() / 80);
    for paragraph in paragraphs {
        let first = words.len();
        if english {
            tokens::tokenize(text, *paragraph, &mut words);
        } else {
            by_unicode(text, *paragraph, &mut words);
        }
        sentences::split(text, &words, first, &mut found);
    }
    (words, found)
}

fn by_unicode(text: &str, paragraph: Span, words: &mut Vec<Token>) {
    for (at, word) in paragraph.slice(text).split_word_bound_indices() {
        let Some(first) = word.chars().next().filter(|it| !it.is_whitespace()) else { continue };
        let kind = match first {
            _ if first.is_numeric() => TokenKind::Number,
            _ if first.is_alphabetic() => TokenKind::Word,
            _ if tokens::is_punctuation(first) => TokenKind::Punct,
            _ => TokenKind::Symbol,
        };
        let start = paragraph.start() + at;
        words.push(Token::new(Span::new(start, start + word.len()), kind));
    }
}

#[cfg(test)]
mod tests;
