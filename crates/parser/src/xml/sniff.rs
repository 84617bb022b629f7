//! The root element's name from the first bytes, for detection. It does not check that they are well-formed.

/// Local name of the first element in `head`, lower case; `None` where `head` does not begin like markup.
pub(crate) fn root_name(head: &[u8]) -> Option<String> {
    // UTF-16 and UTF-32 show their ASCII once the zero bytes are gone.
    let ascii: Vec<u8>;
    let mut rest = head;
    if head.iter().take(64).any(|it| *it == 0) {
        ascii = head.iter().copied().filter(|it| *it != 0).collect();
        rest = &ascii;
    }
    for mark in [&b"\xef\xbb\xbf"[..], b"\xfe\xff", b"\xff\xfe"] {
        rest = rest.strip_prefix(mark).unwrap_or(rest);
    }
    loop {
        rest = rest.trim_ascii_start();
        rest = match rest {
            [b'<', b'?', ..] => after(rest, b"?>")?,
            [b'<', b'!', b'-', b'-', ..] => after(rest, b"-->")?,
            [b'<', b'!', ..] => after_doctype(rest)?,
            [b'<', name @ ..] => return local_name(name),
            _ => return None,
        };
    }
}

fn after<'a>(bytes: &'a [u8], mark: &[u8]) -> Option<&'a [u8]> {
    let at = memchr::memmem::find(bytes, mark)?;
    bytes.get(at + mark.len()..)
}

/// What follows a document type, whose internal subset stands in brackets.
fn after_doctype(bytes: &[u8]) -> Option<&[u8]> {
    let end = memchr::memchr2(b'>', b'[', bytes)?;
    if bytes.get(end) == Some(&b'[') {
        let rest = after(bytes.get(end..)?, b"]")?;
        return after(rest, b">");
    }
    bytes.get(end + 1..)
}

fn local_name(bytes: &[u8]) -> Option<String> {
    let end = bytes.iter().position(|it| it.is_ascii_whitespace() || matches!(it, b'>' | b'/'))?;
    let name = std::str::from_utf8(bytes.get(..end)?).ok()?;
    let local = name.rsplit(':').next()?;
    let is_name = local.starts_with(|it: char| it.is_alphabetic() || it == '_');
    is_name.then(|| local.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::root_name;

    #[track_caller]
    fn check(head: &[u8], expected: Option<&str>) {
        assert_eq!(root_name(head).as_deref(), expected);
    }

    #[test]
    fn the_prolog_is_passed_over() {
        check(b"<rss version='2.0'>", Some("rss"));
        check(b"\xef\xbb\xbf\n<?xml version='1.0'?><!-- <a> -->\n<rdf:RDF>", Some("rdf"));
        check(b"<!DOCTYPE nitf SYSTEM 'nitf.dtd'><nitf>", Some("nitf"));
        check(b"<!DOCTYPE x [<!ENTITY a 'b>'>]><NewsML >", Some("newsml"));
        check(b"<\0r\0s\0s\0>\0", Some("rss"));
    }

    #[test]
    fn what_is_not_markup_has_no_root() {
        check(b"He said <b>no</b>", None);
        check(b"<3 is a heart", None);
        check(b"<!-- never closed", None);
        check(b"", None);
    }
}
