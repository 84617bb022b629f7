//! Finds relations that the text states outright, from what stands between two mentions, or before one:
//! "South Korean Foreign Minister Cho Tae-yul", "X, a spokesman for Y", "Paris-based Y", "Y was founded by X".

mod offices;

use wiredesk_model::{
    Annotations, Article, EntityId, EntityType, Layer, MentionKind, PlaceKind, Relation, Span,
};

use crate::Stage;

use self::offices::{is_lapsed, is_office, is_office_word};

/// The longest stretch between two mentions that is read, in bytes.
const REACH: usize = 72;

/// The most words of an office before a name.
const OFFICE_WORDS: usize = 5;

/// What stands between subject and object, and the relation it states.
const BETWEEN: &[(&str, &str)] = &[
    (", a member of", "member_of"),
    (", member of", "member_of"),
    (", a leading member of", "member_of"),
    ("is a member of", "member_of"),
    ("joined", "member_of"),
    (", based in", "headquartered_in"),
    ("is based in", "headquartered_in"),
    (", which is based in", "headquartered_in"),
    (", headquartered in", "headquartered_in"),
    ("is headquartered in", "headquartered_in"),
    (", with headquarters in", "headquartered_in"),
    ("founded", "founded"),
    ("co-founded", "founded"),
    (", who founded", "founded"),
    (", who co-founded", "founded"),
    (", founder of", "founded"),
    (", a founder of", "founded"),
    (", the founder of", "founded"),
    (", co-founder of", "founded"),
    ("works for", "employed_by"),
    ("works at", "employed_by"),
    (", who works for", "employed_by"),
    (", who works at", "employed_by"),
    (", an employee of", "employed_by"),
    (", an analyst at", "employed_by"),
    (", an analyst with", "employed_by"),
    (", an economist at", "employed_by"),
    (", a professor at", "employed_by"),
    (", a spokesman for", "employed_by"),
    (", a spokeswoman for", "employed_by"),
    (", a spokesperson for", "employed_by"),
    (", spokesman for", "employed_by"),
    (", spokeswoman for", "employed_by"),
    ("and his wife", "spouse"),
    ("and her husband", "spouse"),
    ("and his wife,", "spouse"),
    ("and her husband,", "spouse"),
    ("'s wife,", "spouse"),
    ("'s wife", "spouse"),
    ("'s husband,", "spouse"),
    ("'s husband", "spouse"),
    (", wife of", "spouse"),
    (", the wife of", "spouse"),
    (", husband of", "spouse"),
    (", the husband of", "spouse"),
    ("married", "spouse"),
    ("is married to", "spouse"),
    ("'s son", "family"),
    ("'s son,", "family"),
    ("'s daughter", "family"),
    ("'s daughter,", "family"),
    ("'s brother,", "family"),
    ("'s brother", "family"),
    ("'s sister", "family"),
    ("'s sister,", "family"),
    ("'s father,", "family"),
    ("'s mother,", "family"),
    ("and his son", "family"),
    ("and her son", "family"),
    ("and his daughter", "family"),
    ("and her daughter", "family"),
    (", son of", "family"),
    (", daughter of", "family"),
    (", the son of", "family"),
    (", the daughter of", "family"),
];

/// The same with the object first: "Y, founded by X".
const BACKWARDS: &[(&str, &str)] = &[
    (", founded by", "founded"),
    ("was founded by", "founded"),
    (", which was founded by", "founded"),
    ("-based", "headquartered_in"),
];

/// Finds relations that the text states.
pub(crate) struct RelationTagger;

impl RelationTagger {
    pub(crate) fn new(_resources: crate::Resources) -> Self {
        Self
    }
}

