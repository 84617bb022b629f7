//! What a PDF's streams come to, looked at before a library expands them at once: it keeps two hundred bytes for each operator
//! of a page. It reads no document structure, so that a broken one cannot mislead it.

use flate2::{Decompress, FlushDecompress, Status};

use crate::Rejection;

/// Bytes that all streams together may expand to.
const MAX_EXPANDED_BYTES: u64 = 64 << 20;
/// Streams that are looked at.
const MAX_STREAMS: usize = 200_000;
/// Operators of one stream; a dense page of a newspaper has some ten thousand.
const MAX_OPERATORS: usize = 300_000;
/// Samples of one row that a predictor is told of.
const MAX_COLUMNS: u64 = 1_000_000;
/// Filters that make more of what they are given, less the `Decode` of their names: PDF 32000-1, table 6.
const FILTERS: [&str; 5] = ["Flate", "ASCIIHex", "ASCII85", "LZW", "RunLength"];
/// Bytes before a stream in which its dictionary stands.
const DICTIONARY_BYTES: usize = 1 << 10;

/// Refuses a file whose streams expand beyond what a document needs.
pub(super) fn check(bytes: &[u8]) -> Result<(), Rejection> {
    let mut left = MAX_EXPANDED_BYTES;
    let mut inflater = Inflater::default();
    let mut marks = memchr::memmem::find_iter(bytes, b"stream").peekable();
    let mut n_streams = 0;
    while let Some(at) = marks.next() {
        n_streams += 1;
        if n_streams > MAX_STREAMS {
            return Err(too_far(format!("more than {MAX_STREAMS} streams")));
        }
        if bytes.get(..at).is_some_and(|it| it.ends_with(b"end")) {
            continue;
        }
        let data = bytes.get(at + 6..).unwrap_or_default();
        let data = data.strip_prefix(b"\r").unwrap_or(data);
        let data = data.strip_prefix(b"\n").unwrap_or(data);
        let n_operators = if is_zlib(data) {
            let (n_bytes, n_operators) = inflater.expand(data, left);
            left = left.checked_sub(n_bytes).ok_or_else(|| {
                too_far(format!("its streams hold more than {MAX_EXPANDED_BYTES} bytes"))
            })?;
            n_operators
        } else {
            let end = marks.peek().map_or(bytes.len(), |it| *it);
            let mut operators = Operators::default();
            operators.count(bytes.get(at + 6..end).unwrap_or_default());
            operators.n_seen
        };
        if n_operators > MAX_OPERATORS && is_content(bytes, at) {
            return Err(too_far(format!("a stream of more than {MAX_OPERATORS} operators")));
        }
    }
    check_filters(bytes)
}

fn too_far(detail: impl Into<String>) -> Rejection {
    Rejection::new("expands_too_far", detail)
}

/// Filters that multiply what they are given, whatever the stream is.
fn check_filters(bytes: &[u8]) -> Result<(), Rejection> {
    if let Some(filter) = repeated_filter(bytes) {
        return Err(too_far(format!("a stream is packed twice with {filter}")));
    }
    for at in memchr::memmem::find_iter(bytes, b"/Columns") {
        let value = bytes.get(at + 8..).unwrap_or_default().trim_ascii_start();
        let digits = value.iter().take(20).take_while(|it| it.is_ascii_digit());
        let columns = digits.fold(0_u64, |sum, it| sum.saturating_mul(10) + u64::from(it - b'0'));
        if columns > MAX_COLUMNS {
            return Err(too_far(format!("a predictor of {columns} columns")));
        }
    }
    Ok(())
}

/// A filter that follows itself in a list of filters: each multiplies what the one before made, and no writer does so.
fn repeated_filter(bytes: &[u8]) -> Option<&'static str> {
    memchr::memmem::find_iter(bytes, b"Decode").find_map(|at| {
        let filter = FILTERS
            .into_iter()
            .find(|it| bytes.get(..at).is_some_and(|before| before.ends_with(it.as_bytes())))?;
        let next = bytes.get(at + b"Decode".len()..)?.trim_ascii_start();
        let next = next.strip_prefix(b"/")?.strip_prefix(filter.as_bytes())?;
        next.starts_with(b"Decode").then_some(filter)
    })
}

