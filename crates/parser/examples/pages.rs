//! Prints a minimal record for each file named: what the parser alone makes of it, for scoring.
#![expect(clippy::print_stdout, reason = "its output is its purpose")]

use std::fs::File;

use wiredesk_parser::{Flow, Hint, ParserConfig, parse};

fn main() {
    for path in std::env::args().skip(1) {
        let Ok(mut file) = File::open(&path) else { continue };
        let hint = Hint { path: path.clone(), modified: None };
        let result = parse(&mut file, &hint, &ParserConfig::default(), &mut |article| {
            let record = serde_json::json!({
                "source": { "path": article.source.path, "format": article.source.format },
                "article": {
                    "title": article.title, "subtitle": article.subtitle, "authors": article.authors,
                    "publisher": article.publisher, "url": article.url, "section": article.section,
                    "published": article.published.map(|it| it.on.to_string()), "text": article.text,
                },
                "warnings": article.warnings.iter().map(|it| it.code).collect::<Vec<_>>(),
            });
            println!("{record}");
            Flow::Continue
        });
        if let Err(rejection) = result {
            println!(
                "{}",
                serde_json::json!({ "source": { "path": path }, "rejected": rejection.to_string() })
            );
        }
    }
}
