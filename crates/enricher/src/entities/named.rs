//! The names that entities are made of: the recognizer's, and the places that it did not find.

use std::collections::BTreeMap;

use wiredesk_model::{Annotations, EntityType, Name, Place, Span};

use crate::places::party_before;

/// The names in text order.
pub(super) fn with_places(text: &str, notes: &Annotations) -> Vec<Name> {
    let mut names = Vec::with_capacity(notes.names.len() + notes.places.len());
    let mut places = notes.places.iter().peekable();
    let name_of = |place: &Place| {
        let token = |at: usize| notes.tokens.partition_point(|it| it.span.end() <= at) as u32;
        let tokens = (token(place.span.start()), token(place.span.end() - 1) + 1);
        let kind = if place.demonym { EntityType::Group } else { EntityType::Place };
        Name { span: place.span, tokens, kind, score: 0.5 }
    };
    for name in &notes.names {
        let inside = places_in(&notes.places, name.span);
        let party = party_at(text, name, inside);
        if party.is_some() || lists_places(text, name, inside) {
            names.extend(party.and_then(|at| cut(text, notes, name, at)));
            let kept = if party.is_some() { inside.len() - 1 } else { 0 };
            names.extend(inside.get(kept..).unwrap_or(&[]).iter().map(name_of));
            while places.next_if(|it| it.span.start() < name.span.end()).is_some() {}
            continue;
        }
        while let Some(place) = places.next_if(|it| it.span.start() < name.span.end()) {
            if place.span.end() <= name.span.start() {
                names.push(name_of(place));
            }
        }
        names.push(*name);
    }
    names.extend(places.map(name_of));
    unify(text, &mut names);
    names
}

/// Gives a word that is alone in its name one type in the whole article, its most frequent: "Chelsea" is a club throughout.
fn unify(text: &str, names: &mut [Name]) {
    let is_word = |it: &Name| {
        let kinds = [EntityType::Person, EntityType::Organization, EntityType::Place];
        it.tokens.1 == it.tokens.0 + 1 && kinds.contains(&it.kind)
    };
    let mut counts: BTreeMap<&str, BTreeMap<EntityType, usize>> = BTreeMap::new();
    for name in names.iter().filter(|it| is_word(it)) {
        *counts.entry(name.span.slice(text)).or_default().entry(name.kind).or_default() += 1;
    }
    for name in names.iter_mut().filter(|it| is_word(it)) {
        let Some(kinds) = counts.get(name.span.slice(text)) else { continue };
        let (own, most) = (kinds.get(&name.kind).copied(), kinds.iter().max_by_key(|it| it.1));
        name.kind = most.filter(|it| Some(*it.1) > own).map_or(name.kind, |it| *it.0);
    }
}

/// What of a name stands before byte `at`, without the comma or parenthesis that ends it.
fn cut(text: &str, notes: &Annotations, name: &Name, at: usize) -> Option<Name> {
    let before = Span::new(name.span.start(), at.max(name.span.start())).slice(text);
    let end = name.span.start() + before.trim_end_matches([' ', ',', '(']).len();
    let last = notes.tokens.partition_point(|it| it.span.end() < end) as u32 + 1;
    let span = Span::new(name.span.start(), end);
    (end > name.span.start()).then_some(Name { span, tokens: (name.tokens.0, last), ..*name })
}

fn places_in(places: &[Place], span: Span) -> &[Place] {
    let first = places.partition_point(|it| it.span.end() <= span.start());
    let end = places.partition_point(|it| it.span.start() < span.end());
    places.get(first..end.max(first)).unwrap_or(&[])
}

/// Whether a name is several places: "Springfield, Ohio", "China's Xinjiang".
fn lists_places(text: &str, name: &Name, inside: &[Place]) -> bool {
    // The full stop of "Ohio." may lie outside the name.
    let within =
        |it: &Place| it.span.start() >= name.span.start() && it.span.end() <= name.span.end() + 1;
    let listed = inside.windows(2).any(|pair| {
        let [first, second] = pair else { return false };
        let gap = Span::new(first.span.end(), second.span.start()).slice(text);
        let owned = gap.starts_with("'s ") || gap.starts_with("’s ");
        owned
            || gap.contains([',', '—', '/', ';'])
            || matches!(gap, " and " | " or " | " - " | " – ")
    });
    name.kind == EntityType::Place && listed && inside.iter().all(within)
}

/// Where the party's letter begins before a place that ends a name: "Tom Roe (R-Ohio".
fn party_at(text: &str, name: &Name, inside: &[Place]) -> Option<usize> {
    let home = inside.last().filter(|it| it.span.end() + 1 >= name.span.end())?;
    party_before(text, home.span.start())
}

/// The place resolved at the name, or within it where the name is a place's: "northern Ghana".
pub(super) fn place_at<'a>(places: &'a [Place], name: &Name) -> Option<&'a Place> {
    let after = places.partition_point(|it| it.span.end() <= name.span.start());
    let place = places.get(after).filter(|it| it.span.overlaps(name.span))?;
    // The full stop of "W.Va." may lie outside the name.
    let same =
        place.span.start() == name.span.start() && place.span.end().abs_diff(name.span.end()) <= 1;
    (same || name.kind == EntityType::Place && !place.demonym).then_some(place)
}

#[cfg(test)]
mod tests {
    use wiredesk_model::{EntityType, Name, Span};

    use super::unify;

    #[test]
    fn a_word_is_of_one_type_and_a_tie_stays() {
        use EntityType::{Organization, Person, Place};
        let text = "Roe Roe Roe Doe Doe Roe Doe";
        let name = |start, end, tokens, kind| Name {
            span: Span::new(start, end),
            tokens,
            kind,
            score: 1.0,
        };
        let mut names = vec![
            name(0, 3, (0, 1), Organization),
            name(4, 7, (1, 2), Person),
            name(8, 11, (2, 3), Organization),
            name(12, 15, (3, 4), Place),
            name(16, 19, (4, 5), Person),
            name(20, 27, (5, 7), Person),
        ];
        unify(text, &mut names);
        let kinds: Vec<_> = names.iter().map(|it| it.kind).collect();
        assert_eq!(kinds, [Organization, Organization, Organization, Place, Person, Person]);
    }
}
