//! Words for people on standard error. Records and logs go elsewhere.

use std::io::{self, Write};

/// One line on standard error, prefixed with the program's name; a closed one is nobody's concern.
pub(crate) fn complain(line: &str) {
    writeln!(io::stderr(), "wiredesk: {line}").unwrap_or_default();
}
