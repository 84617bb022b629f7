//! Who speaks inside quotation marks and in interviews: what "I" and "you" mean. Sentences are not attributed here for
//! the record; that is the quotes' stage.

use wiredesk_model::{Annotations, EntityType, Span};

use super::mentions::{Candidate, What};
use super::nouns::{Noun, Pronoun};

/// A stretch of quoted text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Quoted {
    /// The text between the marks.
    pub(super) span: Span,
    /// The candidate that speaks.
    pub(super) speaker: Option<usize>,
}

/// The quotations of an article with their speakers, in text order.
pub(super) fn quotations(
    text: &str,
    notes: &Annotations,
    candidates: &[Candidate],
    paragraphs: &[Span],
) -> Vec<Quoted> {
    let mut found: Vec<Quoted> = Vec::new();
    for paragraph in paragraphs {
        let mut last = None;
        for span in quoted_spans(text, *paragraph) {
            let speaker = speaker(text, notes, candidates, *paragraph, span).or(last);
            last = speaker;
            found.push(Quoted { span, speaker });
        }
    }
    found
}

/// The quotation around `span`.
pub(super) fn around(quotations: &[Quoted], span: Span) -> Option<&Quoted> {
    let after = quotations.partition_point(|it| it.span.start() <= span.start());
    let before = quotations.get(after.checked_sub(1)?)?;
    before.span.contains(span).then_some(before)
}

fn quoted_spans(text: &str, paragraph: Span) -> Vec<Span> {
    let (mut spans, mut open) = (Vec::new(), None);
    for (at, c) in paragraph.slice(text).char_indices() {
        let at = paragraph.start() + at;
        match (c, open) {
            ('“', _) | ('"', None) => open = Some(at + c.len_utf8()),
            ('”' | '"', Some(start)) => {
                spans.push(Span::new(start, at));
                open = None;
            }
            _ => {}
        }
    }
    // A quotation that goes on in the next paragraph has no closing mark.
    spans.extend(open.map(|start| Span::new(start, paragraph.end())));
    spans
}

/// Characters around a quotation in which its verb of speech may stand.
const REACH: usize = 160;

/// The candidate beside a verb of speech near the quotation, outside it.
fn speaker(
    text: &str,
    notes: &Annotations,
    candidates: &[Candidate],
    paragraph: Span,
    quote: Span,
) -> Option<usize> {
    let after = Span::new(quote.end(), paragraph.end().min(quote.end() + REACH));
    let before =
        Span::new(paragraph.start().max(quote.start().saturating_sub(REACH)), quote.start());
    [after, before].into_iter().find_map(|side| {
        let first = notes.tokens.partition_point(|it| it.span.start() < side.start());
        let tokens = notes.tokens.get(first..)?;
        let verb = tokens
            .iter()
            .take_while(|it| it.span.end() <= side.end())
            .take_while(|it| side == before || !matches!(it.span.slice(text), "." | "“"))
            .position(|it| is_speech(it.span.slice(text)))?
            + first;
        let start = candidates.partition_point(|it| it.last + 8 < verb);
        candidates
            .iter()
            .enumerate()
            .skip(start)
            .take_while(|it| it.1.first <= verb + 8)
            .filter(|it| speaks(it.1) && !quote.overlaps(it.1.span) && side.contains(it.1.span))
            .min_by_key(
                |it| if it.1.first > verb { it.1.first - verb } else { verb + 1 - it.1.last },
            )
            .map(|it| it.0)
    })
}

fn speaks(candidate: &Candidate) -> bool {
    match candidate.what {
        What::Name(name) => matches!(name.kind, EntityType::Person | EntityType::Organization),
        What::Nominal(Noun { kind, .. }, _) => kind == EntityType::Person,
        What::Pronoun(pronoun) => matches!(pronoun, Pronoun::He | Pronoun::She),
    }
}

fn is_speech(word: &str) -> bool {
    const VERBS: &[&str] = &[
        "added",
        "adds",
        "announced",
        "argued",
        "argues",
        "asked",
        "asks",
        "claimed",
        "claims",
        "commented",
        "concluded",
        "confirmed",
        "continued",
        "declared",
        "explained",
        "explains",
        "insisted",
        "noted",
        "notes",
        "quipped",
        "recalled",
        "remarked",
        "replied",
        "reported",
        "responded",
        "said",
        "says",
        "stated",
        "states",
        "suggested",
        "tells",
        "told",
        "tweeted",
        "warned",
        "warns",
        "writes",
        "wrote",
    ];
    VERBS.binary_search(&word).is_ok()
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
