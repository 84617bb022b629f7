//! Finds the words that name events in a sentence and chooses the one the sentence is about.

use std::cmp::Reverse;

use wiredesk_model::{Deprel, EventType, NO_HEAD, Sentence, Token, Upos, Xpos};

use super::{
    everyday,
    table::{Pattern, Table},
};

/// How far the second word of a pattern may stand, in tokens.
const REACH: usize = 7;

/// How far before a passive its subject may stand, in tokens.
const REACH_SUBJECT: usize = 16;

/// What a trigger loses under another one: who threatens to attack threatens.
const GOVERNED: i32 = 30;

/// Triggers of a sentence that are looked at, the best ones.
const MOST: usize = 6;

/// How far back negation and intent reach, in tokens.
const BACK: usize = 4;

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
    /// The verb that says whether and when it happens: itself, or the light verb of a noun.
    pub verb: Option<usize>,
    /// Whether it names an event only between two parties.
    pub weak: bool,
}

/// The triggers of a sentence, the one it is about first.
pub(super) fn ranked(
    text: &str,
    tokens: &[Token],
    sentence: Sentence,
    table: &Table,
) -> Vec<Trigger> {
    let mut word = String::new();
    let mut found: Vec<(i32, Trigger)> = Vec::new();
    for at in sentence.tokens() {
        let Some(token) = tokens.get(at) else { break };
        lower(&mut word, token.span.slice(text));
        let patterns = table.patterns(&word);
        let Some((pattern, end)) = matching(text, tokens, sentence, at, patterns) else { continue };
        let Some(kind) = pattern.kind else { continue };
        let (kind, verb) = if pattern.verb {
            (kind, Some(at))
        } else {
            let Some(noun) = named(text, tokens, at) else { continue };
            carried(text, tokens, noun, table, &mut word).map_or((kind, None), |(verb, ends)| {
                (if ends { ended(kind) } else { kind }, Some(verb))
            })
        };
        let score = weight(tokens, sentence, at, verb, pattern);
        let trigger = Trigger { token: at, end, kind, negated: false, verb, weak: pattern.weak };
        found.push((score, trigger));
    }
    let verbs: Vec<_> = found.iter().filter(|it| !it.1.weak).filter_map(|it| it.1.verb).collect();
    for (score, trigger) in &mut found {
        if is_governed(tokens, trigger.verb.unwrap_or(trigger.token), &verbs) {
            *score -= GOVERNED;
        }
    }
    found.sort_by_key(|it| Reverse(it.0));
    found.truncate(MOST);
    let sport = !found.is_empty() && everyday::is_sport(text, tokens, sentence);
    let hostile = |kind| matches!(kind, EventType::Assault | EventType::Protest);
    let real = found.iter().map(|it| it.1).filter(|it| {
        let harm = it.kind == EventType::Assault;
        let verb = it.verb.unwrap_or(it.token);
        let accident = || everyday::is_accident(text, tokens, sentence, it.token, verb);
        !(sport && hostile(it.kind) || harm && accident())
    });
    real.map(|it| in_context(text, tokens, sentence, table, it)).collect()
}

fn lower(word: &mut String, print: &str) {
    word.clear();
    word.extend(print.chars().flat_map(char::to_lowercase));
}

/// Whether the token at `at` hangs below one of `verbs`, which are in text order.
fn is_governed(tokens: &[Token], at: usize, verbs: &[usize]) -> bool {
    let mut token = tokens.get(at);
    for _ in 0..8 {
        let Some(it) = token.filter(|it| it.head != NO_HEAD) else { return false };
        if it.head as usize != at && verbs.binary_search(&(it.head as usize)).is_ok() {
            return true;
        }
        token = tokens.get(it.head as usize);
    }
    false
}

/// The pattern that fits at `at` with the most words, the closest ones, and one past its last token. An everyday use
/// comes before all.
fn matching(
    text: &str,
    tokens: &[Token],
    sentence: Sentence,
    at: usize,
    patterns: &[Pattern],
) -> Option<(Pattern, usize)> {
    let token = tokens.get(at)?;
    let mut best: Option<(Pattern, usize)> = None;
    for pattern in patterns {
        if pattern.verb && !may_be_verb(token) || !pattern.verb && !may_be_noun(token) {
            continue;
        }
        let Some(then) = pattern.then else { return best.or(Some((*pattern, at + 1))) };
        let after = follows(text, tokens, sentence, at, then);
        let end = after.or_else(|| is_subject(text, tokens, sentence, at, then).then_some(at + 1));
        let Some(end) = end else { continue };
        if pattern.kind.is_none() {
            return Some((*pattern, end));
        }
        let rank = |it: &(Pattern, usize)| (Reverse(it.0.n_words()), it.1);
        let found = (*pattern, end);
        if best.as_ref().is_none_or(|it| rank(&found) < rank(it)) {
            best = Some(found);
        }
    }
    best
}

