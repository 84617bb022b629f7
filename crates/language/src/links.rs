//! Finds addresses, mail addresses, handles and hashtags where a token begins. It does not check that they exist.

use crate::{
    tokens::is_word,
    words::{TOP_LABELS, listed},
};

/// Longest address that is recognized, in bytes; what follows is cut into ordinary tokens.
const LONGEST: usize = 512;

/// Where the link that begins at `at` with `c` ends.
pub(crate) fn end(text: &str, at: usize, c: char) -> Option<usize> {
    match c {
        '@' => handle(text, at),
        _ if c.is_ascii_alphanumeric() => {
            // All but few words end at a space or a plain sign: decide by the first byte that is no letter.
            let bytes = text.as_bytes().get(at..)?;
            let bytes = bytes.get(..LONGEST).unwrap_or(bytes);
            let word = bytes.iter().position(|it| !it.is_ascii_alphanumeric())?;
            match bytes.get(word)? {
                b':' | b'.' | b'@' | b'_' | b'-' | b'+' | b'/' => {}
                _ => return None,
            }
            if text.as_bytes().get(..at)?.last().is_some_and(u8::is_ascii_alphanumeric) {
                return None;
            }
            url(bytes).or_else(|| mail(bytes).or_else(|| domain(bytes))).map(|it| at + it)
        }
        _ => None,
    }
    .filter(|it| text.is_char_boundary(*it))
}

fn handle(text: &str, at: usize) -> Option<usize> {
    if text.get(..at)?.chars().next_back().is_some_and(is_word) {
        return None;
    }
    let rest = text.as_bytes().get(at + 1..)?;
    let length = rest
        .iter()
        .take(LONGEST)
        .take_while(|it| it.is_ascii_alphanumeric() || **it == b'_')
        .count();
    (length > 0).then_some(at + 1 + length)
}

/// Length of a URL; closing signs and stops at its end are left to the sentence.
fn url(bytes: &[u8]) -> Option<usize> {
    let starts =
        |it: &[u8]| bytes.get(..it.len()).is_some_and(|head| head.eq_ignore_ascii_case(it));
    let known: [&[u8]; 7] =
        [b"http://", b"https://", b"ftp://", b"www.", b"mailto:", b"doi:10.", b"tel:+"];
    if !known.iter().any(|it| starts(it)) {
        return None;
    }
    let stops = b" \t\n\r<>\"\\^`{}|";
    let mut length = bytes.iter().take_while(|it| it.is_ascii() && !stops.contains(it)).count();
    let count = |sign: u8| bytes.iter().take(length).filter(|it| **it == sign).count();
    let mut unopened = count(b')').saturating_sub(count(b'('));
    while let Some(last) = length.checked_sub(1).and_then(|it| bytes.get(it)) {
        match last {
            b'.' | b',' | b';' | b':' | b'!' | b'?' | b'\'' | b']' => {}
            b')' if unopened > 0 => unopened -= 1,
            _ => break,
        }
        length -= 1;
    }
    (length > 5).then_some(length)
}

fn mail(bytes: &[u8]) -> Option<usize> {
    let local = bytes
        .iter()
        .take(64)
        .position(|it| !(it.is_ascii_alphanumeric() || b"._%+-".contains(it)))?;
    if bytes.get(local) != Some(&b'@') {
        return None;
    }
    let host = bytes.get(local + 1..)?;
    let (length, dots) = host_length(host);
    (dots > 0).then_some(local + 1 + length)
}

/// Length of a dotted host name without a final stop, and how many dots it has.
fn host_length(bytes: &[u8]) -> (usize, usize) {
    let mut length = bytes
        .iter()
        .take(253)
        .take_while(|it| it.is_ascii_alphanumeric() || b".-".contains(it))
        .count();
    while bytes.get(..length).and_then(<[u8]>::last).is_some_and(|it| b".-".contains(it)) {
        length -= 1;
    }
    (length, bytes.iter().take(length).filter(|it| **it == b'.').count())
}

/// `example.com`, `gov.uk/benefits`: a known last label, written in lower case.
fn domain(bytes: &[u8]) -> Option<usize> {
    let (length, dots) = host_length(bytes);
    let host = std::str::from_utf8(bytes.get(..length)?).ok()?;
    let (name, label) = host.rsplit_once('.')?;
    if dots == 0 || name.len() < 2 || !listed(TOP_LABELS, label) || name.contains("..") {
        return None;
    }
    // A missing space after a stop ("end.in the") looks alike where the label is a word.
    if matches!(label, "in" | "me" | "it" | "us" | "de" | "ai" | "co" | "io" | "app") && dots == 1 {
        return None;
    }
    let path = bytes.get(length..)?;
    if path.first() != Some(&b'/') {
        return Some(length);
    }
    let mut path_length = path
        .iter()
        .take_while(|it| it.is_ascii_alphanumeric() || b"/_-.~%?=&#+".contains(it))
        .count();
    while path.get(..path_length).and_then(<[u8]>::last).is_some_and(|it| b".?".contains(it)) {
        path_length -= 1;
    }
    Some(length + path_length)
}
