//! Limits that keep hostile input bounded. Their defaults are the shipped configuration's.

use crate::PdfReader;

/// Limits on one source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParserConfig {
    /// Largest single document that is read into memory, after decompression.
    pub max_document_bytes: u64,
    /// Largest decompressed size of one source as a whole.
    pub max_expanded_bytes: u64,
    /// Largest ratio of decompressed to compressed size, beyond the first megabyte.
    pub max_ratio: u64,
    /// Deepest nesting of wrappers.
    pub max_depth: u32,
    /// Most articles from one source.
    pub max_parts: u32,
    /// Who reads PDFs.
    pub pdf: PdfReader,
}

impl Default for ParserConfig {
    fn default() -> Self {
        Self {
            max_document_bytes: 64 << 20,
            max_expanded_bytes: 64 << 30,
            max_ratio: 1_000,
            max_depth: 4,
            max_parts: 10_000_000,
            pdf: PdfReader::default(),
        }
    }
}
