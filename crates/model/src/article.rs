//! What a parser makes of a source: the text and what the format declares. It holds nothing inferred from the text's meaning.

use jiff::{Timestamp, civil::Date, tz::Offset};

use crate::{ArticleId, Span};

/// Where an article's bytes came from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Source {
    /// Path below the inbox (or as given on the command line), `/`-separated; `-` for standard input.
    pub path: String,
    /// Name of the format that read it: `text`, `html`, `newsml-g2`, …
    pub format: &'static str,
    /// Character encoding the bytes were decoded from, as the Encoding Standard names it, lower case.
    pub encoding: Option<String>,
    /// Outermost first, joined by `+`: `gzip`, `zip+gzip`.
    pub compression: Option<String>,
    /// Size of the bytes that `sha256` covers.
    pub bytes: u64,
    /// SHA-256 of the source's bytes, 64 hex digits; of the part's own bytes where a source streams many articles.
    pub sha256: String,
    /// The file's modification time.
    pub modified: Option<Timestamp>,
    /// Number of the article within its source, from 0.
    pub part: u32,
}

/// Where the publication time was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PublishedFrom {
    /// The format's own metadata.
    Metadata,
    /// The dateline.
    Dateline,
    /// A date in the text.
    Text,
    /// The file's modification time.
    File,
}

/// A publication time with the precision it was given in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Published {
    /// The instant, UTC; midnight where only a day was given.
    pub at: Timestamp,
    /// The publisher's offset from UTC; none where it was not given.
    pub offset: Offset,
    /// The civil date at the publisher, to read "today" against.
    pub on: Date,
    /// Where it was read.
    pub from: PublishedFrom,
}

/// The "CITY, Date (Agency) —" opening of a report.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Dateline {
    /// The whole opening, dash included, where it stands in the text; empty where the format declares it apart from the text.
    pub span: Span,
    /// Place as printed.
    pub place: Option<String>,
    /// Agency as printed, without parentheses.
    pub agency: Option<String>,
    /// The date, where it was printed with or without a year.
    pub date: Option<Date>,
}

/// Something the format declares about its article: a subject code, a place, a right.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Declared {
    /// What is declared: `language`, `subject`, `place`, `genre`, `rights`, `keyword`, `urgency`, …
    pub kind: String,
    /// The code or value as given.
    pub value: String,
    /// Its printed name, where there is one.
    pub name: Option<String>,
}

/// Something odd that was met and survived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// Stable snake-case code, for counters.
    pub code: &'static str,
    /// For people: how many, where, what was done.
    pub detail: String,
}

/// One article as its parser left it.
///
/// Invariant: `text` is NFC, holds no control characters but `\n` and `\t`, and never changes afterwards;
/// `paragraphs` are in order and disjoint.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Article {
    /// Stable identity: the same path, bytes and part give the same id.
    pub id: ArticleId,
    /// Where it came from.
    pub source: Source,
    /// The publisher's own id.
    pub guid: Option<String>,
    /// Headline.
    pub title: Option<String>,
    /// Second headline, standfirst or deck.
    pub subtitle: Option<String>,
    /// Authors, one name each, without "By" and roles.
    pub authors: Vec<String>,
    /// Newspaper, agency or site.
    pub publisher: Option<String>,
    /// Canonical address.
    pub url: Option<String>,
    /// Desk or section.
    pub section: Option<String>,
    /// When it was published.
    pub published: Option<Published>,
    /// When it was last changed.
    pub modified_at: Option<Timestamp>,
    /// The dateline, where the text opens with one.
    pub dateline: Option<Dateline>,
    /// The author credit, where it stands in the text.
    pub byline: Option<Span>,
    /// What else the format declares, sorted.
    pub declared: Vec<Declared>,
    /// The article's text.
    pub text: String,
    /// Paragraphs of `text`.
    pub paragraphs: Vec<Span>,
    /// What was odd.
    pub warnings: Vec<Warning>,
}

impl Article {
    /// The text under `span`.
    pub fn slice(&self, span: Span) -> &str {
        span.slice(&self.text)
    }

    /// Notes something odd.
    pub fn warn(&mut self, code: &'static str, detail: impl Into<String>) {
        self.warnings.push(Warning { code, detail: detail.into() });
    }
}
