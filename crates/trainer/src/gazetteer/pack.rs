//! Writes the flat file that `gazetteer` reads.

use wiredesk_gazetteer::{
    COUNTRY_SLOTS, Candidate, Candidates, Entry, EntryId, EntryKind, MAGIC, Roles,
};

use super::book::Book;
use super::placeness::Placeness;

/// The bytes of the file.
pub(crate) fn pack(book: &Book, placeness: &Placeness) -> anyhow::Result<Vec<u8>> {
    let rows: Vec<u8> = book.rows.iter().flat_map(|(it, _)| it.pack()).collect();
    let (mut ends, mut names) = (Vec::new(), Vec::new());
    for (_, name) in book.rows.iter().take(book.n_named) {
        names.extend(name.bytes());
        ends.extend((names.len() as u32).to_le_bytes());
    }
    let mut candidates = Vec::new();
    let mut index = fst::MapBuilder::memory();
    for (key, rows) in &book.names {
        let mut list: Vec<_> =
            rows.iter().map(|(entry, roles)| Candidate { entry: *entry, roles: *roles }).collect();
        list.sort_by(|a, b| {
            weight(book, *b).total_cmp(&weight(book, *a)).then(a.entry.cmp(&b.entry))
        });
        list.truncate(4_000);
        let level = placeness.get(key).copied().unwrap_or(0);
        index.insert(key, Candidates::pack(candidates.len() / 4, list.len(), level))?;
        candidates.extend(list.iter().flat_map(|it| it.pack().to_le_bytes()));
    }
    let index = index.into_inner()?;
    let countries = countries(book);
    let sections = [rows, ends, names, candidates, countries];
    let mut out = MAGIC.to_vec();
    for section in &sections {
        out.extend((section.len() as u32).to_le_bytes());
    }
    crate::say(&format!("sections {:?}, index {}", sections.each_ref().map(Vec::len), index.len()));
    out.extend(sections.into_iter().flatten());
    out.extend(index);
    Ok(out)
}

/// People, less for a name that is not the usual one.
fn weight(book: &Book, candidate: Candidate) -> f32 {
    let people = book.rows.get(candidate.entry.0 as usize).map_or(0.0, |(it, _)| it.population);
    let usual = !candidate.roles.contains(Roles::OTHER) && !candidate.roles.contains(Roles::CUT);
    people * if usual { 1.0 } else { 0.5 }
}

fn countries(book: &Book) -> Vec<u8> {
    let mut slots = vec![0_u16; COUNTRY_SLOTS];
    for (row, (entry, _)) in book.rows.iter().enumerate().take(book.n_named) {
        if let Entry { kind: EntryKind::Country, country: Some(code), .. } = entry {
            let [a, b] = code.0.map(|it| usize::from(it - b'A'));
            if let Some(slot) = slots.get_mut(a * 26 + b) {
                *slot = EntryId(row as u32).0 as u16;
            }
        }
    }
    slots.into_iter().flat_map(u16::to_le_bytes).collect()
}
