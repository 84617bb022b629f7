//! The features of a token, as rows of the weight table. The templates are those of the linear models in the
//! literature on names (Ratinov and Roth 2009: clusters, gazetteers, context of other occurrences). It does not know weights.

use wiredesk_model::Xpos;

use super::document::{Document, Print};
use super::lexicon::{Entry, Lexicon, flag};
use super::word::{Case, Word, finish, join};

/// The weight table has `1 << TABLE_BITS` rows.
pub const TABLE_BITS: u32 = 19;

/// Writes the features of one token after another.
pub struct Extractor<'a> {
    document: &'a Document,
    lexicon: Lexicon<'a>,
    first: usize,
    last: usize,
    print: Print,
    /// Per token of the sentence: place in a place phrase, and the capitalized run around it.
    phrases: Vec<u8>,
    runs: Vec<(u32, u32)>,
}

/// Keys of one token's features: [`row`] says where the weights of a key lie, and the weights there belong to it
/// only if the row's own check is [`check`].
pub type Rows = Vec<u32>;

/// The number of the tag of proper nouns, as the features count it.
const NNP: u64 = Xpos::Nnp as u64 + 1;

const EDGE: Word = Word {
    raw: 1,
    lower: 1,
    shape: 1,
    prefixes: [0; 4],
    suffixes: [0; 4],
    case: Case::None,
    entry: Entry { clusters: [u16::MAX; 4], flags: 0, frequency: 0 },
};

/// The row of the weight table that a key falls on.
pub fn row(key: u32) -> usize {
    (key >> (u32::BITS - TABLE_BITS)) as usize
}

/// What tells the keys of one row apart.
pub fn check(key: u32) -> u16 {
    (key & 0xffff) as u16
}

fn pair(a: u64, b: u64) -> u64 {
    join(a.rotate_left(21), b)
}

