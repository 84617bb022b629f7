//! Where log events go and how they look. What is worth an event is for each module to say.

use std::io::{self, IsTerminal};

use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, Registry, fmt, reload};

use crate::config::{LogConfig, LogFormat};

/// Changes the filter of a running log.
pub(crate) struct LogControl {
    filter: reload::Handle<EnvFilter, Registry>,
    verbose: u8,
}

/// Starts the log on standard error; `verbose` flags outrank the configured filter.
pub(crate) fn start(config: &LogConfig, verbose: u8) -> LogControl {
    let (filter, handle) = reload::Layer::new(filter(config, verbose));
    let human = match config.format {
        LogFormat::Auto => io::stderr().is_terminal(),
        LogFormat::Human => true,
        LogFormat::Json => false,
    };
    let registry = tracing_subscriber::registry().with(filter);
    let installed = if human {
        let layer = fmt::layer().with_writer(io::stderr).with_target(false);
        registry.with(layer.with_ansi(io::stderr().is_terminal()).compact()).try_init()
    } else {
        let layer = fmt::layer().with_writer(io::stderr).json().flatten_event(true);
        registry.with(layer.with_span_list(false)).try_init()
    };
    if let Err(error) = installed {
        crate::terminal::complain(&format!("the log did not start: {error}"));
    }
    LogControl { filter: handle, verbose }
}

impl LogControl {
    /// Puts a new filter in force.
    pub(crate) fn reload(&self, config: &LogConfig) {
        if let Err(error) = self.filter.reload(filter(config, self.verbose)) {
            tracing::warn!(%error, "the log filter stays as it was");
        }
    }
}

fn filter(config: &LogConfig, verbose: u8) -> EnvFilter {
    match verbose {
        0 => EnvFilter::new(&config.filter),
        1 => EnvFilter::new("info,wiredesk=debug"),
        _ => EnvFilter::new("trace"),
    }
}
