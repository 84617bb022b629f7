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
