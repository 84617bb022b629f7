//! The whole configuration: each crate's part nested in one value that is checked at start and then passed on.

mod keys;
mod load;
mod problem;
mod values;

use std::net::SocketAddr;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::SignedDuration;
pub(crate) use keys::{KEYS, Key};
pub(crate) use load::{Layers, load};
pub(crate) use problem::{ConfigError, Problem};
use wiredesk_inbox::InboxConfig;
use wiredesk_memory::MemoryConfig;
use wiredesk_parser::{ParserConfig, PdfReader};
use wiredesk_sink::{
    CompressConfig, DEFAULT_MAX_RECORD_BYTES, MIN_RECORD_BYTES, OutboxConfig, PRESETS, Profile,
    Shape, preset,
};

/// Where a key's value came from, where it is not the default.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    /// `file:line:column`.
    File(String),
    /// The variable.
    Environment(String),
    /// A flag.
    Flag,
}

/// Everything that can be configured.
#[derive(Clone, Debug)]
pub(crate) struct Config {
    pub(crate) desk: DeskConfig,
    pub(crate) parser: ParserConfig,
    pub(crate) inbox: InboxConfig,
    pub(crate) enricher: EnricherConfig,
    pub(crate) memory: MemoryConfig,
    pub(crate) sink: SinkConfig,
    pub(crate) service: ServiceConfig,
    pub(crate) log: LogConfig,
    /// Keys that were set, in order; the last one holds.
    pub(crate) origins: Vec<(&'static str, Origin)>,
}

/// The folders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DeskConfig {
    pub(crate) root: PathBuf,
    pub(crate) inbox: PathBuf,
    pub(crate) outbox: PathBuf,
    pub(crate) archive: PathBuf,
    pub(crate) rejected: PathBuf,
    pub(crate) state: PathBuf,
}

/// The outbox's lines and segments. Folders of `outbox` are the desk's, filled in when it is opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SinkConfig {
    pub(crate) profile: Profile,
    /// `None` is no bound.
    pub(crate) max_record_bytes: Option<usize>,
    pub(crate) max_segment_age: Duration,
    pub(crate) outbox: OutboxConfig,
    /// Zero: never.
    pub(crate) compress_after: Duration,
    /// Zero: never.
    pub(crate) remove_after: Duration,
    pub(crate) compress_level: u32,
}

/// Which stages run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct EnricherConfig {
    pub(crate) enabled: bool,
    pub(crate) disabled: Vec<String>,
}

/// The process.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ServiceConfig {
    /// Enrichment workers; 0 means one a processor.
    pub(crate) workers: usize,
    /// Length of the queues between the stages.
    pub(crate) queue: NonZeroUsize,
    /// Processes of its own that a file may kill before it is set aside.
    pub(crate) attempts: u32,
    /// How long a stop may take.
    pub(crate) drain: Duration,
    /// Memory of the articles between reading and writing, about.
    pub(crate) max_in_flight_bytes: u64,
    /// Where metrics and health are served.
    pub(crate) listen: Option<SocketAddr>,
}

/// The log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LogConfig {
    /// `tracing`'s filter syntax.
    pub(crate) filter: String,
    pub(crate) format: LogFormat,
}

/// How log lines look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LogFormat {
    /// Human on a terminal, JSON otherwise.
    Auto,
    Human,
    Json,
}

impl LogFormat {
    const WORDS: &'static [&'static str] = &["auto", "human", "json"];

    fn word(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Human => "human",
            Self::Json => "json",
        }
    }

    fn of(word: &str) -> Self {
        match word {
            "human" => Self::Human,
            "json" => Self::Json,
            _ => Self::Auto,
        }
    }
}

impl Default for DeskConfig {
    fn default() -> Self {
        Self {
            root: "desk".into(),
            inbox: "inbox".into(),
            outbox: "outbox".into(),
            archive: "archive".into(),
            rejected: "rejected".into(),
            state: "state".into(),
        }
    }
}

