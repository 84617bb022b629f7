//! Every key of the configuration, one row each: its name, its kind of value, where it lives, whether a
//! running service can take a new value. Files, variables, flags, `check --print` and the reload all read this table,
//! so a key cannot be known to one of them and unknown to another.

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::time::Duration;

use wiredesk_sink::Profile;

use super::Config;
use super::values::{parse_bytes, parse_duration, show_bytes, show_duration};

/// A value as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Value {
    Text(String),
    Number(u64),
    Flag(bool),
    List(Vec<String>),
}

/// The field of a key, by the kind of value it takes.
pub(crate) enum Slot {
    Bytes(fn(&mut Config) -> &mut u64),
    Count(fn(&mut Config) -> &mut u64),
    Count32(fn(&mut Config) -> &mut u32),
    AtLeastOne(fn(&mut Config) -> &mut NonZeroUsize),
    Index(fn(&mut Config) -> &mut usize),
    Duration(fn(&mut Config) -> &mut Duration),
    Folder(fn(&mut Config) -> &mut PathBuf),
    Flag(fn(&mut Config) -> &mut bool),
    Text(fn(&mut Config) -> &mut String),
    List(fn(&mut Config) -> &mut Vec<String>),
    /// One of a few words.
    Word(&'static [&'static str], fn(&Config) -> String, fn(&mut Config, &str)),
    /// A text with a grammar of its own.
    Parsed(fn(&Config) -> String, fn(&mut Config, &str) -> Result<(), String>),
}

/// One key.
pub(crate) struct Key {
    /// `section.key`.
    pub(crate) name: &'static str,
    pub(crate) slot: Slot,
    /// Whether SIGHUP can change it.
    pub(crate) reloads: bool,
}

impl Key {
    pub(crate) fn find(name: &str) -> Option<&'static Self> {
        KEYS.iter().find(|it| it.name == name)
    }

    pub(crate) fn section(&self) -> &'static str {
        self.name.split_once('.').map_or(self.name, |(section, _)| section)
    }

    /// The environment variable that overrides it.
    pub(crate) fn variable(&self) -> String {
        format!("WIREDESK_{}", self.name.replace(['.', '-'], "_").to_uppercase())
    }

    /// Puts `value` into its field; relative folders are below `base`.
    ///
    /// # Errors
    /// With what would be right, if the value is of another kind or out of range.
    pub(crate) fn set(
        &self,
        config: &mut Config,
        value: &Value,
        base: &Path,
    ) -> Result<(), String> {
        match &self.slot {
            Slot::Bytes(field) => *field(config) = bytes(value)?,
            Slot::Count(field) => *field(config) = number(value)?,
            Slot::Count32(field) => *field(config) = narrow(number(value)?)?,
            Slot::Index(field) => *field(config) = narrow(number(value)?)?,
            Slot::AtLeastOne(field) => {
                *field(config) = NonZeroUsize::new(narrow(number(value)?)?)
                    .ok_or("must be at least 1".to_owned())?;
            }
            Slot::Duration(field) => *field(config) = parse_duration(text(value)?)?,
            Slot::Folder(field) => *field(config) = folder(text(value)?, self.name, base)?,
            Slot::Flag(field) => *field(config) = flag(value)?,
            Slot::Text(field) => text(value)?.clone_into(field(config)),
            Slot::List(field) => *field(config) = list(value),
            Slot::Word(words, _, set) => set(config, word(text(value)?, words)?),
            Slot::Parsed(_, set) => match value {
                Value::Number(number) => set(config, &number.to_string())?,
                other => set(config, text(other)?)?,
            },
        }
        Ok(())
    }

    /// The value as TOML.
    pub(crate) fn show(&self, config: &Config) -> String {
        let mut config = config.clone();
        let config = &mut config;
        match &self.slot {
            Slot::Bytes(field) => quoted(&show_bytes(*field(config))),
            Slot::Count(field) => field(config).to_string(),
            Slot::Count32(field) => field(config).to_string(),
            Slot::Index(field) => field(config).to_string(),
            Slot::AtLeastOne(field) => field(config).to_string(),
            Slot::Duration(field) => quoted(&show_duration(*field(config))),
            Slot::Folder(field) => quoted(&field(config).display().to_string()),
            Slot::Flag(field) => field(config).to_string(),
            Slot::Text(field) => quoted(field(config)),
            Slot::List(field) => {
                let items: Vec<_> = field(config).iter().map(|it| quoted(it)).collect();
                format!("[{}]", items.join(", "))
            }
            Slot::Word(_, get, _) | Slot::Parsed(get, _) => quoted(&get(config)),
        }
    }
}

fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

fn text(value: &Value) -> Result<&String, String> {
    match value {
        Value::Text(text) => Ok(text),
        Value::Number(_) | Value::Flag(_) | Value::List(_) => Err("must be a string".into()),
    }
}

fn number(value: &Value) -> Result<u64, String> {
    match value {
        Value::Number(number) => Ok(*number),
        Value::Text(text) => text
            .replace('_', "")
            .parse()
            .map_err(|_| format!("`{text}` must be a whole number, not negative")),
        Value::Flag(_) | Value::List(_) => Err("must be a whole number".into()),
    }
}

fn narrow<T: TryFrom<u64>>(number: u64) -> Result<T, String> {
    number.try_into().map_err(|_| format!("{number} is too large"))
}

