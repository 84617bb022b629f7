//! A page as a tree of borrowed pieces: tolerant of missing, misplaced and countless tags, bounded in depth and size.
//! It decides nothing about what the page means.

use std::borrow::Cow;

use super::{
    tag::Tag,
    token::{Token, Tokenizer, has_reference},
};

/// Deepest nesting; what lies deeper hangs at this depth.
const MAX_DEPTH: usize = 200;

/// Most nodes; the rest of the page is cut. Real pages stay below 50,000.
const MAX_NODES: usize = 400_000;

/// Most attributes kept of a page; elements after them have none.
const MAX_ATTRIBUTES: usize = 1_000_000;

/// Index of a node; [`NONE`] is no node.
pub(super) type NodeId = u32;

/// No node.
pub(super) const NONE: NodeId = u32::MAX;

/// An element or its text. A node's id is greater than its parent's.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node<'a> {
    /// Name, or `Text`.
    pub(super) tag: Tag,
    /// Parent.
    pub(super) parent: NodeId,
    /// First child.
    pub(super) first: NodeId,
    /// Next sibling.
    pub(super) next: NodeId,
    last: NodeId,
    attributes: (u32, u32),
    text: &'a str,
    literal: bool,
}

/// A page.
pub(super) struct Tree<'a> {
    /// Nodes in document order; the first is the root.
    pub(super) nodes: Vec<Node<'a>>,
    /// Whether nodes were left out.
    pub(super) cut: bool,
    attributes: Vec<(&'a str, &'a str)>,
}

impl<'a> Tree<'a> {
    /// Reads `source`.
    pub(super) fn new(source: &'a str) -> Self {
        let mut builder = Builder::new(source.len());
        let mut tokens = Tokenizer::new(source);
        while let Some(token) = tokens.next() {
            if builder.tree.nodes.len() >= MAX_NODES {
                builder.tree.cut = true;
                break;
            }
            match token {
                Token::Text(text) => builder.text(text, false),
                Token::Literal(text) => builder.text(text, true),
                Token::Start { tag, closed } => builder.start(tag, closed, &tokens.attributes),
                Token::End(tag) => builder.end(tag),
            }
        }
        builder.tree
    }

    /// Attributes that were kept.
    #[cfg(test)]
    pub(super) fn n_attributes(&self) -> usize {
        self.attributes.len()
    }

    /// The node `id`, which came from this tree.
    pub(super) fn node(&self, id: NodeId) -> &Node<'a> {
        &self.nodes[id as usize]
    }

    /// Children of `id` in order.
    pub(super) fn children(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        let next = |id: &NodeId| Some(self.node(*id).next).filter(|it| *it != NONE);
        std::iter::successors(Some(self.node(id).first).filter(|it| *it != NONE), next)
    }

    /// Ids of all nodes in document order.
    pub(super) fn ids(&self) -> impl Iterator<Item = NodeId> + use<> {
        0..self.nodes.len() as NodeId
    }

    /// One past the last node below `id`: nodes are numbered in document order.
    pub(super) fn end_of(&self, id: NodeId) -> NodeId {
        let mut id = id;
        loop {
            let node = self.node(id);
            if node.next != NONE {
                return node.next;
            }
            if node.parent == NONE {
                return self.nodes.len() as NodeId;
            }
            id = node.parent;
        }
    }

    /// The value of the attribute `name` (lower case), references not decoded.
    pub(super) fn raw_attribute(&self, id: NodeId, name: &str) -> Option<&'a str> {
        let (start, end) = self.node(id).attributes;
        let attributes = self.attributes.get(start as usize..end as usize)?;
        attributes.iter().find(|it| it.0.eq_ignore_ascii_case(name)).map(|it| it.1)
    }

    /// The value of the attribute `name` (lower case).
    pub(super) fn attribute(&self, id: NodeId, name: &str) -> Option<Cow<'a, str>> {
        let value = self.raw_attribute(id, name)?;
        Some(if has_reference(value) { htmlize::unescape_attribute(value) } else { value.into() })
    }

    /// Characters of a text node, references decoded.
    pub(super) fn characters(&self, id: NodeId) -> Cow<'a, str> {
        let node = self.node(id);
        if node.literal || !has_reference(node.text) {
            node.text.into()
        } else {
            htmlize::unescape(node.text)
        }
    }

    /// Characters of a text node as they stand in the source.
    pub(super) fn raw_characters(&self, id: NodeId) -> &'a str {
        self.node(id).text
    }

    /// The line of text below `id`, scripts and such left out; at most about `max_bytes`.
    pub(super) fn line(&self, id: NodeId, max_bytes: usize) -> String {
        let mut text = String::new();
        let end = self.end_of(id);
        let mut at = id;
        while at < end && text.len() < max_bytes {
            let node = self.node(at);
            if at != id && node.tag.is_silent() {
                at = self.end_of(at);
                continue;
            }
            if node.tag == Tag::Text {
                text.push_str(&self.characters(at));
            } else if node.tag.is_block() || node.tag == Tag::Br {
                text.push(' ');
            }
            at += 1;
        }
        crate::normalize::line(&text)
    }
}

