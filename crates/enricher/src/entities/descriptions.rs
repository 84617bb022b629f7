//! Of whom a noun phrase is said, by the tree: "X is a lawyer", "X, a lawyer,", "X became mayor", "X, who served as mayor".
//! It decides nothing about what the phrase means.

use wiredesk_language::tree::Children;
use wiredesk_model::{Deprel, NO_HEAD, Token, Upos};

use super::mentions::{Candidate, What};

/// The trees of an article with the candidates that their words belong to.
pub(super) struct Descriptions<'a> {
    text: &'a str,
    tokens: &'a [Token],
    children: Children,
    /// The candidate of each token: the one it heads, or the name it is part of.
    candidates: Vec<Option<u32>>,
}

/// Of whom something is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Description {
    /// The candidate.
    pub(super) of: usize,
    /// Whether it is said on the side, or together with something else: "as mayor", "a lawyer and writer".
    pub(super) loose: bool,
}

/// Verbs whose object or complement is said of their subject.
const BECOME: &[&str] =
    &["became", "become", "becomes", "becoming", "remain", "remained", "remains"];

/// Verbs whose complement is said of their object, or of the subject of their passive.
const NAME: &[&str] = &[
    "appointed",
    "called",
    "chosen",
    "crowned",
    "declared",
    "dubbed",
    "elected",
    "made",
    "named",
    "nicknamed",
    "nominated",
    "proclaimed",
    "reelected",
    "re-elected",
];

/// Verbs whose complement with "as" is said of their subject.
const AS: &[&str] = &[
    "acted",
    "acting",
    "act",
    "acts",
    "appointed",
    "chosen",
    "described",
    "elected",
    "hired",
    "installed",
    "known",
    "nominated",
    "recognized",
    "regarded",
    "resign",
    "resigned",
    "retired",
    "returned",
    "serve",
    "served",
    "serves",
    "serving",
    "work",
    "worked",
    "working",
    "works",
];

impl<'a> Descriptions<'a> {
    /// For the tokens and candidates of an article.
    pub(super) fn new(text: &'a str, tokens: &'a [Token], found: &[Candidate]) -> Self {
        let mut candidates = vec![None; tokens.len()];
        for (at, candidate) in found.iter().enumerate() {
            let own = match candidate.what {
                What::Name(_) => candidate.first..candidate.last,
                What::Nominal(..) | What::Pronoun(_) => candidate.head..candidate.head + 1,
            };
            if let Some(slots) = candidates.get_mut(own) {
                slots.fill(Some(at as u32));
            }
        }
        Self { text, tokens, children: Children::new(tokens), candidates }
    }

    /// The candidate that the word at `token` belongs to.
    fn candidate(&self, token: usize) -> Option<usize> {
        self.candidates.get(token).copied().flatten().map(|it| it as usize)
    }