fn bytes(value: &Value) -> Result<u64, String> {
    match value {
        Value::Number(number) => Ok(*number),
        Value::Text(text) => parse_bytes(text),
        Value::Flag(_) | Value::List(_) => Err("must be a size such as \"64 MiB\"".into()),
    }
}

fn flag(value: &Value) -> Result<bool, String> {
    match value {
        Value::Flag(flag) => Ok(*flag),
        Value::Text(text) if text == "true" => Ok(true),
        Value::Text(text) if text == "false" => Ok(false),
        Value::Text(_) | Value::Number(_) | Value::List(_) => Err("must be true or false".into()),
    }
}

/// A variable or flag gives a list with commas.
fn list(value: &Value) -> Vec<String> {
    match value {
        Value::List(items) => items.clone(),
        Value::Text(text) => {
            text.split(',').map(|it| it.trim().to_owned()).filter(|it| !it.is_empty()).collect()
        }
        Value::Number(number) => vec![number.to_string()],
        Value::Flag(flag) => vec![flag.to_string()],
    }
}

fn word<'a>(text: &str, words: &[&'a str]) -> Result<&'a str, String> {
    words
        .iter()
        .find(|it| **it == text)
        .copied()
        .ok_or_else(|| format!("`{text}` must be one of `{}`", words.join("`, `")))
}

/// Folders of the desk are below its root; the root is below the file that names it, or the working directory.
fn folder(text: &str, key: &str, base: &Path) -> Result<PathBuf, String> {
    if text.is_empty() {
        return Err("must name a folder".into());
    }
    Ok(if key == "desk.root" { base.join(text) } else { PathBuf::from(text) })
}

fn profile_name(profile: Profile) -> String {
    let named = Profile::ALL.iter().find(|(_, it)| *it == profile);
    named.map_or("native", |(name, _)| name).to_owned()
}

macro_rules! key {
    ($name:literal, $kind:ident, $($field:ident).+) => {
        Key { name: $name, slot: Slot::$kind(|it| &mut it.$($field).+), reloads: false }
    };
    ($name:literal, $kind:ident, $($field:ident).+, reloads) => {
        Key { name: $name, slot: Slot::$kind(|it| &mut it.$($field).+), reloads: true }
    };
}

/// All keys, in the order of the shipped file.
pub(crate) static KEYS: &[Key] = &[
    key!("desk.root", Folder, desk.root),
    key!("desk.inbox", Folder, desk.inbox),
    key!("desk.outbox", Folder, desk.outbox),
    key!("desk.archive", Folder, desk.archive),
    key!("desk.rejected", Folder, desk.rejected),
    key!("desk.state", Folder, desk.state),
    key!("inbox.settle", Duration, inbox.settle),
    key!("inbox.rescan", Duration, inbox.rescan),
    key!("inbox.poll", Duration, inbox.poll),
    key!("inbox.always-poll", Flag, inbox.always_poll),
    key!("parser.max-document-bytes", Bytes, parser.max_document_bytes, reloads),
    key!("parser.max-expanded-bytes", Bytes, parser.max_expanded_bytes, reloads),
    key!("parser.max-ratio", Count, parser.max_ratio, reloads),
    key!("parser.max-depth", Count32, parser.max_depth, reloads),
    key!("parser.max-parts", Count32, parser.max_parts, reloads),
    key!("enricher.enabled", Flag, enricher.enabled),
    key!("enricher.disabled", List, enricher.disabled),
    key!("memory.window", Duration, memory.window),
    key!("memory.max-bytes", Bytes, memory.max_bytes),
    key!("memory.story-window", Duration, memory.story_window),
    Key {
        name: "sink.profile",
        slot: Slot::Word(
            &["native", "ecs", "compact"],
            |it| profile_name(it.sink.profile),
            |config, word| config.sink.profile = Profile::parse(word).unwrap_or_default(),
        ),
        reloads: false,
    },
    Key {
        name: "sink.max-record-bytes",
        slot: Slot::Parsed(
            |it| super::show_record_bytes(it.sink.max_record_bytes),
            |config, text| {
                super::parse_record_bytes(text).map(|it| config.sink.max_record_bytes = it)
            },
        ),
        reloads: false,
    },
    key!("sink.max-segment-bytes", Bytes, sink.outbox.max_segment_bytes),
    key!("sink.max-segment-age", Duration, sink.max_segment_age),
    key!("sink.checkpoint-bytes", Bytes, sink.outbox.checkpoint_bytes),
    key!("sink.compress-after", Duration, sink.compress_after),
    key!("sink.remove-after", Duration, sink.remove_after),
    key!("sink.compress-level", Count32, sink.compress_level),
    key!("service.workers", Index, service.workers),
    key!("service.queue", AtLeastOne, service.queue),
    key!("service.max-in-flight-bytes", Bytes, service.max_in_flight_bytes),
    key!("service.attempts", Count32, service.attempts),
    key!("service.drain", Duration, service.drain, reloads),
    Key {
        name: "service.listen",
        slot: Slot::Parsed(
            |it| it.service.listen.map(|it| it.to_string()).unwrap_or_default(),
            |config, text| super::parse_listen(text).map(|it| config.service.listen = it),
        ),
        reloads: false,
    },
    key!("log.filter", Text, log.filter, reloads),
    Key {
        name: "log.format",
        slot: Slot::Word(
            super::LogFormat::WORDS,
            |it| it.log.format.word().to_owned(),
            |config, word| config.log.format = super::LogFormat::of(word),
        ),
        reloads: false,
    },
];
