//! The one reader of the system clock. Everything else is given the time.

use jiff::Timestamp;

/// Now.
pub(crate) fn now() -> Timestamp {
    Timestamp::now()
}
