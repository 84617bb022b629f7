//! Applies the trained weights to an article. The weights are the model's.

use wiredesk_model::{
    Annotations, Article, EntityId, Layer, Sentiment, SentimentLabel, Span, Tones,
};

use super::{
    CLASSES, Column, Model,
    features::{self, AFTER, AROUND, BEFORE, NEAR, Negators, Reading},
};
use crate::Stage;

/// Sentence scores beyond these borders are not neutral; the borders give the best macro F1 on the tuning set.
const NEGATIVE_BELOW: f32 = -0.06;
const POSITIVE_ABOVE: f32 = 0.08;
/// Sentences of an article that are weighed; the tone of a longer text does not change after them.
const MAX_SENTENCES: usize = 400;
/// Mentions of an entity that are weighed.
const MAX_MENTIONS: usize = 24;

/// Words on each side of a mention that are weighed: a text without stops, with a name a line, would else take
/// time by the square of its length.
const BESIDE: usize = 256;

/// Measures the tone of an article and of what it says about its entities.
pub(crate) struct ToneTagger {
    model: Model,
    negators: Negators,
}

impl ToneTagger {
    pub(crate) fn new() -> Self {
        let model = Model::read(include_bytes!("../../models/tones.bin"))
            .expect("the model in the program is whole, which a test checks");
        Self { model, negators: Negators::default() }
    }

    fn article(&self, sentences: &[Vec<Reading>]) -> Sentiment {
        let n_sentences = sentences.len().max(1) as f32;
        let total: f32 = sentences.iter().map(|it| self.sentence(it)).sum();
        let score = (total / n_sentences).clamp(-1.0, 1.0);
        let label = if score < NEGATIVE_BELOW {
            SentimentLabel::Negative
        } else if score > POSITIVE_ABOVE {
            SentimentLabel::Positive
        } else {
            SentimentLabel::Neutral
        };
        Sentiment { score, label }
    }

    fn sentence(&self, readings: &[Reading]) -> f32 {
        let model = &self.model;
        let numbers = features::sentence(readings);
        let (sum, mean) = (Column::Sum, Column::Mean);
        model.sentence(&numbers) + self.sum(readings, sum) + self.mean(readings, mean)
    }

    fn sum(&self, readings: &[Reading], column: Column) -> f32 {
        readings.iter().filter_map(|it| it.row).map(|it| self.model.weight(it, column)).sum()
    }

    /// Mean over the words that the model knows.
    fn mean(&self, readings: &[Reading], column: Column) -> f32 {
        let n_known = readings.iter().filter(|it| it.row.is_some()).count().max(1) as f32;
        self.sum(readings, column) / n_known
    }

    /// How strongly what surrounds `target` speaks for each class.
    fn classes(&self, readings: &[Reading], target: Span) -> [f32; CLASSES] {
        let from = readings.partition_point(|it| it.span.end() <= target.start());
        let to = readings.partition_point(|it| it.span.start() < target.end()).max(from);
        let before = features::window(&readings[..from], BESIDE, true);
        let after = features::window(&readings[to..], BESIDE, false);
        let own = &readings[from..to];
        let numbers = features::target(before, after);
        let sides =
            |n: usize| (features::window(before, n, true), features::window(after, n, false));
        let (near, around) = (sides(NEAR), sides(AROUND));
        std::array::from_fn(|class| {
            let both = |(left, right): (&[Reading], &[Reading]), column| {
                self.sum(left, column) + self.sum(right, column)
            };
            let mean = |(left, right): (&[Reading], &[Reading]), column| {
                let known = left.iter().chain(right).filter(|it| it.row.is_some()).count();
                both((left, right), column) / known.max(1) as f32
            };
            self.model.target(class, &numbers)
                + both((before, after), Column::Beside(class))
                + both(near, Column::Near(class))
                + self.sum(features::window(after, AFTER, false), Column::After(class))
                + self.sum(features::window(before, BEFORE, true), Column::Before(class))
                + mean((before, after), Column::MeanBeside(class))
                + mean(around, Column::MeanAround(class))
                + self.mean(own, Column::MeanTarget(class))
        })
    }
}

