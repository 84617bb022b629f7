//! Numbers that count nothing: parts of names and labels, telephone numbers, versions, list numbers, clock times.

use crate::lexemes::{Form, Lexeme, Sense, W};

/// Words whose number is a label.
const LABELS: &[&str] = &[
    "section",
    "sections",
    "row",
    "page",
    "pages",
    "room",
    "route",
    "highway",
    "chapter",
    "article",
    "line",
    "level",
    "type",
    "version",
    "phase",
    "class",
    "channel",
    "flight",
    "gate",
    "episode",
    "volume",
    "figure",
    "table",
    "number",
    "no",
    "nos",
    "model",
    "group",
    "unit",
    "area",
    "apartment",
    "suite",
    "tel",
    "phone",
    "bill",
    "resolution",
    "amendment",
    "protocol",
    "paragraph",
    "clause",
    "rule",
    "title",
    "appendix",
    "district",
    "ward",
    "zone",
    "track",
    "platform",
    "terminal",
    "runway",
    "covid",
    "week",
    "day",
    "round",
    "stage",
    "game",
    "season",
    "part",
    "grade",
    "tier",
    "step",
    "formula",
];

/// Words before which "one" is a number's word but not a number: pronouns and verbs.
const VERBAL: &[&str] = &[
    "has", "had", "is", "was", "can", "could", "may", "might", "should", "must", "does", "did",
    "said", "says", "with", "you", "she", "so", "thinks", "knows", "gets", "wants", "needs",
    "another", "where", "when", "if", "but", "because", "into", "out", "off",
];

/// What "one-" makes a word of its own with.
const IDIOMS: [&str; 7] = ["time", "sided", "off", "way", "man", "liner", "stop"];

/// Whether the number at `at..end` is no quantity; `unit` tells that a unit or a currency belongs to it.
pub(super) fn is_excluded(
    text: &str,
    lexemes: &[Lexeme],
    at: usize,
    end: usize,
    unit: bool,
) -> bool {
    let Some(number) = lexemes.get(at) else { return true };
    if !number.is_number() {
        return false;
    }
    if is_chained(lexemes, at, end, unit) {
        return true;
    }
    !unit
        && (is_telephone(lexemes, at)
            || is_abroad(lexemes, at)
            || is_address(text, lexemes, at, end)
            || is_list_number(lexemes, at, end)
            || is_label(text, lexemes, at, end))
}

/// "A320", "1.1.1", "12:30", "7/8", "#4".
fn is_chained(lexemes: &[Lexeme], at: usize, end: usize, unit: bool) -> bool {
    let get = |idx: usize| lexemes.get(idx);
    let glued = get(at).is_some_and(|it| !it.spaced);
    if let Some(before) = at.checked_sub(1).and_then(get).filter(|_| glued) {
        let number = at.checked_sub(2).and_then(get).is_some_and(Lexeme::is_number);
        let chain = matches!(before.sense, Sense::Mark('.' | ':' | '/')) && !before.spaced;
        let mark = matches!(before.sense, Sense::Mark('#' | '§' | '@' | '_' | '&'));
        if before.is_word() && !unit || mark || chain && number {
            return true;
        }
    }
    let mark =
        get(end).is_some_and(|it| !it.spaced && matches!(it.sense, Sense::Mark('.' | ':' | '/')));
    let more = get(end + 1).is_some_and(|it| !it.spaced && it.is_number());
    let letters = get(end).is_some_and(|it| !it.spaced && it.is_word());
    (mark && more || letters) && !unit
}

