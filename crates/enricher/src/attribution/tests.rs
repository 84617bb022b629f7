//! Golden tests of quotations and claims: the text with what was found drawn into it.
//!
//! `[Smith: words]` is a quotation and who speaks it, `{Smith: words}` a claim and whose it is.

use wiredesk_model::{Article, Span, Speaker};

use crate::{Pipeline, Resources};

#[track_caller]
fn check(text: &str, expect: &str) {
    let resources = Resources::embedded();
    let pipeline = Pipeline::new(resources, &[]).unwrap();
    let mut paragraphs = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        paragraphs.push(Span::new(start, start + line.trim_end().len()));
        start += line.len();
    }
    let article = Article { text: text.into(), paragraphs, ..Article::default() };
    let notes = pipeline.enrich(&article);
    let name = |it: Option<Speaker>| it.map_or("?", |it| it.span.slice(text)).to_owned();
    let quotes = notes.quotes.iter().map(|it| (it.span, '[', ']', name(it.speaker)));
    let claims = notes.claims.iter().map(|it| (it.span, '{', '}', name(it.source)));
    let mut inserts = Vec::new();
    for (span, open, close, who) in quotes.chain(claims) {
        inserts.push((span.start(), format!("{open}{who}: ")));
        inserts.push((span.end(), close.to_string()));
    }
    inserts.sort();
    let mut drawn = text.to_owned();
    for (at, mark) in inserts.into_iter().rev() {
        drawn.insert_str(at, &mark);
    }
    assert_eq!(drawn, expect);
}

#[test]
fn speakers_stand_before_after_and_in_the_middle() {
    check(
        "“We will not stop,” the minister said on Monday. “We cannot.”",
        "“[the minister: We will not stop],” the minister said on Monday. “[the minister: We cannot.]”",
    );
    check(
        "Maria Lopez said: “The bridge is closed until further notice.”",
        "Maria Lopez said: “[Maria Lopez: The bridge is closed until further notice.]”",
    );
}

#[test]
fn a_colon_introduces_the_next_paragraph() {
    check(
        "He told reporters:\n“Nobody knew about the money.”",
        "He told reporters:\n“[He: Nobody knew about the money.]”",
    );
}

#[test]
fn a_sentence_in_marks_is_said_by_who_said_the_one_before() {
    check(
        "Ann Hill, from the league, said the video would go to the police. “Our evidence suggests that most kept \
         to the law.” The ban came into force on Friday.",
        "Ann Hill, from the league, said {Ann Hill, from the league: the video would go to the police}. \
         “[Ann Hill, from the league: Our evidence suggests that most kept to the law.]” The ban came into force on \
         Friday.",
    );
    // Nobody says it where the sentence before tells of no speech, or what was said of somebody.
    check(
        "The driver was told to wait. “Our evidence shows that most hunts in the north kept to it.”",
        "The driver was told {?: to wait}. “[?: Our evidence shows that most hunts in the north kept to it.]”",
    );
    check(
        "The ban came into force on Friday. “Our evidence shows that most hunts in the north kept to it.”",
        "The ban came into force on Friday. “[?: Our evidence shows that most hunts in the north kept to it.]”",
    );
}

#[test]
fn a_verb_that_is_a_name_attributes_nothing() {
    check(
        "The data make their way to Respond offices that draw maps.",
        "The data make their way to Respond offices that draw maps.",
    );
}

#[test]
fn titles_and_scare_quotes_are_left_out() {
    check("Her film “Night Train” opened in Rome.", "Her film “Night Train” opened in Rome.");
}

#[test]
fn claims_have_their_source() {
    check(
        "The ministry said that the talks had failed.",
        "The ministry said {The ministry: that the talks had failed}.",
    );
    check(
        "The talks failed, according to the ministry.",
        "{the ministry: The talks failed}, according to the ministry.",
    );
    check(
        "The talks will resume in May, the ministry said.",
        "{the ministry: The talks will resume in May}, the ministry said.",
    );
    check(
        "The bridge was old, the mayor said, and it would never open again.",
        "{the mayor: The bridge was old}, the mayor said, {the mayor: and it would never open again}.",
    );
    check(
        "As the crowd left, the mayor said the bridge was safe.",
        "As the crowd left, the mayor said {the mayor: the bridge was safe}.",
    );
    check(
        "The mayor spoke about the new bridge.",
        "The mayor spoke about {The mayor: the new bridge}.",
    );
    check(
        "The mayor told reporters that the bridge was safe.",
        "The mayor told reporters {The mayor: that the bridge was safe}.",
    );
    check(
        "Engineers are confident that the bridge will hold.",
        "Engineers are confident {Engineers: that the bridge will hold}.",
    );
    check(
        "The company decided to close two factories.",
        "The company decided {The company: to close two factories}.",
    );
}

#[test]
fn a_colon_leads_to_a_paragraph_without_marks() {
    check(
        "The mayor added:\nThe bridge will be closed for a year. Nobody likes it.",
        "The mayor added:\n{The mayor: The bridge will be closed for a year. Nobody likes it}.",
    );
}
