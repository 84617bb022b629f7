//! Which blocks of a page are the article: rules over tags, classes, links and where the text is dense.

use super::{
    blocks::{Block, blocks},
    cards::Cards,
    classes::{Reader, Signals},
    guide::Guide,
    shingles::Shingles,
    slides,
    tag::Tag,
    tree::{NONE, NodeId, Tree},
};

/// Non-link text of a text node that counts when it stands outside a paragraph, in bytes.
const LOOSE_BYTES: usize = 80;

/// Text below which a page is taken for one of pictures, in bytes.
const PICTURE_PAGE_BYTES: usize = 250;

/// Longest caption in bytes, and most captions of a page.
const MAX_CAPTION_BYTES: usize = 1_000;
const MAX_CAPTIONS: usize = 100;

/// What of a page is its article.
pub(super) struct Report {
    /// The standfirst, where it stands apart from the text.
    pub(super) lede: Option<String>,
    /// The text's blocks in order.
    pub(super) blocks: Vec<Block>,
}

/// Finds the article.
pub(super) fn article(tree: &Tree<'_>, guide: &Guide<'_>) -> Report {
    let page = Page::new(tree);
    let skip = |id: NodeId| page.dropped[id as usize];
    let blocks = blocks(tree, 0, &skip);
    let masses = page.block_masses(&blocks);
    let root = page.root(&masses, &blocks, guide);
    let end = tree.end_of(root);
    let (mut before, mut inside) = (Vec::new(), Vec::new());
    for block in blocks {
        if block.node < root {
            before.push(block);
        } else if block.node < end {
            inside.push(block);
        }
    }
    let inside = slides::removed(tree, root, inside);
    let mut kept = super::trim::trimmed(tree, root, inside, guide);
    if kept.iter().map(|it| it.text.len()).sum::<usize>() < PICTURE_PAGE_BYTES {
        kept.extend(captions(tree));
    }
    let lede = super::lede::lede(tree, &before, &kept, guide).map(|it| it.text);
    Report { lede, blocks: super::trim::deduplicated(tree, kept) }
}

/// Captions of pictures, for pages that show little else.
fn captions<'t>(tree: &'t Tree<'_>) -> impl Iterator<Item = Block> + 't {
    let captions = tree.ids().filter(|it| tree.node(*it).tag == Tag::Figcaption);
    let lines = captions.map(|node| (node, tree.line(node, MAX_CAPTION_BYTES)));
    lines.filter(|it| it.1.len() >= LOOSE_BYTES).take(MAX_CAPTIONS).map(|(node, text)| Block {
        node,
        tag: Tag::Figcaption,
        text,
        n_link_bytes: 0,
        in_list: false,
        in_table: false,
    })
}

struct Page<'t, 'a> {
    tree: &'t Tree<'a>,
    signals: Vec<Signals>,
    /// Bytes of paragraph text outside links below each node.
    masses: Vec<u32>,
    dropped: Vec<bool>,
    /// The first headings of the first level.
    headings: Vec<NodeId>,
}

impl<'t, 'a> Page<'t, 'a> {
    fn new(tree: &'t Tree<'a>) -> Self {
        let mut reader = Reader::default();
        let signals = tree.ids().map(|id| match tree.node(id).tag {
            Tag::Text => Signals::default(),
            _ => reader.signals(tree, id),
        });
        let is_heading = |id: &NodeId| tree.node(*id).tag == Tag::H1;
        let mut page = Self {
            tree,
            signals: signals.collect(),
            masses: Vec::new(),
            dropped: Vec::new(),
            headings: tree.ids().filter(is_heading).take(8).collect(),
        };
        page.masses = page.raw_masses();
        page.dropped = page.drops();
        page
    }

    /// Sums `own` from children into parents.
    fn summed(&self, mut own: Vec<u32>) -> Vec<u32> {
        for id in (1..own.len()).rev() {
            let parent = self.tree.node(id as NodeId).parent;
            if parent != NONE {
                own[parent as usize] = own[parent as usize].saturating_add(own[id]);
            }
        }
        own
    }

    fn raw_masses(&self) -> Vec<u32> {
        let mut own = vec![0_u32; self.tree.nodes.len()];
        let mut link_end = 0;
        let mut paragraph_end = 0;
        let mut id = 0;
        while (id as usize) < self.tree.nodes.len() {
            let tag = self.tree.node(id).tag;
            if tag.is_silent() || self.signals[id as usize].comments {
                id = self.tree.end_of(id);
                continue;
            }
            match tag {
                Tag::A => link_end = link_end.max(self.tree.end_of(id)),
                Tag::P | Tag::Pre | Tag::Blockquote => {
                    paragraph_end = paragraph_end.max(self.tree.end_of(id));
                }
                Tag::Text if id >= link_end => {
                    let n_bytes = self.tree.raw_characters(id).trim_ascii().len();
                    if id < paragraph_end || n_bytes >= LOOSE_BYTES {
                        own[id as usize] = n_bytes as u32;
                    }
                }
                _ => {}
            }
            id += 1;
        }
        self.summed(own)
    }