impl DeskConfig {
    /// The folders with the keys that name them.
    pub(crate) fn folders(&self) -> [(&'static str, &Path); 5] {
        [
            ("desk.inbox", &self.inbox),
            ("desk.outbox", &self.outbox),
            ("desk.archive", &self.archive),
            ("desk.rejected", &self.rejected),
            ("desk.state", &self.state),
        ]
    }

    /// Makes every folder absolute.
    fn resolve(&mut self, directory: &Path) {
        self.root = tidy(&directory.join(&self.root));
        let folders = [
            &mut self.inbox,
            &mut self.outbox,
            &mut self.archive,
            &mut self.rejected,
            &mut self.state,
        ];
        for folder in folders {
            *folder = tidy(&self.root.join(&folder));
        }
    }
}

/// Without `.` components, which only make messages longer.
fn tidy(path: &Path) -> PathBuf {
    path.components().collect()
}

impl Default for SinkConfig {
    fn default() -> Self {
        Self {
            profile: Profile::Native,
            max_record_bytes: Some(DEFAULT_MAX_RECORD_BYTES),
            max_segment_age: Duration::from_hours(24),
            outbox: OutboxConfig::new(PathBuf::new(), PathBuf::new()),
            compress_after: Duration::ZERO,
            remove_after: Duration::ZERO,
            compress_level: 9,
        }
    }
}

impl SinkConfig {
    /// How lines look.
    pub(crate) fn shape(&self) -> Shape {
        Shape { profile: self.profile, max_record_bytes: self.max_record_bytes }
    }

    /// When old segments are compressed, if ever.
    pub(crate) fn compression(&self) -> Option<CompressConfig> {
        let signed = |it: Duration| SignedDuration::try_from(it).unwrap_or(SignedDuration::MAX);
        (!self.compress_after.is_zero()).then(|| CompressConfig {
            after: signed(self.compress_after),
            remove_after: (!self.remove_after.is_zero()).then(|| signed(self.remove_after)),
            level: self.compress_level as i32,
        })
    }
}

impl Default for Config {
    fn default() -> Self {
        Self {
            desk: DeskConfig::default(),
            inbox: InboxConfig::new(PathBuf::new(), PathBuf::new(), PathBuf::new()),
            parser: ParserConfig {
                pdf: PdfReader(crate::isolation::read_pdf_apart),
                ..ParserConfig::default()
            },
            enricher: EnricherConfig::default(),
            memory: MemoryConfig::default(),
            sink: SinkConfig::default(),
            service: ServiceConfig::default(),
            log: LogConfig::default(),
            origins: Vec::new(),
        }
    }
}

impl Default for EnricherConfig {
    fn default() -> Self {
        Self { enabled: true, disabled: Vec::new() }
    }
}

impl Default for ServiceConfig {
    fn default() -> Self {
        Self {
            workers: 0,
            queue: const { NonZeroUsize::new(64).expect("64 is not 0") },
            attempts: 3,
            drain: Duration::from_secs(20),
            max_in_flight_bytes: 256 << 20,
            listen: None,
        }
    }
}

impl Default for LogConfig {
    fn default() -> Self {
        Self { filter: "info".into(), format: LogFormat::Auto }
    }
}

impl Config {
    /// The inbox's part, with the desk's folders.
    pub(crate) fn inbox(&self) -> InboxConfig {
        InboxConfig {
            inbox: self.desk.inbox.clone(),
            archive: self.desk.archive.clone(),
            rejected: self.desk.rejected.clone(),
            ..self.inbox.clone()
        }
    }

    /// The outbox's part, with the desk's folders.
    pub(crate) fn outbox(&self) -> OutboxConfig {
        OutboxConfig {
            outbox: self.desk.outbox.clone(),
            state: self.desk.state.clone(),
            max_segment_age: SignedDuration::try_from(self.sink.max_segment_age)
                .unwrap_or(SignedDuration::MAX),
            ..self.sink.outbox.clone()
        }
    }