/// One past the last of the words `then`, where they follow `at` in order.
fn follows(
    text: &str,
    tokens: &[Token],
    sentence: Sentence,
    at: usize,
    then: &str,
) -> Option<usize> {
    let last = sentence.tokens().end.min(at + 1 + REACH).min(tokens.len());
    let mut next = at + 1;
    for wanted in then.split(' ') {
        let fits = |it: &usize| is_one_of(tokens[*it].span.slice(text), wanted);
        next = 1 + (next..last).find(fits)?;
    }
    Some(next)
}

/// Whether the last of the words `then` is the subject of the passive at `at`: "a curfew was imposed".
fn is_subject(text: &str, tokens: &[Token], sentence: Sentence, at: usize, then: &str) -> bool {
    let Some(wanted) = then.rsplit(' ').next() else { return false };
    let first = at.saturating_sub(REACH_SUBJECT).max(sentence.first as usize);
    tokens.get(first..at).unwrap_or(&[]).iter().any(|it| {
        let passive = it.head as usize == at && it.deprel == Deprel::NsubjPass;
        passive && is_one_of(it.span.slice(text), wanted)
    })
}

fn is_one_of(word: &str, wanted: &str) -> bool {
    wanted.split('|').any(|it| same(word, it))
}

/// Whether `word` is `wanted`, or its plural.
fn same(word: &str, wanted: &str) -> bool {
    let len = wanted.len();
    let begins = |len: usize| {
        let (word, wanted) = (word.get(..len), wanted.get(..len));
        word.zip(wanted).is_some_and(|(word, wanted)| word.eq_ignore_ascii_case(wanted))
    };
    let plural = wanted.ends_with('y') && word.ends_with("ies") && begins(len - 1);
    plural && word.len() == len + 2
        || begins(len) && matches!(word.get(len..), Some("" | "s" | "es"))
}

/// The light verb that carries the noun at `at`, and whether it ends what the noun names.
fn carried(
    text: &str,
    tokens: &[Token],
    at: usize,
    table: &Table,
    word: &mut String,
) -> Option<(usize, bool)> {
    const SIDES: [Deprel; 4] = [Deprel::Obj, Deprel::NsubjPass, Deprel::Nsubj, Deprel::Obl];
    let token = tokens.get(at).filter(|it| SIDES.contains(&it.deprel) && it.head != NO_HEAD)?;
    let verb = token.head as usize;
    lower(word, tokens.get(verb)?.span.slice(text));
    let ends = table.is_ending(word) && token.deprel != Deprel::Obl;
    (ends || table.is_light(word)).then_some((verb, ends))
}

/// What it is to end something of this kind: CAMEO's 16 for what is friendly, 08 for what is not.
fn ended(kind: EventType) -> EventType {
    match kind {
        EventType::Consult
        | EventType::Cooperate
        | EventType::Aid
        | EventType::Support
        | EventType::Agree => EventType::Sanction,
        EventType::Sanction | EventType::Coerce | EventType::Assault | EventType::Mobilize => {
            EventType::Retreat
        }
        other => other,
    }
}

fn may_be_verb(token: &Token) -> bool {
    token.xpos == Xpos::None
        || matches!(token.upos, Upos::Verb | Upos::Aux) && !is_nominalized(token)
        || token.upos == Upos::Adj && token.deprel == Deprel::Root
}

fn may_be_noun(token: &Token) -> bool {
    let noun = matches!(token.upos, Upos::Noun | Upos::Propn);
    token.xpos == Xpos::None || noun || is_nominalized(token)
}

/// The noun whose place in the sentence is the event's: itself, or what it describes if that says no more. One that
/// describes anything else names no event: "the murder case", "an inquiry officer".
fn named(text: &str, tokens: &[Token], at: usize) -> Option<usize> {
    const GENERAL: [&str; 9] = [
        "attempt",
        "bid",
        "campaign",
        "drive",
        "effort",
        "efforts",
        "mission",
        "operation",
        "wave",
    ];
    let token = tokens.get(at)?;
    if token.deprel != Deprel::Compound {
        return Some(at);
    }
    let head = token.head as usize;
    let word = tokens.get(head)?.span.slice(text);
    GENERAL.iter().any(|it| it.eq_ignore_ascii_case(word)).then_some(head)
}

