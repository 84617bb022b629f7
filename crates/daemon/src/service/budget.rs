//! How much may be in flight between reading and writing, in articles and in bytes. It knows nothing of articles.

use std::sync::{Condvar, Mutex, PoisonError};

/// A bound on what is in flight; a full one makes its caller wait.
pub(crate) struct Budget {
    max: Load,
    used: Mutex<Load>,
    freed: Condvar,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Load {
    n: usize,
    n_bytes: usize,
}

impl Budget {
    /// At most `n` things of together `n_bytes`; a single larger thing goes alone.
    pub(crate) fn new(n: usize, n_bytes: usize) -> Self {
        Self { max: Load { n, n_bytes }, used: Mutex::default(), freed: Condvar::new() }
    }

    /// Waits until `n_bytes` more fit.
    pub(crate) fn acquire(&self, n_bytes: usize) {
        let used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        let fits = |used: &Load| {
            used.n == 0 || (used.n < self.max.n && used.n_bytes + n_bytes <= self.max.n_bytes)
        };
        let waited = self.freed.wait_while(used, |used| !fits(used));
        let mut used = waited.unwrap_or_else(PoisonError::into_inner);
        used.n += 1;
        used.n_bytes += n_bytes;
    }

    /// Gives back what [`Self::acquire`] took for each of `n` things of together `n_bytes`.
    pub(crate) fn release(&self, n: usize, n_bytes: usize) {
        let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        used.n -= n;
        used.n_bytes -= n_bytes;
        self.freed.notify_all();
    }

    /// Things in flight.
    pub(crate) fn in_flight(&self) -> usize {
        self.used.lock().unwrap_or_else(PoisonError::into_inner).n
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::thread;

    use super::Budget;

    #[test]
    fn what_does_not_fit_waits_until_room_is_made() {
        let budget = Arc::new(Budget::new(2, 100));
        budget.acquire(60);
        let waiter = thread::spawn({
            let budget = Arc::clone(&budget);
            move || {
                budget.acquire(50);
                budget.in_flight()
            }
        });
        budget.release(1, 60);
        assert_eq!(waiter.join().unwrap(), 1);
    }

    #[test]
    fn a_thing_larger_than_the_budget_goes_alone() {
        let budget = Budget::new(2, 100);
        budget.acquire(1_000);
        assert_eq!(budget.in_flight(), 1);
        budget.release(1, 1_000);
        assert_eq!(budget.in_flight(), 0);
    }
}
