//! From a key to the entries that have it, of all segments together: a look-up takes as long with one segment as with
//! a hundred. It lives in memory and is made again from the segments; what it finds must be verified.
//!
//! A key's hash gives a bin and two more bytes, the mark. Bins are sorted by marks, which are evenly spread, so that a mark
//! says about where it stands, and a key that nothing has costs a cache line or two. The latest segment has small bins of
//! its own, because putting a slot into a large one moves half of it; behind its end they are merged, one bin at a time.

use std::ops::Range;

use wiredesk_model::ArticleId;

use crate::entry::Entry;
use crate::signature::{Signature, mix};

/// Entries of a segment; their numbers fit sixteen bits.
pub(crate) const MAX_ENTRIES: usize = 1 << 16;

/// Segments that may be remembered at once: eight bits tell them apart, with room for those that are being forgotten.
pub(crate) const MAX_SEGMENTS: usize = 250;

/// A million articles put about 850 slots in a bin.
const BINS: usize = 1 << 14;

/// Slots of one segment beyond which a bin takes no more, where it has about 60. Only texts made to meet in one bin get
/// there.
const MAX_SLOTS: usize = 1 << 12;

/// A key of which so many entries of a segment are known is a boilerplate's and takes no more of that segment.
const MAX_SAME: usize = 25;

/// Slots by which the bins of the latest segment grow: doubling would leave a third of them unused.
const STEP: usize = 16;

/// Bins that the keys of an article lead to.
const MAX_PROBES: usize = 14 * 3;

/// Slots on each side of where a mark should be that are looked at one by one.
const MAX_STEPS: usize = 64;

/// Where an entry stands: its segment's number, counted from the first one loaded, and 16 bits for its own.
pub(crate) type Address = u64;

/// The mark, then the low three bytes of an address.
type Slot = [u8; 5];

/// Sorted by mark, and by age where marks are equal.
type Bin = Vec<Slot>;

/// The index of all segments.
pub(crate) struct Index {
    /// Those of the latest segment.
    young: Vec<Bin>,
    /// Those of the segment before it, as far as they are not merged yet.
    ripe: Vec<Bin>,
    old: Vec<Bin>,
    /// The next bin to be merged.
    next: usize,
    /// Addresses of what is remembered.
    live: Range<Address>,
}

/// Everything an entry is found by.
pub(crate) fn keys(entry: &Entry) -> impl Iterator<Item = u64> + '_ {
    text_keys(&entry.signature).chain([id_key(entry.id)])
}

/// What a text is found by.
pub(crate) fn text_keys(signature: &Signature) -> impl Iterator<Item = u64> + '_ {
    let smallest = signature.sketch.iter().take(12).map(|it| u64::from(*it));
    smallest.chain((signature.whole != 0).then_some(signature.whole | 1 << 63))
}

/// What an id is found by.
pub(crate) fn id_key(id: ArticleId) -> u64 {
    let bits = u128::from_be_bytes(id.0);
    (bits as u64 ^ (bits >> 64) as u64) | 1 << 62
}

/// Number of a key's bin, and the key's mark in it.
fn place(key: u64) -> (usize, [u8; 2]) {
    let [.., c, d, a, b] = mix(key).to_be_bytes();
    (usize::from(u16::from_be_bytes([c, d])) % BINS, [a, b])
}

impl Index {
    pub(crate) fn new() -> Self {
        let bins = || vec![Bin::new(); BINS];
        Self { young: bins(), ripe: bins(), old: bins(), next: BINS, live: 0..0 }
    }

    /// Notes that the entry at `address`, which is the latest, has `key`, unless too many have it.
    pub(crate) fn insert(&mut self, key: u64, address: Address) {
        self.live.end = self.live.end.max(address + 1);
        let (bin, mark) = place(key);
        let Some(bin) = self.young.get_mut(bin) else { return };
        let mut probe = Probe::new(bin, mark);
        probe.look();
        let (start, n_same) = (probe.start(), probe.slots().count());
        if n_same < MAX_SAME && bin.len() < MAX_SLOTS {
            bin.reserve_exact(if bin.len() == bin.capacity() { STEP } else { 0 });
            bin.insert(start + n_same, slot(mark, address));
        }
    }

