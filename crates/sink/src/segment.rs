//! Where the segments of a lane lie and what they are called. It opens none.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use wiredesk_journal::Lane;

/// The end of a segment's name.
pub(crate) const EXTENSION: &str = ".ndjson";

/// The folder of a lane's segments.
pub(crate) fn folder(lane: Lane, outbox: &Path) -> PathBuf {
    match lane {
        Lane::Records => outbox.to_path_buf(),
        Lane::Rejections => outbox.join("rejections"),
    }
}

/// The final name of segment `number`, begun at `at`.
pub(crate) fn segment_name(lane: Lane, number: u64, at: Timestamp) -> String {
    format!("{}{}-{number:06}{EXTENSION}", prefix(lane), at.strftime("%Y%m%dT%H%M%SZ"))
}

fn prefix(lane: Lane) -> &'static str {
    match lane {
        Lane::Records => "wiredesk-",
        Lane::Rejections => "rejections-",
    }
}

/// The number in a segment's name, compressed or not; nothing for other names.
pub(crate) fn segment_number(lane: Lane, name: &str) -> Option<u64> {
    let stem = name.strip_suffix(".zst").unwrap_or(name).strip_suffix(EXTENSION)?;
    let (time, number) = stem.strip_prefix(prefix(lane))?.rsplit_once('-')?;
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    (time.len() == 16 && number.len() >= 6 && digits(number)).then(|| number.parse().ok())?
}