impl Stage for ToneTagger {
    fn name(&self) -> &'static str {
        "sentiment"
    }

    fn needs(&self) -> &'static [Layer] {
        &[Layer::Sentences, Layer::Entities]
    }

    fn fills(&self) -> Layer {
        Layer::Tones
    }

    fn enrich(&self, article: &Article, notes: &mut Annotations) {
        let sentences: Vec<_> = notes
            .sentences
            .iter()
            .take(MAX_SENTENCES)
            .map(|sentence| {
                let mut readings = Vec::new();
                let (model, negators) = (&self.model, &self.negators);
                features::read(&article.text, sentence.span, model, negators, &mut readings);
                readings
            })
            .collect();
        // Where a report was written, and for whom, the report says nothing about.
        let told_from = article.dateline.as_ref().map_or(0, |it| it.span.end());
        let mut entities = Vec::new();
        for (idx, entity) in notes.entities.iter().enumerate() {
            let (mut classes, mut n_mentions) = ([0.0; CLASSES], 0);
            let told = entity.mentions.iter().filter(|it| it.span.start() >= told_from);
            for mention in told.take(MAX_MENTIONS) {
                let Some(readings) = sentences.get(mention.sentence as usize) else { continue };
                let of_mention = self.classes(readings, mention.span);
                classes.iter_mut().zip(of_mention).for_each(|(sum, it)| *sum += it);
                n_mentions += 1;
            }
            if let Some(tone) = tone(classes, n_mentions) {
                entities.push((EntityId(idx as u32), tone));
            }
        }
        notes.tones = Some(Tones { article: self.article(&sentences), entities });
    }
}

/// The class that is spoken for most, and how far good outweighs bad.
fn tone(classes: [f32; CLASSES], n_mentions: usize) -> Option<Sentiment> {
    (n_mentions > 0).then_some(())?;
    let [bad, neutral, good] = classes;
    let score = ((good - bad) / n_mentions as f32).clamp(-1.0, 1.0);
    let label = if neutral >= bad && neutral >= good {
        SentimentLabel::Neutral
    } else if bad > good {
        SentimentLabel::Negative
    } else {
        SentimentLabel::Positive
    };
    Some(Sentiment { score, label })
}

#[cfg(test)]
mod tests {
    use wiredesk_model::{
        Annotations, Article, Dateline, Entity, EntityId, EntityType, Mention, MentionKind,
        Sentence, SentimentLabel, Span,
    };

    use super::{BESIDE, Stage, ToneTagger, features};

    #[track_caller]
    fn check(text: &str, expect: SentimentLabel) {
        let article = Article { text: text.into(), ..Article::default() };
        let span = Span::new(0, text.len());
        let sentences = vec![Sentence { span, first: 0, last: 0 }];
        let mut notes = Annotations { sentences, ..Annotations::default() };
        ToneTagger::new().enrich(&article, &mut notes);
        let tone = notes.tones.expect("the stage always fills its layer").article;
        assert_eq!(tone.label, expect, "{tone:?}");
    }

    #[test]
    fn a_mention_is_weighed_by_the_words_near_it_however_long_its_sentence() {
        let tagger = ToneTagger::new();
        let classes = |far: &str, near: &str| {
            let text = format!("{far} {near} Smith {near} {far}");
            let mut readings = Vec::new();
            let all = Span::new(0, text.len());
            features::read(&text, all, &tagger.model, &tagger.negators, &mut readings);
            let start = text.find("Smith").unwrap();
            tagger.classes(&readings, Span::new(start, start + "Smith".len()))
        };
        let (good, bad) = ("wonderful ".repeat(50), "brutal ".repeat(50));
        let near = "brutal ".repeat(BESIDE);
        let same = classes(&good, &near).map(f32::to_bits);
        assert_eq!(same, classes(&bad, &near).map(f32::to_bits));
        let near = "brutal ".repeat(BESIDE - 1);
        assert_ne!(same, classes(&good, &near).map(f32::to_bits));
    }

    #[test]
    fn nothing_is_said_of_who_stands_in_the_dateline() {
        let text = "GHENT (AP) — The brutal attack killed dozens in Ghent.";
        let mention = |start: usize, end| Mention {
            span: Span::new(start, end),
            kind: MentionKind::Name,
            sentence: 0,
            geo: None,
        };
        let places = [vec![mention(7, 9)], vec![mention(0, 5), mention(48, 53)]];
        let entities = places.map(|mentions| Entity {
            kind: EntityType::Organization,
            name: "A".into(),
            aliases: Vec::new(),
            roles: Vec::new(),
            country: None,
            geo: None,
            salience: 0.5,
            mentions,
        });
        let span = Span::new(0, text.len());
        let mut notes = Annotations {
            sentences: vec![Sentence { span, first: 0, last: 0 }],
            entities: entities.into(),
            ..Annotations::default()
        };
        let dateline = Dateline { span: Span::new(0, 14), ..Dateline::default() };
        let article = Article { text: text.into(), dateline: Some(dateline), ..Article::default() };
        ToneTagger::new().enrich(&article, &mut notes);
        let of: Vec<_> = notes.tones.unwrap().entities.iter().map(|it| it.0).collect();
        assert_eq!(of, [EntityId(1)]);
    }

    #[test]
    fn tells_good_from_bad() {
        check("The brutal attack killed dozens of innocent children.", SentimentLabel::Negative);
        check(
            "It was a wonderful and generous gift that saved many lives.",
            SentimentLabel::Positive,
        );
        check("The committee meets on the first Tuesday of each month.", SentimentLabel::Neutral);
    }
}
