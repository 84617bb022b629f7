//! Turns a panic into data: what was said and where. It does not decide what becomes of the article.

use std::cell::RefCell;
use std::panic::{self, AssertUnwindSafe, PanicHookInfo};

thread_local! {
    static LAST: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// A panic that was caught.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub(crate) struct Crash(pub(crate) String);

/// Keeps panic messages for [`guarded`] instead of printing them; panics elsewhere print as before.
pub(crate) fn install_hook() {
    let default = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if GUARDED.get() {
            LAST.set(Some(describe(info)));
        } else {
            default(info);
        }
    }));
}

thread_local! {
    static GUARDED: std::cell::Cell<bool> = const { std::cell::Cell::new(false) };
}

/// Runs `work` and catches its panic.
pub(crate) fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, Crash> {
    let outer = GUARDED.replace(true);
    let result = panic::catch_unwind(AssertUnwindSafe(work));
    GUARDED.set(outer);
    result.map_err(|_| Crash(LAST.take().unwrap_or_else(|| "panicked".to_owned())))
}

fn describe(info: &PanicHookInfo<'_>) -> String {
    let said = info.payload_as_str().unwrap_or("panicked");
    match info.location() {
        Some(at) => format!("{said} (at {}:{})", at.file(), at.line()),
        None => said.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{guarded, install_hook};

    #[test]
    fn a_panic_becomes_its_message_and_place() {
        install_hook();
        let crash = guarded(|| panic!("odd text")).unwrap_err();
        assert!(crash.0.starts_with("odd text (at "), "{crash}");
        assert_eq!(guarded(|| 7), Ok(7));
    }
}
