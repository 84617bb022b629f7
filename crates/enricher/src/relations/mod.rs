//! Finds relations that the text states outright, from what stands between two names, before one, or in a noun phrase that
//! means one: "South Korean Foreign Minister Cho Tae-yul", "X, a spokesman for Y", "Paris-based Y", "his wife, Jill".

mod found;
mod kin;
mod offices;
mod patterns;
mod places;
mod posts;

use wiredesk_model::{Annotations, Article, EntityId, EntityType, Layer, MentionKind, Span};

use crate::Stage;

use self::found::Found;

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
        let names = named(notes);
        let mut found = Found::new(&article.text, notes);
        for (at, name) in names.iter().enumerate() {
            let before = at.checked_sub(1).and_then(|it| names.get(it));
            let before = before.filter(|it| it.sentence == name.sentence);
            found.post_before(name, before);
            if let Some(before) = before {
                let rest = names.get(at + 1).filter(|it| it.sentence == name.sentence);
                let ahead = at.checked_sub(2).and_then(|it| names.get(it));
                found.between(before, name);
                found.contained(
                    ahead.filter(|it| it.sentence == name.sentence),
                    before,
                    name,
                    rest,
                );
            }
        }
        found.kin();
        notes.relations = found.finish();
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

#[cfg(test)]
mod tests;
