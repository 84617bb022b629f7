//! The table while it is made: rows, and the names that lead to them.

use std::collections::BTreeMap;

use anyhow::Context;
use wiredesk_gazetteer::{Entry, EntryId, Roles, normalize};
use wiredesk_model::CountryCode;

use super::naming;

/// Rows and names.
pub(crate) struct Book {
    /// In the order of the file; those up to `n_named` keep their name.
    pub(crate) rows: Vec<(Entry, String)>,
    /// Rows whose name is kept.
    pub(crate) n_named: usize,
    /// By normal form: the rows and how they are named.
    pub(crate) names: BTreeMap<String, BTreeMap<EntryId, Roles>>,
    /// Divisions by GeoNames code: `US`, `US.LA`, `US.LA.079`.
    pub(crate) codes: BTreeMap<String, EntryId>,
}

impl Book {
    pub(crate) fn new() -> Self {
        let (rows, names, codes) = (Vec::new(), BTreeMap::new(), BTreeMap::new());
        Self { rows, n_named: 0, names, codes }
    }

    /// Adds a row and its own name.
    pub(crate) fn add(&mut self, entry: Entry, name: &str) -> EntryId {
        let id = EntryId(self.rows.len() as u32);
        self.rows.push((entry, name.to_owned()));
        self.call(id, name, Roles::default());
        id
    }

    /// Adds a name, and the ways in which its first word is shortened.
    pub(crate) fn call(&mut self, id: EntryId, name: &str, roles: Roles) {
        let key = normalize(name);
        for variant in naming::variants(&key) {
            self.note(id, variant, roles);
        }
        self.note(id, key, roles);
    }

    fn note(&mut self, id: EntryId, key: String, roles: Roles) {
        if key.chars().filter(|it| it.is_alphanumeric()).count() >= 2 {
            let rows = self.names.entry(key).or_default();
            // The plainest role wins where a row has a name twice.
            let known = rows.entry(id).or_insert(roles);
            if roles.bits() < known.bits() {
                *known = roles;
            }
        }
    }

    /// Adds the names of a table's last column: `|` between them, `=` and `,` conditions behind them.
    pub(crate) fn call_listed(&mut self, id: EntryId, listed: &str) {
        for name in listed.split('|').map(str::trim).filter(|it| !it.is_empty()) {
            if let Some(exact) = name.strip_suffix('=') {
                let mut roles = Roles::OTHER;
                if !exact.chars().any(char::is_lowercase) {
                    roles = roles.with(Roles::UPPER);
                }
                if exact.ends_with('.') {
                    roles = roles.with(Roles::DOTTED);
                }
                self.call(id, exact, roles);
            } else if let Some(code) = name.strip_suffix(',') {
                self.call(id, code, Roles::OTHER.with(Roles::UPPER).with(Roles::AFTER_COMMA));
            } else {
                self.call(id, name, Roles::default());
            }
        }
    }

    /// The row of a division's code, or of a name that the table gives.
    pub(crate) fn find(&self, code_or_name: &str) -> anyhow::Result<EntryId> {
        if let Some(id) = self.codes.get(code_or_name) {
            return Ok(*id);
        }
        let rows = self.names.get(&normalize(code_or_name));
        let first = rows.and_then(|it| it.keys().next());
        first.copied().with_context(|| format!("no row is called `{code_or_name}`"))
    }

    /// Ends the part whose names are kept.
    pub(crate) fn seal_named(&mut self) {
        self.n_named = self.rows.len();
    }
}

/// The two letters of a country's code.
pub(crate) fn country(code: &str) -> Option<CountryCode> {
    let letters: [u8; 2] = code.get(..2)?.as_bytes().try_into().ok()?;
    Some(CountryCode(letters))
}
