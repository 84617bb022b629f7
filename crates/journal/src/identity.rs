//! Which file a source is: its path below the inbox and its state when it was claimed. It reads nothing itself.

use std::ffi::OsStr;
use std::fmt;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use crate::storage::Stat;

/// One dropped file. A file that is replaced or changed is another source.
///
/// Invariant: `path` is relative and has no `.`, `..` or empty component.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Identity {
    path: Vec<u8>,
    /// The file behind the path when it was claimed.
    pub stat: Stat,
}

impl Identity {
    /// The file `stat` at `path` below the inbox, or nothing where the path could leave it.
    pub fn new(path: &[u8], stat: Stat) -> Option<Self> {
        is_below(path).then(|| Self { path: path.to_vec(), stat })
    }

    /// The path below the inbox.
    pub fn path(&self) -> &Path {
        Path::new(OsStr::from_bytes(&self.path))
    }

    /// The path's bytes.
    pub fn path_bytes(&self) -> &[u8] {
        &self.path
    }

    /// The path as the record's `source.path` prints it.
    pub fn name(&self) -> String {
        escape(&self.path)
    }
}

impl fmt::Display for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name())
    }
}

/// Whether `path` names something below a folder and nowhere else.
pub fn is_below(path: &[u8]) -> bool {
    !path.is_empty()
        && !path.contains(&0)
        && path.split(|&b| b == b'/').all(|part| !matches!(part, b"" | b"." | b".."))
}

/// A path's bytes as text, without loss: what is not UTF-8, control characters and the backslash itself are written
/// `\xHH` and `\\`. Plain names stay as they are.
pub fn escape(path: &[u8]) -> String {
    use fmt::Write;
    let mut text = String::with_capacity(path.len());
    for chunk in path.utf8_chunks() {
        for c in chunk.valid().chars() {
            match c {
                '\\' => text.push_str("\\\\"),
                c if c.is_control() => {
                    let mut utf8 = [0; 4];
                    for byte in c.encode_utf8(&mut utf8).bytes() {
                        write!(text, "\\x{byte:02x}").expect("writing to a String cannot fail");
                    }
                }
                c => text.push(c),
            }
        }
        for byte in chunk.invalid() {
            write!(text, "\\x{byte:02x}").expect("writing to a String cannot fail");
        }
    }
    text
}

/// The bytes that [`escape`] wrote as `text`; nothing where it wrote no such text.
pub fn unescape(text: &str) -> Option<Vec<u8>> {
    let mut path = Vec::with_capacity(text.len());
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        if byte != b'\\' {
            path.push(byte);
            continue;
        }
        match bytes.next()? {
            b'\\' => path.push(b'\\'),
            b'x' => {
                let digit = |b: u8| char::from(b).to_digit(16);
                let (high, low) = (digit(bytes.next()?)?, digit(bytes.next()?)?);
                path.push(u8::try_from(high * 16 + low).ok()?);
            }
            _ => return None,
        }
    }
    Some(path)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn plain_names_stay_and_odd_ones_are_written_without_loss() {
        assert_eq!(escape("kyiv/ä b.txt".as_bytes()), "kyiv/ä b.txt");
        assert_eq!(escape(b"a\nb\\c\xff"), "a\\x0ab\\\\c\\xff");
    }

    #[test]
    fn a_path_that_leaves_the_inbox_is_no_source() {
        for path in ["", "/etc/passwd", "a/../b", "./a", "a//b", "a/"] {
            assert_eq!(Identity::new(path.as_bytes(), Stat::default()), None, "{path}");
        }
    }

    proptest! {
        #[test]
        fn every_name_comes_back(path: Vec<u8>) {
            prop_assert_eq!(unescape(&escape(&path)), Some(path));
        }
    }
}
