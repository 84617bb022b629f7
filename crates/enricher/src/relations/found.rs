//! The relations found so far: adds them, and in the end keeps each once. It reads no patterns.

use std::collections::HashMap;

use wiredesk_model::{Annotations, CountryCode, EntityId, EntityType, PlaceKind, Relation, Span};

use super::{Named, patterns::stated};

/// The longest stretch between two mentions that is read, in bytes.
pub(super) const REACH: usize = 72;

/// Offices of one person that are compared with each other.
const MAX_OFFICES: usize = 32;

/// Relations of one article.
pub(super) struct Found<'a> {
    pub(super) text: &'a str,
    pub(super) notes: &'a Annotations,
    relations: Vec<Relation>,
    /// The article's countries by code.
    countries: HashMap<CountryCode, EntityId>,
}

impl<'a> Found<'a> {
    /// None yet.
    pub(super) fn new(text: &'a str, notes: &'a Annotations) -> Self {
        let mut countries = HashMap::new();
        for (at, entity) in notes.entities.iter().enumerate() {
            let country = entity.geo.filter(|it| it.kind == PlaceKind::Country);
            if let Some(code) = country.and_then(|it| it.country) {
                countries.entry(code).or_insert(EntityId(at as u32));
            }
        }
        Self { text, notes, relations: Vec::new(), countries }
    }

    /// The text between two offsets.
    pub(super) fn slice(&self, start: usize, end: usize) -> &'a str {
        self.text.get(start..end).unwrap_or("")
    }

    /// A relation to another entity.
    pub(super) fn add(
        &mut self,
        kind: &'static str,
        subject: EntityId,
        object: EntityId,
        span: Span,
    ) {
        if subject != object {
            let (object, value, of) = (Some(object), None, None);
            self.relations.push(Relation { subject, kind, object, value, of, span });
        }
    }

    /// A relation to something said in words: an office, a nationality.
    pub(super) fn add_value(
        &mut self,
        kind: &'static str,
        subject: EntityId,
        value: &str,
        of: Option<EntityId>,
        span: Span,
    ) {
        let (object, value) = (None, Some(value.to_owned()));
        self.relations.push(Relation { subject, kind, object, value, of, span });
    }

    /// The country of a people where the article names it; any other entity is itself.
    pub(super) fn body(&self, entity: EntityId) -> EntityId {
        let found = self.notes.entities.get(entity.0 as usize);
        let people = found.filter(|it| it.kind == EntityType::Group);
        let country = people.and_then(|it| it.country).and_then(|it| self.countries.get(&it));
        country.copied().unwrap_or(entity)
    }

    /// What the words between two neighbors state.
    pub(super) fn between(&mut self, first: &Named, second: &Named) {
        let (start, end) = (first.span.end(), second.span.start());
        if end < start || end - start > REACH || first.entity == second.entity {
            return;
        }
        let gap = self.slice(start, end).replace('’', "'");
        let words = gap.trim();
        let words = words.strip_suffix(" the").unwrap_or(words);
        let span = first.span.cover(second.span);
        match stated(words, first.kind, second.kind) {
            Some((kind, false)) => self.add(kind, first.entity, second.entity, span),
            Some((kind, true)) => self.add(kind, second.entity, first.entity, span),
            None => self.post_after(first, second, words, span),
        }
    }

    /// Each relation once, in text order; an office without its body only where none is known.
    pub(super) fn finish(self) -> Vec<Relation> {
        let mut relations = self.relations;
        let key = |it: &Relation| {
            let value = it.value.as_deref().map(str::to_lowercase);
            (it.subject, it.kind, it.object, value, it.of)
        };
        relations.sort_by_cached_key(|it| (key(it), it.span));
        relations.dedup_by(|a, b| key(a) == key(b));
        let offices: Vec<_> = relations
            .iter()
            .filter_map(|it| Some((it.subject, it.kind, it.value.as_ref()?.to_lowercase(), it.of)))
            .collect();
        relations.retain(|it| {
            let Some(value) = it.value.as_ref().filter(|_| it.of.is_none()) else { return true };
            let value = value.to_lowercase();
            let own =
                offices.partition_point(|office| (office.0, office.1) < (it.subject, it.kind));
            let mut own = offices
                .get(own..)
                .unwrap_or(&[])
                .iter()
                .take(MAX_OFFICES)
                .take_while(|office| (office.0, office.1) == (it.subject, it.kind));
            // "President" beside "president of Peru" or "Vice President" says nothing more.
            !own.any(|office| {
                let longer =
                    office.2.len() > value.len() && office.2.ends_with(&format!(" {value}"));
                longer || office.2 == value && office.3.is_some()
            })
        });
        relations.sort_by_key(|it| it.span);
        relations
    }
}
