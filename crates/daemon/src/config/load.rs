//! Reads the configuration in layers: defaults, file, environment, flags. The only reader of file and environment.

use std::path::{Path, PathBuf};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::keys::{KEYS, Key, Value};
use super::problem::{ConfigError, Problem, nearest};
use super::{Config, Origin};

/// Where the layers come from.
#[derive(Debug, Default)]
pub(crate) struct Layers {
    /// The file, where one was named.
    pub(crate) file: Option<PathBuf>,
    /// The text of a file that is not on a disk.
    pub(crate) text: Option<String>,
    /// Variables of the environment; those that do not begin with `WIREDESK_` are passed over.
    pub(crate) env: Vec<(String, String)>,
    /// `section.key` and value, as flags gave them.
    pub(crate) flags: Vec<(String, String)>,
    /// What relative paths from environment and flags are below.
    pub(crate) directory: PathBuf,
}

/// Variables that are no keys.
const NOT_KEYS: &[&str] = &["WIREDESK_CONFIG"];

/// The whole configuration, checked.
///
/// # Errors
/// With everything that is wrong in it.
pub(crate) fn load(layers: &Layers) -> Result<Config, ConfigError> {
    let mut loader = Loader { config: Config::default(), problems: Vec::new() };
    if let Some(file) = &layers.file {
        loader.file(file)?;
    }
    if let Some(text) = &layers.text {
        loader.toml("the settings", text, &layers.directory);
    }
    for (name, value) in &layers.env {
        loader.variable(name, value, &layers.directory);
    }
    for (name, value) in &layers.flags {
        loader.flag(name, value, &layers.directory);
    }
    loader.finish(&layers.directory)
}

struct Loader {
    config: Config,
    problems: Vec<Problem>,
}

impl Loader {
    fn file(&mut self, path: &Path) -> Result<(), ConfigError> {
        let shown = path.display().to_string();
        let text = std::fs::read_to_string(path)
            .map_err(|error| ConfigError::one(&shown, format!("cannot be read: {error}")))?;
        let base = path.parent().unwrap_or(Path::new("."));
        let base = std::path::absolute(base).unwrap_or_else(|_| base.to_owned());
        self.toml(&shown, &text, &base);
        Ok(())
    }

    fn toml(&mut self, name: &str, text: &str, base: &Path) {
        let source = Source { name: name.to_owned(), text };
        let (table, errors) = DeTable::parse_recoverable(text);
        for error in errors {
            let at = error.span().map_or(0, |it| it.start);
            self.problems.push(source.problem(at, error.message().to_owned()));
        }
        // In the order of the text, as whoever mends it reads it.
        let mut sections: Vec<_> = table.get_ref().iter().collect();
        sections.sort_by_key(|(section, _)| section.span().start);
        for (section, value) in sections {
            self.section(&source, section, value, base);
        }
    }

    fn section(
        &mut self,
        source: &Source<'_>,
        section: &Spanned<toml::de::DeString<'_>>,
        value: &Spanned<DeValue<'_>>,
        base: &Path,
    ) {
        let name = section.get_ref().as_ref();
        let known = KEYS.iter().any(|it| it.section() == name);
        let (true, DeValue::Table(table)) = (known, value.get_ref()) else {
            let message = if known {
                format!("`{name}` is a section: write `[{name}]` and its keys below")
            } else {
                unknown("section", name, KEYS.iter().map(Key::section))
            };
            self.problems.push(source.problem(section.span().start, message));
            return;
        };
        let mut keys: Vec<_> = table.iter().collect();
        keys.sort_by_key(|(key, _)| key.span().start);
        for (key, value) in keys {
            let full = format!("{name}.{}", key.get_ref());
            let place = source.place(value.span().start);
            let outcome = match Key::find(&full) {
                Some(key) => read(value.get_ref())
                    .and_then(|value| key.set(&mut self.config, &value, base))
                    .map(|()| self.config.origins.push((key.name, Origin::File(place)))),
                None => Err(unknown("key", &full, KEYS.iter().map(|it| it.name))),
            };
            if let Err(message) = outcome {
                self.problems.push(source.problem(value.span().start, message));
            }
        }
    }

