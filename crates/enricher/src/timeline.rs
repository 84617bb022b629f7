//! Puts dated sentences in order of time. It reads only what `times` found.

use wiredesk_model::{Annotations, Article, Layer, TimelineEntry, TimexType};

use crate::{Stage, times::Point};

/// The coarsest time that dates a sentence, in days: a year. Decades and centuries are background.
const COARSEST: i32 = 366;

/// Puts dated sentences in order of time.
pub(crate) struct TimelineBuilder;

impl Stage for TimelineBuilder {
    fn name(&self) -> &'static str {
        "timeline"
    }

    fn needs(&self) -> &'static [Layer] {
        &[Layer::Sentences, Layer::Times]
    }

    fn fills(&self) -> Layer {
        Layer::Timeline
    }

    fn enrich(&self, article: &Article, notes: &mut Annotations) {
        let mut entries = Vec::new();
        let mut times = notes.times.iter().peekable();
        // A dateline says when the sentence behind it was written, and is no event itself.
        let dateline_end = article.dateline.as_ref().map_or(0, |it| it.span.end());
        let mut written = None;
        for (idx, sentence) in notes.sentences.iter().enumerate() {
            // A sentence is dated by its finest time, and by the first of several as fine.
            let mut best: Option<(i32, TimelineEntry)> = None;
            while let Some(time) = times.next_if(|it| it.span.start() < sentence.span.end()) {
                let (Some(from), Some(to)) = (time.from, time.to) else { continue };
                let days = from.until(to).map_or(i32::MAX, |it| it.get_days());
                let dated =
                    matches!(time.kind, TimexType::Date | TimexType::Time) && days <= COARSEST;
                if !dated || best.as_ref().is_some_and(|it| it.0 <= days) {
                    continue;
                }
                let precision = Point::precision(from, to);
                best = Some((days, TimelineEntry { on: from, precision, sentence: idx as u32 }));
            }
            let own = best.map(|it| it.1);
            if sentence.span.end() <= dateline_end {
                written = own;
                continue;
            }
            let written = written.take().map(|it| TimelineEntry { sentence: idx as u32, ..it });
            entries.extend(own.or(written));
        }
        entries.sort_by_key(|it| (it.on, it.sentence));
        notes.timeline = entries;
    }
}

#[cfg(test)]
mod tests {
    use wiredesk_model::{Article, Dateline, Span};

    use crate::{Pipeline, Resources};

    /// Compares the timeline of one paragraph, whose first `n_bytes` are its dateline, with `expect`.
    #[track_caller]
    fn check(text: &str, n_bytes: usize, expect: &[&str]) {
        let dateline = Dateline { span: Span::new(0, n_bytes), ..Dateline::default() };
        let article = Article {
            text: text.to_owned(),
            paragraphs: vec![Span::new(0, text.len())],
            dateline: (n_bytes > 0).then_some(dateline),
            ..Article::default()
        };
        let resources = Resources::embedded();
        let notes = Pipeline::new(resources, &[]).unwrap().enrich(&article);
        let shown = notes.timeline.iter().map(|it| {
            let sentence = notes.sentences[it.sentence as usize].span.slice(text);
            format!("{} {} {}", it.on, it.precision, sentence)
        });
        assert_eq!(shown.collect::<Vec<_>>(), expect);
    }

    #[test]
    fn a_dateline_dates_the_sentence_behind_it() {
        check(
            "OSLO, March 17, 2025 (AP) — The ferry sank. It was built in 1998. It left on March 16, 2025.",
            29,
            &[
                "1998-01-01 year It was built in 1998.",
                "2025-03-16 day It left on March 16, 2025.",
                "2025-03-17 day The ferry sank.",
            ],
        );
        check(
            "OSLO, March 17, 2025 (AP) — The ferry sank on March 15, 2025.",
            29,
            &["2025-03-15 day The ferry sank on March 15, 2025."],
        );
    }

    #[test]
    fn sentences_are_dated_by_their_finest_time() {
        check(
            "In 2024, on March 3, 2024, it rained.",
            0,
            &["2024-03-03 day In 2024, on March 3, 2024, it rained."],
        );
    }
}
