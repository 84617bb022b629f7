//! Which chain a noun phrase continues: the one it is said of, or the one that its noun was used of before.

use wiredesk_model::{EntityType, PlaceKind};

use super::chains::Chain;
use super::descriptions::Description;
use super::linker::Linker;
use super::mentions::{Candidate, Definite, What, kinds_agree};
use super::nouns::Noun;
use super::pronouns::Pronoun;

impl Linker<'_> {
    pub(super) fn nominal(&mut self, at: usize, noun: Noun, definite: Definite) -> Option<usize> {
        let candidate = self.candidates[at];
        let subject = at
            .checked_sub(1)
            .filter(|it| self.roles.describes_name(&candidate, &self.candidates[*it]))
            .map(|of| Description { of, loose: false })
            .or_else(|| self.descriptions.described(&candidate))
            .filter(|it| it.of != at);
        if let Some(chain) = subject.and_then(|it| self.chain_of(it.of)) {
            let said_of = &self.chains[chain];
            let agrees = kinds_agree(said_of.kind, noun.kind)
                && said_of.plural == noun.plural
                && said_of.gender.fits(noun.gender);
            if agrees && definite == Definite::Title && subject.is_some_and(|it| it.loose) {
                self.chains[chain].add_role(self.roles.phrase(&candidate));
                return None;
            }
            if agrees {
                return Some(self.describe(at, noun, chain));
            }
        } else if let Some(Description { of: subject, .. }) = subject
            && let What::Pronoun(Pronoun::I | Pronoun::We | Pronoun::You) =
                self.candidates[subject].what
        {
            self.awaited.push((subject, at));
            return None;
        }
        let names =
            self.candidates.get(at + 1).filter(|it| self.roles.describes_name(&candidate, it));
        let found = match definite {
            _ if names.is_some() => None,
            Definite::The if self.descriptions.is_restricted(&candidate) => None,
            Definite::The => self.definite(&candidate, noun),
            Definite::Bare if GENERIC.contains(&noun.lemma) => None,
            Definite::Bare | Definite::Possessed => self.same_phrase(&candidate, noun),
            Definite::New => None,
            Definite::Title => return None,
        };
        let chain = self.put(at, found);
        self.chains[chain].owner = self.chains[chain].owner.or_else(|| self.owner(&candidate));
        Some(chain)
    }

    /// The chain of the pronoun that a phrase begins with: whose wife "his wife" is.
    fn owner(&self, phrase: &Candidate) -> Option<usize> {
        let at = self.candidates.partition_point(|it| it.span.start() < phrase.span.start());
        let mut here = self.candidates.iter().enumerate().skip(at.saturating_sub(2)).take(5);
        let pronoun = here.find(|it| matches!(it.1.what, What::Pronoun(_)))?;
        self.chain_of(pronoun.0).filter(|_| pronoun.1.span.start() == phrase.span.start())
    }

    /// Adds what is said of a chain to it.
    pub(super) fn describe(&mut self, at: usize, noun: Noun, chain: usize) -> usize {
        let span = self.roles.phrase(&self.candidates[at]);
        if noun.role || noun.kind != EntityType::Person {
            self.chains[chain].add_role(span);
        }
        self.note_country(chain, span);
        self.put(at, Some(chain))
    }

    /// The chain that "the minister" means.
    pub(super) fn definite(&self, candidate: &Candidate, noun: Noun) -> Option<usize> {
        let near = |it: &(usize, &Chain), reach| {
            candidate.sentence - it.1.latest.sentence.min(candidate.sentence) <= reach
        };
        let agrees = |it: &(usize, &Chain)| {
            kinds_agree(it.1.kind, noun.kind)
                && it.1.plural == noun.plural
                && it.1.gender.fits(noun.gender)
        };
        let headed = |it: &(usize, &Chain)| {
            it.1.heads.contains(&noun.lemma) && self.modifiers_fit(candidate, it.1)
        };
        if let Some(found) = self.latest(|it| agrees(it) && headed(it)) {
            return Some(found);
        }
        let in_name = |it: &(usize, &Chain)| {
            !noun.plural
                && it.1.forms.iter().any(|form| form.0.words.iter().any(|word| word == noun.lemma))
        };
        let single = candidate.head == candidate.first + 1;
        if let Some(found) = self.latest(|it| holds(it.1, noun) && single && in_name(it)) {
            return Some(found);
        }
        if !single || noun.plural {
            return None;
        }
        match noun.kind {
            EntityType::Place => {
                let sorts = sorts(noun.lemma)?;
                self.latest(|it| it.1.is_named() && it.1.is_sort(sorts) && near(it, 6))
            }
            EntityType::Organization if COMPANIES.contains(&noun.lemma) => {
                self.latest(|it| agrees(it) && it.1.is_named() && near(it, 2))
            }
            EntityType::Person if HUMAN.contains(&noun.lemma) => {
                self.latest(|it| agrees(it) && near(it, 2))
            }
            _ => None,
        }
    }

    /// The words between determiner and head must not contradict the chain: each was said of it before.
    pub(super) fn modifiers_fit(&self, candidate: &Candidate, chain: &Chain) -> bool {
        let modifiers = candidate.first + 1..candidate.head;
        modifiers.into_iter().all(|it| {
            let word = self.notes.tokens.get(it).map_or("", |it| it.span.slice(self.text));
            let said = chain.mentions.iter().map(|it| it.span).chain(chain.roles.iter().copied());
            said.take(20).any(|it| it.slice(self.text).contains(word))
        })
    }

    /// An earlier chain with a mention of the same words.
    pub(super) fn same_phrase(&self, candidate: &Candidate, noun: Noun) -> Option<usize> {
        let print = candidate.span.slice(self.text);
        let same = |chain: &Chain| {
            chain
                .mentions
                .iter()
                .rev()
                .take(8)
                .any(|it| it.span.slice(self.text).eq_ignore_ascii_case(print))
        };
        let owner = self.owner(candidate);
        let owned =
            |chain: &Chain| owner.is_none() || chain.owner.is_none() || chain.owner == owner;
        self.latest(|it| it.1.heads.contains(&noun.lemma) && owned(it.1) && same(it.1))
    }
}

