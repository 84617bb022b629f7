//! Finds numbers and what they count: amounts of money, percentages, measures, ages, votes, scores, ranks, counts.

mod comparison;
mod counted;
mod currencies;
mod exclusions;
mod measures;
mod reader;
mod reading;
mod scores;
mod units;

use wiredesk_model::{Annotations, Article, Layer, Quantity, Span, Timex, TimexType};

use crate::{
    Stage,
    lexemes::{Lexeme, Sense, Vocabulary, scan},
};

use self::reader::Reader;

/// The largest value given: what is larger is no quantity but a string of digits.
const LARGEST: f64 = 1e18;

/// Finds numbers and what they count.
pub(crate) struct QuantityTagger {
    vocabulary: Vocabulary,
}

impl QuantityTagger {
    pub(crate) fn new() -> Self {
        Self { vocabulary: Vocabulary::new() }
    }
}

impl Stage for QuantityTagger {
    fn name(&self) -> &'static str {
        "quantities"
    }

    fn needs(&self) -> &'static [Layer] {
        &[Layer::Names, Layer::Times]
    }

    fn fills(&self) -> Layer {
        Layer::Quantities
    }

    fn enrich(&self, article: &Article, notes: &mut Annotations) {
        let lexemes = scan(&article.text, &self.vocabulary);
        let names: Vec<Span> = notes.names.iter().map(|it| it.span).collect();
        notes.quantities = quantities(&article.text, &lexemes, &notes.times, &names);
    }
}

/// The quantities of `text` outside its dates; the numbers of durations are quantities too.
fn quantities(text: &str, lexemes: &[Lexeme], times: &[Timex], names: &[Span]) -> Vec<Quantity> {
    let labels = exclusions::labels(text, lexemes);
    let mut names = names.iter().peekable();
    let mut dates = times
        .iter()
        .filter(|it| it.kind != TimexType::Duration && !it.value.starts_with('P'))
        .map(|it| it.span)
        .peekable();
    let mut out: Vec<Quantity> = Vec::new();
    let mut spells = times.iter().filter(|it| it.kind == TimexType::Duration).peekable();
    let mut at = 0;
    while let Some(lexeme) = lexemes.get(at) {
        while spells.next_if(|it| it.span.end() <= lexeme.start as usize).is_some() {}
        if spells.peek().is_some_and(|it| is_year_of(lexeme, it)) {
            at += 1;
            continue;
        }
        while dates.next_if(|it: &Span| it.end() <= lexeme.start as usize).is_some() {}
        if dates.peek().is_some_and(|it| it.overlaps(lexeme.span())) {
            at += 1;
            continue;
        }
        while names.next_if(|it| it.end() <= lexeme.start as usize).is_some() {}
        let reader = Reader { text, lexemes, floor: out.last().map_or(0, |it| it.span.end()) };
        let label = lexeme.is_number() && exclusions::is_labeled(lexemes, at, &labels);
        if (label || is_named(lexeme, names.peek())) && !reader.is_money(at) {
            at += 1;
            continue;
        }
        match reader.quantity(at) {
            Some((quantity, end)) if end > at => {
                let small = |value: f64| value <= LARGEST;
                out.extend(quantity.filter(|it| small(it.value) && it.upper.is_none_or(small)));
                at = end;
            }
            _ => at += 1,
        }
    }
    out
}

/// Whether a number is the year of a length of time: "the first six weeks of 2022".
fn is_year_of(number: &Lexeme, time: &Timex) -> bool {
    let (span, digits) = (number.span(), number.digits);
    number.is_plain()
        && digits == 4
        && span.start() > time.span.start()
        && span.end() == time.span.end()
}

/// Whether a number is part of a name: "Apollo 11", "10 Downing Street", "Three Mile Island".
fn is_named(number: &Lexeme, name: Option<&&Span>) -> bool {
    let written = number.capital && matches!(number.sense, Sense::Cardinal(_));
    let (digits, span) = (number.is_number(), number.span());
    name.is_some_and(|it| {
        it.contains(span)
            && (digits && it.start() < span.start() || written && it.len() > span.len())
    })
}

#[cfg(test)]
mod tests;
