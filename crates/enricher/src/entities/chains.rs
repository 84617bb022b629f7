//! Joins names into chains and chains into entities.

use wiredesk_model::{
    Annotations, CountryCode, Entity, EntityType, Geo, Mention, MentionKind, Name, Place, Sentence,
    Span,
};

use super::forms::Form;

/// Names that mean one thing.
struct Chain {
    kind: EntityType,
    /// Distinct forms with their print, in order of appearance.
    forms: Vec<(Form, Span)>,
    geo: Option<Geo>,
    mentions: Vec<Mention>,
}

/// A chain looks back over no more chains than this, so that time stays linear.
const MAX_LOOK_BACK: usize = 400;

/// The entities of the article.
pub(super) fn entities(text: &str, notes: &Annotations) -> Vec<Entity> {
    let mut chains: Vec<Chain> = Vec::new();
    for name in &with_places(notes) {
        let place = place_at(&notes.places, name);
        let geo = place.filter(|it| !it.demonym).and_then(|it| it.geo);
        let kind = kind(name, place);
        let mention = Mention {
            span: name.span,
            kind: MentionKind::Name,
            sentence: sentence_of(&notes.sentences, name.span),
            geo: None,
        };
        let form = Form::new(name.span.slice(text));
        match find(&chains, &form, kind) {
            Some(at) => chains[at].add(form, mention, geo),
            None => chains.push(Chain {
                kind,
                forms: vec![(form, name.span)],
                geo,
                mentions: vec![mention],
            }),
        }
    }
    let total: usize = chains.iter().map(|it| it.mentions.len()).sum();
    chains.into_iter().map(|it| it.finish(text, total)).collect()
}

/// The names, and the places that the recogniser did not find, in text order.
fn with_places(notes: &Annotations) -> Vec<Name> {
    let mut names = Vec::with_capacity(notes.names.len() + notes.places.len());
    let mut places = notes.places.iter().peekable();
    let name_of = |place: &Place| {
        let token = |at: usize| notes.tokens.partition_point(|it| it.span.end() <= at) as u32;
        let tokens = (token(place.span.start()), token(place.span.end() - 1) + 1);
        let kind = if place.demonym { EntityType::Group } else { EntityType::Place };
        Name { span: place.span, tokens, kind, score: 0.5 }
    };
    for name in &notes.names {
        while let Some(place) = places.next_if(|it| it.span.start() < name.span.end()) {
            if place.span.end() <= name.span.start() {
                names.push(name_of(place));
            }
        }
        names.push(*name);
    }
    names.extend(places.map(name_of));
    names
}

/// The place resolved at `span`, or within it where the name is a place's: "northern Ghana".
fn place_at<'a>(places: &'a [Place], name: &Name) -> Option<&'a Place> {
    let after = places.partition_point(|it| it.span.end() <= name.span.start());
    let place = places.get(after).filter(|it| it.span.overlaps(name.span))?;
    (place.span == name.span || name.kind == EntityType::Place && !place.demonym).then_some(place)
}

/// The name's type, corrected by the gazetteer where that is sure.
fn kind(name: &Name, place: Option<&Place>) -> EntityType {
    match place {
        Some(place) if place.demonym => EntityType::Group,
        _ => name.kind,
    }
}

fn sentence_of(sentences: &[Sentence], span: Span) -> u32 {
    let after = sentences.partition_point(|it| it.span.start() <= span.start());
    after.saturating_sub(1) as u32
}

/// The chain the name belongs to: one of equal form, else one that it shortens, abbreviates or spells out.
fn find(chains: &[Chain], form: &Form, kind: EntityType) -> Option<usize> {
    let recent =
        || chains.iter().enumerate().rev().take(MAX_LOOK_BACK).filter(|it| it.1.kind == kind);
    let equal = |chain: &Chain| chain.forms.iter().any(|it| it.0.words == form.words);
    if let Some((at, _)) = recent().find(|it| equal(it.1)) {
        return Some(at);
    }
    let related = |other: &Form| {
        form.shortens(other, kind)
            || other.shortens(form, kind)
            || form.abbreviates(other)
            || other.abbreviates(form)
    };
    recent().find(|it| it.1.forms.iter().any(|it| related(&it.0))).map(|it| it.0)
}

impl Chain {
    fn add(&mut self, form: Form, mut mention: Mention, geo: Option<Geo>) {
        match self.geo {
            None => self.geo = geo,
            Some(own) if geo.is_some_and(|it| it != own) => mention.geo = geo,
            Some(_) => {}
        }
        if self.forms.iter().all(|it| it.0 != form) {
            self.forms.push((form, mention.span));
        }
        self.mentions.push(mention);
    }

    fn finish(self, text: &str, total: usize) -> Entity {
        let full = self.forms.iter().rev().max_by_key(|it| (it.0.words.len(), it.1.len()));
        let name = full.map_or("", |it| it.1.slice(text));
        let mut aliases: Vec<String> = Vec::new();
        for (_, span) in &self.forms {
            let alias = span.slice(text);
            if alias != name && aliases.iter().all(|it| it != alias) {
                aliases.push(alias.to_owned());
            }
        }
        let country: Option<CountryCode> = self.geo.and_then(|it| it.country);
        Entity {
            kind: self.kind,
            name: name.to_owned(),
            aliases,
            roles: Vec::new(),
            country,
            geo: self.geo,
            salience: self.mentions.len() as f32 / total.max(1) as f32,
            mentions: self.mentions,
        }
    }
}
