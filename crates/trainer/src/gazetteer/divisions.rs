//! Rows from the sources: countries, regions, districts, the hand-written world, cities.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;

use anyhow::Context;
use wiredesk_gazetteer::{Entry, EntryId, EntryKind, Roles, cell, normalize};

use super::book::{Book, country};
use super::naming;
use super::sources::{City, Country, Districts, Division, point, table};
use crate::data::read_text;

/// Rows of the word list on peoples whose words carry a footnote letter.
const FOOTNOTED: &[&str] = &["Dominicand", "Dominicansd", "Dominicane", "Dominicanse", "Scotchi"];

/// Demonyms that are common words or given names and would be found everywhere.
const UNSAFE: &[&str] = &["Central African Republic", "Batswana", "Ticos"];

/// Gives each city the district of the same point, or of the nearest point in its region.
pub(crate) fn place_in_districts(cities: &mut [City], districts: &Districts) {
    for city in cities {
        let Some(list) = districts.get(&format!("{}.{}", city.country, city.region)) else {
            continue;
        };
        let at = point(city.latitude, city.longitude);
        let shrink = city.latitude.to_radians().cos();
        let far = |it: &(i32, i32)| {
            let (dy, dx) = (f64::from(it.0 - at.0), f64::from(it.1 - at.1) * shrink);
            (dy * dy + dx * dx) as u64
        };
        if let Some((_, code)) = list.iter().min_by_key(|(it, _)| far(it)) {
            city.district.clone_from(code);
        }
    }
}

fn row(kind: EntryKind, lat: f64, lon: f64) -> Entry {
    Entry {
        geonames: None,
        lat: lat as f32,
        lon: lon as f32,
        parent: EntryId(0),
        population: 0.0,
        kind,
        country: None,
    }
}

/// Row 0 and the countries.
pub(crate) fn add_countries(
    book: &mut Book,
    countries: &BTreeMap<String, Country>,
) -> anyhow::Result<()> {
    book.add(row(EntryKind::World, 0.0, 0.0), "");
    for fields in table(include_str!("tables/countries.tsv")) {
        let [code, lat, lon, names] = fields.as_slice() else { continue };
        let known = countries.get(*code).with_context(|| format!("no country `{code}`"))?;
        let entry = Entry {
            geonames: Some(known.geonameid),
            population: known.population as f32,
            country: country(code),
            ..row(EntryKind::Country, lat.parse()?, lon.parse()?)
        };
        let id = book.add(entry, &known.name);
        book.codes.insert((*code).to_owned(), id);
        book.call_listed(id, names);
    }
    Ok(())
}

/// Members of a division: their cells and people.
#[derive(Default)]
struct Members {
    cells: BTreeMap<(i32, i32), (f64, f64, f64)>,
    people: u64,
}

impl Members {
    fn add(&mut self, city: &City) {
        // Half-degree cells count once each, so that one metropolis does not pull the middle to itself.
        let half = point(city.latitude * 2e-5, city.longitude * 2e-5);
        let sum = self.cells.entry(half).or_default();
        *sum = (sum.0 + city.latitude, sum.1 + city.longitude, sum.2 + 1.0);
        self.people += city.population;
    }

    fn middle(&self) -> (f64, f64) {
        let n = self.cells.len() as f64;
        let sum = self
            .cells
            .values()
            .fold((0.0, 0.0), |all, it| (all.0 + it.0 / it.2, all.1 + it.1 / it.2));
        (sum.0 / n, sum.1 / n)
    }
}

fn members<'a>(cities: &'a [City], code: impl Fn(&'a City) -> String) -> HashMap<String, Members> {
    let mut all: HashMap<String, Members> = HashMap::new();
    for city in cities {
        all.entry(code(city)).or_default().add(city);
    }
    all
}

/// First-level divisions.
pub(crate) fn add_regions(
    book: &mut Book,
    codes: &[Division],
    cities: &[City],
) -> anyhow::Result<()> {
    let members = members(cities, |it| format!("{}.{}", it.country, it.region));
    let by_hand: HashMap<&str, Vec<&str>> = table(include_str!("tables/regions.tsv"))
        .filter_map(|it| Some((*it.first()?, it)))
        .collect();
    for code in codes {
        let hand = by_hand.get(code.code.as_str());
        let point = match hand.map(Vec::as_slice) {
            Some([_, lat, lon, ..]) => Some((lat.parse()?, lon.parse()?)),
            _ => members.get(&code.code).map(Members::middle),
        };
        let Some((lat, lon)) = point else { continue };
        let id = add_division(book, code, EntryKind::Region, (lat, lon), members.get(&code.code));
        if let Some(names) = hand.and_then(|it| it.get(3)) {
            book.call_listed(id, names);
        }
    }
    Ok(())
}

/// Second-level divisions that have a city.
pub(crate) fn add_districts(book: &mut Book, codes: &[Division], cities: &[City]) {
    let members = members(cities, |it| it.district.clone());
    for code in codes {
        if let Some(known) = members.get(&code.code) {
            add_division(book, code, EntryKind::District, known.middle(), Some(known));
        }
    }
}

