//! Titles, credits and dates as readers see them on a page, for pages that declare none.

use wiredesk_model::Published;

use super::{
    tag::Tag,
    tree::{NodeId, Tree},
};
use crate::dates;

/// Longest text of a credit or date, in bytes.
const MAX_BYTES: usize = 150;

/// What a page shows of its own metadata.
#[derive(Default)]
pub(super) struct Visible {
    /// Texts of the `h1`s.
    pub(super) headings: Vec<String>,
    /// Credits, the most telling kind of element first.
    pub(super) authors: Vec<String>,
    /// Publication time.
    pub(super) published: Option<Published>,
}

/// Finds of rising doubt: microdata, elements made for it, classes named after it, anything else.
#[derive(Default)]
struct Finds {
    authors: [Vec<String>; 5],
    dates: [Option<Published>; 7],
}

impl Visible {
    /// Reads a page's elements, comments left out.
    pub(super) fn read(tree: &Tree<'_>) -> Self {
        let mut seen = Self::default();
        let mut finds = Finds::default();
        let mut id = 0;
        let mut heading_end = 0;
        while (id as usize) < tree.nodes.len() {
            let tag = tree.node(id).tag;
            let class = tree.raw_attribute(id, "class").unwrap_or_default();
            let name = tree.raw_attribute(id, "id").unwrap_or_default();
            let is_heading =
                |id: &NodeId| (*id..tree.end_of(*id)).any(|it| tree.node(it).tag == Tag::H1);
            let is_small = || ((tree.end_of(id) - id) as usize) * 5 < tree.nodes.len() * 2;
            if (is_elsewhere(tag, class) || is_elsewhere(tag, name))
                && is_small()
                && !is_heading(&id)
            {
                id = tree.end_of(id);
                continue;
            }
            if tag == Tag::H1 && seen.headings.len() < 8 {
                seen.headings.push(tree.line(id, 500));
                heading_end = tree.end_of(id);
            }
            if !matches!(tag, Tag::Text | Tag::Body | Tag::Html | Tag::Head | Tag::Script) {
                finds.element(tree, id, class, name, heading_end != 0);
            } else if tag == Tag::Text && id >= heading_end {
                finds.text(tree, id, heading_end != 0 && id < heading_end + 400);
            }
            id += 1;
        }
        seen.authors = finds.authors.into_iter().find(|it| !it.is_empty()).unwrap_or_default();
        seen.published = finds.dates.into_iter().find_map(|it| it);
        seen
    }
}

/// Whether an element speaks of other articles or readers.
fn is_elsewhere(tag: Tag, class: &str) -> bool {
    if matches!(tag, Tag::Aside | Tag::Footer | Tag::Nav | Tag::Html | Tag::Body | Tag::Svg) {
        return matches!(tag, Tag::Aside | Tag::Nav | Tag::Svg);
    }
    if class.is_empty() {
        return false;
    }
    let class =
        class.get(..class.floor_char_boundary(120)).unwrap_or_default().to_ascii_lowercase();
    [
        "comment",
        "related",
        "sidebar",
        "widget",
        "recommend",
        "popular",
        "trending",
        "recent",
        "footer",
    ]
    .iter()
    .any(|it| class.contains(it))
        && !["post-footer", "entry-footer", "article-footer"].iter().any(|it| class.contains(it))
        && !class.contains("no-")
        && !class.contains("has-")
        && !class.contains("content")
        && !class.contains("blog")
}

impl Finds {
    fn element(
        &mut self,
        tree: &Tree<'_>,
        id: NodeId,
        class: &str,
        name: &str,
        after_heading: bool,
    ) {
        let property = tree.raw_attribute(id, "itemprop").unwrap_or_default();
        let tag = tree.node(id).tag;
        if property.contains("author") || property == "creator" {
            self.author(0, tree, id);
        } else if tree
            .raw_attribute(id, "rel")
            .is_some_and(|it| it.split(' ').any(|it| it == "author"))
            && tag == Tag::A
        {
            self.author(1, tree, id);
        } else if is_author_class(class) || is_author_class(name) {
            self.author(if after_heading { 2 } else { 3 }, tree, id);
        } else if tag == Tag::Address && tree.line(id, 100).to_lowercase().starts_with("by ") {
            self.author(2, tree, id);
        }
        if property.contains("datePublished") {
            self.date(0, tree, id);
        } else if property == "dateCreated"
            || (tag == Tag::Time
                && (tree.raw_attribute(id, "pubdate").is_some() || is_published_class(class)))
        {
            self.date(1, tree, id);
        } else if tag == Tag::Time {
            self.date(if after_heading { 2 } else { 3 }, tree, id);
        } else if is_date_class(class) || is_date_class(name) {
            let is_update = ["update", "modified"].iter().any(|it| class.contains(it));
            self.date(
                if is_update {
                    5
                } else if after_heading {
                    3
                } else {
                    4
                },
                tree,
                id,
            );
        }
    }

