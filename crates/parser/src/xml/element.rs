//! An element with its attributes and children, and the ways to ask it for something.

use std::rc::Rc;

/// What stands inside an element.
#[derive(Clone, Debug)]
pub(crate) enum Node {
    /// Character data.
    Text(String),
    /// An element.
    Element(Element),
}

/// An element. Names are matched without regard to ASCII case, as ill-formed feeds need.
///
/// Invariant: the tree is at most `reader::MAX_DEPTH` deep, so walking and dropping it may recurse.
#[derive(Clone, Debug, Default)]
pub(crate) struct Element {
    /// Usual prefix of the element's namespace; empty for the namespaces of news formats themselves.
    pub(crate) prefix: Rc<str>,
    /// Local name.
    pub(crate) name: Rc<str>,
    /// Local names and values, in the order given.
    pub(crate) attributes: Vec<(Rc<str>, String)>,
    /// Content in order.
    pub(crate) children: Vec<Node>,
}

impl Element {
    /// Whether this is `name`, written `prefix:local` where it belongs to a foreign namespace.
    pub(crate) fn is(&self, name: &str) -> bool {
        let (prefix, local) = name.split_once(':').unwrap_or(("", name));
        self.name.eq_ignore_ascii_case(local) && self.prefix.eq_ignore_ascii_case(prefix)
    }

    /// Whether the local name is one of `names`, whatever the namespace.
    pub(crate) fn is_any(&self, names: &[&str]) -> bool {
        names.iter().any(|it| self.name.eq_ignore_ascii_case(it))
    }

    /// The attribute `name`, without white space around it; `None` where it is absent or empty.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(it, _)| it.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.trim()).filter(|it| !it.is_empty())
    }

    /// Child elements.
    pub(crate) fn elements(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|it| match it {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// Child elements called `name`.
    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Self> + 'a {
        self.elements().filter(move |it| it.is(name))
    }

    /// The first child element called `name`.
    pub(crate) fn child<'a>(&'a self, name: &'a str) -> Option<&'a Self> {
        self.all(name).next()
    }

    /// The first element at `path` below this one, names parted by `/`.
    pub(crate) fn at<'a>(&'a self, path: &'a str) -> Option<&'a Self> {
        path.split('/').try_fold(self, |element, name| element.child(name))
    }

    /// Elements below this one called `name`, at any depth, in order.
    pub(crate) fn descendants<'a>(
        &'a self,
        name: &'a str,
    ) -> Box<dyn Iterator<Item = &'a Self> + 'a> {
        Box::new(self.elements().flat_map(move |it| {
            let this = it.is(name).then_some(it);
            this.into_iter().chain(it.descendants(name))
        }))
    }

    /// All character data below, as it stands.
    pub(crate) fn raw_text(&self) -> String {
        let mut text = String::new();
        self.append_text(&mut text);
        text
    }

    fn append_text(&self, out: &mut String) {
        for node in &self.children {
            match node {
                Node::Text(text) => out.push_str(text),
                Node::Element(element) => element.append_text(out),
            }
        }
    }

    /// The character data as one line; `None` where there is none.
    pub(crate) fn line(&self) -> Option<String> {
        let text = self.raw_text().split_whitespace().collect::<Vec<_>>().join(" ");
        (!text.is_empty()).then_some(text)
    }

    /// The character data of the element at `path` as one line.
    pub(crate) fn line_at(&self, path: &str) -> Option<String> {
        self.at(path).and_then(Self::line)
    }
}