impl Stage for RelationTagger {
    fn name(&self) -> &'static str {
        "relations"
    }

    fn needs(&self) -> &'static [Layer] {
        &[Layer::Sentences, Layer::Entities]
    }

    fn fills(&self) -> Layer {
        Layer::Relations
    }

    fn enrich(&self, article: &Article, notes: &mut Annotations) {
        let mentions = named(notes);
        let mut found = Found { text: &article.text, notes, relations: Vec::new() };
        for (idx, mention) in mentions.iter().enumerate() {
            let before = idx
                .checked_sub(1)
                .and_then(|it| mentions.get(it))
                .filter(|it| it.sentence == mention.sentence);
            found.office_before(mention, before);
            if let Some(before) = before {
                found.pair(before, mention);
            }
        }
        let mut relations = found.relations;
        relations.sort_by(|a, b| {
            (a.subject, a.kind, a.object, &a.value, a.of)
                .cmp(&(b.subject, b.kind, b.object, &b.value, b.of))
        });
        relations.dedup_by(|a, b| {
            (a.subject, a.kind, a.object, &a.value, a.of)
                == (b.subject, b.kind, b.object, &b.value, b.of)
        });
        relations.sort_by_key(|it| it.span);
        notes.relations = relations;
    }
}

/// A mention by name.
#[derive(Clone, Copy)]
struct Named {
    span: Span,
    entity: EntityId,
    kind: EntityType,
    sentence: u32,
}

/// All mentions by name, in the order of the text.
fn named(notes: &Annotations) -> Vec<Named> {
    let mut mentions = Vec::new();
    for (idx, entity) in notes.entities.iter().enumerate() {
        let names = entity.mentions.iter().filter(|it| it.kind == MentionKind::Name);
        mentions.extend(names.map(|it| Named {
            span: it.span,
            entity: EntityId(idx as u32),
            kind: entity.kind,
            sentence: it.sentence,
        }));
    }
    mentions.sort_by_key(|it| it.span);
    mentions
}

/// Whether a relation of this kind can hold between such things.
fn fits(kind: &str, subject: EntityType, object: EntityType) -> bool {
    use EntityType::{Facility, Group, Organization, Person, Place};
    match kind {
        "spouse" | "family" => subject == Person && object == Person,
        "headquartered_in" => subject == Organization && object == Place,
        "founded" => {
            matches!(subject, Person | Organization) && matches!(object, Organization | Facility)
        }
        "member_of" => {
            matches!(subject, Person | Organization | Place)
                && matches!(object, Organization | Group)
        }
        _ => subject == Person && matches!(object, Organization | Facility),
    }
}

struct Found<'a> {
    text: &'a str,
    notes: &'a Annotations,
    relations: Vec<Relation>,
}

