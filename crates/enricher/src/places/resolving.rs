//! Chooses a row for each name by the places around it. One name has one sense in an article, unless a division
//! behind it says otherwise. The work is linear in names times candidates, both bounded.
//!
//! Every name spreads its weight over the countries, regions and one-degree cells of its candidates; a candidate
//! scores by the weight that the *other* names put where it lies. A few rounds settle it.

use std::collections::BTreeMap;

use wiredesk_gazetteer::{Candidate, Entry, EntryId, EntryKind, Gazetteer, Roles, cell};

use super::Toponym;
use super::counties::{Counties, Within};
use super::hints::Hints;

/// Candidates of one name that are looked at, largest first.
const MAX_CANDIDATES: usize = 64;

/// Names of one article that are looked at, in order of appearance.
const MAX_NAMES: usize = 96;

/// Slots of the tables of regions and of cells, as a power of two.
const SLOT_BITS: u32 = 13;

/// Rounds of weighing.
const ROUNDS: usize = 3;

struct Choice {
    id: EntryId,
    kind: EntryKind,
    country: usize,
    region: usize,
    cells: [usize; 9],
    within: Within,
    prior: f32,
    weight: f32,
}

/// One name of the article.
struct Name {
    choices: Vec<Choice>,
    mentions: f32,
    people: bool,
}

/// Fills `meaning` of every toponym.
pub(super) fn resolve(world: &Gazetteer, toponyms: &mut [Toponym], hints: &Hints) {
    let mut space = Space::new();
    let mut names: BTreeMap<(u32, Option<EntryId>), Name> = BTreeMap::new();
    let anchors = anchors(toponyms);
    for toponym in toponyms.iter() {
        let key = key(toponym, &anchors);
        if names.len() >= MAX_NAMES && !names.contains_key(&key) {
            continue;
        }
        let name = names.entry(key).or_insert_with(|| Space::name(world, toponym, key.1));
        name.mentions += 1.0;
    }
    for (id, weight) in hints {
        space.hint(world, *id, *weight);
    }
    vouch(&mut names);
    settle(&mut space, &mut names);
    for toponym in toponyms.iter_mut() {
        let best = names.get(&key(toponym, &anchors)).and_then(Name::best);
        toponym.meaning = toponym.people.or(toponym.meaning).or(best);
    }
}

/// The division behind a name, by name, where all its mentions agree.
fn anchors(toponyms: &[Toponym]) -> BTreeMap<u32, Option<EntryId>> {
    let mut anchors = BTreeMap::new();
    for toponym in toponyms {
        if let Some(within) = toponym.within {
            let known = anchors.entry(toponym.candidates.key()).or_insert(Some(within));
            if *known != Some(within) {
                *known = None;
            }
        }
    }
    anchors
}

fn key(toponym: &Toponym, anchors: &BTreeMap<u32, Option<EntryId>>) -> (u32, Option<EntryId>) {
    let key = toponym.candidates.key();
    let fixed = toponym.people.or(if toponym.qualifies { toponym.meaning } else { None });
    (key, fixed.or(toponym.within).or(anchors.get(&key).copied().flatten()))
}

/// Adds to the priors what counties say for their towns.
fn vouch(names: &mut BTreeMap<(u32, Option<EntryId>), Name>) {
    let mut counties = Counties::new();
    for name in names.values() {
        counties.count(name.choices.iter().map(|it| it.within));
    }
    for name in names.values_mut() {
        let own: Vec<Within> = name.choices.iter().map(|it| it.within).collect();
        for choice in &mut name.choices {
            choice.prior += counties.support(choice.within, |it| own.contains(&it));
        }
    }
}

fn settle(space: &mut Space, names: &mut BTreeMap<(u32, Option<EntryId>), Name>) {
    for name in names.values_mut() {
        name.weigh(|it| it.prior);
        space.spread(name, 1.0);
    }
    for _ in 0..ROUNDS {
        for name in names.values_mut() {
            space.spread(name, -1.0);
            name.weigh(|it| it.prior + space.support(it));
            space.spread(name, 1.0);
        }
    }
}