/// Whether the stream at `at` may be a page's: it is neither a picture nor a font.
fn is_content(bytes: &[u8], at: usize) -> bool {
    let before = bytes.get(at.saturating_sub(DICTIONARY_BYTES)..at).unwrap_or_default();
    let start = memchr::memmem::rfind(before, b" obj").unwrap_or(0);
    let dictionary = before.get(start..).unwrap_or_default();
    let marks: [&[u8]; 6] =
        [b"/Image", b"/Length1", b"Type1C", b"CIDFontType0C", b"/OpenType", b"/Metadata"];
    !marks.iter().any(|it| memchr::memmem::find(dictionary, it).is_some())
}

/// Whether `data` begins with zlib's first byte and a header whose checksum is right.
fn is_zlib(data: &[u8]) -> bool {
    let [first @ (0x78 | 0x68 | 0x58 | 0x48), flags, ..] = data else { return false };
    (u16::from(*first) << 8 | u16::from(*flags)).is_multiple_of(31)
}

/// A decompressor and its buffer, used again for each stream.
struct Inflater {
    state: Decompress,
    out: Vec<u8>,
}

impl Default for Inflater {
    fn default() -> Self {
        Self { state: Decompress::new(true), out: vec![0; 64 << 10] }
    }
}

impl Inflater {
    /// How many bytes the stream that opens `data` expands to, counted to a little beyond `limit`, and how many operators.
    fn expand(&mut self, data: &[u8], limit: u64) -> (u64, usize) {
        self.state.reset(true);
        let mut rest = data;
        let mut operators = Operators::default();
        while self.state.total_out() <= limit {
            let (n_in, n_out) = (self.state.total_in(), self.state.total_out());
            let status = self.state.decompress(rest, &mut self.out, FlushDecompress::None);
            let n_used = usize::try_from(self.state.total_in() - n_in).unwrap_or(rest.len());
            let n_made = usize::try_from(self.state.total_out() - n_out).unwrap_or(0);
            operators.count(self.out.get(..n_made).unwrap_or_default());
            rest = rest.get(n_used..).unwrap_or_default();
            let is_stuck = n_used == 0 && n_made == 0;
            if !matches!(status, Ok(Status::Ok | Status::BufError)) || is_stuck {
                break;
            }
        }
        (self.state.total_out(), operators.n_seen)
    }
}

/// Counts words that begin with a letter or a quotation mark, as operators do.
#[derive(Default)]
struct Operators {
    n_seen: usize,
    in_word: bool,
}

impl Operators {
    fn count(&mut self, bytes: &[u8]) {
        for byte in bytes {
            let starts = byte.is_ascii_alphabetic() || matches!(byte, b'\'' | b'"');
            self.n_seen += usize::from(starts && !self.in_word);
            self.in_word = starts || *byte == b'/' && !self.in_word;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operators_are_counted_across_chunks_and_names_are_none() {
        let mut operators = Operators::default();
        for chunk in [&b"q 1 0 0 1 5 5 c"[..], b"m /Im1 Do Q (a) '"] {
            operators.count(chunk);
        }
        // q, cm, Do, Q, the string's letter, '; the name counts as none.
        assert_eq!(operators.n_seen, 6);
    }

    #[test]
    fn what_expands_too_far_is_told() {
        let code = |source: &str| check(source.as_bytes()).map_err(|it| it.code);
        let operators = "q Q ".repeat(200_000);
        let stream =
            |dictionary: &str| format!("1 0 obj << {dictionary} >>\nstream\n{operators}endstream");
        assert_eq!(code(&stream("/Length 9")), Err("expands_too_far"));
        assert_eq!(code(&stream("/Subtype /Image")), Ok(()));
        assert_eq!(code("/Predictor 12 /Columns 2000000000"), Err("expands_too_far"));
        assert_eq!(code("/Predictor 12 /Columns 2480 /Filter [/FlateDecode]"), Ok(()));
        assert_eq!(code("/Filter [/FlateDecode /FlateDecode]"), Err("expands_too_far"));
        assert_eq!(code("/Filter [/ASCIIHexDecode\n/ASCIIHexDecode]"), Err("expands_too_far"));
        assert_eq!(code("/Filter [/ASCII85Decode /FlateDecode]"), Ok(()));
    }
}
