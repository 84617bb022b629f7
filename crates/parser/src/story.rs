//! An article in the making: fields are cleaned as they are set, and the first value of a field stays.

use std::borrow::Cow;

use wiredesk_model::{Article, Declared, Published, Warning};

use crate::{byline, dates, formats::html, mojibake, normalize, wrapped};

/// Longest declared value that is kept.
const MAX_DECLARED_BYTES: usize = 1_000;
/// Declared values kept of one article.
const MAX_DECLARED: usize = 500;

/// An article in the making.
#[derive(Default)]
pub(crate) struct Story {
    article: Article,
    created: Option<Published>,
}

impl Story {
    /// A story whose source is in `encoding`.
    pub(crate) fn new(encoding: &str) -> Self {
        let mut story = Self::default();
        story.article.source.encoding = Some(encoding.to_owned()).filter(|it| !it.is_empty());
        story
    }

    /// Sets the headline.
    pub(crate) fn title(&mut self, text: Option<impl AsRef<str>>) {
        set(&mut self.article.title, text);
    }

    /// Sets the second headline.
    pub(crate) fn subtitle(&mut self, text: Option<impl AsRef<str>>) {
        set(&mut self.article.subtitle, text);
    }

    /// Sets the newspaper, agency or site; of an address its host.
    pub(crate) fn publisher(&mut self, text: Option<impl AsRef<str>>) {
        set(&mut self.article.publisher, text.map(|it| host(it.as_ref().trim()).to_owned()));
    }

    /// Sets the publisher's own id.
    pub(crate) fn guid(&mut self, text: Option<impl AsRef<str>>) {
        if self.article.guid.is_none() {
            self.article.guid = text.and_then(|it| normalize::some_id(it.as_ref()));
        }
    }

    /// Sets the canonical address.
    pub(crate) fn url(&mut self, text: Option<impl AsRef<str>>) {
        set(&mut self.article.url, text);
    }

    /// Sets the desk.
    pub(crate) fn section(&mut self, text: Option<impl AsRef<str>>) {
        set(&mut self.article.section, text);
    }

    /// Adds the people that a credit names.
    pub(crate) fn credit(&mut self, text: Option<impl AsRef<str>>) {
        for name in text.map(|it| byline::declared(it.as_ref())).unwrap_or_default() {
            self.author(Some(name));
        }
    }

    /// Adds one author by name.
    pub(crate) fn author(&mut self, name: Option<impl AsRef<str>>) {
        let name = name.and_then(|it| normalize::some_line(it.as_ref()));
        self.article.authors.extend(name.filter(|it| !self.article.authors.contains(it)));
    }

    /// Sets the publication time.
    pub(crate) fn published(&mut self, text: Option<impl AsRef<str>>) {
        let found = text.and_then(|it| dates::published(it.as_ref()));
        self.article.published = self.article.published.or(found);
    }

    /// Sets the time of the version at hand: when it was changed, or published if nothing else says so.
    pub(crate) fn modified(&mut self, text: Option<impl AsRef<str>>) {
        let found = text.and_then(|it| dates::published(it.as_ref()));
        self.created = self.created.or(found);
        self.article.modified_at = self.article.modified_at.or(found.map(|it| it.at));
    }

    /// Adds what the format declares besides.
    pub(crate) fn declare(
        &mut self,
        kind: &str,
        value: Option<impl AsRef<str>>,
        name: Option<&str>,
    ) {
        let clean = |it: &str| normalize::some_line(it).map(shorten);
        let Some(value) = value.and_then(|it| clean(it.as_ref())) else { return };
        if self.article.declared.len() < MAX_DECLARED {
            let name = name.and_then(clean).filter(|it| *it != value);
            self.article.declared.push(Declared { kind: kind.to_owned(), value, name });
        }
    }

    /// Sets the text.
    pub(crate) fn text(&mut self, text: &str) {
        if self.article.text.is_empty() {
            normalize::text(text).trim().clone_into(&mut self.article.text);
        }
    }

