//! Whether a sentence places a time before or after the moment of writing, from the words around it.

use crate::lexemes::{Lexeme, Sense, W};

use super::anchors::Tense;

/// How far to look on each side, in lexemes.
const REACH: usize = 14;

/// The tense around the expression at `first..end`, if a word tells it: what stands nearest before it decides, then what stands after.
pub(crate) fn tense(text: &str, lexemes: &[Lexeme], first: usize, end: usize) -> Option<Tense> {
    let before = lexemes.get(first.saturating_sub(REACH)..first).unwrap_or(&[]);
    let after = lexemes.get(end..lexemes.len().min(end + REACH)).unwrap_or(&[]);
    let look = |at: usize| cue(text, lexemes, at);
    // "until October", "by 2018" look ahead, but only where nothing says otherwise.
    (first - before.len()..first)
        .rev()
        .take_while(|it| lexemes.get(*it).is_some_and(|it| !ends(it)))
        .find_map(look)
        .or_else(|| {
            (end..end + after.len())
                .take_while(|it| lexemes.get(*it).is_some_and(|it| !ends(it)))
                .find_map(look)
        })
}

fn ends(lexeme: &Lexeme) -> bool {
    matches!(lexeme.sense, Sense::Break | Sense::Mark('?' | '!' | ';'))
        || (lexeme.is_mark('.') && !lexeme.spaced)
}

/// What people and bodies are said to be about to do: "agreed to meet on Friday".
const AHEAD: [&str; 32] = [
    "announce", "appear", "arrive", "attend", "be", "begin", "close", "decide", "discuss", "end",
    "face", "fly", "hear", "hold", "host", "launch", "leave", "meet", "open", "play", "release",
    "report", "resume", "return", "sign", "speak", "start", "take", "testify", "travel", "visit",
    "vote",
];

/// Verbs in the past whose form does not show it.
const PAST: [&str; 33] = [
    "said", "had", "did", "went", "came", "took", "made", "told", "met", "found", "began",
    "became", "gave", "saw", "left", "fell", "rose", "held", "has", "have", "hit", "sent", "wrote",
    "won", "lost", "got", "ran", "spoke", "led", "put", "cut", "shot", "stood",
];

/// Words that look ahead; programs are told in the present: "the trial opens Monday".
const FUTURE: [&str; 17] = [
    "starts",
    "opens",
    "resumes",
    "ends",
    "arrives",
    "expires",
    "closes",
    "meets",
    "returns",
    "scheduled",
    "expected",
    "planned",
    "going",
    "may",
    "might",
    "ahead",
    "deadline",
];

fn cue(text: &str, lexemes: &[Lexeme], at: usize) -> Option<Tense> {
    let lexeme = lexemes.get(at)?;
    let before = at.checked_sub(1).and_then(|it| lexemes.get(it));
    let word = lexeme.span().slice(text);
    if before.is_some_and(|it| it.is(W::To)) && AHEAD.contains(&word) {
        return Some(Tense::Future);
    }
    // "Is to be held", "will be held": the participle follows what "be" stands in.
    if before.is_some_and(|it| it.is(W::Is) && it.span().slice(text) == "be") {
        return None;
    }
    match lexeme.sense {
        Sense::Word(W::Will | W::Expected | W::Coming) => Some(Tense::Future),
        Sense::Other if !lexeme.capital && FUTURE.contains(&word) => Some(Tense::Future),
        Sense::Other if !lexeme.capital && is_past(word) => Some(Tense::Past),
        _ => None,
    }
}

fn is_past(word: &str) -> bool {
    word.len() > 3 && word.ends_with("ed") && !word.ends_with("eed") || PAST.contains(&word)
}
