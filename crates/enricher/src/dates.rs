//! Finds the publication date in the text where the format declares none: the dateline's, a line that holds only a
//! date, or the latest day that the opening names. It never takes a file's own time, which says nothing of the text.

use jiff::{
    civil::Date,
    tz::{Offset, TimeZone},
};
use wiredesk_model::{Annotations, Article, Layer, Published, PublishedFrom, Span};

use crate::{
    Stage,
    lexemes::{Vocabulary, scan},
    times::{Point, Spec, expressions},
};

/// How much of the text counts as its opening, in bytes.
const OPENING: usize = 1000;

/// The longest line that a date may fill, as in "Published: Monday 17 March 2025, 10:00 GMT", in bytes.
const DATE_LINE: usize = 64;

/// How far apart the days of a report's opening may lie, in days: more is history.
const SPREAD: i32 = 366;

/// How far after the opening's date the article may still look ahead, in days.
const AHEAD: i32 = 60;

/// Finds the publication date in the text where the format declares none.
pub(crate) struct DateFinder {
    vocabulary: Vocabulary,
}

impl DateFinder {
    pub(crate) fn new() -> Self {
        Self { vocabulary: Vocabulary::new() }
    }
}

impl Stage for DateFinder {
    fn name(&self) -> &'static str {
        "published"
    }

    fn needs(&self) -> &'static [Layer] {
        &[Layer::Sentences]
    }

    fn fills(&self) -> Layer {
        Layer::Published
    }

    fn enrich(&self, article: &Article, notes: &mut Annotations) {
        if article.published.is_some() {
            return;
        }
        let dateline = article.dateline.as_ref().and_then(|it| it.date);
        notes.published = match dateline {
            Some(on) => published(on, PublishedFrom::Dateline),
            None => self.told(article).and_then(|on| published(on, PublishedFrom::Text)),
        };
    }
}

impl DateFinder {
    fn told(&self, article: &Article) -> Option<Date> {
        let lexemes = scan(&article.text, &self.vocabulary);
        let days: Vec<(Span, Date)> = expressions(&article.text, &lexemes)
            .iter()
            .filter_map(|it| {
                let Spec::Point(point @ Point::Day(..)) = it.spec else { return None };
                Some((lexemes.get(it.first)?.span(), point.first()?))
            })
            .collect();
        let near_edge = |it: &&(Span, Date)| {
            it.0.start() < OPENING || it.0.start() + OPENING > article.text.len()
        };
        let alone = |span: Span| {
            article.paragraphs.iter().any(|it| it.contains(span) && it.len() <= DATE_LINE)
        };
        if let Some((_, on)) = days.iter().filter(near_edge).find(|it| alone(it.0)) {
            return Some(*on);
        }
        let early = || days.iter().filter(|it| it.0.start() < OPENING).map(|it| it.1);
        let (first, opening) = (early().min()?, early().max()?);
        if first.until(opening).map_or(0, |it| it.get_days()) > SPREAD {
            return None;
        }
        let latest = days.iter().map(|it| it.1).max()?;
        (opening.until(latest).map_or(0, |it| it.get_days()) <= AHEAD).then_some(opening)
    }
}

fn published(on: Date, from: PublishedFrom) -> Option<Published> {
    let at = on.to_zoned(TimeZone::UTC).ok()?.timestamp();
    Some(Published { at, on, from, offset: Offset::UTC })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expect: &str) {
        let paragraphs = vec![Span::new(0, text.find('\n').unwrap_or(text.len()))];
        let article = Article { text: text.into(), paragraphs, ..Article::default() };
        let found = DateFinder::new().told(&article).map(|it| it.to_string());
        assert_eq!(found.as_deref().unwrap_or("-"), expect, "{text}");
    }

    #[test]
    fn takes_the_date_the_article_gives() {
        check("March 17, 2025\nHe left in May 2024.", "2025-03-17");
        check(
            "On March 17, 2025, troops crossed the river. It began on January 2, 2025.",
            "2025-03-17",
        );
        check("On September 1, 1939, war broke out. It ended on 2 September 1945.", "-");
        check("It ended on Monday.", "-");
    }
}
