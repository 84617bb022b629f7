//! The standfirst: the sentence or two between headline and report that many sites keep outside the element that holds
//! the report. It is known by its class, or by the page's description repeating it.

use super::{
    blocks::Block,
    guide::Guide,
    shingles::Shingles,
    tree::{NodeId, Tree},
};

/// Longest standfirst in bytes.
const MAX_BYTES: usize = 700;

/// Blocks before the report that are looked at.
const MAX_BLOCKS: usize = 12;

/// Words of classes for standfirsts: The Guardian and the BBC ("standfirst", "introduction"), American papers ("dek",
/// "deck", "lede", "subheadline"), German and French ones ("vorspann", "chapo"), WordPress themes ("excerpt", "subtitle").
const NAMES: &[&str] = &[
    "standfirst",
    "subheadline",
    "subheading",
    "subhead",
    "subtitle",
    "dek",
    "deck",
    "lede",
    "lead",
    "excerpt",
    "strapline",
    "vorspann",
    "chapo",
    "chapeau",
    "sapo",
    "bajada",
    "entradilla",
    "introduction",
    "intro",
    "summary",
    "tagline",
];

/// The standfirst among `before`, the blocks that stand before the report `kept`.
pub(super) fn lede(
    tree: &Tree<'_>,
    before: &[Block],
    kept: &[Block],
    guide: &Guide<'_>,
) -> Option<Block> {
    let shingles = guide.description.map(Shingles::new);
    let nearest = before.iter().rev().take(MAX_BLOCKS);
    let mut below_title = true;
    for block in nearest {
        if super::trim::is_title(block, guide) {
            below_title = false;
            continue;
        }
        let is_prose = (40..=MAX_BYTES).contains(&block.text.len())
            && block.n_words() >= 6
            && block.link_density() < 0.3
            && !block.text.get(..3).is_some_and(|it| it.eq_ignore_ascii_case("by "));
        if !is_prose {
            continue;
        }
        let is_described = shingles.as_ref().is_some_and(|it| it.coverage(&block.text) > 0.75);
        if is_described || (below_title && is_named(tree, block.node)) {
            let is_said =
                kept.iter().take(4).any(|it| Shingles::new(&it.text).coverage(&block.text) > 0.6);
            return (!is_said).then(|| block.clone());
        }
    }
    None
}

/// Whether the class of an element or of the one around it names a standfirst.
fn is_named(tree: &Tree<'_>, id: NodeId) -> bool {
    let around = [id, tree.node(id).parent];
    around.iter().filter(|it| **it != super::tree::NONE).any(|it| {
        let class = tree.raw_attribute(*it, "class").unwrap_or_default();
        class.len() <= 200
            && class
                .split(|it: char| !it.is_ascii_alphanumeric())
                .any(|it| NAMES.iter().any(|name| name.eq_ignore_ascii_case(it)))
    })
}