struct Builder<'a> {
    tree: Tree<'a>,
    open: Vec<(Tag, NodeId)>,
    n_unopened: u32,
}

impl<'a> Builder<'a> {
    fn new(n_bytes: usize) -> Self {
        let nodes = Vec::with_capacity((n_bytes / 32).min(MAX_NODES));
        let tree = Tree { nodes, cut: false, attributes: Vec::new() };
        let mut builder = Self { tree, open: Vec::new(), n_unopened: 0 };
        let root = builder.push(Tag::Html, "", false);
        builder.open.push((Tag::Html, root));
        builder
    }

    fn push(&mut self, tag: Tag, text: &'a str, literal: bool) -> NodeId {
        let id = self.tree.nodes.len() as NodeId;
        let parent = self.open.last().map_or(NONE, |it| it.1);
        let n_attributes = self.tree.attributes.len() as u32;
        self.tree.nodes.push(Node {
            tag,
            parent,
            first: NONE,
            last: NONE,
            next: NONE,
            attributes: (n_attributes, n_attributes),
            text,
            literal,
        });
        if parent != NONE {
            let last = std::mem::replace(&mut self.tree.nodes[parent as usize].last, id);
            if last == NONE {
                self.tree.nodes[parent as usize].first = id;
            } else {
                self.tree.nodes[last as usize].next = id;
            }
        }
        id
    }

    fn text(&mut self, text: &'a str, literal: bool) {
        if self.top() == Tag::Head && !text.trim_ascii().is_empty() {
            self.open.pop();
        }
        self.push(Tag::Text, text, literal);
    }

    fn top(&self) -> Tag {
        self.open.last().map_or(Tag::Html, |it| it.0)
    }

    fn start(&mut self, tag: Tag, closed: bool, attributes: &[(&'a str, &'a str)]) {
        if tag == Tag::Html || (tag == Tag::Body && self.open.iter().any(|it| it.0 == Tag::Body)) {
            self.adopt(tag, attributes);
            return;
        }
        self.imply_ends(tag);
        let id = self.push(tag, "", false);
        let n_free = MAX_ATTRIBUTES.saturating_sub(self.tree.attributes.len());
        self.tree.attributes.extend(attributes.iter().take(n_free));
        self.tree.nodes[id as usize].attributes.1 = self.tree.attributes.len() as u32;
        if tag.is_void() || (closed && !Self::needs_end(tag)) {
            return;
        }
        if self.open.len() < MAX_DEPTH {
            self.open.push((tag, id));
        } else if tag.is_raw() {
            // Its characters follow at once and must not be taken for text of the page.
            self.open.pop();
            self.open.push((tag, id));
        } else {
            self.n_unopened += 1;
        }
    }

