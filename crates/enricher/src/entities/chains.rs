//! A chain: the mentions found so far to mean one thing, and what they tell of it.

use wiredesk_model::{
    CountryCode, Entity, EntityType, Geo, Mention, MentionKind, Place, PlaceKind, Span,
};

use super::forms::Form;
use super::gender;
use super::mentions::{Candidate, What, is_thing};
use super::nouns::{Gender, Noun};

/// Names and roles of one chain that are kept.
const MAX_FORMS: usize = 16;

/// Mentions that mean one thing.
pub(super) struct Chain {
    /// What it is.
    pub(super) kind: EntityType,
    /// A person's gender.
    pub(super) gender: Gender,
    /// Whether it is several.
    pub(super) plural: bool,
    /// Distinct names with their print, in order of appearance.
    pub(super) forms: Vec<(Form, Span)>,
    /// Singulars of the nouns that mentions or roles were headed by.
    pub(super) heads: Vec<&'static str>,
    /// Offices and descriptions.
    pub(super) roles: Vec<Span>,
    /// Where it is.
    pub(super) geo: Option<Geo>,
    /// Its country, where something tells it.
    pub(super) country: Option<CountryCode>,
    /// Its mentions in order of linking.
    pub(super) mentions: Vec<Mention>,
    /// Its latest mention.
    pub(super) latest: Candidate,
    /// Whether the latest mention is inside quotation marks.
    pub(super) quoted: bool,
    /// How sure it is from its names that it is of a type.
    votes: Vec<(EntityType, f32)>,
    /// The sentence in which it last said something.
    pub(super) spoke: Option<usize>,
    /// The chain of whom it is said to be: "his" of "his wife".
    pub(super) owner: Option<usize>,
    /// The chain that took its mentions over.
    pub(super) moved: Option<usize>,
}

impl Chain {
    /// A chain of one mention.
    pub(super) fn new(
        text: &str,
        candidate: Candidate,
        place: Option<&Place>,
        quoted: bool,
    ) -> Self {
        let (kind, gender, plural) = match candidate.what {
            What::Name(name) => (name_kind(name.kind, place), Gender::Unknown, false),
            What::Nominal(noun, _) => (noun.kind, noun.gender, noun.plural),
            // Only "we" begins a chain: those around a speaker.
            What::Pronoun(_) => (EntityType::Group, Gender::Unknown, true),
        };
        let mut chain = Self {
            kind,
            gender,
            plural,
            forms: Vec::new(),
            heads: Vec::new(),
            roles: Vec::new(),
            geo: None,
            country: None,
            mentions: Vec::new(),
            latest: candidate,
            quoted,
            votes: Vec::new(),
            spoke: None,
            owner: None,
            moved: None,
        };
        chain.add(text, candidate, place, quoted);
        chain
    }

    /// Adds a mention.
    pub(super) fn add(
        &mut self,
        text: &str,
        candidate: Candidate,
        place: Option<&Place>,
        quoted: bool,
    ) {
        let person = self.kind == EntityType::Person;
        let mut geo = place.filter(|it| !it.demonym && !person).and_then(|it| it.geo);
        match (self.geo, geo) {
            (None, _) => self.geo = geo.take(),
            (Some(own), Some(other)) if own == other => geo = None,
            _ => {}
        }
        if let Some(place) = place.filter(|it| it.demonym) {
            self.country = self.country.or(place.geo.and_then(|it| it.country));
        }
        if candidate.speaks {
            self.spoke = Some(candidate.sentence);
        }
        match candidate.what {
            What::Name(name) => {
                self.vote(name_kind(name.kind, place), name.score);
                self.add_form(text, candidate.span);
            }
            What::Nominal(noun, _) => self.add_head(noun),
            What::Pronoun(_) => {}
        }
        self.mentions.push(Mention {
            span: candidate.span,
            kind: candidate.kind(),
            sentence: candidate.sentence as u32,
            geo,
        });
        if candidate.first >= self.latest.first {
            // Whom a sentence is about stays so to its end: "Smith, a lawyer,".
            let subject = self.latest.subject && self.latest.sentence == candidate.sentence;
            (self.latest, self.quoted) = (candidate, quoted);
            self.latest.subject |= subject;
        }
    }

    /// A thing is of the type that most of its names were taken for; who and where somebody is stays.
    fn vote(&mut self, kind: EntityType, score: f32) {
        if !is_thing(kind) || !is_thing(self.kind) {
            return;
        }
        match self.votes.iter_mut().find(|it| it.0 == kind) {
            Some(vote) => vote.1 += score,
            None => self.votes.push((kind, score)),
        }
        let best = self.votes.iter().rev().max_by(|a, b| a.1.total_cmp(&b.1));
        self.kind = best.map_or(self.kind, |it| it.0);
    }