    /// Remembered entries that may have one of `keys`, once for each that they may have.
    pub(crate) fn find(&self, keys: impl Iterator<Item = u64>) -> Vec<Address> {
        // Every cache line is asked for before the first is needed: waiting for one after the other would take most of
        // the time.
        let mut probes = Vec::with_capacity(MAX_PROBES);
        for (number, mark) in keys.map(place) {
            probes.extend(self.old.get(number).map(|it| Probe::new(it, mark)));
            probes.extend(self.young.get(number).map(|it| Probe::new(it, mark)));
            if number >= self.next {
                probes.extend(self.ripe.get(number).map(|it| Probe::new(it, mark)));
            }
        }
        probes.iter_mut().for_each(Probe::look);
        let mut found = Vec::new();
        for probe in &probes {
            let addresses = probe.slots().map(|it| self.address(*it));
            found.extend(addresses.filter(|it| self.live.contains(it)));
        }
        found
    }

    /// The address of which a slot has the low three bytes; one behind all that are remembered for an entry that
    /// is forgotten.
    fn address(&self, slot: Slot) -> Address {
        address(self.live.start, slot)
    }

    /// The latest segment is full: what is inserted from now on is the next one's.
    pub(crate) fn seal(&mut self) {
        // A segment takes far more entries than there are bins.
        while self.next < BINS {
            self.merge();
        }
        std::mem::swap(&mut self.young, &mut self.ripe);
        self.next = 0;
    }

    /// Merges a bin of the segment that was sealed last. To be called for each new entry, it is through with all bins
    /// before the next one is.
    pub(crate) fn merge(&mut self) {
        let bins = (self.old.get_mut(self.next), self.ripe.get_mut(self.next));
        let (Some(old), Some(ripe)) = bins else { return };
        self.next += 1;
        let (live, start) = (&self.live, self.live.start);
        old.retain(|it| live.contains(&address(start, *it)));
        if old.capacity() - old.len() < ripe.len() {
            // Doubling would leave a third of all this unused.
            old.reserve_exact(ripe.len().max(old.len() / 8));
        }
        old.append(ripe);
        // Stable: the older ones stay in front.
        old.sort_by_key(|it| mark(*it));
    }

    /// Does what [`Index::insert`] does, much faster for many entries: [`Index::load_end`] must follow.
    pub(crate) fn load(&mut self, key: u64, address: Address) {
        self.live.end = self.live.end.max(address + 1);
        let (bin, mark) = place(key);
        if let Some(bin) = self.young.get_mut(bin) {
            bin.reserve_exact(if bin.len() == bin.capacity() { STEP } else { 0 });
            bin.push(slot(mark, address));
        }
    }

    /// Ends the loading of a segment behind which there are `n_more`.
    pub(crate) fn load_end(&mut self, n_more: usize) {
        for (old, young) in self.old.iter_mut().zip(&mut self.young) {
            sort_bounded(young);
            if n_more > 0 {
                if old.capacity() - old.len() < young.len() {
                    old.reserve_exact(young.len() * n_more * 9 / 8);
                }
                old.append(young);
            } else {
                old.sort_by_key(|it| mark(*it));
                old.shrink_to_fit();
            }
        }
    }

    /// Forgets the entries in front of `first`.
    pub(crate) fn forget(&mut self, first: Address) {
        self.live.start = first;
    }
}

fn slot([a, b]: [u8; 2], address: Address) -> Slot {
    let [.., c, d, e] = address.to_be_bytes();
    [a, b, c, d, e]
}

fn mark([a, b, ..]: Slot) -> [u8; 2] {
    [a, b]
}

fn address(start: Address, [.., a, b, c]: Slot) -> Address {
    let low = u64::from(u32::from_be_bytes([0, a, b, c]));
    start + (low.wrapping_sub(start) & 0xff_ffff)
}

/// Brings a segment's slots in order, and drops those that [`Index::insert`] does not take.
fn sort_bounded(bin: &mut Bin) {
    bin.truncate(MAX_SLOTS);
    bin.sort_by_key(|it| mark(*it));
    let (mut last, mut n_same) = (None, 0);
    bin.retain(|it| {
        n_same = if last == Some(mark(*it)) { n_same + 1 } else { 1 };
        last = Some(mark(*it));
        n_same <= MAX_SAME
    });
}

/// A mark on its way to its slots.
struct Probe<'b> {
    bin: &'b [Slot],
    mark: [u8; 2],
    /// Where it should be, and what stands there.
    guess: usize,
    found: Option<[u8; 2]>,
}

impl<'b> Probe<'b> {
    fn new(bin: &'b [Slot], mark: [u8; 2]) -> Self {
        Self {
            bin,
            mark,
            guess: (usize::from(u16::from_be_bytes(mark)) * bin.len()) >> 16,
            found: None,
        }
    }

    fn look(&mut self) {
        self.found = self.bin.get(self.guess).map(|it| mark(*it));
    }

