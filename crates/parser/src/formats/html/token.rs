//! HTML as a stream of tags and characters, tolerant as browsers are. It builds no tree.

use memchr::{memchr, memchr3, memmem};

use super::tag::Tag;

/// Attributes kept of one tag; a page has no use for more, and a hostile one may hold millions.
const MAX_ATTRIBUTES: usize = 48;

/// A piece of HTML.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// A start tag; its attributes are the tokenizer's `attributes` until the next token.
    Start { tag: Tag, closed: bool },
    /// An end tag.
    End(Tag),
    /// Characters, references not decoded.
    Text(&'a str),
    /// The characters of a CDATA section, which hold no references.
    Literal(&'a str),
}

/// Reads tokens off a page.
pub(super) struct Tokenizer<'a> {
    source: &'a str,
    at: usize,
    raw: Option<(Tag, &'a str)>,
    /// Names and values of the last start tag, references not decoded.
    pub(super) attributes: Vec<(&'a str, &'a str)>,
}

impl<'a> Tokenizer<'a> {
    /// A tokenizer at the start of `source`.
    pub(super) fn new(source: &'a str) -> Self {
        Self { source, at: 0, raw: None, attributes: Vec::new() }
    }

    fn rest(&self) -> &'a str {
        self.source.get(self.at..).unwrap_or_default()
    }

    /// Takes `n_bytes`, which end on a character boundary.
    fn take(&mut self, n_bytes: usize) -> &'a str {
        let text = self.rest().get(..n_bytes).unwrap_or_default();
        self.at += n_bytes;
        text
    }

    fn raw_text(&mut self, name: &str) -> &'a str {
        let rest = self.rest();
        let ends = |at: &usize| {
            let tail = rest.as_bytes().get(at + 1..).unwrap_or_default();
            tail.first() == Some(&b'/')
                && tail
                    .get(1..=name.len())
                    .is_some_and(|it| it.eq_ignore_ascii_case(name.as_bytes()))
                && tail.get(name.len() + 1).is_none_or(|it| !it.is_ascii_alphanumeric())
        };
        let end = memchr::memchr_iter(b'<', rest.as_bytes()).find(ends);
        self.take(end.unwrap_or(rest.len()))
    }

    fn markup(&mut self) -> Option<Token<'a>> {
        let rest = self.rest();
        let bytes = rest.as_bytes();
        match bytes.get(1) {
            Some(b'!') if bytes.starts_with(b"<![CDATA[") => {
                self.at += 9;
                let end = memmem::find(self.rest().as_bytes(), b"]]>");
                let text = self.take(end.unwrap_or(self.rest().len()));
                self.at += 3.min(self.rest().len());
                Some(Token::Literal(text))
            }
            Some(b'!') if bytes.starts_with(b"<!--") => {
                let end = memmem::find(bytes.get(2..)?, b"-->").map(|it| it + 5);
                self.at += end.unwrap_or(bytes.len());
                None
            }
            Some(b'!' | b'?') => {
                self.at += memchr(b'>', bytes).map_or(bytes.len(), |it| it + 1);
                None
            }
            Some(b'/') if bytes.get(2).is_some_and(u8::is_ascii_alphabetic) => {
                self.at += 2;
                let tag = Tag::parse(self.name());
                let rest = self.rest();
                self.at += memchr(b'>', rest.as_bytes()).map_or(rest.len(), |it| it + 1);
                Some(Token::End(tag))
            }
            Some(b'/') => {
                self.at += memchr(b'>', bytes).map_or(bytes.len(), |it| it + 1);
                None
            }
            Some(it) if it.is_ascii_alphabetic() => {
                self.at += 1;
                Some(self.start())
            }
            _ => {
                let end = memchr(b'<', bytes.get(1..).unwrap_or_default());
                Some(Token::Text(self.take(end.map_or(bytes.len(), |it| it + 1))))
            }
        }
    }

    fn name(&mut self) -> &'a str {
        let rest = self.rest();
        let is_end = |it: &u8| it.is_ascii_whitespace() || matches!(it, b'>' | b'/');
        let end = rest.bytes().position(|it| is_end(&it)).unwrap_or(rest.len());
        let name = self.take(end);
        // Namespaced names of XHTML and NITF mean their local part.
        name.rsplit_once(':').map_or(name, |(_, local)| local)
    }

    fn start(&mut self) -> Token<'a> {
        let name = self.name();
        let tag = Tag::parse(name);
        self.attributes.clear();
        let closed = self.read_attributes();
        if tag.is_raw() && !closed {
            self.raw = Some((tag, name));
        }
        Token::Start { tag, closed }
    }

    fn skip_space(&mut self) {
        let rest = self.rest().as_bytes();
        self.at += rest.iter().position(|it| !it.is_ascii_whitespace()).unwrap_or(rest.len());
    }

    /// Reads up to the end of the tag; whether it closes itself.
    fn read_attributes(&mut self) -> bool {
        loop {
            self.skip_space();
            let rest = self.rest();
            match rest.as_bytes() {
                [] => return false,
                [b'>', ..] => {
                    self.at += 1;
                    return false;
                }
                [b'/', b'>', ..] => {
                    self.at += 2;
                    return true;
                }
                [b'/', ..] => self.at += 1,
                _ => self.attribute(),
            }
        }
    }

    fn attribute(&mut self) {
        let rest = self.rest().as_bytes();
        let is_end = |it: &u8| it.is_ascii_whitespace() || matches!(it, b'>' | b'/' | b'=');
        // An equals sign where a name should begin is part of the name.
        let end = rest.iter().skip(1).position(is_end).map_or(rest.len(), |it| it + 1);
        let name = self.take(end);
        self.skip_space();
        let mut value = "";
        if self.rest().starts_with('=') {
            self.at += 1;
            self.skip_space();
            value = self.value();
        }
        if self.attributes.len() < MAX_ATTRIBUTES {
            self.attributes.push((name, value));
        }
    }

    fn value(&mut self) -> &'a str {
        let rest = self.rest();
        let bytes = rest.as_bytes();
        if let Some(quote @ (b'"' | b'\'')) = bytes.first() {
            self.at += 1;
            let rest = self.rest();
            let end = memchr(*quote, rest.as_bytes()).unwrap_or(rest.len());
            let value = self.take(end);
            self.at += usize::from(end < rest.len());
            return value;
        }
        let end = bytes.iter().position(|it| it.is_ascii_whitespace() || *it == b'>');
        self.take(end.unwrap_or(bytes.len()))
    }
}

impl<'a> Iterator for Tokenizer<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        if let Some((_, name)) = self.raw.take() {
            let text = self.raw_text(name);
            if !text.is_empty() {
                return Some(Token::Text(text));
            }
        }
        while self.at < self.source.len() {
            let rest = self.rest();
            match memchr(b'<', rest.as_bytes()) {
                Some(0) => {
                    if let Some(token) = self.markup() {
                        return Some(token);
                    }
                }
                end => return Some(Token::Text(self.take(end.unwrap_or(rest.len())))),
            }
        }
        None
    }
}

/// Whether `text` may hold a character reference.
pub(super) fn has_reference(text: &str) -> bool {
    memchr3(b'&', 0, 0, text.as_bytes()).is_some()
}
