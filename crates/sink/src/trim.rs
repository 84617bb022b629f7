//! What a record loses, in which order, until its line fits. It does not know how a line is measured.

use wiredesk_model::Record;
use wiredesk_model::wire::Entity;

use crate::sidecar::Sidecar;

/// Mentions an entity keeps.
const MENTIONS_KEPT: usize = 5;

/// One step: takes something out of the record, and says whether there was anything to take.
type Step = (&'static str, fn(&mut Record) -> bool);

/// In the order of `record.md`.
const BEFORE_TEXT: [Step; 5] = [
    ("sentences", |it| it.article.sentences.take().is_some()),
    ("pronouns", |it| mentions(it, |entity| retain(entity, |kind, _| kind != "pronoun"))),
    ("timeline", |it| it.timeline.take().is_some()),
    ("claims_text", |it| {
        let claims = it.claims.iter_mut().flatten();
        claims.filter_map(|claim| claim.text.take()).count() > 0
    }),
    ("mentions", |it| mentions(it, |entity| retain(entity, |_, idx| idx < MENTIONS_KEPT))),
];

/// Beyond `record.md`, for records that are over the bound even without their text: the bulkiest annotations first.
const AFTER_TEXT: [Step; 20] = [
    ("all_mentions", |it| {
        mentions(it, |entity| entity.mentions.take().is_some_and(|it| !it.is_empty()))
    }),
    ("paragraphs", |it| it.article.paragraphs.take().is_some()),
    ("claims", |it| it.claims.take().is_some()),
    ("quotes", |it| it.quotes.take().is_some()),
    ("times", |it| it.times.take().is_some()),
    ("quantities", |it| it.quantities.take().is_some()),
    ("summary", |it| it.summary.take().is_some()),
    ("events", |it| it.events.take().is_some()),
    ("relations", |it| it.relations.take().is_some()),
    ("entities", |it| it.entities.take().is_some()),
    ("declared", |it| !std::mem::take(&mut it.article.declared).is_empty()),
    ("keywords", |it| it.keywords.take().is_some()),
    ("topics", |it| it.topics.take().is_some()),
    ("warnings", |it| !std::mem::take(&mut it.warnings).is_empty()),
    ("authors", |it| !std::mem::take(&mut it.article.authors).is_empty()),
    ("subtitle", |it| it.article.subtitle.take().is_some()),
    ("url", |it| it.article.url.take().is_some()),
    ("guid", |it| it.article.guid.take().is_some()),
    ("dateline", |it| it.article.dateline.take().is_some()),
    ("title", |it| {
        let article = &mut it.article;
        // Evaluated one by one: all of these go together.
        [article.title.take(), article.publisher.take(), article.section.take()]
            .iter()
            .any(Option::is_some)
    }),
];

/// Takes things out of `record` until `fits` says so, and names them in `truncated`. Gives the sidecar that holds the
/// text, if the text had to go.
pub(crate) fn fit(record: &mut Record, fits: &dyn Fn(&Record) -> bool) -> Option<Sidecar> {
    if fits(record) || apply(record, &BEFORE_TEXT, fits) {
        return None;
    }
    let sidecar = record.article.text.take().map(|text| {
        let sidecar = Sidecar::new(text);
        record.truncated.push("text".into());
        record.text_ref = Some(sidecar.path().to_owned());
        sidecar
    });
    if !fits(record) {
        apply(record, &AFTER_TEXT, fits);
    }
    sidecar
}

/// Takes steps until the record fits; says whether it does.
fn apply(record: &mut Record, steps: &[Step], fits: &dyn Fn(&Record) -> bool) -> bool {
    for (name, step) in steps {
        if step(record) {
            record.truncated.push((*name).into());
            if fits(record) {
                return true;
            }
        }
    }
    false
}

fn mentions(record: &mut Record, step: impl Fn(&mut Entity) -> bool) -> bool {
    let entities = record.entities.iter_mut().flatten();
    entities.map(step).filter(|changed| *changed).count() > 0
}

/// Keeps the mentions that `keep` wants, by kind and place in the list.
fn retain(entity: &mut Entity, keep: impl Fn(&str, usize) -> bool) -> bool {
    let Some(mentions) = &mut entity.mentions else { return false };
    let before = mentions.len();
    let mut idx = 0;
    mentions.retain(|mention| {
        idx += 1;
        keep(&mention.kind, idx - 1)
    });
    mentions.len() < before
}
