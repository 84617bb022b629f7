//! Which chain a pronoun of the third person means: agreement and binding first, then salience.

use wiredesk_model::EntityType;

use super::chains::Chain;
use super::linker::Linker;
use super::mentions::Candidate;
use super::nouns::Gender;
use super::pronouns::Pronoun;
use super::speech::around;

impl Linker<'_> {
    pub(super) fn pronoun(&mut self, at: usize, pronoun: Pronoun) -> Option<usize> {
        let candidate = self.candidates[at];
        let gender = match pronoun {
            Pronoun::He => Gender::Male,
            Pronoun::She => Gender::Female,
            _ => Gender::Unknown,
        };
        let quote = around(self.quotes, candidate.span);
        let speaker = quote.and_then(|it| it.speaker).and_then(|it| self.chain_of(it));
        if let Some(chain) = self.bound(&candidate, pronoun) {
            return Some(self.put(at, Some(chain)));
        }
        let barred = self.descriptions.co_argument(&candidate).and_then(|it| self.chain_of(it));
        let reporter = self.descriptions.reporter(&candidate).and_then(|it| self.chain_of(it));
        let reach = match pronoun {
            Pronoun::He | Pronoun::She => 4,
            Pronoun::It => usize::from(!self.is_possessive_it(&candidate)),
            _ => 2,
        };
        let best = self
            .recent()
            .filter(|it| Some(it.0) != speaker && Some(it.0) != barred && takes(it.1, pronoun))
            .filter(|it| candidate.sentence - it.1.latest.sentence.min(candidate.sentence) <= reach)
            .max_by_key(|it| {
                let (points, first) = salience(&candidate, it.1, gender, quote.is_some());
                let spoke =
                    candidate.speaks && it.1.spoke.is_some_and(|it| it + 2 >= candidate.sentence);
                (points + 6 * i64::from(Some(it.0) == reporter) + 4 * i64::from(spoke), first)
            })
            .map(|it| it.0)?;
        if pronoun == Pronoun::It && !self.is_possessive_it(&candidate) && Some(best) != reporter {
            return None;
        }
        let chain = self.put(at, Some(best));
        self.chains[chain].gender = self.chains[chain].gender.or(gender);
        Some(chain)
    }

    /// What a reflexive pronoun is bound to.
    pub(super) fn bound(&self, candidate: &Candidate, pronoun: Pronoun) -> Option<usize> {
        let print = candidate.span.slice(self.text);
        let reflexive = print.ends_with("self") || print.ends_with("selves");
        let subject = self.descriptions.co_argument(candidate).filter(|_| reflexive)?;
        self.chain_of(subject).filter(|it| takes(&self.chains[*it], pronoun))
    }

    pub(super) fn is_possessive_it(&self, candidate: &Candidate) -> bool {
        candidate.span.slice(self.text).eq_ignore_ascii_case("its")
    }
}

/// Whether the pronoun can mean the chain, by type, number and gender.
fn takes(chain: &Chain, pronoun: Pronoun) -> bool {
    use EntityType::{Facility, Group, Organization, Person, Place};
    let person = |gender| chain.kind == Person && !chain.plural && chain.gender.fits(gender);
    match pronoun {
        Pronoun::He => person(Gender::Male),
        Pronoun::She => person(Gender::Female),
        Pronoun::They => {
            chain.plural
                || chain.kind == Organization
                || (chain.kind == Group && !chain.latest.modifier)
        }
        Pronoun::It => {
            let thing = matches!(chain.kind, Organization | Place | Facility);
            thing && !chain.plural && chain.latest.subject
        }
        Pronoun::I | Pronoun::We | Pronoun::You => false,
    }
}

/// How ready a chain is to be taken up by a pronoun.
fn salience(pronoun: &Candidate, chain: &Chain, gender: Gender, quoted: bool) -> (i64, usize) {
    let latest = &chain.latest;
    let distance = (pronoun.sentence - latest.sentence.min(pronoun.sentence)) as i64;
    let mut points = -6 * distance;
    points += 5 * i64::from(latest.subject);
    points += 2 * i64::from(gender != Gender::Unknown && chain.gender == gender);
    points += 3 * i64::from(chain.is_named());
    points += (chain.mentions.len() as i64).min(6) / 2;
    points -= 3 * i64::from(chain.quoted != quoted);
    (points, latest.first)
}
