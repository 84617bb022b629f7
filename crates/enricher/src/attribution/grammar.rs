//! Reads dependency trees of an article: the stretch a word's subtree covers, and noun phrases. It knows no words.

use wiredesk_language::tree::Children;
use wiredesk_model::{Deprel, NO_HEAD, Span, Token, Upos};

/// Tokens on either side of a word that its subtree is taken to cover. The parser reads longer sentences in pieces of
/// as many, and a sentence without end would else be what everybody in it says.
const REACH: usize = 384;

/// The trees of an article, indexed once.
pub(super) struct Grammar<'a> {
    pub(super) tokens: &'a [Token],
    /// First and last token of each token's subtree.
    extents: Vec<(u32, u32)>,
    children: Children,
}

impl<'a> Grammar<'a> {
    pub(super) fn new(tokens: &'a [Token]) -> Self {
        let n_tokens = tokens.len();
        let head = |idx: usize| {
            let head = tokens[idx].head;
            (head != NO_HEAD && (head as usize) < n_tokens).then_some(head as usize)
        };
        let children = Children::new(tokens);
        let mut extents: Vec<_> = (0..n_tokens as u32).map(|it| (it, it)).collect();
        // Leaves first: a token is done when all its children are; what lies on a cycle is never reached.
        let mut waiting: Vec<usize> = (0..n_tokens).map(|it| children.of(it).count()).collect();
        let mut ready: Vec<usize> = (0..n_tokens).filter(|it| waiting[*it] == 0).collect();
        while let Some(idx) = ready.pop() {
            let Some(head) = head(idx) else { continue };
            let (from, to) = extents[idx];
            let near = (head.saturating_sub(REACH) as u32, (head + REACH) as u32);
            let (first, last) = extents[head];
            extents[head] = (first.min(from).max(near.0), last.max(to).min(near.1));
            waiting[head] -= 1;
            if waiting[head] == 0 {
                ready.push(head);
            }
        }
        Self { tokens, extents, children }
    }

    /// First and last token of the subtree below `idx`, itself included.
    pub(super) fn extent(&self, idx: usize) -> (usize, usize) {
        let (from, to) = self.extents[idx];
        (from as usize, to as usize)
    }

    /// Children of `idx`, left to right.
    pub(super) fn children(&self, idx: usize) -> impl DoubleEndedIterator<Item = usize> + '_ {
        self.children.of(idx)
    }

    /// The first child of `idx` in one of `relations`.
    pub(super) fn child(&self, idx: usize, relations: &[Deprel]) -> Option<usize> {
        self.children.find(self.tokens, idx, relations)
    }

    /// The head of `idx`, unless it is a root.
    pub(super) fn head(&self, idx: usize) -> Option<usize> {
        let head = self.tokens[idx].head;
        (head != NO_HEAD).then_some(head as usize).filter(|it| *it < self.tokens.len())
    }

    /// The root of the sentence that `idx` stands in.
    pub(super) fn root(&self, idx: usize) -> usize {
        let mut root = idx;
        // A tree has no cycle; the bound keeps a malformed one from looping.
        for _ in 0..256 {
            let Some(head) = self.head(root) else { break };
            root = head;
        }
        root
    }

    /// Who does what the verb `idx` says: its own subject, or that of the verb it is joined or subordinated to.
    pub(super) fn subject(&self, idx: usize) -> Option<usize> {
        self.children.nominal_subject(self.tokens, idx)
    }

    /// The noun phrase around its head `idx`, without the clauses that hang on it.
    pub(super) fn phrase(&self, idx: usize) -> Span {
        let (mut from, mut to) = (idx, idx);
        for child in self.children(idx) {
            let (first, last) = self.extent(child);
            match self.tokens[child].deprel {
                Deprel::Punct
                | Deprel::AclRelcl
                | Deprel::Acl
                | Deprel::Appos
                | Deprel::Parataxis
                | Deprel::Case
                | Deprel::Cc
                | Deprel::Mark
                | Deprel::Dep
                | Deprel::Nsubj
                | Deprel::Cop => {}
                _ if last < idx => from = from.min(first),
                _ => to = to.max(last),
            }
        }
        // A name is one phrase even where the tree cuts it: "Council President Donald Tusk".
        let named = |it: usize| self.tokens.get(it).is_some_and(|it| it.upos == Upos::Propn);
        if is_noun(self.tokens[to].upos) {
            while named(to + 1) {
                to += 1;
            }
        }
        while named(from) && from > 0 && named(from - 1) {
            from -= 1;
        }
        self.span(from, to)
    }

    /// The stretch from token `from` to token `to`, punctuation at its ends left out.
    pub(super) fn content(&self, from: usize, to: usize) -> Option<Span> {
        let worded = |it: &usize| self.tokens[*it].upos != Upos::Punct;
        let first = (from..=to).find(worded)?;
        let last = (first..=to).rev().find(worded)?;
        Some(self.span(first, last))
    }

    /// The stretch from token `from` to token `to`.
    pub(super) fn span(&self, from: usize, to: usize) -> Span {
        self.tokens[from].span.cover(self.tokens[to].span)
    }

    /// The index of the first token that ends after byte `offset`.
    pub(super) fn token_at(&self, offset: usize) -> usize {
        self.tokens.partition_point(|it| it.span.end() <= offset)
    }
}

fn is_noun(upos: Upos) -> bool {
    matches!(upos, Upos::Noun | Upos::Propn)
}

#[cfg(test)]
mod tests {
    use wiredesk_model::{Deprel, NO_HEAD, Span, Token, TokenKind, Upos, Xpos};

    use super::{Grammar, REACH};

    #[test]
    fn subtrees_of_a_sentence_without_end_stay_short() {
        let token = |at: u32| Token {
            span: Span::new(at as usize, at as usize + 1),
            kind: TokenKind::Word,
            upos: Upos::Verb,
            xpos: Xpos::Vb,
            deprel: Deprel::Ccomp,
            head: at.checked_sub(1).unwrap_or(NO_HEAD),
        };
        let tokens: Vec<Token> = (0..5_000).map(token).collect();
        let grammar = Grammar::new(&tokens);
        let lengths = (0..tokens.len()).map(|it| {
            let (from, to) = grammar.extent(it);
            assert!(from <= it && it <= to, "a word is part of its subtree");
            to - from
        });
        assert_eq!(lengths.max(), Some(REACH));
        assert_eq!(grammar.extent(4_990), (4_990, 4_999));
    }
}
