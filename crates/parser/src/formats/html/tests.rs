//! Pages that we wrote: what is the article, what is not, and what a hostile page costs.

use super::{
    extract, to_text,
    tree::{NONE, Tree},
};

const PAGE: &str = r#"<!DOCTYPE html><html lang="en"><head>
<title>Storm hits the coast of Wales | The Daily Example</title>
<meta property="og:site_name" content="The Daily Example">
<meta property="og:title" content="Storm hits the coast of Wales">
<meta name="author" content="By Jane Doe and John Roe, Staff Writers">
<meta property="article:published_time" content="2025-03-17T10:15:00+01:00">
<meta property="article:section" content="Wales"><meta name="news_keywords" content="storm, wales">
<link rel="canonical" href="https://example.com/2025/03/17/storm"></head>
<body class="has-sidebar"><header class="site-header"><a href="/">The Daily Example</a></header>
<nav><ul><li><a href="/a">World</a></li><li><a href="/b">Sport</a></li></ul></nav>
<main><article class="post type-post category-comments"><h1>Storm hits the coast of Wales</h1>
<div class="byline">By <a rel="author" href="/jane">Jane Doe</a></div><div class="social-share">Share on everything</div>
<div class="entry-content"><p>The storm reached the coast on Monday night, and by the morning the lights had gone out in <a href="/t" class="topic-tag">two hundred villages</a>.</p>
<p>&ldquo;We heard the roof go,&rdquo; said a farmer near the harbour, who had moved his sheep uphill the day before.</p>
<div class="newsletter-signup"><p>Get our morning newsletter in your inbox every day, with all the news that matters to you and yours.</p></div>
<h2>What comes next</h2><ul><li>The roads are closed until Thursday, the council said.</li><li>Schools open again on Friday.</li></ul>
<figure><img src="a.jpg"><figcaption>The harbour on Monday night. Photo: The Daily Example</figcaption></figure>
<p>The last storm of that size was twenty years ago<br>and nobody had forgotten it.</p><p><a href="/more">Read more about storms</a></p></div>
<section class="related-stories"><h3>Related</h3><p>Another storm was seen far out at sea by sailors who thought little of it then, and told nobody.</p></section></article>
<section id="comments"><div class="comment"><p>I was there and it was far worse than this article says, believe me, far worse than anything before.</p></div></section></main>
<aside class="sidebar"><p>Ten things that you did not know about umbrellas and never dared to ask, all in one place.</p></aside>
<footer><p>Copyright The Daily Example. All rights reserved, whatever that may mean to you.</p></footer><script>var a = "<p>no</p>";</script></body></html>"#;

#[test]
fn a_page_gives_its_article_and_nothing_else() {
    let article = extract(PAGE);
    assert_eq!(
        article.text,
        "The storm reached the coast on Monday night, and by the morning the lights had gone out in two hundred villages.\n\n\
         “We heard the roof go,” said a farmer near the harbour, who had moved his sheep uphill the day before.\n\n\
         What comes next\n\nThe roads are closed until Thursday, the council said.\n\nSchools open again on Friday.\n\n\
         The last storm of that size was twenty years ago\n\nand nobody had forgotten it."
    );
    assert_eq!(article.title.as_deref(), Some("Storm hits the coast of Wales"));
    assert_eq!(article.authors, ["Jane Doe", "John Roe"]);
    assert_eq!(article.publisher.as_deref(), Some("The Daily Example"));
    assert_eq!(article.url.as_deref(), Some("https://example.com/2025/03/17/storm"));
    assert_eq!(article.section.as_deref(), Some("Wales"));
    assert_eq!(
        article.published.map(|it| it.at.to_string()).as_deref(),
        Some("2025-03-17T09:15:00Z")
    );
    let declared: Vec<_> =
        article.declared.iter().map(|it| (it.kind.as_str(), it.value.as_str())).collect();
    assert_eq!(declared, [("keyword", "storm"), ("keyword", "wales"), ("language", "en")]);
}

