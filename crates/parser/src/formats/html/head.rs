//! The `meta`, `link`, `title` and scripts of a page, as they stand. It trusts none of them over another.

use super::{
    tag::Tag,
    tree::{NodeId, Tree},
};
use crate::normalize;

/// Longest text that is taken for a title, in bytes.
const MAX_TITLE_BYTES: usize = 600;

/// The `meta`, `link`, `title` and JSON-LD of a page.
#[derive(Default)]
pub(super) struct Head<'a> {
    /// Lower-case names and properties with their contents.
    metas: Vec<(String, String)>,
    /// Contents of `title`.
    pub(super) title: Option<String>,
    /// JSON-LD.
    pub(super) scripts: Vec<&'a str>,
    /// Every other script.
    code: Vec<&'a str>,
    pub(super) canonical: Option<String>,
    pub(super) language: Option<String>,
}

impl<'a> Head<'a> {
    pub(super) fn read(tree: &Tree<'a>) -> Self {
        let mut head = Self::default();
        let mut in_svg = 0;
        for id in tree.ids() {
            match tree.node(id).tag {
                Tag::Svg => in_svg = tree.end_of(id),
                Tag::Meta => head.meta(tree, id),
                Tag::Link => head.link(tree, id),
                Tag::Title if head.title.is_none() && id >= in_svg => {
                    head.title = raw_line(tree, id);
                }
                Tag::Script => head.script(tree, id),
                Tag::Html | Tag::Body if head.language.is_none() => {
                    let language =
                        tree.attribute(id, "lang").or_else(|| tree.attribute(id, "xml:lang"));
                    head.language =
                        language.map(|it| it.trim().to_owned()).filter(|it| !it.is_empty());
                }
                _ => {}
            }
        }
        head
    }

    fn meta(&mut self, tree: &Tree<'_>, id: NodeId) {
        let Some(content) = tree.attribute(id, "content").and_then(|it| normalize::some_line(&it))
        else {
            return;
        };
        for name in ["property", "name", "itemprop", "http-equiv"] {
            let keys = tree.raw_attribute(id, name).unwrap_or_default();
            for key in keys.split_ascii_whitespace() {
                let key = key.to_ascii_lowercase();
                let key = key
                    .strip_prefix("weibo:")
                    .unwrap_or(&key)
                    .replace("dc:", "dc.")
                    .replace("dcterm:", "dcterms.")
                    .replace("dcterms:", "dcterms.");
                self.metas.push((key, content.clone()));
            }
        }
    }

    fn link(&mut self, tree: &Tree<'_>, id: NodeId) {
        let is_canonical =
            tree.raw_attribute(id, "rel").is_some_and(|it| it.eq_ignore_ascii_case("canonical"));
        if is_canonical && self.canonical.is_none() {
            self.canonical = tree
                .attribute(id, "href")
                .map(|it| it.trim().to_owned())
                .filter(|it| it.starts_with("http"));
        }
    }

    fn script(&mut self, tree: &Tree<'a>, id: NodeId) {
        let Some(text) = tree.children(id).next() else { return };
        let is_json = tree
            .raw_attribute(id, "type")
            .is_some_and(|it| it.to_ascii_lowercase().contains("ld+json"));
        let scripts = if is_json { &mut self.scripts } else { &mut self.code };
        scripts.push(tree.raw_characters(text));
    }

    /// Strings that scripts hold under `keys`, in the order of the keys.
    pub(super) fn in_scripts<'s>(&'s self, keys: &'s [&str]) -> impl Iterator<Item = &'a str> + 's {
        keys.iter().flat_map(|key| self.code.iter().filter_map(|it| script_value(it, key)))
    }

    /// The first content of the first of `names` that is there.
    pub(super) fn get(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| self.all(name).next()).map(str::to_owned)
    }

    /// Every content of `name`.
    pub(super) fn all<'s>(&'s self, name: &'s str) -> impl Iterator<Item = &'s str> {
        self.metas.iter().filter(move |it| it.0 == name).map(|it| it.1.as_str())
    }
}

/// The first string under `"key":` in a script.
pub(super) fn script_value<'s>(script: &'s str, key: &str) -> Option<&'s str> {
    let quoted = format!("\"{key}\"");
    let at = memchr::memmem::find(script.as_bytes(), quoted.as_bytes())?;
    let value = script.get(at + quoted.len()..)?.trim_start().strip_prefix(':')?.trim_start();
    let value = value.strip_prefix('"')?;
    let value = value.get(..value.floor_char_boundary(100.min(value.len())))?;
    value.split_once('"').map(|it| it.0)
}

fn raw_line(tree: &Tree<'_>, id: NodeId) -> Option<String> {
    let text = tree.children(id).next()?;
    let text = tree.characters(text);
    normalize::some_line(text.get(..text.floor_char_boundary(MAX_TITLE_BYTES))?)
}
