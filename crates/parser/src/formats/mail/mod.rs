//! Mail: one message, a mailbox of them, or a web page saved as one.

mod mbox;
mod message;
mod mhtml;

pub(crate) use self::{mbox::Mbox, message::Eml, mhtml::Mhtml};

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
