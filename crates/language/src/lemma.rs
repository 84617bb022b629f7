//! The dictionary form of a token, by its tags: a table of irregular words, then rules of English inflection.

use std::{borrow::Cow, sync::LazyLock};

use wiredesk_model::{Token, Upos, Xpos};

/// `form<TAB>universal tag<TAB>lemma`, sorted; made by `trainer` from the lemmas of GUM that the rules get wrong.
pub(crate) static TABLE: &str = include_str!("../models/lemmas.tsv");

static EXCEPTIONS: LazyLock<Vec<(&str, Upos, &str)>> = LazyLock::new(|| {
    let line = |line: &'static str| {
        let mut columns = line.split('\t');
        Some((columns.next()?, Upos::parse(columns.next()?)?, columns.next()?))
    };
    TABLE.lines().filter_map(line).collect()
});

/// The dictionary form of `token`: lower-cased but for proper names, uninflected.
pub fn lemma<'t>(text: &'t str, token: &Token) -> Cow<'t, str> {
    let form = token.span.slice(text);
    let lower = lower(form);
    let found = EXCEPTIONS.binary_search_by(|it| (it.0, it.1).cmp(&(&*lower, token.upos)));
    if let Some((_, _, lemma)) = found.ok().and_then(|it| EXCEPTIONS.get(it)) {
        return Cow::Borrowed(lemma);
    }
    if token.upos == Upos::Propn {
        return Cow::Borrowed(form);
    }
    match by_rule(&lower, token.xpos) {
        None => lower,
        Some((length, "")) => match lower {
            Cow::Borrowed(it) => Cow::Borrowed(it.get(..length).unwrap_or(it)),
            Cow::Owned(mut it) => {
                it.truncate(length);
                Cow::Owned(it)
            }
        },
        Some((length, ending)) => {
            let mut stem = lower.into_owned();
            stem.truncate(length);
            stem.push_str(ending);
            Cow::Owned(stem)
        }
    }
}

/// `form` in small letters with a plain apostrophe; borrowed where it is so already.
pub fn lower(form: &str) -> Cow<'_, str> {
    if form.contains('\u{2019}') {
        return Cow::Owned(form.replace('\u{2019}', "'").to_lowercase());
    }
    if form.chars().any(char::is_uppercase) {
        Cow::Owned(form.to_lowercase())
    } else {
        Cow::Borrowed(form)
    }
}

/// How much of `form` stays, and what is added to it.
///
/// Source: the spelling rules of inflection in Quirk et al. 1985, 3.5–3.9, 5.79–5.81 and 7.74–7.79, read backwards.
pub fn by_rule(form: &str, xpos: Xpos) -> Option<(usize, &'static str)> {
    if !form.is_ascii() {
        return None;
    }
    match xpos {
        Xpos::Nns | Xpos::Vbz => without_s(form),
        Xpos::Vbg => form.strip_suffix("ing").filter(|it| has_vowel(it)).map(restored),
        Xpos::Vbd | Xpos::Vbn => {
            let stem = form.strip_suffix("ed")?;
            if let Some(y) = stem.strip_suffix('i').filter(|it| it.len() > 1) {
                return Some((y.len(), "y"));
            }
            if stem.ends_with('e') { Some((stem.len(), "e")) } else { Some(restored(stem)) }
        }
        Xpos::Jjr | Xpos::Rbr => compared(form.strip_suffix("er")?),
        Xpos::Jjs | Xpos::Rbs => compared(form.strip_suffix("est")?),
        _ => None,
    }
}

fn without_s(form: &str) -> Option<(usize, &'static str)> {
    let n = form.len();
    if let Some(stem) = form.strip_suffix("ies").filter(|it| it.len() > 1) {
        return Some((stem.len(), "y"));
    }
    let sibilants = ["sses", "shes", "ches", "xes", "zzes", "oes"];
    if sibilants.iter().any(|it| form.ends_with(it)) && n > 4 {
        return Some((n - 2, ""));
    }
    let plain = form.ends_with('s') && n > 2 && !form.ends_with("ss") && !form.ends_with("us");
    plain.then_some((n - 1, ""))
}

fn compared(stem: &str) -> Option<(usize, &'static str)> {
    if let Some(y) = stem.strip_suffix('i') {
        return Some((y.len(), "y"));
    }
    (stem.len() > 1).then(|| restored(stem))
}

fn is_vowel(byte: u8) -> bool {
    matches!(byte, b'a' | b'e' | b'i' | b'o' | b'u')
}