    /// The sections that say how one file is read and enriched, in TOML.
    pub(crate) fn reading_settings(&self) -> String {
        let mut lines = Vec::new();
        for section in ["parser", "enricher"] {
            lines.push(format!("[{section}]"));
            for key in KEYS.iter().filter(|it| it.section() == section) {
                let name = key.name.rsplit('.').next().unwrap_or(key.name);
                lines.push(format!("{name} = {}", key.show(self)));
            }
        }
        lines.join("\n")
    }

    /// Where the value of `key` came from; `None` is the default.
    pub(crate) fn origin(&self, key: &Key) -> Option<&Origin> {
        self.origins.iter().rev().find(|(name, _)| *name == key.name).map(|(_, it)| it)
    }

    /// What is wrong with the values together, though each is right alone.
    fn contradictions(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        let mut note = |key: &'static str, message: String| {
            problems.push(Problem { place: self.place(key), message, line: None });
        };
        let folders = self.desk.folders();
        for (i, (key, folder)) in folders.iter().enumerate() {
            for (other_key, other) in folders.iter().skip(i + 1) {
                if folder.starts_with(other) || other.starts_with(folder) {
                    let (folder, other) = (folder.display(), other.display());
                    note(
                        key,
                        format!(
                            "`{key}` ({folder}) and `{other_key}` ({other}) must not lie in one another"
                        ),
                    );
                }
            }
        }
        if let Err(error) = tracing_subscriber::EnvFilter::try_new(&self.log.filter) {
            note("log.filter", format!("`{}` is no filter: {error}", self.log.filter));
        }
        if !(1..=19).contains(&self.sink.compress_level) {
            note("sink.compress-level", "must be 1 to 19".into());
        }
        if self.service.attempts == 0 {
            note("service.attempts", "must be at least 1".into());
        }
        let stages = crate::enrichment::pipeline(self.enricher.enabled, &self.enricher.disabled);
        if let Err(error) = stages {
            note("enricher.disabled", error.to_string());
        }
        problems
    }

    fn place(&self, key: &'static str) -> String {
        match self.origins.iter().rev().find(|(name, _)| *name == key) {
            Some((_, Origin::File(place))) => place.clone(),
            Some((_, Origin::Environment(name))) => name.clone(),
            Some((_, Origin::Flag)) => format!("flag for {key}"),
            None => key.to_owned(),
        }
    }
}

/// Reads the bound of a line: a size, or the name of the tool that reads the outbox.
fn parse_record_bytes(text: &str) -> Result<Option<usize>, String> {
    if let Some(bound) = preset(text) {
        return Ok(bound);
    }
    let tools: Vec<_> = PRESETS.iter().map(|(name, _)| *name).collect();
    let n_bytes = values::parse_bytes(text)
        .map_err(|said| format!("{said}, or a tool: `{}`", tools.join("`, `")))?;
    if n_bytes < MIN_RECORD_BYTES as u64 {
        return Err(format!("must be at least {MIN_RECORD_BYTES}, or a record cannot be told"));
    }
    Ok(Some(n_bytes as usize))
}

fn show_record_bytes(bound: Option<usize>) -> String {
    bound.map_or_else(|| "none".to_owned(), |it| values::show_bytes(it as u64))
}

/// Reads an address for metrics and health: empty for none, loopback only.
fn parse_listen(text: &str) -> Result<Option<SocketAddr>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    let address: SocketAddr = text
        .parse()
        .map_err(|_| format!("`{text}` is no address; write for example `127.0.0.1:9464`"))?;
    if !address.ip().is_loopback() {
        return Err(format!(
            "`{text}` can be reached from other machines; use a loopback address and a proxy in front"
        ));
    }
    Ok(Some(address))
}

#[cfg(test)]
mod tests;