/// Whether a name can be one with the noun in it: what is a body to one recognizer is a place to the next.
fn holds(chain: &Chain, noun: Noun) -> bool {
    use EntityType::{Facility, Organization, Place};
    let body = |kind| matches!(kind, Facility | Organization | Place);
    kinds_agree(chain.kind, noun.kind) || body(chain.kind) && body(noun.kind)
}

/// Nouns that say of somebody known no more than that it is a human being.
const HUMAN: &[&str] = &[
    "actor",
    "actress",
    "boy",
    "businessman",
    "couple",
    "duo",
    "gentleman",
    "girl",
    "guy",
    "lad",
    "lady",
    "man",
    "pair",
    "singer",
    "teenager",
    "trio",
    "widow",
    "woman",
];

/// Plurals that mean other people each time.
const GENERIC: &[&str] = &["member", "people", "person"];

/// Nouns for bodies that do business; "the government" or "the court" need more evidence than nearness.
const COMPANIES: &[&str] = &[
    "airline",
    "automaker",
    "bank",
    "band",
    "broadcaster",
    "charity",
    "club",
    "company",
    "conglomerate",
    "corporation",
    "firm",
    "franchise",
    "group",
    "magazine",
    "maker",
    "manufacturer",
    "newspaper",
    "organisation",
    "organization",
    "publication",
    "retailer",
    "startup",
    "supplier",
    "team",
    "university",
    "watchdog",
];

/// The sorts of place that a noun can mean.
fn sorts(lemma: &str) -> Option<&'static [PlaceKind]> {
    Some(match lemma {
        "country" | "nation" | "republic" | "kingdom" => &[PlaceKind::Country],
        "city" | "town" | "village" | "capital" | "suburb" | "port" => &[PlaceKind::City],
        "state" | "province" | "region" | "territory" => &[PlaceKind::Region],
        "county" | "district" | "municipality" => &[PlaceKind::District],
        "island" | "mountain" | "peninsula" | "valley" => &[PlaceKind::Land],
        "continent" => &[PlaceKind::Continent],
        "river" | "sea" => &[PlaceKind::Water],
        _ => return None,
    })
}
