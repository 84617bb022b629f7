//! What the stages find, as byte spans and indexes, one public field a layer. The wire form is `record`'s.

use jiff::civil::Date;

use crate::{ArticleId, LayerSet, Sentence, Span, Token, Warning};

/// ISO 3166-1 alpha-2 code, upper case.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CountryCode(pub [u8; 2]);

impl CountryCode {
    /// The two letters.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("??")
    }
}

impl std::fmt::Debug for CountryCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A language and how sure its identification is.
#[derive(Clone, Debug, PartialEq)]
pub struct Language {
    /// ISO 639-1, or 639-3 where there is no shorter code; `und` where undetermined.
    pub code: &'static str,
    /// 1 means certain.
    pub score: f32,
}

impl Language {
    /// Whether the linguistic stages beyond sentences apply.
    pub fn is_english(&self) -> bool {
        self.code == "en"
    }
}

/// What a name or an entity is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntityType {
    /// A human being, real or not.
    Person,
    /// A company, agency, government, party, team.
    Organization,
    /// A country, region, city, river, mountain.
    Place,
    /// A nationality, religious or political group.
    Group,
    /// A building, airport, road, bridge.
    Facility,
    /// A named war, storm, match, conference.
    Event,
    /// A thing that is made.
    Product,
    /// A book, film, song, programme.
    Work,
    /// A law, treaty, agreement.
    Law,
}

/// A name as the recognizer found it, before linking.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Name {
    /// Where it stands.
    pub span: Span,
    /// Its first token and one past its last.
    pub tokens: (u32, u32),
    /// What it names.
    pub kind: EntityType,
    /// Probability of the span and its type together; 1 means certain.
    pub score: f32,
}

/// What sort of place a toponym resolves to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PlaceKind {
    /// Continent.
    Continent,
    /// World region: Sahel, Indo-Pacific, Middle East.
    WorldRegion,
    /// Sovereign state or dependent territory.
    Country,
    /// First-level division.
    Region,
    /// Second-level division: county, district.
    District,
    /// City, town, village.
    City,
    /// Part of a city.
    Neighborhood,
    /// Sea, lake, river.
    Water,
    /// Mountain, island, desert.
    Land,
    /// Building, airport, road.
    Facility,
}

/// A point on Earth with its gazetteer row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Geo {
    /// GeoNames id, where the row has one.
    pub geonames: Option<u32>,
    /// Degrees north.
    pub lat: f32,
    /// Degrees east.
    pub lon: f32,
    /// Sort of place.
    pub kind: PlaceKind,
    /// Its country.
    pub country: Option<CountryCode>,
}

/// A mention resolved against the gazetteer: a toponym, or a demonym that counts towards the focus.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    /// Where it stands.
    pub span: Span,
    /// The place; `None` where the toponym is not in the gazetteer.
    pub geo: Option<Geo>,
    /// A demonym ("Ukrainian"): a group mention, not a toponym.
    pub demonym: bool,
    /// The place stands for its government or team ("Seoul said").
    pub metonym: bool,
}

/// Index into `Annotations::entities`; printed as `e1` for index 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntityId(pub u32);

/// How a mention refers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MentionKind {
    /// By name.
    Name,
    /// By a common noun: "the minister".
    Nominal,
    /// By a pronoun.
    Pronoun,
}

/// One reference to an entity.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mention {
    /// Where it stands.
    pub span: Span,
    /// How it refers.
    pub kind: MentionKind,
    /// Index of its sentence.
    pub sentence: u32,
    /// Its own place, where that differs from its entity's.
    pub geo: Option<Geo>,
}

/// What mentions refer to.
#[derive(Clone, Debug, PartialEq)]
pub struct Entity {
    /// What it is.
    pub kind: EntityType,
    /// Its fullest name in the article.
    pub name: String,
    /// Its other names, in order of appearance.
    pub aliases: Vec<String>,
    /// Offices and descriptions.
    pub roles: Vec<String>,
    /// Its country, from role, demonym or gazetteer.
    pub country: Option<CountryCode>,
    /// Where it is, for places and facilities.
    pub geo: Option<Geo>,
    /// Share of the article's attention; the entities of an article sum to 1.
    pub salience: f32,
    /// In text order.
    pub mentions: Vec<Mention>,
}

/// How much an article is about a country.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Focus {
    /// The country.
    pub country: CountryCode,
    /// Share of the place evidence; shares sum to at most 1.
    pub share: f32,
}

/// TIMEX3 types.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TimexType {
    /// A calendar day, month, year, season, decade, century.
    Date,
    /// A time of day.
    Time,
    /// A length of time.
    Duration,
    /// A recurring time.
    Set,
}

