//! The characters that article text may hold. It does not know where lines or paragraphs belong.

use std::borrow::Cow;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// `text` in NFC with `\n` line ends, without control characters but `\n` and `\t`, and without invisible layout:
/// soft hyphens, zero-width spaces, word joiners, stray byte order marks and bidirectional controls. No-break spaces become
/// spaces. Zero-width joiners stay: emoji, Persian and Indic scripts are spelt with them.
pub(crate) fn text(text: &str) -> String {
    filtered(text, |char| match char {
        '\u{AD}' | '\u{200B}' | '\u{2060}' | '\u{FEFF}' => None,
        '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => None,
        '\u{A0}' => Some(' '),
        char => Some(char),
    })
}

/// `text` in NFC with `\n` line ends and without control characters but `\n` and `\t`; every other character stays.
pub(crate) fn exact(text: &str) -> String {
    filtered(text, Some)
}

/// One line: [`text`] with its white space collapsed to single spaces and trimmed.
pub(crate) fn line(text: &str) -> String {
    let clean = self::text(text);
    let mut line = String::with_capacity(clean.len());
    for word in clean.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// [`line`], or `None` where nothing is left.
pub(crate) fn some_line(text: &str) -> Option<String> {
    Some(line(text)).filter(|it| !it.is_empty())
}

/// An id as its publisher wrote it, without the white space around it, or `None` where nothing is left. Whoever looks it up
/// compares it byte for byte, so nothing else changes.
pub(crate) fn some_id(text: &str) -> Option<String> {
    let id = text.trim();
    (!id.is_empty()).then(|| id.to_owned())
}

fn filtered(text: &str, keep: impl Fn(char) -> Option<char>) -> String {
    if text.is_ascii()
        && !text.bytes().any(|it| it.is_ascii_control() && it != b'\n' && it != b'\t')
    {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    loop {
        // Runs of what stays as it is are most of any text: they are copied whole.
        let n_plain =
            rest.bytes().take_while(|it| matches!(it, b' '..=b'~' | b'\n' | b'\t')).count();
        let (plain, other) = rest.split_at(n_plain);
        out.push_str(plain);
        let mut chars = other.chars();
        let Some(char) = chars.next() else { break };
        rest = chars.as_str();
        match char {
            '\r' => {
                out.push('\n');
                rest = rest.strip_prefix('\n').unwrap_or(rest);
            }
            '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.push('\n'),
            _ if char.is_control() || is_noncharacter(char) => {}
            _ => {
                if let Some(char) = keep(char) {
                    out.push(char);
                }
            }
        }
    }
    nfc(Cow::Owned(out)).into_owned()
}

/// Unicode's noncharacters, which are not for interchange.
fn is_noncharacter(char: char) -> bool {
    let code = u32::from(char);
    code & 0xFFFE == 0xFFFE || (0xFDD0..=0xFDEF).contains(&code)
}

fn nfc(text: Cow<'_, str>) -> Cow<'_, str> {
    if text.is_ascii() || is_nfc_quick(text.chars()) == IsNormalized::Yes {
        return text;
    }
    Cow::Owned(text.nfc().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_loses_what_cannot_be_seen() {
        assert_eq!(text("a\r\nb\rc\u{2028}d\u{0}\u{7f}\te"), "a\nb\nc\nd\te");
        assert_eq!(text("co\u{AD}op\u{200B} \u{FEFF}x\u{A0}y"), "coop x y");
        assert_eq!(text("cafe\u{301} 👩\u{200D}🚒"), "café 👩\u{200D}🚒");
        assert_eq!(line(" a \n\t b\u{A0}c "), "a b c");
    }

    #[test]
    fn exact_text_keeps_every_character_that_can_be_seen_or_counted() {
        assert_eq!(exact("a\u{A0}b\u{AD}\u{200B}\u{1}\r\n c "), "a\u{A0}b\u{AD}\u{200B}\n c ");
    }

    proptest::proptest! {
        #[test]
        fn normalizing_twice_changes_nothing(input in "\\PC*|[\\x00-\\x{2FF}\u{300}-\u{330}\\x{AC00}-\\x{AC20}\\x{1100}-\\x{1175}]*") {
            for normalize in [text, exact] {
                let once = normalize(&input);
                proptest::prop_assert_eq!(&normalize(&once), &once);
                proptest::prop_assert!(once.chars().all(|it| it == '\n' || it == '\t' || !it.is_control()));
                proptest::prop_assert!(unicode_normalization::is_nfc(&once));
            }
        }
    }
}
