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

/// A page of `n_paragraphs` and then a list of four items, each of which opens with what `label` makes of its number.
fn with_list(n_paragraphs: usize, label: impl Fn(usize) -> String) -> String {
    let story = "The council met on Monday to talk about the bridge, which has been closed since the flood in spring.";
    let caption = "The oldest mill of the valley was sold to a brewer from the north, who means to live in it.";
    let paragraphs = (0..n_paragraphs).map(|n| format!("<p>{n}. {story}</p>"));
    let items =
        (1..5).map(|n| format!("<li><h2>{} Mill {n}</h2><p>{n}. {caption}</p></li>", label(n)));
    let list = format!("<div class=show><ul>{}</ul></div>", items.collect::<String>());
    let body =
        format!("{}{list}<p>The next meeting is in May.</p>", paragraphs.collect::<String>());
    format!("<html><head><title>Bridge</title></head><body><article>{body}</article></body></html>")
}

#[test]
fn a_slide_show_beside_a_report_is_left_out_and_one_that_is_the_report_stays() {
    let slides = |n: usize| format!("{n}/4");
    let report = extract(&with_list(6, slides)).text;
    assert!(report.contains("5. The council met") && report.contains("in May"), "{report}");
    assert!(!report.contains("mill") && !report.contains("Mill"), "{report}");
    let slides_alone = extract(&with_list(0, slides)).text;
    assert!(slides_alone.contains("4. The oldest mill"), "{slides_alone}");
    // Fractions count nothing: each is of another whole.
    let recipe = extract(&with_list(6, |n| format!("1/{n}"))).text;
    assert!(recipe.contains("4. The oldest mill"), "{recipe}");
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

/// A page with `head` and, below its heading, `body`.
fn page(head: &str, body: &str) -> wiredesk_model::Article {
    extract(&format!(
        "<html><head>{head}</head><body><h1>Storm hits the coast</h1>{body}</body></html>"
    ))
}

const FIRST: &str = "The storm reached the coast on Monday night, and by the morning the lights had gone out in two hundred villages.";
const SECOND: &str = "Nobody was hurt, the council said, though a barn had lost its roof and three roads were under water until noon.";

/// `head` and `body` around a report of two paragraphs that must be all the text.
#[track_caller]
fn check_report(before: &str, after: &str) {
    let article =
        page("", &format!("<div class=x>{before}<p>{FIRST}</p><p>{SECOND}</p>{after}</div>"));
    assert_eq!(article.text, format!("{FIRST}\n\n{SECOND}"), "{before} … {after}");
}

#[test]
fn lines_about_the_report_are_no_part_of_it() {
    check_report("<div>Published: 17 March 2025 10:15 am GMT</div>", "");
    check_report("<p>March 17, 2025</p>", "");
    check_report("<div>Full Screen</div>", "<div>View Photos</div>");
    check_report("", "<p>Sign up for our daily newsletter and never miss a storm.</p>");
    check_report("", "<p>Get the latest news straight to your phone with the Example app.</p>");
    check_report("", "<p>Already a subscriber? Log in here.</p>");
    check_report("", "<p>Follow us on Twitter and Facebook.</p>");
    check_report("", "<p>© 2025 The Daily Example. All rights reserved.</p>");
}

#[test]
fn small_forms_are_no_text() {
    let report = format!("<p>{FIRST}</p><p>{SECOND}</p>").repeat(3);
    let form =
        "<form><p>Give us your address and we will write to you about storms and barns.</p></form>";
    assert!(!page("", &format!("<div>{report}{form}</div>")).text.contains("address"));
    // A page that is one form as a whole, as some servers build them, is read.
    assert!(page("", &format!("<form><div>{report}</div></form>")).text.contains(FIRST));
}

#[test]
fn a_sidebar_longer_than_the_report_is_no_report() {
    let report = format!("<p>{FIRST}</p><p>{SECOND}</p>").repeat(3);
    let side = format!(
        "<div class=sidebar>{}</div>",
        "<p>Ten things that nobody ever dared to ask about umbrellas, in one place.</p>".repeat(10)
    );
    let text =
        extract(&format!("<body><div><div><h1>Storm</h1>{report}</div>{side}</div></body>")).text;
    assert!(!text.contains("umbrellas"), "{text}");
}

#[test]
fn what_stands_under_a_heading_for_other_stories_is_dropped() {
    let card = "<div><h4><a href=/b>Barn roofs of the county</a></h4><span>How a barn gets its roof, and how it loses it in the first storm that comes along.</span></div>";
    check_report("", &format!("<h3>Most popular</h3>{card}{card}"));
    // In the middle of the report it ends with the next of the report's own paragraphs.
    let article = page(
        "",
        &format!(
            "<div><p>{FIRST}</p><h3>Related stories</h3><div>{card}</div><p>{SECOND}</p></div>"
        ),
    );
    assert_eq!(article.text, format!("{FIRST}\n\n{SECOND}"));
    let article =
        page("", &format!("<div><p>{FIRST}</p><h3>Popular barn roofs</h3><p>{SECOND}</p></div>"));
    assert!(article.text.contains("Popular barn roofs"), "{}", article.text);
}

#[test]
fn rows_of_teasers_are_dropped_whatever_they_are_called() {
    let card = |n: u32| {
        format!(
            "<div class=unit><a href=/{n}><img src=a><h3>Barn roof number {n} is gone</h3></a><p>How a barn gets its roof, and how it loses it in the first storm of number {n}.</p></div>"
        )
    };
    let row = format!("<div class=grid>{}{}{}</div>", card(1), card(2), card(3));
    let report = format!("<p>{FIRST}</p><p>{SECOND}</p>").repeat(3);
    for body in [format!("{report}{row}"), format!("{row}{report}")] {
        assert_eq!(page("", &format!("<div>{body}</div>")).text.matches("barn gets").count(), 0);
    }
    // Two are no row, and sections of a report have headings without links.
    let section = |n: u32| format!("<div class=unit><h3>Barn {n}</h3><p>{SECOND}</p></div>");
    let body = format!("<p>{FIRST}</p><div>{}{}{}</div>", section(1), section(2), section(3));
    assert_eq!(page("", &body).text.matches(SECOND).count(), 3);
}

#[test]
fn standfirsts_outside_the_body_are_subtitles() {
    let lede = "Two hundred villages without light after the worst night in twenty years";
    let body = format!("<div class=article-body><p>{FIRST}</p><p>{SECOND}</p></div>");
    let check = |head: &str, above: &str, expected: Option<&str>| {
        let article = page(head, &format!("{above}{body}"));
        assert_eq!(article.subtitle.as_deref(), expected, "{above}");
        assert_eq!(article.text, format!("{FIRST}\n\n{SECOND}"));
    };
    check("", &format!("<div><h2 class=article__standfirst>{lede}</h2></div>"), Some(lede));
    let described = format!("<meta name=description content='{lede}'>");
    check(&described, &format!("<div><p>{lede}</p></div>"), Some(lede));
    check("", &format!("<div><p>{lede}</p></div>"), None);
    check("", &format!("<div><p class=standfirst>By {lede}</p></div>"), None);
}

#[test]
fn hidden_text_is_dropped_unless_nearly_all_is_hidden() {
    check_report(
        "<p style='display:none'>This paragraph is there for machines and says nothing of the storm at all.</p>",
        "",
    );
    let slides = format!(
        "<div style='display: none'><p>{FIRST}</p></div><div style='display: none'><p>{SECOND}</p></div>"
    );
    assert_eq!(page("", &slides).text, format!("{FIRST}\n\n{SECOND}"));
}

#[test]
fn tables_in_figures_are_text_and_captions_are_not() {
    let article = page(
        "",
        &format!(
            "<div class=article-body><p>{FIRST}</p><figure><table><tr><td>Villages without light</td><td>200</td></tr></table></figure>\
         <p>{SECOND}</p><figure><img src=a><figcaption>The coast on Monday</figcaption></figure></div>"
        ),
    );
    assert_eq!(article.text, format!("{FIRST}\n\nVillages without light\n\n200\n\n{SECOND}"));
}

#[test]
fn captions_are_the_text_of_a_page_of_pictures() {
    let caption = "The harbor on Monday night, seen from the roof of the town hall, with the fleet at anchor.";
    let article = page(
        "",
        &format!(
            "<p>A storm in pictures.</p><figure><img src=a><figcaption>{caption}</figcaption></figure>"
        ),
    );
    assert_eq!(article.text, format!("A storm in pictures.\n\n{caption}"));
}

#[test]
fn declared_text_stands_in_for_text_that_the_page_does_not_show() {
    let body = format!("{FIRST} {SECOND} {FIRST}");
    let script = format!(
        r#"<script type="application/ld+json">{{"@type":"NewsArticle","headline":"Storm","articleBody":"{body}"}}</script>"#
    );
    assert_eq!(page(&script, "<p>Loading the story of the storm</p>").text, body);
}

#[test]
fn linked_data_is_read_in_the_wrappers_of_old_markup_and_where_it_is_no_json() {
    let data =
        r#"{"@type":"NewsArticle","headline":"Storm","datePublished":"2025-03-17T10:15:00Z"}"#;
    for script in [
        format!("<![CDATA[{data}]]>"),
        format!("\n<![CDATA[\n{data}\n]]>\n"),
        format!("//<![CDATA[\n{data}\n//]]>"),
        format!("<!-- {data} -->"),
        data.replace("\"Storm\"", "\"The \"Storm\"\""),
    ] {
        let article = page(&format!("<script type='application/ld+json'>{script}</script>"), FIRST);
        assert_eq!(
            article.published.map(|it| it.on.to_string()).as_deref(),
            Some("2025-03-17"),
            "{script}"
        );
    }
}

#[test]
fn the_day_is_the_one_at_the_publisher() {
    let head = "<meta property='article:published_time' content='2025-03-18T04:30:59Z'>";
    let published =
        page(head, "<time datetime='2025-03-17T23:30:59-05:00'>Monday</time>").published.unwrap();
    assert_eq!(
        (published.on.to_string(), published.offset.to_string()),
        ("2025-03-17".into(), "-05".into())
    );
    // Another instant does not tell the zone of this one.
    let published =
        page(head, "<time datetime='2025-03-16T23:30:59-05:00'>Sunday</time>").published.unwrap();
    assert_eq!(published.on.to_string(), "2025-03-18");
}

#[test]
fn a_page_that_tells_only_its_last_change_is_dated_by_it() {
    let article =
        page("", &format!("<p>{FIRST}</p><p>Storm (last edited 2025-03-17 10:15:00 by Jane)</p>"));
    assert_eq!(article.published.map(|it| it.on.to_string()).as_deref(), Some("2025-03-17"));
}

#[test]
fn outlets_are_authors_only_where_nobody_else_is() {
    let head = "<meta property='og:site_name' content='Example &amp; Sons'><meta name=author content='Example &amp; Sons'>";
    assert_eq!(page(head, "<p>By&nbsp;<a href=/jane>Jane Doe</a></p>").authors, ["Jane Doe"]);
    assert_eq!(page(head, "<p><span>By </span><span>JANE DOE</span></p>").authors, ["JANE DOE"]);
    assert_eq!(page(head, "<p>Posted on March 17, 2025 by Jane Doe</p>").authors, ["Jane Doe"]);
    let article = page("<meta name=author content='Example Staff Report'>", FIRST);
    assert_eq!(article.authors, ["Example Staff Report"]);
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
    let many = format!("<p {}>x</p>", "a=b ".repeat(40)).repeat(40_000);
    assert!(Tree::new(&many).n_attributes() <= 1_000_000);
    let comments = "<!--".repeat(200_000);
    assert_eq!(to_text(&comments), "");
    let nested = format!("{}<p>{FIRST}</p>", "<div><span>".repeat(100_000));
    assert_eq!(extract(&nested).text, FIRST);
    for piece in [
        "<figure class=sidebar><h2>",
        "<ul><li><a href=x><img><h3>some headline or other</h3></a></li>",
        "<div class=author>by Jane :10:10 ",
        "<script type='application/ld+json'>[",
        "<time>12 March",
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
