//! Names the source of words, and finds the entity behind it. It links no mentions: `entities` did.

use wiredesk_model::{Annotations, Deprel, EntityId, EntityType, SourcePhrase, Span, Speaker};

use super::Scene;

impl Scene<'_> {
    /// The source that the noun at `idx` names. A relative pronoun stands for the noun its clause hangs on.
    pub(super) fn named(&self, idx: usize) -> SourcePhrase {
        let grammar = &self.grammar;
        let tokens = grammar.tokens;
        let word = tokens[idx].span.slice(self.text);
        let relative = ["who", "which", "that"].iter().any(|it| word.eq_ignore_ascii_case(it));
        let verb = grammar.head(idx).filter(|_| relative);
        let clause = verb.filter(|it| tokens[*it].deprel == Deprel::AclRelcl);
        let noun = clause.and_then(|it| grammar.head(it));
        let named = noun.unwrap_or(idx);
        SourcePhrase {
            head: tokens[named].span,
            phrase: grammar.phrase(named),
            relative: noun.map(|_| tokens[idx].span),
        }
    }
}

/// Mentions of an article in text order.
pub(crate) struct Sources<'a> {
    notes: &'a Annotations,
    /// (start, end, entity), by start.
    mentions: Vec<(usize, usize, EntityId)>,
}

impl<'a> Sources<'a> {
    pub(crate) fn new(notes: &'a Annotations) -> Self {
        let mut mentions: Vec<_> = notes
            .entities
            .iter()
            .enumerate()
            .flat_map(|(idx, entity)| {
                let id = EntityId(idx as u32);
                entity.mentions.iter().map(move |it| (it.span.start(), it.span.end(), id))
            })
            .collect();
        mentions.sort_unstable();
        Self { notes, mentions }
    }

    /// The speaker that `source` names.
    pub(crate) fn speaker(&self, source: SourcePhrase) -> Speaker {
        let entity = self.entity(source.head).or_else(|| self.inside(source.phrase));
        let span = source.relative.filter(|_| entity.is_some()).unwrap_or(source.phrase);
        Speaker { span, entity }
    }

    /// The entity whose mention covers `head`; the shortest, where mentions nest.
    fn entity(&self, head: Span) -> Option<EntityId> {
        let to = self.mentions.partition_point(|it| it.0 <= head.start());
        // Mentions are short, so those that begin far before the head cannot reach it.
        let near = self.mentions[..to].iter().rev().take(12);
        let covering = near.filter(|it| it.1 >= head.end());
        covering.min_by_key(|it| it.1 - it.0).map(|it| it.2)
    }

    /// The person named inside `phrase`: "the campaign of X" speaks for X, "a spokesman" without a name for nobody.
    fn inside(&self, phrase: Span) -> Option<EntityId> {
        let from = self.mentions.partition_point(|it| it.0 < phrase.start());
        self.mentions[from..]
            .iter()
            .take_while(|it| it.0 < phrase.end())
            .find(|it| {
                let entity = self.notes.entities.get(it.2.0 as usize);
                entity.is_some_and(|it| it.kind == EntityType::Person)
            })
            .map(|it| it.2)
    }
}
