//! From text to candidates: a walk along the index, without a copy of the text.

use fst::raw::{CompiledAddr, Output};

use crate::fold::{Fold, fold};
use crate::{EntryId, Gazetteer};

/// How a name names a row: a set of flags.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Roles(u16);

impl Roles {
    /// A further name: foreign, former, shortened.
    pub const OTHER: Self = Self(1);
    /// The people or the adjective, not the place.
    pub const DEMONYM: Self = Self(2);
    /// Counts only when printed without small letters: "US", "N.Y.".
    pub const UPPER: Self = Self(4);
    /// Counts only when printed with full stops: "Calif.", "N.Y.".
    pub const DOTTED: Self = Self(8);
    /// Counts only behind a place and a comma: "Paris, TX".
    pub const AFTER_COMMA: Self = Self(16);
    /// A division's name without its word: "Kursk" for Kursk Oblast.
    pub const CUT: Self = Self(32);

    /// The flags as stored.
    pub fn bits(self) -> u16 {
        self.0
    }

    /// Whether all flags of `other` are set.
    pub fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Both sets together.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether `printed` satisfies the conditions on letters and full stops.
    pub fn allow(self, printed: &str) -> bool {
        let upper = || !printed.chars().any(char::is_lowercase);
        (!self.contains(Self::UPPER) || upper())
            && (!self.contains(Self::DOTTED) || printed.ends_with('.'))
    }
}

/// One meaning of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The row.
    pub entry: EntryId,
    /// How the name names it.
    pub roles: Roles,
}

impl Candidate {
    /// The stored form: row in the low 20 bits, roles above.
    pub fn pack(self) -> u32 {
        self.entry.0 & 0xf_ffff | u32::from(self.roles.0) << 20
    }
}

/// The meanings of one name, largest first.
#[derive(Clone, Copy)]
pub struct Candidates<'a> {
    table: &'a Gazetteer,
    at: usize,
    end: usize,
    /// How often a capitalized word like this is a place in edited news: 1 never to 15 always, 0 not known.
    pub placeness: u8,
}

impl std::fmt::Debug for Candidates<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self).finish()
    }
}

impl<'a> Candidates<'a> {
    pub(crate) fn none(table: &'a Gazetteer) -> Self {
        Self { table, at: 0, end: 0, placeness: 0 }
    }

    /// The value of a name in the index: where its candidates begin, how many, and its placeness.
    pub fn pack(at: usize, n: usize, placeness: u8) -> u64 {
        (at as u64) << 16 | (n.min(4095) as u64) << 4 | u64::from(placeness & 15)
    }

    /// The meanings, largest first.
    pub fn iter(&self) -> Meanings<'a> {
        Meanings { table: self.table, at: self.at, end: self.end }
    }

    /// Tells this name from others: the same for every spelling of it.
    pub fn key(&self) -> u32 {
        self.end as u32
    }

    fn unpack(table: &'a Gazetteer, value: u64) -> Self {
        let (at, n) = ((value >> 16) as usize, (value >> 4 & 4095) as usize);
        Self { table, at, end: at + n, placeness: (value & 15) as u8 }
    }
}

impl<'a> IntoIterator for Candidates<'a> {
    type Item = Candidate;
    type IntoIter = Meanings<'a>;

    fn into_iter(self) -> Meanings<'a> {
        self.iter()
    }
}

impl<'a> IntoIterator for &Candidates<'a> {
    type Item = Candidate;
    type IntoIter = Meanings<'a>;

    fn into_iter(self) -> Meanings<'a> {
        self.iter()
    }
}

/// Walks over the meanings of one name.
pub struct Meanings<'a> {
    table: &'a Gazetteer,
    at: usize,
    end: usize,
}

impl Iterator for Meanings<'_> {
    type Item = Candidate;

    fn next(&mut self) -> Option<Candidate> {
        if self.at >= self.end {
            return None;
        }
        let word = self.table.candidate(self.at);
        self.at += 1;
        Some(Candidate { entry: EntryId(word & 0xf_ffff), roles: Roles((word >> 20) as u16) })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.end - self.at, Some(self.end - self.at))
    }
}

impl ExactSizeIterator for Meanings<'_> {}

/// A name found at the beginning of a text.
#[derive(Clone, Copy, Debug)]
pub struct Prefix<'a> {
    /// Length of the name in bytes of the text; a full stop belongs to it where nothing but it was folded away.
    pub end: usize,
    /// What it may mean.
    pub candidates: Candidates<'a>,
}

/// The names a text begins with, shortest first.
pub struct Prefixes<'a, 't> {
    table: &'a Gazetteer,
    text: &'t str,
    at: usize,
    state: Option<(CompiledAddr, Output)>,
    gap: bool,
}

impl<'a, 't> Prefixes<'a, 't> {
    pub(crate) fn new(table: &'a Gazetteer, text: &'t str) -> Self {
        let root = table.index.as_fst().root().addr();
        Self { table, text, at: 0, state: Some((root, Output::zero())), gap: false }
    }

    fn step(&mut self, byte: u8) -> bool {
        let index = self.table.index.as_fst();
        self.state = self.state.and_then(|(addr, output)| {
            let node = index.node(addr);
            let transition = node.transition(node.find_input(byte)?);
            Some((transition.addr, output.cat(transition.out)))
        });
        self.state.is_some()
    }

    fn take(&mut self, c: char) -> bool {
        match fold(c) {
            Fold::Bytes(bytes, len) => {
                if std::mem::take(&mut self.gap) && !self.step(b' ') {
                    return false;
                }
                bytes.iter().take(usize::from(len)).all(|byte| self.step(*byte))
            }
            Fold::Gap => {
                self.gap = self.at > 0;
                true
            }
            Fold::Nothing => true,
            Fold::Stop => false,
        }
    }
}

impl<'a> Iterator for Prefixes<'a, '_> {
    type Item = Prefix<'a>;

    fn next(&mut self) -> Option<Prefix<'a>> {
        while let Some(c) = self.text.get(self.at..).and_then(|it| it.chars().next()) {
            if !self.take(c) {
                self.state = None;
                return None;
            }
            self.at += c.len_utf8();
            let next = self.text.get(self.at..).and_then(|it| it.chars().next());
            if self.gap || next.is_some_and(char::is_alphanumeric) {
                continue;
            }
            let (addr, output) = self.state?;
            let node = self.table.index.as_fst().node(addr);
            if node.is_final() {
                let value = output.cat(node.final_output()).value();
                let candidates = Candidates::unpack(self.table, value);
                return Some(Prefix { end: self.at, candidates });
            }
        }
        None
    }
}
