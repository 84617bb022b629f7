//! Whom "I", "we" and "you" mean, where somebody is quoted or interviewed.

use wiredesk_model::EntityType;

use super::linker::Linker;
use super::mentions::{Candidate, What};
use super::pronouns::Pronoun;
use super::speech::{around, is_interview};

/// Characters behind "you" in which its question must end.
const MAX_QUESTION: usize = 300;
/// Speakers whose "we" is told apart.
const MAX_GROUPS: usize = 64;

impl Linker<'_> {
    /// Links "I", "my", "you" where somebody speaks or is interviewed.
    pub(super) fn link_speakers(&mut self) {
        let interview = is_interview(self.text, self.candidates, self.quotes);
        // Who speaks, and the chain of what they call "we".
        let mut groups: Vec<(usize, usize)> = Vec::new();
        let guest = if interview { self.guest() } else { None };
        for at in 0..self.candidates.len() {
            let candidate = self.candidates[at];
            let What::Pronoun(pronoun) = candidate.what else { continue };
            let quote = around(self.quotes, candidate.span);
            let speaker = quote.and_then(|it| it.speaker).and_then(|it| self.chain_of(it));
            let speaker = speaker.filter(|it| self.chains[*it].kind == EntityType::Person);
            let chain = match pronoun {
                Pronoun::I if quote.is_some() => speaker.or(guest),
                Pronoun::I => guest,
                Pronoun::You if quote.is_none() && self.is_asked(&candidate) => guest,
                _ => None,
            };
            if let Some(chain) = chain {
                self.linked[at] = Some(self.put(at, Some(chain)));
            } else if pronoun == Pronoun::We
                && let Some(speaker) = if quote.is_some() { speaker } else { guest }
            {
                let known = groups.iter().find(|it| it.0 == speaker).map(|it| it.1);
                let group = self.put(at, known.or_else(|| self.body_of(speaker)));
                self.linked[at] = Some(group);
                if known.is_none() && groups.len() < MAX_GROUPS {
                    groups.push((speaker, group));
                }
            }
        }
        for (pronoun, at) in std::mem::take(&mut self.awaited) {
            if let (What::Nominal(noun, _), Some(chain)) =
                (self.candidates[at].what, self.chain_of(pronoun))
            {
                let said_of = &self.chains[chain];
                if said_of.plural == noun.plural && said_of.gender.fits(noun.gender) {
                    self.linked[at] = Some(self.describe(at, noun, chain));
                }
            }
        }
    }

    /// The body that a speaker's role belongs to: whom "we" speaks for.
    pub(super) fn body_of(&self, speaker: usize) -> Option<usize> {
        let is_body = |it: &Candidate| matches!(it.what, What::Name(name) if name.kind == EntityType::Organization);
        let at = self.chains[speaker].roles.iter().find_map(|role| {
            let first = self.candidates.partition_point(|it| it.span.start() < role.start());
            let inside = self.candidates.iter().skip(first).take_while(|it| role.contains(it.span));
            inside.zip(first..).find(|it| is_body(it.0)).map(|it| it.1)
        })?;
        self.chain_of(at)
    }

    /// Whether the paragraph of the candidate is a question.
    pub(super) fn is_asked(&self, candidate: &Candidate) -> bool {
        let rest = self.text.get(candidate.span.end()..).unwrap_or("");
        rest.chars().take(MAX_QUESTION).take_while(|it| *it != '\n').any(|it| it == '?')
    }

    /// The person most spoken of.
    pub(super) fn guest(&self) -> Option<usize> {
        let people = self
            .chains
            .iter()
            .enumerate()
            .filter(|it| it.1.kind == EntityType::Person && it.1.is_named());
        people.max_by_key(|it| (it.1.mentions.len(), std::cmp::Reverse(it.0))).map(|it| it.0)
    }
}
