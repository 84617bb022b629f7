//! One pass from an article and its annotations to the record on the wire: bytes to code points, indexes to ids.

use jiff::{Timestamp, Unit, tz::Offset};

use crate::{
    Annotations, Article, Certainty, CharOffsets, DuplicateKind, Entity, EntityId, EntityType,
    EventType, Geo, Layer, MentionKind, PlaceKind, Published, PublishedFrom, QuantityKind,
    QuoteKind, SCHEMA, SentimentLabel, Span, Speaker, TimexType, TokenKind, wire,
};

/// Adult silent reading of English non-fiction: 238 words a minute (Brysbaert 2019, doi:10.1016/j.jml.2019.104047).
const WORDS_PER_MINUTE: f64 = 238.0;

/// The record of `article`, made at `at` as line `seq` of its outbox. What was seen before is not in it yet: see
/// [`wire::Record::recall`].
pub fn assemble(article: &Article, notes: &Annotations, at: Timestamp, seq: u64) -> wire::Record {
    let ctx = Ctx { article, notes, offsets: CharOffsets::new(&article.text) };
    wire::Record {
        timestamp: millis(at),
        seq,
        id: article.id.to_string(),
        schema: SCHEMA.into(),
        source: source(article),
        article: ctx.article(),
        entities: ctx.list(Layer::Entities, &notes.entities, Ctx::entity),
        focus: ctx.list(Layer::Focus, &notes.focus, |_, focus| wire::Focus {
            country: focus.country.as_str().into(),
            share: round(focus.share),
        }),
        times: ctx.list(Layer::Times, &notes.times, Ctx::time),
        quantities: ctx.list(Layer::Quantities, &notes.quantities, Ctx::quantity),
        quotes: ctx.list(Layer::Quotes, &notes.quotes, Ctx::quote),
        claims: ctx.list(Layer::Claims, &notes.claims, Ctx::claim),
        events: ctx.list(Layer::Events, &notes.events, Ctx::event),
        relations: ctx.list(Layer::Relations, &notes.relations, |_, it| relation(it)),
        timeline: ctx.list(Layer::Timeline, &notes.timeline, Ctx::timeline_entry),
        keywords: ctx.list(Layer::Keywords, &notes.keywords, |_, keyword| wire::Keyword {
            text: keyword.text.clone(),
            score: round(keyword.score),
        }),
        topics: ctx.list(Layer::Topics, &notes.topics, |_, it| topic(it)),
        summary: ctx.list(Layer::Summary, &notes.summary, |ctx, sentence| wire::SummarySentence {
            sentence: *sentence,
            text: ctx.sentence_text(*sentence),
        }),
        sentiment: notes.tones.as_ref().map(|tones| sentiment(tones.article)),
        readability: notes.readability.map(|it| wire::Readability {
            flesch_reading_ease: (it.flesch_reading_ease * 10.0).round() / 10.0,
            grade: (it.grade * 10.0).round() / 10.0,
        }),
        duplicate: None,
        story: None,
        warnings: article.warnings.iter().chain(&notes.warnings).map(warning).collect(),
        truncated: Vec::new(),
        text_ref: None,
    }
}

impl wire::Record {
    /// Makes it line `seq`, made at `at`: known only when its turn comes.
    pub fn stamp(&mut self, at: Timestamp, seq: u64) {
        self.timestamp = millis(at);
        self.seq = seq;
    }

    /// Adds what was seen before: known only to the one place that sees every article.
    pub fn recall(&mut self, copy_of: Option<&crate::Duplicate>, part_of: Option<&crate::Story>) {
        self.duplicate = copy_of.map(duplicate);
        self.story = part_of.map(story);
    }
}

struct Ctx<'a> {
    article: &'a Article,
    notes: &'a Annotations,
    offsets: CharOffsets<'a>,
}

