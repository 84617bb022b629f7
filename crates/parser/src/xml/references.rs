//! What references in markup stand for: `&eacute;`, `&#233;`. It knows the entities of HTML and none that a document
//! declares.

use quick_xml::escape::resolve_html5_entity;

/// What a general or character reference stands for, where that needs no document type.
pub(super) fn resolve(name: &str) -> Option<String> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16),
            None => number.parse(),
        };
        return code.ok().map(|it| char_for(it).to_string());
    }
    resolve_html5_entity(name).map(str::to_owned)
}

/// The character of a numeric reference; 128 to 159 are meant as windows-1252, as HTML reads them.
fn char_for(code: u32) -> char {
    if let Ok(byte @ 0x80..=0x9F) = u8::try_from(code) {
        let bytes = [byte];
        let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&bytes);
        return text.chars().next().unwrap_or('\u{FFFD}');
    }
    char::from_u32(code).filter(|it| *it != '\0').unwrap_or('\u{FFFD}')
}

/// `text` with its references resolved where they can be.
pub(super) fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let name = after.split_once(';').filter(|(name, _)| name.len() <= 32);
        if let Some((resolved, tail)) = name.and_then(|(name, tail)| Some((resolve(name)?, tail))) {
            out.push_str(&resolved);
            rest = tail;
        } else {
            out.push('&');
            rest = after;
        }
    }
    out.push_str(rest);
    out
}
