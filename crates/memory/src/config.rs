//! The window. Its defaults are the shipped configuration's.

use std::time::Duration;

/// How long and how much is remembered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemoryConfig {
    /// An article older than this is forgotten.
    pub window: Duration,
    /// Bytes on disk (or, without a folder, in memory) beyond which the oldest articles are forgotten. So they are beyond
    /// 16 million articles, however large this is.
    pub max_bytes: u64,
    /// A story without a new article for this long takes no more.
    pub story_window: Duration,
}

impl Default for MemoryConfig {
    fn default() -> Self {
        let days = |n: u64| Duration::from_secs(n * 86_400);
        Self { window: days(30), max_bytes: 1 << 29, story_window: days(4) }
    }
}
