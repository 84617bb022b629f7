//! What is left out of the article's region: titles said again, link lists, calls to subscribe or share, doubled blocks.

use std::collections::{HashMap, HashSet};

use super::{
    blocks::Block,
    credits, furniture,
    guide::Guide,
    headings,
    shingles::Shingles,
    tag::Tag,
    tree::{NodeId, Tree},
};

/// Shortest text of a block that is taken for a paragraph of the report, in bytes.
pub(super) const PARAGRAPH_BYTES: usize = 80;

/// The blocks of the region below `root` that belong to the article.
pub(super) fn trimmed(
    tree: &Tree<'_>,
    root: NodeId,
    blocks: Vec<Block>,
    guide: &Guide<'_>,
) -> Vec<Block> {
    let shingles = guide.body.map(Shingles::new);
    let sure = |block: &Block| {
        shingles.as_ref().is_some_and(|it| block.text.len() > 20 && it.coverage(&block.text) > 0.6)
    };
    let link_lists = link_lists(tree, root, &blocks);
    let home = Home::new(tree, &blocks);
    let is_prose = home.share_of_paragraphs > 0.8;
    let mut kept: Vec<Block> = Vec::with_capacity(blocks.len());
    let mut elsewhere = false;
    let mut opened = false;
    let mut bare_heading = false;
    for block in blocks {
        let is_sure = sure(&block);
        if !is_sure && (opened || home.share > 0.7) && headings::opens_other(&block) {
            elsewhere = true;
        } else if is_sure || home.is_told(tree, &block) {
            elsewhere = false;
        }
        let keep = is_sure
            || !(elsewhere
                || is_title(&block, guide)
                || link_lists.contains(&block.node)
                || is_linked(&block)
                || furniture::is_furniture(&block)
                || is_imprint(&block, opened, guide)
                || (is_prose && is_label(&block)));
        if !keep {
            bare_heading = kept.last().is_some_and(|it| it.tag.is_heading());
            continue;
        }
        // A heading whose text was dropped introduced nothing that stays.
        if bare_heading && block.tag.is_heading() {
            kept.pop();
        }
        bare_heading = false;
        opened |= block.text.len() >= PARAGRAPH_BYTES && !block.tag.is_heading();
        kept.push(block);
    }
    while kept.last().is_some_and(|it| it.tag.is_heading()) {
        kept.pop();
    }
    kept
}

/// Whether a block tells when and by whom the report was written, and nothing of what it tells.
fn is_imprint(block: &Block, opened: bool, guide: &Guide<'_>) -> bool {
    let is_apart = !opened || block.tag != Tag::P;
    is_apart && (credits::is_date_line(&block.text) || credits::is_credit_line(&block.text, guide))
}

/// Whether a block is a scrap beside paragraphs: the text of a button, a label, a number in a drawing.
fn is_label(block: &Block) -> bool {
    matches!(
        block.tag,
        Tag::Div
            | Tag::Section
            | Tag::Article
            | Tag::Header
            | Tag::Footer
            | Tag::Form
            | Tag::Figure
    ) && !block.in_list
        && !block.in_table
        && block.text.len() < 50
        && block.n_words() < 8
        && !block.text.ends_with(['.', '?', '!', ':', '”', '"', '…', '。', '—', '–', '-'])
}

/// Where the paragraphs of the report stand: what holds most of them, so many levels above each.
struct Home {
    node: NodeId,
    level: u32,
    /// Share of the text that stands there.
    share: f32,
    /// Share of the text that is marked as paragraphs.
    share_of_paragraphs: f32,
}

impl Home {
    /// Most levels between a paragraph and what holds the report.
    const LEVELS: u32 = 4;