impl Name {
    fn weigh(&mut self, score: impl Fn(&Choice) -> f32) {
        let mut most = f32::MIN;
        for choice in &mut self.choices {
            choice.weight = score(choice);
            most = most.max(choice.weight);
        }
        let mut sum = 0.0;
        for choice in &mut self.choices {
            choice.weight = (choice.weight - most).exp();
            sum += choice.weight;
        }
        for choice in &mut self.choices {
            choice.weight /= sum;
        }
    }

    fn best(&self) -> Option<EntryId> {
        let best =
            self.choices.iter().reduce(|best, it| if it.weight > best.weight { it } else { best });
        best.map(|it| it.id)
    }
}

/// Weights over countries, regions and cells.
struct Space {
    countries: Vec<f32>,
    regions: Vec<f32>,
    cells: Vec<f32>,
}

impl Space {
    fn new() -> Self {
        let slots = vec![0.0; 1 + (1 << SLOT_BITS)];
        Self { countries: vec![0.0; 1 + 26 * 26], regions: slots.clone(), cells: slots }
    }

    fn name(world: &Gazetteer, toponym: &Toponym, within: Option<EntryId>) -> Name {
        let people = toponym.people.is_some();
        let mut choices = Vec::new();
        let fixed = toponym.people.or(if toponym.qualifies { toponym.meaning } else { None });
        if let Some(id) = fixed {
            choices.push(Self::choice(
                world,
                Candidate { entry: id, roles: Roles::default() },
                0.0,
            ));
        } else {
            let usable = |it: &Candidate| {
                !it.roles.contains(Roles::DEMONYM) && !it.roles.contains(Roles::AFTER_COMMA)
            };
            let inside = |it: &Candidate| {
                within.is_none_or(|within| it.entry != within && world.contains(within, it.entry))
            };
            let mut list: Vec<_> = toponym
                .candidates
                .iter()
                .filter(|it| usable(it) && inside(it))
                .take(MAX_CANDIDATES)
                .collect();
            if list.is_empty() {
                list = toponym.candidates.iter().filter(usable).take(MAX_CANDIDATES).collect();
            }
            choices =
                list.iter().map(|it| Self::choice(world, *it, prior(world, *it, &list))).collect();
        }
        Name { choices, mentions: 0.0, people }
    }

    fn choice(world: &Gazetteer, candidate: Candidate, prior: f32) -> Choice {
        let Candidate { entry: id, .. } = candidate;
        let Entry { lat, lon, kind, country, .. } = world.entry(id);
        let country = country.map_or(0, |it| slot(it.0));
        let region = world.region(id).unwrap_or(EntryId(0));
        let region = hashed(region.0);
        let mut cells = [0; 9];
        let wide = !matches!(
            kind,
            EntryKind::City | EntryKind::Capital | EntryKind::District | EntryKind::Seat
        );
        for (at, to) in cells.iter_mut().enumerate() {
            let (dlat, dlon) = (at as f32 / 3.0, at as f32 % 3.0);
            let near = cell(lat + dlat.floor() - 1.0, lon + dlon - 1.0);
            // Cell 0 is nobody's: what is wide lies in no cell.
            *to = if wide { 0 } else { hashed(near) };
        }
        // "Delaware" alone is no Delaware County.
        let cut = kind == EntryKind::District && candidate.roles.contains(Roles::CUT);
        let within = if cut { Within::None } else { Within::of(world, id) };
        Choice { id, within, kind, country, region, cells, prior, weight: 0.0 }
    }

    fn hint(&mut self, world: &Gazetteer, id: EntryId, weight: f32) {
        let entry = world.entry(id);
        add(&mut self.countries, entry.country.map_or(0, |it| slot(it.0)), weight);
        if let Some(region) = world.region(id) {
            add(&mut self.regions, hashed(region.0), weight);
        }
        if entry.kind.is_city() {
            add(&mut self.cells, hashed(cell(entry.lat, entry.lon)), weight);
        }
    }

