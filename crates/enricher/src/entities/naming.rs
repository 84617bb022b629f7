//! Which chain a name continues: by its form, its gender, the place it means, and the abbreviation it stands for.

use wiredesk_model::{EntityType, Name};

use super::chains::Chain;
use super::forms::Form;
use super::linker::Linker;
use super::mentions::{is_thing, kinds_agree};
use super::named::place_at;
use super::nouns::{Gender, noun};

impl Linker<'_> {
    /// What the word before a name says of the gender: "Mr.", "Queen".
    pub(super) fn gender_before(&self, first: usize) -> Gender {
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

    pub(super) fn find_name(
        &self,
        at: usize,
        form: &Form,
        kind: EntityType,
        gender: Gender,
    ) -> Option<usize> {
        let named = |it: &(usize, &Chain)| it.1.is_named() && it.1.gender.fits(gender);
        let fits = |it: &(usize, &Chain)| named(it) && kinds_agree(it.1.kind, kind);
        let has =
            |chain: &Chain, test: &dyn Fn(&Form) -> bool| chain.forms.iter().any(|it| test(&it.0));
        let equal = |it: &Form| it.words == form.words;
        if let Some((chain, _)) = self.recent().filter(fits).find(|it| has(it.1, &equal)) {
            return Some(chain);
        }
        // The recognizer takes what is made, shown or held now for a body, now for a product.
        let may_be = |it: &(usize, &Chain)| named(it) && is_thing(it.1.kind) && is_thing(kind);
        if let Some((chain, _)) = self.recent().filter(may_be).find(|it| has(it.1, &equal)) {
            return Some(chain);
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
        let found = self.recent().filter(fits).find(joins).map(|it| it.0);
        found.or_else(|| self.headed_name(form, kind)).or_else(|| self.surname(at, form, kind))
    }

    /// "the Assembly" after "the National Assembly": a body by the noun in its name.
    pub(super) fn headed_name(&self, form: &Form, kind: EntityType) -> Option<usize> {
        let [word] = form.words.as_slice() else { return None };
        noun(word).filter(|it| it.kind == kind && kind == EntityType::Organization)?;
        let has = |chain: &Chain| {
            chain.forms.iter().any(|it| it.0.words.len() > 1 && it.0.words.contains(word))
        };
        self.recent().find(|it| it.1.kind == kind && has(it.1)).map(|it| it.0)
    }

    /// "Clinton said" after "Bill Clinton", though a town has the name too.
    fn surname(&self, at: usize, form: &Form, kind: EntityType) -> Option<usize> {
        let [word] = form.words.as_slice() else { return None };
        let acts = self.candidates.get(at).is_some_and(|it| it.speaks) && kind == EntityType::Place;
        let has = |chain: &Chain| {
            chain.forms.iter().any(|it| it.0.words.len() > 1 && it.0.last() == word)
        };
        let mut people = self.recent().filter(|it| it.1.kind == EntityType::Person);
        people.find(|it| acts && has(it.1)).map(|it| it.0)
    }

    /// "Kenya Airways (KQ)": an abbreviation in parentheses behind the name that it stands for.
    pub(super) fn abbreviated(&self, at: usize) -> Option<usize> {
        let before = at.checked_sub(1)?;
        let (long, short) = (self.candidates.get(before)?, self.candidates.get(at)?);
        let print = short.span.slice(self.text);
        let upper = print.chars().filter(|it| it.is_uppercase()).count();
        let is_short = !print.contains(' ') && upper >= 2 && upper + 2 >= print.chars().count();
        let gap = self.text.get(long.span.end()..short.span.start())?;
        let closed = self.text.get(short.span.end()..).is_some_and(|it| it.starts_with(')'));
        let chain = self.chain_of(before)?;
        let kind = self.chains[chain].kind;
        let body =
            self.chains[chain].is_named() && (is_thing(kind) || kind == EntityType::Facility);
        (is_short && closed && gap.trim() == "(" && body).then_some(chain)
    }

    /// The chain of the place under another name: "America" and "the United States", "Kiev" and "Kyiv".
    pub(super) fn same_place(&self, name: &Name) -> Option<usize> {
        let place = place_at(&self.notes.places, name);
        let place = place.filter(|it| !it.demonym && !it.metonym && it.span == name.span)?;
        let geo = place.geo.filter(|it| it.geonames.is_some())?;
        let same = |chain: &Chain| chain.geo.is_some_and(|it| it.geonames == geo.geonames);
        self.recent().find(|it| it.1.kind == EntityType::Place && same(it.1)).map(|it| it.0)
    }
}