fn emit(rows: &mut Rows, template: u64, value: u64) {
    let mixed =
        (value ^ template.wrapping_mul(0x9e37_79b9_7f4a_7c15)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    rows.push((mixed >> 32) as u32);
}

impl<'a> Extractor<'a> {
    /// For documents read with `lexicon`.
    pub fn new(document: &'a Document, lexicon: Lexicon<'a>) -> Self {
        let (phrases, runs) = (Vec::new(), Vec::new());
        Self { document, lexicon, first: 0, last: 0, print: Print::Running, phrases, runs }
    }

    /// Begins a sentence: the tokens `first..last` of the document.
    pub fn begin(&mut self, sentence: usize, first: usize, last: usize) {
        (self.first, self.last) = (first, last);
        self.print = self.document.print(sentence);
        self.find_phrases();
        self.find_runs();
    }

    fn words(&self) -> &'a [Word] {
        self.document.words.get(self.first..self.last).unwrap_or_default()
    }

    fn at(&self, offset: isize) -> &'a Word {
        let words = self.words();
        usize::try_from(offset).ok().and_then(|it| words.get(it)).unwrap_or(&EDGE)
    }

    fn find_phrases(&mut self) {
        let words = self.words();
        self.phrases.clear();
        self.phrases.resize(words.len(), 0);
        for start in 0..words.len() {
            if words[start].entry.flags & flag::PHRASE_START == 0
                || words[start].case == Case::Lower
            {
                continue;
            }
            let (mut hash, mut longest) = (0, 0);
            for (n, word) in words[start..].iter().take(5).enumerate() {
                if n > 0 && word.entry.flags & flag::PHRASE_PART == 0 {
                    break;
                }
                hash = join(hash, word.lower);
                if n > 0 && self.lexicon.has_phrase(hash) {
                    longest = n + 1;
                }
            }
            for n in 0..longest {
                let place = if n == 0 {
                    1
                } else if n + 1 == longest {
                    3
                } else {
                    2
                };
                self.phrases[start + n] = self.phrases[start + n].max(place);
            }
        }
    }

    fn find_runs(&mut self) {
        let words = self.words();
        self.runs.clear();
        let mut at = 0;
        while at < words.len() {
            let start = at;
            while at < words.len() && (words[at].is_capitalized() || bridges(words, start, at)) {
                at += 1;
            }
            let end = at.max(start + 1);
            self.runs.extend((start..end).map(|_| (start as u32, end as u32)));
            at = end;
        }
    }

    /// Appends the rows of the token at `at` of the sentence.
    pub fn rows(&self, at: usize, rows: &mut Rows) {
        let i = at as isize;
        let window = [self.at(i - 2), self.at(i - 1), self.at(i), self.at(i + 1), self.at(i + 2)];
        emit(rows, 0, 0);
        for (place, word) in (0..).zip(window) {
            own(rows, place * 8, word);
        }
        Self::forms(rows, &window);
        pairs(rows, &window);
        self.printed(rows, at, window[2]);
        if window[2].is_capitalized() && self.print != Print::Capitals {
            self.run(rows, at);
        }
        self.syntax(rows, at, window[2]);
        self.elsewhere(rows, self.first + at);
    }

    /// What the network is told of the token at `at` of the sentence beside its form, a bit each: the lexicon's flags,
    /// the share of capitals in the document, how the sentence is printed, the place in a place phrase, whether the
    /// sentence begins here, and the tag.
    pub fn marks(&self, at: usize) -> u32 {
        let token = self.first + at;
        let flags = u32::from(self.at(at as isize).entry.flags) & 0x7ff;
        let share = 1 << (11 + self.document.share(token));
        let print = match self.print {
            Print::Running => 0,
            print => 1 << (15 + print as u32),
        };
        let phrase = self.phrases.get(at).filter(|it| **it > 0).map_or(0, |it| 1 << (18 + it));
        let tag = match self.document.arc(token).map(|it| it.tag) {
            Some(Xpos::Nnp) => 1 << 23,
            Some(Xpos::Nnps) => 1 << 24,
            Some(Xpos::Nn) => 1 << 25,
            Some(Xpos::Nns) => 1 << 26,
            Some(Xpos::Jj) => 1 << 27,
            Some(Xpos::In) => 1 << 28,
            Some(Xpos::Dt) => 1 << 29,
            Some(Xpos::Cd) => 1 << 30,
            Some(Xpos::Vb | Xpos::Vbd | Xpos::Vbg | Xpos::Vbn | Xpos::Vbp | Xpos::Vbz) => 1 << 31,
            _ => 0,
        };
        flags | share | print | phrase | u32::from(at == 0) << 22 | tag
    }

    fn forms(rows: &mut Rows, window: &[&Word; 5]) {
        let [_, before, word, after, _] = window;
        emit(rows, 50, before.raw);
        emit(rows, 51, word.raw);
        emit(rows, 52, after.raw);
        if word.case != Case::None {
            for n in 0..4 {
                emit(rows, 54 + n, word.prefixes[n as usize]);
                emit(rows, 58 + n, word.suffixes[n as usize]);
            }
            let mut flags = word.entry.flags;
            while flags != 0 {
                emit(rows, 62, pair(u64::from(flags.trailing_zeros()), word.case as u64));
                flags &= flags - 1;
            }
        }
    }

    fn printed(&self, rows: &mut Rows, at: usize, word: &Word) {
        let print = self.print as u64;
        let initial = u64::from(at == 0);
        let share = u64::from(self.document.share(self.first + at));
        emit(rows, 80, pair(print, word.shape));
        emit(rows, 81, pair(initial, word.shape));
        emit(rows, 82, pair(share * 4 + print, word.case as u64 * 2 + initial));
        emit(rows, 83, pair(u64::from(word.entry.frequency) * 8 + word.case as u64, print));
        if self.phrases[at] > 0 {
            emit(rows, 84, pair(u64::from(self.phrases[at]), word.case as u64));
        }
        for (template, near) in [(85, at.wrapping_sub(1)), (86, at + 1)] {
            if let Some(place) = self.phrases.get(near).filter(|it| **it > 0) {
                emit(rows, template, u64::from(*place));
            }
        }
    }

    /// The run of capitalized words around the token.
    fn run(&self, rows: &mut Rows, at: usize) {
        let words = self.words();
        let (start, end) = self.runs[at];
        let (start, end) = (start as usize, end as usize);
        let left = self.at(start as isize - 1);
        let right = self.at(end as isize);
        let (head, tail) = (&words[start], &words[end - 1]);
        let place = pair((at - start).min(3) as u64, (end - 1 - at).min(3) as u64);
        emit(rows, 90, left.lower);
        emit(rows, 91, right.lower);
        emit(rows, 92, head.lower);
        emit(rows, 93, tail.lower);
        emit(rows, 94, place);
        emit(rows, 95, u64::from(left.entry.clusters[2]));
        emit(rows, 96, u64::from(right.entry.clusters[2]));
        emit(rows, 97, pair(u64::from(head.entry.clusters[1]), place));
        emit(rows, 98, pair(u64::from(tail.entry.clusters[1]), place));
        emit(rows, 99, pair(u64::from(head.entry.clusters[1]), u64::from(tail.entry.clusters[1])));
        emit(rows, 100, pair(u64::from(tail.entry.flags), place));
        emit(rows, 101, pair(u64::from(head.entry.flags), place));
        emit(rows, 102, pair(left.lower, right.lower));
        // "University of X", "Bank of X": the words before a small link say what the run is.
        emit(rows, 103, pair(self.at(start as isize - 2).lower, left.lower));
        emit(rows, 104, pair(right.lower, self.at(end as isize + 1).lower));
        emit(
            rows,
            105,
            pair(u64::from(left.entry.clusters[1]), u64::from(right.entry.clusters[1])),
        );
    }

    /// Tags around the token, and what the name it is in does in its clause.
    fn syntax(&self, rows: &mut Rows, at: usize, word: &Word) {
        let token = self.first + at;
        let tag = |at: usize| self.document.arc(at).map_or(0, |it| it.tag as u64 + 1);
        let before = if at > 0 { tag(token - 1) } else { 0 };
        let (own, after) = (tag(token), if token + 1 < self.last { tag(token + 1) } else { 0 });
        emit(rows, 120, before);
        emit(rows, 121, own);
        emit(rows, 122, after);
        emit(rows, 123, pair(before, own));
        emit(rows, 124, pair(own, after));
        emit(rows, 125, pair(pair(before, own), after));
        emit(rows, 126, pair(own, word.shape));
        emit(rows, 127, pair(own, u64::from(word.entry.clusters[1])));
        if word.case == Case::None || word.case == Case::Lower && own != NNP {
            return;
        }
        let top = self.document.top(token);
        let Some(arc) = self.document.arc(top) else { return };
        let words = &self.document.words;
        let head = arc.head.and_then(|it| words.get(it as usize)).unwrap_or(&EDGE);
        let relation = arc.relation as u64;
        emit(rows, 128, pair(relation, head.lower));
        emit(rows, 129, pair(relation, u64::from(head.entry.clusters[1])));
        emit(rows, 130, pair(relation, u64::from(head.entry.clusters[3])));
        if let Some(word) = words.get(top) {
            emit(rows, 131, word.lower);
            emit(rows, 132, pair(u64::from(word.entry.clusters[2]), u64::from(top == token)));
        }
    }

    /// How the word is used at its other places in the document.
    fn elsewhere(&self, rows: &mut Rows, token: usize) {
        let words = &self.document.words;
        let mut sides = 0;
        for other in self.document.others(token) {
            let before = other.checked_sub(1).and_then(|it| words.get(it)).unwrap_or(&EDGE);
            let after = words.get(other + 1).unwrap_or(&EDGE);
            emit(rows, 110, before.lower);
            emit(rows, 111, after.lower);
            emit(rows, 112, u64::from(before.entry.clusters[1]));
            emit(rows, 113, u64::from(after.entry.clusters[1]));
            sides |= u64::from(before.is_capitalized()) | u64::from(after.is_capitalized()) << 1;
        }
        if sides > 0 {
            emit(rows, 114, pair(sides, words[token].case as u64));
        }
    }
}

