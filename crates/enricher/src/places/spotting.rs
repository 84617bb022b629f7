//! Finds names of the gazetteer in a text, longest first. Whether they name a place there is `gating`'s question.

use wiredesk_gazetteer::{Candidates, EntryId, EntryKind, Gazetteer, Prefix, Roles};
use wiredesk_model::{Annotations, Span, Token, TokenKind};

use super::Toponym;

/// Every gazetteer name that begins at a capitalized word.
pub(super) fn spot(world: &'static Gazetteer, text: &str, notes: &Annotations) -> Vec<Toponym> {
    let mut found: Vec<Toponym> = Vec::new();
    for sentence in &notes.sentences {
        let mut at = sentence.first as usize;
        while at < sentence.last as usize {
            let rest = notes.tokens.get(at..sentence.last as usize).unwrap_or_default();
            match rest.first().filter(|it| may_begin(text, it)) {
                Some(_) => {
                    let (step, toponym) = longest(world, text, at, rest, &found);
                    found.extend(toponym);
                    at += step;
                }
                None => at += 1,
            }
        }
    }
    found
}

/// Where the letter of a party begins before a member's home that begins at `start`, as American papers print it:
/// "R-Texas", "D-N.D.".
pub(crate) fn party_before(text: &str, start: usize) -> Option<usize> {
    const PARTIES: [&str; 5] = ["DFL-", "D-", "R-", "I-", "L-"];
    let before = text.get(..start)?;
    let party = PARTIES.iter().find(|it| before.ends_with(**it))?;
    let at = start - party.len();
    let apart = !text.get(..at)?.ends_with(char::is_alphanumeric);
    apart.then_some(at)
}

fn may_begin(text: &str, token: &Token) -> bool {
    token.kind == TokenKind::Word
        && token.span.slice(text).chars().next().is_some_and(char::is_uppercase)
}

/// The longest name at token `at`, and how many tokens to go on by.
fn longest(
    world: &'static Gazetteer,
    text: &str,
    at: usize,
    rest: &[Token],
    before: &[Toponym],
) -> (usize, Option<Toponym>) {
    let start = rest.first().map_or(0, |it| it.span.start());
    let end = rest.last().map_or(start, |it| it.span.end());
    let mut best: Option<(usize, Span, Candidates<'static>)> = None;
    for Prefix { end, candidates } in world.prefixes(Span::new(start, end).slice(text)) {
        let Some((n, span)) = on_tokens(text, rest, start + end) else { continue };
        let comma = follows_comma(text, span, before);
        if n > 0 && candidates.iter().any(|it| allows(it.roles, span.slice(text), comma)) {
            best = Some((n, span, candidates));
        }
    }
    let Some((n, span, candidates)) = best else { return (1, None) };
    let is_body =
        candidates.iter().next().is_some_and(|it| world.entry(it.entry).kind == EntryKind::Body);
    if is_body {
        return (n, None);
    }
    (n, Some(toponym(span, (at, at + n), candidates)))
}

fn toponym(span: Span, tokens: (usize, usize), candidates: Candidates<'static>) -> Toponym {
    let people = candidates.iter().find(|it| it.roles.contains(Roles::DEMONYM)).map(|it| it.entry);
    let (within, qualifies, evidence, meaning) = (None, false, 0.0, None);
    Toponym { span, tokens, candidates, people, within, qualifies, evidence, meaning }
}

/// Tokens up to byte `end`, where a name may end: at a token's end or at a hyphen inside one.
fn on_tokens(text: &str, rest: &[Token], end: usize) -> Option<(usize, Span)> {
    let start = rest.first()?.span.start();
    let n = 1 + rest.iter().position(|it| it.span.end() >= end)?;
    let last = rest.get(n - 1)?.span;
    // A full stop of its own ends the sentence, and "'s" is no part of a name.
    if n > 1 && last.slice(text).starts_with(['.', '\'', '’']) {
        return None;
    }
    if last.end() == end {
        return Some((n, Span::new(start, end)));
    }
    match Span::new(end, last.end()).slice(text) {
        "." => Some((n, Span::new(start, last.end()))),
        tail if tail.starts_with(['-', '\u{2013}', '\'', '’']) => {
            Some((n, Span::new(start, end)))
        }
        _ => None,
    }
}

fn follows_comma(text: &str, span: Span, before: &[Toponym]) -> bool {
    let gap = before.last().map(|it| Span::new(it.span.end(), span.start()).slice(text));
    gap.is_some_and(|it| it.starts_with(',') && it.len() <= 2)
}

fn allows(roles: Roles, printed: &str, comma: bool) -> bool {
    roles.allow(printed) && (comma || !roles.contains(Roles::AFTER_COMMA))
}

/// The candidates of a toponym whose conditions its printed form satisfies.
pub(super) fn allowed<'a>(
    text: &'a str,
    toponym: &Toponym,
) -> impl Iterator<Item = wiredesk_gazetteer::Candidate> + use<'a> {
    let (printed, qualifies) = (toponym.span.slice(text), toponym.qualifies);
    toponym.candidates.iter().filter(move |it| {
        !it.roles.contains(Roles::DEMONYM) && allows(it.roles, printed, qualifies)
    })
}

