//! Bytes become text: which encoding they are in, and what had to be guessed. It knows no format beyond
//! the encoding declarations of XML and HTML.
//!
//! Order of evidence, after the WHATWG Encoding and HTML standards and XML 1.0 appendix F: byte order mark,
//! the NUL pattern of UTF-16 and UTF-32, validity as UTF-8, what the transport declares, what the document declares, and
//! last the guess of `chardetng`. Text that is valid UTF-8 beyond ASCII is UTF-8 whatever it is declared as.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE};
use wiredesk_model::Warning;

use crate::mojibake;

/// Bytes in which a document may declare its encoding (HTML standard: the first 1,024; saved pages stray beyond).
const DECLARATION_BYTES: usize = 4096;

/// Bytes that the guess is made from.
const GUESS_BYTES: usize = 256 << 10;

/// Decoded text and how it was come by.
#[derive(Debug, Default)]
pub(crate) struct Decoded {
    /// The text, not normalized yet.
    pub(crate) text: String,
    /// Lower-case name of the encoding, as the Encoding Standard names it, or `utf-32le`, `utf-32be`.
    pub(crate) encoding: String,
    /// What was replaced, guessed against a declaration, or repaired.
    pub(crate) warnings: Vec<Warning>,
}

/// Decodes `bytes` and repairs UTF-8 that was once read as windows-1252; `declared` is what the transport says: an
/// encoding label or a whole `Content-Type`.
pub(crate) fn decode(bytes: &[u8], declared: Option<&str>) -> Decoded {
    let mut decoded = decode_exact(bytes, declared);
    if let Some((text, n_repaired)) = mojibake::repair(&decoded.text) {
        decoded.text = text;
        decoded.warnings.push(Warning {
            code: "mojibake_repaired",
            detail: format!("{n_repaired} characters were encoded twice"),
        });
    }
    decoded
}

/// Decodes `bytes` without repairs.
pub(crate) fn decode_exact(bytes: &[u8], declared: Option<&str>) -> Decoded {
    if let Some((wide, skip)) = utf32(bytes) {
        return decode_utf32(bytes.get(skip..).unwrap_or_default(), wide);
    }
    if let Some((encoding, skip)) = Encoding::for_bom(bytes) {
        return decode_as(bytes.get(skip..).unwrap_or_default(), encoding, Vec::new());
    }
    if let Some(encoding) = utf16_by_pattern(bytes) {
        return decode_as(bytes, encoding, Vec::new());
    }
    let label = declared.map(label).or_else(|| in_document(bytes));
    let named = label.as_deref().and_then(named);
    let mut warnings = Vec::new();
    if let (Some(label), None) = (&label, named) {
        warnings.push(warning("encoding_unknown", format!("`{}`", shorten(label))));
    }
    let valid = is_utf8(bytes);
    if valid && (!bytes.is_ascii() || named != Some(ISO_2022_JP)) {
        if let Some(named) = named.filter(|it| !bytes.is_ascii() && !is_unicode(it)) {
            warnings.push(warning(
                "encoding_mismatch",
                format!("declared as {}, is utf-8", lower(named)),
            ));
        }
        return decode_as(bytes, UTF_8, warnings);
    }
    let encoding = match named {
        // A document that can be searched for its declaration byte by byte is not UTF-16.
        Some(named) if is_unicode(named) => broken_utf8(bytes),
        Some(named) => named,
        None => broken_utf8(bytes),
    };
    if let Some(named) = named.filter(|it| *it != encoding && !is_unicode(it)) {
        warnings.push(warning("encoding_mismatch", format!("declared as {}", lower(named))));
    }
    decode_as(bytes, encoding, warnings)
}

fn warning(code: &'static str, detail: String) -> Warning {
    Warning { code, detail }
}

fn is_utf8(bytes: &[u8]) -> bool {
    Encoding::utf8_valid_up_to(bytes) == bytes.len()
}

fn is_unicode(encoding: &'static Encoding) -> bool {
    [UTF_8, UTF_16LE, UTF_16BE].contains(&encoding)
}

fn lower(encoding: &'static Encoding) -> String {
    encoding.name().to_ascii_lowercase()
}

fn shorten(label: &str) -> String {
    label.chars().take(40).collect()
}

fn decode_as(bytes: &[u8], encoding: &'static Encoding, mut warnings: Vec<Warning>) -> Decoded {
    let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
    if had_errors {
        let n_replaced = text.matches('\u{FFFD}').count();
        warnings.push(warning("encoding_replaced", format!("{n_replaced} characters")));
    }
    Decoded { text: text.into_owned(), encoding: lower(encoding), warnings }
}

