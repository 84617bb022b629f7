//! Namespaces by their usual prefixes. What a document calls them itself does not matter.

use std::rc::Rc;

/// Part of a namespace's name, and the prefix it goes by; the first that fits counts. The names are those of
/// the specifications and, for feeds, the variants that <https://github.com/kurtmckee/feedparser> documents.
const PREFIXES: &[(&str, &str)] = &[
    ("purl.org/rss/1.0/modules/content", "content"),
    ("purl.org/dc/terms", "dcterms"),
    ("purl.org/dc/", "dc"),
    ("search.yahoo.com/mrss", "media"),
    ("itunes.com/dtds/podcast", "itunes"),
    ("itunes.com/DTDs/Podcast", "itunes"),
    ("purl.org/rss/1.0/modules/slash", "slash"),
    ("purl.org/rss/1.0/modules/", "module"),
    ("wordpress.org/export/", "wp"),
    ("www.w3.org/1999/02/22-rdf-syntax-ns", "rdf"),
    ("www.w3.org/2005/Atom", ""),
    ("purl.org/atom/ns", ""),
    ("purl.org/rss/1.0", ""),
    ("backend.userland.com", ""),
    ("blogs.law.harvard.edu", ""),
    ("my.netscape.com/rdf/simple", ""),
    ("channel.netscape.com/rdf/simple", ""),
    ("iptc.org/std/NITF", ""),
    ("iptc.org/std/nar", ""),
    ("iptc.org/std/newsml", ""),
    ("www.w3.org/1999/xhtml", "html"),
    ("www.w3.org/XML/1998/namespace", "xml"),
    ("www.w3.org/2000/svg", "svg"),
    ("www.w3.org/1998/Math/MathML", "math"),
    ("www.w3.org/2003/01/geo", "geo"),
    ("www.georss.org/georss", "georss"),
    ("www.opengis.net/gml", "gml"),
    ("schemas.google.com/sitemap-news", "news"),
];

/// Namespace declarations in scope, innermost last.
#[derive(Default)]
pub(super) struct Scope {
    declared: Vec<(usize, Rc<str>, Rc<str>)>,
}

impl Scope {
    /// Declares that `prefix` stands for the namespace `name` from `depth` down.
    pub(super) fn declare(&mut self, depth: usize, prefix: &str, name: &str) {
        let usual = PREFIXES.iter().find(|(part, _)| name.contains(part));
        // An unknown default namespace is the vocabulary of the document itself.
        let usual = usual.map_or(prefix, |(_, usual)| usual);
        self.declared.push((depth, prefix.into(), usual.into()));
    }

    /// Forgets what was declared at `depth` and below.
    pub(super) fn leave(&mut self, depth: usize) {
        while self.declared.last().is_some_and(|(it, ..)| *it >= depth) {
            self.declared.pop();
        }
    }

    /// Whether another declaration fits.
    pub(super) fn has_room(&self) -> bool {
        self.declared.len() < 512
    }

    /// The usual prefix of what the document calls `prefix`.
    pub(super) fn usual(&self, prefix: &str) -> Rc<str> {
        let found = self.declared.iter().rev().find(|(_, it, _)| **it == *prefix);
        found.map_or_else(|| prefix.into(), |(_, _, usual)| Rc::clone(usual))
    }
}
