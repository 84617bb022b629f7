//! The trained models, loaded once.

use std::sync::LazyLock;

use wiredesk_model::{Name, Sentence, Token};

use crate::{names::NameModel, syntax::Syntax};

static SYNTAX: &[u8] = include_bytes!("../models/syntax.bin");
static NAME_WORDS: &[u8] = include_bytes!("../models/names-words.bin");
static NAME_CHAIN: &[u8] = include_bytes!("../models/names-chain.bin");
static NAME_NETWORK: &[u8] = include_bytes!("../models/names-network.bin");

/// The tagger, the parser and the name recognizer.
pub struct Models {
    syntax: Syntax,
    names: NameModel<'static>,
}

impl Models {
    /// The models inside the program.
    pub fn embedded() -> &'static Self {
        const READ: &str = "the files in `models/` are those of this version: a test reads them";
        static MODELS: LazyLock<Models> = LazyLock::new(|| Models {
            syntax: Syntax::load(SYNTAX).expect(READ),
            names: NameModel::from_bytes(NAME_WORDS, NAME_CHAIN, NAME_NETWORK).expect(READ),
        });
        &MODELS
    }

    /// Fills tags, heads and relations of `tokens`.
    pub fn parse(&self, text: &str, tokens: &mut [Token], sentences: &[Sentence]) {
        self.syntax.parse(text, tokens, sentences);
    }

    /// The names in `text`, in order, disjoint.
    pub fn names(&self, text: &str, tokens: &[Token], sentences: &[Sentence]) -> Vec<Name> {
        self.names.find(text, tokens, sentences)
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use wiredesk_model::sha256_hex;

    use super::*;

    #[test]
    fn the_shipped_files_are_models() {
        assert!(Syntax::load(SYNTAX).is_ok());
        assert!(NameModel::from_bytes(NAME_WORDS, NAME_CHAIN, NAME_NETWORK).is_some());
    }

    #[test]
    fn the_shipped_files_are_those_of_the_model_card() {
        let files = [
            ("lemmas.tsv", crate::lemma::TABLE.as_bytes()),
            ("names-chain.bin", NAME_CHAIN),
            ("names-network.bin", NAME_NETWORK),
            ("names-words.bin", NAME_WORDS),
            ("syntax.bin", SYNTAX),
        ];
        let mut lines = String::new();
        for (name, bytes) in files {
            writeln!(lines, "{}  {name}", sha256_hex(bytes)).unwrap();
        }
        assert_eq!(lines, include_str!("../models/SHA256SUMS"));
    }

    #[test]
    fn damaged_files_are_refused() {
        for length in [0, 7, 8, 100, SYNTAX.len() / 2, SYNTAX.len() - 1] {
            assert!(Syntax::load(SYNTAX.get(..length).unwrap()).is_err(), "{length} bytes");
        }
    }

    #[test]
    fn models_are_small() {
        assert!(
            SYNTAX.len() + NAME_WORDS.len() + NAME_CHAIN.len() + NAME_NETWORK.len() <= 30_000_000
        );
    }
}
