//! Finds who says what from the trees and the marks alone: quotations, indirect speech, their cues and sources. Done once
//! an article, for the three stages that need it; which entity a source is, `quotes` and `claims` say.

mod content;
mod cues;
mod dialogue;
mod grammar;
mod indirect;
mod marks;
mod quotations;
mod sources;
#[cfg(test)]
mod tests;

use wiredesk_model::{Annotations, Article, Attributions, Layer};

use crate::Stage;

pub(crate) use sources::Sources;

use self::{
    cues::{Cue, Cues},
    grammar::Grammar,
};

/// Finds who says what.
pub(crate) struct AttributionFinder {
    cues: Cues,
}

/// Everything attribution looks at.
struct Scene<'a> {
    article: &'a Article,
    text: &'a str,
    notes: &'a Annotations,
    cues: &'a Cues,
    grammar: Grammar<'a>,
    quoted: Vec<marks::Quoted>,
}

impl Scene<'_> {
    /// The cue that token `idx` is a form of. A capital between words without makes it a name, as of a group called "Respond".
    fn cue_at(&self, idx: usize) -> Option<Cue> {
        let word =
            |it: usize| self.grammar.tokens.get(it).map_or("", |it| it.span.slice(self.text));
        let cue = self.cues.of(word(idx))?;
        let small = |it: usize| word(it).starts_with(char::is_lowercase);
        let named = idx > 0 && !small(idx) && small(idx - 1) && small(idx + 1);
        (!named).then_some(cue)
    }
}

impl AttributionFinder {
    pub(crate) fn new() -> Self {
        Self { cues: Cues::new() }
    }
}

impl Stage for AttributionFinder {
    fn name(&self) -> &'static str {
        "attributions"
    }

    fn needs(&self) -> &'static [Layer] {
        &[Layer::Sentences]
    }

    fn fills(&self) -> Layer {
        Layer::Attributions
    }

    fn enrich(&self, article: &Article, notes: &mut Annotations) {
        let scene = Scene {
            article,
            text: &article.text,
            notes,
            cues: &self.cues,
            grammar: Grammar::new(&notes.tokens),
            quoted: marks::quotations(&article.text, &article.paragraphs),
        };
        let found = Attributions { quotations: scene.quotations(), indirect: scene.indirect() };
        notes.attributions = found;
    }
}
