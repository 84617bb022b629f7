//! Lets a county vouch for its towns: where a text names both "Paris" and "Henry County", the Paris in a county of that
//! name is meant, however small. It knows rows, not texts.

use wiredesk_gazetteer::{EntryId, EntryKind, Gazetteer};

/// What a county named beside it adds to a town, and a town to its county, in logits: of the counties of a name only one in
/// twenty or so happens to hold a town of another name.
const CONTAINED: f32 = 4.0;

/// What another town of the same county adds.
const NEIGHBOR: f32 = 1.0;

/// Slots of the tables, as a power of two.
const SLOT_BITS: u32 = 12;

/// A row's district.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Within {
    /// The row is that district.
    Is(EntryId),
    /// The row is a town in it.
    Town(EntryId),
    /// Neither.
    None,
}

impl Within {
    /// The district of row `id`.
    pub(super) fn of(world: &Gazetteer, id: EntryId) -> Self {
        let entry = world.entry(id);
        if entry.kind == EntryKind::District {
            return Self::Is(id);
        }
        let inside = entry.kind.is_city() && world.entry(entry.parent).kind == EntryKind::District;
        if inside { Self::Town(entry.parent) } else { Self::None }
    }
}

/// How many names of an article may mean each district, and how many a town in it.
pub(super) struct Counties {
    named: Vec<u8>,
    towns: Vec<u8>,
}

impl Counties {
    pub(super) fn new() -> Self {
        let slots = vec![0; 1 << SLOT_BITS];
        Self { named: slots.clone(), towns: slots }
    }

    /// Counts one name by the districts of its candidates, each once.
    pub(super) fn count(&mut self, candidates: impl Iterator<Item = Within>) {
        let mut seen: Vec<(bool, usize)> = candidates
            .filter_map(|it| match it {
                Within::Is(id) => Some((true, slot(id))),
                Within::Town(id) => Some((false, slot(id))),
                Within::None => None,
            })
            .collect();
        seen.sort_unstable();
        seen.dedup();
        for (is_district, slot) in seen {
            let table = if is_district { &mut self.named } else { &mut self.towns };
            if let Some(it) = table.get_mut(slot) {
                *it = it.saturating_add(1);
            }
        }
    }

    /// What the other names of the article say for a candidate of a name whose candidates are `own`.
    pub(super) fn support(&self, it: Within, own: impl Fn(Within) -> bool) -> f32 {
        let others = |table: &[u8], id: EntryId, mine: Within| {
            let all = table.get(slot(id)).copied().unwrap_or(0);
            all.saturating_sub(u8::from(own(mine))) > 0
        };
        match it {
            Within::Is(id) if others(&self.towns, id, Within::Town(id)) => CONTAINED,
            Within::Town(id) if others(&self.named, id, Within::Is(id)) => CONTAINED,
            Within::Town(id) if others(&self.towns, id, Within::Town(id)) => NEIGHBOR,
            _ => 0.0,
        }
    }
}

/// Few districts are in question in one article, so two rarely share a slot.
fn slot(id: EntryId) -> usize {
    (id.0.wrapping_mul(2_654_435_769) >> (32 - SLOT_BITS)) as usize
}
