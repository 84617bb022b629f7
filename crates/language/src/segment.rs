//! Tokens and sentences.

use wiredesk_model::{Sentence, Span, Token, TokenKind};

/// Cuts `text` into tokens and sentences; no sentence crosses a paragraph.
pub fn segment(text: &str, paragraphs: &[Span], _english: bool) -> (Vec<Token>, Vec<Sentence>) {
    let (mut tokens, mut sentences) = (Vec::new(), Vec::new());
    for paragraph in paragraphs {
        let mut first = tokens.len();
        let mut start = paragraph.start();
        for word in paragraph.slice(text).split_inclusive(char::is_whitespace) {
            let end = start + word.trim_end().len();
            if end > start {
                tokens.push(Token::new(Span::new(start, end), TokenKind::Word));
                if word.trim_end().ends_with(['.', '!', '?']) {
                    close(&tokens, &mut sentences, &mut first);
                }
            }
            start += word.len();
        }
        close(&tokens, &mut sentences, &mut first);
    }
    (tokens, sentences)
}

fn close(tokens: &[Token], sentences: &mut Vec<Sentence>, first: &mut usize) {
    if let (Some(from), Some(to)) = (tokens.get(*first), tokens.last()) {
        let span = from.span.cover(to.span);
        sentences.push(Sentence { span, first: *first as u32, last: tokens.len() as u32 });
    }
    *first = tokens.len();
}