/// A time expression.
#[derive(Clone, Debug, PartialEq)]
pub struct Timex {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: TimexType,
    /// TIMEX3 `value`: `2025-03-17`, `2024-FA`, `P3M`, `XXXX-WXX-1`, `PRESENT_REF`.
    pub value: String,
    /// First day it covers.
    pub from: Option<Date>,
    /// Last day it covers.
    pub to: Option<Date>,
}

/// What a quantity measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum QuantityKind {
    /// So many of something.
    Count,
    /// An amount in a currency.
    Money,
    /// Per cent or percentage points.
    Percent,
    /// A physical measure.
    Measure,
    /// A person's age.
    Age,
    /// A result of a match.
    Score,
    /// Votes for and against.
    Votes,
    /// A rank: "third".
    Ordinal,
    /// A bare ratio or index.
    Ratio,
}

/// A quantity.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// The expression with its comparison word and unit.
    pub span: Span,
    /// What it measures.
    pub kind: QuantityKind,
    /// The value, scale words applied.
    pub value: f64,
    /// Upper end of a range; `value` is then the lower end.
    pub upper: Option<f64>,
    /// `about`, `over`, `under`, `at_least`, `at_most`, `nearly`; absent where exact.
    pub comparison: Option<&'static str>,
    /// ISO 4217, `%`, `pp`, `bp` for basis points, or a UCUM unit.
    pub unit: Option<String>,
    /// What is counted, as printed: "North Korean troops", "miles", "percent of its revenue", "US$", "per barrel".
    pub of: Option<Span>,
}

/// Whether a quotation is a whole utterance or woven into the writer's sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuoteKind {
    /// A whole utterance in quotation marks.
    Direct,
    /// Words in quotation marks inside the writer's own sentence.
    Mixed,
}

/// Who is given as the source of words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Speaker {
    /// The phrase that names the source.
    pub span: Span,
    /// Its entity, where it was linked.
    pub entity: Option<EntityId>,
}

/// A quotation.
#[derive(Clone, Debug, PartialEq)]
pub struct Quote {
    /// The words, without their quotation marks.
    pub span: Span,
    /// Direct or mixed.
    pub kind: QuoteKind,
    /// The verb or phrase that attributes it.
    pub cue: Option<Span>,
    /// Who said it.
    pub speaker: Option<Speaker>,
}

/// Who words are attributed to, before it is known which entity that is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SourcePhrase {
    /// The word that names it.
    pub head: Span,
    /// The phrase around that word.
    pub phrase: Span,
    /// The relative pronoun that stands for it: "the minister, who said".
    pub relative: Option<Span>,
}

/// Words in quotation marks, or a turn of a printed conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// The words.
    pub span: Span,
    /// The words with their marks.
    pub outer: Span,
    /// Direct or mixed; nothing where the marks quote nobody, as around titles.
    pub kind: Option<QuoteKind>,
    /// The verb or phrase that attributes it.
    pub cue: Option<Span>,
    /// Who said it.
    pub source: Option<SourcePhrase>,
}

/// Words attributed without quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Indirect {
    /// What is claimed.
    pub span: Span,
    /// The words that attribute it.
    pub cue: Span,
    /// How firmly it is put.
    pub certainty: Certainty,
    /// On whose word.
    pub source: Option<SourcePhrase>,
}

/// Who says what, as the sentences' trees and marks tell it; quotations, claims and entities read it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Attributions {
    /// In text order.
    pub quotations: Vec<Quotation>,
    /// In text order.
    pub indirect: Vec<Indirect>,
}

/// How firmly something is put.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// As a fact.
    Asserted,
    /// On somebody's word.
    Reported,
    /// As an estimate or forecast.
    Estimated,
    /// As possible.
    Possible,
    /// As untrue.
    Denied,
}

/// An indirect attribution.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// What is claimed.
    pub span: Span,
    /// The words that attribute it.
    pub cue: Span,
    /// How firmly it is put.
    pub certainty: Certainty,
    /// On whose word.
    pub source: Option<Speaker>,
}

/// PLOVER's sixteen event types, <https://github.com/openeventdata/PLOVER>.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the variants are the published type set")]
pub enum EventType {
    Agree,
    Consult,
    Support,
    Cooperate,
    Aid,
    Concede,
    Request,
    Accuse,
    Reject,
    Threaten,
    Protest,
    Sanction,
    Mobilize,
    Coerce,
    Assault,
    Retreat,
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// The word or phrase that names the event.
    pub span: Span,
    /// Its type.
    pub kind: EventType,
    /// Index of its sentence.
    pub sentence: u32,
    /// Whether it is said not to have happened.
    pub negated: bool,
    /// How firmly it is put.
    pub certainty: Certainty,
    /// Who did it.
    pub actors: Vec<EntityId>,
    /// To whom.
    pub targets: Vec<EntityId>,
    /// Index into `Annotations::times`.
    pub time: Option<u32>,
    /// Where.
    pub place: Option<EntityId>,
}

