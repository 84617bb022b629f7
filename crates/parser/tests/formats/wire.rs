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
        published: 2025-03-17T10:15:00Z on 2025-03-17
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

#[test]
fn what_dpa_appends_for_editors_is_a_note() {
    let message = MESSAGE.replace(
        '\x03',
        "# Notebook\r\n\r\n## Contacts\r\n- Editing by: John Roe\r\n\r\nexn jr\r\n\x03",
    );
    let found = articles("a", message.as_bytes());
    assert!(found[0].text.ends_with("It will meet again."), "{}", found[0].text);
    let note = found[0].declared.iter().find(|it| it.kind == "note").unwrap();
    assert_eq!(note.value, "# Notebook ## Contacts - Editing by: John Roe exn jr");
}
