//! Headings over what is not the article: related stories, comments, the most read. They are gathered from saved pages of
//! English news sites, and from the text filters of `trafilatura` and `jusText` (Apache-2.0, BSD-2-Clause).

use super::blocks::Block;

/// Whether a heading or label opens a list of other things: what stands under it is not the article.
pub(super) fn opens_other(block: &Block) -> bool {
    if block.text.len() > 60 {
        return false;
    }
    let lower = block.text.to_lowercase().replace('’', "'");
    let text = lower.trim_matches(|it: char| !it.is_alphanumeric());
    let is_brief = text.split_whitespace().count() <= 4;
    OTHERS.iter().any(|it| text.starts_with(it))
        || OTHER_LABELS.binary_search(&text).is_ok()
        || (is_brief && text.starts_with("related"))
}

/// Beginnings of headings over what is not the article.
const OTHERS: &[&str] = &[
    "about the author",
    "also in the news",
    "also on ",
    "discover more",
    "don't miss",
    "editor's pick",
    "editors' pick",
    "explore more",
    "featured stories",
    "follow us",
    "from around the web",
    "from the web",
    "further reading",
    "in other news",
    "join the conversation",
    "keep reading",
    "latest from",
    "latest in",
    "latest news",
    "latest posts",
    "latest stories",
    "leave a comment",
    "leave a reply",
    "more coverage",
    "more from",
    "more in ",
    "more like this",
    "more must-read",
    "more news",
    "more on this",
    "more stories",
    "most popular on",
    "most read in",
    "most read on",
    "newsletter sign",
    "other news",
    "other stories",
    "part of complete coverage",
    "people also read",
    "popular now",
    "popular on",
    "popular posts",
    "popular stories",
    "promoted stories",
    "read also",
    "read more",
    "read next",
    "read this next",
    "recent posts",
    "recent stories",
    "recommended articles",
    "recommended for",
    "recommended stories",
    "recommended videos",
    "see also:",
    "share this",
    "similar articles",
    "similar stories",
    "sponsored content",
    "sponsored link",
    "sponsored stor",
    "suggested articles",
    "suggested for",
    "the latest from",
    "the latest in",
    "the latest news",
    "the latest on",
    "today's top",
    "top stories from",
    "trending now",
    "trending on",
    "trending stories",
    "what others are reading",
    "what to read next",
    "you may like",
    "you might like",
];

/// Headings over what is not the article, sorted.
const OTHER_LABELS: &[&str] = &[
    "categories",
    "comments",
    "editors picks",
    "featured",
    "latest",
    "most popular",
    "most read",
    "most recent",
    "most viewed",
    "must read",
    "newsletter",
    "our picks",
    "popular",
    "promoted",
    "recommended",
    "related",
    "see also",
    "share",
    "sponsored",
    "subscribe",
    "suggested",
    "tags",
    "the latest",
    "top news",
    "top stories",
    "topics",
    "trending",
    "up next",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_sorted() {
        assert!(OTHER_LABELS.is_sorted());
    }
}
