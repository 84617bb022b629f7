//! What is wrong with a configuration: where, what, and what would be right. Nothing is printed here.

use std::fmt;

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Problem {
    /// `wiredesk.toml:12:1`, `WIREDESK_INBOX_SETTLE`, `--set`.
    pub(crate) place: String,
    pub(crate) message: String,
    /// The line of the file it stands in.
    pub(crate) line: Option<String>,
}

/// Everything that is wrong, so that one look mends all of it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) struct ConfigError {
    pub(crate) problems: Vec<Problem>,
}

impl ConfigError {
    pub(crate) fn one(place: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            problems: vec![Problem { place: place.into(), message: message.into(), line: None }],
        }
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the configuration is wrong")?;
        for Problem { place, message, line } in &self.problems {
            write!(f, "\n  {place}: {message}")?;
            if let Some(line) = line {
                write!(f, "\n    | {}", line.trim_end())?;
            }
        }
        Ok(())
    }
}

/// The known name that `wrong` most likely meant.
pub(crate) fn nearest<'a>(wrong: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    known
        .map(|it| (strsim::jaro_winkler(wrong, it), it))
        .filter(|(likeness, _)| *likeness > 0.75)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, it)| it)
}
