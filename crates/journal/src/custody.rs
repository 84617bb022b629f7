//! Who moves a source once its fate is synced: the seam between the outbox's writer and the inbox's folders.

use jiff::civil::Date;

use crate::entry::{Place, Reason};
use crate::identity::Identity;
use crate::storage::StorageError;

/// Moves sources out of the inbox. Moving the same source again, as recovery does, is no error.
pub trait Custody: Send {
    /// Moves a delivered source below the archive, under the day it was delivered.
    ///
    /// # Errors
    /// If the file system refuses.
    fn archive(&mut self, source: &Identity, day: Date) -> Result<Place, StorageError>;
    /// Moves a refused source below the rejected folder, beside a file that says why (`note`, JSON).
    ///
    /// # Errors
    /// If the file system refuses.
    fn reject(
        &mut self,
        source: &Identity,
        reason: &Reason,
        note: &[u8],
    ) -> Result<Place, StorageError>;
    /// Whether there are moves that were not synced.
    fn is_dirty(&self) -> bool;
    /// Makes all moves so far durable.
    ///
    /// # Errors
    /// If a sync fails.
    fn sync(&mut self) -> Result<(), StorageError>;
    /// Whether the source still lies in the inbox, unchanged.
    fn holds(&self, source: &Identity) -> bool;
}
