//! What a PDF holds in reading order, and who reads it: this process, or one that the caller starts. It reads nothing.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{Rejection, formats};

/// What a PDF holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PdfContents {
    /// The text of its pages, in reading order.
    pub text: String,
    /// The heading on its first page.
    pub heading: Option<String>,
    /// The document's own title, which may be a program's.
    pub title: Option<String>,
    /// Author, as declared.
    pub author: Option<String>,
    /// Subject, as declared.
    pub subject: Option<String>,
    /// Keywords, as declared.
    pub keywords: Option<String>,
    /// When it was made.
    pub created: Option<String>,
    /// When it was last changed.
    pub changed: Option<String>,
    /// Why the pages end early.
    pub broken: Option<String>,
}

/// Reads the bytes of a PDF.
pub type ReadPdf = fn(&[u8]) -> Result<PdfContents, Rejection>;

/// How PDFs are read. The library that does it may take long, much memory or a deep stack on hostile files: by default it
/// works in a thread of its own, and a program may have a process do it.
#[derive(Clone, Copy)]
pub struct PdfReader(pub ReadPdf);

impl PdfReader {
    /// What the PDF `bytes` holds.
    ///
    /// # Errors
    /// If it is damaged, encrypted or too slow to read.
    pub fn read(&self, bytes: &[u8]) -> Result<PdfContents, Rejection> {
        (self.0)(bytes)
    }
}

impl Default for PdfReader {
    fn default() -> Self {
        Self(formats::read_pdf)
    }
}

impl fmt::Debug for PdfReader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PdfReader")
    }
}

/// All readers read the same: where they do it is no matter of configuration.
impl PartialEq for PdfReader {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for PdfReader {}
