//! The layers of annotations, and which of them were filled. What fills them is `enricher`'s business.

macro_rules! layers {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {
        /// One field of `Annotations`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum Layer { $($(#[$doc])* $name),+ }

        impl Layer {
            /// Every layer, in the order of the record.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];
        }
    };
}

layers! {
    /// Language of the text.
    Language,
    /// Tokens and sentences with tags and dependencies.
    Sentences,
    /// Names as recognized.
    Names,
    /// Toponyms and demonyms as resolved.
    Places,
    /// Publication date found in the text.
    Published,
    /// Who says what, before the entities are known.
    Attributions,
    /// Linked entities.
    Entities,
    /// Countries in focus.
    Focus,
    /// Time expressions.
    Times,
    /// Quantities.
    Quantities,
    /// Quotations.
    Quotes,
    /// Indirect attributions.
    Claims,
    /// Events.
    Events,
    /// Relations.
    Relations,
    /// Dated sentences.
    Timeline,
    /// Keywords.
    Keywords,
    /// Media topics.
    Topics,
    /// Summary sentences.
    Summary,
    /// Tones.
    Tones,
    /// Readability.
    Readability,
}

/// A set of layers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LayerSet(u32);

impl LayerSet {
    /// Adds `layer`.
    pub fn insert(&mut self, layer: Layer) {
        self.0 |= 1 << layer as u32;
    }

    /// Whether `layer` is in the set.
    pub fn contains(self, layer: Layer) -> bool {
        self.0 & (1 << layer as u32) != 0
    }
}
