//! What was seen before: copies of an article, and the story it belongs to, over a bounded window.
//!
//! A [`Memory`] is opened over a folder, or in memory for one run. [`Memory::observe`] takes the [`Imprint`] of an
//! article with its annotations and gives the [`Duplicate`](wiredesk_model::Duplicate) it is and the
//! [`Story`](wiredesk_model::Story) it belongs to; the same id asked for again gets the same answer, so a
//! replay after a crash changes nothing.
//!
//! **Copies** are found by the text alone: a sketch of its three-word runs, looked up by its smallest hashes and
//! verified by the overlap of the sketches, so that a cut, reordered or corrected text is found too. **Stories**
//! are clusters of articles that name the same things within days.
//!
//! On disk: segments of fixed-size entries, appended and checksummed; the oldest are removed when the window has
//! passed. 1,000,000 articles take 457 MB on disk and, with the one index over all segments, about 110 MB
//! in memory; at most 16,000,000 are remembered. An article takes as many look-ups with a full window as with an empty
//! one. Segments are read when the first article is observed, not when the memory is opened. It reads no clock and no
//! text but what it is given.

mod config;
mod entry;
mod error;
mod imprint;
mod index;
mod log;
mod memory;
mod segment;
mod signature;
mod stories;
mod terms;

#[cfg(test)]
mod tests;

pub use config::MemoryConfig;
pub use error::MemoryError;
pub use imprint::Imprint;
pub use memory::Memory;
