//! A page's text as blocks: the stretches between block elements and line breaks, with where they stand. It judges none.

use super::{
    tag::Tag,
    tree::{NodeId, Tree},
};

/// A stretch of text that readers see as a paragraph, heading, list item or cell.
#[derive(Clone, Debug)]
pub(super) struct Block {
    /// The innermost block element around it.
    pub(super) node: NodeId,
    /// Tag of `node`.
    pub(super) tag: Tag,
    /// The text: white space collapsed, or kept inside `pre`.
    pub(super) text: String,
    /// Bytes of `text` inside links.
    pub(super) n_link_bytes: usize,
    /// Whether it lies in a list.
    pub(super) in_list: bool,
    /// Whether it lies in a table.
    pub(super) in_table: bool,
}

impl Block {
    /// Share of the text that is linked.
    pub(super) fn link_density(&self) -> f32 {
        self.n_link_bytes as f32 / self.text.len().max(1) as f32
    }

    /// Number of words.
    pub(super) fn n_words(&self) -> usize {
        self.text.split_ascii_whitespace().count()
    }
}

/// The blocks below `root`, without the subtrees for which `skip` holds.
pub(super) fn blocks(tree: &Tree<'_>, root: NodeId, skip: &dyn Fn(NodeId) -> bool) -> Vec<Block> {
    let mut writer = Writer {
        tree,
        skip,
        blocks: Vec::new(),
        text: String::new(),
        pending_space: false,
        n_link_bytes: 0,

        container: root,
        depths: Depths::default(),
    };
    writer.visit(root);
    writer.flush();
    writer.blocks
}

#[derive(Default)]
struct Depths {
    link: u32,
    list: u32,
    table: u32,
    pre: u32,
}

struct Writer<'t, 'a> {
    tree: &'t Tree<'a>,
    skip: &'t dyn Fn(NodeId) -> bool,
    blocks: Vec<Block>,
    text: String,
    pending_space: bool,
    n_link_bytes: usize,
    container: NodeId,
    depths: Depths,
}

impl Writer<'_, '_> {
    /// Depth is bounded by the tree's.
    fn visit(&mut self, id: NodeId) {
        let tag = self.tree.node(id).tag;
        match tag {
            Tag::Text => return self.characters(id),
            Tag::Br | Tag::Hr => return self.line_break(),
            _ => {}
        }
        self.enter(tag, 1);
        let outer = self.container;
        if tag.is_block() {
            self.flush();
            self.container = id;
        }
        for child in self.tree.children(id) {
            if !(self.skip)(child) {
                self.visit(child);
            }
        }
        if tag.is_block() {
            self.flush();
            self.container = outer;
        }
        self.enter(tag, -1);
    }

    fn enter(&mut self, tag: Tag, by: i32) {
        let depths = &mut self.depths;
        let depth = match tag {
            Tag::A => &mut depths.link,
            Tag::Ul | Tag::Ol | Tag::Dl => &mut depths.list,
            Tag::Table => &mut depths.table,
            Tag::Pre | Tag::Xmp => &mut depths.pre,
            _ => return,
        };
        *depth = depth.saturating_add_signed(by);
    }

    fn line_break(&mut self) {
        if self.depths.pre > 0 {
            self.text.push('\n');
        } else {
            self.flush();
        }
    }

    fn characters(&mut self, id: NodeId) {
        let text = self.tree.characters(id);
        let before = self.text.len();
        if self.depths.pre > 0 {
            self.text.push_str(&text);
        } else {
            self.words(&text);
        }
        let n_bytes = self.text.len() - before;
        if self.depths.link > 0 {
            self.n_link_bytes += n_bytes;
        }
    }

    /// Appends `text` with its white space collapsed.
    fn words(&mut self, text: &str) {
        let is_space = |it: char| it.is_ascii_whitespace() || it == '\u{A0}';
        if text.is_empty() {
            return;
        }
        self.pending_space |= text.starts_with(is_space);
        for word in text.split(is_space).filter(|it| !it.is_empty()) {
            if self.pending_space && !self.text.is_empty() {
                self.text.push(' ');
            }
            self.text.push_str(word);
            self.pending_space = true;
        }
        self.pending_space = text.ends_with(is_space);
    }

    fn flush(&mut self) {
        self.pending_space = false;
        let n_link_bytes = std::mem::take(&mut self.n_link_bytes);
        if self.text.trim().is_empty() {
            self.text.clear();
            return;
        }
        let text = std::mem::take(&mut self.text);
        self.blocks.push(Block {
            node: self.container,
            tag: self.tree.node(self.container).tag,
            text: text.trim_matches(['\n', '\r', ' ']).to_owned(),
            n_link_bytes,
            in_list: self.depths.list > 0,
            in_table: self.depths.table > 0,
        });
    }
}
