//! One row of the table and how it is packed. It does not know the row's names.

use wiredesk_model::{CountryCode, Geo, PlaceKind};

/// Bytes of a packed row.
pub(crate) const ROW_BYTES: usize = 16;

/// Number of a row; rows of divisions come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryId(pub u32);

/// What a row describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum EntryKind {
    /// Row 0: everything.
    World,
    /// Continent.
    Continent,
    /// Region across or within countries that is no division: Sahel, New England.
    WorldRegion,
    /// State or territory with an ISO 3166 code.
    Country,
    /// First-level division.
    Region,
    /// Second-level division.
    District,
    /// A country's capital.
    Capital,
    /// Any other city, town or village.
    City,
    /// Sea, lake, river, strait.
    Water,
    /// Mountain, island, desert.
    Land,
    /// Seat of power that stands for a government: the Kremlin.
    Seat,
    /// International body; it has no coordinates.
    Body,
}

impl EntryKind {
    const ALL: [Self; 12] = [
        Self::World,
        Self::Continent,
        Self::WorldRegion,
        Self::Country,
        Self::Region,
        Self::District,
        Self::Capital,
        Self::City,
        Self::Water,
        Self::Land,
        Self::Seat,
        Self::Body,
    ];

    /// Whether people live in it as a town.
    pub fn is_city(self) -> bool {
        matches!(self, Self::Capital | Self::City)
    }

    /// The kind as the record names it; `None` for what is no place.
    pub fn place_kind(self) -> Option<PlaceKind> {
        Some(match self {
            Self::World | Self::Body => return None,
            Self::Continent => PlaceKind::Continent,
            Self::WorldRegion => PlaceKind::WorldRegion,
            Self::Country => PlaceKind::Country,
            Self::Region => PlaceKind::Region,
            Self::District => PlaceKind::District,
            Self::Capital | Self::City => PlaceKind::City,
            Self::Water => PlaceKind::Water,
            Self::Land => PlaceKind::Land,
            Self::Seat => PlaceKind::Facility,
        })
    }
}

/// One row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Entry {
    /// GeoNames id, where the row has one.
    pub geonames: Option<u32>,
    /// Degrees north.
    pub lat: f32,
    /// Degrees east.
    pub lon: f32,
    /// Row of the smallest division around it; row 0 for countries and what lies in none.
    pub parent: EntryId,
    /// Inhabitants, within nine per cent; of a division, those of its cities.
    pub population: f32,
    /// What it is.
    pub kind: EntryKind,
    /// Its country.
    pub country: Option<CountryCode>,
}

impl Entry {
    /// The row as annotations carry it; `None` for what is no place.
    pub fn geo(&self) -> Option<Geo> {
        let Self { geonames, lat, lon, country, .. } = *self;
        Some(Geo { geonames, lat, lon, kind: self.kind.place_kind()?, country })
    }

    /// Great-circle distance to `other` in kilometres.
    pub fn km(&self, other: &Self) -> f32 {
        let (a, b) = (self.lat.to_radians(), other.lat.to_radians());
        let dlon = (other.lon - self.lon).to_radians();
        let h = ((b - a) / 2.0).sin().powi(2) + a.cos() * b.cos() * (dlon / 2.0).sin().powi(2);
        12_742.0 * h.sqrt().min(1.0).asin()
    }

    /// The packed row: id, latitude and longitude (24 bits each), parent, population, kind, country.
    pub fn pack(&self) -> [u8; ROW_BYTES] {
        let mut row = [0; ROW_BYTES];
        let lat = ((self.lat / 180.0) * 16_777_215.0).round() as i32;
        let lon = ((self.lon / 360.0) * 16_777_215.0).round() as i32;
        let population = if self.population < 1.0 {
            0
        } else {
            (1.0 + 8.0 * self.population.log2()).round().min(255.0) as u8
        };
        let country = self.country.map_or([0; 2], |it| it.0);
        let fields = self.geonames.unwrap_or(0).to_le_bytes().into_iter();
        let fields = fields
            .chain(lat.to_le_bytes().into_iter().take(3))
            .chain(lon.to_le_bytes().into_iter().take(3))
            .chain((self.parent.0 as u16).to_le_bytes())
            .chain([population, self.kind as u8])
            .chain(country);
        for (to, from) in row.iter_mut().zip(fields) {
            *to = from;
        }
        row
    }

    /// The row that was packed.
    pub(crate) fn unpack(row: [u8; ROW_BYTES]) -> Self {
        let [a, b, c, d, e, f, g, h, i, j, k, l, population, kind, m, n] = row;
        let id = u32::from_le_bytes([a, b, c, d]);
        let population =
            if population == 0 { 0.0 } else { ((f32::from(population) - 1.0) / 8.0).exp2() };
        let kind = EntryKind::ALL.get(usize::from(kind)).copied().unwrap_or(EntryKind::World);
        Self {
            geonames: (id != 0).then_some(id),
            lat: signed(e, f, g) * 180.0 / 16_777_215.0,
            lon: signed(h, i, j) * 360.0 / 16_777_215.0,
            parent: EntryId(u32::from(u16::from_le_bytes([k, l]))),
            population,
            kind,
            country: (m != 0).then_some(CountryCode([m, n])),
        }
    }
}

fn signed(a: u8, b: u8, c: u8) -> f32 {
    (i32::from_le_bytes([0, a, b, c]) >> 8) as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_packed_row_reads_back() {
        let entry = Entry {
            geonames: Some(4_314_550),
            lat: 31.3113,
            lon: -92.4451,
            parent: EntryId(40_000),
            population: 47_889.0,
            kind: EntryKind::City,
            country: Some(CountryCode(*b"US")),
        };
        let back = Entry::unpack(entry.pack());
        assert!((back.lat - entry.lat).abs() < 1e-4 && (back.lon - entry.lon).abs() < 1e-4);
        assert!((back.population / entry.population - 1.0).abs() < 0.1);
        assert_eq!(
            Entry { lat: 0.0, lon: 0.0, population: 0.0, ..back },
            Entry { lat: 0.0, lon: 0.0, population: 0.0, ..entry }
        );
    }

    #[test]
    fn distance_is_a_great_circle() {
        let at = |lat, lon| Entry { lat, lon, ..Entry::unpack([0; ROW_BYTES]) };
        let paris_london = at(48.8566, 2.3522).km(&at(51.5074, -0.1278));
        assert!((paris_london - 343.6).abs() < 1.0, "{paris_london}");
    }
}
