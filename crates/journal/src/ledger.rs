//! What the entries add up to: where the lanes stand and which sources are not settled. It does no I/O.

use std::collections::BTreeMap;

use crate::deed::{Deed, Open};
use crate::entry::{Entry, Lane, Place, Position, Segment};
use crate::identity::Identity;

/// The state of the desk: a fold over the journal's entries.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ledger {
    records: Position,
    rejections: Position,
    open: BTreeMap<Identity, Open>,
    deeds: Vec<Deed>,
    history: Option<(String, u64)>,
}

impl Ledger {
    /// Adds one fact.
    pub fn apply(&mut self, entry: &Entry) {
        match entry {
            Entry::Position(lane, position) => *self.position_mut(*lane) = position.clone(),
            Entry::Partial(source, parts, seqs) => {
                let open = Open { parts: parts.clone(), seqs: *seqs, verdict: None };
                self.open.insert(source.clone(), open);
            }
            Entry::History(name, size) => self.history = Some((name.clone(), *size)),
            Entry::Line(line) => {
                let position = self.position_mut(line.lane);
                position.seq = line.seq + 1;
                position.next_segment = line.segment_number + 1;
                let offset = line.offset + line.bytes.len() as u64;
                match &mut position.segment {
                    Some(segment) if segment.name == line.segment => segment.offset = offset,
                    segment => {
                        let (name, opened_at) = (line.segment.clone(), line.opened_at);
                        *segment = Some(Segment { name, offset, opened_at });
                    }
                }
                let open = self.open.entry(line.source.clone()).or_default();
                if line.lane == Lane::Records {
                    open.parts.insert(line.part);
                    let (first, last) = open.seqs.unwrap_or((line.seq, line.seq));
                    open.seqs = Some((first.min(line.seq), last.max(line.seq)));
                }
            }
            Entry::Judged(source, verdict, at) => {
                self.open.entry(source.clone()).or_default().verdict = Some((verdict.clone(), *at));
            }
            Entry::Settled(source, place) => {
                if let Some(open) = self.open.remove(source) {
                    self.deeds.push(Deed::new(source, &open, place));
                }
            }
        }
    }

    /// Where the next line of `lane` goes.
    pub fn position(&self, lane: Lane) -> &Position {
        match lane {
            Lane::Records => &self.records,
            Lane::Rejections => &self.rejections,
        }
    }

    fn position_mut(&mut self, lane: Lane) -> &mut Position {
        match lane {
            Lane::Records => &mut self.records,
            Lane::Rejections => &mut self.rejections,
        }
    }

    /// What is known of an unsettled source.
    pub fn open(&self, source: &Identity) -> Option<&Open> {
        self.open.get(source)
    }

    /// All unsettled sources, in order of path.
    pub fn all_open(&self) -> impl Iterator<Item = (&Identity, &Open)> {
        self.open.iter()
    }

    /// Unsettled sources whose fate is known: they are to be moved.
    pub fn judged(&self) -> impl Iterator<Item = (&Identity, &Open)> {
        self.open.iter().filter(|(_, open)| open.verdict.is_some())
    }

    /// Forgets a source of which lines are out but which is no longer in the inbox, and keeps the fact as a deed.
    pub fn abandon(&mut self, source: &Identity) {
        if let Some(open) = self.open.remove(source) {
            self.deeds.push(Deed::new(source, &open, &Place::Gone));
        }
    }

    /// What was settled since the last checkpoint, in order.
    pub fn deeds(&self) -> &[Deed] {
        &self.deeds
    }

    /// The history file and its size at the last checkpoint.
    pub fn history(&self) -> Option<(&str, u64)> {
        self.history.as_ref().map(|(name, size)| (name.as_str(), *size))
    }

    /// The deeds were written to history file `name`, whose size is now `size`.
    pub fn recorded(&mut self, name: String, size: u64) {
        self.deeds.clear();
        self.history = Some((name, size));
    }

    /// The entries that give this state again; deeds must have been [`recorded`](Self::recorded) before.
    pub fn entries(&self) -> Vec<Entry> {
        let mut entries = vec![
            Entry::Position(Lane::Records, self.records.clone()),
            Entry::Position(Lane::Rejections, self.rejections.clone()),
        ];
        entries.extend(self.history.iter().map(|(name, size)| Entry::History(name.clone(), *size)));
        for (source, open) in &self.open {
            entries.push(Entry::Partial(source.clone(), open.parts.clone(), open.seqs));
            if let Some((verdict, at)) = &open.verdict {
                entries.push(Entry::Judged(source.clone(), verdict.clone(), *at));
            }
        }
        entries
    }
}