/// What invalid UTF-8 is: still UTF-8 where most of its sequences are whole, otherwise the guess.
fn broken_utf8(bytes: &[u8]) -> &'static Encoding {
    let head = bytes.get(..GUESS_BYTES.min(bytes.len())).unwrap_or(bytes);
    let (mut n_whole, mut n_broken) = (0_usize, 0_usize);
    for chunk in head.utf8_chunks() {
        n_whole += chunk.valid().chars().filter(|it| !it.is_ascii()).count();
        n_broken += usize::from(!chunk.invalid().is_empty());
    }
    if n_whole > n_broken { UTF_8 } else { guess(bytes) }
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    let head = bytes.get(..GUESS_BYTES.min(bytes.len())).unwrap_or(bytes);
    detector.feed(head, head.len() == bytes.len());
    detector.guess(None, Utf8Detection::Allow)
}

/// Byte order of UTF-32 and the length of its mark, by mark or by the NULs of its first characters.
fn utf32(bytes: &[u8]) -> Option<(bool, usize)> {
    match bytes {
        [0xFF, 0xFE, 0, 0, ..] => Some((false, 4)),
        [0, 0, 0xFE, 0xFF, ..] => Some((true, 4)),
        [0, 0, 0, a, 0, 0, 0, b, ..] if *a != 0 && *b != 0 => Some((true, 0)),
        [a, 0, 0, 0, b, 0, 0, 0, ..] if *a != 0 && *b != 0 => Some((false, 0)),
        _ => None,
    }
}

fn decode_utf32(bytes: &[u8], big_endian: bool) -> Decoded {
    let (units, rest) = bytes.as_chunks::<4>();
    let mut n_replaced = usize::from(!rest.is_empty());
    let mut text = String::with_capacity(units.len());
    for unit in units {
        let code = if big_endian { u32::from_be_bytes(*unit) } else { u32::from_le_bytes(*unit) };
        text.push(char::from_u32(code).unwrap_or_else(|| {
            n_replaced += 1;
            '\u{FFFD}'
        }));
    }
    let mut warnings = Vec::new();
    if n_replaced > 0 {
        warnings.push(warning("encoding_replaced", format!("{n_replaced} characters")));
    }
    let encoding = if big_endian { "utf-32be" } else { "utf-32le" };
    Decoded { text, encoding: encoding.into(), warnings }
}

/// UTF-16 without a mark: the NULs of its ASCII characters all stand on one side.
fn utf16_by_pattern(bytes: &[u8]) -> Option<&'static Encoding> {
    let (units, _) = bytes.get(..1024.min(bytes.len()))?.as_chunks::<2>();
    let n_high = units.iter().filter(|it| it[0] == 0 && it[1] != 0).count();
    let n_low = units.iter().filter(|it| it[1] == 0 && it[0] != 0).count();
    let enough = units.len() / 4;
    match (n_high, n_low) {
        (0, 0) => None,
        (high, 0) if high > enough => Some(UTF_16BE),
        (0, low) if low > enough => Some(UTF_16LE),
        _ => None,
    }
}

/// Names that the Encoding Standard lacks and documents use: Python's, Java's, Apple's and Microsoft's.
const ALIASES: &[(&str, &str)] = &[
    ("maccyrillic", "x-mac-cyrillic"),
    ("mac-cyrillic", "x-mac-cyrillic"),
    ("macroman", "macintosh"),
    ("mac-roman", "macintosh"),
    ("cp874", "windows-874"),
    ("cp932", "shift_jis"),
    ("ms932", "shift_jis"),
    ("cp936", "gbk"),
    ("ms936", "gbk"),
    ("cp949", "euc-kr"),
    ("ms949", "euc-kr"),
    ("uhc", "euc-kr"),
    ("cp950", "big5"),
    ("ms950", "big5"),
    ("euc-cn", "gbk"),
    ("ansi", "windows-1252"),
    ("latin-1", "windows-1252"),
    ("utf8mb4", "utf-8"),
];

/// The encoding that `label` names.
fn named(label: &str) -> Option<&'static Encoding> {
    let alias = label.trim().to_ascii_lowercase().replace('_', "-");
    let alias = ALIASES.iter().find(|(it, _)| *it == alias).map(|(_, label)| label.as_bytes());
    Encoding::for_label(label.as_bytes()).or_else(|| Encoding::for_label(alias?))
}

/// The label in `declared`, which may be a whole `Content-Type`.
fn label(declared: &str) -> String {
    after_key(declared.as_bytes(), b"charset").unwrap_or_else(|| declared.trim().to_owned())
}

