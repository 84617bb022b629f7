//! What the world is called: countries, demonyms, regions, cities, seas, seats of power and international bodies.
//!
//! The [`Gazetteer`] is one read-only table inside the program. [`Gazetteer::lookup`] gives the [`Candidate`]s of
//! a name, [`Gazetteer::prefixes`] those of every name a text begins with, and [`Gazetteer::entry`] the row of
//! one. It knows names, not texts: which Paris is meant is the reader's business.
//!
//! ```
//! use wiredesk_gazetteer::{Gazetteer, EntryKind};
//! let world = Gazetteer::embedded();
//! let largest = world.lookup("São Paulo").iter().next().map(|it| world.entry(it.entry));
//! assert!(largest.is_some_and(|it| it.country.is_some_and(|code| code.as_str() == "BR")));
//! ```
//!
//! Sources and licences are in `MODEL_CARD.md`; `trainer build gazetteer` makes the table. Cities below 500
//! inhabitants, and districts without a listed city, are not in it.

mod entry;
mod fold;
mod table;
mod walk;

pub use entry::{Entry, EntryId, EntryKind};
pub use fold::normalize;
pub use table::{COUNTRY_SLOTS, FormatError, Gazetteer, MAGIC, cell};
pub use walk::{Candidate, Candidates, Meanings, Prefix, Prefixes, Roles};
