//! The wire contract `wiredesk/1`: one JSON line per article, in code-point offsets. It holds no logic but its schema.

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Name and version of the contract.
pub const SCHEMA: &str = "wiredesk/1";

/// The JSON Schema (2020-12) that every emitted line validates against.
pub fn schema() -> serde_json::Value {
    schemars::schema_for!(Record).to_value()
}

macro_rules! wire {
    ($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
        #[serde(deny_unknown_fields)]
        #[schemars(inline)]
        pub struct $name { $($(#[$field_doc])* pub $field: $type),+ }
    };
}

/// A list that was computed: present and possibly empty, or absent where its stage did not run.
pub type Computed<T> = Option<Vec<T>>;
/// A fixed word of the contract.
pub type Word = Cow<'static, str>;

wire! {
    /// One article and everything found in it.
    Record {
        /// When the record was made, UTC, milliseconds.
        #[serde(rename = "@timestamp")] timestamp: String,
        /// Number of the line in its outbox, gapless.
        seq: u64,
        /// 32 hex digits: the same path, bytes and part give the same id.
        id: String,
        /// `wiredesk/1`.
        schema: Word,
        /// Where the bytes came from.
        source: Source,
        /// The article itself.
        article: Article,
        /// What is mentioned.
        #[serde(skip_serializing_if = "Option::is_none", default)] entities: Computed<Entity>,
        /// Countries the article is about, most first.
        #[serde(skip_serializing_if = "Option::is_none", default)] focus: Computed<Focus>,
        /// Time expressions.
        #[serde(skip_serializing_if = "Option::is_none", default)] times: Computed<Time>,
        /// Numbers and what they count.
        #[serde(skip_serializing_if = "Option::is_none", default)] quantities: Computed<Quantity>,
        /// Quotations.
        #[serde(skip_serializing_if = "Option::is_none", default)] quotes: Computed<Quote>,
        /// Indirect attributions.
        #[serde(skip_serializing_if = "Option::is_none", default)] claims: Computed<Claim>,
        /// What happened to whom.
        #[serde(skip_serializing_if = "Option::is_none", default)] events: Computed<Event>,
        /// Stated relations.
        #[serde(skip_serializing_if = "Option::is_none", default)] relations: Computed<Relation>,
        /// Dated sentences in order of time.
        #[serde(skip_serializing_if = "Option::is_none", default)] timeline: Computed<TimelineEntry>,
        /// What it is about, best first.
        #[serde(skip_serializing_if = "Option::is_none", default)] keywords: Computed<Keyword>,
        /// IPTC Media Topics, best first.
        #[serde(skip_serializing_if = "Option::is_none", default)] topics: Computed<Topic>,
        /// The sentences a reader needs, best first.
        #[serde(skip_serializing_if = "Option::is_none", default)] summary: Computed<SummarySentence>,
        /// The article's tone.
        #[serde(skip_serializing_if = "Option::is_none", default)] sentiment: Option<Sentiment>,
        /// How hard it is to read.
        #[serde(skip_serializing_if = "Option::is_none", default)] readability: Option<Readability>,
        /// The earlier article it copies.
        #[serde(skip_serializing_if = "Option::is_none", default)] duplicate: Option<Duplicate>,
        /// The story it belongs to.
        #[serde(skip_serializing_if = "Option::is_none", default)] story: Option<Story>,
        /// Odd things met and survived.
        #[serde(skip_serializing_if = "Vec::is_empty", default)] warnings: Vec<Warning>,
        /// Names of what was dropped to fit the line's size.
        #[serde(skip_serializing_if = "Vec::is_empty", default)] truncated: Vec<String>,
        /// Path of the sidecar that holds the whole text, below the outbox.
        #[serde(skip_serializing_if = "Option::is_none", default)] text_ref: Option<String>,
    }
}
wire! {
    /// Where the bytes came from.
    Source {
        /// Path below the inbox, `/`-separated; `-` for standard input.
        path: String,
        /// Format that was read.
        format: Word,
        /// Character encoding, as the Encoding Standard names it.
        #[serde(skip_serializing_if = "Option::is_none", default)] encoding: Option<String>,
        /// Wrappers, outermost first, joined by `+`.
        #[serde(skip_serializing_if = "Option::is_none", default)] compression: Option<String>,
        /// Bytes that `sha256` covers.
        bytes: u64,
        /// SHA-256, hex: of the source, or of the part's own bytes where a source streams many articles.
        sha256: String,
        /// The file's modification time, UTC.
        #[serde(skip_serializing_if = "Option::is_none", default)] modified: Option<String>,
        /// Number of the article in its source, from 0.
        part: u32,
    }
}
wire! {
    /// The article itself.
    Article {
        /// The publisher's own id.
        #[serde(skip_serializing_if = "Option::is_none", default)] guid: Option<String>,
        /// Headline.
        #[serde(skip_serializing_if = "Option::is_none", default)] title: Option<String>,
        /// Standfirst.
        #[serde(skip_serializing_if = "Option::is_none", default)] subtitle: Option<String>,
        /// Authors.
        #[serde(skip_serializing_if = "Vec::is_empty", default)] authors: Vec<String>,
        /// Publisher.
        #[serde(skip_serializing_if = "Option::is_none", default)] publisher: Option<String>,
        /// Canonical address.
        #[serde(skip_serializing_if = "Option::is_none", default)] url: Option<String>,
        /// Section.
        #[serde(skip_serializing_if = "Option::is_none", default)] section: Option<String>,
        /// When it was published: RFC 3339, at the offset that the publisher gave, else UTC.
        #[serde(skip_serializing_if = "Option::is_none", default)] published: Option<String>,
        /// `metadata`, `dateline`, `text` or `file`.
        #[serde(skip_serializing_if = "Option::is_none", default)] published_from: Option<Word>,
        /// When it was last changed, UTC.
        #[serde(skip_serializing_if = "Option::is_none", default)] modified: Option<String>,
        /// The dateline.
        #[serde(skip_serializing_if = "Option::is_none", default)] dateline: Option<Dateline>,
        /// Language of the text.
        #[serde(skip_serializing_if = "Option::is_none", default)] language: Option<Language>,
        /// What else the format declares.
        #[serde(skip_serializing_if = "Vec::is_empty", default)] declared: Vec<Declared>,
        /// The text all offsets point into; absent only where `truncated` says so.
        #[serde(skip_serializing_if = "Option::is_none", default)] text: Option<String>,
        /// Offsets of the paragraphs.
        #[serde(skip_serializing_if = "Option::is_none", default)] paragraphs: Computed<(u32, u32)>,
        /// Offsets of the sentences.
        #[serde(skip_serializing_if = "Option::is_none", default)] sentences: Computed<(u32, u32)>,
        /// Words of the text.
        words: u32,
        /// Seconds an adult reads it in, at 238 words a minute.
        reading_seconds: u32,
    }
}
wire! {
    /// The opening of a report.
    Dateline {
        /// Place as printed.
        #[serde(skip_serializing_if = "Option::is_none", default)] place: Option<String>,
        /// Agency as printed.
        #[serde(skip_serializing_if = "Option::is_none", default)] agency: Option<String>,
        /// Its date.
        #[serde(skip_serializing_if = "Option::is_none", default)] date: Option<String>,
    }
}
wire! {
    /// A language.
    Language {
        /// ISO 639-1 or 639-3; `und` where undetermined.
        code: Word,
        /// 1 means certain.
        score: f32,
    }
}
wire! {
    /// Something the format declares.
    Declared {
        /// What is declared: `language`, `subject`, `place`, `genre`, `rights`, …
        kind: String,
        /// The code or value as given.
        value: String,
        /// Its printed name.
        #[serde(skip_serializing_if = "Option::is_none", default)] name: Option<String>,
    }
}
wire! {
    /// A point on Earth.
    Geo {
        /// GeoNames id.
        #[serde(skip_serializing_if = "Option::is_none", default)] geonames: Option<u32>,
        /// Degrees north.
        lat: f64,
        /// Degrees east.
        lon: f64,
        /// `continent`, `world_region`, `country`, `region`, `district`, `city`, `neighborhood`, `water`, `land`, `facility`.
        kind: Word,
        /// ISO 3166-1 alpha-2.
        #[serde(skip_serializing_if = "Option::is_none", default)] country: Option<String>,
    }
}
wire! {
    /// One reference to an entity.
    Mention {
        /// First code point.
        start: u32,
        /// One past the last.
        end: u32,
        /// The words.
        text: String,
        /// `name`, `nominal` or `pronoun`.
        kind: Word,
        /// Index of the sentence.
        sentence: u32,
        /// Its own place where that differs from its entity's.
        #[serde(skip_serializing_if = "Option::is_none", default)] geo: Option<Geo>,
    }
}
wire! {
    /// Something mentioned.
    Entity {
        /// `e1`, `e2`, …
        id: String,
        /// `person`, `organization`, `place`, `group`, `facility`, `event`, `product`, `work`, `law`.
        r#type: Word,
        /// Fullest name.
        name: String,
        /// Other names.
        #[serde(skip_serializing_if = "Vec::is_empty", default)] aliases: Vec<String>,
        /// Offices and descriptions.
        #[serde(skip_serializing_if = "Vec::is_empty", default)] roles: Vec<String>,
        /// ISO 3166-1 alpha-2.
        #[serde(skip_serializing_if = "Option::is_none", default)] country: Option<String>,
        /// Share of the article's attention, 0..=1.
        salience: f32,
        /// Where it is.
        #[serde(skip_serializing_if = "Option::is_none", default)] geo: Option<Geo>,
        /// Tone of what is said about it.
        #[serde(skip_serializing_if = "Option::is_none", default)] sentiment: Option<Sentiment>,
        /// In text order; absent in the `compact` profile.
        #[serde(skip_serializing_if = "Option::is_none", default)] mentions: Computed<Mention>,
    }
}
wire! {
    /// A country's share.
    Focus {
        /// ISO 3166-1 alpha-2.
        country: String,
        /// 0..=1; 1 means the article is about nowhere else.
        share: f32,
    }
}
wire! {
    /// A time expression.
    Time {
        /// First code point.
        start: u32,
        /// One past the last.
        end: u32,
        /// The words.
        text: String,
        /// `date`, `time`, `duration`, `set`.
        r#type: Word,
        /// TIMEX3 value.
        value: String,
        /// First day it covers.
        #[serde(skip_serializing_if = "Option::is_none", default)] from: Option<String>,
        /// Last day it covers.
        #[serde(skip_serializing_if = "Option::is_none", default)] to: Option<String>,
    }
}
wire! {
    /// A number and what it counts.
    Quantity {
        /// First code point.
        start: u32,
        /// One past the last.
        end: u32,
        /// The words.
        text: String,
        /// `count`, `money`, `percent`, `measure`, `age`, `score`, `votes`, `ordinal`, `ratio`.
        kind: Word,
        /// The value; the lower end of a range.
        value: f64,
        /// Upper end of a range.
        #[serde(skip_serializing_if = "Option::is_none", default)] upper: Option<f64>,
        /// `about`, `over`, `under`, `at_least`, `at_most`, `nearly`.
        #[serde(skip_serializing_if = "Option::is_none", default)] comparison: Option<Word>,
        /// ISO 4217, `%`, `pp`, or UCUM.
        #[serde(skip_serializing_if = "Option::is_none", default)] unit: Option<String>,
        /// What is counted, as printed: "North Korean troops", "miles", "percent of its revenue", "US$", "per barrel".
        #[serde(skip_serializing_if = "Option::is_none", default)] of: Option<String>,
    }
}
wire! {
    /// A source of words.
    Speaker {
        /// As printed.
        text: String,
        /// Its entity.
        #[serde(skip_serializing_if = "Option::is_none", default)] entity: Option<String>,
    }
}
wire! {
    /// A quotation, without its quotation marks.
    Quote {
        /// First code point.
        start: u32,
        /// One past the last.
        end: u32,
        /// The words.
        text: String,
        /// `direct` or `mixed`.
        kind: Word,
        /// The attributing verb or phrase.
        #[serde(skip_serializing_if = "Option::is_none", default)] cue: Option<String>,
        /// Who said it.
        #[serde(skip_serializing_if = "Option::is_none", default)] speaker: Option<Speaker>,
    }
}
wire! {
    /// An indirect attribution.
    Claim {
        /// First code point.
        start: u32,
        /// One past the last.
        end: u32,
        /// The words; left out where the line had to be cut.
        #[serde(skip_serializing_if = "Option::is_none", default)] text: Option<String>,
        /// The attributing words.
        cue: String,
        /// `asserted`, `reported`, `estimated`, `possible`, `denied`.
        certainty: Word,
        /// On whose word.
        #[serde(skip_serializing_if = "Option::is_none", default)] source: Option<Speaker>,
    }
}
wire! {
    /// Something that happened.
    Event {
        /// First code point.
        start: u32,
        /// One past the last.
        end: u32,
        /// The words.
        text: String,
        /// PLOVER type, lower case.
        r#type: Word,
        /// Index of the sentence.
        sentence: u32,
        /// Said not to have happened.
        negated: bool,
        /// `asserted`, `reported`, `estimated`, `possible`, `denied`.
        certainty: Word,
        /// Entity ids.
        actors: Vec<String>,
        /// Entity ids.
        targets: Vec<String>,
        /// TIMEX3 value.
        #[serde(skip_serializing_if = "Option::is_none", default)] time: Option<String>,
        /// Entity id.
        #[serde(skip_serializing_if = "Option::is_none", default)] place: Option<String>,
    }
}
wire! {
    /// A stated relation.
    Relation {
        /// Entity id.
        subject: String,
        /// `holds_office`, `member_of`, `headquartered_in`, `located_in`, `nationality`, `spouse`, `family`, `employed_by`, `founded`.
        r#type: Word,
        /// Entity id, or a phrase where the other end is no entity.
        object: String,
        /// Entity id of the body or place an office belongs to.
        #[serde(skip_serializing_if = "Option::is_none", default)] of: Option<String>,
    }
}
wire! {
    /// A dated sentence.
    TimelineEntry {
        /// First day, ISO 8601.
        date: String,
        /// `day`, `month`, `season`, `quarter`, `year`, `decade`, `century`.
        precision: Word,
        /// Index of the sentence.
        sentence: u32,
        /// The sentence.
        text: String,
    }
}
wire! {
    /// What it is about.
    Keyword {
        /// As printed.
        text: String,
        /// 0..=1; 1 is the article's best.
        score: f32,
    }
}
wire! {
    /// An IPTC Media Topic.
    Topic {
        /// `medtop:` and eight digits.
        code: String,
        /// English label.
        label: Word,
        /// The top-level topic above it.
        root: String,
        /// 0..=1; 1 means certain.
        score: f32,
    }
}
wire! {
    /// A sentence of the summary.
    SummarySentence {
        /// Index of the sentence.
        sentence: u32,
        /// The sentence.
        text: String,
    }
}
wire! {
    /// A tone.
    Sentiment {
        /// -1..=1.
        score: f32,
        /// `positive`, `neutral`, `negative`.
        label: Word,
    }
}
wire! {
    /// How hard it is to read.
    Readability {
        /// Flesch reading ease.
        flesch_reading_ease: f32,
        /// Flesch–Kincaid grade.
        grade: f32,
    }
}
wire! {
    /// The earlier article this one copies.
    Duplicate {
        /// `exact` or `near`.
        kind: Word,
        /// Its id.
        of: String,
        /// 0..=1; 1 means all content is shared.
        similarity: f32,
    }
}
wire! {
    /// A story.
    Story {
        /// Id of its first article.
        id: String,
        /// Articles so far.
        size: u32,
        /// When it began.
        first: String,
    }
}
wire! {
    /// Something odd.
    Warning {
        /// Stable code.
        code: Word,
        /// How many, where, what was done.
        detail: String,
    }
}
