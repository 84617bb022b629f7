//! Links mentions in the order of the text, surest evidence first: names by form, descriptions beside names, then
//! nouns and pronouns by agreement and salience (the sieves of Raghunathan et al. 2010, in one pass).

use wiredesk_model::{Annotations, Entity, EntityType, PlaceKind, Span};

use super::chains::{Chain, name_kind};
use super::forms::Form;
use super::gender;
use super::mentions::{Candidate, Definite, What, collect, kinds_agree};
use super::named::{place_at, with_places};
use super::nouns::{Gender, Noun, Pronoun};
use super::roles::Roles;
use super::speech::{Quoted, around, is_interview, quotations};

/// A mention looks back over no more chains than this, so that time stays linear.
const MAX_LOOK_BACK: usize = 300;

/// Characters behind "you" in which its question must end.
const MAX_QUESTION: usize = 300;
/// Speakers whose "we" is told apart.
const MAX_GROUPS: usize = 64;

/// The entities of an article.
pub(super) fn entities(text: &str, notes: &Annotations) -> Vec<Entity> {
    let candidates = collect(text, notes, &with_places(notes));
    let quotes = quotations(&notes.attributions.quotations, &candidates);
    let mut linker = Linker {
        text,
        notes,
        roles: Roles::new(text, notes),
        quotes: &quotes,
        linked: vec![None; candidates.len()],
        candidates: &candidates,
        chains: Vec::new(),
    };
    linker.link_third_persons();
    linker.link_speakers();
    let mut chains = linker.chains;
    chains.sort_by_key(|it| it.mentions.iter().map(|it| it.span.start()).min());
    let total = chains.iter().map(Chain::weight).sum();
    chains.into_iter().filter_map(|it| it.finish(text, total)).collect()
}

struct Linker<'a> {
    text: &'a str,
    notes: &'a Annotations,
    roles: Roles<'a>,
    quotes: &'a [Quoted],
    candidates: &'a [Candidate],
    /// The chain of each candidate.
    linked: Vec<Option<usize>>,
    chains: Vec<Chain>,
}