    /// A line that says it was published, or one beside the heading that is nothing but a date or a credit.
    fn text(&mut self, tree: &Tree<'_>, id: NodeId, beside_heading: bool) {
        let raw = tree.raw_characters(id).trim_ascii();
        if self.dates[6].is_none() && raw.len() <= MAX_BYTES {
            self.dates[6] = last_edit(raw);
        }
        if !(2..=90).contains(&raw.len()) {
            return;
        }
        let opens =
            |word: &str| raw.get(..word.len()).is_some_and(|it| it.eq_ignore_ascii_case(word));
        if self.dates[5].is_none() && raw.bytes().any(|it| it.is_ascii_digit()) {
            let says_so = ["published", "posted", "date:"].iter().any(|it| opens(it));
            let may_be = beside_heading
                && (raw.len() <= 40 || opens("updated") || opens("by ") || opens("on "));
            if says_so || may_be {
                self.dates[5] = dates::published(raw).filter(|it| it.on.year() >= 1990);
            }
        }
        if beside_heading && self.authors[4].is_empty() && opens("posted on") {
            let credit = raw.rsplit_once(" by ").map(|it| it.1);
            self.authors[4]
                .extend(credit.filter(|it| crate::byline::is_name(it)).map(str::to_owned));
        }
        let credits = opens("by ")
            || opens("by:")
            || raw.eq_ignore_ascii_case("by")
            || opens("by&nbsp;")
            || opens("written by")
            || opens("posted by");
        if beside_heading && self.authors[4].is_empty() && credits {
            let parent = tree.node(id).parent;
            let line = if raw.len() > 9 { raw.to_owned() } else { around(tree, parent) };
            if line.len() < MAX_BYTES && !crate::byline::names(&line).is_empty() {
                self.authors[4].push(line);
            }
        }
    }

    fn author(&mut self, rank: usize, tree: &Tree<'_>, id: NodeId) {
        let Some(finds) = self.authors.get_mut(rank) else { return };
        let content = tree.attribute(id, "content").map(std::borrow::Cow::into_owned);
        let text = content.unwrap_or_else(|| {
            name_within(tree, id).unwrap_or_else(|| tree.line(id, MAX_BYTES * 2))
        });
        let is_enough = finds.len() >= 5 || (rank >= 2 && !finds.is_empty());
        if !is_enough
            && (2..MAX_BYTES).contains(&text.len())
            && !crate::byline::names(&text).is_empty()
        {
            finds.push(text);
        }
    }

    fn date(&mut self, rank: usize, tree: &Tree<'_>, id: NodeId) {
        if self.dates.get(rank).is_none_or(Option::is_some) {
            return;
        }
        let given = ["datetime", "content", "title", "data-datetime", "data-time"];
        let declared = given.iter().find_map(|it| dates::published(&tree.attribute(id, it)?));
        let found = declared.or_else(|| {
            let line = tree.line(id, MAX_BYTES);
            (line.len() < MAX_BYTES).then(|| dates::published(&line)).flatten()
        });
        self.dates[rank] = found.filter(|it| it.on.year() >= 1990);
    }
}

/// The line of an element, or of the one around it where "By" is all it holds.
fn around(tree: &Tree<'_>, id: NodeId) -> String {
    let line = tree.line(id, MAX_BYTES);
    let parent = tree.node(id).parent;
    if line.len() > 3 || parent == super::tree::NONE { line } else { tree.line(parent, MAX_BYTES) }
}

/// The date in "last edited 2025-03-17", as wikis and manuals sign their pages.
fn last_edit(text: &str) -> Option<Published> {
    let lower = text.to_ascii_lowercase();
    let labels = ["last edited", "last modified", "last updated", "last changed", "last revised"];
    let at = labels.iter().find_map(|it| lower.find(it).map(|at| at + it.len()))?;
    dates::published(text.get(at..)?).filter(|it| it.on.year() >= 1990)
}

/// The `itemprop=name` or first link below an author element, where it is not the whole.
fn name_within(tree: &Tree<'_>, id: NodeId) -> Option<String> {
    let below = id + 1..tree.end_of(id).min(id + 200);
    let named = below.clone().find(|it| tree.raw_attribute(*it, "itemprop") == Some("name"));
    let linked = below
        .into_iter()
        .find(|it| tree.raw_attribute(*it, "rel").is_some_and(|it| it.contains("author")));
    let id = named.or(linked)?;
    let content = tree.attribute(id, "content").map(std::borrow::Cow::into_owned);
    content.or_else(|| Some(tree.line(id, MAX_BYTES))).filter(|it| !it.is_empty())
}

fn is_author_class(class: &str) -> bool {
    if class.is_empty() || class.len() > 200 {
        return false;
    }
    let class = class.to_ascii_lowercase();
    let is_said = ["byline", "author", "writer", "contributor", "reporter"]
        .iter()
        .any(|it| class.contains(it));
    is_said
        && !["bio", "avatar", "image", "photo", "social", "authority", "about", "-desc", "archive"]
            .iter()
            .any(|it| class.contains(it))
}

fn is_published_class(class: &str) -> bool {
    let class = class.to_ascii_lowercase();
    ["publish", "entry-date", "posted", "pubdate"].iter().any(|it| class.contains(it))
        && !class.contains("updated published")
}

fn is_date_class(class: &str) -> bool {
    if class.is_empty() || class.len() > 200 {
        return false;
    }
    let class = class.to_ascii_lowercase();
    let is_said = [
        "date",
        "time",
        "publish",
        "posted",
        "dateline",
        "submitted",
        "post-meta",
        "entry-meta",
        "postmeta",
        "byline",
    ]
    .iter()
    .any(|it| class.contains(it));
    is_said
        && !["timeline", "candidate", "countdown", "sometimes", "runtime"]
            .iter()
            .any(|it| class.contains(it))
}
