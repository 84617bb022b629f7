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

    fn enrich(&self, _article: &Article, notes: &mut Annotations) {
        let mut entries = Vec::new();
        let mut times = notes.times.iter().peekable();
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
            entries.extend(best.map(|it| it.1));
        }
        entries.sort_by_key(|it| (it.on, it.sentence));
        notes.timeline = entries;
    }
}
