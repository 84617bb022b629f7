//! What a format works with: the hint, the limits, and the way articles get out.

use std::io::{BufRead, Read};

use wiredesk_model::{Article, ArticleId, Span, sha256_hex};

use crate::{ParserConfig, Rejection};

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
    pub(crate) out: &'a mut dyn FnMut(Article) -> Flow,
}

impl<'a> Context<'a> {
    pub(crate) fn new(
        hint: &'a Hint,
        config: &'a ParserConfig,
        out: &'a mut dyn FnMut(Article) -> Flow,
    ) -> Self {
        let name = hint.path.clone();
        Self { hint, config, name, wrappers: Vec::new(), format: "text", n_parts: 0, out }
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
        source.format = self.format;
        source.compression = (!self.wrappers.is_empty()).then(|| self.wrappers.join("+"));
        source.bytes = bytes;
        source.sha256 = sha256;
        source.modified = self.hint.modified;
        source.part = self.n_parts;
        self.n_parts += 1;
        if article.paragraphs.is_empty() {
            article.paragraphs = paragraphs(&article.text);
        }
        Ok((self.out)(article))
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