/// The encoding that an XML declaration or an HTML `meta` names.
fn in_document(bytes: &[u8]) -> Option<String> {
    let head = bytes.get(..DECLARATION_BYTES.min(bytes.len()))?;
    let start = head.trim_ascii_start();
    if start.starts_with(b"<?xml") {
        let end = memchr::memchr(b'>', start)?;
        if let Some(label) = after_key(start.get(..end)?, b"encoding") {
            return Some(label);
        }
    }
    memchr::memchr_iter(b'<', head).find_map(|at| {
        let tag = head.get(at + 1..)?;
        let tag = tag.get(..memchr::memchr(b'>', tag)?)?;
        let is_meta = tag.get(..4).is_some_and(|it| it.eq_ignore_ascii_case(b"meta"));
        is_meta.then(|| after_key(tag, b"charset")).flatten()
    })
}

/// The value after `key` and an equals sign, unquoted.
fn after_key(tag: &[u8], key: &[u8]) -> Option<String> {
    let at = tag.windows(key.len()).position(|it| it.eq_ignore_ascii_case(key))?;
    let value =
        tag.get(at + key.len()..)?.trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
    let value = value.strip_prefix(b"\"").or_else(|| value.strip_prefix(b"'")).unwrap_or(value);
    let end = value.iter().position(|it| b" \t\r\n\"';,/>?".contains(it)).unwrap_or(value.len());
    let value = std::str::from_utf8(value.get(..end)?).ok()?;
    (!value.is_empty()).then(|| value.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], declared: Option<&str>, text: &str, encoding: &str, codes: &[&str]) {
        let decoded = decode(bytes, declared);
        assert_eq!(decoded.text, text);
        assert_eq!(decoded.encoding, encoding);
        assert_eq!(decoded.warnings.iter().map(|it| it.code).collect::<Vec<_>>(), codes);
    }

    #[test]
    fn marks_and_patterns_decide_first() {
        check(b"\xEF\xBB\xBFKyiv", Some("koi8-r"), "Kyiv", "utf-8", &[]);
        check(b"\xFF\xFEK\0y\0", None, "Ky", "utf-16le", &[]);
        check(b"\0K\0y\0i\0v", None, "Kyiv", "utf-16be", &[]);
        check(b"\xFF\xFE\0\0K\0\0\0", None, "K", "utf-32le", &[]);
        check(b"\0\0\0K\0\0\0y", None, "Ky", "utf-32be", &[]);
        check(b"\0\0\0K\0\0\0y\0", None, "Ky", "utf-32be", &["encoding_replaced"]);
    }

    #[test]
    fn declarations_are_followed_unless_the_bytes_are_utf_8() {
        check(b"na\xEFve", Some("text/html; charset=\"ISO-8859-1\""), "naïve", "windows-1252", &[]);
        check("naïve".as_bytes(), Some("latin1"), "naïve", "utf-8", &["encoding_mismatch"]);
        let page = b"<html><META http-equiv=Content-Type content='text/html; charset=windows-1251'>\xCA\xE8\xE5\xE2";
        assert!(decode(page, None).text.ends_with("Киев"));
        let xml = b"<?xml version='1.0' encoding='iso-8859-2'?><a>\xB3\xF3d\xBC</a>";
        assert!(decode(xml, None).text.ends_with("<a>łódź</a>"));
        check(b"abc \xFF", Some("x-nothing"), "abc ÿ", "windows-1252", &["encoding_unknown"]);
    }

    #[test]
    fn undeclared_text_is_guessed() {
        let russian: Vec<u8> = encoding_rs::KOI8_R
            .encode("Президент России подписал указ о создании новой комиссии.")
            .0
            .into_owned();
        assert_eq!(decode(&russian, None).encoding, "koi8-u");
        check(b"caf\xE9 society, fa\xE7ade", None, "café society, façade", "windows-1252", &[]);
    }

    #[test]
    fn a_damaged_utf_8_text_stays_utf_8() {
        check(b"\xC3\xA9\xC3\xA8\xFFz", None, "éè\u{FFFD}z", "utf-8", &["encoding_replaced"]);
    }

    #[test]
    fn text_that_was_encoded_twice_is_repaired_and_reported() {
        check(
            "â€œItâ€™s a cafÃ©,â€\u{9d} he said — twice.".as_bytes(),
            None,
            "“It’s a café,” he said — twice.",
            "utf-8",
            &["mojibake_repaired"],
        );
        check("AMANHÃ” é tarde".as_bytes(), None, "AMANHÃ” é tarde", "utf-8", &[]);
    }
}
