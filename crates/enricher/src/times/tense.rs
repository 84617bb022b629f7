//! Whether a sentence places a time before or after the moment of writing, from the words around it.

use crate::lexemes::{Lexeme, Sense, W};

use super::anchors::Tense;

/// How far to look on each side, in lexemes.
const REACH: usize = 14;

/// The tense around the expression at `first..end`: what stands nearest before it decides, then what stands after.
pub(crate) fn tense(text: &str, lexemes: &[Lexeme], first: usize, end: usize) -> Tense {
    let before = lexemes.get(first.saturating_sub(REACH)..first).unwrap_or(&[]);
    let after = lexemes.get(end..lexemes.len().min(end + REACH)).unwrap_or(&[]);
    let look = |it: &Lexeme| cue(text, it);
    // "until October", "by 2018" look ahead, but only where nothing says otherwise.
    before
        .iter()
        .rev()
        .take_while(|it| !ends(it))
        .find_map(look)
        .or_else(|| after.iter().take_while(|it| !ends(it)).find_map(look))
        .unwrap_or(Tense::Past)
}

fn ends(lexeme: &Lexeme) -> bool {
    matches!(lexeme.sense, Sense::Break | Sense::Mark('?' | '!' | ';'))
        || (lexeme.is_mark('.') && !lexeme.spaced)
}

fn cue(text: &str, lexeme: &Lexeme) -> Option<Tense> {
    match lexeme.sense {
        Sense::Word(W::Will | W::Expected | W::Coming) => Some(Tense::Future),
        Sense::Other if !lexeme.capital => {
            let word = lexeme.span().slice(text);
            let past = word.len() > 3 && (word.ends_with("ed") && !word.ends_with("eed"))
                || matches!(
                    word,
                    "said"
                        | "had"
                        | "did"
                        | "went"
                        | "came"
                        | "took"
                        | "made"
                        | "told"
                        | "met"
                        | "found"
                        | "began"
                        | "became"
                        | "gave"
                        | "saw"
                        | "left"
                        | "fell"
                        | "rose"
                        | "held"
                        | "has"
                        | "have"
                        | "hit"
                        | "sent"
                        | "wrote"
                        | "won"
                        | "lost"
                        | "got"
                        | "ran"
                        | "spoke"
                        | "led"
                        | "put"
                        | "cut"
                        | "shot"
                        | "stood"
                );
            let future = matches!(
                word,
                "scheduled"
                    | "expected"
                    | "planned"
                    | "going"
                    | "may"
                    | "might"
                    | "ahead"
                    | "deadline"
            );
            match (future, past) {
                (true, _) => Some(Tense::Future),
                (_, true) => Some(Tense::Past),
                _ => None,
            }
        }
        _ => None,
    }
}
