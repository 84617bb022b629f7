//! NITF, NewsML 1, NewsML-G2 and XML of unknown kinds.

use crate::harness::{articles, check, print, read, refusal};
use wiredesk_parser::ParserConfig;

#[test]
fn nitf_gives_headlines_people_times_and_subjects() {
    let source = r#"<?xml version="1.0" encoding="iso-8859-1"?>
<!DOCTYPE nitf SYSTEM "nitf-3-4.dtd">
<nitf baselang="en"><head><title>Not this</title>
  <tobject><tobject.subject tobject.subject.refnum="11003000" tobject.subject.type="Politics"/></tobject>
  <docdata><doc-id id-string="x.1"/><urgency ed-urg="4"/>
    <date.issue norm="20250317T101500+0100"/><doc.copyright year="2025" holder="Example"/>
    <key-list><keyword key="COUNCIL"/></key-list></docdata>
  <pubdata name="The Example" position.section="Local"/></head>
 <body><body.head><hedline><hl1>Council <em>meets</em></hl1><hl2>Nothing decided</hl2></hedline>
   <byline>By <person>Jane Doe</person><byttl>Staff Writer</byttl></byline>
   <distributor>Example News</distributor>
   <dateline><location>SPRINGFIELD</location></dateline></body.head>
  <body.content><p>The council met on Monday.</p>
   <media media-type="image"><media-caption>A hall</media-caption></media>
   <table><tr><td>Yes</td><td>3</td></tr><tr><td>No</td><td>4</td></tr></table>
   <p>It will&#160;meet<br/>again &amp; again.</p></body.content>
  <body.end><tagline>Editing by John Roe</tagline></body.end></body></nitf>"#;
    let expected = "
        format: nitf
        guid: x.1
        title: Council meets
        subtitle: Nothing decided
        authors: Jane Doe
        publisher: Example News
        section: Local
        published: 2025-03-17T09:15:00Z on 2025-03-17
        declared: author_role=Staff Writer
        declared: dateline=SPRINGFIELD
        declared: keyword=COUNCIL
        declared: language=en
        declared: rights=Example (2025)
        declared: subject=11003000 (Politics)
        declared: urgency=4
        text: The council met on Monday.⏎⏎Yes\t3⏎No\t4⏎⏎It will meet⏎again & again.⏎⏎Editing by John Roe";
    check("a.xml", source.as_bytes(), expected);
    check("a.txt", source.as_bytes(), expected);
}

const NEWS_ITEM: &str = r#"<newsItem guid="urn:x:2" version="3" xml:lang="en" xmlns="http://iptc.org/std/nar/2006-10-01/">
  <rightsInfo><copyrightHolder literal="Example Ltd"/><usageTerms>No archives</usageTerms></rightsInfo>
  <itemMeta><itemClass qcode="ninat:text"/><provider qcode="nprov:EX"><name>Example News</name></provider>
    <versionCreated>2025-03-17T12:00:00Z</versionCreated><firstCreated>2025-03-17T10:00:00Z</firstCreated></itemMeta>
  <contentMeta><urgency>3</urgency><language tag="en-GB"/><by>By Jane Doe and John Roe</by>
    <headline>Council meets</headline><headline role="hld:subhl">Nothing decided</headline>
    <subject type="cpnat:abstract" qcode="medtop:11000000"><name xml:lang="de">Politik</name><name xml:lang="en">politics</name></subject>
    <subject type="cpnat:person" literal="Ann Poe"/></contentMeta>
  <contentSet>CONTENT</contentSet></newsItem>"#;

fn news_item(content: &str) -> String {
    NEWS_ITEM.replace("CONTENT", content)
}

#[test]
fn newsml_g2_gives_what_the_item_declares() {
    let xhtml = r#"<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml">
        <head><title>no</title></head><body><p>The council met.</p><p>It went home.</p></body></html></inlineXML>"#;
    check(
        "a.xml",
        news_item(xhtml).as_bytes(),
        "format: newsml-g2
         guid: urn:x:2
         title: Council meets
         subtitle: Nothing decided
         authors: Jane Doe; John Roe
         publisher: Example News
         published: 2025-03-17T10:00:00Z on 2025-03-17
         modified: 2025-03-17T12:00:00Z
         declared: copyright_holder=Example Ltd
         declared: language=en
         declared: language=en-GB
         declared: person=Ann Poe
         declared: rights=No archives
         declared: subject=medtop:11000000 (politics)
         declared: type=ninat:text
         declared: urgency=3
         text: The council met.⏎⏎It went home.",
    );
}

#[test]
fn newsml_g2_content_comes_in_many_ways() {
    for content in [
        "<inlineXML><nitf xmlns='http://iptc.org/std/NITF/2006-10-18/'><body><body.content><p>The council met.</p></body.content></body></nitf></inlineXML>",
        "<inlineXML><x:html xmlns:x='http://www.w3.org/1999/xhtml'><x:body><x:p>The council met.</x:p></x:body></x:html></inlineXML>",
        "<inlineData contenttype='text/plain'>The council met.</inlineData>",
        "<inlineData contenttype='text/html'><![CDATA[<p>The <b>council</b> met.</p>]]></inlineData>",
        "<remoteContent href='a.jpg'><altText>The council met.</altText></remoteContent>",
    ] {
        let found = articles("a.xml", news_item(content).as_bytes());
        assert_eq!(found[0].text, "The council met.", "{content}");
    }
}

