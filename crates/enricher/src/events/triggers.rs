//! Finds the words that name events in a sentence and chooses the one the sentence is about.

use wiredesk_model::{Deprel, EventType, NO_HEAD, Sentence, Token, Upos, Xpos};

use super::table::{Pattern, Table};

/// How far the second word of a pattern may stand, in tokens.
const REACH: usize = 6;

/// How far back negation and intent reach, in tokens.
const BACK: usize = 4;

/// Verbs so general that a more telling word is preferred.
const GENERAL: &[&str] = &[
    "want",
    "wants",
    "wanted",
    "need",
    "needs",
    "needed",
    "should",
    "must",
    "help",
    "helped",
    "provide",
    "provided",
    "hit",
    "leave",
    "leaves",
    "left",
    "close",
    "closed",
    "attend",
    "attended",
    "address",
    "require",
    "suggested",
    "sit",
    "free",
    "set",
    "give",
    "put",
    "seek",
    "back",
    "must",
    "trade",
    "contribute",
    "reduce",
    "order",
    "ordered",
    "allow",
    "allowed",
    "allows",
    "protect",
    "fast",
    "mass",
    "post",
];

/// Words that deny what follows.
const NEGATIONS: &[&str] =
    &["not", "n't", "n’t", "never", "neither", "nor", "without", "failed", "fails", "unable"];

/// Words that put what follows into the future or the will.
const INTENTS: &[&str] = &[
    "will",
    "would",
    "'ll",
    "shall",
    "ready",
    "willing",
    "plans",
    "planned",
    "planning",
    "intends",
    "prepared",
    "intention",
    "considering",
    "wo",
];

/// Words that make a hostile act one in preparation.
const PREPARATIONS: &[&str] =
    &["prepared", "prepare", "prepares", "preparing", "poised", "readied"];

/// A word that names an event.
#[derive(Clone, Copy, Debug)]
pub(super) struct Trigger {
    /// Index of its token.
    pub token: usize,
    /// One past the last token of its pattern.
    pub end: usize,
    /// What it names, as it stands: "will meet" is a promise.
    pub kind: EventType,
    /// Whether it is said not to have happened.
    pub negated: bool,
    /// Whether it is a verb.
    pub verb: bool,
}

/// The trigger that a sentence is about.
pub(super) fn main_trigger(
    text: &str,
    tokens: &[Token],
    sentence: Sentence,
    table: &Table,
) -> Option<Trigger> {
    let mut word = String::new();
    let mut best: Option<(i32, Trigger)> = None;
    for at in sentence.tokens() {
        let Some(token) = tokens.get(at) else { break };
        word.clear();
        word.extend(token.span.slice(text).chars().flat_map(char::to_lowercase));
        let patterns = table.patterns(&word);
        let Some((pattern, end)) = matching(text, tokens, sentence, at, patterns) else { continue };
        let score = weight(tokens, sentence, at, &word, pattern);
        if best.as_ref().is_none_or(|it| score > it.0) {
            let trigger =
                Trigger { token: at, end, kind: pattern.kind, negated: false, verb: pattern.verb };
            best = Some((score, trigger));
        }
    }
    best.map(|(_, trigger)| in_context(text, tokens, sentence, trigger))
}

/// The first pattern that fits at `at`, and one past its last token.
fn matching(
    text: &str,
    tokens: &[Token],
    sentence: Sentence,
    at: usize,
    patterns: &[Pattern],
) -> Option<(Pattern, usize)> {
    let token = tokens.get(at)?;
    patterns.iter().find_map(|pattern| {
        if pattern.verb && !may_be_verb(token) || !pattern.verb && !may_be_noun(token) {
            return None;
        }
        let Some(then) = pattern.then else { return Some((*pattern, at + 1)) };
        let last = sentence.tokens().end.min(at + 1 + REACH);
        let mut next = at + 1;
        for wanted in then.split(' ') {
            next = 1
                + (next..last).find(|it| {
                    tokens.get(*it).is_some_and(|it| same(it.span.slice(text), wanted))
                })?;
        }
        Some((*pattern, next))
    })
}

/// Whether `word` is `wanted`, or its plural.
fn same(word: &str, wanted: &str) -> bool {
    let len = wanted.len();
    word.get(..len).is_some_and(|it| it.eq_ignore_ascii_case(wanted))
        && matches!(word.get(len..), Some("" | "s"))
}

fn may_be_verb(token: &Token) -> bool {
    token.xpos == Xpos::None
        || matches!(token.upos, Upos::Verb | Upos::Aux)
        || token.upos == Upos::Adj && token.deprel == Deprel::Root
}

fn may_be_noun(token: &Token) -> bool {
    token.xpos == Xpos::None || matches!(token.upos, Upos::Noun | Upos::Propn)
}

/// How much a trigger speaks for its sentence: verbs before nouns, main clauses before others, then the earlier.
fn weight(tokens: &[Token], sentence: Sentence, at: usize, word: &str, pattern: Pattern) -> i32 {
    let position = (at - sentence.first as usize) as i32;
    let participle = tokens
        .get(at)
        .is_some_and(|it| matches!(it.deprel, Deprel::Amod | Deprel::Acl | Deprel::AclRelcl));
    let verb = if pattern.verb && !participle { 100 } else { 0 };
    let phrase = if pattern.then.is_some() { 14 } else { 0 };
    let general = if GENERAL.contains(&word) && pattern.then.is_none() { 40 } else { 0 };
    verb + phrase - general - 12 * depth(tokens, at) - position
}

/// Heads between a token and its root.
fn depth(tokens: &[Token], at: usize) -> i32 {
    let mut depth = 0;
    let mut token = tokens.get(at);
    while let Some(head) = token.map(|it| it.head).filter(|it| *it != NO_HEAD && depth < 8) {
        depth += 1;
        token = tokens.get(head as usize);
    }
    depth
}

/// What the words before a trigger make of it: a denial, a promise, a threat.
fn in_context(text: &str, tokens: &[Token], sentence: Sentence, mut trigger: Trigger) -> Trigger {
    if !trigger.verb {
        return trigger;
    }
    let first = trigger.token.saturating_sub(BACK).max(sentence.first as usize);
    let before =
        || tokens.get(first..trigger.token).unwrap_or(&[]).iter().map(|it| it.span.slice(text));
    let says =
        |list: &[&str]| before().any(|word| list.iter().any(|it| it.eq_ignore_ascii_case(word)));
    let negated = says(NEGATIONS);
    if negated && (is_friendly(trigger.kind) || trigger.kind == EventType::Agree) {
        trigger.kind = EventType::Reject;
    } else {
        trigger.negated = negated;
        if says(PREPARATIONS) && is_hostile(trigger.kind) && !negated {
            trigger.kind = EventType::Mobilize;
        } else if says(INTENTS) && is_friendly(trigger.kind) {
            trigger.kind = EventType::Agree;
        } else if says(INTENTS) && is_hostile(trigger.kind) && !negated {
            trigger.kind = EventType::Threaten;
        }
    }
    trigger
}

/// Types whose announcement is a promise: CAMEO's 03, "express intent to cooperate".
fn is_friendly(kind: EventType) -> bool {
    matches!(
        kind,
        EventType::Consult
            | EventType::Support
            | EventType::Cooperate
            | EventType::Aid
            | EventType::Concede
            | EventType::Retreat
    )
}

/// Types whose announcement is a threat: CAMEO's 13.
fn is_hostile(kind: EventType) -> bool {
    matches!(
        kind,
        EventType::Sanction | EventType::Coerce | EventType::Assault | EventType::Protest
    )
}
