//! What must hold of names in any text, and names in capitals, in context and beside titles.

use proptest::prelude::*;
use wiredesk_model::{EntityType, Name, Span};

use crate::{Models, segment};

fn find(text: &str) -> Vec<Name> {
    let (mut tokens, sentences) = segment(text, &[Span::new(0, text.len())], true);
    Models::embedded().parse(text, &mut tokens, &sentences);
    Models::embedded().names(text, &tokens, &sentences)
}

/// Draws the names into the text: `[PER Angela Merkel]`.
#[track_caller]
fn check(text: &str, expected: &str) {
    let mut drawn = text.to_owned();
    for name in find(text).iter().rev() {
        let kind = match name.kind {
            EntityType::Person => "PER",
            EntityType::Organization => "ORG",
            EntityType::Place => "LOC",
            EntityType::Facility => "FAC",
            EntityType::Group => "GROUP",
            EntityType::Event => "EVENT",
            EntityType::Product => "PRODUCT",
            EntityType::Work => "WORK",
            EntityType::Law => "LAW",
        };
        drawn.insert(name.span.end(), ']');
        drawn.insert_str(name.span.start(), &format!("[{kind} "));
    }
    assert_eq!(drawn, expected);
}

#[test]
fn titles_and_possessives_are_no_part_of_a_name() {
    check(
        "President Barack Obama met Mr. Smith in France's capital.",
        "President [PER Barack Obama] met Mr. [PER Smith] in [LOC France]'s capital.",
    );
}

#[test]
fn people_who_are_called_like_a_month_are_told_from_it() {
    check(
        "Theresa May said in Paris that talks would end in May. Mrs May left on May 5.",
        "[PER Theresa May] said in [LOC Paris] that talks would end in May. Mrs [PER May] left on May 5.",
    );
    check(
        "Angela met Tom May 5, and left in May.",
        "[PER Angela] met [PER Tom] May 5, and left in May.",
    );
}

#[test]
fn dotted_abbreviations_keep_their_dots() {
    check("He flew to the U.S. on Monday.", "He flew to the [LOC U.S.] on Monday.");
}

#[test]
fn capitals_are_read_too() {
    check("ANGELA MERKEL VISITS FRANCE", "[PER ANGELA MERKEL] VISITS [LOC FRANCE]");
}

#[test]
fn a_word_is_what_it_is_at_its_other_places() {
    check(
        "Shares of Orbex fell. Profits of Orbex rose. The company Orbex sells paint. Workers at Orbex went home.",
        "Shares of [ORG Orbex] fell. Profits of [ORG Orbex] rose. The company [ORG Orbex] sells paint. \
         Workers at [ORG Orbex] went home.",
    );
}

#[test]
fn a_town_and_its_state_are_two_places() {
    check(
        "She moved to Miami Florida last year, then to Perth Australia.",
        "She moved to [LOC Miami] [LOC Florida] last year, then to [LOC Perth] [LOC Australia].",
    );
}

#[test]
fn addresses_are_no_names() {
    let address = "Read https://www.example.com/Maria on the page of Maria Holm.";
    check(address, "Read https://www.example.com/Maria on the page of [PER Maria Holm].");
    check("He shops at Booking.com often.", "He shops at [ORG Booking.com] often.");
}

#[test]
fn blocks_of_a_long_text_join() {
    let sentence = "Maria Holm lives in Peru. ";
    let n = super::MAX_BLOCK / 6 + 3;
    let names = find(&sentence.repeat(n));
    assert_eq!(names.len(), 2 * n);
    assert!(names.is_sorted_by_key(|it| it.span.start()));
}

#[test]
fn nationalities_are_groups() {
    check("Two Ukrainian soldiers died.", "Two [GROUP Ukrainian] soldiers died.");
}

proptest! {
    #[test]
    fn names_of_any_text_are_in_order_and_inside(text in "\\PC{0,200}|([A-Z][a-z]{0,8}[ .,’\u{300}-]?){0,40}") {
        let mut end = 0;
        for name in find(&text) {
            prop_assert!(name.span.start() >= end && !name.span.is_empty());
            prop_assert!(text.get(name.span.range()).is_some());
            prop_assert!((0.0..=1.0).contains(&name.score));
            end = name.span.end();
        }
    }
}
