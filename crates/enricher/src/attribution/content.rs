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

/// Words that join what is said to more of it: "said it would rise, but would fall".
const GO_ON: [&str; 8] = ["could", "had", "might", "must", "should", "was", "will", "would"];
/// Words that begin a circumstance.
const CONJUNCTIONS: [&str; 14] = [
    "after", "although", "as", "because", "before", "if", "once", "since", "though", "unless",
    "until", "when", "whereas", "while",
];
/// Prepositions that lead to what somebody speaks or thinks about.
const ABOUT: [&str; 3] = ["about", "against", "of"];
/// Tokens of adverbs and addressees that may stand beside an aside: "he said in a June report".
const MAX_ASIDE: usize = 8;

/// What the cue at `cue` of class `class` attributes; mostly one stretch, two where the cue stands in the middle.
pub(super) fn of_cue(grammar: &Grammar<'_>, text: &str, cue: usize, class: Class) -> Vec<Span> {
    aside(grammar, text, cue, class)
        .or_else(|| clause(grammar, text, cue, class))
        .or_else(|| surrounding(grammar, cue, class))
        .or_else(|| infinitive(grammar, cue, class))
        .or_else(|| object(grammar, text, cue, class))
        .or_else(|| rest(grammar, cue, class))
        .unwrap_or_default()
}

/// "S, X said" and "S, X said, S": what stands between commas around a cue and its subject is aside, and the rest of the
/// sentence is what is said.
fn aside(grammar: &Grammar<'_>, text: &str, cue: usize, class: Class) -> Option<Vec<Span>> {
    let tokens = grammar.tokens;
    let relative = matches!(tokens[cue].deprel, Deprel::Acl | Deprel::AclRelcl);
    (class.is_parenthetical() && !relative).then_some(())?;
    let subject = grammar.child(cue, &[Deprel::Nsubj]).or_else(|| inverted(grammar, text, cue))?;
    let (from, to) = grammar.extent(subject);
    let beside = if from > cue { from - cue } else { cue - to.min(cue) };
    (beside <= 4).then_some(())?;
    let (first, last) = (from.min(cue), to.max(cue));
    let told = told(grammar, text, cue);
    let (start, end) = grammar.extent(told.unwrap_or_else(|| grammar.root(cue)));
    let comma = |it: usize| tokens.get(it).is_some_and(|it| it.span.slice(text) == ",");
    (first > start && comma(first - 1)).then_some(())?;
    // What follows up to a comma or the end says when and to whom, as long as it has no verb.
    let idle = |it: &usize| !matches!(tokens[*it].upos, Upos::Verb | Upos::Aux);
    let close = (last + 1..=end).take(MAX_ASIDE).find(|it| comma(*it));
    let close = close.filter(|it| (last + 1..*it).all(|it| idle(&it)));
    let ends = (last + 1..=end).all(|it| idle(&it)) && end - last <= MAX_ASIDE;
    let worded = |from: usize, to: usize| {
        (from..to).filter(|it| tokens[*it].upos != Upos::Punct).count() >= 2
            && (from..to).any(|it| !idle(&it))
    };
    let left = worded(start, first - 1).then(|| grammar.content(start, first - 2)).flatten();
    match close.filter(|it| it + 2 < end) {
        // Only what stands right beside the comma is aside; a comma further on belongs to the adverb of a main clause.
        Some(close) if close == last + 1 || left.is_some() && !ends => {
            let left = left.or_else(|| grammar.content(start, first - 2));
            let right = grammar.content(close + 1, end);
            Some([left, right].into_iter().flatten().collect())
        }
        _ if ends && told.is_some() => left.map(|it| vec![it]),
        _ => None,
    }
}

/// The verb of what is said, where the tree shows that the cue is aside from it. What stands before a verb of speech
/// without a conjunction is said, not a circumstance, whatever the tree calls it.
fn told(grammar: &Grammar<'_>, text: &str, cue: usize) -> Option<usize> {
    if grammar.tokens[cue].deprel == Deprel::Parataxis {
        return grammar.head(cue);
    }
    let said = |it: &usize| match grammar.tokens[*it].deprel {
        Deprel::Ccomp | Deprel::Parataxis => true,
        Deprel::Advcl => {
            let subject = grammar.child(*it, &[Deprel::Nsubj, Deprel::NsubjPass]);
            let first = grammar.tokens[grammar.extent(*it).0].span.slice(text);
            let joins = CONJUNCTIONS.iter().any(|it| it.eq_ignore_ascii_case(first));
            subject.is_some() && !joins
        }
        _ => false,
    };
    grammar.children(cue).take_while(|it| *it < cue).any(|it| said(&it)).then_some(cue)
}

