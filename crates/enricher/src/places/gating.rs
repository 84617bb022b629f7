//! Keeps the names that name a place where they stand. What the recognizer found weighs most; small places it has
//! never seen come through by prepositions, by the division behind them, and by the article's other uses of them.

use std::collections::BTreeMap;

use wiredesk_gazetteer::{Entry, EntryKind, Gazetteer, Roles};
use wiredesk_model::{Annotations, Article, EntityType, Name, Span, TokenKind};

use super::{Toponym, cues, namesakes};

/// Logits from which a name counts as a place.
const THRESHOLD: f32 = -0.9;

/// Drops what names no place, and settles what is a people.
pub(super) fn gate(
    world: &Gazetteer,
    article: &Article,
    notes: &Annotations,
    toponyms: &mut Vec<Toponym>,
) {
    let view = View { world, text: &article.text, notes };
    let mut names = Names::new(&notes.names);
    for toponym in toponyms.iter_mut() {
        toponym.evidence = view.evidence(toponym, names.around(toponym.span));
    }
    // A name that is surely a place once is one elsewhere too, unless something speaks against it there.
    let mut best: BTreeMap<u32, (f32, bool)> = BTreeMap::new();
    for it in toponyms.iter() {
        let known = best.entry(it.candidates.key()).or_insert((f32::MIN, false));
        *known = (known.0.max(it.evidence), known.1 || view.is_surname(it));
    }
    toponyms.retain(|it| {
        let (most, is_surname) = best.get(&it.candidates.key()).copied().unwrap_or_default();
        let elsewhere = if most > 2.0 { 1.5 } else { 0.0 };
        // "Jane Harding ... Harding": a name that ends a person's once is hers elsewhere.
        let person = if is_surname && most < 4.0 { 2.5 } else { 0.0 };
        it.evidence + elsewhere - person > THRESHOLD
    });
}

/// Names in text order, asked for in text order.
struct Names<'a> {
    names: &'a [Name],
    at: usize,
}

impl<'a> Names<'a> {
    fn new(names: &'a [Name]) -> Self {
        Self { names, at: 0 }
    }

    /// The name that shares text with `span`.
    fn around(&mut self, span: Span) -> Option<&'a Name> {
        while self.names.get(self.at).is_some_and(|it| it.span.end() <= span.start()) {
            self.at += 1;
        }
        self.names.get(self.at).filter(|it| it.span.overlaps(span))
    }
}

struct View<'a> {
    world: &'a Gazetteer,
    text: &'a str,
    notes: &'a Annotations,
}