    /// Whether browsers ignore the slash of `<tag/>`: in HTML they do, save in foreign content and custom elements.
    fn needs_end(tag: Tag) -> bool {
        !matches!(
            tag,
            Tag::Other | Tag::Svg | Tag::P | Tag::Span | Tag::A | Tag::Script | Tag::I | Tag::B
        )
    }

    /// A second `html` or `body` gives its attributes to the first.
    fn adopt(&mut self, tag: Tag, attributes: &[(&'a str, &'a str)]) {
        let Some((_, id)) = self.open.iter().find(|it| it.0 == tag) else { return };
        let node = &mut self.tree.nodes[*id as usize];
        if node.attributes.0 == node.attributes.1 {
            let start = self.tree.attributes.len() as u32;
            self.tree.attributes.extend_from_slice(attributes);
            node.attributes = (start, self.tree.attributes.len() as u32);
        }
    }

    /// Ends the elements that the start of `tag` ends by itself.
    fn imply_ends(&mut self, tag: Tag) {
        use Tag::{
            A, Dd, Dl, Dt, Head, Li, Menu, Ol, Opt, Optgroup, P, Select, Table, Tbody, Td, Tfoot,
            Th, Thead, Tr, Ul,
        };
        // Whatever is open in the head, the first element of the body ends it.
        if self.open.get(1).is_some_and(|it| it.0 == Head) && !tag.is_head_content() {
            self.open.truncate(1);
        }
        if tag.ends_paragraph() {
            self.close(&[P], &[Tag::Button]);
        }
        match tag {
            A => self.close(&[A], &[]),
            Li => self.close(&[Li], &[Ul, Ol, Menu]),
            Dt | Dd => self.close(&[Dt, Dd], &[Dl]),
            Opt | Optgroup => self.close(&[Opt], &[Select]),
            Td | Th => self.close(&[Td, Th], &[Tr, Table]),
            Tr => self.close(&[Tr], &[Table, Tbody, Thead, Tfoot]),
            Tbody | Thead | Tfoot => self.close(&[Tbody, Thead, Tfoot], &[Table]),
            tag if tag.is_heading() && self.top().is_heading() => {
                self.open.pop();
            }
            _ => {}
        }
    }

    /// Closes the innermost of `tags`, unless one of `barriers` or a scope lies before it.
    fn close(&mut self, tags: &[Tag], barriers: &[Tag]) {
        for at in (1..self.open.len()).rev() {
            let tag = self.open[at].0;
            if tags.contains(&tag) {
                self.open.truncate(at);
                return;
            }
            if barriers.contains(&tag) || tag.is_scope() {
                return;
            }
        }
    }

    fn end(&mut self, tag: Tag) {
        use Tag::{
            B, Body, Em, Font, Html, I, Span, Strong, Table, Tbody, Td, Tfoot, Th, Thead, Tr, U,
        };
        if matches!(tag, Body | Html) {
            return;
        }
        if self.n_unopened > 0 {
            self.n_unopened -= 1;
            return;
        }
        if tag == Tag::Br {
            self.push(Tag::Br, "", false);
            return;
        }
        let is_table = matches!(tag, Table | Tbody | Td | Tfoot | Th | Thead | Tr | Tag::Caption);
        let is_inline = matches!(tag, B | Em | Font | I | Span | Strong | U | Tag::Other);
        for at in (1..self.open.len()).rev() {
            let open = self.open[at].0;
            let same = open == tag || (open.is_heading() && tag.is_heading());
            if same {
                self.open.truncate(at);
                return;
            }
            // Formatting that ends late must not take the blocks around it along.
            if (is_inline && open.is_block()) || (!is_table && open.is_scope()) || open == Body {
                return;
            }
            if is_table && open == Table {
                return;
            }
        }
    }
}
