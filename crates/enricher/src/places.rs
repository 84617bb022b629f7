//! Resolves toponyms and demonyms against the gazetteer: which Alexandria is meant.
//!
//! Three steps, a module each: `spotting` finds names of the gazetteer in the text, `gating` keeps those that
//! name a place where they stand, and `resolving` chooses a row for each name by what stands around it.

mod counties;
mod cues;
mod gating;
mod hints;
mod namesakes;
mod resolving;
mod spotting;

pub(crate) use spotting::party_before;

#[cfg(test)]
mod tests;
#[cfg(test)]
pub(crate) use tests::annotate;

use wiredesk_gazetteer::{Candidates, EntryId, Gazetteer};
use wiredesk_model::{Annotations, Article, Layer, Place, Span};

use crate::Stage;

/// Resolves toponyms and demonyms against the gazetteer.
pub(crate) struct PlaceResolver {
    world: &'static Gazetteer,
}

/// A name of the gazetteer where it stands in a text.
struct Toponym {
    span: Span,
    /// Its first token and one past its last.
    tokens: (usize, usize),
    candidates: Candidates<'static>,
    /// Country or region of a demonym; it is then no toponym.
    people: Option<EntryId>,
    /// The division named behind it: Texas in "Paris, Texas".
    within: Option<EntryId>,
    /// Whether it is such a division behind a place.
    qualifies: bool,
    /// How much speaks for a place here, in logits.
    evidence: f32,
    /// The row it means.
    meaning: Option<EntryId>,
}

impl PlaceResolver {
    pub(crate) fn new(resources: crate::Resources) -> Self {
        Self { world: resources.gazetteer }
    }
}

impl Stage for PlaceResolver {
    fn name(&self) -> &'static str {
        "places"
    }

    fn needs(&self) -> &'static [Layer] {
        &[Layer::Sentences, Layer::Names]
    }

    fn fills(&self) -> Layer {
        Layer::Places
    }

    fn enrich(&self, article: &Article, notes: &mut Annotations) {
        let mut toponyms = spotting::spot(self.world, &article.text, notes);
        spotting::qualify(self.world, &article.text, &mut toponyms, notes);
        gating::gate(self.world, article, notes, &mut toponyms);
        let hints = hints::gather(self.world, article, notes);
        resolving::resolve(self.world, &mut toponyms, &hints);
        notes.places = toponyms.iter().map(|it| self.place(article, notes, it)).collect();
    }
}

impl PlaceResolver {
    fn place(&self, article: &Article, notes: &Annotations, toponym: &Toponym) -> Place {
        let row = toponym.people.or(toponym.meaning);
        Place {
            span: toponym.span,
            geo: row.and_then(|it| self.world.entry(it).geo()),
            demonym: toponym.people.is_some(),
            metonym: gating::is_metonym(self.world, article, notes, toponym),
        }
    }
}
