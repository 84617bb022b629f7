//! What the desk remembers: the journal, the history and the attempts, read without the lock and changing nothing.
//! It judges nothing; `audit` and `explain` do.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Context;
use wiredesk_journal::{Attempts, Deed, Disk, History, Identity, Journal, Ledger};

/// Everything that is known of past and present sources.
pub(crate) struct Past {
    pub(crate) ledger: Ledger,
    /// Settled sources, oldest first.
    pub(crate) deeds: Vec<Deed>,
    /// Sources in work, or in work when the process died.
    pub(crate) attempts: BTreeMap<Identity, u32>,
}

/// Reads the state folder.
///
/// # Errors
/// If it cannot be read, or the journal is damaged.
pub(crate) fn read(state: &Path) -> anyhow::Result<Past> {
    let mut deeds = Vec::new();
    History::new(&Disk, state).each(&mut |deed| deeds.push(deed)).context("the history")?;
    let ledger = ledger(state)?;
    // The history may end with deeds that the journal still holds, too: those of a checkpoint that was cut.
    let recorded: std::collections::HashSet<_> = deeds.iter().map(key).collect();
    deeds.extend(ledger.deeds().iter().filter(|it| !recorded.contains(&key(it))).cloned());
    let attempts = Attempts::read(&Disk, state).context("the attempts")?;
    Ok(Past { ledger, deeds, attempts })
}

/// What the journal adds up to.
///
/// # Errors
/// If it is damaged or cannot be read.
pub(crate) fn ledger(state: &Path) -> anyhow::Result<Ledger> {
    let mut ledger = Ledger::default();
    Journal::read(&Disk, state, &mut |entry| {
        ledger.apply(&entry);
    })?;
    Ok(ledger)
}

fn key(deed: &Deed) -> (String, u64, Option<jiff::Timestamp>, Option<u64>) {
    (deed.path.clone(), deed.inode, deed.at, deed.first_seq)
}