fn add_division(
    book: &mut Book,
    code: &Division,
    kind: EntryKind,
    (lat, lon): (f64, f64),
    members: Option<&Members>,
) -> EntryId {
    let outer = code.code.rsplit_once('.').and_then(|(outer, _)| {
        book.codes.get(outer).or_else(|| book.codes.get(outer.split('.').next()?))
    });
    let entry = Entry {
        geonames: Some(code.geonameid),
        parent: outer.copied().unwrap_or(EntryId(0)),
        population: members.map_or(0.0, |it| it.people as f32),
        country: country(&code.code),
        ..row(kind, lat, lon)
    };
    let id = book.add(entry, &code.name);
    book.codes.insert(code.code.clone(), id);
    book.call(id, &code.plain, Roles::default());
    let american = code.code.starts_with("US.");
    if let Some(short) = naming::cut(&code.name, american) {
        book.call(id, short, Roles::CUT);
    }
    id
}

/// Continents, world regions, waters, lands, seats of power, international bodies.
pub(crate) fn add_world(book: &mut Book) -> anyhow::Result<()> {
    for fields in table(include_str!("tables/world.tsv")) {
        let [kind, lat, lon, within, names] = fields.as_slice() else { continue };
        // Sizes only rank these rows against cities of the same name.
        let (kind, size) = match *kind {
            "continent" => (EntryKind::Continent, 1e9),
            "region" => (EntryKind::WorldRegion, 2e7),
            "water" => (EntryKind::Water, 5e6),
            _ => (EntryKind::Land, 2e6),
        };
        let entry = Entry {
            population: size,
            country: country(within).filter(|_| *within != "-"),
            parent: book.codes.get(*within).copied().unwrap_or(EntryId(0)),
            ..row(kind, lat.parse()?, lon.parse()?)
        };
        let id = book.add(entry, names.split('|').next().unwrap_or(names));
        book.call_listed(id, names);
    }
    for fields in table(include_str!("tables/metonyms.tsv")) {
        let [name, within, lat, lon] = fields.as_slice() else { continue };
        let parent = book.find(within)?;
        let seat = row(EntryKind::Seat, lat.parse()?, lon.parse()?);
        book.add(Entry { parent, country: country(within), population: 1e6, ..seat }, name);
    }
    for fields in table(include_str!("tables/bodies.tsv")) {
        let [name, names] = fields.as_slice() else { continue };
        let full = names.split('|').next().filter(|it| !it.is_empty()).unwrap_or(name);
        let body = Entry { population: 1e6, ..row(EntryKind::Body, 0.0, 0.0) };
        let id = book.add(body, full);
        book.call_listed(id, names);
        let code = if name.chars().any(char::is_lowercase) { "" } else { "=" };
        book.call_listed(id, &format!("{name}{code}"));
    }
    Ok(())
}

/// Peoples and adjectives.
pub(crate) fn add_demonyms(book: &mut Book, wikipedia: &Path) -> anyhow::Result<()> {
    for fields in table(include_str!("tables/demonyms.tsv")) {
        let [of, words] = fields.as_slice() else { continue };
        let id = book.find(of)?;
        for word in words.split('|') {
            book.call(id, word, Roles::DEMONYM);
        }
    }
    let text = read_text(wikipedia)?;
    for line in text.lines().skip(1) {
        let mut fields = line.split('\t');
        let Some(id) = fields.next().and_then(|it| book.find(it).ok()) else { continue };
        for word in fields.flat_map(|it| it.split([',', ';', '/', '"'])) {
            let word = word.split(['(', '[']).next().unwrap_or("").trim();
            let capital = word.chars().next().is_some_and(char::is_uppercase);
            let named = book.names.get(&normalize(word)).is_some_and(|it| !it.is_empty());
            let bad = FOOTNOTED.contains(&word) || UNSAFE.contains(&word);
            if capital && !bad && !named && !word.contains(" or ") && word.len() > 3 {
                book.call(id, word, Roles::DEMONYM);
            }
        }
    }
    Ok(())
}

/// Cities, in the order of their cells.
pub(crate) fn add_cities(
    book: &mut Book,
    mut cities: Vec<City>,
    countries: &BTreeMap<String, Country>,
) {
    cities.sort_by_key(|it| (cell(it.latitude as f32, it.longitude as f32), it.geonameid));
    let capitals = capitals(&cities, countries);
    for city in cities {
        let region = format!("{}.{}", city.country, city.region);
        let parent = [&city.district, &region, &city.country];
        let parent = parent.into_iter().find_map(|it| book.codes.get(it)).copied();
        let capital = capitals.contains(&city.geonameid);
        let kind = if capital { EntryKind::Capital } else { EntryKind::City };
        let entry = Entry {
            geonames: Some(city.geonameid),
            parent: parent.unwrap_or(EntryId(0)),
            population: city.population as f32,
            country: country(&city.country),
            ..row(kind, city.latitude, city.longitude)
        };
        let id = book.add(entry, &city.name);
        if city.population < 5_000 && !capital {
            continue;
        }
        for name in &city.others {
            if naming::is_printable(name, &normalize(name)) {
                book.call(id, name, Roles::OTHER);
            }
        }
    }
}

fn capitals(cities: &[City], countries: &BTreeMap<String, Country>) -> BTreeSet<u32> {
    let mut largest: BTreeMap<&str, &City> = BTreeMap::new();
    for city in cities {
        let Some(known) = countries.get(&city.country) else { continue };
        let capital = normalize(&known.capital);
        let same = normalize(&city.name) == capital
            || city.others.iter().any(|it| normalize(it) == capital);
        let best = largest.get(city.country.as_str());
        if same && best.is_none_or(|it| it.population < city.population) {
            largest.insert(&city.country, city);
        }
    }
    largest.values().map(|it| it.geonameid).collect()
}
