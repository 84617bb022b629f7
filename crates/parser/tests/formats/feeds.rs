//! RSS, Atom and RDF, well-formed and not, in many encodings.

use crate::harness::{articles, check, read, refusal};
use wiredesk_parser::ParserConfig;

#[test]
fn rss_gives_one_article_an_item() {
    let source = r#"<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:d="http://purl.org/dc/elements/1.1/">
     <channel><title>The Example</title><language>en-gb</language><copyright>Example Ltd</copyright>
      <item><title>Council &lt;b&gt;meets&lt;/b&gt; &amp;amp; votes</title><link>https://example.org/a</link>
        <guid isPermaLink="false">a-1</guid><pubDate>Mon, 17 Mar 2025 10:15:00 +0100</pubDate><d:creator>Jane Doe</d:creator>
        <category>Politics</category><description>A short one.</description>
        <content:encoded><![CDATA[<p>The council met.</p><p>It went home.</p>]]></content:encoded>
        <enclosure url="https://example.org/a.mp3" type="audio/mpeg" length="1"/></item>
      <item><title>Second</title><guid>https://example.org/b</guid><author>john@example.org (John Roe)</author>
        <description>It's &lt;i&gt;only&lt;/i&gt; a summary.</description></item>
     </channel></rss>"#;
    check(
        "feed.xml",
        source.as_bytes(),
        "format: feed
         guid: a-1
         title: Council meets & votes
         subtitle: A short one.
         authors: Jane Doe
         publisher: The Example
         url: https://example.org/a
         published: 2025-03-17T09:15:00Z on 2025-03-17
         declared: attachment=https://example.org/a.mp3 (audio/mpeg)
         declared: category=Politics
         declared: language=en-gb
         declared: rights=Example Ltd
         text: The council met.⏎⏎It went home.
         ---
         format: feed
         guid: https://example.org/b
         title: Second
         authors: John Roe
         publisher: The Example
         url: https://example.org/b
         declared: language=en-gb
         declared: rights=Example Ltd
         text: It's only a summary.",
    );
}

#[test]
fn atom_gives_one_article_an_entry() {
    let source = r#"<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>The Example</title><author><name>The Desk</name></author>
     <entry><id>tag:x,1</id><title type="text">2 &lt; 3</title><link rel="self" href="https://example.org/self"/><link href="https://example.org/a"/>
      <published>2025-03-17T10:15:00Z</published><updated>2025-03-17T11:00:00Z</updated><author><name>Jane Doe</name></author>
      <category term="pol" label="Politics"/>
      <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>The council met.</p><script>no()</script></div></content></entry>
     <entry><id>tag:x,2</id><title>Second</title><summary type="html">&lt;p&gt;A summary.&lt;/p&gt;</summary></entry></feed>"#;
    check(
        "feed",
        source.as_bytes(),
        "format: feed
         guid: tag:x,1
         title: 2 < 3
         authors: Jane Doe
         publisher: The Example
         url: https://example.org/a
         published: 2025-03-17T10:15:00Z on 2025-03-17
         modified: 2025-03-17T11:00:00Z
         declared: category=pol (Politics)
         declared: language=en
         text: The council met.
         ---
         format: feed
         guid: tag:x,2
         title: Second
         authors: The Desk
         publisher: The Example
         declared: language=en
         text: A summary.",
    );
}

#[test]
fn rdf_keeps_its_items_beside_the_channel() {
    let source = r#"<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
     <channel rdf:about="x"><title>The Example</title></channel>
     <item rdf:about="https://example.org/a"><title>Council meets</title><dc:date>2025-03-17</dc:date><description>It met.</description></item></rdf:RDF>"#;
    check(
        "a.rdf",
        source.as_bytes(),
        "format: feed
         guid: https://example.org/a
         title: Council meets
         publisher: The Example
         url: https://example.org/a
         published: 2025-03-17T00:00:00Z on 2025-03-17
         text: It met.",
    );
}

#[test]
fn ill_formed_feeds_survive() {
    let source = "\n\n<rss><channel><title>Example &nbsp; News</title>
        <item><title>R&D at AT&T <unclosed></title><description>One &hellip; two &#8217; three</desc></item>
        <ITEM><TITLE>Shouting</TITLE><description>Four.</description></ITEM><item><title>Cut";
    let found = articles("a.xml", source.as_bytes());
    let lines: Vec<_> =
        found.iter().map(|it| (it.title.as_deref().unwrap_or(""), it.text.as_str())).collect();
    let expected = [("R&D at AT&T", "One … two ’ three"), ("Shouting", "Four."), ("Cut", "Cut")];
    assert_eq!(lines, expected);
}

#[test]
fn encodings_are_declared_or_found() {
    let feed = |label: &str| {
        format!(
            "<?xml version=\"1.0\" encoding=\"{label}\"?><rss><channel><item><title>Łódź Żółć</title><description>Zażółć gęślą jaźń, powiedział rzecznik.</description></item></channel></rss>"
        )
    };
    let text = feed("iso-8859-2");
    let latin2 = encoding_rs::ISO_8859_2.encode(&text).0.into_owned();
    let utf16: Vec<u8> = feed("utf-16").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let marked = [b"\xff\xfe".to_vec(), utf16.clone()].concat();
    for bytes in [latin2, feed("utf-8").into_bytes(), utf16, marked] {
        assert_eq!(articles("a.xml", &bytes)[0].title.as_deref(), Some("Łódź Żółć"));
    }
}

#[test]
fn a_feed_without_entries_is_refused() {
    assert_eq!(
        refusal("a.xml", b"<rss><channel><title>x</title></channel></rss>"),
        "no_articles: the feed holds no article"
    );
}

#[test]
fn a_long_feed_is_read_item_by_item() {
    let item = "<item><title>Council meets</title><description>The council met in the hall.</description></item>\n";
    let source = format!("<rss><channel>{}</channel></rss>", item.repeat(30_000));
    let (found, result) = read("a.xml", source.as_bytes(), &ParserConfig::default());
    assert_eq!((found.len(), result.unwrap().n_articles), (30_000, 30_000));
    assert!(found.iter().all(|it| it.text == "The council met in the hall."));
}

#[test]
fn addresses_are_seen_from_the_feed_and_its_base() {
    let url = |source: &str| articles("feed.xml", source.as_bytes())[0].url.clone();
    let rss = "<rss><channel><link>https://example.org/news/</link><item><title>A</title><link>a/1</link></item></channel></rss>";
    assert_eq!(url(rss).as_deref(), Some("https://example.org/news/a/1"));
    let atom = "<feed xmlns='http://www.w3.org/2005/Atom' xml:base='https://example.org/news/'><entry xml:base='old/'><title>A</title><link href='a'/></entry></feed>";
    assert_eq!(url(atom).as_deref(), Some("https://example.org/news/old/a"));
}

#[test]
fn encoded_content_and_shortcodes_are_read() {
    let text = |item: &str| {
        let source = format!("<rss><channel><item>{item}</item></channel></rss>");
        articles("feed.xml", source.as_bytes())[0].text.clone()
    };
    let base64 =
        "<content mode='base64' type='text/html'>PHA+VGhlIGNvdW5jaWwgbWV0LjwvcD4=</content>";
    assert_eq!(text(base64), "The council met.");
    let codes =
        "<description>[big size=2]T[/big]he council [sic] met &amp;amp; left[/big].</description>";
    assert_eq!(text(codes), "The council [sic] met & left.");
}
