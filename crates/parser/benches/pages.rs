//! How many web pages of 20 KB become articles in a second of CPU time: `cargo bench -p wiredesk-parser`.
//! CPU time, not wall time, so that a busy machine changes the figure little; the fastest of many passes counts.

use std::fmt::Write as _;
use std::hint::black_box;
use std::io::Write as _;

use rustix::time::{ClockId, clock_gettime};
use wiredesk_parser::{Flow, Hint, ParserConfig, parse};

/// Size of a page in bytes.
const PAGE_BYTES: usize = 20_000;
/// Pages of a pass.
const PAGES: usize = 50;
/// Passes over all pages.
const PASSES: usize = 40;

/// CPU seconds of this thread.
fn cpu_seconds() -> f64 {
    let now = clock_gettime(ClockId::ThreadCPUTime);
    now.tv_sec as f64 + now.tv_nsec as f64 * 1e-9
}

/// A page as news sites build them: declared metadata, navigation, a report, teasers, scripts.
fn page(number: usize) -> String {
    let mut page = format!(
        r#"<!DOCTYPE html><html lang="en"><head><title>Storm {number} hits the coast | The Daily Example</title>
<meta property="og:title" content="Storm {number} hits the coast"><meta name="author" content="By Jane Doe">
<script type="application/ld+json">{{"@type":"NewsArticle","headline":"Storm {number} hits the coast","datePublished":"2025-03-17T10:15:00Z","author":[{{"name":"Jane Doe"}}]}}</script>
<style>.a{{color:red}}</style></head><body><header class="site-header"><nav><ul>"#
    );
    for section in 0..30 {
        _ = write!(page, r#"<li class="nav-item"><a href="/{section}">Section {section}</a></li>"#);
    }
    page.push_str(r#"</ul></nav></header><main><article class="post"><h1>Storm hits the coast</h1><div class="entry-content">"#);
    let mut paragraph = 0;
    while page.len() < PAGE_BYTES * 3 / 4 {
        paragraph += 1;
        _ = write!(
            page,
            r#"<p class="paragraph">The storm of number {number} reached village {paragraph} on Monday night, and by the morning the <a href="/lights">lights</a> had gone out in all but two of its <em>houses</em>, the council said.</p>"#
        );
    }
    page.push_str(r#"</div><section class="related-stories">"#);
    let mut card = 0;
    while page.len() < PAGE_BYTES {
        card += 1;
        _ = write!(
            page,
            r#"<div class="card"><a href="/{card}"><img src="a.jpg"><h3>Barn roof {card} is gone</h3></a><p>How a barn loses its roof.</p></div>"#
        );
    }
    page.push_str(
        "</section></article></main><footer><p>All rights reserved.</p></footer></body></html>",
    );
    page
}

fn main() -> std::io::Result<()> {
    let pages: Vec<String> = (0..PAGES).map(page).collect();
    let hint = Hint { path: "page.html".into(), modified: None };
    let config = ParserConfig::default();
    let mut least = f64::INFINITY;
    for _ in 0..PASSES {
        let since = cpu_seconds();
        for page in &pages {
            let report = parse(&mut page.as_bytes(), &hint, &config, &mut |article| {
                black_box(article.text.len());
                Flow::Continue
            });
            assert!(report.is_ok_and(|it| it.n_articles == 1), "every page is an article");
        }
        least = least.min(cpu_seconds() - since);
    }
    let mut out = std::io::stdout().lock();
    writeln!(out, "web pages of 20 KB: {:.0} a CPU second", PAGES as f64 / least)
}
