//! Slide shows beside a report: captions that are numbered "1/50", "2/50" and so on. A report that consists of slides stays.

use super::{
    blocks::Block,
    tree::{NONE, NodeId, Tree},
    trim::PARAGRAPH_BYTES,
};

/// Fewest slides of a show.
const MIN_SLIDES: usize = 3;

/// `blocks` without the captions of a slide show that stands beside paragraphs of the report.
pub(super) fn removed(tree: &Tree<'_>, root: NodeId, blocks: Vec<Block>) -> Vec<Block> {
    let Some(show) = show(tree, root, &blocks) else { return blocks };
    let end = tree.end_of(show);
    let inside = |it: &Block| (show..end).contains(&it.node);
    let is_paragraph = |it: &&Block| it.text.len() >= PARAGRAPH_BYTES && !it.tag.is_heading();
    let n_beside = blocks.iter().filter(is_paragraph).filter(|it| !inside(it)).count();
    if n_beside < MIN_SLIDES {
        return blocks;
    }
    blocks.into_iter().filter(|it| !inside(it)).collect()
}

/// The smallest element around all slides, if there are enough and nothing stands before the first one in it.
fn show(tree: &Tree<'_>, root: NodeId, blocks: &[Block]) -> Option<NodeId> {
    let mut slides: Vec<&Block> = Vec::new();
    let mut n_all = 0;
    for block in blocks {
        let Some((number, all)) = counter(&block.text) else { continue };
        let is_next = number == slides.len() + 1 && (number == 1 || all == n_all);
        if is_next {
            slides.push(block);
            n_all = all;
        }
    }
    let (first, last) = (slides.first()?, slides.last()?);
    (slides.len() >= MIN_SLIDES && slides.len() <= n_all).then_some(())?;
    let mut show = first.node;
    // Ids are in the order of the page, so an element that holds the first and the last holds all between them.
    while last.node >= tree.end_of(show) {
        show = Some(tree.node(show).parent).filter(|it| *it != NONE && *it != root)?;
    }
    let opening = blocks.iter().find(|it| it.node >= show);
    opening.is_some_and(|it| std::ptr::eq(it, *first)).then_some(show)
}

/// The number of a slide and of all slides: "12/50", alone or before a caption.
fn counter(text: &str) -> Option<(usize, usize)> {
    let (counter, _) = text.split_once(' ').unwrap_or((text, ""));
    let (number, all) = counter.split_once('/')?;
    let is_number = |it: &str| it.len() <= 3 && it.bytes().all(|it| it.is_ascii_digit());
    (is_number(number) && is_number(all)).then_some(())?;
    let (number, all) = (number.parse().ok()?, all.parse().ok()?);
    (number >= 1 && number <= all).then_some((number, all))
}
