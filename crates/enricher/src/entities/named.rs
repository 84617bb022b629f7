//! The names that entities are made of: the recognizer's, and the places that it did not find.

use wiredesk_model::{Annotations, EntityType, Name, Place};

/// The names in text order.
pub(super) fn with_places(notes: &Annotations) -> Vec<Name> {
    let mut names = Vec::with_capacity(notes.names.len() + notes.places.len());
    let mut places = notes.places.iter().peekable();
    let name_of = |place: &Place| {
        let token = |at: usize| notes.tokens.partition_point(|it| it.span.end() <= at) as u32;
        let tokens = (token(place.span.start()), token(place.span.end() - 1) + 1);
        let kind = if place.demonym { EntityType::Group } else { EntityType::Place };
        Name { span: place.span, tokens, kind, score: 0.5 }
    };
    for name in &notes.names {
        while let Some(place) = places.next_if(|it| it.span.start() < name.span.end()) {
            if place.span.end() <= name.span.start() {
                names.push(name_of(place));
            }
        }
        names.push(*name);
    }
    names.extend(places.map(name_of));
    names
}

/// The place resolved at the name, or within it where the name is a place's: "northern Ghana".
pub(super) fn place_at<'a>(places: &'a [Place], name: &Name) -> Option<&'a Place> {
    let after = places.partition_point(|it| it.span.end() <= name.span.start());
    let place = places.get(after).filter(|it| it.span.overlaps(name.span))?;
    (place.span == name.span || name.kind == EntityType::Place && !place.demonym).then_some(place)
}
