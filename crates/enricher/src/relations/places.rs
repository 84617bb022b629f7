//! Which place lies in which: "Aleppo, Syria", "Lyon in France". It trusts the gazetteer for the countries.

use wiredesk_model::{PlaceKind, Span};

use super::{Named, found::Found};

/// Words between a place and the one that it lies in.
const INSIDE: &[&str] = &[
    ",",
    "in",
    ", in",
    "in the",
    ", a city in",
    ", a town in",
    ", a village in",
    ", the capital of",
    ", capital of",
    ", in the",
    ", a province of",
    ", a region of",
    ", a state in",
    ", a suburb of",
    ", a district of",
    "is in",
    "is a city in",
    "is a town in",
    "is the capital of",
    "in northern",
    "in southern",
    "in eastern",
    "in western",
    "in central",
    ", in northern",
    ", in southern",
    ", in eastern",
    ", in western",
    ", in central",
];

impl Found<'_> {
    /// The finer place lies in the coarser. `ahead` and `rest` are the names around the two: in a list none lies in another.
    pub(super) fn contained(
        &mut self,
        ahead: Option<&Named>,
        first: &Named,
        second: &Named,
        rest: Option<&Named>,
    ) {
        let gap = self.slice(first.span.end(), second.span.start());
        if first.span.end() > second.span.start() || !INSIDE.contains(&gap.trim()) {
            return;
        }
        let geo = |it: &Named| self.notes.entities.get(it.entity.0 as usize).and_then(|it| it.geo);
        let (Some(inner), Some(outer)) = (geo(first), geo(second)) else { return };
        let within = rank(inner.kind) > rank(outer.kind)
            && inner.country == outer.country
            && inner.country.is_some();
        let finer = |it: &Named, than: &Named| {
            geo(it).zip(geo(than)).is_some_and(|(a, b)| rank(a.kind) >= rank(b.kind))
        };
        let follows = |a: &Named, b: &Named| {
            matches!(self.slice(a.span.end(), b.span.start()).trim(), "," | "and" | ", and" | "or")
        };
        let listed = gap.trim() == ","
            && outer.kind != PlaceKind::Country
            && (self.slice(second.span.end(), self.text.len()).starts_with(" and ")
                || rest.is_some_and(|it| follows(second, it) && finer(it, second))
                || ahead.is_some_and(|it| follows(it, first) && geo(it).is_some()));
        if within && !listed {
            let span: Span = first.span.cover(second.span);
            self.add("located_in", first.entity, second.entity, span);
        }
    }
}

/// Coarser places come first.
fn rank(kind: PlaceKind) -> u8 {
    match kind {
        PlaceKind::Continent | PlaceKind::WorldRegion | PlaceKind::Water | PlaceKind::Land => 0,
        PlaceKind::Country => 1,
        PlaceKind::Region => 2,
        PlaceKind::District => 3,
        PlaceKind::City => 4,
        PlaceKind::Neighborhood => 5,
        PlaceKind::Facility => 6,
    }
}
