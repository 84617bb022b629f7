//! Reads markup from front to back and hands out the elements that are asked for, one at a time.
//!
//! Ill-formed input is read as far as it makes sense: unmatched tags, bare ampersands and unknown entities are
//! taken as they come, depth, attributes and size are cut, and each kind is told once.

use std::{
    cell::RefCell,
    io::{BufRead, Cursor, Read},
    rc::Rc,
};

use encoding_rs::Encoding;
use quick_xml::{
    errors::Error,
    events::{BytesStart, Event, attributes::Attribute},
};
use wiredesk_model::Warning;

use super::{
    Element, Node,
    decode::Utf8,
    names::Scope,
    references::{resolve, unescape},
    tap::{Taken, Tap},
};
use crate::{Rejection, charset};

/// Elements deeper than this are dissolved: their text goes to the element around them.
pub(crate) const MAX_DEPTH: usize = 200;
/// Elements that HTML leaves open; an end tag of theirs says nothing.
const VOID: [&str; 4] = ["br", "hr", "img", "wbr"];
/// Attributes kept of one element.
const MAX_ATTRIBUTES: usize = 100;
/// Nodes kept of one item.
const MAX_NODES: usize = 200_000;
/// Nodes kept of what stands around the items: it is looked through again for each of them.
const MAX_NODES_AROUND: usize = 4_096;
/// Text kept of one item, and of what stands around the items.
const MAX_TEXT_BYTES: usize = 8 << 20;
/// Bytes on which the encoding is settled; a shorter source is decoded at once.
const SETTLE_BYTES: usize = 1 << 20;

/// An element that was asked for, complete.
pub(crate) struct Item {
    /// The element.
    pub(crate) element: Element,
    /// SHA-256 and size of its source, as UTF-8.
    pub(crate) digest: (String, u64),
}

/// A forgiving reader of markup.
pub(crate) struct Reader<'i> {
    xml: quick_xml::Reader<Tap<Box<dyn BufRead + 'i>>>,
    buffer: Vec<u8>,
    tap: Rc<RefCell<Taken>>,
    /// Open elements, outermost first.
    open: Vec<Element>,
    /// Open elements below `open` that were dissolved.
    n_dissolved: usize,
    /// Depth of the item being read.
    item_depth: Option<usize>,
    scope: Scope,
    n_nodes: usize,
    n_text_bytes: usize,
    /// Nodes and text bytes of what stands around the items.
    n_around: (usize, usize),
    /// What was odd so far, each code once.
    warnings: Vec<Warning>,
    /// Name of the encoding.
    encoding: String,
    finished: bool,
}

impl<'i> Reader<'i> {
    /// A reader of `input`, in the encoding of its first bytes or `charset`.
    pub(crate) fn new(
        input: &'i mut dyn BufRead,
        charset: Option<&str>,
    ) -> Result<Self, Rejection> {
        let mut head = Vec::new();
        (&mut *input)
            .take(SETTLE_BYTES as u64)
            .read_to_end(&mut head)
            .map_err(|error| Rejection::unreadable(&error))?;
        let whole = head.len() < SETTLE_BYTES;
        let decoded = charset::decode(&head, charset);
        let (encoding, mut warnings) = (decoded.encoding, decoded.warnings);
        let decoder = Encoding::for_label(encoding.as_bytes()).filter(|_| !whole);
        let text: Box<dyn BufRead> = match decoder {
            None if !whole => {
                let detail = format!("{encoding} is read up to {SETTLE_BYTES} bytes");
                return Err(Rejection::new("too_large", detail));
            }
            None => Box::new(Cursor::new(decoded.text.into_bytes())),
            Some(decoder) => {
                warnings.retain(|it| it.code == "encoding_mismatch");
                Box::new(Utf8::new(Cursor::new(head).chain(input), decoder))
            }
        };
        let tap = Rc::new(RefCell::new(Taken::default()));
        let mut xml = quick_xml::Reader::from_reader(Tap::new(text, Rc::clone(&tap)));
        let config = xml.config_mut();
        config.allow_dangling_amp = true;
        config.allow_unmatched_ends = true;
        config.check_end_names = false;
        Ok(Self {
            xml,
            buffer: Vec::new(),
            tap,
            open: Vec::new(),
            n_dissolved: 0,
            item_depth: None,
            scope: Scope::default(),
            n_nodes: 0,
            n_text_bytes: 0,
            n_around: (0, 0),
            warnings,
            encoding,
            finished: false,
        })
    }

