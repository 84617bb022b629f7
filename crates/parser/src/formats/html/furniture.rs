//! Lines that speak to the reader instead of telling the story: calls to subscribe, follow, share or download, labels of
//! buttons, credits of pictures, notes on cookies and copyright. The phrases are gathered from saved pages of English
//! news sites, and from the text filters of `trafilatura` and `jusText` (Apache-2.0, BSD-2-Clause).

use super::{blocks::Block, guide::Guide};
use crate::{byline, dates};

/// Longest line that its opening alone condemns, in bytes.
const MAX_LABEL_BYTES: usize = 160;

/// Longest call to the reader, in bytes.
const MAX_CALL_BYTES: usize = 420;

/// Whether a block is a label or a call to the reader.
pub(super) fn is_furniture(block: &Block) -> bool {
    if block.text.len() > MAX_CALL_BYTES {
        return false;
    }
    let lower = block.text.to_lowercase().replace('’', "'");
    let text = lower.trim_matches(|it: char| !it.is_alphanumeric() && it != '©');
    let is_label = block.text.len() <= MAX_LABEL_BYTES
        && (text.is_empty()
            || WHOLE_LINES.binary_search(&text).is_ok()
            || OPENINGS.iter().any(|it| text.starts_with(it)));
    is_label || is_call(&format!(" {text} "))
}

/// Whether `text`, in lower case between spaces, asks the reader to do something for the site.
fn is_call(text: &str) -> bool {
    CALLS.iter().any(|(what, with)| {
        text.contains(what) && (with.is_empty() || with.iter().any(|it| text.contains(it)))
    })
}

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

/// Whether a line is nothing but a date and time, or their label: "Updated 3:15 PM ET, Mon Sept. 1, 2025".
pub(super) fn is_date_line(text: &str) -> bool {
    if text.len() > 90 || !text.bytes().any(|it| it.is_ascii_digit()) {
        return false;
    }
    let words = text.split(|it: char| !it.is_alphabetic()).filter(|it| it.len() > 2);
    let n_others = words
        .filter(|it| dates::month(it).is_none())
        .filter(|it| !dates::is_weekday(it) && !dates::is_short_weekday(it))
        .filter(|it| !DATE_WORDS.iter().any(|word| word.eq_ignore_ascii_case(it)))
        .count();
    n_others == 0 && dates::published(text).is_some()
}

/// Whether a line is nothing but an author's credit, with a date or without.
pub(super) fn is_credit_line(text: &str, guide: &Guide<'_>) -> bool {
    if text.len() > 120 {
        return false;
    }
    let is_author = |name: &String| guide.authors.iter().any(|it| it.eq_ignore_ascii_case(name));
    let names = byline::names(text);
    if !names.is_empty() && names.iter().all(is_author) {
        return true;
    }
    let author =
        guide.authors.iter().find_map(|it| text.find(it.as_str()).map(|at| (at, it.len())));
    let Some((at, n_bytes)) = author else { return false };
    let (before, after) = (text.get(..at), text.get(at + n_bytes..));
    let is_by = before.is_some_and(|it| {
        let it = it.trim().trim_end_matches(':').to_lowercase();
        it.is_empty() || it == "by" || it.ends_with(" by")
    });
    is_by && after.is_some_and(|it| it.trim().is_empty() || is_date_line(it))
}

/// Words beside a date that say what it is of.
const DATE_WORDS: &[&str] = &[
    "published",
    "updated",
    "posted",
    "written",
    "created",
    "modified",
    "last",
    "edited",
    "date",
    "first",
    "the",
    "gmt",
    "utc",
    "est",
    "edt",
    "cst",
    "cdt",
    "mst",
    "mdt",
    "pst",
    "pdt",
    "bst",
    "ist",
    "cet",
    "cest",
    "aest",
    "aedt",
    "hkt",
    "sgt",
    "jst",
    "and",
    "min",
    "mins",
    "read",
    "minute",
    "minutes",
];

