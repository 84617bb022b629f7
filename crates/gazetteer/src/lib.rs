//! What the world is called: countries, demonyms, regions, cities, organisations, offices.
//!
//! The [`Gazetteer`] is a read-only table compiled into the program; it knows names, not texts.

/// The gazetteer inside the program.
pub struct Gazetteer;

impl Gazetteer {
    /// The table inside the program.
    pub fn embedded() -> &'static Self {
        &Self
    }
}
