//! Golden tests: mentions are drawn in as `[type words]`, relations are written out as `subject kind object`.

use wiredesk_model::{Annotations, Article, Entity, EntityType, Layer, Mention, MentionKind, Span};

use super::RelationTagger;
use crate::Stage;

fn kind(name: &str) -> EntityType {
    match name {
        "per" => EntityType::Person,
        "org" => EntityType::Organization,
        "group" => EntityType::Group,
        _ => EntityType::Place,
    }
}

#[track_caller]
fn check(drawn: &str, expect: &str) {
    let mut text = String::new();
    let mut entities = Vec::new();
    for (idx, part) in drawn.split('[').enumerate() {
        if idx == 0 {
            text.push_str(part);
            continue;
        }
        let (label, rest) = part.split_once(' ').unwrap();
        let (name, rest) = rest.split_once(']').unwrap();
        let span = Span::new(text.len(), text.len() + name.len());
        entities.push(Entity {
            kind: kind(label),
            name: name.into(),
            aliases: Vec::new(),
            roles: Vec::new(),
            country: None,
            geo: None,
            salience: 0.0,
            mentions: vec![Mention { span, kind: MentionKind::Name, sentence: 0, geo: None }],
        });
        text.push_str(name);
        text.push_str(rest);
    }
    let article = Article { text, ..Article::default() };
    let mut notes = Annotations { entities, ..Annotations::default() };
    notes.filled.insert(Layer::Entities);
    RelationTagger.enrich(&article, &mut notes);
    let name = |idx: u32| notes.entities[idx as usize].name.clone();
    let found: Vec<String> = notes
        .relations
        .iter()
        .map(|it| {
            let object = it.object.map(|it| name(it.0)).or(it.value.clone()).unwrap_or_default();
            let of = it.of.map_or_else(String::new, |it| format!(" of {}", name(it.0)));
            format!("{} {} {object}{of}", name(it.subject.0), it.kind)
        })
        .collect();
    assert_eq!(found.join("; "), expect);
}

#[test]
fn offices_and_nationality() {
    check(
        "[group South Korean] Foreign Minister [per Cho Tae-yul] spoke.",
        "Cho Tae-yul holds_office Foreign Minister of South Korean; Cho Tae-yul nationality South Korean",
    );
    check("On Monday President [per Zelensky] left.", "Zelensky holds_office President");
    check(
        "[per Ana Lima], chief executive of [org Orbel], left.",
        "Ana Lima holds_office chief executive of Orbel",
    );
    check("The former president [per Ana Lima] left.", "");
}

#[test]
fn bodies_and_places() {
    check(
        "[per Ana Lima], a spokeswoman for [org Orbel], left.",
        "Ana Lima holds_office spokeswoman of Orbel",
    );
    check("[org Orbel], based in [place Lisbon], grew.", "Orbel headquartered_in Lisbon");
    check("The [place Lisbon]-based [org Orbel] grew.", "Orbel headquartered_in Lisbon");
    check("[org Orbel] was founded by [per Ana Lima].", "Ana Lima founded Orbel");
    check(
        "[per Ana Lima], a member of the [org Social Union], won.",
        "Ana Lima member_of Social Union",
    );
}

#[test]
fn families() {
    check("[per Ana Lima] and her husband, [per Rui Lima], came.", "Ana Lima spouse Rui Lima");
    check("[per Ana Lima]’s son [per Rui] came.", "Ana Lima family Rui");
}

#[test]
fn nothing_stated() {
    check("[per Ana Lima] met [per Rui Sá] in [place Lisbon].", "");
}

#[test]
fn posts_in_front_and_behind() {
    check(
        "[per Ana Lima], [org Orbel]’s chief executive, left.",
        "Ana Lima holds_office chief executive of Orbel",
    );
    check(
        "[org Orbel] Group Managing Director [per Ana Lima] left.",
        "Ana Lima holds_office Group Managing Director of Orbel",
    );
    check(
        "President of [place Kenya] [per William Ruto] left.",
        "William Ruto holds_office President of Kenya",
    );
    check("[org Reuters] correspondent [per Ana Lima] left.", "Ana Lima employed_by Reuters");
    check("[per Ana Lima], a biologist at [org Orbel], left.", "Ana Lima employed_by Orbel");
    check("[org Orbel] founder [per Ana Lima] left.", "Ana Lima founded Orbel");
    check("[org Benfica] striker [per Rui Costa] left.", "Rui Costa member_of Benfica");
    check("The former [group French] president [per Macron] left.", "Macron nationality French");
    check(
        "The [group French] bishop [per Ana Lima] left.",
        "Ana Lima holds_office bishop; Ana Lima nationality French",
    );
    check(
        "He thanked Ana Sousa. Vice President [per Ana Lima] left.",
        "Ana Lima holds_office Vice President",
    );
    check("The Government of President [per Ana Lima] fell.", "Ana Lima holds_office President");
    check("[per Ana Lima], head of the [org Assembly]’s committee, left.", "");
    check("He said on Monday President [per Ana Lima] left.", "Ana Lima holds_office President");
}

#[test]
fn an_office_is_told_once() {
    check(
        "[group French] President [per Macron] left. Then President [per Le Pen] came.",
        "Macron holds_office President of French; Macron nationality French; Le Pen holds_office President",
    );
}
