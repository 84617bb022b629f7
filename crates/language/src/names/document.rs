//! What the whole document tells of each of its tokens: how a word is written elsewhere, and beside what.

use wiredesk_model::{Deprel, NO_HEAD, Sentence, Token, Xpos};

use super::lexicon::Lexicon;
use super::word::{Case, Word};
use crate::syntax::WordKey;

/// How a sentence is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Print {
    /// As running text.
    Running = 0,
    /// ALL CAPITALS.
    Capitals = 1,
    /// Title Case.
    Title = 2,
    /// no capitals at all.
    Small = 3,
}

/// The words of a document and what they share.
pub struct Document {
    /// One word a token.
    pub words: Vec<Word>,
    /// The same words as the network's table keys.
    pub keys: Vec<WordKey>,
    /// Tokens by their lower-cased hash, then in order.
    index: Vec<(u64, u32)>,
    /// Whether a token is evidence of how its word is written: inside a running sentence.
    evidence: Vec<bool>,
    /// What the index says of each token.
    stats: Vec<Stats>,
    /// How each sentence is printed.
    prints: Vec<Print>,
    /// Tags and arcs.
    arcs: Vec<Arc>,
}

/// What the parser says of a token.
#[derive(Clone, Copy)]
pub struct Arc {
    /// Its tag.
    pub tag: Xpos,
    /// Its relation to its head.
    pub relation: Deprel,
    /// Its head, where it has one.
    pub head: Option<u32>,
}

#[derive(Clone, Copy, Default)]
struct Stats {
    first: u32,
    last: u32,
    share: u8,
}

/// Arcs that are followed up within a compound.
const MAX_CLIMB: usize = 6;
/// Other occurrences that are looked at for one token.
const MAX_OTHERS: usize = 6;

impl Document {
    /// Reads all tokens of `text`.
    pub fn new(text: &str, tokens: &[Token], sentences: &[Sentence], lexicon: Lexicon<'_>) -> Self {
        let words: Vec<_> =
            tokens.iter().map(|it| Word::new(it.span.slice(text), lexicon)).collect();
        let keys = tokens.iter().map(|it| WordKey::new(it.span.slice(text))).collect();
        let mut evidence = vec![false; words.len()];
        let mut prints = Vec::with_capacity(sentences.len());
        for sentence in sentences {
            let range = sentence.tokens();
            let inside = words.get(range.clone()).unwrap_or_default();
            let print = print(inside);
            prints.push(print);
            for at in range.skip(1) {
                let after_quote = at > 0 && words[at - 1].case == Case::None;
                evidence[at] = print == Print::Running && !after_quote;
            }
        }
        let mut index: Vec<_> = words
            .iter()
            .zip(0..)
            .filter(|(word, _)| word.case != Case::None)
            .map(|(word, at)| (word.lower, at))
            .collect();
        index.sort_unstable();
        let arcs = tokens
            .iter()
            .map(|it| Arc {
                tag: it.xpos,
                relation: it.deprel,
                head: (it.head != NO_HEAD).then_some(it.head),
            })
            .collect();
        let mut document = Self {
            arcs,
            stats: vec![Stats::default(); words.len()],
            words,
            keys,
            index,
            evidence,
            prints,
        };
        document.count();
        document
    }

    fn count(&mut self) {
        let mut first = 0;
        for group in self.index.chunk_by(|a, b| a.0 == b.0) {
            let last = first + group.len();
            let (mut capitalized, mut all) = (0u32, 0u32);
            for &(_, at) in group {
                if self.evidence[at as usize] {
                    all += 1;
                    capitalized += u32::from(self.words[at as usize].is_capitalized());
                }
            }
            let share = match (capitalized, all) {
                (_, 0) => 0,
                (0, _) => 1,
                (c, n) if c == n => 4,
                (c, n) if 2 * c >= n => 3,
                _ => 2,
            };
            for &(_, at) in group {
                self.stats[at as usize] = Stats { first: first as u32, last: last as u32, share };
            }
            first = last;
        }
    }

    /// What the parser says of a token.
    pub fn arc(&self, token: usize) -> Option<&Arc> {
        self.arcs.get(token)
    }

    /// The token that heads the name or compound around `token`.
    pub fn top(&self, mut token: usize) -> usize {
        for _ in 0..MAX_CLIMB {
            match self.arcs.get(token) {
                Some(Arc {
                    relation: Deprel::Compound | Deprel::Flat, head: Some(head), ..
                }) => {
                    token = *head as usize;
                }
                _ => break,
            }
        }
        token
    }

    /// How the sentence is printed.
    pub fn print(&self, sentence: usize) -> Print {
        self.prints.get(sentence).copied().unwrap_or(Print::Running)
    }

    /// How often the token's word is capitalized inside running sentences: 0 unknown, 1 never, 2 seldom,
    /// 3 mostly, 4 always.
    pub fn share(&self, token: usize) -> u8 {
        self.stats[token].share
    }

    /// The number of the token's word among the words that stand at more than one place, below the number of tokens.
    pub fn group(&self, token: usize) -> Option<usize> {
        let stats = self.stats.get(token)?;
        (stats.last > stats.first + 1).then_some(stats.first as usize)
    }

    /// A few other places where the token's word is written with a capital.
    pub fn others(&self, token: usize) -> impl Iterator<Item = usize> {
        let stats = self.stats[token];
        let group = self.index.get(stats.first as usize..stats.last as usize).unwrap_or_default();
        // A word of every sentence would make this quadratic; the first places say enough.
        group
            .iter()
            .take(4 * MAX_OTHERS)
            .map(|it| it.1 as usize)
            .filter(move |&at| at != token && self.words[at].is_capitalized())
            .take(MAX_OTHERS)
    }
}

fn print(words: &[Word]) -> Print {
    let (mut small, mut title, mut upper) = (0, 0, 0);
    for word in words {
        match word.case {
            Case::Lower => small += 1,
            Case::Title | Case::Mixed => title += 1,
            Case::Upper => upper += 1,
            Case::None | Case::Initial => {}
        }
    }
    let all = small + title + upper;
    if all >= 2 && upper * 5 >= all * 4 {
        Print::Capitals
    } else if all >= 4 && (title + upper) * 10 >= all * 7 {
        Print::Title
    } else if all >= 3 && small == all {
        Print::Small
    } else {
        Print::Running
    }
}