/// Who speaks in "S, said X", where the tree takes X for the verb's object.
pub(super) fn inverted(grammar: &Grammar<'_>, text: &str, cue: usize) -> Option<usize> {
    let before = cue.checked_sub(1).map_or("", |it| grammar.tokens[it].span.slice(text));
    let closed = [",", "\"", "”", "''", "’", "'", "»"].contains(&before);
    let object = grammar.child(cue, &[Deprel::Obj]).filter(|_| closed)?;
    let names = matches!(grammar.tokens[object].upos, Upos::Propn | Upos::Noun | Upos::Pron);
    (names && grammar.extent(object).0 == cue + 1).then_some(object)
}

/// What follows a verb of speech whose clause the tree hangs elsewhere: up to the end of the sentence, if a verb with a
/// subject of its own stands there.
fn rest(grammar: &Grammar<'_>, cue: usize, class: Class) -> Option<Vec<Span>> {
    matches!(class, Class::Say | Class::Tell | Class::Think).then_some(())?;
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
fn clause(grammar: &Grammar<'_>, text: &str, cue: usize, class: Class) -> Option<Vec<Span>> {
    let clause = grammar.child(cue, &[Deprel::Ccomp])?;
    let (from, to) = grammar.extent(clause);
    // "Said praise would not help": the tree takes the clause's subject for the verb's object.
    let bare = grammar.child(clause, &[Deprel::Nsubj, Deprel::NsubjPass, Deprel::Mark]).is_none();
    let object = grammar.child(cue, &[Deprel::Obj]).filter(|it| bare && cue < *it && *it < from);
    let object = object.filter(|_| matches!(class, Class::Say | Class::Think | Class::Show));
    let from = object.map_or(from, |it| grammar.extent(it).0.max(cue + 1));
    let (from, to) = if from <= cue && cue <= to { (cue + 1, to.max(cue + 1)) } else { (from, to) };
    let to = to.min(grammar.tokens.len() - 1);
    let to = if clause > cue { going_on(grammar, text, cue, to) } else { to };
    Some(grammar.content(from, to).into_iter().collect())
}

/// The end of the clause that ends at `to`, or of the verb joined to it without a subject of its own.
fn going_on(grammar: &Grammar<'_>, text: &str, cue: usize, to: usize) -> usize {
    let tokens = grammar.tokens;
    let word = |it: usize| tokens.get(it).map_or("", |it| it.span.slice(text));
    let joined = to + 1 + usize::from(word(to + 1) == ",");
    let joins = ["and", "but", "or"].contains(&word(joined));
    let end = grammar.extent(grammar.root(cue)).1;
    if joins && GO_ON.contains(&word(joined + 1)) && joined < end { end } else { to }
}

/// "S, X said": the verb hangs aside on the clause that it attributes.
fn surrounding(grammar: &Grammar<'_>, cue: usize, class: Class) -> Option<Vec<Span>> {
    let aside = grammar.tokens[cue].deprel == Deprel::Parataxis && class.is_parenthetical();
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
    let takes = matches!(class, Class::Intend | Class::Mind) || verbal && marked;
    let (from, to) = grammar.extent(open);
    (takes && from > cue).then(|| grammar.content(from, to).into_iter().collect())
}

/// "X proposed a law", "X called for talks": everything after the verb that is its own. Who is told something is no
/// content; what is spoken about is.
fn object(grammar: &Grammar<'_>, text: &str, cue: usize, class: Class) -> Option<Vec<Span>> {
    (class != Class::Say || inverted(grammar, text, cue).is_none()).then_some(())?;
    let own = |it: &usize| *it > cue && !ASIDE.contains(&grammar.tokens[*it].deprel);
    let parts: Vec<_> = grammar.children(cue).filter(own).collect();
    let takes = [Deprel::Obj, Deprel::Obl, Deprel::Xcomp, Deprel::Advcl];
    let about = |it: &usize| {
        let case = grammar.child(*it, &[Deprel::Case]);
        let word = case.map_or("", |it| grammar.tokens[it].span.slice(text));
        grammar.tokens[*it].deprel == Deprel::Obl && ABOUT.contains(&word)
    };
    let first = match class {
        Class::Act => parts.iter().find(|it| takes.contains(&grammar.tokens[**it].deprel)),
        Class::Say => parts
            .iter()
            .find(|it| grammar.tokens[**it].deprel == Deprel::Obj)
            .or_else(|| parts.iter().find(|it| about(it))),
        Class::Tell | Class::Talk | Class::Think | Class::Mind => parts.iter().find(|it| about(it)),
        Class::Show | Class::Intend => None,
    }?;
    let from = grammar.extent(*first).0 + usize::from(about(first));
    let to = parts.iter().map(|it| grammar.extent(*it).1).max()?;
    Some(grammar.content(from.max(cue + 1), to).into_iter().collect())
}
