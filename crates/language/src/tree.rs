//! Walks over the trees of an article: children, subtrees, subjects. It builds no trees.

use wiredesk_model::{Deprel, NO_HEAD, Span, Token, Upos};

/// The children of every token of an article, in text order; built once in linear time.
pub struct Children {
    /// Where each head's children begin in `order`.
    starts: Vec<u32>,
    order: Vec<u32>,
}

impl Children {
    /// Collects the children of all tokens.
    pub fn new(tokens: &[Token]) -> Self {
        let mut starts = vec![0_u32; tokens.len() + 1];
        let heads = || tokens.iter().map(|it| it.head as usize).enumerate();
        for (_, head) in heads() {
            if let Some(count) = starts.get_mut(head) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        // Filled from the back, each start moves down to its place.
        let mut order = vec![0; sum as usize];
        for (at, head) in heads().rev() {
            if let Some(start) = starts.get_mut(head) {
                *start -= 1;
                if let Some(slot) = order.get_mut(*start as usize) {
                    *slot = at as u32;
                }
            }
        }
        Self { starts, order }
    }

    /// Indexes of the tokens that hang on `head`, in text order.
    pub fn of(&self, head: usize) -> impl DoubleEndedIterator<Item = usize> + '_ {
        let ends = self.starts.get(head).zip(self.starts.get(head + 1));
        let own = ends.and_then(|(from, to)| self.order.get(*from as usize..*to as usize));
        own.unwrap_or(&[]).iter().map(|it| *it as usize)
    }

    /// The first child of `head` with one of `relations`.
    pub fn find(&self, tokens: &[Token], head: usize, relations: &[Deprel]) -> Option<usize> {
        self.of(head).find(|it| tokens.get(*it).is_some_and(|it| relations.contains(&it.deprel)))
    }

    /// First and one past the last token of the subtree of `head`; trees are projective, so all between belong to it.
    pub fn range(&self, head: usize) -> (usize, usize) {
        let (mut first, mut last) = (head, head);
        while let Some(child) = self.of(first).next().filter(|it| *it < first) {
            first = child;
        }
        while let Some(child) = self.of(last).next_back().filter(|it| *it > last) {
            last = child;
        }
        (first, last + 1)
    }

    /// The text under the subtree of `head`.
    pub fn span(&self, tokens: &[Token], head: usize) -> Span {
        let (first, last) = self.range(head);
        let first = tokens.get(first).map(|it| it.span).unwrap_or_default();
        tokens.get(last - 1).map_or(first, |it| first.cover(it.span))
    }

    /// The subject of the verb at `verb`: its own, or that of the verb it is joined to or governed by without one.
    pub fn subject(&self, tokens: &[Token], verb: usize) -> Option<usize> {
        let relations = [Deprel::Nsubj, Deprel::NsubjPass, Deprel::Csubj, Deprel::CsubjPass];
        self.subject_among(tokens, verb, &relations)
    }

    /// Like [`Self::subject`], where the subject is a phrase and no clause: who may have said something.
    pub fn nominal_subject(&self, tokens: &[Token], verb: usize) -> Option<usize> {
        self.subject_among(tokens, verb, &[Deprel::Nsubj, Deprel::NsubjPass])
    }

    fn subject_among(
        &self,
        tokens: &[Token],
        mut verb: usize,
        relations: &[Deprel],
    ) -> Option<usize> {
        // "said and did", "wants to try to say", "left, saying": three steps reach what people write.
        for _ in 0..4 {
            if let Some(subject) = self.find(tokens, verb, relations) {
                return Some(subject);
            }
            let token = tokens.get(verb)?;
            let governor = tokens.get(token.head as usize).filter(|_| token.head != NO_HEAD)?;
            match token.deprel {
                Deprel::Conj | Deprel::Xcomp | Deprel::Advcl | Deprel::Parataxis => {
                    verb = token.head as usize;
                }
                // A participle or relative clause speaks about its noun.
                Deprel::Acl | Deprel::AclRelcl if is_nominal(governor.upos) => {
                    return Some(token.head as usize);
                }
                Deprel::Aux | Deprel::AuxPass | Deprel::Cop if governor.upos != Upos::X => {
                    verb = token.head as usize;
                }
                _ => return None,
            }
        }
        None
    }
}

/// Whether a word of this class can name somebody or something.
fn is_nominal(upos: Upos) -> bool {
    matches!(upos, Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num | Upos::Det | Upos::Adj)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Models, segment};

    fn parsed(text: &str) -> Vec<Token> {
        let (mut tokens, sentences) = segment(text, &[Span::new(0, text.len())], true);
        Models::embedded().parse(text, &mut tokens, &sentences);
        tokens
    }

    #[track_caller]
    fn check_subject(text: &str, verb: &str, expect: &str) {
        let tokens = parsed(text);
        let children = Children::new(&tokens);
        let verb = tokens.iter().position(|it| it.span.slice(text) == verb).unwrap();
        let subject = children.subject(&tokens, verb).unwrap();
        assert_eq!(children.span(&tokens, subject).slice(text), expect);
    }

    #[test]
    fn subjects() {
        check_subject("The new minister said that talks had failed.", "said", "The new minister");
        check_subject("The minister resigned and left.", "left", "The minister");
        check_subject("She wants to leave.", "leave", "She");
        let inverted =
            "“There is a need for more oversight,” said Rosa P. Brandt, a Marden lawyer.";
        check_subject(inverted, "said", "Rosa P. Brandt, a Marden lawyer");
    }

    #[test]
    fn clauses_are_subjects_and_say_nothing() {
        let text = "Lifting the ban hurt the company.";
        check_subject(text, "hurt", "Lifting the ban");
        let tokens = parsed(text);
        let verb = tokens.iter().position(|it| it.span.slice(text) == "hurt").unwrap();
        assert_eq!(Children::new(&tokens).nominal_subject(&tokens, verb), None);
    }

    #[test]
    fn children_are_in_order_and_complete() {
        let tokens = parsed("The old man in the house said that he saw a dog. It barked.");
        let children = Children::new(&tokens);
        let mut all: Vec<usize> = (0..tokens.len()).flat_map(|it| children.of(it)).collect();
        all.sort_unstable();
        let expect: Vec<usize> =
            (0..tokens.len()).filter(|it| tokens[*it].head != NO_HEAD).collect();
        assert_eq!(all, expect);
        assert!((0..tokens.len()).all(|it| children.of(it).is_sorted()));
    }
}