    fn variable(&mut self, name: &str, value: &str, base: &Path) {
        if !name.starts_with("WIREDESK_") || NOT_KEYS.contains(&name) {
            return;
        }
        if let Some(key) = KEYS.iter().find(|it| it.variable() == name) {
            self.text(key, name, value, base, Origin::Environment(name.to_owned()));
        } else {
            let variables: Vec<_> = KEYS.iter().map(Key::variable).collect();
            let message = unknown("variable", name, variables.iter().map(String::as_str));
            self.problems.push(Problem { place: "environment".into(), message, line: None });
        }
    }

    fn flag(&mut self, name: &str, value: &str, base: &Path) {
        if let Some(key) = Key::find(name) {
            self.text(key, &format!("flag for {name}"), value, base, Origin::Flag);
        } else {
            let message = unknown("key", name, KEYS.iter().map(|it| it.name));
            self.problems.push(Problem { place: "command line".into(), message, line: None });
        }
    }

    fn text(&mut self, key: &'static Key, place: &str, value: &str, base: &Path, origin: Origin) {
        match key.set(&mut self.config, &Value::Text(value.to_owned()), base) {
            Ok(()) => self.config.origins.push((key.name, origin)),
            Err(message) => {
                self.problems.push(Problem { place: place.into(), message, line: None });
            }
        }
    }

    fn finish(mut self, directory: &Path) -> Result<Config, ConfigError> {
        if self.problems.is_empty() {
            self.config.desk.resolve(directory);
            self.problems.extend(self.config.contradictions());
        }
        if self.problems.is_empty() {
            Ok(self.config)
        } else {
            Err(ConfigError { problems: self.problems })
        }
    }
}

fn unknown<'a>(what: &str, name: &str, known: impl Iterator<Item = &'a str>) -> String {
    match nearest(name, known) {
        Some(near) => format!("unknown {what} `{name}`; did you mean `{near}`?"),
        None => format!("unknown {what} `{name}`; `wiredesk check --print` lists every key"),
    }
}

fn read(value: &DeValue<'_>) -> Result<Value, String> {
    match value {
        DeValue::String(text) => Ok(Value::Text(text.clone().into_owned())),
        DeValue::Integer(number) => number
            .to_string()
            .replace('_', "")
            .parse()
            .map(Value::Number)
            .map_err(|_| format!("`{number}` must be a whole number, not negative")),
        DeValue::Boolean(flag) => Ok(Value::Flag(*flag)),
        DeValue::Array(items) => items
            .iter()
            .map(|item| match item.get_ref() {
                DeValue::String(text) => Ok(text.clone().into_owned()),
                _ => Err("a list here holds strings only".to_owned()),
            })
            .collect::<Result<_, _>>()
            .map(Value::List),
        DeValue::Float(_) | DeValue::Datetime(_) | DeValue::Table(_) => {
            Err("no key takes a value of this kind".to_owned())
        }
    }
}

/// The file's text, for pointing at places in it.
struct Source<'a> {
    name: String,
    text: &'a str,
}

impl Source<'_> {
    fn position(&self, offset: usize) -> (usize, usize) {
        let before = self.text.get(..offset).unwrap_or(self.text);
        let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
        (before.matches('\n').count() + 1, column)
    }

    fn place(&self, offset: usize) -> String {
        let (line, column) = self.position(offset);
        format!("{}:{line}:{column}", self.name)
    }

    fn problem(&self, offset: usize, message: String) -> Problem {
        let (line, _) = self.position(offset);
        let line = self.text.lines().nth(line - 1).map(str::to_owned);
        Problem { place: self.place(offset), message, line }
    }
}