    fn spread(&mut self, name: &Name, sign: f32) {
        let strength = sign * (1.0 + name.mentions.ln()) * if name.people { 0.7 } else { 1.0 };
        for choice in &name.choices {
            let weight = strength * choice.weight;
            if weight.abs() > 1e-3 {
                add(&mut self.countries, choice.country, weight);
                add(&mut self.regions, choice.region, weight);
                let [.., middle, _, _, _, _] = choice.cells;
                add(&mut self.cells, middle, weight);
            }
        }
    }

    fn support(&self, choice: &Choice) -> f32 {
        let at = |of: &[f32], at: usize| {
            if at == 0 { 0.0 } else { of.get(at).copied().unwrap_or(0.0).max(0.0) }
        };
        let country = at(&self.countries, choice.country);
        let region = at(&self.regions, choice.region);
        let near: f32 = choice.cells.iter().map(|it| at(&self.cells, *it)).sum();
        let inside = if choice.kind == EntryKind::Country { 1.0 } else { 1.6 };
        inside * country.ln_1p() + 2.0 * region.ln_1p() + 2.0 * near.ln_1p()
    }
}

/// How likely a row is meant when nothing is known of the text.
fn prior(world: &Gazetteer, candidate: Candidate, all: &[Candidate]) -> f32 {
    let entry = world.entry(candidate.entry);
    let people = |it: &Entry| it.population.max(300.0).ln() * 0.5;
    let kind = match entry.kind {
        EntryKind::Country => 4.0,
        EntryKind::Continent => 4.0,
        // "New York" alone is the city; the state comes behind a comma or with its own word.
        EntryKind::Region if has_city(world, candidate.entry, all) => -3.0,
        EntryKind::Region => 1.0,
        EntryKind::WorldRegion => 2.0,
        // The country of the name is meant, not its city: "Mexico".
        EntryKind::Capital | EntryKind::City if in_namesake(world, candidate.entry, all) => -3.0,
        EntryKind::Capital => 2.5,
        EntryKind::District => -1.0,
        _ => 0.0,
    };
    let cut = if candidate.roles.contains(Roles::CUT) { 2.0 } else { 0.0 };
    let large = entry.kind.is_city() && entry.population > 3e6;
    let other = if candidate.roles.contains(Roles::OTHER) && !large { 1.5 } else { 0.0 };
    people(&entry) + kind - cut - other
}

/// Whether a city lies in a country that the same name names.
fn in_namesake(world: &Gazetteer, city: EntryId, all: &[Candidate]) -> bool {
    let within = world.entry(city).country.and_then(|it| world.country(it));
    within.is_some_and(|within| within != city && all.iter().any(|it| it.entry == within))
}

/// Whether a large part of a region's people live in a city of the same name.
fn has_city(world: &Gazetteer, region: EntryId, all: &[Candidate]) -> bool {
    let people = world.entry(region).population;
    all.iter().any(|it| {
        let city = world.entry(it.entry);
        city.kind.is_city() && city.population > 0.2 * people && world.contains(region, it.entry)
    })
}

fn add(to: &mut [f32], at: usize, weight: f32) {
    if let Some(it) = to.get_mut(at) {
        *it += weight;
    }
}

/// Slot of a country's letters; slot 0 is no country.
fn slot([a, b]: [u8; 2]) -> usize {
    1 + usize::from(a.wrapping_sub(b'A')) * 26 + usize::from(b.wrapping_sub(b'A'))
}

/// Slot of a region or cell. Few of the slots are taken in one article, so two rarely share one, and sharing only
/// blurs the weights.
fn hashed(number: u32) -> usize {
    if number == 0 {
        0
    } else {
        1 + (number.wrapping_mul(2_654_435_769) >> (32 - SLOT_BITS)) as usize
    }
}
