//! What a format works with: the hint, the limits, and the way articles get out.

use std::{
    io::{BufRead, Read},
    rc::Rc,
};

use wiredesk_model::{Article, ArticleId, Declared, Published, Span, Warning, sha256_hex};

use crate::{
    ParserConfig, Rejection,
    meter::{Meter, Notes},
    opening,
};

/// What is known of a source besides its bytes.
#[derive(Clone, Debug, Default)]
pub struct Hint {
    /// Path below the inbox, `/`-separated; `-` for standard input.
    pub path: String,
    /// The file's modification time.
    pub modified: Option<jiff::Timestamp>,
}

/// Whether the receiver wants more articles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flow {
    /// Go on.
    Continue,
    /// Stop parsing; the rest is not wanted.
    Stop,
}

/// An article before its identity and source are filled in, and the bytes that identify it.
#[derive(Default)]
pub struct Draft {
    /// The article; `id` and `source.{path, format, bytes, sha256, modified, part, compression}` are filled on emission.
    pub article: Article,
    /// SHA-256 and size of the part's own bytes.
    pub digest: (String, u64),
}

impl Draft {
    /// A draft of `article` that is identified by `bytes`.
    pub fn new(article: Article, bytes: &[u8]) -> Self {
        Self { article, digest: (sha256_hex(bytes), bytes.len() as u64) }
    }
}

/// What a container knows of the document inside it; it fills what the document does not declare.
#[derive(Clone, Debug, Default)]
pub(crate) struct Outer {
    /// Name in `source.format`, where the container's says more than the document's.
    pub(crate) format: Option<&'static str>,
    /// Where the document was fetched.
    pub(crate) url: Option<String>,
    /// Publication time.
    pub(crate) published: Option<Published>,
    /// Title.
    pub(crate) title: Option<String>,
    /// Publisher's id.
    pub(crate) guid: Option<String>,
    /// Publisher.
    pub(crate) publisher: Option<String>,
    /// Authors.
    pub(crate) authors: Vec<String>,
    /// What the container declares.
    pub(crate) declared: Vec<Declared>,
}

impl Outer {
    fn fill(&self, article: &mut Article) {
        fn or<T: Clone>(slot: &mut Option<T>, value: Option<&T>) {
            if slot.is_none() {
                *slot = value.cloned();
            }
        }
        or(&mut article.url, self.url.as_ref());
        or(&mut article.title, self.title.as_ref());
        or(&mut article.guid, self.guid.as_ref());
        or(&mut article.publisher, self.publisher.as_ref());
        or(&mut article.published, self.published.as_ref());
        if article.authors.is_empty() {
            article.authors.clone_from(&self.authors);
        }
        article.declared.extend(self.declared.iter().cloned());
    }
}

/// The state of one source's parse.
pub struct Context<'a> {
    /// What is known of the source.
    pub hint: &'a Hint,
    /// The limits.
    pub config: &'a ParserConfig,
    /// Name of the innermost entry, for detection by extension.
    pub(crate) name: String,
    pub(crate) wrappers: Vec<&'static str>,
    pub(crate) format: &'static str,
    pub(crate) n_parts: u32,
    /// The receiver wants no more.
    pub(crate) stopped: bool,
    pub(crate) meter: Rc<Meter>,
    pub(crate) notes: Notes,
    /// Containers around the document, outermost first.
    pub(crate) outer: Vec<Outer>,
    pub(crate) out: &'a mut dyn FnMut(Article) -> Flow,
}

impl<'a> Context<'a> {
    pub(crate) fn new(
        hint: &'a Hint,
        config: &'a ParserConfig,
        out: &'a mut dyn FnMut(Article) -> Flow,
    ) -> Self {
        let name = hint.path.clone();
        Self {
            hint,
            config,
            name,
            wrappers: Vec::new(),
            format: "text",
            n_parts: 0,
            stopped: false,
            meter: Rc::default(),
            notes: Notes::default(),
            outer: Vec::new(),
            out,
        }
    }

    /// Runs `parse` for the document `name` inside a container that knows `outer` of it. A document that cannot
    /// be read is noted; only what concerns the whole source is an error.
    pub(crate) fn inside(
        &mut self,
        name: &str,
        outer: Outer,
        parse: impl FnOnce(&mut Self) -> Result<(), Rejection>,
    ) -> Result<(), Rejection> {
        let saved = (std::mem::replace(&mut self.name, name.to_owned()), self.format);
        self.outer.push(outer);
        let result = parse(self);
        self.outer.pop();
        (self.name, self.format) = saved;
        match result {
            Err(rejection) if !rejection.is_final() => {
                let Rejection { code, detail } = rejection;
                let detail = if name.is_empty() { detail } else { format!("`{name}`: {detail}") };
                self.note(code, detail);
                Ok(())
            }
            result => result,
        }
    }