#[test]
fn a_news_message_gives_one_article_an_item() {
    let message = format!(
        "<newsMessage xmlns='http://iptc.org/std/nar/2006-10-01/'><header><sent>2025-03-17T10:00:00Z</sent></header><itemSet>
         <conceptItem guid='c'/>{}
         <packageItem guid='p'><itemMeta><title>Digest</title></itemMeta><groupSet><group><itemRef residref='urn:x:2'><title>Council meets</title></itemRef></group></groupSet></packageItem>
         </itemSet></newsMessage>",
        news_item("<inlineData>The council met.</inlineData>")
    );
    let (found, result) = read("a.xml", message.as_bytes(), &ParserConfig::default());
    let texts: Vec<_> = found.iter().map(|it| (it.source.part, it.text.as_str())).collect();
    assert_eq!(texts, [(0, "The council met."), (1, "Council meets")]);
    assert_eq!(found[1].published.unwrap().on.to_string(), "2025-03-17");
    assert_eq!(result.unwrap().warnings[0].detail, "a `conceptItem` is no article");
    assert_ne!(found[0].source.sha256, found[1].source.sha256);
}

#[test]
fn what_is_no_article_is_refused_by_name() {
    assert_eq!(
        refusal("a.xml", b"<planningItem/>"),
        "not_an_article: a `planningItem` is no article"
    );
    assert_eq!(
        refusal("a.xml", b"<nitf></nitf>"),
        "no_text: a `nitf` holds neither text nor headline"
    );
    let refused = refusal("a.xml", b"<?xml version='1.0'?><invoice><sum>3</sum></invoice>");
    assert!(refused.starts_with("unknown_xml: `invoice`"), "{refused}");
}

#[test]
fn newsml_1_gives_lines_and_content() {
    let source = r#"<NewsML><NewsEnvelope><DateAndTime>20250317T101500Z</DateAndTime></NewsEnvelope>
      <NewsItem xml:lang="en"><Identification><NewsIdentifier><ProviderId>example.org</ProviderId>
        <PublicIdentifier>urn:newsml:example.org:1</PublicIdentifier></NewsIdentifier><NameLabel>council</NameLabel></Identification>
       <NewsManagement><FirstCreated>20250317T101500+0100</FirstCreated><Urgency FormalName="4"/></NewsManagement>
       <NewsComponent><NewsLines><HeadLine>Council meets</HeadLine><ByLine>Jane Doe</ByLine><DateLine>SPRINGFIELD, March 17 -</DateLine></NewsLines>
        <AdministrativeMetadata><Provider><Party FormalName="EXN"/></Provider></AdministrativeMetadata>
        <DescriptiveMetadata><Language FormalName="en"/><SubjectCode><Subject FormalName="11000000"/></SubjectCode></DescriptiveMetadata>
        <ContentItem><MediaType FormalName="Photo"/><DataContent><p>A photo.</p></DataContent></ContentItem>
        <ContentItem><MediaType FormalName="Text"/><DataContent><p>The council met.</p><p>It went home.</p></DataContent></ContentItem>
       </NewsComponent></NewsItem></NewsML>"#;
    check(
        "a.xml",
        source.as_bytes(),
        "format: newsml-1
         guid: urn:newsml:example.org:1
         title: Council meets
         authors: Jane Doe
         publisher: EXN
         published: 2025-03-17T09:15:00Z on 2025-03-17
         declared: dateline=SPRINGFIELD, March 17 -
         declared: language=en
         declared: slug=council
         declared: subject=11000000
         declared: urgency=4
         text: The council met.⏎⏎It went home.",
    );
}

#[test]
fn xml_of_an_unknown_kind_is_read_where_it_holds_prose() {
    let prose = "The council met on Monday in the old town hall. It decided nothing, as so often before, and went home.";
    let source = format!(
        "<?xml version='1.0'?><doc><headline>Council meets</headline><body><p>{prose}</p></body></doc>"
    );
    let found = articles("a.xml", source.as_bytes());
    assert_eq!((found[0].title.as_deref(), &*found[0].text), (Some("Council meets"), prose));
    assert_eq!(found[0].warnings[0].code, "generic_xml");
}

#[test]
fn a_cut_or_ill_formed_document_gives_what_it_holds() {
    let source = "<nitf><body><body.head><hedline><hl1>A & B</hl1></hedline></body.head><body.content><p>One.</p><p>Two <b>is</p><p>cut &unknown; he";
    let found = articles("a.xml", source.as_bytes());
    assert_eq!(found[0].text, "One.\n\nTwo is\n\ncut &unknown; he");
    assert_eq!(found[0].title.as_deref(), Some("A & B"));
    let codes: Vec<_> = found[0].warnings.iter().map(|it| it.code).collect();
    assert!(codes.contains(&"ill_formed") && codes.contains(&"entity_unknown"), "{codes:?}");
}