    fn add_form(&mut self, text: &str, span: Span) {
        let print = span.slice(text);
        let form = Form::new(print);
        if self.forms.len() >= MAX_FORMS || self.forms.iter().any(|it| it.0 == form) {
            return;
        }
        if self.kind == EntityType::Person {
            let first = print.split_whitespace().next().unwrap_or("");
            self.gender = self.gender.or(gender::of_word(first));
        }
        self.forms.push((form, span));
    }

    /// Takes over the mentions of a nameless chain.
    pub(super) fn absorb(&mut self, other: &mut Self) {
        self.mentions.append(&mut other.mentions);
        self.gender = self.gender.or(other.gender);
        self.country = self.country.or(other.country);
        for span in std::mem::take(&mut other.roles) {
            self.add_role(span);
        }
        for head in std::mem::take(&mut other.heads) {
            if !self.heads.contains(&head) {
                self.heads.push(head);
            }
        }
    }

    /// Notes a description.
    pub(super) fn add_role(&mut self, span: Span) {
        if self.roles.len() < MAX_FORMS {
            self.roles.push(span);
        }
    }

    /// Notes that `noun` describes the chain.
    pub(super) fn add_head(&mut self, noun: Noun) {
        if !self.heads.contains(&noun.lemma) {
            self.heads.push(noun.lemma);
        }
        if self.kind == EntityType::Person {
            self.gender = self.gender.or(noun.gender);
        }
    }

    /// Whether a name stands for it.
    pub(super) fn is_named(&self) -> bool {
        !self.forms.is_empty()
    }

    /// Whether it is a place of one of the sorts.
    pub(super) fn is_sort(&self, sorts: &[PlaceKind]) -> bool {
        self.geo.is_some_and(|it| sorts.contains(&it.kind))
    }

    /// The entity, or `None` where it is nothing that a reader would list: one nameless mention.
    pub(super) fn finish(mut self, text: &str, total: f32) -> Option<Entity> {
        if !self.is_named() && self.mentions.len() < 2 {
            return None;
        }
        self.mentions.sort_by_key(|it| (it.span.start(), it.span.end()));
        let full = self.forms.iter().rev().max_by_key(|it| (it.0.words.len(), it.1.len()));
        let nominal = self.mentions.iter().find(|it| it.kind == MentionKind::Nominal);
        let first = nominal.or(self.mentions.first());
        let name = full.map(|it| it.1).or(first.map(|it| it.span))?.slice(text);
        let distinct = |spans: &mut dyn Iterator<Item = Span>| {
            let mut list: Vec<String> = Vec::new();
            for print in spans.map(|it| it.slice(text)) {
                if print != name && list.iter().all(|it| it != print) {
                    list.push(print.to_owned());
                }
            }
            list
        };
        Some(Entity {
            kind: self.kind,
            name: name.to_owned(),
            aliases: distinct(&mut self.forms.iter().map(|it| it.1)),
            roles: fullest(&distinct(&mut self.roles.iter().copied())),
            country: self.geo.and_then(|it| it.country).or(self.country),
            geo: self.geo,
            salience: self.weight() / total.max(1.0),
            mentions: self.mentions,
        })
    }

    /// Attention the article pays it: names count more than pronouns, the beginning more than the end.
    pub(super) fn weight(&self) -> f32 {
        let weigh = |it: &Mention| {
            let kind = if it.kind == MentionKind::Name { 1.0 } else { 0.5 };
            kind * if it.sentence < 3 { 2.0 } else { 1.0 }
        };
        if !self.is_named() && self.mentions.len() < 2 {
            return 0.0;
        }
        self.mentions.iter().map(weigh).sum()
    }
}

/// Roles without those that another ends in: "President" beside "French President".
fn fullest(roles: &[String]) -> Vec<String> {
    let ends = |short: &String, long: &String| {
        let at = long.len().wrapping_sub(short.len());
        long.len() > short.len()
            && long.get(at..).is_some_and(|it| it.eq_ignore_ascii_case(short))
            && long.get(..at).is_some_and(|it| it.ends_with(' '))
    };
    let kept = |it: &&String| !roles.iter().any(|long| ends(it, long));
    roles.iter().filter(kept).cloned().collect()
}

/// The type of a name, corrected by the gazetteer where that is sure.
pub(super) fn name_kind(kind: EntityType, place: Option<&Place>) -> EntityType {
    match place {
        Some(place) if place.demonym => EntityType::Group,
        _ => kind,
    }
}