    /// Whether each node is no part of any article.
    fn drops(&self) -> Vec<bool> {
        let total = self.masses[0].max(1) as f32;
        let cards = Cards::new(self.tree);
        let mostly_hidden = self.hidden_mass() as f32 > total * 0.8;
        self.tree
            .ids()
            .map(|id| {
                let tag = self.tree.node(id).tag;
                let share = self.masses[id as usize] as f32 / total;
                let mut signals = self.signals[id as usize];
                // Slide shows hide all their pages but one, and their scripts show them in turn.
                signals.hidden &= !mostly_hidden;
                tag != Tag::Text
                    && (self.is_dropped(id, tag, signals, share)
                        || (share < 0.35 && signals.body < 2 && cards.is_row(id)))
            })
            .collect()
    }

    /// Mass of what is hidden.
    fn hidden_mass(&self) -> u32 {
        let (mut sum, mut end) = (0_u32, 0);
        for id in self.tree.ids().filter(|it| self.signals[*it as usize].hidden) {
            if id >= end {
                sum = sum.saturating_add(self.masses[id as usize]);
                end = self.tree.end_of(id);
            }
        }
        sum
    }

    fn is_dropped(&self, id: NodeId, tag: Tag, signals: Signals, share: f32) -> bool {
        if tag.is_silent() && tag != Tag::Head || matches!(tag, Tag::Head | Tag::Figcaption) {
            return true;
        }
        if matches!(tag, Tag::Html | Tag::Body) {
            return false;
        }
        if signals.comments && signals.body < 3 && tag != Tag::Main {
            return share < 0.9;
        }
        if signals.hidden && share < 0.5 {
            return true;
        }
        match tag {
            Tag::Noscript => return share < 0.3,
            Tag::Nav => return share < 0.5,
            Tag::Figure => return share < 0.3 && !self.holds(id, Tag::Table),
            Tag::Aside | Tag::Footer => return share < 0.3,
            Tag::Form if share < 0.2 => return true,
            Tag::Header => return share < 0.3 && !self.has_paragraph(id),
            _ => {}
        }
        // Inside a sentence a class is about the word: a link to a topic, a company's name.
        if !tag.is_block() && (tag != Tag::Span && tag != Tag::Other || self.is_in_paragraph(id)) {
            return false;
        }
        if signals.body >= 2 && share > 0.15 {
            return false;
        }
        let limit = if signals.noise && self.is_beside(id) { 0.6 } else { 0.36 };
        (signals.noise && share < limit) || (signals.doubtful && share < 0.1 && self.is_brief(id))
    }

    /// Whether `id` is a sidebar without the page's heading, and a short report may stand outside it.
    fn is_beside(&self, id: NodeId) -> bool {
        let names = ["class", "id"].iter().filter_map(|it| self.tree.raw_attribute(id, it));
        if !names.into_iter().any(|it| it.to_ascii_lowercase().contains("sidebar")) {
            return false;
        }
        let n_others = self.masses[0].saturating_sub(self.masses[id as usize]);
        let inside = id..self.tree.end_of(id);
        n_others >= 500
            && !self.headings.is_empty()
            && !self.headings.iter().any(|it| inside.contains(it))
    }

    fn holds(&self, id: NodeId, tag: Tag) -> bool {
        (id..self.tree.end_of(id)).any(|it| self.tree.node(it).tag == tag)
    }

    fn is_in_paragraph(&self, id: NodeId) -> bool {
        let parent = self.tree.node(id).parent;
        parent != NONE && matches!(self.tree.node(parent).tag, Tag::P | Tag::Li | Tag::A)
    }

    /// Whether a page or article header holds text worth reading.
    fn has_paragraph(&self, id: NodeId) -> bool {
        self.masses[id as usize] >= 60
    }

    /// Whether the text below `id` is short.
    fn is_brief(&self, id: NodeId) -> bool {
        self.masses[id as usize] < 200
    }

