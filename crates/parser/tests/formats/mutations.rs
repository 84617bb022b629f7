//! Small files of every format with bytes changed, cut and repeated: whatever comes in, articles or reasons come out.

use proptest::prelude::*;
use wiredesk_parser::ParserConfig;

use crate::{
    documents,
    harness::read,
    wrappers::{gzip, zip},
};

const TEXTS: [&str; 9] = [
    "<nitf><head><docdata><doc-id id-string='x'/></docdata></head><body><body.head><hedline><hl1>T</hl1></hedline></body.head><body.content><p>One &amp; two.</p></body.content></body></nitf>",
    "<newsMessage><itemSet><newsItem guid='u'><contentMeta><headline>T</headline></contentMeta><contentSet><inlineXML><html><body><p>One.</p></body></html></inlineXML></contentSet></newsItem></itemSet></newsMessage>",
    "<NewsML><NewsItem><NewsComponent><NewsLines><HeadLine>T</HeadLine></NewsLines><ContentItem><DataContent><p>One.</p></DataContent></ContentItem></NewsComponent></NewsItem></NewsML>",
    "<rss><channel><title>F</title><item><title>T</title><description>&lt;p&gt;One.&lt;/p&gt;</description></item></channel></rss>",
    "{\"uri\": \"u\", \"headline\": \"T\", \"body_html\": \"<p>One.</p>\", \"versioncreated\": \"2025-03-17\"}",
    "{\"version\": \"https://jsonfeed.org/version/1\", \"items\": [{\"id\": 1, \"content_html\": \"<p>One.</p>\"}]}",
    "\x01exn1 4 i 2 exn 1\r\n\x02Title =\r\n\r\n   One.\r\n\x03\r\n",
    "From a@b Mon Mar 17 10:15:00 2025\nFrom: A <a@b.c>\nMessage-ID: <1>\nContent-Type: multipart/mixed; boundary=M\n\n--M\nContent-Type: text/html\n\n<p>One.</p>\n--M--\n",
    "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://x/\r\nContent-Type: application/http\r\nContent-Length: 103\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n14\r\n<html><p>One.</html>\r\n0\r\n\r\n\r\n\r\n",
];

fn seeds() -> Vec<Vec<u8>> {
    let mut seeds: Vec<Vec<u8>> = TEXTS.iter().map(|it| it.as_bytes().to_vec()).collect();
    seeds.push(b"filedesc://a 0.0.0.0 20140216050221 text/plain 2\n1\nhttp://x/ 0.0.0.0 20140216050221 text/html 9\n<p>One.\n".to_vec());
    seeds.push(documents::RTF.to_vec());
    seeds.push(documents::docx());
    seeds.push(documents::odt());
    seeds.push(documents::epub());
    seeds.push(documents::pdf(documents::PAGE));
    seeds.push(gzip(TEXTS[3].as_bytes()));
    seeds.push(zip(&[("a.xml", TEXTS[0].as_bytes()), ("b.json", TEXTS[4].as_bytes())]));
    seeds
}

#[derive(Clone, Debug)]
enum Change {
    Set(prop::sample::Index, u8),
    Cut(prop::sample::Index),
    Remove(prop::sample::Index, usize),
    Repeat(prop::sample::Index, usize),
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        4 => (any::<prop::sample::Index>(), any::<u8>()).prop_map(|(at, byte)| Change::Set(at, byte)),
        1 => any::<prop::sample::Index>().prop_map(Change::Cut),
        1 => (any::<prop::sample::Index>(), 1..40_usize).prop_map(|(at, n)| Change::Remove(at, n)),
        1 => (any::<prop::sample::Index>(), 1..40_usize).prop_map(|(at, n)| Change::Repeat(at, n)),
    ]
}

fn apply(bytes: &mut Vec<u8>, change: &Change) {
    if bytes.is_empty() {
        return;
    }
    match change {
        Change::Set(at, byte) => {
            let at = at.index(bytes.len());
            bytes[at] = *byte;
        }
        Change::Cut(at) => bytes.truncate(at.index(bytes.len())),
        Change::Remove(at, n) => {
            let at = at.index(bytes.len());
            bytes.drain(at..(at + n).min(bytes.len()));
        }
        Change::Repeat(at, n) => {
            let at = at.index(bytes.len());
            let part = bytes[at..(at + n).min(bytes.len())].to_vec();
            bytes.splice(at..at, part);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_mutation_breaks_the_parser(
        seed in prop::sample::select(seeds()),
        changes in prop::collection::vec(change(), 1..6),
    ) {
        let mut bytes = seed;
        for change in &changes {
            apply(&mut bytes, change);
        }
        let (articles, result) = read("a", &bytes, &ParserConfig::default());
        prop_assert!(result.is_err() || !articles.is_empty());
        for article in articles {
            prop_assert!(article.text.chars().all(|it| it == '\n' || it == '\t' || !it.is_control()));
            for paragraph in &article.paragraphs {
                prop_assert!(article.text.get(paragraph.range()).is_some());
            }
        }
    }
}

#[test]
fn every_seed_is_read_as_it_is() {
    for seed in seeds() {
        let (articles, result) = read("a", &seed, &ParserConfig::default());
        assert!(!articles.is_empty(), "{result:?} {}", String::from_utf8_lossy(&seed));
    }
}
