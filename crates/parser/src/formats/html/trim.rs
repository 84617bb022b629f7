//! What is left out of the article's region: titles said again, link lists, calls to subscribe or share, doubled blocks.

use std::collections::{HashMap, HashSet};

use super::{
    blocks::Block,
    region::{Guide, Shingles},
    tag::Tag,
    tree::{NodeId, Tree},
};

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
    let mut kept: Vec<Block> = Vec::with_capacity(blocks.len());
    let link_lists = link_lists(tree, root, &blocks);
    for block in blocks {
        let keep = sure(&block)
            || (!is_title(&block, guide)
                && !link_lists.contains(&block.node)
                && !is_linked(&block)
                && !is_furniture(&block));
        if keep {
            kept.push(block);
        }
    }
    // A heading with nothing under it introduced something that was dropped.
    while kept.last().is_some_and(|it| it.tag.is_heading()) {
        kept.pop();
    }
    kept
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

fn is_title(block: &Block, guide: &Guide<'_>) -> bool {
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

/// Short lines that speak to the reader instead of telling the story.
fn is_furniture(block: &Block) -> bool {
    if block.text.len() > 160 {
        return false;
    }
    let lower = block.text.to_lowercase();
    let text = lower.trim_matches(|it: char| !it.is_alphanumeric());
    text.is_empty() || WHOLE_LINES.contains(&text) || OPENINGS.iter().any(|it| text.starts_with(it))
}

/// Lines that are furniture as a whole.
const WHOLE_LINES: &[&str] = &[
    "ad",
    "ads",
    "advertisement",
    "advertisements",
    "advertising",
    "article continues below",
    "back to top",
    "by",
    "close",
    "comment",
    "comments",
    "continue reading",
    "copy link",
    "email",
    "facebook",
    "follow us",
    "image",
    "leave a comment",
    "leave a reply",
    "learn more",
    "linkedin",
    "listen",
    "load more",
    "loading",
    "menu",
    "more",
    "more from this section",
    "next",
    "pinterest",
    "play",
    "previous",
    "print",
    "print this article",
    "read more",
    "recommended",
    "related",
    "related articles",
    "related content",
    "related links",
    "related news",
    "related posts",
    "related stories",
    "related topics",
    "reply",
    "save",
    "scroll to continue",
    "see also",
    "share",
    "share on facebook",
    "share on twitter",
    "share this",
    "share this article",
    "share this post",
    "share this story",
    "sign up",
    "skip advertisement",
    "sponsored",
    "story continues",
    "story continues below advertisement",
    "subscribe",
    "tags",
    "topics",
    "tweet",
    "twitter",
    "view comments",
    "view gallery",
    "watch",
    "whatsapp",
    "x",
    "you may also like",
    "you might also like",
];

/// Beginnings of lines that are furniture.
const OPENINGS: &[&str] = &[
    "©",
    "all rights reserved",
    "also read:",
    "click here to",
    "click to share",
    "copyright ©",
    "download the app",
    "filed under",
    "follow us on",
    "for more information on our",
    "get our newsletter",
    "image credit",
    "image source",
    "listen to this article",
    "more from",
    "more:",
    "photo by",
    "photo credit",
    "photo:",
    "photograph:",
    "posted in",
    "posted on",
    "published on",
    "read also:",
    "read more:",
    "read more about",
    "read next:",
    "recommended:",
    "related:",
    "see also:",
    "share this",
    "sign up for",
    "sign up to",
    "subscribe to",
    "support our journalism",
    "tagged:",
    "tags:",
    "tagged with",
    "this site uses",
    "to subscribe",
    "we use cookies",
    "watch:",
    "watch more:",
    "your email address will not",
];