/// What calls to the reader hold, and what they hold besides.
const CALLS: &[(&str, &[&str])] = &[
    (
        "newsletter",
        &["sign up", "subscribe", "inbox", " our ", "get the", "delivered", "click here", "join "],
    ),
    ("your inbox", &["sign up", "subscribe", "newsletter", "get ", "delivered", "daily", "email"]),
    ("sign up", &[" our ", "inbox", "alerts", "daily email", "for free", "emails from"]),
    (
        "subscribe",
        &[
            " our ",
            "full story",
            "already a subscriber",
            "youtube",
            "podcast",
            "unlimited",
            "to continue",
            "whatsapp",
            "telegram",
            "your support",
        ],
    ),
    ("already a subscriber", &[]),
    ("subscribers also receive", &[]),
    ("to continue reading", &[]),
    (
        "download",
        &[
            "our app",
            "mobile app",
            "app store",
            "google play",
            "apps for ios",
            "android",
            "ios app",
        ],
    ),
    (" app ", &["straight to your phone", "latest news"]),
    (
        "follow us",
        &[
            "twitter",
            "facebook",
            "instagram",
            "linkedin",
            "google news",
            "whatsapp",
            "telegram",
            "youtube",
            " on x",
        ],
    ),
    ("like us on", &[]),
    ("on facebook", &["follow ", "join us", "find us", "like our"]),
    (
        "on twitter",
        &["follow him", "follow her", "follow them", "find us", "follow the author", "follow me"],
    ),
    ("support our", &["journalism", "work", "donat", "member", "newsroom", "reporting"]),
    ("become a member", &[" our ", "support", "today", "click"]),
    ("make a donation", &[" our ", "support", "today", "click"]),
    ("is not responsible for the", &["opinion", "content", "comments"]),
    ("cookies", &["we use", "uses cookies", "accept", "consent", "cookie policy", "your browser"]),
    ("javascript", &["enable", "disabled", "requires"]),
    ("your browser", &["does not support", "doesn't support", "not supported", "out of date"]),
    ("letter to the editor", &["submit", "send", "write to us", "click"]),
    ("your letter", &["submit", "send"]),
    (
        "privacy policy",
        &["by signing up", "by clicking", "you agree", "by subscribing", "terms of"],
    ),
    ("invalid email", &[]),
    ("email address", &["enter your", "will not be published", "sign up", "subscribe"]),
    ("send your", &["tips", "story ideas", "letters"]),
    ("got a tip", &[]),
    ("have a tip", &["contact", "email", "send", "us "]),
    ("push notifications", &["turn on", "enable", "sign up", "get "]),
    ("breaking news alerts", &["sign up", "get ", "subscribe"]),
    (
        "click here to",
        &["subscribe", "read more", "sign up", "join", "donate", "download", "view", "see more"],
    ),
    ("javascript:", &[]),
    ("affiliate link", &["commission", "earn"]),
    ("mailing list", &["sign up", "subscribe", "consent", "join "]),
    ("tick the box", &[]),
    ("delivered daily", &[]),
    ("commenting", &["our policy", "guidelines", "log in", "we have", "terms"]),
];

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

/// Lines that are furniture as a whole, sorted.
const WHOLE_LINES: &[&str] = &[
    "about the author",
    "about the authors",
    "about us",
    "accept",
    "ad",
    "ads",
    "advertisement",
    "advertisement - scroll to continue",
    "advertisements",
    "advertising",
    "all rights reserved",
    "article continues after advertisement",
    "article continues after this ad",
    "article continues below",
    "author",
    "autoplay",
    "back to top",
    "breaking",
    "by",
    "cancel",
    "caption",
    "close",
    "comment",
    "comments",
    "comments are closed",
    "contact us",
    "continue reading",
    "continue reading below",
    "cookie policy",
    "copied",
    "copy",
    "copy link",
    "copyright",
    "discover more",
    "dismiss",
    "don't miss",
    "donate",
    "donate now",
    "editor's pick",
    "editor's picks",
    "editors' picks",
    "email",
    "enlarge this image",
    "explore more",
    "facebook",
    "follow",
    "follow us",
    "follow us on",
    "font size",
    "full screen",
    "gallery",
    "get the app",
    "gift this article",
    "give this article",
    "got it",
    "hide caption",
    "highlights",
    "home",
    "image",
    "image gallery",
    "in this article",
    "join the conversation",
    "keep reading",
    "latest",
    "latest news",
    "latest stories",
    "learn more",
    "leave a comment",
    "leave a reply",
    "like loading",
    "like this",
    "like us on facebook",
    "link copied",
    "linkedin",
    "listen",
    "listen now",
    "live updates",
    "load more",
    "loading",
    "log in",
    "menu",
    "more",
    "more details",
    "more from this section",
    "more information",
    "more like this",
    "more news",
    "more on this",
    "more on this story",
    "more on this topic",
    "more stories",
    "most popular",
    "most read",
    "must read",
    "must reads",
    "next",
    "notice",
    "ok",
    "paid content",
    "part of complete coverage on",
    "partner content",
    "photos",
    "pinterest",
    "play",
    "play video",
    "popular",
    "previous",
    "print",
    "print this article",
    "privacy policy",
    "promoted",
    "read more",
    "read more on",
    "read the full story",
    "read this next",
    "recommended",
    "recommended for you",
    "recommended reading",
    "recommended stories",
    "register",
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
    "save article",
    "save story",
    "scroll to continue",
    "search",
    "see all",
    "see also",
    "see more",
    "send",
    "share",
    "share article",
    "share on facebook",
    "share on twitter",
    "share on whatsapp",
    "share this",
    "share this article",
    "share this post",
    "share this story",
    "share this:",
    "share via email",
    "show caption",
    "show comments",
    "show more",
    "sign in",
    "sign up",
    "skip advertisement",
    "sponsored",
    "sponsored content",
    "story continues",
    "story continues below",
    "story continues below advertisement",
    "story highlights",
    "story saved",
    "submit",
    "subscribe",
    "subscribe now",
    "table of contents",
    "tags",
    "terms & conditions",
    "terms of service",
    "terms of use",
    "text size",
    "this article is more than 1 year old",
    "today's headlines",
    "toggle caption",
    "top stories",
    "topics",
    "trending",
    "trending now",
    "trending on the web",
    "tweet",
    "twitter",
    "up next",
    "video",
    "view all",
    "view comments",
    "view gallery",
    "view more",
    "view photos",
    "watch",
    "watch live",
    "watch now",
    "what to read next",
    "whatsapp",
    "written by",
    "x",
    "you may also like",
    "you may like",
    "you might also like",
];