/// Groups of digits joined by hyphens, or a leading zero.
fn is_telephone(lexemes: &[Lexeme], at: usize) -> bool {
    let joint = |at: usize| {
        lexemes.get(at).is_some_and(|it| it.is_dash() && !it.spaced)
            && lexemes.get(at + 1).is_some_and(|it| it.is_number() && !it.spaced)
    };
    let Some(number) = lexemes.get(at) else { return false };
    let zero = number.digits > 1 && number.value < 10_f64.powi(i32::from(number.digits) - 1);
    let before = at >= 2 && joint(at - 1);
    let chain = joint(at + 1) && (joint(at + 3) || before) || before && at >= 4 && joint(at - 3);
    let long =
        number.digits == 3 && joint(at + 1) && lexemes.get(at + 2).is_some_and(|it| it.digits == 4);
    let tail = number.digits == 4 && before && lexemes.get(at - 2).is_some_and(|it| it.digits == 3);
    chain || long || tail || zero && number.is_plain()
}

/// "+44 20 7946 0958": groups of digits after a plus sign.
fn is_abroad(lexemes: &[Lexeme], at: usize) -> bool {
    let groups = (0..at).rev().take(6).take_while(|it| {
        lexemes[*it].is_plain() || matches!(lexemes[*it].sense, Sense::Mark('(' | ')' | '-'))
    });
    let first = groups.last().unwrap_or(at);
    let more = lexemes.get(at + 1).is_some_and(Lexeme::is_plain) || first < at;
    let plus =
        first.checked_sub(1).and_then(|it| lexemes.get(it)).is_some_and(|it| it.is_mark('+'));
    plus && more && !lexemes[first].spaced
}

/// Words that end the name of a street.
const STREETS: [&str; 15] = [
    "Street",
    "St",
    "Avenue",
    "Ave",
    "Road",
    "Rd",
    "Boulevard",
    "Blvd",
    "Lane",
    "Drive",
    "Court",
    "Square",
    "Highway",
    "Parkway",
    "Terrace",
];

/// "10 Downing Street", "1600 W. Pennsylvania Ave.": the number of a house.
fn is_address(text: &str, lexemes: &[Lexeme], at: usize, end: usize) -> bool {
    let whole = lexemes.get(at).is_some_and(Lexeme::is_plain) && end == at + 1;
    let name = (end..end + 5)
        .map_while(|it| lexemes.get(it))
        .take_while(|it| if it.spaced { it.capital } else { it.is_mark('.') || it.is(W::Th) });
    let street = |it: &Lexeme| STREETS.contains(&it.span().slice(text));
    whole && name.skip(1).any(street)
}

/// "1." or "2)" at the start of a line.
fn is_list_number(lexemes: &[Lexeme], at: usize, end: usize) -> bool {
    let starts = at == 0 || lexemes.get(at - 1).is_some_and(|it| it.sense == Sense::Break);
    starts
        && lexemes
            .get(end)
            .is_some_and(|it| !it.spaced && matches!(it.sense, Sense::Mark('.' | ')')))
}

/// "Section 427", "iPhone 4", "Boeing 737-800": a label or a name before, and nothing counted after.
fn is_label(text: &str, lexemes: &[Lexeme], at: usize, end: usize) -> bool {
    let Some(mut idx) = at.checked_sub(1) else { return false };
    let hyphen = lexemes[idx].is_dash() && !lexemes[idx].spaced && !lexemes[at].spaced;
    let dot = lexemes[idx].is_mark('.');
    if (hyphen || dot) && idx > 0 {
        idx -= 1;
    }
    let before = &lexemes[idx];
    let word = before.span().slice(text);
    let label = LABELS.iter().any(|it| it.eq_ignore_ascii_case(word));
    if label && (!dot || word.len() <= 3) || hyphen && before.is_word() && before.capital {
        return true;
    }
    if dot {
        return false;
    }
    let inner = word.chars().nth(1).is_some_and(char::is_uppercase);
    let starts = !inner
        && (idx == 0
            || matches!(lexemes[idx - 1].sense, Sense::Break | Sense::Mark('.' | '“' | '"' | ':')));
    let number = &lexemes[at];
    let name = before.is_word()
        && (before.capital || inner)
        && matches!(before.sense, Sense::Other | Sense::Scale(_) | Sense::Season(_))
        && (!starts || word.len() < 3);
    // "In Texas 120 people" counts people; "the Trent 900 engines" and "the S&P 500 companies" name things.
    let placed = (0..idx).rev().take(3).find(|it| !lexemes[*it].capital).is_some_and(|it| {
        matches!(lexemes[it].sense, Sense::Word(W::In | W::At | W::From | W::On | W::To))
    });
    let counts = placed
        && word.len() > 1
        && !inner
        && lexemes
            .get(end)
            .is_some_and(|it| it.spaced && it.is_word() && !it.capital && it.end - it.start > 3);
    name && number.digits <= 4 && number.form != Form::Grouped && !counts
}