    /// Lower-case name of the encoding.
    pub(crate) fn encoding(&self) -> &str {
        &self.encoding
    }

    /// Elements that are open around the next item, outermost first; what stood before it is their content.
    pub(crate) fn around(&self) -> &[Element] {
        &self.open
    }

    /// Takes what was odd since the last call.
    pub(crate) fn take_warnings(&mut self) -> Vec<Warning> {
        std::mem::take(&mut self.warnings)
    }

    /// The next element whose local name is one of `names`, and that is inside no other such element.
    pub(crate) fn next_item(&mut self, names: &[&str]) -> Result<Option<Item>, Rejection> {
        while !self.finished {
            self.tap.borrow_mut().begin(self.item_depth.is_some());
            let mut buffer = std::mem::take(&mut self.buffer);
            buffer.clear();
            let event = self.xml.read_event_into(&mut buffer);
            let item = match event {
                Ok(Event::Start(tag)) => self.start(&tag, names, false),
                Ok(Event::Empty(tag)) => self.start(&tag, names, true),
                Ok(Event::End(tag)) => self.end(tag.name().0),
                Ok(Event::Text(text)) => self.text(&text.into_inner()),
                Ok(Event::CData(text)) => self.text(&text.into_inner()),
                Ok(Event::GeneralRef(name)) => self.reference(&name),
                Ok(Event::Eof) => self.finish(None),
                Ok(_) => None,
                Err(Error::IllFormed(error)) => {
                    self.warn("ill_formed", &error.to_string());
                    None
                }
                Err(Error::Io(error)) if Rejection::inside(&error).is_some() => {
                    return Err(Rejection::unreadable(&error));
                }
                Err(error) => self.finish(Some(&error)),
            };
            self.buffer = buffer;
            if item.is_some() {
                return Ok(item);
            }
        }
        Ok(None)
    }

    fn warn(&mut self, code: &'static str, detail: &str) {
        if self.warnings.iter().all(|it| it.code != code) {
            self.warnings.push(Warning { code, detail: detail.to_owned() });
        }
    }

    fn start(&mut self, tag: &BytesStart<'_>, names: &[&str], empty: bool) -> Option<Item> {
        let qualified = tag.name();
        if !qualified.0.starts_with(|it: char| it.is_alphabetic() || it == '_') {
            // "a < b" is no tag.
            self.warn("ill_formed", "a `<` that opens no tag");
            return self.text(&format!("<{}>", &**tag));
        }
        let local = qualified.0.rsplit(':').next().unwrap_or(qualified.0);
        let wanted =
            self.item_depth.is_none() && names.iter().any(|it| it.eq_ignore_ascii_case(local));
        if self.open.len() >= MAX_DEPTH {
            self.warn("too_deep", &format!("elements deeper than {MAX_DEPTH} are dissolved"));
            self.n_dissolved += usize::from(!empty);
            return None;
        }
        let most = self.most_nodes();
        if self.n_nodes > most && !wanted {
            self.warn("cut", &format!("what follows {most} elements"));
            self.n_dissolved += usize::from(!empty);
            return None;
        }
        let depth = self.open.len();
        let element = self.element(tag, depth);
        self.n_nodes += 1 + element.attributes.len();
        if wanted {
            self.item_depth = Some(depth);
            self.n_around = (self.n_nodes, self.n_text_bytes);
            (self.n_nodes, self.n_text_bytes) = (0, 0);
        }
        let empty = empty || element.is_any(&VOID);
        self.open.push(element);
        if empty { self.close() } else { None }
    }