fn has_vowel(stem: &str) -> bool {
    stem.len() > 1 && stem.bytes().any(|it| is_vowel(it) || it == b'y')
}

/// The stem before a vowel ending: undoes the doubling of its last consonant, and restores a silent e.
fn restored(stem: &str) -> (usize, &'static str) {
    let n = stem.len();
    let [.., a, b, c] = stem.as_bytes() else { return (n, "") };
    let (a, b, c) = (*a, *b, *c);
    if b == c && matches!(c, b'b' | b'd' | b'g' | b'm' | b'n' | b'p' | b'r' | b't') {
        return (n - 1, "");
    }
    let silent = match (a, b, c) {
        // caus-e, chang-e, solv-e, danc-e, argu-e; but tell-ing, miss-ing, focus-ing.
        (_, _, b'v' | b'u') => true,
        (_, _, b'c') => true,
        (_, b's', b's') | (_, b'z', b'z') => false,
        (_, b'u', b's') if n > 4 && !is_vowel(a) => false,
        (_, _, b's' | b'z') => is_vowel(b) || matches!(b, b'n' | b'r' | b'p' | b'l'),
        (_, b'n' | b'd' | b'r' | b'l', b'g') => !(b == b'n' && is_vowel(a) && n <= 5 && a != b'a'),
        // stat-e, creat-e; but treat-ing, visit-ing.
        (_, b'a', b't') => !matches!(a, b'e' | b'o' | b'h') || n < 3,
        (_, b'u', b't' | b'r' | b'm' | b'd' | b'l') => !is_vowel(a),
        (_, b'i', b'd' | b'r') => !is_vowel(a),
        (_, b'o', b'k' | b'd') => !is_vowel(a) && n > 3,
        (_, b'l', _) => false,
        (b'a'..=b'z', consonant, b'l') => {
            !is_vowel(consonant) && !matches!(consonant, b'w' | b'r' | b'l' | b'y')
        }
        (_, b'a', b'k' | b'm' | b'd' | b'p' | b'r' | b'n') => n <= 4 && !is_vowel(a),
        (_, b'i', b'k' | b'm' | b'n' | b'l' | b't') => n <= 4 && !is_vowel(a),
        (_, b'o', _) => n <= 3 && !is_vowel(a) && !matches!(c, b'w' | b'y' | b'x'),
        _ => false,
    };
    (n, if silent { "e" } else { "" })
}

#[cfg(test)]
mod tests {
    use super::*;
    use wiredesk_model::{Span, TokenKind};

    #[track_caller]
    fn check(form: &str, xpos: Xpos, upos: Upos, expect: &str) {
        let mut token = Token::new(Span::new(0, form.len()), TokenKind::Word);
        (token.xpos, token.upos) = (xpos, upos);
        assert_eq!(lemma(form, &token), expect, "{form}");
    }

    #[test]
    fn the_table_is_sorted() {
        assert!(EXCEPTIONS.len() > 400);
        assert!(EXCEPTIONS.is_sorted_by(|a, b| (a.0, a.1) < (b.0, b.1)));
    }

    #[test]
    fn verbs() {
        for (form, xpos, expect) in [
            ("says", Xpos::Vbz, "say"),
            ("carries", Xpos::Vbz, "carry"),
            ("reaches", Xpos::Vbz, "reach"),
            ("stopped", Xpos::Vbd, "stop"),
            ("agreed", Xpos::Vbd, "agree"),
            ("resigned", Xpos::Vbd, "resign"),
            ("changing", Xpos::Vbg, "change"),
            ("moving", Xpos::Vbg, "move"),
            ("Said", Xpos::Vbd, "say"),
            ("was", Xpos::Vbd, "be"),
            ("killed", Xpos::Vbn, "kill"),
            ("accused", Xpos::Vbn, "accuse"),
        ] {
            check(form, xpos, if expect == "be" { Upos::Aux } else { Upos::Verb }, expect);
        }
    }

    #[test]
    fn nouns_and_others() {
        check("countries", Xpos::Nns, Upos::Noun, "country");
        check("men", Xpos::Nns, Upos::Noun, "man");
        check("Paris", Xpos::Nnp, Upos::Propn, "Paris");
        check("bigger", Xpos::Jjr, Upos::Adj, "big");
        check("n’t", Xpos::Rb, Upos::Part, "not");
        check("The", Xpos::Dt, Upos::Det, "the");
    }
}