#[test]
fn linked_data_is_read_through_graphs_and_references() {
    let article = extract(
        r##"<html><head><title>x</title><script type="application/ld+json">{"@graph":[
        {"@type":"WebPage","name":"Page"},{"@type":"Person","@id":"#jane","name":"Jane Doe"},
        {"@type":["NewsArticle"],"headline":"Storm &amp; rain","author":[{"@id":"#jane"},{"@type":"Person","name":"John Roe"}],
        "publisher":{"name":"Example"},"datePublished":"2025-03-17T10:15:00Z","dateModified":"2025-03-18","articleSection":["Wales"]}
        ]}</script></head><body><p>It rained.</p></body></html>"##,
    );
    assert_eq!(article.title.as_deref(), Some("Storm & rain"));
    assert_eq!(article.authors, ["Jane Doe", "John Roe"]);
    assert_eq!(article.section.as_deref(), Some("Wales"));
    assert_eq!(
        article.modified_at.map(|it| it.to_string()).as_deref(),
        Some("2025-03-18T00:00:00Z")
    );
}

#[test]
fn visible_credits_and_dates_are_read_where_none_are_declared() {
    let article = extract(
        "<html><body><h1>Storm hits the coast</h1><p class=meta>By Jane Doe</p><span class='post-date'>17 March 2025</span>\
         <div class=story-body><p>It rained all night and all day and nobody went out, not even the dogs, it was that bad.</p></div></body></html>",
    );
    assert_eq!(article.authors, ["Jane Doe"]);
    assert_eq!(article.published.map(|it| it.on.to_string()).as_deref(), Some("2025-03-17"));
}

#[test]
fn a_fragment_keeps_all_its_paragraphs() {
    assert_eq!(
        to_text("<p>One <b>two</b>.</p><p>Three<br/>four &amp; five</p><script>no()</script>"),
        "One two.\n\nThree\n\nfour & five"
    );
    assert_eq!(to_text("plain"), "plain");
}

#[test]
fn sloppy_markup_is_understood() {
    assert_eq!(
        to_text("<p>One<p>Two<ul><li>a<li>b</ul><b>c<p>d</b>e"),
        "One\n\nTwo\n\na\n\nb\n\nc\n\nde"
    );
    assert_eq!(to_text("a < b <!-- c --> d <!-- e"), "a < b d");
    assert_eq!(to_text("<table><tr><td>1<td>2<tr><td>3</table>"), "1\n\n2\n\n3");
    assert_eq!(to_text("<a href=x>one<a href=y>two</a> three"), "onetwo three");
}

/// Deepest chain of parents.
fn depth(tree: &Tree<'_>) -> usize {
    let mut depths = vec![0_usize; tree.nodes.len()];
    for id in tree.ids().skip(1) {
        let parent = tree.node(id).parent;
        depths[id as usize] = if parent == NONE { 0 } else { depths[parent as usize] + 1 };
    }
    depths.into_iter().max().unwrap_or(0)
}

#[test]
fn hostile_pages_are_bounded_in_depth_and_size() {
    let nested = format!("{}deep{}", "<div>".repeat(50_000), "</div>".repeat(50_000));
    let tree = Tree::new(&nested);
    assert!(depth(&tree) <= 201);
    assert_eq!(to_text(&nested), "deep");
    let many = "<div>".repeat(1_000_000);
    let tree = Tree::new(&many);
    assert!(tree.cut && tree.nodes.len() <= 400_000);
    let attributes = format!("<p {}>text", "a=b ".repeat(200_000));
    assert_eq!(to_text(&attributes), "text");
    let comments = "<!--".repeat(200_000);
    assert_eq!(to_text(&comments), "");
    for piece in [
        "<script>",
        "<a ",
        "</",
        "<![CDATA[",
        "<title>",
        "<p><b>",
        "<table><td>",
        "&#x",
        "<a href='",
    ] {
        extract(&piece.repeat(5_000));
    }
}

proptest::proptest! {
    #[test]
    fn no_page_panics_and_paragraphs_are_in_order(page in "([a-z .]|</?(p|div|table|td|li|ul|a|h1|article|nav|script|pre|br|time|b)( class=\"(byline|post-content|comments|date)\")?>|&[a-z]{2,4};|<!--|-->|\\PC){0,80}") {
        let article = extract(&page);
        let spans = crate::context::paragraphs(&article.text);
        proptest::prop_assert!(spans.windows(2).all(|it| it[0].end() <= it[1].start()));
        proptest::prop_assert!(spans.iter().all(|it| !it.slice(&article.text).is_empty()));
        proptest::prop_assert!(unicode_normalization::is_nfc(&article.text));
    }
}