/// A stated relation between an entity and an entity or a title.
#[derive(Clone, Debug, PartialEq)]
pub struct Relation {
    /// Whose relation it is.
    pub subject: EntityId,
    /// `holds_office`, `member_of`, `headquartered_in`, `located_in`, `nationality`, `spouse`, `family`, `employed_by`, `founded`.
    pub kind: &'static str,
    /// The other end where that is an entity.
    pub object: Option<EntityId>,
    /// The other end where that is a phrase: an office, a nationality.
    pub value: Option<String>,
    /// The body or place an office belongs to.
    pub of: Option<EntityId>,
    /// The words that state it.
    pub span: Span,
}

/// A dated sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct TimelineEntry {
    /// First day of the time.
    pub on: Date,
    /// `day`, `month`, `season`, `quarter`, `year`, `decade`, `century`.
    pub precision: &'static str,
    /// Index of the sentence.
    pub sentence: u32,
}

/// A phrase the article is about.
#[derive(Clone, Debug, PartialEq)]
pub struct Keyword {
    /// As printed at its first or fullest occurrence.
    pub text: String,
    /// 1 is the article's best.
    pub score: f32,
}

/// An IPTC Media Topic.
#[derive(Clone, Debug, PartialEq)]
pub struct Topic {
    /// Eight digits, as in `medtop:20000056`.
    pub code: u32,
    /// English label.
    pub label: &'static str,
    /// The top-level topic above it.
    pub root: u32,
    /// 1 means certain.
    pub score: f32,
}

/// A tone, -1 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sentiment {
    /// -1 as bad as can be, 1 as good as can be.
    pub score: f32,
    /// The score's class; its borders are the sentiment stage's.
    pub label: SentimentLabel,
}

/// The class of a tone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SentimentLabel {
    /// Bad.
    Negative,
    /// Neither.
    Neutral,
    /// Good.
    Positive,
}

/// The tone of an article and of what it says about its entities.
#[derive(Clone, Debug, PartialEq)]
pub struct Tones {
    /// The article's.
    pub article: Sentiment,
    /// Those of entities about which something is said.
    pub entities: Vec<(EntityId, Sentiment)>,
}

/// How hard a text is to read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Readability {
    /// Flesch reading ease; 100 is very easy, below 30 very hard.
    pub flesch_reading_ease: f32,
    /// Flesch–Kincaid grade: years of US schooling.
    pub grade: f32,
}

/// How a copy relates to its original.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DuplicateKind {
    /// The same words.
    Exact,
    /// Nearly the same: cut, corrected, or under another headline.
    Near,
}

/// That the article was seen before.
#[derive(Clone, Debug, PartialEq)]
pub struct Duplicate {
    /// How close.
    pub kind: DuplicateKind,
    /// The earlier article.
    pub of: ArticleId,
    /// Share of the content in common; 1 means all.
    pub similarity: f32,
}

/// The story an article belongs to.
#[derive(Clone, Debug, PartialEq)]
pub struct Story {
    /// Id of the story's first article.
    pub id: ArticleId,
    /// Articles so far, this one included.
    pub size: u32,
    /// When its first article was published or processed.
    pub first_at: jiff::Timestamp,
}

/// Everything found in one article. A stage fills its own layer and reads the earlier ones.
#[derive(Clone, Debug, Default, PartialEq)]
#[expect(missing_docs, reason = "each field is the layer its type documents")]
pub struct Annotations {
    /// The layers whose stage ran; the others are absent from the record rather than empty.
    pub filled: LayerSet,
    pub language: Option<Language>,
    pub tokens: Vec<Token>,
    pub sentences: Vec<Sentence>,
    pub names: Vec<Name>,
    pub places: Vec<Place>,
    pub attributions: Attributions,
    pub entities: Vec<Entity>,
    pub focus: Vec<Focus>,
    pub times: Vec<Timex>,
    pub quantities: Vec<Quantity>,
    pub quotes: Vec<Quote>,
    pub claims: Vec<Claim>,
    pub events: Vec<Event>,
    pub relations: Vec<Relation>,
    pub timeline: Vec<TimelineEntry>,
    pub keywords: Vec<Keyword>,
    pub topics: Vec<Topic>,
    /// Indexes of the summary's sentences, best first.
    pub summary: Vec<u32>,
    pub tones: Option<Tones>,
    pub readability: Option<Readability>,
    /// Publication date found by a stage where the format declares none.
    pub published: Option<crate::Published>,
    pub warnings: Vec<Warning>,
}
