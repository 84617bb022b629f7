//! What every fuzz target does: parse bytes as a file of some name, and drop what comes out.

use wiredesk_parser::{Flow, Hint, ParserConfig, parse};

/// Parses `bytes` as the file `path` under limits that keep a run quick.
pub fn run(path: &str, bytes: &[u8]) {
    let hint = Hint { path: path.to_owned(), modified: None };
    let config = ParserConfig {
        max_document_bytes: 1 << 20,
        max_expanded_bytes: 8 << 20,
        max_parts: 1_000,
        ..ParserConfig::default()
    };
    let outcome = parse(&mut &*bytes, &hint, &config, &mut |article| {
        assert!(article.paragraphs.iter().all(|it| article.text.get(it.range()).is_some()));
        Flow::Continue
    });
    drop(outcome);
}
