//! Mail: one message, a mailbox of them, or a web page saved as one.

mod mbox;
mod message;
mod mhtml;

pub(crate) use self::{mbox::Mbox, message::Eml, mhtml::Mhtml};

/// Lines that make a message's structure, headers and boundaries, that are read.
const MAX_STRUCTURE_LINES: u32 = 50_000;
/// Longest block of headers that is read.
const MAX_HEADER_BYTES: usize = 1 << 20;

/// As much of a message as its structure is bounded in, for a library that keeps all of it; whether that is all.
fn bounded(bytes: &[u8]) -> (&[u8], bool) {
    let mut n_lines = 0;
    let mut block = Some(0);
    let mut at = 0;
    for line in bytes.split_inclusive(|it| *it == b'\n') {
        if line.trim_ascii().is_empty() {
            block = Some(at + line.len());
        } else if line.starts_with(b"--") {
            n_lines += 1;
            block = Some(at + line.len());
        } else if is_header(line) {
            n_lines += 1;
        } else if block == Some(at) {
            // Text or an attachment, which may be long.
            block = None;
        }
        at += line.len();
        let is_long = block.is_some_and(|it| at.saturating_sub(it) > MAX_HEADER_BYTES);
        if is_long || n_lines > MAX_STRUCTURE_LINES {
            let kept = at.min(block.unwrap_or(at) + MAX_HEADER_BYTES);
            return (bytes.get(..kept).unwrap_or(bytes), false);
        }
    }
    (bytes, true)
}

/// Whether a line begins a header field.
fn is_header(line: &[u8]) -> bool {
    let name = line.iter().take(80).position(|it| *it == b':');
    name.is_some_and(|it| it > 0 && line.iter().take(it).all(u8::is_ascii_graphic))
}

/// Headers that mail has and articles have not.
const MAIL_ONLY: [&str; 8] = [
    "received",
    "message-id",
    "mime-version",
    "return-path",
    "delivered-to",
    "content-type",
    "dkim-signature",
    "envelope-to",
];

/// The header block at the start of `head`: names, lower case, and values; `None` where it is no mail's.
fn headers(head: &[u8]) -> Option<Vec<(String, String)>> {
    let head = String::from_utf8_lossy(head.trim_ascii_start());
    let mut headers: Vec<(String, String)> = Vec::new();
    for line in head.lines() {
        if line.trim().is_empty() {
            break;
        }
        if line.starts_with([' ', '\t']) {
            headers.last_mut()?.1.push_str(line);
            continue;
        }
        // The last line of what is peeked at may be cut.
        let Some((name, value)) = line.split_once(':') else { break };
        if name.is_empty() || !name.bytes().all(|it| it.is_ascii_graphic()) {
            return None;
        }
        headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
    let n_mail = headers.iter().filter(|(name, _)| MAIL_ONLY.contains(&&**name)).count();
    let addressed = headers.iter().any(|(name, value)| name == "from" && value.contains('@'));
    (n_mail >= 2 || n_mail >= 1 && addressed || addressed && headers.len() >= 3).then_some(headers)
}
