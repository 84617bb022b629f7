//! Cuts out what is claimed: the stretch of a sentence that a cue's complement covers. Who claims it is not its business.

use wiredesk_model::{Deprel, Span, Upos};

use super::{Grammar, cues::Class};

/// Relations that hang after a verb without being said by anybody.
const ASIDE: [Deprel; 9] = [
    Deprel::Punct,
    Deprel::Nsubj,
    Deprel::NsubjPass,
    Deprel::Conj,
    Deprel::Cc,
    Deprel::Parataxis,
    Deprel::Aux,
    Deprel::AuxPass,
    Deprel::Advmod,
];

/// What the verb `cue` of class `class` attributes; mostly one stretch, two where the cue stands in the middle.
pub(super) fn of_verb(grammar: &Grammar<'_>, cue: usize, class: Class) -> Vec<Span> {
    clause(grammar, cue)
        .or_else(|| surrounding(grammar, cue, class))
        .or_else(|| infinitive(grammar, cue, class))
        .or_else(|| object(grammar, cue, class))
        .or_else(|| rest(grammar, cue, class))
        .unwrap_or_default()
}

/// What follows a verb of speech whose clause the tree hangs elsewhere: up to the end of the sentence, if a verb with a
/// subject of its own stands there.
fn rest(grammar: &Grammar<'_>, cue: usize, class: Class) -> Option<Vec<Span>> {
    matches!(class, Class::Say | Class::Think | Class::Show).then_some(())?;
    grammar.child(cue, &[Deprel::Nsubj]).filter(|it| *it < cue)?;
    let to = grammar.extent(grammar.root(cue)).1;
    let verb = (cue + 1..=to).find(|it| {
        let verbal = matches!(grammar.tokens[*it].upos, Upos::Verb | Upos::Aux);
        verbal && grammar.child(*it, &[Deprel::Nsubj, Deprel::NsubjPass]).is_some_and(|it| it > cue)
    })?;
    let from = grammar.extent(verb).0.max(cue + 1);
    Some(grammar.content(from, to).into_iter().collect())
}

/// "X said (that) S", and "S, X said" where the tree makes S the verb's clause.
fn clause(grammar: &Grammar<'_>, cue: usize) -> Option<Vec<Span>> {
    let clause = grammar.child(cue, &[Deprel::Ccomp])?;
    let (from, to) = grammar.extent(clause);
    let (from, to) = if from <= cue && cue <= to { (cue + 1, to.max(cue + 1)) } else { (from, to) };
    let to = to.min(grammar.tokens.len() - 1);
    Some(grammar.content(from, to).into_iter().collect())
}

/// "S, X said": the verb hangs aside on the clause that it attributes.
fn surrounding(grammar: &Grammar<'_>, cue: usize, class: Class) -> Option<Vec<Span>> {
    let speech = matches!(class, Class::Say | Class::Think | Class::Show);
    let aside = grammar.tokens[cue].deprel == Deprel::Parataxis && speech;
    let head = grammar.head(cue).filter(|_| aside)?;
    Some(around(grammar, head, cue))
}

/// What the subtree of `head` covers without the subtree of `part`.
pub(super) fn around(grammar: &Grammar<'_>, head: usize, part: usize) -> Vec<Span> {
    let ((from, to), (first, last)) = (grammar.extent(head), grammar.extent(part));
    let left = (from < first).then(|| grammar.content(from, first - 1)).flatten();
    let right = (last < to).then(|| grammar.content(last + 1, to)).flatten();
    // A word or two on one side is rest, not content.
    let worth = |it: &Span| {
        let n_tokens = grammar.token_at(it.end() - 1) - grammar.token_at(it.start()) + 1;
        n_tokens >= 3
    };
    [left, right].into_iter().flatten().filter(worth).collect()
}

/// "X plans to do", "X asked them to do".
fn infinitive(grammar: &Grammar<'_>, cue: usize, class: Class) -> Option<Vec<Span>> {
    let open = grammar.child(cue, &[Deprel::Xcomp])?;
    let verbal = matches!(grammar.tokens[open].upos, Upos::Verb | Upos::Aux);
    let marked = grammar.child(open, &[Deprel::Mark]).is_some();
    let takes = class == Class::Intend || verbal && marked;
    let (from, to) = grammar.extent(open);
    (takes && from > cue).then(|| grammar.content(from, to).into_iter().collect())
}

/// "X proposed a law", "X called for talks": everything after the verb that is its own.
fn object(grammar: &Grammar<'_>, cue: usize, class: Class) -> Option<Vec<Span>> {
    matches!(class, Class::Act | Class::Intend).then_some(())?;
    let own = |it: &usize| *it > cue && !ASIDE.contains(&grammar.tokens[*it].deprel);
    let parts: Vec<_> = grammar.children(cue).filter(own).collect();
    let takes = [Deprel::Obj, Deprel::Obl, Deprel::Xcomp, Deprel::Advcl];
    let first = parts.iter().find(|it| takes.contains(&grammar.tokens[**it].deprel))?;
    let from = grammar.extent(*first).0;
    let to = parts.iter().map(|it| grammar.extent(*it).1).max()?;
    Some(grammar.content(from.max(cue + 1), to).into_iter().collect())
}