    /// Where the slots that have the mark begin.
    fn start(&self) -> usize {
        let below = |it: &Slot| mark(*it) < self.mark;
        let (before, behind) = self.bin.split_at(self.guess);
        let is_below = self.found.is_some_and(|it| it < self.mark);
        let steps = if is_below {
            behind.iter().take(MAX_STEPS).take_while(|it| below(it)).count()
        } else {
            before.iter().rev().take(MAX_STEPS).take_while(|it| !below(it)).count()
        };
        match steps {
            MAX_STEPS => self.bin.partition_point(below),
            _ if is_below => self.guess + steps,
            _ => self.guess - steps,
        }
    }

    fn slots(&self) -> impl Iterator<Item = &'b Slot> {
        let rest = self.bin.get(self.start()..).unwrap_or_default();
        let wanted = self.mark;
        rest.iter().take_while(move |it| mark(**it) == wanted)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An index to which segments of `n` entries were added in turn, each entry with a key of its own and one that all of its
    /// segment have.
    struct Filled {
        index: Index,
        n: u64,
        n_segments: u64,
    }

    impl Filled {
        fn new(n: u64) -> Self {
            Self { index: Index::new(), n, n_segments: 0 }
        }

        fn addresses(&self) -> impl Iterator<Item = Address> + use<> {
            let segment = self.n_segments;
            (0..self.n).map(move |it| segment << 16 | it)
        }

        fn add(&mut self) {
            self.index.seal();
            for address in self.addresses() {
                self.index.insert(address, address);
                self.index.insert(common(self.n_segments), address);
                self.index.merge();
            }
            self.n_segments += 1;
        }

        fn found(&self, key: u64) -> Vec<Address> {
            self.index.find([key].into_iter())
        }
    }

    fn common(segment: u64) -> u64 {
        1 << 60 | segment
    }

    #[test]
    fn what_was_inserted_is_found_while_it_is_merged_and_behind_it() {
        let mut filled = Filled::new(5_000);
        for n_segments in 1..6 {
            filled.add();
            let all =
                (0..n_segments).flat_map(|segment| (0..5_000).map(move |it| segment << 16 | it));
            for address in all {
                assert!(
                    filled.found(address).contains(&address),
                    "{address:x} of {n_segments} segments"
                );
            }
        }
        assert!(filled.found(77 << 32).is_empty());
    }

    #[test]
    fn a_key_that_a_whole_segment_has_stays_short() {
        let mut filled = Filled::new(200);
        filled.add();
        filled.add();
        let first: Vec<_> = (0..MAX_SAME as u64).collect();
        assert_eq!(filled.found(common(0)), first);
        assert_eq!(filled.found(common(1)).len(), MAX_SAME);
    }

    #[test]
    fn a_mark_that_is_far_from_its_place_is_found() {
        let crowd = (0..300_u64).map(|it| slot([0, 0], it));
        let bin: Vec<Slot> = crowd.chain([slot([1, 0], 7)]).collect();
        let found = |mark| {
            let mut probe = Probe::new(&bin, mark);
            probe.look();
            probe.slots().count()
        };
        assert_eq!([[0, 0], [0, 1], [1, 0], [255, 255]].map(found), [300, 0, 1, 0]);
    }

    #[test]
    fn what_is_forgotten_is_not_found_and_gives_its_slots_back() {
        let mut filled = Filled::new(300);
        // More segments than eight bits tell apart, three of them remembered at a time.
        for n in 0..600 {
            filled.add();
            filled.index.forget((n as Address).saturating_sub(2) << 16);
        }
        for segment in 0..600 {
            let is_live = segment >= 597;
            assert_eq!(filled.found(common(segment)).len(), if is_live { MAX_SAME } else { 0 });
            let address = segment << 16 | 0x100;
            assert_eq!(filled.found(address).contains(&address), is_live, "{segment}");
        }
        filled.index.seal();
        filled.index.seal();
        let n_slots: usize = filled.index.old.iter().map(Vec::len).sum();
        assert_eq!(n_slots, 3 * (300 + MAX_SAME));
    }

    #[test]
    fn loading_does_what_inserting_does() {
        let mut inserted = Filled::new(2_000);
        let mut loaded = Filled::new(2_000);
        for n_more in (0..4).rev() {
            inserted.add();
            for address in loaded.addresses() {
                loaded.index.load(address, address);
                loaded.index.load(common(loaded.n_segments), address);
            }
            loaded.index.load_end(n_more);
            loaded.n_segments += 1;
        }
        // Both go on alike, too.
        for filled in [&mut inserted, &mut loaded] {
            filled.add();
            filled.index.seal();
            filled.index.seal();
        }
        assert!(inserted.index.old == loaded.index.old);
    }
}
