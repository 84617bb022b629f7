//! Finds time expressions and normalizes them as TimeML's TIMEX3 does: type, value, and the days they cover.
//!
//! [`expressions`](patterns::expressions) reads what is written; [`Anchors`] reads it against the publication and the story.

mod anchors;
mod arithmetic;
mod bare_years;
mod calendar;
mod clock;
mod durations;
mod expression;
mod fiscal;
mod holidays;
mod modifiers;
mod patterns;
mod periods;
mod point;
mod reader;
mod relative;
mod tense;
mod values;
mod years;

use wiredesk_model::{Annotations, Article, Layer, Sentence, Timex};

use crate::{
    Stage,
    lexemes::{Lexeme, Sense, Vocabulary, W, scan},
};

use self::{
    anchors::{Anchors, Link, Place},
    expression::Expression,
};

pub(crate) use self::{expression::Spec, patterns::expressions, point::Point};

/// How far into its sentence a time may begin and still open it, in bytes: "Meanwhile, on 5 May".
const LEAD: usize = 16;

/// Finds time expressions and normalizes them.
pub(crate) struct TimexTagger {
    vocabulary: Vocabulary,
}

impl TimexTagger {
    pub(crate) fn new() -> Self {
        Self { vocabulary: Vocabulary::new() }
    }
}

impl Stage for TimexTagger {
    fn name(&self) -> &'static str {
        "times"
    }

    fn needs(&self) -> &'static [Layer] {
        &[Layer::Published]
    }

    fn fills(&self) -> Layer {
        Layer::Times
    }

    fn enrich(&self, article: &Article, notes: &mut Annotations) {
        let lexemes = scan(&article.text, &self.vocabulary);
        let found = expressions(&article.text, &lexemes);
        let published = article.published.or(notes.published).map(|it| it.on);
        let anchors = Anchors::new(published, &found);
        notes.times = read(article, &notes.sentences, &lexemes, &found, anchors);
    }
}

fn read(
    article: &Article,
    sentences: &[Sentence],
    lexemes: &[Lexeme],
    found: &[Expression],
    mut anchors: Anchors,
) -> Vec<Timex> {
    let mut paragraph = 0;
    let mut sentences = sentences.iter().peekable();
    let mut times = Vec::with_capacity(found.len());
    for (idx, expression) in found.iter().enumerate() {
        if matches!(expression.spec, Spec::Lexical(_)) && !anchors.is_narrative() {
            continue;
        }
        let Some(words) = lexemes.get(expression.first..expression.end) else { continue };
        let (Some(first), Some(last)) = (words.first(), words.last()) else { continue };
        let span = first.span().cover(last.span());
        while article.paragraphs.get(paragraph).is_some_and(|it| it.end() <= span.start()) {
            paragraph += 1;
        }
        let tense = tense::tense(&article.text, lexemes, expression.first, expression.end);
        let last = idx.checked_sub(1).and_then(|it| found.get(it));
        let aside = is_aside(lexemes, expression, last);
        let day = found.get(idx + 1).filter(|it| is_on(lexemes, expression, it)).map(|it| it.spec);
        while sentences.peek().is_some_and(|it| it.span.end() <= span.start()) {
            sentences.next();
        }
        let opening = sentences.peek().is_some_and(|it| span.start() <= it.span.start() + LEAD);
        let link = last.and_then(|it| link(lexemes, it, expression));
        let place = Place { tense, paragraph, opening, aside, day, link };
        let reading = anchors.read(expression, place);
        times.push(Timex {
            span,
            kind: reading.kind,
            value: reading.value,
            from: reading.extent.map(|it| it.0),
            to: reading.extent.map(|it| it.1),
        });
    }
    times
}

/// Whether a date stands in parentheses, ends a range that began right before, or bounds something.
fn is_aside(lexemes: &[Lexeme], expression: &Expression, last: Option<&Expression>) -> bool {
    let before = expression.first.checked_sub(1).and_then(|it| lexemes.get(it));
    let after = lexemes.get(expression.end);
    if before.is_some_and(|it| matches!(it.sense, Sense::Word(W::Until | W::Since | W::Before))) {
        return true;
    }
    if !matches!(expression.spec, Spec::Point(Point::Year(_))) {
        return false;
    }
    let range = before.is_some_and(Lexeme::is_dash)
        && last.is_some_and(|it| it.end + 1 == expression.first);
    let closed = after.is_some_and(|it| matches!(it.sense, Sense::Mark(')' | ',' | '-' | '–')));
    range || closed && before.is_some_and(|it| it.is_mark('('))
}

/// How a day of the week hangs on the one before it: "Monday to Friday", "Monday, Tuesday and Friday".
fn link(lexemes: &[Lexeme], from: &Expression, to: &Expression) -> Option<Link> {
    let weekdays = matches!((from.spec, to.spec), (Spec::Weekday(_), Spec::Weekday(_)));
    let between = lexemes.get(from.end..to.first).filter(|it| weekdays && it.len() <= 2)?;
    let first = between.first()?;
    let range = first.is_dash()
        || matches!(first.sense, Sense::Word(W::To | W::Through | W::Until)) && between.len() == 1;
    let list =
        between.iter().all(|it| matches!(it.sense, Sense::Mark(',') | Sense::Word(W::And | W::Or)));
    if range { Some(Link::Range) } else { list.then_some(Link::List) }
}

/// Whether `date` follows the time of day `time` with "on" between them.
fn is_on(lexemes: &[Lexeme], time: &Expression, date: &Expression) -> bool {
    time.spec == Spec::TimeOfDay
        && date.first == time.end + 1
        && lexemes.get(time.end).is_some_and(|it| it.is(W::On))
        && date.clock.is_none()
}

#[cfg(test)]
mod tests;
