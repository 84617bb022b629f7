//! The habits of the repository that a compiler does not check.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Which of our crates each may use. A new edge is a decision of its own.
const EDGES: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("parser", &["model"]),
    ("gazetteer", &["model"]),
    ("language", &["model", "gazetteer"]),
    ("enricher", &["model", "language", "gazetteer"]),
    ("memory", &["model"]),
    ("inbox", &["model", "journal"]),
    ("journal", &["model"]),
    ("sink", &["model", "journal"]),
    ("daemon", &["model", "parser", "enricher", "memory", "inbox", "journal", "sink"]),
    ("trainer", &["model", "language", "gazetteer", "enricher", "parser"]),
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

fn sources() -> Vec<PathBuf> {
    let mut files = Vec::new();
    for folder in ["crates", "tests"] {
        files.extend(crate::desk::files_below(&root().join(folder)));
    }
    files.retain(|it| {
        it.extension().is_some_and(|it| it == "rs") && !it.starts_with(root().join("target"))
    });
    files.sort();
    assert!(files.len() > 50);
    files
}

#[test]
fn crates_depend_only_downwards() {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline"])
        .current_dir(root())
        .output()
        .unwrap();
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let mut seen = BTreeSet::new();
    for package in metadata["packages"].as_array().unwrap() {
        let manifest = PathBuf::from(package["manifest_path"].as_str().unwrap());
        let name = manifest.parent().unwrap().file_name().unwrap().to_str().unwrap().to_owned();
        let allowed = EDGES.iter().find(|(it, _)| *it == name);
        let (_, allowed) = allowed.unwrap_or_else(|| panic!("crate `{name}` is not in the list"));
        for dependency in package["dependencies"].as_array().unwrap() {
            let dependency_name = dependency["name"].as_str().unwrap();
            let dev = dependency["kind"] == "dev";
            if let Some(ours) = dependency_name.strip_prefix("wiredesk-").filter(|_| !dev) {
                assert!(allowed.contains(&ours), "`{name}` may not depend on `{ours}`");
            }
        }
        seen.insert(name);
    }
    assert_eq!(seen.len(), EDGES.len(), "the list names crates that are not there");
}

#[test]
fn every_source_file_says_what_it_is_for() {
    for file in sources() {
        let text = fs::read_to_string(&file).unwrap();
        assert!(text.starts_with("//! "), "{} does not open with `//!`", file.display());
    }
}

#[test]
fn words_that_say_nothing_are_not_used() {
    let banned = [
        ["TO", "DO:"].concat(),
        ["FIX", "ME"].concat(),
        ["XX", "X:"].concat(),
        ["#[ig", "nore"].concat(),
        ["should_", "panic"].concat(),
    ];
    for file in sources() {
        let text = fs::read_to_string(&file).unwrap();
        for word in &banned {
            assert!(!text.contains(word), "{} contains `{word}`", file.display());
        }
    }
    for name in ["utils", "common", "helpers", "core", "misc"] {
        let named = sources().into_iter().find(|it| it.file_stem().is_some_and(|it| it == name));
        assert_eq!(named, None, "say the thing instead of `{name}`");
    }
}

#[test]
fn the_root_shows_only_what_a_newcomer_looks_for() {
    let shown: BTreeSet<_> = fs::read_dir(root())
        .unwrap()
        .map(|it| it.unwrap().file_name().into_string().unwrap())
        .filter(|it| !it.starts_with('.') && it != "target" && it != "desk")
        .collect();
    let expect =
        ["Cargo.lock", "Cargo.toml", "LICENSE", "README.md", "config", "crates", "deploy", "tests"];
    assert_eq!(shown, expect.map(str::to_owned).into());
}

#[test]
fn the_readme_describes_every_crate_and_command() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    for (name, _) in EDGES {
        let heading = format!("**`{name}`**");
        let at = readme.find(&heading).unwrap_or_else(|| panic!("no paragraph for {name}"));
        let paragraph = readme.get(at..).unwrap().split("\n\n").next().unwrap();
        assert!(paragraph.contains("**Invariant:**"), "{name} has no invariant");
    }
    for command in ["run", "enrich", "show", "explain", "replay", "audit", "check", "schema", "top"]
    {
        assert!(readme.contains(&format!("`wiredesk {command}")), "no {command}");
    }
}
