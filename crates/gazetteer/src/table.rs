//! The file: flat sections behind a short header, read in place. Its maker is `trainer`.

use std::sync::LazyLock;

use wiredesk_model::CountryCode;

use crate::entry::ROW_BYTES;
use crate::{Candidates, Entry, EntryId, EntryKind, Prefixes, Roles};

/// First bytes of a file: format and version.
pub const MAGIC: [u8; 8] = *b"wdgaz\0\0\x01";

/// Slots of the country section: one a pair of letters.
pub const COUNTRY_SLOTS: usize = 26 * 26;

/// Bytes of the header: the magic and the lengths of five sections.
const HEADER_BYTES: usize = 8 + 4 * 5;

/// A file that is no gazetteer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FormatError(&'static str);

impl std::fmt::Display for FormatError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "no gazetteer of this version: {}", self.0)
    }
}

impl std::error::Error for FormatError {}

/// The world's names, read only.
///
/// Sections, all little-endian: rows of 16 bytes; the names of the first rows as end offsets (`u32`) and
/// UTF-8; candidates (`u32`: row in the low 20 bits, roles above); rows of countries by their two letters
/// (`u16`); the index from normal forms to runs of candidates (an FST).
pub struct Gazetteer {
    rows: &'static [u8],
    name_ends: &'static [u8],
    names: &'static str,
    candidates: &'static [u8],
    countries: &'static [u8],
    pub(crate) index: fst::Map<&'static [u8]>,
}

