//! Links mentions in the order of the text, surest evidence first: names by form, descriptions beside names, then
//! nouns and pronouns by agreement and salience (the sieves of Raghunathan et al. 2010, in one pass).

use wiredesk_model::{Annotations, Entity, EntityType, Span};

use super::chains::{Chain, name_kind};
use super::descriptions::Descriptions;
use super::forms::Form;
use super::gender;
use super::mentions::{Candidate, What, collect, kinds_agree};
use super::named::{place_at, with_places};
use super::roles::Roles;
use super::speech::{Quoted, around, mark_speakers, quotations};

/// A mention looks back over no more chains than this, so that time stays linear.
const MAX_LOOK_BACK: usize = 300;

/// A description and its name have no more mentions than this between them.
const MAX_BETWEEN: usize = 3;

/// Chains with more mentions than this are not moved into another, so that time stays linear.
const MAX_MOVED: usize = 16;

/// The entities of an article.
pub(super) fn entities(text: &str, notes: &Annotations) -> Vec<Entity> {
    let mut candidates = collect(text, notes, &with_places(text, notes));
    mark_speakers(&notes.attributions, &mut candidates);
    let quotes = quotations(&notes.attributions.quotations, &candidates);
    let mut linker = Linker {
        text,
        notes,
        roles: Roles::new(text, notes),
        descriptions: Descriptions::new(text, &notes.tokens, &candidates),
        quotes: &quotes,
        linked: vec![None; candidates.len()],
        awaited: Vec::new(),
        candidates: &candidates,
        chains: Vec::new(),
    };
    linker.link_third_persons();
    linker.link_speakers();
    let mut chains = linker.chains;
    chains.retain(|it| !it.mentions.is_empty());
    chains.sort_by_key(|it| it.mentions.iter().map(|it| it.span.start()).min());
    let total = chains.iter().map(Chain::weight).sum();
    chains.into_iter().filter_map(|it| it.finish(text, total)).collect()
}

pub(super) struct Linker<'a> {
    pub(super) text: &'a str,
    pub(super) notes: &'a Annotations,
    pub(super) roles: Roles<'a>,
    pub(super) descriptions: Descriptions<'a>,
    pub(super) quotes: &'a [Quoted],
    pub(super) candidates: &'a [Candidate],
    /// The chain of each candidate.
    pub(super) linked: Vec<Option<usize>>,
    /// Pronouns of the first and second person with what is said of them: "I am a nurse".
    pub(super) awaited: Vec<(usize, usize)>,
    pub(super) chains: Vec<Chain>,
}

