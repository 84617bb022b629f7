//! Mail, mailboxes and saved pages.

use crate::harness::{articles, check, check_text, print};

const PLAIN: &str = "Return-Path: <jane@example.org>
From: Jane Doe <jane@example.org>
To: desk@example.org
Subject: Fwd: =?utf-8?q?Council_meets_=E2=80=93_again?=
Date: Mon, 17 Mar 2025 10:15:00 +0100
Message-ID: <1@example.org>
MIME-Version: 1.0
Content-Type: text/plain; charset=iso-8859-1
Content-Transfer-Encoding: quoted-printable

The council met on Monday in the old town hall near the caf=E9 and the
church, and decided nothing.

From here it went home.
";

#[test]
fn a_message_gives_its_sender_subject_and_text() {
    let expected = "
        format: eml
        guid: 1@example.org
        title: Council meets – again
        authors: Jane Doe
        published: 2025-03-17T09:15:00Z on 2025-03-17
        declared: sender=jane@example.org (Jane Doe)
        text: The council met on Monday in the old town hall near the café and the church, and decided nothing.⏎⏎From here it went home.";
    check("a.eml", PLAIN.as_bytes(), expected);
    check("a.txt", PLAIN.replace('\n', "\r\n").as_bytes(), expected);
}

const NEWSLETTER: &str = "From: The Example <news@example.org>
Subject: Morning digest
Date: Mon, 17 Mar 2025 06:00:00 +0000
Message-ID: <2@example.org>
List-Id: Example digest <digest.example.org>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=M

--M
Content-Type: multipart/alternative; boundary=A

--A
Content-Type: text/plain

See this in your browser.
--A
Content-Type: text/html; charset=utf-8

<html><body><p>The council met on Monday.</p><p>It went home without having decided anything at all.</p></body></html>
--A--
--M
Content-Type: application/pdf; name=agenda.pdf
Content-Disposition: attachment; filename=agenda.pdf
Content-Transfer-Encoding: base64

AAAA
--M
Content-Type: message/rfc822

From: John Roe <john@example.org>
Subject: Inner
Date: Sun, 16 Mar 2025 06:00:00 +0000
Message-ID: <3@example.org>
Content-Type: text/plain

The forwarded text.
--M--
";

#[test]
fn a_newsletter_gives_its_best_part_its_attachments_and_what_it_forwards() {
    let expected = "
        format: eml
        guid: 2@example.org
        title: Morning digest
        authors: The Example
        publisher: Example digest
        published: 2025-03-17T06:00:00Z on 2025-03-17
        declared: attachment=agenda.pdf (application/pdf)
        declared: sender=news@example.org (The Example)
        text: The council met on Monday.⏎⏎It went home without having decided anything at all.
        ---
        format: eml
        guid: 3@example.org
        title: Inner
        authors: John Roe
        published: 2025-03-16T06:00:00Z on 2025-03-16
        declared: sender=john@example.org (John Roe)
        text: The forwarded text.";
    check("a.eml", NEWSLETTER.as_bytes(), expected);
}

#[test]
fn a_mailbox_gives_one_article_a_message() {
    let quoted = PLAIN.replace("From here", ">From here");
    let mailbox = format!(
        "From jane@example.org Mon Mar 17 10:15:00 2025\n{quoted}\nFrom john@example.org Mon Mar 17 11:15:00 2025\nFrom: John Roe <john@example.org>\nMessage-ID: <9@x>\n\nSecond.\n"
    );
    let found = articles("a.mbox", mailbox.as_bytes());
    let lines: Vec<_> = found
        .iter()
        .map(|it| {
            format!(
                "{} {} {}",
                it.source.part,
                it.source.format,
                it.text.lines().last().unwrap_or_default()
            )
        })
        .collect();
    check_text(&lines.join("\n"), "0 mbox From here it went home.\n1 mbox Second.");
}

#[test]
fn a_saved_page_is_read_as_the_page_it_is() {
    let paragraph = "The council met on Monday in the old town hall, and it decided nothing, as so often before. ";
    let source = format!(
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.org/a\r\nSubject: Council meets\r\nDate: Mon, 17 Mar 2025 06:00:00 +0000\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; type=\"text/html\"; boundary=\"M\"\r\n\r\n--M\r\nContent-Type: text/html; charset=utf-8\r\nContent-Location: https://example.org/a\r\n\r\n<html><head><title>Council meets</title></head><body><article><h1>Council meets</h1><p>{0}</p><p>{0}</p></article></body></html>\r\n--M--\r\n",
        paragraph.repeat(3)
    );
    let found = articles("a.mhtml", source.as_bytes());
    let printed = print(&found[0]);
    assert!(
        printed.contains("url: https://example.org/a\n") && printed.contains("format: mhtml\n"),
        "{printed}"
    );
    assert!(
        printed.contains("title: Council meets\n") && printed.contains("The council met on Monday"),
        "{printed}"
    );
}

#[test]
fn prose_with_colons_is_no_mail() {
    let found = articles("a.txt", b"Council: it met\nMayor: it went home\n\nThe council met.");
    assert_eq!(found[0].source.format, "text");
}

#[test]
fn a_signature_is_no_text_and_an_address_no_author() {
    let source = "From: desk@example.org\nTo: a@example.org\nSubject: Council\nMessage-ID: <9@example.org>\n\nThe council met.\n\n--\n\nIt decided nothing.\n\n-- \nJane Doe\nTel. 1\n";
    let expected = "
        format: eml
        guid: 9@example.org
        title: Council
        declared: sender=desk@example.org
        text: The council met.⏎⏎--⏎⏎It decided nothing.";
    check("a.eml", source.as_bytes(), expected);
}
