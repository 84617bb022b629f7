//! What an operator may choose about the outbox. It reads no file; the daemon does.

use std::path::PathBuf;

use jiff::SignedDuration;

/// Default of `max_record_bytes`: Fluent Bit stops following a file at a line over 32 KiB.
pub const DEFAULT_MAX_RECORD_BYTES: usize = 30_000;
/// Smallest bound that is accepted: what the fixed fields of any record fit in.
pub const MIN_RECORD_BYTES: usize = 2_000;

/// Size presets by the tool that reads the outbox: name and largest line in bytes; 0 is no bound.
///
/// rsyslog cuts at 8,096 bytes unless told, Vector drops over 100 KiB, Loki rejects over 256 KB, Datadog over 1 MB.
pub const PRESETS: [(&str, usize); 5] =
    [("rsyslog", 8_000), ("vector", 100_000), ("loki", 250_000), ("datadog", 900_000), ("none", 0)];

/// The bound a preset's name stands for: `Some(None)` is no bound, `None` is no such preset.
pub fn preset(name: &str) -> Option<Option<usize>> {
    let (_, bytes) = PRESETS.iter().find(|(preset, _)| *preset == name)?;
    Some((*bytes > 0).then_some(*bytes))
}

/// Which names the fields of a line have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Profile {
    /// The record as `wiredesk schema` describes it.
    #[default]
    Native,
    /// Elastic Common Schema names; what it has no name for is under `wiredesk`.
    Ecs,
    /// No text and no mentions: names, facts and scores.
    Compact,
}

impl Profile {
    /// All of them, for help and error messages.
    pub const ALL: [(&str, Profile); 3] =
        [("native", Profile::Native), ("ecs", Profile::Ecs), ("compact", Profile::Compact)];

    /// Name of the field that holds a line's number; it comes before every text of the article's.
    pub(crate) fn number_key(self) -> &'static str {
        match self {
            Self::Native | Self::Compact => "seq",
            Self::Ecs => "sequence",
        }
    }

    /// The profile of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(it, _)| *it == name).map(|(_, profile)| *profile)
    }
}

/// Where the outbox is and when its segments end. Paths are absolute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutboxConfig {
    /// Folder of the segments; `rejections/`, `sidecar/` and `current` lie in it.
    pub outbox: PathBuf,
    /// Folder of the journal and its companions.
    pub state: PathBuf,
    /// A segment ends before the line that would take it over this size.
    pub max_segment_bytes: u64,
    /// A segment ends before the first line this long after its own first.
    pub max_segment_age: SignedDuration,
    /// The journal is begun anew when it is larger than this.
    pub checkpoint_bytes: u64,
}

impl OutboxConfig {
    /// The shipped defaults for these folders: segments of 256 MiB or a day, checkpoints at 16 MiB.
    pub fn new(outbox: PathBuf, state: PathBuf) -> Self {
        Self {
            outbox,
            state,
            max_segment_bytes: 256 << 20,
            max_segment_age: SignedDuration::from_hours(24),
            checkpoint_bytes: 16 << 20,
        }
    }
}
