//! Tags and trees for the sentences of a text. Its model is made by `trainer`.

#![expect(clippy::inline_always, reason = "compiled for each set of instructions")]

use wiredesk_model::{Deprel, NO_HEAD, Sentence, Token, TokenKind, Upos, Xpos};

use super::{
    features::WordKey,
    network::{Network, Workspace},
    simd::{self, Lanes, Work},
    transition::{ACTIONS, Action, LABELS, State},
};
use crate::model_file::{Cut, Reader};

/// First bytes of a model file: name and version.
pub const MAGIC: [u8; 8] = *b"WDSYNT01";
/// Longest stretch that is parsed at once, in tokens; a longer sentence is parsed in pieces, whose roots hang on
/// the first one's.
const LONGEST: usize = 384;

/// The tagger and parser.
pub struct Syntax {
    network: Network,
    upos: UposTable,
}

/// Universal tags by Penn tag and relation, and words for which another one is usual.
struct UposTable {
    usual: &'static [u8],
    /// Word hash, Penn tag, relation, universal tag; sorted.
    words: Vec<([u8; 2], u32, u8)>,
}

impl Syntax {
    /// Reads a model file.
    ///
    /// # Errors
    /// If the file is no model of this version.
    pub fn load(bytes: &'static [u8]) -> Result<Self, Cut> {
        let mut reader = Reader::new(bytes, MAGIC)?;
        let network = Network::read(&mut reader)?;
        let upos = UposTable::read(&mut reader)?;
        Ok(Self { network, upos })
    }

    /// Fills tags, heads and relations of `tokens`: each sentence becomes a tree with one root.
    pub fn parse(&self, text: &str, tokens: &mut [Token], sentences: &[Sentence]) {
        simd::run(Parse { syntax: self, text, tokens, sentences });
    }

    #[inline(always)]
    fn parse_all<L: Lanes>(
        &self,
        lanes: L,
        text: &str,
        tokens: &mut [Token],
        sentences: &[Sentence],
    ) {
        let mut work = Pass::default();
        for sentence in sentences {
            let range = sentence.tokens();
            let first = range.start;
            let mut root = None;
            for (piece, tokens) in
                tokens.get_mut(range).unwrap_or_default().chunks_mut(LONGEST).enumerate()
            {
                let start = (first + piece * LONGEST) as u32;
                let own = self.parse_piece(lanes, text, (start, tokens), &mut work);
                if let (Some(root), Some(token)) = (root, tokens.get_mut((own - start) as usize)) {
                    (token.head, token.deprel) = (root, Deprel::Parataxis);
                }
                root = root.or(Some(own));
            }
        }
    }

    /// Parses `tokens`, the first of which is number `start`; returns the root's number.
    #[inline(always)]
    fn parse_piece<L: Lanes>(
        &self,
        lanes: L,
        text: &str,
        (start, tokens): (u32, &mut [Token]),
        work: &mut Pass,
    ) -> u32 {
        work.keys.clear();
        work.keys.extend(tokens.iter().map(|it| WordKey::new(it.span.slice(text))));
        self.network.read_words(lanes, &work.keys, &mut work.space, &mut work.tags);
        let state = &mut work.state;
        state.reset(tokens.len());
        while !state.is_done() {
            self.network.look(lanes, state, &mut work.space);
            let action = ACTIONS
                .get(self.network.action(&work.space, state.legal()))
                .copied()
                .unwrap_or(Action::Shift);
            let label = match action {
                Action::Shift => 0,
                // Only the root hangs on nothing, so its relation needs no look.
                Action::Left if state.next() as usize == tokens.len() => Deprel::Root as u8,
                Action::Left => self.network.label(&work.space, 0),
                Action::Right => self.network.label(&work.space, 1),
            };
            state.apply(action, label);
        }
        let (mut root, n) = (start, tokens.len() as u32);
        for (at, ((token, key), tag)) in
            tokens.iter_mut().zip(&work.keys).zip(&work.tags).enumerate()
        {
            let (head, label) = state.arc(at);
            token.xpos = Xpos::ALL.get(usize::from(*tag)).copied().unwrap_or(Xpos::Xx);
            token.deprel = Deprel::ALL.get(usize::from(label)).copied().unwrap_or(Deprel::Dep);
            if head == n {
                root = start + at as u32;
                (token.head, token.deprel) = (NO_HEAD, Deprel::Root);
            } else {
                token.head = start + head;
                if token.deprel == Deprel::Root {
                    token.deprel = Deprel::Dep;
                }
            }
            token.upos = self.upos.get(token, key.word);
        }
        turn_subjects(tokens, start, &mut work.around);
        root
    }
}