impl Ctx<'_> {
    /// The layer's items in wire form, or `None` where its stage did not run.
    fn list<T, W>(&self, layer: Layer, items: &[T], wire: fn(&Self, &T) -> W) -> Option<Vec<W>> {
        self.notes
            .filled
            .contains(layer)
            .then(|| items.iter().map(|item| wire(self, item)).collect())
    }

    fn ends(&self, span: Span) -> (u32, u32) {
        (self.offsets.at(span.start()), self.offsets.at(span.end()))
    }

    fn text(&self, span: Span) -> String {
        self.article.slice(span).to_owned()
    }

    fn sentence_text(&self, sentence: u32) -> String {
        let sentence = self.notes.sentences.get(sentence as usize);
        sentence.map(|it| self.text(it.span)).unwrap_or_default()
    }

    fn article(&self) -> wire::Article {
        let (article, notes) = (self.article, self.notes);
        let published = article.published.or(notes.published);
        let n_words = notes.tokens.iter().filter(|it| is_word(it.kind)).count() as u32;
        wire::Article {
            guid: article.guid.clone(),
            title: article.title.clone(),
            subtitle: article.subtitle.clone(),
            authors: article.authors.clone(),
            publisher: article.publisher.clone(),
            url: article.url.clone(),
            section: article.section.clone(),
            published: published.map(local),
            published_from: published.map(|it| published_from(it.from).into()),
            modified: article.modified_at.map(seconds),
            dateline: article.dateline.as_ref().map(|it| wire::Dateline {
                place: it.place.clone(),
                agency: it.agency.clone(),
                date: it.date.map(|it| it.to_string()),
            }),
            language: notes
                .language
                .as_ref()
                .map(|it| wire::Language { code: it.code.into(), score: round(it.score) }),
            declared: article
                .declared
                .iter()
                .map(|it| wire::Declared {
                    kind: it.kind.clone(),
                    value: it.value.clone(),
                    name: it.name.clone(),
                })
                .collect(),
            text: Some(article.text.clone()),
            paragraphs: Some(article.paragraphs.iter().map(|it| self.ends(*it)).collect()),
            sentences: self.list(Layer::Sentences, &notes.sentences, |ctx, it| ctx.ends(it.span)),
            words: n_words,
            reading_seconds: (f64::from(n_words) * 60.0 / WORDS_PER_MINUTE).round() as u32,
        }
    }

    fn entity(&self, entity: &Entity) -> wire::Entity {
        // The entity's own index is its position in the layer, which its address in the slice gives.
        let idx = self.notes.entities.iter().position(|it| std::ptr::eq(it, entity));
        let id = EntityId(idx.unwrap_or_default() as u32);
        let tone = self.notes.tones.as_ref().and_then(|tones| {
            tones.entities.iter().find(|(of, _)| *of == id).map(|(_, tone)| sentiment(*tone))
        });
        wire::Entity {
            id: entity_id(id),
            r#type: entity_type(entity.kind).into(),
            name: entity.name.clone(),
            aliases: entity.aliases.clone(),
            roles: entity.roles.clone(),
            country: entity.country.map(|it| it.as_str().to_owned()),
            salience: round(entity.salience),
            geo: entity.geo.map(geo),
            sentiment: tone,
            mentions: Some(entity.mentions.iter().map(|it| self.mention(it)).collect()),
        }
    }

    fn mention(&self, mention: &crate::Mention) -> wire::Mention {
        let (start, end) = self.ends(mention.span);
        wire::Mention {
            start,
            end,
            text: self.text(mention.span),
            kind: match mention.kind {
                MentionKind::Name => "name",
                MentionKind::Nominal => "nominal",
                MentionKind::Pronoun => "pronoun",
            }
            .into(),
            sentence: mention.sentence,
            geo: mention.geo.map(geo),
        }
    }

    fn time(&self, timex: &crate::Timex) -> wire::Time {
        let (start, end) = self.ends(timex.span);
        wire::Time {
            start,
            end,
            text: self.text(timex.span),
            r#type: match timex.kind {
                TimexType::Date => "date",
                TimexType::Time => "time",
                TimexType::Duration => "duration",
                TimexType::Set => "set",
            }
            .into(),
            value: timex.value.clone(),
            from: timex.from.map(|it| it.to_string()),
            to: timex.to.map(|it| it.to_string()),
        }
    }

    fn quantity(&self, quantity: &crate::Quantity) -> wire::Quantity {
        let (start, end) = self.ends(quantity.span);
        wire::Quantity {
            start,
            end,
            text: self.text(quantity.span),
            kind: quantity_kind(quantity.kind).into(),
            value: quantity.value,
            upper: quantity.upper,
            comparison: quantity.comparison.map(Into::into),
            unit: quantity.unit.clone(),
            of: quantity.of.map(|it| self.text(it)),
        }
    }

    fn speaker(&self, speaker: Speaker) -> wire::Speaker {
        wire::Speaker { text: self.text(speaker.span), entity: speaker.entity.map(entity_id) }
    }

    fn quote(&self, quote: &crate::Quote) -> wire::Quote {
        let (start, end) = self.ends(quote.span);
        wire::Quote {
            start,
            end,
            text: self.text(quote.span),
            kind: match quote.kind {
                QuoteKind::Direct => "direct".into(),
                QuoteKind::Mixed => "mixed".into(),
            },
            cue: quote.cue.map(|it| self.text(it)),
            speaker: quote.speaker.map(|it| self.speaker(it)),
        }
    }

    fn claim(&self, claim: &crate::Claim) -> wire::Claim {
        let (start, end) = self.ends(claim.span);
        wire::Claim {
            start,
            end,
            text: Some(self.text(claim.span)),
            cue: self.text(claim.cue),
            certainty: certainty(claim.certainty).into(),
            source: claim.source.map(|it| self.speaker(it)),
        }
    }

    fn timeline_entry(&self, entry: &crate::TimelineEntry) -> wire::TimelineEntry {
        wire::TimelineEntry {
            date: entry.on.to_string(),
            precision: entry.precision.into(),
            sentence: entry.sentence,
            text: self.sentence_text(entry.sentence),
        }
    }

    fn event(&self, event: &crate::Event) -> wire::Event {
        let (start, end) = self.ends(event.span);
        let time = event.time.and_then(|it| self.notes.times.get(it as usize));
        wire::Event {
            start,
            end,
            text: self.text(event.span),
            r#type: event_type(event.kind).into(),
            sentence: event.sentence,
            negated: event.negated,
            certainty: certainty(event.certainty).into(),
            actors: event.actors.iter().copied().map(entity_id).collect(),
            targets: event.targets.iter().copied().map(entity_id).collect(),
            time: time.map(|it| it.value.clone()),
            place: event.place.map(entity_id),
        }
    }
}