/// Numbers that name things somewhere in the text ("Boeing 787"), so that "the 787" is no quantity either.
pub(super) fn labels(text: &str, lexemes: &[Lexeme]) -> Vec<u32> {
    let mut labels: Vec<u32> = (lexemes.iter().enumerate())
        .filter(|(at, it)| {
            it.is_plain() && (3..=4).contains(&it.digits) && is_label(text, lexemes, *at, at + 1)
        })
        .map(|(_, it)| it.value as u32)
        .collect();
    labels.sort_unstable();
    labels.dedup();
    labels
}

/// Whether the number at `at` is one of `labels`, or hangs on one by a hyphen: "737-800".
pub(super) fn is_labeled(lexemes: &[Lexeme], at: usize, labels: &[u32]) -> bool {
    let known = |at: usize| {
        lexemes
            .get(at)
            .is_some_and(|it| it.is_plain() && labels.binary_search(&(it.value as u32)).is_ok())
    };
    let joint = |at: usize| lexemes.get(at).is_some_and(|it| it.is_dash() && !it.spaced);
    let glued = |at: usize| lexemes.get(at).is_some_and(|it| !it.spaced);
    // "A330-200": what the hyphen hangs on is itself part of a word.
    let tail = at >= 3
        && joint(at - 1)
        && glued(at)
        && glued(at - 2)
        && lexemes[at - 3].is_word()
        && lexemes[at - 2].is_number();
    known(at) || tail || at >= 2 && joint(at - 1) && glued(at) && known(at - 2)
}

/// Whether "one" at `at` is a pronoun or part of a phrase rather than a number.
pub(super) fn is_pronoun(text: &str, lexemes: &[Lexeme], at: usize) -> bool {
    let led = at.checked_sub(1).and_then(|it| lexemes.get(it)).is_some_and(|it| {
        let word = matches!(
            it.sense,
            Sense::Word(
                W::No
                    | W::Any
                    | W::Every
                    | W::Each
                    | W::This
                    | W::That
                    | W::The
                    | W::Some
                    | W::Which
                    | W::Another
                    | W::Last
                    | W::Next
                    | W::Previous
                    | W::Other
            )
        );
        word || matches!(
            it.span().slice(text),
            "new" | "good" | "better" | "big" | "bad" | "latest" | "right" | "wrong" | "loved"
        )
    });
    let Some(next) = lexemes.get(at + 1) else { return true };
    let range = next.is(W::To)
        && lexemes.get(at + 2).is_some_and(|it| matches!(it.sense, Sense::Cardinal(_)));
    let noun = next.is_word()
        && next.spaced
        && matches!(
            next.sense,
            Sense::Other
                | Sense::Season(_)
                | Sense::Ordinal(_)
                | Sense::Unit(..)
                | Sense::Word(W::More | W::Final | W::Time | W::Percent | W::Cent | W::Long)
        )
        && !VERBAL.contains(&next.span().slice(text));
    let joint = next.is_dash() && !next.spaced;
    // "A one-time deal", "one-sided": no number is meant.
    if joint && IDIOMS.contains(&lexemes.get(at + 2).map_or("", |it| it.span().slice(text))) {
        return true;
    }
    led || !(noun || joint || range || next.is(W::Of))
}
