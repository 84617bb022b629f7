//! What the class, id and role of an element say of its content. The words are those that content management systems,
//! site builders and advertising networks use, gathered from saved pages and from the rule lists of `trafilatura` and
//! Mozilla's Readability (both Apache-2.0).

use std::collections::HashMap;

use super::{
    tag::Tag,
    tree::{NodeId, Tree},
};

/// What an element seems to hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "they are independent")]
pub(super) struct Signals {
    /// Never part of the article: comments, advertisements, navigation, sharing.
    pub(super) noise: bool,
    /// Readers' comments.
    pub(super) comments: bool,
    /// Noise unless it holds most of the page.
    pub(super) doubtful: bool,
    /// Hidden from readers.
    pub(super) hidden: bool,
    /// The article's text; 3 where the markup says so, 2 where the class does, 1 for the article with its furniture.
    pub(super) body: u8,
}

const NOISE: u8 = 1;
const COMMENTS: u8 = 2;
const DOUBTFUL: u8 = 4;
const WHOLE: u8 = 8; // article, story, post, entry, …
const PART: u8 = 16; // … and its body, content, text
const BODY: u8 = 32; // both in one word
const HIDDEN: u8 = 64;

/// Words, sorted.
const WORDS: &[(&str, u8)] = &[
    ("ad", NOISE),
    ("addthis", NOISE),
    ("addtoany", NOISE),
    ("ads", NOISE),
    ("adsense", NOISE),
    ("adslot", NOISE),
    ("advert", NOISE),
    ("adwrapper", NOISE),
    ("alsoread", NOISE),
    ("article", WHOLE),
    ("articlebody", BODY),
    ("articlecontent", BODY),
    ("articletext", BODY),
    ("attribution", DOUBTFUL),
    ("audioplayer", NOISE),
    ("author", DOUBTFUL),
    ("authorbio", NOISE),
    ("authorbox", NOISE),
    ("authorinfo", NOISE),
    ("authors", DOUBTFUL),
    ("banner", NOISE),
    ("bio", NOISE),
    ("blog", WHOLE),
    ("blogpost", WHOLE),
    ("blogroll", NOISE),
    ("body", PART),
    ("bookmark", DOUBTFUL),
    ("breadcrumb", NOISE),
    ("breadcrumbs", NOISE),
    ("byline", NOISE),
    ("bylines", NOISE),
    ("caption", NOISE),
    ("captions", NOISE),
    ("cards", DOUBTFUL),
    ("carousel", NOISE),
    ("categories", DOUBTFUL),
    ("comment", COMMENTS),
    ("commentlist", COMMENTS),
    ("comments", COMMENTS),
    ("consent", NOISE),
    ("content", PART),
    ("cookie", NOISE),
    ("cookies", NOISE),
    ("copy", PART),
    ("copyright", NOISE),
    ("credit", NOISE),
    ("credits", NOISE),
    ("cta", NOISE),
    ("dateline", DOUBTFUL),
    ("detail", PART),
    ("dfp", NOISE),
    ("dialog", NOISE),
    ("disclaimer", DOUBTFUL),
    ("disclosure", NOISE),
    ("disqus", COMMENTS),
    ("donate", NOISE),
    ("donation", NOISE),
    ("dropdown", NOISE),
    ("entry", WHOLE),
    ("eyebrow", DOUBTFUL),
    ("facebook", DOUBTFUL),
    ("factbox", NOISE),
    ("feedback", NOISE),
    ("flyout", NOISE),
    ("follow", NOISE),
    ("followus", NOISE),
    ("footer", NOISE),
    ("footnote", DOUBTFUL),
    ("gallery", DOUBTFUL),
    ("gdpr", NOISE),
    ("gpt", NOISE),
    ("hashtags", NOISE),
    ("infobox", NOISE),
    ("inlinenewsletter", NOISE),
    ("inread", NOISE),
    ("interstitial", NOISE),
    ("jwplayer", NOISE),
    ("keywords", NOISE),
    ("kicker", DOUBTFUL),
    ("latest", DOUBTFUL),
    ("lightbox", NOISE),
    ("livefyre", COMMENTS),
    ("login", NOISE),
    ("mailinglist", NOISE),
    ("masthead", NOISE),
    ("menu", NOISE),
    ("meta", DOUBTFUL),
    ("metadata", DOUBTFUL),
    ("modal", NOISE),
    ("more", DOUBTFUL),
    ("mostpopular", NOISE),
    ("mostread", NOISE),
    ("nav", NOISE),
    ("navbar", NOISE),
    ("navbox", NOISE),
    ("news", WHOLE),
    ("nextpost", NOISE),
    ("nextstory", NOISE),
    ("noprint", NOISE),
    ("notice", DOUBTFUL),
    ("notification", NOISE),
    ("optin", NOISE),
    ("outbrain", NOISE),
    ("overlay", NOISE),
    ("pager", NOISE),
    ("pagination", NOISE),
    ("paginator", NOISE),
    ("paging", NOISE),
    ("paywall", DOUBTFUL),
    ("permalink", NOISE),
    ("pingback", COMMENTS),
    ("player", NOISE),
    ("playlist", NOISE),
    ("poll", NOISE),
    ("popular", NOISE),
    ("popup", NOISE),
    ("post", WHOLE),
    ("postbody", BODY),
    ("postcontent", BODY),
    ("powerpress", NOISE),
    ("prev", NOISE),
    ("print", DOUBTFUL),
    ("printfriendly", NOISE),
    ("prose", BODY),
    ("pullquote", NOISE),
    ("pum", NOISE),
    ("quiz", NOISE),
    ("rail", DOUBTFUL),
    ("rating", NOISE),
    ("ratings", NOISE),
    ("reactions", NOISE),
    ("readalso", NOISE),
    ("readmore", NOISE),
    ("readnext", NOISE),
    ("recirc", NOISE),
    ("recirculation", NOISE),
    ("register", NOISE),
    ("replies", COMMENTS),
    ("respond", COMMENTS),
    ("richtext", PART),
    ("rss", NOISE),
    ("search", DOUBTFUL),
    ("share", NOISE),
    ("sharebar", NOISE),
    ("sharedaddy", NOISE),
    ("sharer", NOISE),
    ("sharing", NOISE),
    ("shoutbox", NOISE),
    ("sidebar", NOISE),
    ("signin", NOISE),
    ("signup", NOISE),
    ("single", WHOLE),
    ("slick", NOISE),
    ("slideshow", DOUBTFUL),
    ("speechify", NOISE),
    ("story", WHOLE),
    ("storybody", BODY),
    ("storycontent", BODY),
    ("storytext", BODY),
    ("subnav", NOISE),
    ("subscribe", NOISE),
    ("subscription", NOISE),
    ("swiper", NOISE),
    ("syndication", DOUBTFUL),
    ("tag", DOUBTFUL),
    ("tagcloud", NOISE),
    ("tagged", DOUBTFUL),
    ("taglist", NOISE),
    ("tags", NOISE),
    ("teaser", DOUBTFUL),
    ("teasers", NOISE),
    ("text", PART),
    ("ticker", NOISE),
    ("timestamp", NOISE),
    ("toast", NOISE),
    ("toc", DOUBTFUL),
    ("toolbar", NOISE),
    ("tooltip", NOISE),
    ("topics", NOISE),
    ("topnav", NOISE),
    ("trackback", COMMENTS),
    ("trackbacks", COMMENTS),
    ("trending", NOISE),
    ("upsell", NOISE),
    ("vcard", NOISE),
    ("videoplayer", NOISE),
    ("viral", DOUBTFUL),
    ("weather", NOISE),
    ("widget", DOUBTFUL),
    ("widgets", DOUBTFUL),
    ("wpcnt", NOISE),
    ("yarpp", NOISE),
    ("zergnet", NOISE),
];