    /// Sets the text of an agency's story: lines broken at a fixed width are joined, and markup that was escaped once too
    /// often is taken off.
    pub(crate) fn prose(&mut self, text: &str) {
        let is_escaped = text.contains("</") && text.contains('>');
        let plain = if is_escaped { unescaped(text) } else { Cow::Borrowed(text) };
        self.text(&wrapped::join(&plain));
    }

    /// Whether there is text yet.
    pub(crate) fn has_text(&self) -> bool {
        !self.article.text.is_empty()
    }

    /// Whether the headline is known.
    pub(crate) fn has_title(&self) -> bool {
        self.article.title.is_some()
    }

    /// Whether an author is known.
    pub(crate) fn has_authors(&self) -> bool {
        !self.article.authors.is_empty()
    }

    /// Notes something odd.
    pub(crate) fn warn(&mut self, code: &'static str, detail: impl Into<String>) {
        self.article.warn(code, detail);
    }

    /// Notes what the reader below met.
    pub(crate) fn warn_all(&mut self, warnings: Vec<Warning>) {
        self.article.warnings.extend(warnings);
    }

    /// The article; `None` where there is neither text nor headline.
    pub(crate) fn finish(self) -> Option<Article> {
        let Self { mut article, created } = self;
        article.published = article.published.or(created);
        let published_at = article.published.map(|it| it.at);
        article.modified_at = article.modified_at.filter(|it| Some(*it) != published_at);
        for line in [&mut article.title, &mut article.subtitle].into_iter().flatten() {
            if let Some((repaired, _)) = mojibake::repair(line) {
                *line = repaired;
            }
        }
        // Many systems fill the abstract with the lede.
        article.subtitle = article
            .subtitle
            .filter(|it| Some(it) != article.title.as_ref() && !opens_with(&article.text, it));
        if article.text.is_empty() {
            article.text = article.subtitle.clone().or_else(|| article.title.clone())?;
            article.warn("headline_only", "the source holds no text beside its headline");
        }
        if let Some((text, n_repaired)) = mojibake::repair(&article.text) {
            article.text = text;
            article
                .warn("mojibake_repaired", format!("{n_repaired} characters were encoded twice"));
        }
        let n_replaced = article.text.matches('\u{FFFD}').count();
        if n_replaced > 0 && article.warnings.iter().all(|it| it.code != "encoding_replaced") {
            article.warn("encoding_replaced", format!("{n_replaced} characters"));
        }
        Some(article)
    }
}

fn set(slot: &mut Option<String>, text: Option<impl AsRef<str>>) {
    if slot.is_none() {
        *slot = text.and_then(|it| normalize::some_line(it.as_ref()));
    }
}

/// `www.example.com` of an address, anything else as it is.
fn host(name: &str) -> &str {
    let rest = name.strip_prefix("http://").or_else(|| name.strip_prefix("https://"));
    rest.map_or(name, |it| it.split(['/', '?', '#']).next().unwrap_or(it))
}

/// Whether `text` opens with `line`, which may end in an ellipsis.
fn opens_with(text: &str, line: &str) -> bool {
    let line = line.trim_end_matches(['.', '…', ' ']);
    text.starts_with(line) && text.len() > line.len()
}

/// `text` without tags, paragraph by paragraph where it has no blocks of its own.
fn unescaped(text: &str) -> Cow<'_, str> {
    if ["</p>", "</P>", "</div>", "</td>", "</li>"].iter().any(|it| text.contains(it)) {
        return html::to_text(text).into();
    }
    let each =
        text.split('\n').map(|it| if it.contains('<') { html::to_text(it) } else { it.to_owned() });
    each.collect::<Vec<_>>().join("\n").into()
}

fn shorten(mut text: String) -> String {
    text.truncate(text.floor_char_boundary(MAX_DECLARED_BYTES));
    text
}