/// Whether a verb's form stands where nouns do: "fighting erupted", "the accused".
fn is_nominalized(token: &Token) -> bool {
    matches!(token.xpos, Xpos::Vbg | Xpos::Vbn)
        && matches!(token.deprel, Deprel::Nsubj | Deprel::NsubjPass | Deprel::Obj | Deprel::Obl)
}

/// How much a trigger speaks for its sentence: verbs before nouns, main clauses before others, then the earlier.
fn weight(
    tokens: &[Token],
    sentence: Sentence,
    at: usize,
    verb: Option<usize>,
    pattern: Pattern,
) -> i32 {
    let position = (at - sentence.first as usize) as i32;
    let participle = tokens.get(at).is_some_and(|it| it.deprel == Deprel::Amod);
    let verbal = if verb.is_some() && !participle { 100 } else { 0 };
    let phrase = if pattern.then.is_some() || !pattern.verb { 14 } else { 0 };
    let weak = if pattern.weak { 20 } else { 0 };
    verbal + phrase - weak - descent(tokens, verb.unwrap_or(at)) - position
}

/// How far below the main clause a token hangs. What is said stands nearly as high as the saying of it; what tells when,
/// why or which stands low.
fn descent(tokens: &[Token], at: usize) -> i32 {
    let mut cost = 0;
    let mut token = tokens.get(at);
    for _ in 0..8 {
        let Some(it) = token.filter(|it| it.head != NO_HEAD) else { break };
        cost += match it.deprel {
            Deprel::Ccomp | Deprel::Xcomp | Deprel::Conj | Deprel::Parataxis => 8,
            Deprel::Advcl | Deprel::Acl | Deprel::AclRelcl => 20,
            _ => 12,
        };
        token = tokens.get(it.head as usize);
    }
    cost
}

/// What the words around a trigger make of it: a denial, a promise, a threat.
fn in_context(
    text: &str,
    tokens: &[Token],
    sentence: Sentence,
    table: &Table,
    mut trigger: Trigger,
) -> Trigger {
    let Some(verb) = trigger.verb else { return trigger };
    let first = verb.saturating_sub(BACK).max(sentence.first as usize);
    let before = || tokens.get(first..verb).unwrap_or(&[]).iter().map(|it| it.span.slice(text));
    let says =
        |list: &[&str]| before().any(|word| list.iter().any(|it| it.eq_ignore_ascii_case(word)));
    let negated = says(NEGATIONS);
    if negated && (is_friendly(trigger.kind) || trigger.kind == EventType::Agree) {
        trigger.kind = EventType::Reject;
        return trigger;
    }
    trigger.negated = negated;
    if negated {
        return trigger;
    }
    let harm = matches!(trigger.kind, EventType::Agree | EventType::Threaten)
        && vows_harm(text, tokens, sentence, table, verb);
    trigger.weak &= !harm;
    let rest = || tokens.get(verb..sentence.tokens().end).unwrap_or(&[]);
    let unless = || rest().iter().any(|it| it.span.slice(text).eq_ignore_ascii_case("unless"));
    if says(INTENTS) && unless() {
        // Terms are set: "will withdraw unless".
        trigger.kind = EventType::Threaten;
    } else if says(PREPARATIONS) && is_hostile(trigger.kind) {
        trigger.kind = EventType::Mobilize;
    } else if says(INTENTS) && is_friendly(trigger.kind) {
        trigger.kind = EventType::Agree;
    } else if harm || says(INTENTS) && is_hostile(trigger.kind) {
        trigger.kind = EventType::Threaten;
    }
    trigger
}

/// Whether what the verb at `verb` promises is hostile: "vowed to attack".
fn vows_harm(text: &str, tokens: &[Token], sentence: Sentence, table: &Table, verb: usize) -> bool {
    let mut word = String::new();
    (verb + 1..sentence.tokens().end.min(verb + 2 + REACH)).any(|at| {
        let Some(token) = tokens.get(at).filter(|it| it.head as usize == verb) else {
            return false;
        };
        if !matches!(token.deprel, Deprel::Xcomp | Deprel::Ccomp) {
            return false;
        }
        lower(&mut word, token.span.slice(text));
        let pattern = matching(text, tokens, sentence, at, table.patterns(&word));
        pattern.and_then(|it| it.0.kind).is_some_and(is_hostile)
    })
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