/// Marks "Paris, Texas": the first lies within the second, which is no place of its own news.
pub(super) fn qualify(
    world: &'static Gazetteer,
    text: &str,
    toponyms: &mut [Toponym],
    notes: &Annotations,
) {
    for at in 1..toponyms.len() {
        let [inner, outer] = toponyms.get(at - 1..=at).unwrap_or_default() else { continue };
        let gap = Span::new(inner.span.end(), outer.span.start()).slice(text);
        let is_list = inner.qualifies || lists_on(text, notes, outer);
        if !matches!(gap, ", " | "," | " (" | " , ") || outer.people.is_some() {
            continue;
        }
        if let Some(within) = container(world, text, inner, outer, is_list) {
            if let Some(it) = toponyms.get_mut(at - 1) {
                it.within = Some(within);
                it.people = None;
            }
            if let Some(it) = toponyms.get_mut(at) {
                it.qualifies = true;
                it.meaning = Some(within);
            }
        }
    }
}

/// Whether `outer` is a country and `inner` names a region of it: "Santa Cruz, Bolivia" is no list.
fn names_region(world: &Gazetteer, inner: &Toponym, outer: &Toponym) -> bool {
    let countries = outer.candidates.iter().map(|it| it.entry);
    let mut countries = countries.filter(|it| world.entry(*it).kind == EntryKind::Country);
    countries.any(|country| {
        let mut regions = inner.candidates.iter().take(64);
        regions.any(|it| {
            world.entry(it.entry).kind == EntryKind::Region && world.contains(country, it.entry)
        })
    })
}

/// The largest division that `outer` names and that has a place called `inner`.
fn container(
    world: &Gazetteer,
    text: &str,
    inner: &Toponym,
    outer: &Toponym,
    is_list: bool,
) -> Option<EntryId> {
    let printed = outer.span.slice(text);
    let first = inner.candidates.iter().next().map(|it| world.entry(it.entry).kind);
    if is_list
        && !names_region(world, inner, outer)
        && first.is_some_and(|it| matches!(it, EntryKind::Country | EntryKind::Region))
    {
        return None;
    }
    let outers = outer.candidates.iter().filter(|it| allows(it.roles, printed, true));
    let divisions = outers.filter(|it| {
        use EntryKind::{Country, District, Region};
        matches!(world.entry(it.entry).kind, Country | Region | District)
    });
    // The inner names are few and near; a prefix of the candidates holds the largest.
    divisions.map(|it| it.entry).find(|outer| {
        inner.candidates.iter().take(200).any(|it| {
            it.entry != *outer
                && !it.roles.contains(Roles::DEMONYM)
                && world.contains(*outer, it.entry)
        })
    })
}

/// Whether "and Idaho" or ", Idaho and" follows: a list of places, not a place and its state.
fn lists_on(text: &str, notes: &Annotations, toponym: &Toponym) -> bool {
    let word = |at: usize| notes.tokens.get(at).map_or("", |it| it.span.slice(text));
    let next = toponym.tokens.1;
    let capital = |at: usize| word(at).chars().next().is_some_and(char::is_uppercase);
    (word(next) == "and" || word(next) == "or") && capital(next + 1)
        || word(next) == "," && (capital(next + 1) || word(next + 1) == "and")
}