/// Beginnings of lines that are furniture.
const OPENINGS: &[&str] = &[
    "a post shared by",
    "advertisement ",
    "all rights reserved",
    "also read",
    "also read:",
    "also see:",
    "article continues after",
    "click here for",
    "click here to",
    "click to share",
    "comments (",
    "copyright 20",
    "copyright ©",
    "download our app",
    "download the app",
    "file photo",
    "filed under",
    "follow @",
    "follow us",
    "follow us on",
    "for more information on our",
    "for more stories",
    "for the latest news",
    "get our newsletter",
    "image credit",
    "image source",
    "image via",
    "image:",
    "join our",
    "last modified",
    "last updated",
    "latest posts by",
    "like us on",
    "listen to this article",
    "more from",
    "more on this story:",
    "more posts by",
    "more:",
    "originally published",
    "photo by",
    "photo credit",
    "photo credits",
    "photo via",
    "photo:",
    "photo :",
    "photograph:",
    "photos:",
    "picture:",
    "pictured:",
    "posted in",
    "posted on",
    "published on",
    "read also:",
    "read full story",
    "read more about",
    "read more:",
    "read next:",
    "read the full",
    "recommended:",
    "related article",
    "related post",
    "related stories",
    "related story",
    "related topics",
    "related video",
    "related:",
    "see also:",
    "see more:",
    "share this",
    "share via",
    "sign up for",
    "sign up now",
    "sign up to",
    "source: getty",
    "story continues below",
    "subscribe for",
    "subscribe now",
    "subscribe to",
    "support our journalism",
    "tagged with",
    "tagged:",
    "tags :",
    "tags:",
    "text settings",
    "this site uses",
    "this site uses cookies",
    "this website uses",
    "to subscribe",
    "to view the full story",
    "top image",
    "view all posts by",
    "view more posts by",
    "view this post on",
    "watch more:",
    "watch now:",
    "watch the video",
    "watch video",
    "watch:",
    "you may also be interested",
    "you may also like",
    "you might also be interested",
    "you might also like",
    "we use cookies",
    "you can unsubscribe",
    "you may also",
    "you might also",
    "your email address will not",
    "©",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted() {
        assert!(WHOLE_LINES.is_sorted());
        assert!(OTHER_LABELS.is_sorted());
    }

    #[test]
    fn lines_that_hold_a_date_only() {
        for line in [
            "November 28, 2013 -- Updated 0203 GMT (1003 HKT)",
            "Published: 17 March 2025 10:15 am EDT",
            "2025-03-17 10:15",
            "Last updated on Mon 17 Mar 2025",
        ] {
            assert!(is_date_line(line), "{line}");
        }
        for line in [
            "On 17 March 2025 the bridge fell",
            "March",
            "12 Angry Men",
            "Issue 4 of 17 March 2025",
        ] {
            assert!(!is_date_line(line), "{line}");
        }
    }

    #[test]
    fn calls_are_told_from_reports_of_calls() {
        for line in [
            "Sign up for our daily newsletter!",
            "Already a subscriber? Log in here.",
            "Get the latest news straight to your phone with the Example app.",
            "Download the Example mobile app on the App Store.",
        ] {
            assert!(is_call(&format!(" {} ", line.trim_end_matches('.').to_lowercase())), "{line}");
        }
        for line in [
            "Thousands signed up for the scheme within an hour, the ministry said.",
            "The company sells a newsletter about wine.",
            "Voters were told to follow the signs to the polling station.",
        ] {
            assert!(
                !is_call(&format!(" {} ", line.trim_end_matches('.').to_lowercase())),
                "{line}"
            );
        }
    }
}
