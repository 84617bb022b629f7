//! Relatives and nationality, from the noun phrases that mean a named person: "his wife, Jill", "Smith, a German lawyer,".

use wiredesk_model::{Entity, EntityId, EntityType, MentionKind, Span};

use super::found::Found;

/// A possessor is no longer than this, in bytes.
const FAR: usize = 80;

/// Nouns for husband and wife.
const SPOUSES: &[&str] = &["husband", "spouse", "wife"];

/// Nouns for other relatives.
const RELATIVES: &[&str] = &[
    "aunt",
    "brother",
    "child",
    "cousin",
    "dad",
    "daughter",
    "father",
    "grandchild",
    "granddaughter",
    "grandfather",
    "grandmother",
    "grandson",
    "half-brother",
    "half-sister",
    "mom",
    "mother",
    "mum",
    "nephew",
    "niece",
    "sibling",
    "sister",
    "son",
    "stepdaughter",
    "stepfather",
    "stepmother",
    "stepson",
    "twin",
    "uncle",
];

impl Found<'_> {
    /// Reads the nominal mentions of every named person.
    pub(super) fn kin(&mut self) {
        let notes = self.notes;
        let mut mentions: Vec<(Span, EntityId)> = Vec::new();
        for (at, entity) in notes.entities.iter().enumerate() {
            mentions.extend(entity.mentions.iter().map(|it| (it.span, EntityId(at as u32))));
        }
        mentions.sort_unstable();
        for (at, entity) in notes.entities.iter().enumerate().filter(|it| is_person(it.1)) {
            let nominal = |it: &&wiredesk_model::Mention| it.kind == MentionKind::Nominal;
            for mention in entity.mentions.iter().filter(nominal) {
                self.relative(EntityId(at as u32), mention.span, &mentions);
                self.nationality(EntityId(at as u32), mention.span, &mentions);
            }
        }
    }

    /// "his wife", "Smith's eldest son": the possessor and who is meant are relatives.
    fn relative(&mut self, who: EntityId, phrase: Span, mentions: &[(Span, EntityId)]) {
        let words = phrase.slice(self.text);
        let noun = words.trim_end_matches("'s").trim_end_matches("’s");
        let noun = noun.rsplit(char::is_whitespace).next().unwrap_or("");
        let kind = if SPOUSES.contains(&noun) {
            "spouse"
        } else if RELATIVES.contains(&noun) {
            "family"
        } else {
            return;
        };
        // The possessor stands at the beginning, or before the "'s" in front of it.
        let from = mentions.partition_point(|it| it.0.start() + FAR < phrase.start());
        let possessor = mentions.iter().skip(from).take_while(|it| it.0.start() <= phrase.start());
        let close = |span: Span| {
            span.start() == phrase.start() && span.end() < phrase.end()
                || span.end() <= phrase.start()
                    && matches!(
                        self.slice(span.end(), phrase.start()).trim(),
                        "'s" | "’s" | "'" | "’"
                    )
        };
        let found = possessor.clone().find(|it| close(it.0) && it.1 != who);
        let Some((span, of)) = found.copied() else { return };
        if self.notes.entities.get(of.0 as usize).is_some_and(is_person) {
            self.add(kind, of, who, span.cover(phrase));
        }
    }

    /// "a German lawyer": the people that the phrase begins with.
    fn nationality(&mut self, who: EntityId, phrase: Span, mentions: &[(Span, EntityId)]) {
        let from = mentions.partition_point(|it| it.0.start() < phrase.start());
        let mut inside = mentions.iter().skip(from).take_while(|it| it.0.start() < phrase.end());
        let begins = |span: Span| {
            matches!(
                self.slice(phrase.start(), span.start()).trim(),
                "" | "a" | "an" | "the" | "The" | "A" | "An"
            )
        };
        let people = inside.find(|it| {
            let entity = self.notes.entities.get(it.1.0 as usize);
            begins(it.0)
                && entity.is_some_and(|it| it.kind == EntityType::Group && it.country.is_some())
        });
        if let Some((span, _)) = people.copied() {
            self.add_value("nationality", who, span.slice(self.text), None, phrase);
        }
    }
}

fn is_person(entity: &Entity) -> bool {
    let named = || entity.mentions.iter().any(|it| it.kind == MentionKind::Name);
    entity.kind == EntityType::Person && named()
}