fn relation(relation: &crate::Relation) -> wire::Relation {
    let object = relation.object.map(entity_id).or_else(|| relation.value.clone());
    wire::Relation {
        subject: entity_id(relation.subject),
        r#type: relation.kind.into(),
        object: object.unwrap_or_default(),
        of: relation.of.map(entity_id),
    }
}

fn topic(topic: &crate::Topic) -> wire::Topic {
    wire::Topic {
        code: format!("medtop:{:08}", topic.code),
        label: topic.label.into(),
        root: format!("medtop:{:08}", topic.root),
        score: round(topic.score),
    }
}

fn duplicate(duplicate: &crate::Duplicate) -> wire::Duplicate {
    wire::Duplicate {
        kind: match duplicate.kind {
            DuplicateKind::Exact => "exact".into(),
            DuplicateKind::Near => "near".into(),
        },
        of: duplicate.of.to_string(),
        similarity: round(duplicate.similarity),
    }
}

fn story(story: &crate::Story) -> wire::Story {
    wire::Story { id: story.id.to_string(), size: story.size, first: seconds(story.first_at) }
}

fn warning(warning: &crate::Warning) -> wire::Warning {
    wire::Warning { code: warning.code.into(), detail: warning.detail.clone() }
}

fn source(article: &Article) -> wire::Source {
    let source = &article.source;
    wire::Source {
        path: source.path.clone(),
        format: source.format.into(),
        encoding: source.encoding.clone(),
        compression: source.compression.clone(),
        bytes: source.bytes,
        sha256: source.sha256.clone(),
        modified: source.modified.map(seconds),
        part: source.part,
    }
}

fn is_word(kind: TokenKind) -> bool {
    match kind {
        TokenKind::Word | TokenKind::Number | TokenKind::Link => true,
        TokenKind::Punct | TokenKind::Symbol => false,
    }
}

