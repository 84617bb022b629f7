//! The layers, their messages, and the shipped file.

use std::path::{Path, PathBuf};

use super::*;

fn layers(file: &Path) -> Layers {
    Layers { file: Some(file.to_owned()), directory: "/srv".into(), ..Layers::default() }
}

/// What is said about a file with `text`.
#[track_caller]
fn check_refused(text: &str, expect: &[&str]) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("wiredesk.toml");
    std::fs::write(&file, text).unwrap();
    let said = load(&layers(&file)).unwrap_err().to_string();
    for part in expect {
        assert!(said.contains(part), "`{part}` is not in:\n{said}");
    }
}

fn shipped() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../config/wiredesk.toml")
}

#[test]
fn the_shipped_file_shows_every_key_with_its_default() {
    let config = load(&layers(&shipped())).unwrap();
    let mut defaults = Config::default();
    defaults.desk.resolve(&shipped().parent().unwrap().canonicalize().unwrap());
    for key in KEYS {
        assert!(config.origin(key).is_some(), "`{}` is not shown", key.name);
        if key.section() != "desk" {
            assert_eq!(key.show(&config), key.show(&defaults), "default of `{}`", key.name);
        }
    }
    let names: Vec<_> = config.origins.iter().map(|(name, _)| *name).collect();
    assert_eq!(names.len(), KEYS.len(), "a key is shown twice");
}

#[test]
fn every_key_of_the_shipped_file_has_a_reason_above_it() {
    let text = std::fs::read_to_string(shipped()).unwrap();
    let lines: Vec<_> = text.lines().collect();
    for (i, line) in lines.iter().enumerate().skip(1) {
        if line.contains(" = ") && !line.starts_with('#') {
            assert!(lines[i - 1].starts_with('#'), "line {} has no reason: {line}", i + 1);
        }
    }
}

#[test]
fn a_shown_value_is_read_back() {
    let mut config = Config::default();
    for key in KEYS {
        let shown = key.show(&config);
        let text =
            format!("[{}]\n{} = {shown}\n", key.section(), key.name.rsplit('.').next().unwrap());
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("one.toml");
        std::fs::write(&file, text).unwrap();
        let again = load(&layers(&file)).unwrap();
        if key.section() != "desk" {
            assert_eq!(key.show(&again), shown);
        }
    }
    config.service.attempts = 4;
    assert_eq!(Key::find("service.attempts").unwrap().show(&config), "4");
}

#[test]
fn an_unknown_key_is_refused_with_its_line_and_the_nearest() {
    check_refused(
        "[parser]\nmax-depth = 4\nmax-document-byte = 3\n",
        &[
            "wiredesk.toml:3:",
            "did you mean `parser.max-document-bytes`?",
            "| max-document-byte = 3",
        ],
    );
    check_refused("[servce]\n", &["wiredesk.toml:1:2", "unknown section `servce`", "`service`"]);
    check_refused("desk = 3\n", &["`desk` is a section"]);
}

#[test]
fn bad_values_are_refused_all_at_once() {
    check_refused(
        "[service]\nqueue = 0\ndrain = \"soon\"\nlisten = \"0.0.0.0:80\"\n[log]\nformat = \"xml\"\n",
        &[
            ":2:9: must be at least 1",
            ":3:9: `soon` is no duration",
            ":4:10: `0.0.0.0:80` can be reached from other machines",
            ":6:10: `xml` must be one of `auto`, `human`, `json`",
        ],
    );
    check_refused("[service\n", &[":1:"]);
    check_refused("[desk]\noutbox = \"inbox/out\"\n", &["must not lie in one another"]);
    check_refused("[enricher]\ndisabled = [\"nmaes\"]\n", &["`nmaes` is no stage"]);
    check_refused("[parser]\nmax-depth = -1\n", &["`-1` must be a whole number, not negative"]);
}

#[test]
fn later_layers_win() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("wiredesk.toml");
    std::fs::write(&file, "[service]\nattempts = 5\nworkers = 2\n[desk]\nroot = \"d\"\n").unwrap();
    let layers = Layers {
        env: vec![
            ("WIREDESK_SERVICE_WORKERS".into(), "3".into()),
            ("WIREDESK_ENRICHER_DISABLED".into(), "topics, sentiment".into()),
            ("HOME".into(), "/".into()),
        ],
        flags: vec![("service.drain".into(), "3s".into())],
        ..layers(&file)
    };
    let config = load(&layers).unwrap();
    assert_eq!((config.service.attempts, config.service.workers), (5, 3));
    assert_eq!(config.service.drain, Duration::from_secs(3));
    assert_eq!(config.enricher.disabled, ["topics", "sentiment"]);
    assert_eq!(config.desk.inbox, folder.path().join("d/inbox"));
}

#[test]
fn a_misspelt_variable_is_refused() {
    let layers = Layers {
        env: vec![("WIREDESK_SERVICE_WORKER".into(), "3".into())],
        directory: "/srv".into(),
        ..Layers::default()
    };
    let said = load(&layers).unwrap_err().to_string();
    assert!(said.contains("did you mean `WIREDESK_SERVICE_WORKERS`?"), "{said}");
}