    fn new(tree: &Tree<'_>, blocks: &[Block]) -> Self {
        let long =
            || blocks.iter().filter(|it| it.text.len() >= PARAGRAPH_BYTES && !it.tag.is_heading());
        let sum = |it: &Block| it.text.len() - it.n_link_bytes.min(it.text.len());
        let total: usize = long().map(sum).sum();
        let in_paragraphs: usize = long().filter(|it| it.tag == Tag::P).map(sum).sum();
        let share_of_paragraphs = in_paragraphs as f32 / total.max(1) as f32;
        let is_marked_up = in_paragraphs * 2 > total;
        let total = if is_marked_up { in_paragraphs } else { total };
        let mut best = (0, 0, 0);
        for level in 0..Self::LEVELS {
            let mut sums: HashMap<NodeId, usize> = HashMap::new();
            for block in long().filter(|it| !is_marked_up || it.tag == Tag::P) {
                *sums.entry(above(tree, block.node, level)).or_default() += sum(block);
            }
            // Of equals the first in the page, whatever the order of the map.
            let heaviest = sums.into_iter().max_by_key(|it| (it.1, std::cmp::Reverse(it.0)));
            let Some((node, n_bytes)) = heaviest else { continue };
            if n_bytes > best.2 {
                best = (node, level, n_bytes);
            }
            if n_bytes * 10 >= total * 7 {
                break;
            }
        }
        Self {
            node: best.0,
            level: best.1,
            share: best.2 as f32 / total.max(1) as f32,
            share_of_paragraphs,
        }
    }

    /// Whether `block` is a paragraph that stands where the report's do.
    fn is_told(&self, tree: &Tree<'_>, block: &Block) -> bool {
        block.text.len() >= PARAGRAPH_BYTES
            && !block.tag.is_heading()
            && block.link_density() < 0.4
            && (block.tag == Tag::P || self.share_of_paragraphs <= 0.5)
            && above(tree, block.node, self.level) == self.node
    }
}

/// The node `n_levels` above `id`.
fn above(tree: &Tree<'_>, id: NodeId, n_levels: u32) -> NodeId {
    (0..n_levels).fold(id, |at, _| match tree.node(at).parent {
        super::tree::NONE => at,
        parent => parent,
    })
}

/// `blocks` without those that say a long one again in another place: copies for small screens, pulled quotes.
pub(super) fn deduplicated(tree: &Tree<'_>, blocks: Vec<Block>) -> Vec<Block> {
    let mut seen: HashMap<String, NodeId> = HashMap::new();
    let mut is_new = |block: &Block| {
        let parent = tree.node(block.node).parent;
        block.tag == Tag::P
            || block.text.len() < 60
            || *seen.entry(block.text.clone()).or_insert(parent) == parent
    };
    blocks.into_iter().filter(|it| is_new(it)).collect()
}

/// Whether a block says the headline again.
pub(super) fn is_title(block: &Block, guide: &Guide<'_>) -> bool {
    if block.tag == Tag::H1 {
        return true;
    }
    let is_short = block.text.len() < 300;
    is_short && guide.title.is_some_and(|title| same_words(title, &block.text))
}

fn same_words(a: &str, b: &str) -> bool {
    let words = |text: &str| -> String {
        text.chars().filter(|it| it.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    words(a) == words(b)
}

fn is_linked(block: &Block) -> bool {
    let density = block.link_density();
    let n_words = block.n_words();
    match block.tag {
        Tag::P => density > 0.9 && n_words < 25 || density > 0.8 && n_words < 5,
        tag if tag.is_heading() => density > 0.8 && n_words > 4,
        _ if block.in_list => density > 0.95 && n_words < 4,
        _ => density > 0.6,
    }
}

/// Lists and tables that are made of links.
fn link_lists(tree: &Tree<'_>, root: NodeId, blocks: &[Block]) -> HashSet<NodeId> {
    let list_of = |id: NodeId| {
        let mut at = id;
        while at != root && at != super::tree::NONE {
            if matches!(tree.node(at).tag, Tag::Ul | Tag::Ol | Tag::Dl | Tag::Table) {
                return Some(at);
            }
            at = tree.node(at).parent;
        }
        None
    };
    let mut sums: Vec<(NodeId, usize, usize, Vec<NodeId>)> = Vec::new();
    for block in blocks.iter().filter(|it| it.in_list || it.in_table) {
        let Some(list) = list_of(block.node) else { continue };
        if sums.last().is_none_or(|it| it.0 != list) {
            sums.push((list, 0, 0, Vec::new()));
        }
        if let Some(sum) = sums.last_mut() {
            sum.1 += block.text.len();
            sum.2 += block.n_link_bytes;
            sum.3.push(block.node);
        }
    }
    let linked = sums.into_iter().filter(|it| it.2 * 10 > it.1 * 6);
    linked.flat_map(|it| it.3).collect()
}