impl Linker<'_> {
    fn link_third_persons(&mut self) {
        for at in 0..self.candidates.len() {
            let candidate = self.candidates[at];
            let chain = match candidate.what {
                What::Name(_) => Some(self.name(at)),
                What::Nominal(noun, definite) => Some(self.nominal(at, noun, definite)),
                What::Pronoun(pronoun) => self.pronoun(at, pronoun),
            };
            self.linked[at] = chain;
        }
    }

    /// Adds the candidate to a chain, or begins one.
    fn put(&mut self, at: usize, chain: Option<usize>) -> usize {
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

    fn recent(&self) -> impl Iterator<Item = (usize, &Chain)> {
        self.chains.iter().enumerate().rev().take(MAX_LOOK_BACK)
    }

    fn name(&mut self, at: usize) -> usize {
        let candidate = self.candidates[at];
        let What::Name(name) = candidate.what else { return self.put(at, None) };
        let kind = name_kind(name.kind, place_at(&self.notes.places, &name));
        let print = candidate.span.slice(self.text);
        let form = Form::new(print);
        let gender = self.gender_before(candidate.first).or(gender_of(print, kind));
        let found = self.find_name(&form, kind, gender);
        // A description that came just before it: "The director, John Smith,".
        let described = at
            .checked_sub(1)
            .filter(|it| self.roles.describes_name(&self.candidates[*it], &candidate))
            .filter(|_| found.is_none());
        let before =
            described.and_then(|it| self.linked[it]).filter(|it| !self.chains[*it].is_named());
        let chain = self.put(at, found.or(before));
        if let Some(nominal) = described {
            let span = self.roles.phrase(&self.candidates[nominal]);
            self.chains[chain].add_role(span);
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

    /// What the word before a name says of the gender: "Mr.", "Queen".
    fn gender_before(&self, first: usize) -> Gender {
        let word = |back: usize| {
            let token = first.checked_sub(back).and_then(|it| self.notes.tokens.get(it));
            token.map_or("", |it| it.span.slice(self.text))
        };
        let before = if word(1) == "." { word(2) } else { word(1) };
        match before {
            "Mr" | "Mr." | "Sir" | "King" | "Prince" | "Lord" | "Pope" | "Father" | "Sheikh" => {
                Gender::Male
            }
            "Mrs" | "Mrs." | "Ms" | "Ms." | "Miss" | "Queen" | "Princess" | "Lady" | "Dame"
            | "Sister" => Gender::Female,
            _ => Gender::Unknown,
        }
    }

    fn find_name(&self, form: &Form, kind: EntityType, gender: Gender) -> Option<usize> {
        let fits = |it: &(usize, &Chain)| {
            it.1.is_named() && kinds_agree(it.1.kind, kind) && it.1.gender.fits(gender)
        };
        let has =
            |chain: &Chain, test: &dyn Fn(&Form) -> bool| chain.forms.iter().any(|it| test(&it.0));
        let equal = |it: &Form| it.words == form.words;
        if let Some((at, _)) = self.recent().filter(fits).find(|it| has(it.1, &equal)) {
            return Some(at);
        }
        let related = |it: &Form| {
            form.shortens(it, kind)
                || it.shortens(form, kind)
                || form.abbreviates(it)
                || it.abbreviates(form)
        };
        // "Clinton" may be Bill or Chelsea, but a chain that was called Bill Clinton is not Chelsea Clinton.
        let agrees = |chain: &Chain| {
            kind != EntityType::Person
                || form.words.len() < 2
                || chain.forms.iter().all(|it| it.0.words.len() < 2 || related(&it.0))
        };
        let joins = |it: &(usize, &Chain)| has(it.1, &related) && agrees(it.1);
        self.recent().filter(fits).find(joins).map(|it| it.0)
    }

    /// A demonym or a place inside a role tells the country of whoever has it.
    fn note_country(&mut self, chain: usize, role: Span) {
        let first = self.notes.places.partition_point(|it| it.span.start() < role.start());
        let place = self.notes.places.get(first).filter(|it| role.contains(it.span));
        let country = place.and_then(|it| it.geo).and_then(|it| it.country);
        self.chains[chain].country = self.chains[chain].country.or(country);
    }

    fn nominal(&mut self, at: usize, noun: Noun, definite: Definite) -> usize {
        let candidate = self.candidates[at];
        let before = at
            .checked_sub(1)
            .filter(|it| self.roles.describes_name(&candidate, &self.candidates[*it]));
        if let Some(chain) = before.and_then(|it| self.linked[it]) {
            let span = self.roles.phrase(&candidate);
            self.chains[chain].add_role(span);
            self.note_country(chain, span);
            return self.put(at, Some(chain));
        }
        let found = match definite {
            Definite::The => self.definite(&candidate, noun),
            Definite::Bare | Definite::Possessed => self.same_phrase(&candidate, noun),
            Definite::New => None,
        };
        self.put(at, found)
    }

    /// The chain that "the minister" means.
    fn definite(&self, candidate: &Candidate, noun: Noun) -> Option<usize> {
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
        let single = candidate.last - candidate.first == 2;
        if let Some(found) = self.latest(|it| agrees(it) && single && in_name(it)) {
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
            EntityType::Person if !noun.role => self.latest(|it| agrees(it) && near(it, 2)),
            _ => None,
        }
    }

    /// The words between determiner and head must not contradict the chain: each was said of it before.
    fn modifiers_fit(&self, candidate: &Candidate, chain: &Chain) -> bool {
        let modifiers = candidate.first + 1..candidate.last - 1;
        modifiers.into_iter().all(|it| {
            let word = self.notes.tokens.get(it).map_or("", |it| it.span.slice(self.text));
            let said = chain.mentions.iter().map(|it| it.span).chain(chain.roles.iter().copied());
            said.take(20).any(|it| it.slice(self.text).contains(word))
        })
    }

    /// An earlier chain with a mention of the same words.
    fn same_phrase(&self, candidate: &Candidate, noun: Noun) -> Option<usize> {
        let print = candidate.span.slice(self.text);
        let same = |chain: &Chain| {
            chain
                .mentions
                .iter()
                .rev()
                .take(8)
                .any(|it| it.span.slice(self.text).eq_ignore_ascii_case(print))
        };
        self.latest(|it| it.1.heads.contains(&noun.lemma) && same(it.1))
    }

    /// Of the chains that pass, the one mentioned last.
    fn latest(&self, test: impl Fn(&(usize, &Chain)) -> bool) -> Option<usize> {
        self.recent().filter(test).max_by_key(|it| it.1.latest.first).map(|it| it.0)
    }

    fn pronoun(&mut self, at: usize, pronoun: Pronoun) -> Option<usize> {
        let candidate = self.candidates[at];
        let gender = match pronoun {
            Pronoun::He => Gender::Male,
            Pronoun::She => Gender::Female,
            _ => Gender::Unknown,
        };
        let quote = around(self.quotes, candidate.span);
        let speaker = quote.and_then(|it| it.speaker).and_then(|it| self.linked[it]);
        let fits = |chain: &Chain| match pronoun {
            Pronoun::He | Pronoun::She => {
                chain.kind == EntityType::Person && !chain.plural && chain.gender.fits(gender)
            }
            Pronoun::They => {
                chain.plural || matches!(chain.kind, EntityType::Organization | EntityType::Group)
            }
            Pronoun::It => {
                let thing = matches!(
                    chain.kind,
                    EntityType::Organization | EntityType::Place | EntityType::Facility
                );
                thing && !chain.plural && chain.latest.subject
            }
            Pronoun::I | Pronoun::We | Pronoun::You => false,
        };
        let reach = match pronoun {
            Pronoun::He | Pronoun::She => 4,
            Pronoun::It => usize::from(!self.is_possessive_it(&candidate)),
            _ => 2,
        };
        let best = self
            .recent()
            .filter(|it| Some(it.0) != speaker && fits(it.1))
            .filter(|it| candidate.sentence - it.1.latest.sentence.min(candidate.sentence) <= reach)
            .max_by_key(|it| salience(&candidate, it.1, gender, quote.is_some()))
            .map(|it| it.0)?;
        if pronoun == Pronoun::It && !self.is_possessive_it(&candidate) {
            return None;
        }
        let chain = self.put(at, Some(best));
        self.chains[chain].gender = self.chains[chain].gender.or(gender);
        Some(chain)
    }

    fn is_possessive_it(&self, candidate: &Candidate) -> bool {
        candidate.span.slice(self.text).eq_ignore_ascii_case("its")
    }

    /// Links "I", "my", "you" where somebody speaks or is interviewed.
    fn link_speakers(&mut self) {
        let interview = is_interview(self.text, self.candidates, self.quotes);
        // Who speaks, and the chain of what they call "we".
        let mut groups: Vec<(usize, usize)> = Vec::new();
        let guest = if interview { self.guest() } else { None };
        for at in 0..self.candidates.len() {
            let candidate = self.candidates[at];
            let What::Pronoun(pronoun) = candidate.what else { continue };
            let quote = around(self.quotes, candidate.span);
            let speaker = quote.and_then(|it| it.speaker).and_then(|it| self.linked[it]);
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
    }

    /// The body that a speaker's role belongs to: whom "we" speaks for.
    fn body_of(&self, speaker: usize) -> Option<usize> {
        let is_body = |it: &Candidate| matches!(it.what, What::Name(name) if name.kind == EntityType::Organization);
        let at = self.chains[speaker].roles.iter().find_map(|role| {
            let first = self.candidates.partition_point(|it| it.span.start() < role.start());
            let inside = self.candidates.iter().skip(first).take_while(|it| role.contains(it.span));
            inside.zip(first..).find(|it| is_body(it.0)).map(|it| it.1)
        })?;
        self.linked[at]
    }

    /// Whether the paragraph of the candidate is a question.
    fn is_asked(&self, candidate: &Candidate) -> bool {
        let rest = self.text.get(candidate.span.end()..).unwrap_or("");
        rest.chars().take(MAX_QUESTION).take_while(|it| *it != '\n').any(|it| it == '?')
    }

    /// The person most spoken of.
    fn guest(&self) -> Option<usize> {
        let people = self
            .chains
            .iter()
            .enumerate()
            .filter(|it| it.1.kind == EntityType::Person && it.1.is_named());
        people.max_by_key(|it| (it.1.mentions.len(), std::cmp::Reverse(it.0))).map(|it| it.0)
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

fn gender_of(print: &str, kind: EntityType) -> Gender {
    let first = print.split_whitespace().next().unwrap_or("");
    if kind == EntityType::Person { gender::of_word(first) } else { Gender::Unknown }
}

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