    fn word(&self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |it| it.span.slice(self.text))
    }

    fn is(&self, at: usize, list: &[&str]) -> bool {
        list.iter().any(|it| it.eq_ignore_ascii_case(self.word(at)))
    }

    fn governor(&self, at: usize) -> Option<usize> {
        let head = self.tokens.get(at)?.head;
        (head != NO_HEAD).then_some(head as usize)
    }

    fn deprel(&self, at: usize) -> Deprel {
        self.tokens.get(at).map_or(Deprel::Dep, |it| it.deprel)
    }

    fn child(&self, of: usize, relations: &[Deprel]) -> Option<usize> {
        self.children.find(self.tokens, of, relations)
    }

    /// The token of `candidate` that hangs on a token outside it.
    fn top(&self, candidate: &Candidate) -> usize {
        let own = candidate.first..candidate.last;
        let outside = |it: &usize| self.governor(*it).is_none_or(|head| !own.contains(&head));
        match candidate.what {
            What::Name(_) => own.clone().rev().find(outside).unwrap_or(candidate.head),
            What::Nominal(..) | What::Pronoun(_) => candidate.head,
        }
    }

    /// The candidate of which the phrase `candidate` is said, before or after it.
    pub(super) fn described(&self, candidate: &Candidate) -> Option<Description> {
        let mut head = self.top(candidate);
        // "a lawyer, writer and activist": what is said with one is said with all.
        for step in 0..4 {
            if let Some((subject, with_as)) = self.subject_of_phrase(head) {
                let of = self.candidate(self.antecedent(subject))?;
                return Some(Description { of, loose: with_as || step > 0 });
            }
            head = self.governor(head).filter(|_| self.deprel(head) == Deprel::Conj)?;
        }
        None
    }

    /// Whether something behind the noun tells which is meant: "the men in blue", "the people who came".
    pub(super) fn is_restricted(&self, candidate: &Candidate) -> bool {
        // What comes after a comma only adds something.
        let comma = self.is(candidate.head + 1, &[","]);
        let mut behind =
            self.children.of(candidate.head).filter(|it| *it > candidate.head && !comma);
        behind.any(|it| matches!(self.deprel(it), Deprel::Nmod | Deprel::AclRelcl | Deprel::Acl))
    }

    /// The token of whom the phrase headed by `head` is said, and whether with "as".
    fn subject_of_phrase(&self, head: usize) -> Option<(usize, bool)> {
        if self.child(head, &[Deprel::Cop]).is_some() {
            let subject = self.child(head, &[Deprel::Nsubj]).filter(|_| !self.is_denied(head));
            return subject.map(|it| (it, false));
        }
        let governor = self.governor(head)?;
        let (plain, with_as) = match self.child(head, &[Deprel::Case, Deprel::Mark]) {
            None => (true, false),
            Some(case) => (false, self.is(case, &["as"])),
        };
        let complement = matches!(self.deprel(head), Deprel::Xcomp | Deprel::Obj);
        let subject = if self.is_denied(governor) {
            None
        } else if self.deprel(head) == Deprel::Appos && plain {
            Some(governor).filter(|_| !self.is_list(governor, head))
        } else if complement && plain && self.is(governor, BECOME) {
            self.children.subject(self.tokens, governor)
        } else if complement && plain && self.is(governor, NAME) {
            let object = self.child(governor, &[Deprel::Obj]).filter(|it| *it != head);
            object.or_else(|| self.passive_subject(governor))
        } else if with_as && self.is(governor, AS) {
            self.children.subject(self.tokens, governor)
        } else {
            None
        };
        subject.map(|it| (it, with_as))
    }

    /// Whether an apposition is more likely one thing of several: "a minister, a mayor and two judges".
    fn is_list(&self, governor: usize, apposition: usize) -> bool {
        let joined =
            |of: usize| self.children.of(of).any(|it| it > of && self.deprel(it) == Deprel::Conj);
        joined(governor) || joined(apposition) && self.is(apposition + 1, &[","])
    }

    /// The subject of the passive `verb`; a participle hangs on what it is said of: "Smith, elected mayor in 2019,".
    fn passive_subject(&self, verb: usize) -> Option<usize> {
        self.child(verb, &[Deprel::NsubjPass])
            .or_else(|| self.governor(verb).filter(|_| self.deprel(verb) == Deprel::Acl))
    }

    /// What a relative pronoun stands for; any other word stands for itself.
    fn antecedent(&self, subject: usize) -> usize {
        let relative = self.is(subject, &["who", "which", "that"]);
        let mut clause = self.governor(subject).filter(|_| relative);
        for _ in 0..3 {
            match clause.map(|it| self.deprel(it)) {
                Some(Deprel::AclRelcl) => {
                    return clause.and_then(|it| self.governor(it)).unwrap_or(subject);
                }
                Some(Deprel::Conj) => clause = clause.and_then(|it| self.governor(it)),
                _ => break,
            }
        }
        subject
    }

    fn is_denied(&self, verb: usize) -> bool {
        let words = self.children.of(verb).filter(|it| *it < verb);
        words.into_iter().any(|it| self.is(it, &["not", "n't", "n’t", "never", "no", "if"]))
    }

    /// The candidate that a pronoun cannot be, standing beside it as subject to object; it is the reflexive's own.
    pub(super) fn co_argument(&self, pronoun: &Candidate) -> Option<usize> {
        let object = matches!(self.deprel(pronoun.head), Deprel::Obj | Deprel::Iobj | Deprel::Obl);
        let verb = self.governor(pronoun.head).filter(|_| object)?;
        let verbal = self.tokens.get(verb).is_some_and(|it| it.upos == Upos::Verb);
        let subject = self.children.subject(self.tokens, verb).filter(|_| verbal)?;
        self.candidate(self.antecedent(subject)).filter(|_| subject != pronoun.head)
    }

    /// The candidate that says or thinks the clause in which the pronoun is subject: "Acme said it would close".
    pub(super) fn reporter(&self, pronoun: &Candidate) -> Option<usize> {
        let subject = matches!(self.deprel(pronoun.head), Deprel::Nsubj | Deprel::NsubjPass);
        let mut verb = self.governor(pronoun.head).filter(|_| subject)?;
        for _ in 0..4 {
            let governor = self.governor(verb)?;
            match self.deprel(verb) {
                Deprel::Ccomp => {
                    let subject = self.children.subject(self.tokens, governor)?;
                    return self.candidate(self.antecedent(subject));
                }
                Deprel::Conj | Deprel::Advcl | Deprel::Xcomp => verb = governor,
                _ => return None,
            }
        }
        None
    }
}
