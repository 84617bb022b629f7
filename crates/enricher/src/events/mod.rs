//! Finds who did what to whom, with PLOVER's types: one event a sentence, the one the sentence is about.

mod everyday;
mod lexicon;
mod roles;
mod table;
mod triggers;

use wiredesk_model::{Annotations, Article, Event, Layer, Sentence};

use crate::Stage;

use self::{roles::Present, table::Table};

/// Finds who did what to whom.
pub(crate) struct EventTagger {
    table: Table,
}

impl EventTagger {
    pub(crate) fn new() -> Self {
        Self { table: Table::new() }
    }

    fn event(
        &self,
        text: &str,
        notes: &Annotations,
        idx: usize,
        sentence: Sentence,
        present: &[Present],
    ) -> Option<Event> {
        let tokens = &notes.tokens;
        let triggers = triggers::ranked(text, tokens, sentence, &self.table);
        let found = triggers.iter().find_map(|trigger| {
            let sides = roles::sides(tokens, sentence, trigger.token, trigger.verb, present);
            sides.suffice(trigger).then_some((*trigger, sides))
        });
        let (trigger, roles::Sides { actors, targets, .. }) = found?;
        let span =
            tokens.get(trigger.token)?.span.cover(tokens.get(trigger.end.checked_sub(1)?)?.span);
        let first = notes.times.partition_point(|it| it.span.start() < sentence.span.start());
        let times = notes.times.iter().enumerate().skip(first);
        // The third of March is no march.
        if times
            .clone()
            .take_while(|it| it.1.span.start() < span.end())
            .any(|it| it.1.span.contains(span))
        {
            return None;
        }
        let time = times
            .take_while(|(_, it)| it.span.start() < sentence.span.end())
            .find(|(_, it)| it.from.is_some())
            .map(|it| it.0);
        Some(Event {
            span,
            kind: trigger.kind,
            sentence: idx as u32,
            negated: trigger.negated,
            certainty: roles::certainty(
                text,
                tokens,
                sentence,
                trigger.verb.unwrap_or(trigger.token),
            ),
            place: roles::place(text, present, &[&actors, &targets]),
            actors,
            targets,
            time: time.map(|it| it as u32),
        })
    }
}

impl Stage for EventTagger {
    fn name(&self) -> &'static str {
        "events"
    }

    fn needs(&self) -> &'static [Layer] {
        &[Layer::Sentences, Layer::Entities, Layer::Times]
    }

    fn fills(&self) -> Layer {
        Layer::Events
    }

    fn enrich(&self, article: &Article, notes: &mut Annotations) {
        let present = roles::mentions(notes);
        let sentences = notes.sentences.iter().zip(&present).enumerate();
        let events = sentences.filter_map(|(idx, (sentence, present))| {
            self.event(&article.text, notes, idx, *sentence, present)
        });
        notes.events = events.collect();
    }
}

#[cfg(test)]
mod tests;