impl Found<'_> {
    fn slice(&self, start: usize, end: usize) -> &str {
        self.text.get(start..end).unwrap_or("")
    }

    fn add(&mut self, kind: &'static str, subject: EntityId, object: EntityId, span: Span) {
        self.relations.push(Relation {
            subject,
            kind,
            object: Some(object),
            value: None,
            of: None,
            span,
        });
    }

    /// What stands between two neighbours.
    fn pair(&mut self, first: &Named, second: &Named) {
        let (start, end) = (first.span.end(), second.span.start());
        if end < start || end - start > REACH || first.entity == second.entity {
            return;
        }
        let gap = self.slice(start, end).replace('’', "'");
        let span = first.span.cover(second.span);
        let words = gap.trim();
        let bare = words.strip_suffix(" the").unwrap_or(words);
        let stated = |list: &[(&'static str, &'static str)]| {
            list.iter().find(|it| it.0.eq_ignore_ascii_case(bare)).map(|it| it.1)
        };
        if let Some(kind) = stated(BETWEEN).filter(|it| fits(it, first.kind, second.kind)) {
            self.add(kind, first.entity, second.entity, span);
        } else if let Some(kind) = stated(BACKWARDS).filter(|it| fits(it, second.kind, first.kind))
        {
            self.add(kind, second.entity, first.entity, span);
        }
        if words == "," && gap.starts_with(',') {
            self.contained(first, second, span);
        }
        self.office_after(first, second, bare, span);
    }

    /// "Aleppo, Syria": the finer place lies in the coarser.
    fn contained(&mut self, first: &Named, second: &Named, span: Span) {
        let geo = |it: &Named| self.notes.entities.get(it.entity.0 as usize).and_then(|it| it.geo);
        let (Some(inner), Some(outer)) = (geo(first), geo(second)) else { return };
        let within = rank(inner.kind) > rank(outer.kind)
            && inner.country == outer.country
            && inner.country.is_some();
        if within {
            self.add("located_in", first.entity, second.entity, span);
        }
    }

    /// "Cho, the foreign minister of South Korea", "X, chief executive of Y".
    fn office_after(&mut self, person: &Named, body: &Named, words: &str, span: Span) {
        let Some(phrase) = words.strip_prefix(',').map(str::trim) else { return };
        let cut = [" of", " at", " for"].iter().find_map(|it| phrase.strip_suffix(it));
        let Some(phrase) =
            cut.filter(|_| person.kind == EntityType::Person && body.kind != EntityType::Person)
        else {
            return;
        };
        let phrase =
            ["the ", "a ", "an "].iter().find_map(|it| phrase.strip_prefix(it)).unwrap_or(phrase);
        if is_office(phrase) && !is_lapsed(phrase) {
            let (value, of) = (Some(phrase.to_owned()), Some(body.entity));
            self.relations.push(Relation {
                subject: person.entity,
                kind: "holds_office",
                object: None,
                value,
                of,
                span,
            });
        }
    }

    /// "South Korean Foreign Minister Cho", "President Zelensky", "Ukrainian singer Ruslana".
    fn office_before(&mut self, person: &Named, before: Option<&Named>) {
        if person.kind != EntityType::Person {
            return;
        }
        let floor =
            before.map_or(0, |it| it.span.end()).max(person.span.start().saturating_sub(REACH));
        let floor = (floor..=person.span.start())
            .find(|it| self.text.is_char_boundary(*it))
            .unwrap_or(floor);
        let gap = self.slice(floor, person.span.start());
        let Some((office, reached)) = office_at_end(gap) else { return };
        let start = person.span.start() - (gap.len() - reached);
        let (office, lapsed) = (
            office.to_owned(),
            is_lapsed(
                gap.get(..reached).unwrap_or("").rsplit([',', '.', ';']).next().unwrap_or(""),
            ),
        );
        let touching = gap
            .get(..reached)
            .is_some_and(|it| it.trim().is_empty() || matches!(it.trim(), "'s" | "’s"));
        let body = before.filter(|it| touching && it.kind != EntityType::Person);
        if let Some(body) = body.filter(|it| it.kind == EntityType::Group) {
            let value = Some(body.span.slice(self.text).to_owned());
            let span = body.span.cover(person.span);
            self.relations.push(Relation {
                subject: person.entity,
                kind: "nationality",
                object: None,
                value,
                of: None,
                span,
            });
        }
        if !office.is_empty() && !lapsed {
            let span =
                body.map_or(Span::new(start, person.span.end()), |it| it.span.cover(person.span));
            let of = body.map(|it| it.entity);
            self.relations.push(Relation {
                subject: person.entity,
                kind: "holds_office",
                object: None,
                value: Some(office),
                of,
                span,
            });
        }
    }
}

/// The office that a stretch of text ends in, possibly none, and where it begins; `None` where the name stands apart.
fn office_at_end(gap: &str) -> Option<(&str, usize)> {
    let end = gap.trim_end().len();
    if end == gap.len() && !gap.is_empty() {
        return None;
    }
    let mut start = end;
    for _ in 0..OFFICE_WORDS {
        let head = gap.get(..start)?.trim_end();
        let word = head.rsplit(char::is_whitespace).next().unwrap_or("");
        if word.is_empty() || !is_office_word(word) {
            break;
        }
        start = head.len() - word.len();
    }
    // "of" and "and" join the words of an office but do not begin it.
    let mut office = gap.get(start..end)?;
    while let Some(rest) =
        ["of ", "the ", "and ", "for ", "in "].iter().find_map(|it| office.strip_prefix(it))
    {
        office = rest;
    }
    let start = end - office.len();
    let office = if is_office(office) { office } else { "" };
    Some((office, if office.is_empty() { end } else { start }))
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

#[cfg(test)]
mod tests;