/// Whole class names that hide; `hidden-xs` and `ssr-hide` hide from some only.
const HIDING: &[&str] = &[
    "assistive-text",
    "d-none",
    "element-invisible",
    "hidden",
    "hide",
    "invisible",
    "is-hidden",
    "off-screen",
    "offscreen",
    "screen-reader-only",
    "screen-reader-text",
    "screenreader",
    "screenreader-only",
    "sr-only",
    "u-hidden",
    "u-visually-hidden",
    "visually-hidden",
    "visuallyhidden",
];

/// Words that begin so mean the same however they go on.
const STEMS: &[(&str, u8)] = &[
    ("advertis", NOISE),
    ("bannerad", NOISE),
    ("breadcrumb", NOISE),
    ("commentlist", COMMENTS),
    ("copyright", NOISE),
    ("disqus", COMMENTS),
    ("navigation", NOISE),
    ("newsletter", NOISE),
    ("outbrain", NOISE),
    ("promo", NOISE),
    ("recommend", NOISE),
    ("related", NOISE),
    ("sharethis", NOISE),
    ("sharetool", NOISE),
    ("sidebar", NOISE),
    ("social", NOISE),
    ("sponsor", NOISE),
    ("subscrib", NOISE),
    ("taboola", NOISE),
];

/// Pairs of neighboring words that mean something together.
const PAIRS: &[(&str, &str, u8)] = &[
    ("about", "author", NOISE),
    ("also", "like", NOISE),
    ("also", "read", NOISE),
    ("author", "bio", NOISE),
    ("author", "box", NOISE),
    ("author", "info", NOISE),
    ("editors", "picks", NOISE),
    ("follow", "us", NOISE),
    ("further", "reading", NOISE),
    ("more", "from", NOISE),
    ("more", "news", NOISE),
    ("more", "on", NOISE),
    ("more", "stories", NOISE),
    ("most", "read", NOISE),
    ("most", "viewed", NOISE),
    ("next", "article", NOISE),
    ("next", "post", NOISE),
    ("next", "story", NOISE),
    ("pull", "quote", NOISE),
    ("read", "more", NOISE),
    ("read", "next", NOISE),
    ("see", "also", NOISE),
    ("sign", "up", NOISE),
    ("skip", "link", NOISE),
    ("top", "stories", NOISE),
    ("up", "next", NOISE),
    ("whats", "next", NOISE),
    ("you", "like", NOISE),
];

