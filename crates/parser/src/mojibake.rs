//! Repairs UTF-8 that was read as windows-1252 and encoded again: "itâ€™s". Other mistakes of the kind stay.

use encoding_rs::WINDOWS_1252;

/// Text in which UTF-8 was read as windows-1252 and encoded again, put right, and how many characters that were; `None`
/// where there is no sign of it.
pub(crate) fn repair(text: &str) -> Option<(String, usize)> {
    // Every sign begins with "Â", "Ã" or "â": without one there is no need to look for them one by one.
    let bytes = text.as_bytes();
    let is_suspect = |at: usize| matches!(bytes.get(at + 1), Some(0x82 | 0x83 | 0xA2));
    if !memchr::memchr_iter(0xC3, bytes).any(is_suspect) {
        return None;
    }
    // One such pair may be meant; a text that was encoded twice has it at every quotation mark and accent.
    let n_signs =
        ["â€", "Ã©", "Ã¨", "Ã¼", "Ã¶", "Ã¤", "Ã³", "Ã¡", "Ã±", "Ã§", "Â ", "Â£", "Â·", "â‚¬"]
            .iter()
            .map(|it| text.matches(it).count())
            .sum::<usize>();
    // Nobody means "â€™".
    if n_signs < 2 && !["â€™", "â€œ", "â€“", "â€”", "â€˜"].iter().any(|it| text.contains(it))
    {
        return None;
    }
    let mut repaired = String::with_capacity(text.len());
    let mut n_repaired = 0;
    let mut rest = text;
    while let Some(at) = rest.find(|it: char| !it.is_ascii()) {
        let (before, tail) = rest.split_at(at);
        repaired.push_str(before);
        let end = tail.find(|it: char| it.is_ascii()).unwrap_or(tail.len());
        let (run, after) = tail.split_at(end);
        n_repaired += repair_run(run, &mut repaired);
        rest = after;
    }
    repaired.push_str(rest);
    (n_repaired > 0).then_some((repaired, n_repaired))
}

/// Appends one run of characters beyond ASCII, decoded once more wherever that is possible.
fn repair_run(run: &str, out: &mut String) -> usize {
    let mut n_repaired = 0;
    let mut chars = run.chars();
    while let Some(first) = chars.clone().next() {
        let lead = windows_1252(first);
        let n_bytes = match lead {
            Some(0xC2..=0xDF) => 2,
            Some(0xE0..=0xEF) => 3,
            Some(0xF0..=0xF4) => 4,
            _ => 1,
        };
        let bytes: Option<Vec<u8>> = chars.clone().take(n_bytes).map(windows_1252).collect();
        let decoded = bytes.filter(|it| n_bytes > 1 && it.len() == n_bytes);
        if let Some(decoded) = decoded.as_deref().and_then(|it| std::str::from_utf8(it).ok()) {
            out.push_str(decoded);
            n_repaired += 1;
            chars.nth(n_bytes - 1);
        } else {
            out.push(first);
            chars.next();
        }
    }
    n_repaired
}

/// The byte that windows-1252 decodes to `char`.
fn windows_1252(char: char) -> Option<u8> {
    if ('\u{80}'..='\u{FF}').contains(&char) {
        return u8::try_from(u32::from(char)).ok();
    }
    let mut buffer = [0; 4];
    let (bytes, _, had_errors) = WINDOWS_1252.encode(char.encode_utf8(&mut buffer));
    match (bytes.as_ref(), had_errors) {
        ([byte], false) => Some(*byte),
        _ => None,
    }
}
