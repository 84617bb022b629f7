//! The text that an element's content flows into: paragraphs, lines and cells. It knows no format's metadata.

use super::{Element, Node};

/// Elements that stand in a block of their own: XHTML's, NITF's, and those of agencies' own vocabularies.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "block",
    "body",
    "bq",
    "caption",
    "center",
    "dd",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hedline",
    "hl1",
    "hl2",
    "hr",
    "li",
    "main",
    "ol",
    "p",
    "para",
    "paragraph",
    "pre",
    "section",
    "subheadline",
    "table",
    "tbody",
    "tfoot",
    "thead",
    "tr",
    "ul",
    "inlinexml",
    "datacontent",
];

/// Elements whose content is not the article's text: scripts, players, captions' and tables' machinery.
const SKIPPED: &[&str] = &[
    "script",
    "style",
    "template",
    "noscript",
    "head",
    "svg",
    "math",
    "media-metadata",
    "media-producer",
    "media-caption",
    "media-reference",
    "object",
    "embed",
    "iframe",
    "rt",
    "rp",
    "nitf-table-metadata",
];

/// The text of `element`'s content: blocks parted by blank lines, line breaks kept, other white space collapsed.
pub(crate) fn flow(element: &Element) -> String {
    let mut writer = Writer::default();
    writer.children(element);
    writer.out
}

/// The text of `element`'s content as one line; `None` where there is none.
pub(crate) fn inline(element: &Element) -> Option<String> {
    let text = flow(element).split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some(text)
}

/// What must stand between what was written and what comes next.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    #[default]
    None,
    Space,
    Cell,
    Line,
    Block,
}

#[derive(Default)]
struct Writer {
    out: String,
    gap: Gap,
}

impl Writer {
    fn children(&mut self, element: &Element) {
        for node in &element.children {
            match node {
                Node::Text(text) if element.is_any(&["pre"]) => self.preformatted(text),
                Node::Text(text) => self.text(text),
                Node::Element(child) => self.element(child),
            }
        }
    }

    fn element(&mut self, element: &Element) {
        if element.is_any(SKIPPED) {
            return;
        }
        if element.is_any(&["br"]) {
            self.widen(Gap::Line);
            return;
        }
        let gap = match element {
            _ if element.is_any(&["td", "th"]) => Gap::Cell,
            _ if element.is_any(&["tr", "li"]) => Gap::Line,
            _ if element.is_any(BLOCKS) => Gap::Block,
            _ => Gap::None,
        };
        self.widen(gap);
        self.children(element);
        self.widen(gap);
    }

    fn widen(&mut self, gap: Gap) {
        self.gap = self.gap.max(gap);
    }

    fn text(&mut self, text: &str) {
        if text.starts_with(char::is_whitespace) {
            self.widen(Gap::Space);
        }
        for word in text.split_whitespace() {
            self.word(word);
            self.gap = Gap::Space;
        }
        if !text.is_empty() && !text.ends_with(char::is_whitespace) && self.gap == Gap::Space {
            self.gap = Gap::None;
        }
    }

    /// Lines as they stand; blank ones part blocks.
    fn preformatted(&mut self, text: &str) {
        for line in text.lines() {
            if line.trim().is_empty() {
                self.widen(Gap::Block);
            } else {
                self.word(line.trim_end());
                self.gap = Gap::Line;
            }
        }
    }

    fn word(&mut self, word: &str) {
        if !self.out.is_empty() {
            self.out.push_str(match self.gap {
                Gap::None => "",
                Gap::Space => " ",
                Gap::Cell => "\t",
                Gap::Line => "\n",
                Gap::Block => "\n\n",
            });
        }
        self.gap = Gap::None;
        self.out.push_str(word);
    }
}
