//! Golden tests: the text with its places drawn in.

use wiredesk_language::segment;
use wiredesk_model::{Annotations, Article, EntityType, Name, Span};

use super::PlaceResolver;
use crate::{Resources, Stage};

fn article(text: &str) -> Article {
    let paragraphs = vec![Span::new(0, text.len())];
    Article { text: text.to_owned(), paragraphs, ..Article::default() }
}

/// The places and the focus of a text, without the recognizer's names.
fn run(article: &Article) -> Annotations {
    run_with(article, Vec::new())
}

/// The same with the given names.
fn run_with(article: &Article, names: Vec<Name>) -> Annotations {
    let (tokens, sentences) = segment(&article.text, &article.paragraphs, true);
    let mut notes = Annotations { tokens, sentences, names, ..Annotations::default() };
    let resources = Resources::embedded();
    PlaceResolver::new(resources).enrich(article, &mut notes);
    crate::focus::FocusFinder.enrich(article, &mut notes);
    notes
}

/// What the stages make of a text.
pub(crate) fn annotate(text: &str) -> Annotations {
    run(&article(text))
}

fn drawn(article: &Article) -> String {
    let (mut out, mut at) = (String::new(), 0);
    for place in run(article).places {
        out.push_str(Span::new(at, place.span.start()).slice(&article.text));
        let country = place.geo.and_then(|it| it.country);
        let code = country.as_ref().map_or("--", |it| it.as_str());
        let printed = article.slice(place.span);
        let point = place.geo.map_or(String::new(), |it| format!("{:.0},{:.0}", it.lat, it.lon));
        let what = if place.demonym { "people".to_owned() } else { point };
        let mark = if place.metonym { "!" } else { "" };
        for part in ["[", code, " ", &what, mark, " ", printed, "]"] {
            out.push_str(part);
        }
        at = place.span.end();
    }
    out.push_str(Span::new(at, article.text.len()).slice(&article.text));
    out
}

#[track_caller]
fn check(expect: &str) {
    let text = plain(expect);
    assert_eq!(drawn(&article(&text)), expect);
}

/// The text under a drawing.
fn plain(drawing: &str) -> String {
    let mut out = String::new();
    for (at, part) in drawing.split('[').enumerate() {
        let inside = part.split_once(']').filter(|_| at > 0);
        let (mark, rest) = inside.unwrap_or(("", part));
        out.push_str(mark.splitn(3, ' ').nth(2).unwrap_or(""));
        out.push_str(rest);
    }
    out
}

#[test]
fn a_name_alone_is_its_largest_place() {
    check("The fire broke out in [FR 49,2 Paris] on Monday.");
    check("He flew from [GB 52,-0 London] to [EG 31,30 Alexandria].");
}

#[test]
fn an_organization_says_where_it_sits() {
    let article = article("The Edinburgh Water Authority closed a road in Perth on Monday.");
    let name = |words: &str, tokens, kind| {
        let start = article.text.find(words).unwrap();
        Name { span: Span::new(start, start + words.len()), tokens, kind, score: 0.9 }
    };
    let body = name("Edinburgh Water Authority", (1, 4), EntityType::Organization);
    let place = name("Perth", (8, 9), EntityType::Place);
    let country = |names| {
        let place = run_with(&article, names).places.pop().unwrap();
        place.geo.unwrap().country.unwrap().as_str().to_owned()
    };
    assert_eq!(country(vec![place]), "AU");
    assert_eq!(country(vec![body, place]), "GB");
}

#[test]
fn a_division_behind_it_says_which() {
    check("A man from [US 34,-96 Paris], [US 31,-99 Texas], was held.");
    check(
        "She was born in [US 34,-83 Athens], [US 33,-84 Ga.], and moved to [CA 43,-81 London], [CA 50,-86 Ontario].",
    );
    check("The plant in [US 40,-90 Springfield], [US 40,-89 IL] will close.");
}

#[test]
fn the_places_around_it_say_which() {
    check(
        "Deputies in [US 31,-92 Rapides Parish] searched a house in [US 31,-92 Alexandria]. \
         Police in nearby [US 31,-92 Pineville] helped.",
    );
    check(
        "Shops in [US 34,-84 Atlanta] reopened as [US 33,-84 Georgia]'s governor eased the rules, \
         but those in [US 32,-81 Savannah] did not.",
    );
    check(
        "[GE people Georgian] troops left [GE 42,44 Gori] and marched to [GE 42,45 Tbilisi], [GE 42,44! Georgia] said.",
    );
}

#[test]
fn a_state_or_its_city() {
    check("The trial in [US 41,-74 New York] begins on Monday.");
    check("He lives in [US 43,-79 Buffalo], [US 43,-76 New York], with his wife.");
    check("Lawmakers in [US 39,-77 Washington] disagreed with the [US 40,-99 U.S.] president.");
}

#[test]
fn a_county_vouches_for_its_towns() {
    check("[US 36,-88 Paris] lies in [US 36,-88 Henry County]. He left [US 36,-88 Paris].");
}

#[test]
fn a_country_behind_a_region_is_no_list() {
    check(
        "In [BO -18,-63 Santa Cruz], [BO -17,-65 Bolivia], and in [US 37,-122 Santa Cruz], [US 37,-120 Calif.]",
    );
}

#[test]
fn a_party_stands_before_a_home() {
    check("Sen. Tom Roe (D-[US 47,-100 N.D.]) met Bob Smith, D-[US 42,-73 Chicopee].");
}

#[test]
fn a_river_is_not_the_town_of_its_name() {
    check("They fished in the Lebanon River and sailed the [US 36,-87 Cumberland River].");
}

#[test]
fn people_are_not_places() {
    check("Paris Hilton and Jack London met Mr. Lincoln. Lincoln said no.");
    check("The [UA people Ukrainian] and [KR people South Korean] ministers met.");
}

#[test]
fn streets_and_schools_are_not_places() {
    check("He studied at Oxford University and lived on Dublin Road.");
}

#[test]
fn case_and_diacritics_do_not_count() {
    check(
        "[IQ 33,44 BAGHDAD] - A bomb went off near [BR -24,-47 São Paulo] Street, not in [BR -24,-47 Sao Paulo].",
    );
}

#[test]
fn capitals_speak_for_their_governments() {
    check(
        "[RU 56,38 Moscow] is cold. The talks failed, [KR 38,127! Seoul] said, and the [RU 56,38! Kremlin] agreed.",
    );
}

#[test]
fn the_masthead_is_a_hint() {
    let text = "A woman was charged in Alexandria on Friday.";
    let plain = Article { publisher: None, ..article(text) };
    let local = Article {
        publisher: Some("Alexandria Daily Town Talk, Louisiana".into()),
        ..article(text)
    };
    assert_ne!(drawn(&plain), drawn(&local));
    assert!(drawn(&local).contains("[US 31,-92 Alexandria]"), "{}", drawn(&local));
}

proptest::proptest! {
    #[test]
    fn any_text_gives_spans_that_fit_it(text in "([A-Z]?[a-zé]{1,8}|, |\\.|'s|-|\u{2028}|Paris|Texas|U.S.| ){0,60}") {
        let article = article(&text);
        let mut end = 0;
        for place in run(&article).places {
            assert!(place.span.start() >= end && !article.slice(place.span).is_empty());
            end = place.span.end();
        }
    }
}
