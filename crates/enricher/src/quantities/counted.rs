//! What a number counts: the noun phrase after it. It goes by closed classes of words and plural endings, so that
//! it needs no parse, and stops at the first word that cannot be part of a noun phrase.

use wiredesk_model::Span;

use crate::lexemes::{Lexeme, Sense, W};

/// The longest phrase taken, in words.
const LONGEST: usize = 5;

/// Words that end a noun phrase.
const STOPS: &[&str] = &[
    "a",
    "aboard",
    "across",
    "after",
    "ago",
    "also",
    "am",
    "among",
    "an",
    "and",
    "annually",
    "apart",
    "are",
    "as",
    "at",
    "away",
    "because",
    "been",
    "before",
    "being",
    "below",
    "between",
    "but",
    "by",
    "came",
    "can",
    "could",
    "did",
    "died",
    "do",
    "does",
    "down",
    "during",
    "each",
    "earlier",
    "either",
    "even",
    "ever",
    "for",
    "from",
    "got",
    "had",
    "has",
    "have",
    "he",
    "her",
    "here",
    "higher",
    "him",
    "his",
    "how",
    "if",
    "in",
    "inside",
    "instead",
    "into",
    "is",
    "it",
    "its",
    "just",
    "later",
    "left",
    "lost",
    "lower",
    "made",
    "may",
    "me",
    "might",
    "more",
    "must",
    "my",
    "near",
    "nor",
    "not",
    "now",
    "of",
    "off",
    "old",
    "on",
    "onto",
    "or",
    "our",
    "out",
    "outside",
    "over",
    "overall",
    "per",
    "said",
    "says",
    "she",
    "should",
    "since",
    "so",
    "than",
    "that",
    "the",
    "their",
    "them",
    "then",
    "there",
    "these",
    "they",
    "this",
    "those",
    "through",
    "to",
    "together",
    "too",
    "took",
    "under",
    "until",
    "up",
    "upon",
    "us",
    "was",
    "we",
    "went",
    "were",
    "what",
    "when",
    "where",
    "whether",
    "which",
    "while",
    "who",
    "whose",
    "why",
    "will",
    "with",
    "within",
    "without",
    "won",
    "worldwide",
    "would",
    "yet",
    "you",
    "your",
    "respectively",
    "killed",
    "wounded",
    "injured",
    "dead",
    "missing",
];

/// Plurals without an s.
const PLURALS: &[&str] = &[
    "people",
    "men",
    "women",
    "children",
    "police",
    "personnel",
    "staff",
    "feet",
    "media",
    "data",
    "fish",
    "aircraft",
];

/// Words that may open the phrase after "of".
const OPENERS: &[&str] = &[
    "the", "those", "these", "its", "his", "her", "their", "our", "my", "all", "them", "which",
    "whom", "us", "such",
];

/// Units that a rate may name after "a": "$3 a share".
const RATED: &[&str] = &[
    "share", "barrel", "gallon", "ounce", "ton", "tonne", "head", "litre", "liter", "kilo",
    "kilogram", "pound", "bottle", "ticket", "piece",
];

/// What is counted from `at` on; `one` where the number is one.
pub(super) fn counted(text: &str, lexemes: &[Lexeme], at: usize, one: bool) -> Option<Span> {
    let joint = lexemes.get(at).is_some_and(|it| it.is_dash() && !it.spaced);
    let at = at + usize::from(joint);
    if lexemes.get(at).is_some_and(|it| it.is(W::Of)) {
        return after_of(text, lexemes, at + 1);
    }
    phrase(text, lexemes, at, one)
}

/// "of the best wireless speakers", "of those".
pub(super) fn after_of(text: &str, lexemes: &[Lexeme], at: usize) -> Option<Span> {
    let first = lexemes.get(at)?;
    let is = |word: &&str| first.span().slice(text).eq_ignore_ascii_case(word);
    let opener = OPENERS.iter().any(is);
    match phrase(text, lexemes, at + usize::from(opener), false) {
        Some(noun) if opener => Some(first.span().cover(noun)),
        Some(noun) => Some(noun),
        None => opener.then(|| first.span()),
    }
}

fn phrase(text: &str, lexemes: &[Lexeme], at: usize, one: bool) -> Option<Span> {
    let get = |idx: usize| lexemes.get(idx);
    let (mut end, mut words) = (at, 0);
    while let Some(lexeme) = get(end) {
        let next_glued = get(end + 1).is_some_and(|it| !it.spaced && it.is_word());
        if lexeme.is_dash() && !lexeme.spaced && next_glued && end > at {
            end += 1;
            continue;
        }
        let word = lexeme.span().slice(text);
        // "A six-point demand keeping trust": the noun has ended.
        let verbal = words > 0
            && !lexeme.capital
            && word.len() > 5
            && word.ends_with("ing")
            && !get(end + 1).is_some_and(|it| is_plural(it.span().slice(text)));
        if !lexeme.is_word() || words >= LONGEST || verbal || is_stop(word) || is_adverb(word) {
            break;
        }
        end += 1;
        words += 1;
        // The first plural ends the phrase, unless a name goes on: "North Korean troops", "Boys Town homes".
        let named = lexeme.capital && get(end).is_some_and(|it| it.spaced && it.is_word());
        let singular =
            one && words >= 2 && !lexeme.capital && !get(end).is_some_and(Lexeme::is_dash);
        if is_plural(word) && !named && !(one && words == 1) || singular {
            break;
        }
    }
    let (first, last) = (get(at)?, get(end.checked_sub(1)?)?);
    (end > at).then(|| first.span().cover(last.span()))
}

fn is_stop(word: &str) -> bool {
    STOPS.iter().any(|it| it.eq_ignore_ascii_case(word))
}

fn is_adverb(word: &str) -> bool {
    const ADJECTIVES: [&str; 8] =
        ["family", "early", "daily", "weekly", "friendly", "elderly", "deadly", "monthly"];
    word.len() > 4 && word.ends_with("ly") && !ADJECTIVES.contains(&word)
}

fn is_plural(word: &str) -> bool {
    let regular =
        word.len() > 3 && word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("us");
    regular || PLURALS.iter().any(|it| it.eq_ignore_ascii_case(word))
}

/// "per barrel", "a month", "/gram" at `at`: one past it.
pub(super) fn rate(text: &str, lexemes: &[Lexeme], at: usize) -> Option<usize> {
    let word = |at: usize| lexemes.get(at).filter(|it| it.is_word());
    let first = lexemes.get(at)?;
    match first.sense {
        Sense::Word(W::Per) => word(at + 1).map(|it| {
            let power = matches!(it.span().slice(text), "square" | "cubic");
            at + 2 + usize::from(power)
        }),
        Sense::Word(W::A | W::An) => {
            let next = lexemes.get(at + 1)?;
            // "A year earlier" is a point in time.
            let is_point = word(at + 2).is_some_and(|it| {
                matches!(it.span().slice(text), "ago" | "after" | "before" | "earlier" | "later")
            });
            let unit = matches!(next.sense, Sense::Unit(..)) && !is_point;
            (unit || RATED.contains(&next.span().slice(text))).then_some(at + 2)
        }
        Sense::Mark('/') if !first.spaced => word(at + 1).filter(|it| !it.spaced).map(|_| at + 2),
        _ => None,
    }
}
