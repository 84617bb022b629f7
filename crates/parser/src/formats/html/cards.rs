//! Rows of teasers: siblings of one build, each a linked headline with a picture or a line of text. They lead to other
//! stories, whatever their classes are called. It looks at small repeated subtrees only and never at the report.

use super::{
    tag::Tag,
    tree::{NodeId, Tree},
};

/// Longest text of a teaser, in bytes.
const MAX_BYTES: u32 = 600;

/// Most nodes of a teaser.
const MAX_NODES: u32 = 150;

/// Shortest text of a linked headline, in bytes.
const HEADLINE_BYTES: u32 = 15;

/// Fewest teasers that make a row.
const MIN_CARDS: usize = 3;

/// Bytes of text before each node, for sums over subtrees.
pub(super) struct Cards<'t, 'a> {
    tree: &'t Tree<'a>,
    before: Vec<u32>,
}

impl<'t, 'a> Cards<'t, 'a> {
    /// Measures a page.
    pub(super) fn new(tree: &'t Tree<'a>) -> Self {
        let mut before = Vec::with_capacity(tree.nodes.len() + 1);
        let (mut sum, mut silent_end) = (0_u32, 0);
        for id in tree.ids() {
            before.push(sum);
            if tree.node(id).tag.is_silent() {
                silent_end = silent_end.max(tree.end_of(id));
            } else if id >= silent_end && tree.node(id).tag == Tag::Text {
                sum = sum.saturating_add(tree.raw_characters(id).trim_ascii().len() as u32);
            }
        }
        before.push(sum);
        Self { tree, before }
    }

    /// Bytes of text below `id`.
    fn n_bytes(&self, id: NodeId) -> u32 {
        self.before[self.tree.end_of(id) as usize] - self.before[id as usize]
    }

    /// Whether the children of `id` are a row of teasers.
    pub(super) fn is_row(&self, id: NodeId) -> bool {
        let tag = self.tree.node(id).tag;
        if !tag.is_block() || matches!(tag, Tag::P | Tag::Tr | Tag::Pre | Tag::Blockquote) {
            return false;
        }
        let (mut n_cards, mut n_others) = (0, 0);
        let mut build = None;
        for child in self.tree.children(id).filter(|it| self.n_bytes(*it) > 0) {
            let node = self.tree.node(child);
            let this = (node.tag, self.tree.raw_attribute(child, "class"));
            if build.is_none_or(|it| it == this) && self.is_card(child) {
                build = Some(this);
                n_cards += 1;
            } else if !node.tag.is_heading() {
                n_others += 1;
            }
        }
        n_cards >= MIN_CARDS && n_others * 3 <= n_cards
    }

    /// Whether `id` is a linked headline and little else.
    fn is_card(&self, id: NodeId) -> bool {
        let tag = self.tree.node(id).tag;
        let end = self.tree.end_of(id);
        let n_bytes = self.n_bytes(id);
        if !(tag.is_block() || tag == Tag::A) || n_bytes > MAX_BYTES || end - id > MAX_NODES {
            return false;
        }
        let mut heading_end = 0;
        let mut headline = 0;
        for it in id..end {
            match self.tree.node(it).tag {
                tag if tag.is_heading() => heading_end = self.tree.end_of(it),
                Tag::A => {
                    let n_linked = self.n_bytes(it);
                    let is_headline = it < heading_end || self.holds_headline(it);
                    if n_linked >= HEADLINE_BYTES && is_headline {
                        headline = headline.max(n_linked);
                    }
                }
                _ => {}
            }
        }
        headline * 5 >= n_bytes && headline > 0
    }

    /// Whether a link holds a heading or a picture.
    fn holds_headline(&self, id: NodeId) -> bool {
        (id..self.tree.end_of(id)).any(|it| {
            let tag = self.tree.node(it).tag;
            tag.is_heading() || matches!(tag, Tag::Img | Tag::Picture)
        })
    }
}
