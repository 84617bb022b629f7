//! Names that say "not yet": what uploaders, editors and browsers call a file they are not done with.

/// Endings of names that wait.
pub const WAITING_ENDINGS: [&str; 7] =
    [".tmp", ".part", ".partial", ".filepart", ".crdownload", ".swp", "~"];

/// Why a file or folder of this name waits; nothing if it does not.
pub fn waits(name: &[u8]) -> Option<&'static str> {
    if name.starts_with(b".") {
        return Some(".");
    }
    WAITING_ENDINGS.into_iter().find(|ending| {
        let len = name.len().checked_sub(ending.len());
        len.and_then(|at| name.get(at..))
            .is_some_and(|end| end.eq_ignore_ascii_case(ending.as_bytes()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_unfinished_files_wait() {
        for name in [".hidden", "a.tmp", "a.TMP", "b.part", "c.crdownload", "d.txt~", "e.swp", "."]
        {
            assert!(waits(name.as_bytes()).is_some(), "{name}");
        }
        for name in ["a.txt", "tmp", "part", "a.tmp.txt", "swp", "a~b"] {
            assert_eq!(waits(name.as_bytes()), None, "{name}");
        }
    }
}