/// The parse of an article.
struct Parse<'a> {
    syntax: &'a Syntax,
    text: &'a str,
    tokens: &'a mut [Token],
    sentences: &'a [Sentence],
}

impl Work for Parse<'_> {
    type Output = ();

    #[inline(always)]
    fn run<L: Lanes>(self, lanes: L) {
        self.syntax.parse_all(lanes, self.text, self.tokens, self.sentences);
    }
}

/// What a pass over an article reuses from sentence to sentence.
#[derive(Default)]
struct Pass {
    keys: Vec<WordKey>,
    tags: Vec<u8>,
    state: State,
    space: Workspace,
    around: Vec<u8>,
}

/// A verb has a subject.
const SUBJECT: u8 = 1;
/// A verb has a clause for object that stands before it.
const FRONTED: u8 = 2;

/// In "“It rained,” said the farmer" the clause is what was said, so the noun is who said it: where a verb has no
/// subject and its clause stands before it, what was taken for its object is its subject. `around` is a buffer.
fn turn_subjects(tokens: &mut [Token], start: u32, around: &mut Vec<u8>) {
    around.clear();
    around.resize(tokens.len(), 0);
    for (at, token) in tokens.iter().enumerate() {
        let head = token.head.wrapping_sub(start) as usize;
        let Some(around) = around.get_mut(head) else { continue };
        match token.deprel {
            Deprel::Nsubj | Deprel::NsubjPass | Deprel::Csubj | Deprel::Expl => *around |= SUBJECT,
            Deprel::Ccomp if at < head => *around |= FRONTED,
            _ => {}
        }
    }
    for (at, token) in tokens.iter_mut().enumerate() {
        let head = token.head.wrapping_sub(start) as usize;
        if token.deprel == Deprel::Obj && head < at && around.get(head) == Some(&FRONTED) {
            token.deprel = Deprel::Nsubj;
        }
    }
}

impl UposTable {
    fn read(reader: &mut Reader) -> Result<Self, Cut> {
        let usual = reader.bytes(Xpos::ALL.len() * LABELS)?;
        let n = reader.number()?;
        let hashes = reader.words(n)?;
        let rest = reader.bytes(3 * n)?;
        let words = hashes.into_iter().zip(rest.as_chunks::<3>().0);
        Ok(Self {
            usual,
            words: words
                .map(|(hash, [xpos, label, upos])| ([*xpos, *label], hash, *upos))
                .collect(),
        })
    }

    fn get(&self, token: &Token, word: u32) -> Upos {
        let key = ([token.xpos as u8, token.deprel as u8], word);
        let exception = self
            .words
            .binary_search_by_key(&key, |it| (it.0, it.1))
            .ok()
            .and_then(|it| self.words.get(it));
        let row = usize::from(token.xpos as u8) * LABELS + usize::from(token.deprel as u8);
        let usual = self.usual.get(row).copied();
        let upos = exception
            .map(|it| it.2)
            .or(usual)
            .and_then(|it| Upos::ALL.get(usize::from(it)).copied());
        match (upos, token.kind) {
            (Some(upos), _) => upos,
            (None, TokenKind::Punct) => Upos::Punct,
            (None, _) => Upos::X,
        }
    }
}

#[cfg(test)]
mod tests {
    use wiredesk_model::Span;

    use super::*;

    /// Relations of made-up tokens with the given heads and relations, after subjects are turned.
    #[track_caller]
    fn check(tree: &[(u32, Deprel)], expect: &[Deprel]) {
        let token = |(head, deprel): &(u32, Deprel)| {
            let (head, deprel) = (*head, *deprel);
            Token { head, deprel, ..Token::new(Span::new(0, 1), TokenKind::Word) }
        };
        let mut tokens: Vec<Token> = tree.iter().map(token).collect();
        turn_subjects(&mut tokens, 10, &mut Vec::new());
        assert_eq!(tokens.iter().map(|it| it.deprel).collect::<Vec<_>>(), expect);
    }

    #[test]
    fn who_stands_behind_a_fronted_clause_is_the_subject() {
        use Deprel::{Ccomp, Nsubj, Obj, Root};
        check(&[(11, Ccomp), (NO_HEAD, Root), (11, Obj)], &[Ccomp, Root, Nsubj]);
        // With a subject of its own, or a clause behind it, the verb keeps its object.
        check(&[(12, Ccomp), (12, Nsubj), (NO_HEAD, Root), (12, Obj)], &[Ccomp, Nsubj, Root, Obj]);
        check(&[(NO_HEAD, Root), (10, Obj), (10, Ccomp)], &[Root, Obj, Ccomp]);
    }
}
