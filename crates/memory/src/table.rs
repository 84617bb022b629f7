//! From a hash to the entries of one segment that have it: open addressing in three bytes a slot.

use crate::signature::mix;

/// Entries of a segment; their numbers fit sixteen bits.
pub(crate) const MAX_ENTRIES: usize = 1 << 16;

/// Keys of one entry.
pub(crate) const MAX_KEYS: usize = 14;

/// Seven slots in ten are taken when a segment is full.
const SLOTS: usize = MAX_ENTRIES * MAX_KEYS * 10 / 7;

/// A key of which so many entries are known is a boilerplate's and takes no more.
const MAX_SAME: usize = 24;

/// Slots that a search looks at.
const MAX_PROBES: usize = 96;

/// The index of a segment. Slots are numbers of entries with eight bits of their key; other keys' entries may
/// come up too, so what is found must be verified.
pub(crate) struct Table {
    numbers: Vec<u16>,
    /// 0 marks a free slot.
    tags: Vec<u8>,
}

impl Table {
    pub(crate) fn new() -> Self {
        Self { numbers: vec![0; SLOTS], tags: vec![0; SLOTS] }
    }

    fn place(key: u64) -> (usize, u8) {
        let hash = mix(key);
        let at = (u128::from(hash) * SLOTS as u128) >> 64;
        (at as usize, (hash as u8).max(1))
    }

    /// Notes that entry `number` has `key`, unless too many have it.
    pub(crate) fn insert(&mut self, key: u64, number: u16) {
        let (start, tag) = Self::place(key);
        let mut n_same = 0;
        for at in (start..start + MAX_PROBES).map(|it| it % SLOTS) {
            let (Some(slot), Some(to)) = (self.tags.get_mut(at), self.numbers.get_mut(at)) else {
                return;
            };
            n_same += usize::from(*slot == tag);
            if n_same > MAX_SAME {
                return;
            }
            if *slot == 0 {
                (*slot, *to) = (tag, number);
                return;
            }
        }
    }

    /// Entries that may have `key`.
    pub(crate) fn find(&self, key: u64) -> impl Iterator<Item = u16> + '_ {
        let (start, tag) = Self::place(key);
        let slots = (start..start + MAX_PROBES).map(|it| it % SLOTS);
        slots
            .map_while(|at| Some((*self.tags.get(at)?, *self.numbers.get(at)?)))
            .take_while(|(it, _)| *it != 0)
            .filter(move |(it, _)| *it == tag)
            .map(|(_, number)| number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_inserted_is_found() {
        let mut table = Table::new();
        for number in 0..20_000_u16 {
            table.insert(u64::from(number), number);
        }
        assert!((0..20_000_u16).all(|it| table.find(u64::from(it)).any(|found| found == it)));
        assert!(Table::new().find(5).next().is_none());
    }

    #[test]
    fn a_key_that_everything_has_stays_short() {
        let mut table = Table::new();
        for number in 0..10_000 {
            table.insert(1, number);
        }
        assert!(table.find(1).count() <= MAX_SAME + 1);
    }
}