impl Gazetteer {
    /// The table inside the program.
    pub fn embedded() -> &'static Self {
        static TABLE: LazyLock<Gazetteer> = LazyLock::new(|| {
            Gazetteer::from_bytes(include_bytes!("../world.bin"))
                .expect("the embedded table was built for this version")
        });
        &TABLE
    }

    /// The table in `bytes`; nothing but the header and the names' encoding is looked at.
    ///
    /// # Errors
    /// If the bytes are no such table.
    pub fn from_bytes(bytes: &'static [u8]) -> Result<Self, FormatError> {
        let (header, mut rest) =
            bytes.split_at_checked(HEADER_BYTES).ok_or(FormatError("it is too short"))?;
        if !header.starts_with(&MAGIC) {
            return Err(FormatError("it begins with other bytes"));
        }
        let mut section = |number: usize| {
            let len = word(header, 2 + number) as usize;
            let (section, after) =
                rest.split_at_checked(len).ok_or(FormatError("a section is cut off"))?;
            rest = after;
            Ok(section)
        };
        let (rows, name_ends) = (section(0)?, section(1)?);
        let names = std::str::from_utf8(section(2)?).map_err(|_| FormatError("names not UTF-8"))?;
        let (candidates, countries) = (section(3)?, section(4)?);
        let index = fst::Map::new(rest).map_err(|_| FormatError("its index is broken"))?;
        Ok(Self { rows, name_ends, names, candidates, countries, index })
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.rows.len() / ROW_BYTES
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The row `id`; the world where there is none.
    pub fn entry(&self, id: EntryId) -> Entry {
        let at = id.0 as usize * ROW_BYTES;
        let row = self.rows.get(at..at + ROW_BYTES).and_then(|it| it.try_into().ok());
        Entry::unpack(row.unwrap_or([0; ROW_BYTES]))
    }

    /// The name of a row, in English where there is such a name; kept for divisions and what is no city.
    pub fn name(&self, id: EntryId) -> Option<&'static str> {
        let (at, n) = (id.0 as usize, self.name_ends.len() / 4);
        let start = if at == 0 { 0 } else { word(self.name_ends, at - 1) as usize };
        if at < n { self.names.get(start..word(self.name_ends, at) as usize) } else { None }
    }

    /// What `name` may mean, largest first.
    pub fn lookup(&self, name: &str) -> Candidates<'_> {
        let mut found = Candidates::none(self);
        for prefix in self.prefixes(name) {
            found =
                if prefix.end == name.len() { prefix.candidates } else { Candidates::none(self) };
        }
        found
    }

    /// The names that `text` begins with, shortest first, each ending at the end of a word.
    pub fn prefixes<'a, 't>(&'a self, text: &'t str) -> Prefixes<'a, 't> {
        Prefixes::new(self, text)
    }

    /// The row of a country.
    pub fn country(&self, code: CountryCode) -> Option<EntryId> {
        let [a, b] = code.0.map(|it| usize::from(it.wrapping_sub(b'A')));
        if a >= 26 || b >= 26 {
            return None;
        }
        let at = 2 * (a * 26 + b);
        let row = self.countries.get(at..at + 2).map(|it| u16::from_le_bytes([it[0], it[1]]))?;
        (row != 0).then_some(EntryId(u32::from(row)))
    }

    /// The country or region whose people or adjective `word` is: "Ukrainian", "Scots".
    pub fn demonym(&self, word: &str) -> Option<EntryId> {
        self.lookup(word).iter().find(|it| it.roles.contains(Roles::DEMONYM)).map(|it| it.entry)
    }

    /// The first-level division around a row, or the row itself where it is one.
    pub fn region(&self, id: EntryId) -> Option<EntryId> {
        self.chain(id).find(|it| self.entry(*it).kind == EntryKind::Region)
    }

    /// Whether `outer` lies around `inner`, or is it.
    pub fn contains(&self, outer: EntryId, inner: EntryId) -> bool {
        self.chain(inner).any(|it| it == outer)
    }

    /// A row and the divisions around it, from the inside.
    pub fn chain(&self, id: EntryId) -> impl Iterator<Item = EntryId> + '_ {
        // Divisions nest four deep; the bound holds for a damaged table too.
        std::iter::successors(Some(id), |it| Some(self.entry(*it).parent))
            .take_while(|it| it.0 != 0)
            .take(6)
    }

    /// The city nearest to a point, within some 300 km.
    pub fn nearest(&self, lat: f32, lon: f32) -> Option<EntryId> {
        let here = Entry { lat, lon, ..self.entry(EntryId(0)) };
        let mut best: Option<(f32, EntryId)> = None;
        for dlat in -2..=2 {
            for dlon in -3..=3 {
                let cell = cell(lat + dlat as f32, lon + dlon as f32);
                for id in self.cities_in(cell) {
                    let km = here.km(&self.entry(id));
                    if best.is_none_or(|(least, _)| km < least) {
                        best = Some((km, id));
                    }
                }
            }
        }
        best.map(|(_, id)| id)
    }

    /// Cities lie behind the named rows, sorted by cell.
    fn cities_in(&self, cell: u32) -> impl Iterator<Item = EntryId> + '_ {
        let (mut low, mut high) = (self.name_ends.len() / 4, self.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            let it = self.entry(EntryId(middle as u32));
            if self::cell(it.lat, it.lon) < cell { low = middle + 1 } else { high = middle }
        }
        (low..self.len()).map(|it| EntryId(it as u32)).take_while(move |it| {
            let it = self.entry(*it);
            self::cell(it.lat, it.lon) == cell
        })
    }

    pub(crate) fn candidate(&self, at: usize) -> u32 {
        word(self.candidates, at)
    }
}

/// Number of the one-degree cell around a point; cities are stored in this order.
pub fn cell(lat: f32, lon: f32) -> u32 {
    let (row, column) = ((lat + 90.0).floor(), (lon + 180.0).rem_euclid(360.0).floor());
    (row.clamp(0.0, 180.0) as u32) * 360 + (column as u32).min(359)
}

/// The little-endian word number `at`; 0 behind the end.
fn word(bytes: &[u8], at: usize) -> u32 {
    let word = bytes.get(at * 4..at * 4 + 4).and_then(|it| it.try_into().ok());
    u32::from_le_bytes(word.unwrap_or([0; 4]))
}
