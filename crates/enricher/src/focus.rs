//! Finds which countries an article is about, by its toponyms and demonyms.

use std::collections::BTreeMap;

use wiredesk_model::{Annotations, Article, CountryCode, Focus, Layer};

use crate::Stage;

/// Countries with less of the evidence are left out.
const MIN_SHARE: f32 = 0.05;

/// Most countries of one article.
const MAX_COUNTRIES: usize = 8;

/// Finds which countries an article is about.
pub(crate) struct FocusFinder;

impl Stage for FocusFinder {
    fn name(&self) -> &'static str {
        "focus"
    }

    fn needs(&self) -> &'static [Layer] {
        &[Layer::Places]
    }

    fn fills(&self) -> Layer {
        Layer::Focus
    }

    fn enrich(&self, article: &Article, notes: &mut Annotations) {
        // News says at once what it is about, so the opening counts twice; the dateline says only where the writer sat.
        let opening =
            notes.sentences.get(1).or(notes.sentences.first()).map_or(0, |it| it.span.end());
        let dateline = article.dateline.as_ref().map(|it| it.span);
        let agency = article.dateline.as_ref().and_then(|it| it.agency.as_deref());
        let mut weights: BTreeMap<CountryCode, f32> = BTreeMap::new();
        for place in &notes.places {
            let Some(country) = place.geo.and_then(|it| it.country) else { continue };
            let weight = match dateline {
                // "(MENA)" is an agency there, whatever place has that name.
                Some(span)
                    if span.contains(place.span)
                        && agency == Some(place.span.slice(&article.text)) =>
                {
                    continue;
                }
                Some(span) if span.contains(place.span) => 0.5,
                _ if place.span.end() <= opening => 2.0,
                _ => 1.0,
            };
            *weights.entry(country).or_default() += weight;
        }
        let sum: f32 = weights.values().sum();
        let shares = weights.into_iter().map(|(country, it)| Focus { country, share: it / sum });
        notes.focus = shares.filter(|it| it.share >= MIN_SHARE).collect();
        notes.focus.sort_by(|a, b| b.share.total_cmp(&a.share).then(a.country.cmp(&b.country)));
        notes.focus.truncate(MAX_COUNTRIES);
    }
}

#[cfg(test)]
mod tests {

    #[track_caller]
    fn check(text: &str, expect: &str) {
        let notes = crate::places::annotate(text);
        let shares: Vec<_> = notes
            .focus
            .iter()
            .map(|it| format!("{} {:.2}", it.country.as_str(), it.share))
            .collect();
        assert_eq!(shares.join(", "), expect);
    }

    #[test]
    fn toponyms_and_demonyms_count_towards_their_country() {
        check(
            "Ukrainian troops left the village. They went back to Kharkiv, and Russia said it was in Kupiansk.",
            "UA 0.75, RU 0.25",
        );
    }

    #[test]
    fn an_article_without_places_has_no_focus() {
        check("He said nothing and went home.", "");
    }
}
