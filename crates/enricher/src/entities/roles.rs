//! Offices and descriptions of named people and bodies: "South Korean Foreign Minister Cho Tae-yul", "Cho, the
//! foreign minister,", "Cho is the foreign minister".

use wiredesk_model::{Annotations, Deprel, EntityType, Span, Timex, Token, Upos};

use super::mentions::{Candidate, What, kinds_agree};
use super::nouns::{Noun, noun};

/// Reads roles around names.
pub(super) struct Roles<'a> {
    text: &'a str,
    tokens: &'a [Token],
    times: &'a [Timex],
}

/// Tokens before a name that are looked at, and behind the head of a description.
const MAX_BEFORE: usize = 7;
const MAX_BEHIND: usize = 10;
/// Tokens of a body between an office and a name.
const MAX_BODY: usize = 6;

impl<'a> Roles<'a> {
    /// For the tokens of `notes`.
    pub(super) fn new(text: &'a str, notes: &'a Annotations) -> Self {
        Self { text, tokens: &notes.tokens, times: &notes.times }
    }

    fn word(&self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |it| it.span.slice(self.text))
    }

    /// The description directly before the name that begins at token `name`, and the noun that heads it.
    pub(super) fn before(&self, name: usize, sentence: usize) -> Option<(Span, Noun)> {
        let head = name.checked_sub(1)?;
        // "Gen." and "Mr." say too little to be a role.
        let noun = noun(self.word(head)).filter(|it| it.role && !it.plural)?;
        let mut first = head;
        while first > sentence && head - first < MAX_BEFORE && self.describes(first - 1) {
            first -= 1;
        }
        Some((self.cover(first, head + 1), noun))
    }

    /// Whether the word at `at` can stand before the head of a title.
    fn describes(&self, at: usize) -> bool {
        let word = self.word(at);
        if self.is_time(at) {
            return false;
        }
        let capital = word.starts_with(char::is_uppercase)
            && !matches!(word, "The" | "A" | "An" | "But" | "And");
        let plain = matches!(
            word,
            "-" | "former"
                | "deputy"
                | "vice"
                | "prime"
                | "acting"
                | "interim"
                | "chief"
                | "assistant"
                | "foreign"
                | "executive"
                | "senior"
        ) || noun(word).is_some();
        let modifies = |it: &Token| {
            it.upos == Upos::Adj || it.upos == Upos::Noun && it.deprel == Deprel::Compound
        };
        capital || plain || self.tokens.get(at).is_some_and(modifies)
    }

    /// "On Monday President Smith": the day is no part of the office.
    fn is_time(&self, at: usize) -> bool {
        let Some(token) = self.tokens.get(at) else { return false };
        let after = self.times.partition_point(|it| it.span.end() <= token.span.start());
        self.times.get(after).is_some_and(|it| it.span.overlaps(token.span))
    }

    /// How the nominal at `nominal` describes the name before or after it, if it does.
    pub(super) fn describes_name(&self, nominal: &Candidate, name: &Candidate) -> bool {
        let What::Nominal(noun, _) = nominal.what else { return false };
        let What::Name(found) = name.what else { return false };
        if noun.plural || nominal.sentence != name.sentence || !kinds_agree(noun.kind, found.kind) {
            return false;
        }
        if name.last <= nominal.first {
            self.follows(nominal, name)
        } else {
            // "the director John Smith", "his wife, Jill," and "the director, John Smith,"
            name.first == nominal.last
                || noun.role && self.is_titled(nominal.last, name.first)
                || name.first == nominal.last + 1
                    && self.word(nominal.last) == ","
                    && self.closes(name.last)
        }
    }

    /// "the president of Kenya William Ruto": between the noun and the name stands only the body. In "the spokesman
    /// of President William Ruto" a title does, which is the name's.
    fn is_titled(&self, from: usize, to: usize) -> bool {
        let body = from + 1..to;
        let capital = |at: usize| self.word(at).starts_with(char::is_uppercase);
        self.word(from) == "of"
            && (1..=MAX_BODY).contains(&body.len())
            && body.clone().all(|it| capital(it) || matches!(self.word(it), "the" | "of" | "and"))
            && to.checked_sub(1).is_some_and(|it| {
                capital(it) && noun(self.word(it)).is_none_or(|it| it.kind != EntityType::Person)
            })
    }

    fn follows(&self, nominal: &Candidate, name: &Candidate) -> bool {
        let between: Vec<_> = (name.last..nominal.first).map(|it| self.word(it)).collect();
        match between.as_slice() {
            ["," | "-" | "–" | "—" | "("] => self.closes(nominal.last),
            ["is" | "was" | "became" | "becomes" | "remains" | "remained"] => true,
            _ => false,
        }
    }

    /// Whether a description that ends at `at` is closed by punctuation, after its own complements.
    fn closes(&self, at: usize) -> bool {
        let end = self.behind(at);
        matches!(
            self.word(end),
            "," | "." | ";" | "-" | "–" | "—" | ")" | "(" | "" | "who" | "whose" | ":"
        )
    }

    /// The end of the complements of a noun that ends at `at`: "of the National Museum".
    fn behind(&self, at: usize) -> usize {
        let mut end = at;
        while end < at + MAX_BEHIND {
            let word = self.word(end);
            let verb = self.tokens.get(end).is_some_and(|it| {
                matches!(it.upos, Upos::Verb | Upos::Aux) && it.deprel != Deprel::Amod
            });
            let stop = matches!(
                word,
                "," | "."
                    | ";"
                    | ":"
                    | "–"
                    | "—"
                    | "("
                    | ")"
                    | ""
                    | "who"
                    | "whose"
                    | "which"
                    | "that"
                    | "and"
                    | "\""
                    | "”"
            );
            if stop || verb {
                break;
            }
            end += 1;
        }
        end
    }

    /// The words of a description without its determiner, with its complements.
    pub(super) fn phrase(&self, nominal: &Candidate) -> Span {
        let article =
            ["a", "an", "the"].iter().any(|it| it.eq_ignore_ascii_case(self.word(nominal.first)));
        let first = if article && nominal.first + 1 < nominal.last {
            nominal.first + 1
        } else {
            nominal.first
        };
        let has_complement =
            matches!(self.word(nominal.last), "of" | "for" | "at" | "in" | "to" | "with");
        let last = if has_complement { self.behind(nominal.last) } else { nominal.last };
        self.cover(first, last)
    }

    fn cover(&self, first: usize, last: usize) -> Span {
        let start = self.tokens.get(first).map(|it| it.span).unwrap_or_default();
        start.cover(self.tokens.get(last - 1).map(|it| it.span).unwrap_or_default())
    }
}