impl View<'_> {
    fn word(&self, at: Option<usize>) -> &str {
        let token = at.and_then(|it| self.notes.tokens.get(it));
        token.map_or("", |it| it.span.slice(self.text))
    }

    fn is_capital(&self, at: Option<usize>) -> bool {
        self.word(at).chars().next().is_some_and(char::is_uppercase)
    }

    fn evidence(&self, toponym: &Toponym, name: Option<&Name>) -> f32 {
        // "R-Texas": whatever the recognizer makes of it.
        if super::spotting::party_before(self.text, toponym.span.start()).is_some() {
            return 6.0;
        }
        let largest = self.largest(toponym);
        let people = if toponym.people.is_some() { 3.0 } else { 0.0 };
        let short = toponym.span.slice(self.text).ends_with('.');
        let comma = match (toponym.within.is_some(), toponym.qualifies) {
            // "Charleston, W.Va."
            (_, true) if short => 8.0,
            (false, false) => 0.0,
            _ => 4.0,
        };
        self.alone(toponym, &largest)
            + self.by_name(toponym, name)
            + self.neighbors(toponym)
            + people
            + comma
    }

    fn largest(&self, toponym: &Toponym) -> Entry {
        let first = super::spotting::allowed(self.text, toponym).next();
        let first = first.or_else(|| toponym.candidates.iter().next());
        self.world.entry(first.map_or(wiredesk_gazetteer::EntryId(0), |it| it.entry))
    }

    /// What the name says by itself.
    fn alone(&self, toponym: &Toponym, largest: &Entry) -> f32 {
        let words = toponym.tokens.1 - toponym.tokens.0;
        let size = (largest.population.max(300.0).log10() - 5.0) * 0.5;
        let kind = match largest.kind {
            EntryKind::Country | EntryKind::Continent => 2.5,
            EntryKind::Region | EntryKind::Capital => 1.0,
            EntryKind::Seat => 4.0,
            EntryKind::WorldRegion | EntryKind::Water | EntryKind::Land => 1.0,
            _ => 0.0,
        };
        let seen = match toponym.candidates.placeness {
            _ if cues::has(namesakes::NEVER, toponym.span.slice(self.text)) => -8.0,
            0 => -0.5,
            level => (f32::from(level) - 8.0) * 0.45,
        };
        let length = if words > 1 { 1.5 } else { 0.0 };
        let foreign = toponym.candidates.iter().all(|it| it.roles.contains(Roles::OTHER));
        size + kind + seen + length - if foreign { 0.7 } else { 0.0 }
    }

    /// What the recognizer says.
    fn by_name(&self, toponym: &Toponym, name: Option<&Name>) -> f32 {
        let Some(name) = name else {
            return if self.notes.names.is_empty() { 0.0 } else { -1.5 };
        };
        match name.kind {
            EntityType::Place => 4.0,
            EntityType::Group => {
                if toponym.people.is_some() {
                    3.0
                } else {
                    -1.0
                }
            }
            EntityType::Facility => {
                if name.span == toponym.span {
                    2.0
                } else {
                    -2.0
                }
            }
            EntityType::Person => -6.0,
            EntityType::Organization if name.span == toponym.span => -1.0,
            _ => -3.0,
        }
    }

    /// What the words around it say.
    fn neighbors(&self, toponym: &Toponym) -> f32 {
        let (first, last) = toponym.tokens;
        let (before, behind) = (first.checked_sub(1), Some(last));
        let word = self.word(before);
        let mut sum = 0.0;
        if !self.is_capital(before) || self.starts_sentence(before) {
            sum += cues::BEFORE
                .iter()
                .find(|(it, _)| it.eq_ignore_ascii_case(word))
                .map_or(0.0, |it| it.1);
        } else if cues::has(cues::ADDRESSES, word.trim_end_matches('.')) {
            sum -= 8.0;
        } else if cues::has(cues::TITLES, word.trim_end_matches('.')) {
            sum -= 4.0;
        } else if self.is_name_part(before) {
            sum -= 3.5;
        }
        let next = self.word(behind).trim_end_matches('.');
        let other = cues::has(cues::STREETS, next) || cues::has(cues::FEATURES, next);
        if other && self.is_capital(behind) {
            sum -= 8.0;
        } else if cues::has(cues::BEHIND, self.word(behind)) && self.is_capital(behind) {
            sum -= 4.0;
        } else if self.is_name_part(behind) && toponym.people.is_none() {
            let given = cues::has(namesakes::GIVEN, toponym.span.slice(self.text));
            sum -= if given { 6.0 } else { 1.5 };
        }
        if cues::has(cues::SPEAKS, self.word(behind)) && word != "in" {
            sum -= 1.0;
        }
        sum
    }

    /// Whether it stands behind a word that looks like a given name or a title.
    fn is_surname(&self, toponym: &Toponym) -> bool {
        let before = toponym.tokens.0.checked_sub(1);
        toponym.people.is_none()
            && toponym.tokens.1 - toponym.tokens.0 == 1
            && (self.is_name_part(before)
                || cues::has(cues::TITLES, self.word(before).trim_end_matches('.')))
    }

    fn starts_sentence(&self, at: Option<usize>) -> bool {
        at.is_some_and(|at| {
            self.notes.sentences.binary_search_by_key(&(at as u32), |it| it.first).is_ok()
        })
    }

    /// Whether a token looks like a part of the same name.
    fn is_name_part(&self, at: Option<usize>) -> bool {
        let token = at.and_then(|it| self.notes.tokens.get(it));
        token.is_some_and(|it| it.kind == TokenKind::Word)
            && self.is_capital(at)
            && !self.starts_sentence(at)
    }
}

/// Whether a place speaks or acts as its government: "Seoul said".
pub(super) fn is_metonym(
    world: &Gazetteer,
    article: &Article,
    notes: &Annotations,
    toponym: &Toponym,
) -> bool {
    let Some(meaning) = toponym.meaning else { return false };
    let next = notes.tokens.get(toponym.tokens.1).map_or("", |it| it.span.slice(&article.text));
    match world.entry(meaning).kind {
        EntryKind::Seat => true,
        EntryKind::Capital | EntryKind::Country => cues::has(cues::SPEAKS, next),
        _ => false,
    }
}