impl Linker<'_> {
    fn link_third_persons(&mut self) {
        for at in 0..self.candidates.len() {
            let candidate = self.candidates[at];
            let chain = match candidate.what {
                What::Name(_) => Some(self.name(at)),
                What::Nominal(noun, definite) => self.nominal(at, noun, definite),
                What::Pronoun(pronoun) => self.pronoun(at, pronoun),
            };
            self.linked[at] = chain;
        }
    }

    /// Adds the candidate to a chain, or begins one.
    pub(super) fn put(&mut self, at: usize, chain: Option<usize>) -> usize {
        let candidate = self.candidates[at];
        let place = match &candidate.what {
            What::Name(name) => place_at(&self.notes.places, name),
            What::Nominal(..) | What::Pronoun(_) => None,
        };
        let quoted = around(self.quotes, candidate.span).is_some();
        if let Some(chain) = chain {
            self.chains[chain].add(self.text, candidate, place, quoted);
            return chain;
        }
        self.chains.push(Chain::new(self.text, candidate, place, quoted));
        self.chains.len() - 1
    }

    /// The chain that a candidate is in by now.
    pub(super) fn chain_of(&self, at: usize) -> Option<usize> {
        let mut chain = self.linked.get(at).copied().flatten()?;
        while let Some(into) = self.chains[chain].moved {
            chain = into;
        }
        Some(chain)
    }

    /// Moves the mentions of a nameless chain to another.
    pub(super) fn merge(&mut self, from: usize, into: usize) {
        if from == into || self.chains[from].mentions.len() > MAX_MOVED {
            return;
        }
        let (from, into) = if from < into {
            let (left, right) = self.chains.split_at_mut(into);
            (left.get_mut(from), right.first_mut().map(|it| (into, it)))
        } else {
            let (left, right) = self.chains.split_at_mut(from);
            (right.first_mut(), left.get_mut(into).map(|it| (into, it)))
        };
        if let (Some(from), Some((number, into))) = (from, into) {
            into.absorb(from);
            from.moved = Some(number);
        }
    }

    /// Whether the candidate is a nominal of one thing that can be of the kind.
    pub(super) fn is_nominal_of(&self, at: usize, kind: EntityType) -> bool {
        match self.candidates[at].what {
            What::Nominal(noun, _) => !noun.plural && kinds_agree(noun.kind, kind),
            What::Name(_) | What::Pronoun(_) => false,
        }
    }

    pub(super) fn recent(&self) -> impl Iterator<Item = (usize, &Chain)> {
        let chains = self.chains.iter().enumerate().rev().take(MAX_LOOK_BACK);
        chains.filter(|it| it.1.moved.is_none())
    }

    fn name(&mut self, at: usize) -> usize {
        let candidate = self.candidates[at];
        let What::Name(name) = candidate.what else { return self.put(at, None) };
        let kind = name_kind(name.kind, place_at(&self.notes.places, &name));
        let print = candidate.span.slice(self.text);
        let form = Form::new(print);
        let gender = self.gender_before(candidate.first).or(gender::of_print(print, kind));
        let found = self
            .abbreviated(at)
            .or_else(|| self.find_name(at, &form, kind, gender))
            .or_else(|| self.same_place(&name));
        // A description that came just before it: "The director, John Smith,", "The winner is John Smith".
        let described = (1..=MAX_BETWEEN)
            .filter_map(|it| at.checked_sub(it))
            .find(|it| self.roles.describes_name(&self.candidates[*it], &candidate))
            .or_else(|| self.descriptions.described(&candidate).map(|it| it.of))
            .filter(|it| self.is_nominal_of(*it, kind));
        let before = described.and_then(|it| self.chain_of(it)).filter(|it| {
            let chain = &self.chains[*it];
            !chain.is_named() && !chain.plural && chain.gender.fits(gender)
        });
        let chain = self.put(at, found.or(before));
        if let (Some(nominal), Some(before)) = (described, before) {
            let span = self.roles.phrase(&self.candidates[nominal]);
            self.chains[chain].add_role(span);
            self.merge(before, chain);
        }
        self.chains[chain].gender = self.chains[chain].gender.or(gender);
        let start = self.notes.sentences.get(candidate.sentence).map_or(0, |it| it.first as usize);
        if kind == EntityType::Person
            && let Some((span, noun)) = self.roles.before(candidate.first, start)
        {
            self.chains[chain].add_role(span);
            self.chains[chain].add_head(noun);
            self.note_country(chain, span);
        }
        chain
    }

    /// A demonym or a place inside a role tells the country of whoever has it.
    pub(super) fn note_country(&mut self, chain: usize, role: Span) {
        let first = self.notes.places.partition_point(|it| it.span.start() < role.start());
        let place = self.notes.places.get(first).filter(|it| role.contains(it.span));
        let country = place.and_then(|it| it.geo).and_then(|it| it.country);
        self.chains[chain].country = self.chains[chain].country.or(country);
    }

    /// Of the chains that pass, the one mentioned last.
    pub(super) fn latest(&self, test: impl Fn(&(usize, &Chain)) -> bool) -> Option<usize> {
        self.recent().filter(test).max_by_key(|it| it.1.latest.first).map(|it| it.0)
    }
}