/// Reads signals, remembering those of values met before.
#[derive(Default)]
pub(super) struct Reader<'a> {
    seen: HashMap<&'a str, u8>,
}

impl<'a> Reader<'a> {
    /// The signals of element `id`.
    pub(super) fn signals(&mut self, tree: &Tree<'a>, id: NodeId) -> Signals {
        let class = tree.raw_attribute(id, "class").map_or(0, |it| self.value(it));
        let name = tree.raw_attribute(id, "id").map_or(0, |it| self.value(it));
        let mut signals = Signals {
            noise: (class | name) & NOISE != 0,
            comments: (class | name) & COMMENTS != 0,
            doubtful: (class | name) & DOUBTFUL != 0,
            hidden: class & HIDDEN != 0,
            body: [class, name].iter().any(|it| it & BODY != 0).into(),
        };
        signals.body *= 2;
        by_markup(tree, id, &mut signals);
        signals
    }

    fn value(&mut self, value: &'a str) -> u8 {
        // Utility frameworks write long lists of classes; what matters stands first.
        let value = value.get(..value.floor_char_boundary(300)).unwrap_or(value);
        *self.seen.entry(value).or_insert_with(|| flags(value))
    }
}

/// What tag, role and attributes say.
fn by_markup(tree: &Tree<'_>, id: NodeId, signals: &mut Signals) {
    let node = tree.node(id);
    if let Some(role) = tree.raw_attribute(id, "role") {
        match role {
            "article" | "main" => signals.body = signals.body.max(1),
            "navigation" | "complementary" | "banner" | "search" | "dialog" | "contentinfo"
            | "menu" | "menubar" | "alert" | "alertdialog" | "tooltip" => signals.noise = true,
            _ => {}
        }
    }
    if let Some(property) = tree.raw_attribute(id, "itemprop") {
        match property {
            "articleBody" | "reviewBody" => signals.body = 3,
            "author" | "publisher" => signals.noise = true,
            "comment" => signals.comments = true,
            _ => {}
        }
    }
    if matches!(node.tag, Tag::Article | Tag::Main) {
        signals.body = signals.body.max(1);
    }
    let is_hidden = |value: &str| {
        let value = value.to_ascii_lowercase();
        ["display:none", "display: none", "visibility:hidden", "visibility: hidden"]
            .iter()
            .any(|it| value.contains(it))
    };
    signals.hidden |= tree.raw_attribute(id, "hidden").is_some()
        || tree.raw_attribute(id, "style").is_some_and(is_hidden)
        || (tree.raw_attribute(id, "aria-hidden") == Some("true") && node.tag != Tag::Div);
}

