//! What systemd is told. Outside systemd nothing is.

use std::time::Duration;

use sd_notify::NotifyState;

use super::status::Status;

/// Tells systemd; without it, does nothing.
pub(crate) fn tell(states: &[NotifyState<'_>]) {
    if let Err(error) = sd_notify::notify(false, states) {
        tracing::debug!(%error, "systemd was not told");
    }
}

/// The service takes files in.
pub(crate) fn ready(status: &str) {
    tell(&[NotifyState::Ready, NotifyState::Status(status)]);
}

/// The configuration is read again; [`ready`] ends it.
pub(crate) fn reloading() {
    match NotifyState::monotonic_usec_now() {
        Ok(now) => tell(&[NotifyState::Reloading, now]),
        Err(_) => tell(&[NotifyState::Reloading]),
    }
}

/// The service finishes what was begun.
pub(crate) fn stopping() {
    tell(&[NotifyState::Stopping, NotifyState::Status("finishing what was begun")]);
}

/// How often systemd wants to hear that the service is alive.
pub(crate) fn watchdog() -> Option<Duration> {
    let mut micros = 0;
    // Twice as often as asked for, as sd_watchdog_enabled(3) advises.
    sd_notify::watchdog_enabled(false, &mut micros).then(|| Duration::from_micros(micros) / 2)
}

/// Pats the watchdog while nothing hangs, and keeps the status line fresh.
pub(crate) fn keep_alive(status: &Status) {
    if status.stuck().is_none() {
        tell(&[NotifyState::Watchdog, NotifyState::Status(&status.line())]);
    }
}
