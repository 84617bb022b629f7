//! Developer tool: reads every file below the paths given and prints a line for each article or refusal, and with `-v` the
//! articles themselves.
//!
//! `cargo run -p wiredesk-parser --example walk -- [-v] PATH…`
#![expect(clippy::print_stdout, reason = "a developer tool that prints a table")]

use std::{
    collections::BTreeMap,
    fs::{self, File},
    path::{Path, PathBuf},
};

use wiredesk_model::{Article, Dateline};
use wiredesk_parser::{Flow, Hint, ParserConfig, Rejection, parse};

fn main() {
    let mut verbose = false;
    let mut files = Vec::new();
    for argument in std::env::args().skip(1) {
        if argument == "-v" {
            verbose = true;
        } else {
            collect(Path::new(&argument), &mut files);
        }
    }
    let mut totals: BTreeMap<String, u32> = BTreeMap::new();
    for path in files {
        let mut count = |key: String| *totals.entry(key).or_default() += 1;
        let outcome = read(&path, &mut |article| {
            count(format!("article {}", article.source.format));
            print(&path, article, verbose);
        });
        match outcome {
            Ok(warnings) => {
                for warning in warnings {
                    println!("{}\tNOTE\t{warning}", path.display());
                }
            }
            Err(rejection) => {
                count(format!("refused {}", rejection.code));
                println!("{}\tREFUSED\t{rejection}", path.display());
            }
        }
    }
    for (key, count) in totals {
        println!("{count:6} {key}");
    }
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(path) else {
        files.push(path.to_owned());
        return;
    };
    let mut below: Vec<PathBuf> = entries.filter_map(|it| Some(it.ok()?.path())).collect();
    below.sort();
    for path in below {
        collect(&path, files);
    }
}

fn read(path: &Path, show: &mut dyn FnMut(&Article)) -> Result<Vec<String>, Rejection> {
    let mut file = File::open(path).map_err(|error| Rejection::unreadable(&error))?;
    let hint = Hint { path: path.display().to_string(), modified: None };
    let mut emit = |article: Article| {
        show(&article);
        Flow::Continue
    };
    let report = parse(&mut file, &hint, &ParserConfig::default(), &mut emit)?;
    Ok(report.warnings.iter().map(|it| format!("{}: {}", it.code, it.detail)).collect())
}

fn print(path: &Path, article: &Article, verbose: bool) {
    let date = article.published.map_or("-".to_owned(), |it| it.at.to_string());
    let warnings: Vec<&str> = article.warnings.iter().map(|it| it.code).collect();
    println!(
        "{}\t{}\t{}\t{}\t{}\t{date}\t{}\t{}",
        path.file_name().unwrap_or_default().display(),
        article.source.format,
        article.source.part,
        article.title.as_deref().unwrap_or("-"),
        article.authors.join("; "),
        article.text.chars().count(),
        warnings.join(" ")
    );
    if verbose {
        print_fields(article);
    }
}

/// What is set, a line each, and the text.
fn print_fields(article: &Article) {
    let lines = [
        ("guid", &article.guid),
        ("subtitle", &article.subtitle),
        ("publisher", &article.publisher),
        ("url", &article.url),
        ("section", &article.section),
        ("encoding", &article.source.encoding),
        ("compression", &article.source.compression),
    ];
    for (name, value) in lines {
        if let Some(value) = value {
            println!("  {name}: {value}");
        }
    }
    if let Some(published) = article.published {
        println!("  published: {} ({}, {:?})", published.at, published.on, published.from);
    }
    if let Some(modified) = article.modified_at {
        println!("  modified: {modified}");
    }
    if let Some(dateline) = &article.dateline {
        let Dateline { place, agency, date, .. } = dateline;
        println!("  dateline: {place:?} {agency:?} {date:?}");
    }
    for it in &article.declared {
        println!("  {}: {} {}", it.kind, it.value, it.name.as_deref().unwrap_or_default());
    }
    for it in &article.warnings {
        println!("  WARNING {}: {}", it.code, it.detail);
    }
    for span in &article.paragraphs {
        println!("  | {}", article.slice(*span));
    }
}
