//! Runs the parser over bytes and prints what came out, so that tests read as data.

use std::fmt::Write;

use wiredesk_model::Article;
use wiredesk_parser::{Flow, Hint, ParserConfig, Rejection, Report, parse};

/// Parses `bytes` as the file `path`.
pub(crate) fn read(
    path: &str,
    bytes: &[u8],
    config: &ParserConfig,
) -> (Vec<Article>, Result<Report, Rejection>) {
    let hint = Hint { path: path.to_owned(), modified: None };
    let mut articles = Vec::new();
    let mut emit = |article| {
        articles.push(article);
        Flow::Continue
    };
    let result = parse(&mut &*bytes, &hint, config, &mut emit);
    (articles, result)
}

/// The articles of `bytes`, which must be readable.
#[track_caller]
pub(crate) fn articles(path: &str, bytes: &[u8]) -> Vec<Article> {
    let (articles, result) = read(path, bytes, &ParserConfig::default());
    assert!(result.is_ok(), "{result:?}");
    articles
}

/// The code and detail with which `bytes` are refused.
#[track_caller]
pub(crate) fn refusal(path: &str, bytes: &[u8]) -> String {
    let (articles, result) = read(path, bytes, &ParserConfig::default());
    assert!(articles.is_empty(), "{articles:?}");
    result.unwrap_err().to_string()
}

/// One line for each field that is filled.
pub(crate) fn print(article: &Article) -> String {
    let mut out = String::new();
    let mut line = |key: &str, value: Option<&str>| {
        if let Some(value) = value {
            writeln!(out, "{key}: {}", value.replace('\n', "⏎")).unwrap();
        }
    };
    line("format", Some(article.source.format));
    line("compression", article.source.compression.as_deref());
    line("guid", article.guid.as_deref());
    line("title", article.title.as_deref());
    line("subtitle", article.subtitle.as_deref());
    line("authors", (!article.authors.is_empty()).then(|| article.authors.join("; ")).as_deref());
    line("publisher", article.publisher.as_deref());
    line("url", article.url.as_deref());
    line("section", article.section.as_deref());
    line("published", article.published.map(|it| format!("{} on {}", it.at, it.on)).as_deref());
    line("modified", article.modified_at.map(|it| it.to_string()).as_deref());
    for it in &article.declared {
        let name = it.name.as_ref().map_or(String::new(), |name| format!(" ({name})"));
        line("declared", Some(&format!("{}={}{name}", it.kind, it.value)));
    }
    line("text", Some(&article.text));
    for it in &article.warnings {
        line("warning", Some(&format!("{}: {}", it.code, it.detail)));
    }
    out
}

/// Compares the single article of `bytes` with `expected`, line by line without indentation.
#[track_caller]
pub(crate) fn check(path: &str, bytes: &[u8], expected: &str) {
    let printed: Vec<String> = articles(path, bytes).iter().map(print).collect();
    check_text(&printed.join("---\n"), expected);
}

/// Compares two texts line by line without indentation.
#[track_caller]
pub(crate) fn check_text(found: &str, expected: &str) {
    let trimmed = |text: &str| {
        text.lines().map(str::trim).filter(|it| !it.is_empty()).collect::<Vec<_>>().join("\n")
    };
    let (found, expected) = (trimmed(found), trimmed(expected));
    assert!(found == expected, "found:\n{found}\n\nexpected:\n{expected}");
}
