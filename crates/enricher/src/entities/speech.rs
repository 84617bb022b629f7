//! Which mention speaks inside quotation marks, and whether a text is an interview: what "I" and "you" mean. Who says
//! what, `attribution` found.

use wiredesk_model::{Attributions, EntityType, Quotation, SourcePhrase, Span};

use super::mentions::{Candidate, What};
use super::nouns::Noun;
use super::pronouns::Pronoun;

/// A stretch of quoted text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Quoted {
    /// The text between the marks.
    pub(super) span: Span,
    /// The candidate that speaks.
    pub(super) speaker: Option<usize>,
}

/// The quotations of an article with the candidates that speak them, in text order.
pub(super) fn quotations(found: &[Quotation], candidates: &[Candidate]) -> Vec<Quoted> {
    let speaker = |it: &Quotation| it.source.and_then(|it| speaker(it, candidates));
    found.iter().map(|it| Quoted { span: it.outer, speaker: speaker(it) }).collect()
}

/// The quotation around `span`.
pub(super) fn around(quotations: &[Quoted], span: Span) -> Option<&Quoted> {
    let after = quotations.partition_point(|it| it.span.start() <= span.start());
    let before = quotations.get(after.checked_sub(1)?)?;
    before.span.contains(span).then_some(before)
}

/// Marks the candidates that say something.
pub(super) fn mark_speakers(found: &Attributions, candidates: &mut [Candidate]) {
    let quoted = found.quotations.iter().filter_map(|it| it.source);
    let indirect = found.indirect.iter().filter_map(|it| it.source);
    for source in quoted.chain(indirect) {
        if let Some(at) = speaker(source, candidates) {
            candidates[at].speaks = true;
        }
    }
}

/// The candidate at the source's head, or else the first one in its phrase, that can speak.
fn speaker(source: SourcePhrase, candidates: &[Candidate]) -> Option<usize> {
    let phrase = source.phrase.cover(source.head);
    let first = candidates.partition_point(|it| it.span.end() <= phrase.start());
    let inside = || {
        let near = candidates.iter().enumerate().skip(first);
        near.take_while(|it| it.1.span.start() < phrase.end()).filter(|it| speaks(it.1))
    };
    inside().find(|it| it.1.span.contains(source.head)).or_else(|| inside().next()).map(|it| it.0)
}

fn speaks(candidate: &Candidate) -> bool {
    match candidate.what {
        What::Name(name) => matches!(name.kind, EntityType::Person | EntityType::Organization),
        What::Nominal(Noun { kind, .. }, _) => kind == EntityType::Person,
        What::Pronoun(pronoun) => matches!(pronoun, Pronoun::He | Pronoun::She),
    }
}

/// The candidate who is interviewed: the commonest person of a text in which somebody says "I" outside quotation marks
/// and is asked questions.
pub(super) fn is_interview(text: &str, candidates: &[Candidate], quotations: &[Quoted]) -> bool {
    let (mut first, mut third) = (0, 0);
    for candidate in candidates.iter().filter(|it| around(quotations, it.span).is_none()) {
        match candidate.what {
            What::Pronoun(Pronoun::I | Pronoun::You) => first += 1,
            What::Pronoun(Pronoun::He | Pronoun::She) => third += 1,
            _ => {}
        }
    }
    first >= 6 && first > third && text.matches('?').count() >= 3
}