/// The flags of a class list or id.
fn flags(value: &str) -> u8 {
    let flags = value
        .split_ascii_whitespace()
        .filter(|it| !it.contains('('))
        .fold(0, |flags, name| flags | flags_of(name));
    // The classes of a post name its categories and tags, whatever those are called.
    let is_post = ["hentry", "type-post", "status-publish"].iter().any(|it| value.contains(it));
    if is_post { flags & !(NOISE | COMMENTS | DOUBTFUL) } else { flags }
}

fn flags_of(name: &str) -> u8 {
    // An anchor made of a whole heading says nothing.
    if words(name).nth(4).is_some() && name.matches('-').count() >= 4 {
        return 0;
    }
    let mut flags = if HIDING.contains(&name) { HIDDEN } else { 0 };
    let mut previous = String::new();
    let mut word = String::new();
    let mut whole = false;
    let mut negated = false;
    for piece in words(name) {
        word.clear();
        word.extend(piece.chars().map(|it| it.to_ascii_lowercase()));
        let mut found = of_word(&word);
        if let Some((_, _, pair)) = PAIRS.iter().find(|it| it.0 == previous && it.1 == word) {
            found |= pair;
        }
        // `has-sidebar`, `with-comments` and `no-ads` speak of something else.
        if negated {
            found = 0;
        }
        negated = matches!(
            word.as_str(),
            "has" | "with" | "no" | "without" | "is" | "show" | "enable" | "allow"
        );
        if whole && found & PART != 0 {
            found |= BODY;
        }
        whole |= found & WHOLE != 0;
        flags |= found;
        std::mem::swap(&mut previous, &mut word);
    }
    flags
}

fn of_word(word: &str) -> u8 {
    if let Ok(at) = WORDS.binary_search_by(|it| it.0.cmp(word)) {
        return WORDS[at].1;
    }
    STEMS.iter().find(|it| word.starts_with(it.0)).map_or(0, |it| it.1)
}

/// Words of a class: between signs, and where lower case turns to upper.
fn words(name: &str) -> impl Iterator<Item = &str> {
    name.split(|it: char| !it.is_ascii_alphabetic()).flat_map(|part| {
        let mut rest = part;
        std::iter::from_fn(move || {
            if rest.is_empty() {
                return None;
            }
            let bytes = rest.as_bytes();
            let turns = |it: &[u8]| it[0].is_ascii_lowercase() && it[1].is_ascii_uppercase();
            let end = bytes.windows(2).position(turns).map_or(rest.len(), |it| it + 1);
            let (word, after) = rest.split_at(end);
            rest = after;
            Some(word)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted() {
        assert!(WORDS.is_sorted_by(|a, b| a.0 < b.0));
    }

    #[test]
    fn class_lists_are_read_by_word() {
        let check =
            |class: &str, expected: u8| assert_eq!(flags(class) & expected, expected, "{class}");
        check("post-content", BODY);
        check("articleBody", BODY);
        check("c-article__body", BODY);
        check("article__related-links", NOISE);
        check("relatedPosts", NOISE);
        check("comments-area", COMMENTS);
        check("u-visually-hidden", HIDDEN);
        assert_eq!(flags("has-sidebar no-ads") & NOISE, 0);
        assert_eq!(flags("shadow road"), 0);
    }
}