fn millis(at: Timestamp) -> String {
    format!("{at:.3}")
}

/// The instant at the publisher's offset, so that its day is the day that the publisher printed.
fn local(published: Published) -> String {
    if published.offset == Offset::UTC {
        return seconds(published.at);
    }
    let at = published.at.round(Unit::Second).unwrap_or(published.at);
    at.display_with_offset(published.offset).to_string()
}

fn seconds(at: Timestamp) -> String {
    at.round(Unit::Second).unwrap_or(at).to_string()
}

/// Three decimals: more would only make lines longer.
fn round(score: f32) -> f32 {
    (score * 1000.0).round() / 1000.0
}

fn entity_id(id: EntityId) -> String {
    format!("e{}", id.0 + 1)
}

fn geo(geo: Geo) -> wire::Geo {
    // Five decimals are a metre, finer than any gazetteer row.
    let degrees = |it: f32| (f64::from(it) * 100_000.0).round() / 100_000.0;
    wire::Geo {
        geonames: geo.geonames,
        lat: degrees(geo.lat),
        lon: degrees(geo.lon),
        kind: place_kind(geo.kind).into(),
        country: geo.country.map(|it| it.as_str().to_owned()),
    }
}

fn sentiment(tone: crate::Sentiment) -> wire::Sentiment {
    wire::Sentiment {
        score: round(tone.score),
        label: match tone.label {
            SentimentLabel::Negative => "negative",
            SentimentLabel::Neutral => "neutral",
            SentimentLabel::Positive => "positive",
        }
        .into(),
    }
}

fn published_from(from: PublishedFrom) -> &'static str {
    match from {
        PublishedFrom::Metadata => "metadata",
        PublishedFrom::Dateline => "dateline",
        PublishedFrom::Text => "text",
        PublishedFrom::File => "file",
    }
}

fn entity_type(kind: EntityType) -> &'static str {
    match kind {
        EntityType::Person => "person",
        EntityType::Organization => "organization",
        EntityType::Place => "place",
        EntityType::Group => "group",
        EntityType::Facility => "facility",
        EntityType::Event => "event",
        EntityType::Product => "product",
        EntityType::Work => "work",
        EntityType::Law => "law",
    }
}

fn place_kind(kind: PlaceKind) -> &'static str {
    match kind {
        PlaceKind::Continent => "continent",
        PlaceKind::WorldRegion => "world_region",
        PlaceKind::Country => "country",
        PlaceKind::Region => "region",
        PlaceKind::District => "district",
        PlaceKind::City => "city",
        PlaceKind::Neighborhood => "neighborhood",
        PlaceKind::Water => "water",
        PlaceKind::Land => "land",
        PlaceKind::Facility => "facility",
    }
}

fn quantity_kind(kind: QuantityKind) -> &'static str {
    match kind {
        QuantityKind::Count => "count",
        QuantityKind::Money => "money",
        QuantityKind::Percent => "percent",
        QuantityKind::Measure => "measure",
        QuantityKind::Age => "age",
        QuantityKind::Score => "score",
        QuantityKind::Votes => "votes",
        QuantityKind::Ordinal => "ordinal",
        QuantityKind::Ratio => "ratio",
    }
}

fn certainty(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Asserted => "asserted",
        Certainty::Reported => "reported",
        Certainty::Estimated => "estimated",
        Certainty::Possible => "possible",
        Certainty::Denied => "denied",
    }
}

fn event_type(kind: EventType) -> &'static str {
    match kind {
        EventType::Agree => "agree",
        EventType::Consult => "consult",
        EventType::Support => "support",
        EventType::Cooperate => "cooperate",
        EventType::Aid => "aid",
        EventType::Concede => "concede",
        EventType::Request => "request",
        EventType::Accuse => "accuse",
        EventType::Reject => "reject",
        EventType::Threaten => "threaten",
        EventType::Protest => "protest",
        EventType::Sanction => "sanction",
        EventType::Mobilize => "mobilize",
        EventType::Coerce => "coerce",
        EventType::Assault => "assault",
        EventType::Retreat => "retreat",
    }
}
