//! IPTC 7901.

use crate::harness::{articles, check};

const MESSAGE: &str = "\x01exn0042 4 i 211 council   exn 042\r\n\n\nCouncil/\r\n\x02Council meets and decides nothing =\r\n\n   Springfield (exn) - The council met on Monday in the old town\r\nhall and went home again without having decided anything.\r\n\n   It will meet again.\r\n\x03\r\nexn jd 171015 Mar 25\r\n";

#[test]
fn the_wire_gives_header_headline_and_unwrapped_text() {
    let expected = "
        format: iptc-7901
        guid: exn0042
        title: Council meets and decides nothing
        publisher: exn
        declared: category=i
        declared: priority=4
        declared: service=exn
        declared: slug=Council
        declared: trailer=exn jd 171015 Mar 25
        declared: words=211
        text: Springfield (exn) - The council met on Monday in the old town hall and went home again without having decided anything.⏎⏎It will meet again.";
    check("a.txt", MESSAGE.as_bytes(), expected);
}

#[test]
fn a_file_of_many_messages_gives_one_article_each() {
    let found = articles("a", format!("{MESSAGE}\x04{MESSAGE}").as_bytes());
    assert_eq!(found.iter().map(|it| it.source.part).collect::<Vec<_>>(), [0, 1]);
}
