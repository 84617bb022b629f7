//! Golden tests: the sentence with its event drawn in, as `[type words]`.

use wiredesk_language::Models;
use wiredesk_model::{Annotations, Article, EntityId, Span};

use super::EventTagger;
use crate::{Pipeline, Resources, Stage};

#[track_caller]
fn check(expect: &str) {
    let (start, rest) = expect.split_once('[').unwrap_or((expect, ""));
    let text = match rest.split_once(' ') {
        Some((_, rest)) => format!("{start}{}", rest.replacen(']', "", 1)),
        None => start.to_owned(),
    };
    let paragraphs = vec![Span::new(0, text.len())];
    let article = Article { text, paragraphs, ..Article::default() };
    let mut notes = Annotations::default();
    (notes.tokens, notes.sentences) =
        wiredesk_language::segment(&article.text, &article.paragraphs, true);
    Models::embedded().parse(&article.text, &mut notes.tokens, &notes.sentences);
    crate::times::TimexTagger::new().enrich(&article, &mut notes);
    EventTagger::new().enrich(&article, &mut notes);
    let mut drawn = article.text.clone();
    for event in notes.events.iter().rev() {
        drawn.insert(event.span.end(), ']');
        let kind = format!("{:?}", event.kind).to_lowercase();
        drawn.insert_str(event.span.start(), &format!("[{kind} "));
    }
    assert_eq!(drawn, expect);
}

#[test]
fn what_was_done() {
    check("The two presidents [consult met] in Vienna on Friday.");
    check("Police [coerce arrested] twelve students in the capital.");
    check("The rebels [assault killed] three soldiers near the border.");
    check("The army [retreat withdrew] its tanks from the valley.");
}

#[test]
fn words_that_frame_what_follows() {
    check("Norway [agree agreed] to send aid to the flood victims.");
    check("The opposition [request demanded] that the minister resign.");
    check("The government [reject refused] to negotiate with the rebels.");
    check("The general [threaten threatened] to attack the port.");
}

#[test]
fn denial_and_intent() {
    check("The delegates did not [reject attend the talks].");
    check("The minister will [agree visit] Ankara next week.");
}

#[test]
fn light_verbs_leave_it_to_their_nouns() {
    check("Warplanes [assault launched a wave of attacks] on the harbor.");
    check("The ministry [sanction suspended all aid] to the province.");
    check("A night [coerce curfew] was imposed in the capital.");
}

#[test]
fn what_is_framed_yields_to_the_frame() {
    check("The generals [threaten threatened] to launch an attack on the capital.");
    check("The rebels [threaten vowed to kill] the hostages.");
    check("The premier will [threaten resign] unless the parliament passes the law.");
    check("The island [reject turned down] an offer of aid from the mainland.");
}

#[test]
fn everyday_uses_are_no_events() {
    check("The speech struck a chord with young voters.");
    check("The players were fired up for the new season.");
    check("An earthquake killed forty people in the north of the island.");
    check("Two people were killed in a car crash near the airport.");
    check("The visitors attacked well and won the match 3-1.");
    check("The publisher released its annual report on Thursday.");
    check("The shop provides a wide choice of shoes.");
    check("The murder case was heard in the old town hall.");
}

#[test]
fn nothing_happened() {
    check("The river is long and the town lies on its bank.");
    check("KYIV, March 3 (AP)");
}

/// Compares who does what to whom in one sentence, after all stages, with `expect`.
#[track_caller]
fn check_sides(text: &str, expect: &[&str]) {
    let paragraphs = vec![Span::new(0, text.len())];
    let article = Article { text: text.to_owned(), paragraphs, ..Article::default() };
    let resources = Resources::embedded();
    let notes = Pipeline::new(resources, &[]).unwrap().enrich(&article);
    let names = |of: &[EntityId]| {
        let names = of.iter().map(|it| notes.entities[it.0 as usize].name.as_str());
        names.collect::<Vec<_>>().join(" + ")
    };
    let shown = notes.events.iter().map(|it| {
        let word = it.span.slice(text);
        format!("{} > {word} > {}", names(&it.actors), names(&it.targets))
    });
    assert_eq!(shown.collect::<Vec<_>>(), expect);
}

#[test]
fn who_did_it_to_whom() {
    check_sides("France accused Italy of cheating on Monday.", &["France > accused > Italy"]);
    check_sides("Italy was accused by France on Monday.", &["France > accused > Italy"]);
    // Who is no entity leaves its side empty: the nearest name is not put in its place.
    check_sides(
        "Guards arrested three union leaders after dockers left the port of Bergen.",
        &[" > arrested > "],
    );
}