    /// Notes something odd about the source as a whole.
    pub(crate) fn note(&mut self, code: &'static str, detail: impl Into<String>) {
        self.notes.push(Warning { code, detail: detail.into() });
    }

    /// Sends one article out.
    ///
    /// # Errors
    /// If the source holds more articles than allowed.
    pub fn emit(&mut self, draft: Draft) -> Result<Flow, Rejection> {
        if self.n_parts >= self.config.max_parts {
            return Err(Rejection::new(
                "too_many_parts",
                format!(
                    "more than {} articles; raise `max-parts` or split the file",
                    self.config.max_parts
                ),
            ));
        }
        let Draft { mut article, digest: (sha256, bytes) } = draft;
        article.id = ArticleId::derive(&self.hint.path, &sha256, self.n_parts);
        let source = &mut article.source;
        source.path.clone_from(&self.hint.path);
        source.format = self.outer.iter().find_map(|it| it.format).unwrap_or(self.format);
        source.compression = (!self.wrappers.is_empty()).then(|| self.wrappers.join("+"));
        source.bytes = bytes;
        source.sha256 = sha256;
        source.modified = self.hint.modified;
        source.part = self.n_parts;
        self.n_parts += 1;
        for outer in self.outer.iter().rev() {
            outer.fill(&mut article);
        }
        article.declared.sort();
        article.declared.dedup();
        article.warnings.extend(self.meter.take_damage());
        cut_text(&mut article);
        if article.paragraphs.is_empty() {
            article.paragraphs = paragraphs(&article.text);
        }
        opening::recognize(&mut article);
        let flow = (self.out)(article);
        self.stopped |= flow == Flow::Stop;
        Ok(flow)
    }

    /// Reads a whole document into memory, within the limit.
    ///
    /// # Errors
    /// If it cannot be read or is too large.
    pub fn read_all(&self, input: &mut dyn BufRead) -> Result<Vec<u8>, Rejection> {
        let limit = self.config.max_document_bytes;
        let mut bytes = Vec::new();
        input
            .take(limit + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| Rejection::unreadable(&error))?;
        if bytes.len() as u64 > limit {
            return Err(Rejection::new(
                "too_large",
                format!(
                    "the document is larger than {limit} bytes; raise `max-document-bytes` or split it"
                ),
            ));
        }
        Ok(bytes)
    }
}

/// Longest text of one article: that of a long book. What follows is no news, and would be annotated for minutes.
const MAX_TEXT_BYTES: usize = 2 << 20;

/// Cuts a text that is longer than any article behind its last whole line.
fn cut_text(article: &mut Article) {
    if article.text.len() <= MAX_TEXT_BYTES {
        return;
    }
    let head = article.text.get(..article.text.floor_char_boundary(MAX_TEXT_BYTES));
    let head = head.unwrap_or_default();
    let line = head.rsplit_once('\n').map_or(head, |(lines, _)| lines).trim_end();
    let end = if line.is_empty() { head.len() } else { line.len() };
    article.text.truncate(end);
    article.paragraphs.retain(|it| it.end() <= end);
    article.warn("text_cut", format!("what follows {end} bytes"));
}

/// The first lines of `bytes`, at most `limit` bytes of them, and a warning where that is not all.
pub(crate) fn first_lines(bytes: &[u8], limit: usize) -> (&[u8], Option<Warning>) {
    if bytes.len() <= limit {
        return (bytes, None);
    }
    let end =
        bytes.get(..limit).and_then(|it| memchr::memrchr(b'\n', it)).map_or(limit, |it| it + 1);
    // Not inside a character of UTF-16 or UTF-32.
    let is_wide = bytes.get(..end).is_some_and(|it| it.contains(&0));
    let end = if is_wide { end / 4 * 4 } else { end };
    let warning = Warning { code: "text_cut", detail: format!("what follows {end} bytes") };
    (bytes.get(..end).unwrap_or(bytes), Some(warning))
}

/// The stretches of `text` between blank lines or line ends, without the white space around them.
pub(crate) fn paragraphs(text: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim();
        if !trimmed.is_empty() {
            let from = start + (line.len() - line.trim_start().len());
            spans.push(Span::new(from, from + trimmed.len()));
        }
        start += line.len();
    }
    spans
}