/// A hyphen, a dot or an ampersand between two capitalized words.
fn bridges(words: &[Word], start: usize, at: usize) -> bool {
    let link = words[at].case == Case::None && words[at].shape != words_edge();
    at > start && link && is_link(&words[at]) && words.get(at + 1).is_some_and(Word::is_capitalized)
}

fn words_edge() -> u64 {
    EDGE.shape
}

fn is_link(word: &Word) -> bool {
    [LINK_HYPHEN, LINK_AND].contains(&word.raw)
}

/// Hashes of "-" and "&": one step of FNV-1a from its basis, finished.
const LINK_HYPHEN: u64 = one_char(b'-');
const LINK_AND: u64 = one_char(b'&');

const fn one_char(c: u8) -> u64 {
    let mut hash = (0xcbf2_9ce4_8422_2325 ^ c as u64).wrapping_mul(0x0000_0100_0000_01b3);
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash ^ (hash >> 33)
}

fn own(rows: &mut Rows, base: u64, word: &Word) {
    emit(rows, base + 1, word.lower);
    emit(rows, base + 2, word.shape);
    for (template, cluster) in (base + 3..).zip(word.entry.clusters) {
        emit(rows, template, u64::from(cluster));
    }
    if word.entry.flags != 0 {
        emit(rows, base + 7, finish(u64::from(word.entry.flags)));
    }
}

fn pairs(rows: &mut Rows, window: &[&Word; 5]) {
    let cluster = |at: usize, size: usize| u64::from(window[at].entry.clusters[size]);
    emit(rows, 64, pair(window[1].shape, window[2].shape));
    emit(rows, 65, pair(window[2].shape, window[3].shape));
    emit(rows, 66, pair(pair(window[1].shape, window[2].shape), window[3].shape));
    for (template, (a, b)) in (67..).zip([(1, 2), (2, 3), (1, 3), (0, 1), (3, 4)]) {
        emit(rows, template, pair(cluster(a, 1), cluster(b, 1)));
    }
    emit(rows, 72, pair(cluster(1, 2), cluster(2, 2)));
    emit(rows, 73, pair(cluster(2, 2), cluster(3, 2)));
    emit(rows, 74, pair(cluster(2, 1), window[2].shape));
    emit(rows, 75, pair(pair(cluster(1, 0), cluster(2, 0)), cluster(3, 0)));
}