    fn element(&mut self, tag: &BytesStart<'_>, depth: usize) -> Element {
        let mut attributes = Vec::new();
        let mut n_seen = 0;
        for attribute in tag.html_attributes().with_checks(false) {
            n_seen += 1;
            if n_seen > MAX_ATTRIBUTES {
                self.warn("too_many_attributes", &format!("more than {MAX_ATTRIBUTES} in one tag"));
                break;
            }
            let Ok(Attribute { key, value, .. }) = attribute else { continue };
            let value = unescape(&value);
            let name = key.0;
            let prefix = name.strip_prefix("xmlns").map(|it| it.strip_prefix(':').unwrap_or(it));
            if let Some(prefix) = prefix.filter(|_| self.scope.has_room()) {
                self.scope.declare(depth, prefix, &value);
            }
            let local = name.rsplit(':').next().unwrap_or(name);
            self.n_text_bytes += value.len();
            attributes.push((Rc::from(local), value));
        }
        let name = tag.name().0;
        let (prefix, local) = name.split_once(':').unwrap_or(("", name));
        let prefix = self.scope.usual(prefix);
        Element { prefix, name: Rc::from(local), attributes, children: Vec::new() }
    }

    /// Nodes that may be kept where the reader stands.
    fn most_nodes(&self) -> usize {
        if self.item_depth.is_some() { MAX_NODES } else { MAX_NODES_AROUND }
    }

    fn text(&mut self, text: &str) -> Option<Item> {
        let most = self.most_nodes();
        let parent = self.open.last_mut()?;
        if self.item_depth.is_none() && text.trim().is_empty() {
            return None;
        }
        if self.n_text_bytes + text.len() > MAX_TEXT_BYTES || self.n_nodes > most {
            self.warn("cut", &format!("what follows {MAX_TEXT_BYTES} bytes or {most} elements"));
            return None;
        }
        self.n_text_bytes += text.len();
        if let Some(Node::Text(last)) = parent.children.last_mut() {
            last.push_str(text);
        } else {
            self.n_nodes += 1;
            parent.children.push(Node::Text(text.to_owned()));
        }
        None
    }

    fn reference(&mut self, name: &str) -> Option<Item> {
        if let Some(text) = resolve(name) {
            return self.text(&text);
        }
        let shown: String = name.chars().take(40).collect();
        self.warn("entity_unknown", &format!("`{shown}`"));
        self.text(&format!("&{name};"))
    }

    fn end(&mut self, name: &str) -> Option<Item> {
        let local = name.rsplit(':').next().unwrap_or(name).trim();
        if self.n_dissolved > 0 {
            // Elements that were never closed must not hide the item's end.
            let item = self.item_depth.and_then(|it| self.open.get(it));
            if !item.is_some_and(|it| it.name.eq_ignore_ascii_case(local)) {
                self.n_dissolved -= 1;
                return None;
            }
            self.n_dissolved = 0;
        }
        if VOID.iter().any(|it| local.eq_ignore_ascii_case(it)) {
            return None;
        }
        let at = self.open.iter().rposition(|it| it.name.eq_ignore_ascii_case(local));
        let Some(at) = at else {
            self.warn("ill_formed", "an end tag without its start");
            return None;
        };
        // An end tag inside an item does not close what is around the item, unless it closes the feed itself.
        let inner = self.item_depth.is_some_and(|depth| at < depth && at > 0);
        if inner && !self.open.get(at).is_some_and(|it| it.is_any(&["channel", "itemSet"])) {
            return None;
        }
        if at + 1 < self.open.len() {
            self.warn("ill_formed", "an element is not closed");
        }
        let mut item = None;
        while self.open.len() > at {
            item = self.close().or(item);
        }
        item
    }

    /// Closes the innermost element: it is the item, or goes into the element around it.
    fn close(&mut self) -> Option<Item> {
        let element = self.open.pop()?;
        let depth = self.open.len();
        self.scope.leave(depth);
        if self.item_depth == Some(depth) {
            self.item_depth = None;
            (self.n_nodes, self.n_text_bytes) = self.n_around;
            let digest = self.tap.borrow_mut().finish();
            return Some(Item { element, digest });
        }
        if let Some(parent) = self.open.last_mut() {
            parent.children.push(Node::Element(element));
        }
        None
    }

    fn finish(&mut self, error: Option<&Error>) -> Option<Item> {
        self.finished = true;
        if let Some(error) = error {
            let position = self.xml.buffer_position();
            self.warn("ill_formed", &format!("at byte {position}: {error}"));
        } else if !self.open.is_empty() {
            self.warn("ill_formed", "the document ends inside an element");
        }
        let mut item = None;
        while !self.open.is_empty() {
            item = self.close().or(item);
        }
        item
    }
}