    /// Bytes of good text below each node, after the drops.
    fn block_masses(&self, blocks: &[Block]) -> Vec<u32> {
        let mut own = vec![0_u32; self.tree.nodes.len()];
        for block in blocks {
            let n_bytes = block.text.len().saturating_sub(block.n_link_bytes * 2);
            let weight = match block.tag {
                tag if tag.is_heading() => 0.0,
                Tag::P | Tag::Pre | Tag::Blockquote => 1.0,
                _ if block.in_list => 0.4,
                _ if n_bytes >= LOOSE_BYTES => 0.8,
                _ => 0.0,
            };
            let sentence = if n_bytes < 40 { 0.3 } else { 1.0 };
            own[block.node as usize] += (n_bytes as f32 * weight * sentence) as u32;
        }
        self.summed(own)
    }

    /// The subtree that holds the article.
    fn root(&self, masses: &[u32], blocks: &[Block], guide: &Guide<'_>) -> NodeId {
        if let Some(root) = guide.body.and_then(|it| self.guided(blocks, it)) {
            return root;
        }
        let total = masses[0].max(1);
        let marked = |level: u8, share: f32| {
            let ids = self.tree.ids().filter(|id| self.signals[*id as usize].body == level);
            let heavy = ids.filter(|id| {
                !self.is_in_dropped(*id) && masses[*id as usize] as f32 >= total as f32 * share
            });
            // The heaviest, and of nested ones with the same text the innermost.
            heavy.max_by_key(|id| masses[*id as usize])
        };
        if let Some(body) = marked(3, 0.2).or_else(|| marked(2, 0.4)) {
            return self.with_siblings(body, masses);
        }
        match marked(1, 0.4) {
            Some(article) if self.tree.node(article).tag == Tag::Article => article,
            start => self.descend(start.unwrap_or(0), masses),
        }
    }

    fn is_in_dropped(&self, id: NodeId) -> bool {
        let mut at = id;
        while at != NONE {
            if self.dropped[at as usize] {
                return true;
            }
            at = self.tree.node(at).parent;
        }
        false
    }

    /// Where the text is spread over several like elements, what holds them all.
    fn with_siblings(&self, id: NodeId, masses: &[u32]) -> NodeId {
        let article = self.enclosing_article(id);
        let mut root = id;
        let mut sum = masses[id as usize];
        let likes = self.tree.ids().filter(|it| {
            self.signals[*it as usize].body >= 2 && masses[*it as usize] * 20 >= masses[id as usize]
        });
        for like in likes {
            let is_nested = (root..self.tree.end_of(root)).contains(&like);
            if is_nested || self.enclosing_article(like) != article || self.is_in_dropped(like) {
                continue;
            }
            let around = self.around(root.min(like), root.max(like));
            sum += masses[like as usize];
            if masses[around as usize] * 2 <= sum * 3 {
                root = around;
            }
        }
        root
    }

    fn enclosing_article(&self, id: NodeId) -> Option<NodeId> {
        let mut at = self.tree.node(id).parent;
        while at != NONE && self.tree.node(at).tag != Tag::Article {
            at = self.tree.node(at).parent;
        }
        Some(at).filter(|it| *it != NONE)
    }

    /// The smallest subtree around both; `first` stands before `last`.
    fn around(&self, first: NodeId, last: NodeId) -> NodeId {
        let mut root = first;
        while self.tree.end_of(root) <= last {
            root = self.tree.node(root).parent;
        }
        root
    }

    /// From `id` down to where its text begins to be spread out.
    fn descend(&self, id: NodeId, masses: &[u32]) -> NodeId {
        let mut at = id;
        loop {
            let heaviest = self.tree.children(at).max_by_key(|it| masses[*it as usize]);
            let Some(child) = heaviest else { return at };
            let tag = self.tree.node(child).tag;
            let enough = masses[child as usize] as f32 >= masses[at as usize] as f32 * 0.92;
            if !enough
                || matches!(
                    tag,
                    Tag::P | Tag::Text | Tag::Pre | Tag::Blockquote | Tag::Ul | Tag::Ol
                )
                || !tag.is_block()
                || masses[child as usize] == 0
            {
                return at;
            }
            at = child;
        }
    }

    /// The smallest subtree around the blocks that JSON-LD repeats, if it repeats enough of them.
    fn guided(&self, blocks: &[Block], body: &str) -> Option<NodeId> {
        let shingles = Shingles::new(body);
        if shingles.n_words < 60 {
            return None;
        }
        let found: Vec<&Block> = blocks
            .iter()
            .filter(|it| it.text.len() >= 30 && shingles.coverage(&it.text) > 0.6)
            .collect();
        let n_words: usize = found.iter().map(|it| it.n_words()).sum();
        if n_words * 10 < shingles.n_words * 6 {
            return None;
        }
        let (first, last) = (found.first()?, found.last()?);
        let root = self.around(first.node, last.node);
        // A single block is a paragraph; its container is the article.
        if self.tree.node(root).tag == Tag::P {
            Some(self.tree.node(root).parent)
        } else {
            Some(root)
        }
    }
}