#[test]
fn entities_of_a_document_type_are_neither_expanded_nor_fetched() {
    let lol =
        "<!DOCTYPE nitf [<!ENTITY a 'lol'><!ENTITY b '&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;'>
        <!ENTITY x SYSTEM 'file:///etc/hostname'>]>
        <nitf><body><body.content><p>One &c; &x; two.</p></body.content></body></nitf>";
    let found = articles("a.xml", lol.as_bytes());
    assert_eq!(found[0].text, "One &c; &x; two.");
    assert_eq!(found[0].warnings[0].code, "entity_unknown");
}

#[test]
fn hostile_trees_are_cut() {
    let deep = format!("<nitf><body><body.content>{}One.", "<p>".repeat(100_000));
    let found = articles("a.xml", deep.as_bytes());
    assert_eq!(found[0].text, "One.");
    assert!(found[0].warnings.iter().any(|it| it.code == "too_deep"));

    let wide = (0..100_000).map(|it| format!(" a{it}='x'")).collect::<Vec<_>>().concat();
    let found =
        articles("a.xml", format!("<nitf><body><body.content><p{wide}>One.</p>").as_bytes());
    assert!(found[0].warnings.iter().any(|it| it.code == "too_many_attributes"));

    let many = format!("<nitf><body><body.content><p>One.</p>{}", "<p/>".repeat(500_000));
    let found = articles("a.xml", many.as_bytes());
    assert!(found[0].warnings.iter().any(|it| it.code == "cut"), "{}", print(&found[0]));

    let endless = format!("<nitf><p title='{}", "x".repeat(20 << 20));
    assert!(refusal("a.xml", endless.as_bytes()).starts_with("too_large: "));
}

#[test]
fn nitf_of_terminals_is_joined_and_names_its_publisher() {
    let source = r#"<nitf><head><docdata><doc-id id-string="x.2" regsrc="EX"/></docdata></head>
     <body><body.head><hedline><hl1>Council meets</hl1></hedline><abstract>The council met on Monday in the</abstract>
       <dateline>Springfield</dateline></body.head>
     <body.content><p>   The council met on Monday in the old town hall near the <br/>river, and decided nothing at all, as it had done so often.</p>
      <p>Minutes:<br/>one<br/>two</p></body.content></body></nitf>"#;
    let expected = "
        format: nitf
        guid: x.2
        title: Council meets
        publisher: EX
        declared: dateline=Springfield
        text: The council met on Monday in the old town hall near the river, and decided nothing at all, as it had done so often.⏎⏎Minutes:⏎one⏎two";
    check("a.xml", source.as_bytes(), expected);
    let dateline = articles("a.xml", source.as_bytes())[0].dateline.clone().unwrap();
    assert_eq!(dateline.place.as_deref(), Some("Springfield"));
    assert!(dateline.span.is_empty());
}

#[test]
fn markup_that_was_escaped_is_no_text() {
    let source = "<NewsML><NewsItem><NewsComponent><NewsLines><HeadLine>Council meets</HeadLine></NewsLines><ContentItem><DataContent><![CDATA[<P>The council met.</P><P>It went <b>home</b>.</P>]]></DataContent></ContentItem></NewsComponent></NewsItem></NewsML>";
    check(
        "a.xml",
        source.as_bytes(),
        "format: newsml-1\ntitle: Council meets\ntext: The council met.⏎⏎It went home.",
    );
}

#[test]
fn a_creator_that_shows_as_a_person_is_an_author() {
    let item = |creator: &str| {
        let source = news_item("<inlineData>The council met.</inlineData>");
        let source = source.replace("<by>By Jane Doe and John Roe</by>", creator);
        articles("a.xml", source.as_bytes())[0].authors.join("; ")
    };
    assert_eq!(
        item("<creator uri='http://example.org/jd'><name>Jane Doe</name></creator>"),
        "Jane Doe"
    );
    assert_eq!(item("<creator type='cpnat:person' literal='jdoe'/>"), "jdoe");
    assert_eq!(item("<creator literal='Jane Doe'/>"), "");
    assert_eq!(item("<creator><name>Example News</name></creator>"), "");
    assert_eq!(item("<creator role='crol:source'><name>Jane Doe</name></creator>"), "");
}

#[test]
fn the_header_of_an_xhtml_body_repeats_metadata() {
    let content = "<inlineXML contenttype='application/xhtml+xml'><html xmlns='http://www.w3.org/1999/xhtml'><body><header><ul><li>Politics</li></ul><h1>Council meets</h1></header><section><p>The council met.</p></section><footer>Notes</footer></body></html></inlineXML>";
    let found = articles("a.xml", news_item(content).as_bytes());
    assert_eq!(found[0].text, "The council met.");
}
