//! Who did it to whom, when and where: the entities around a trigger.

use wiredesk_model::{
    Annotations, Certainty, Deprel, EntityId, EntityType, EventType, NO_HEAD, Sentence, Span, Token,
};

use super::triggers::Trigger;

/// The most entities on one side.
const MOST: usize = 4;

/// The most dependents of a trigger that are looked at.
const MOST_ARGUMENTS: usize = 24;

/// Words that make a statement a possibility.
const MODALS: &[&str] = &["may", "might", "could", "possibly", "perhaps", "maybe"];

/// Words that make it hearsay.
const HEARSAY: &[&str] =
    &["reportedly", "allegedly", "apparently", "alleged", "reported", "rumored", "rumoured"];

/// A mention of an entity in the sentence at hand.
#[derive(Clone, Copy)]
pub(super) struct Present {
    pub span: Span,
    pub entity: EntityId,
    pub kind: EntityType,
}

/// The mentions of every sentence, by sentence.
pub(super) fn mentions(notes: &Annotations) -> Vec<Vec<Present>> {
    let mut by_sentence = vec![Vec::new(); notes.sentences.len()];
    for (idx, entity) in notes.entities.iter().enumerate() {
        for mention in &entity.mentions {
            if let Some(list) = by_sentence.get_mut(mention.sentence as usize) {
                list.push(Present {
                    span: mention.span,
                    entity: EntityId(idx as u32),
                    kind: entity.kind,
                });
            }
        }
    }
    for list in &mut by_sentence {
        list.sort_by_key(|it| it.span);
    }
    by_sentence
}

/// Who acts and who is acted on.
pub(super) struct Sides {
    pub actors: Vec<EntityId>,
    pub targets: Vec<EntityId>,
    /// Whether the tree says so, and not their places alone.
    governed: bool,
}

impl Sides {
    /// Whether the tree shows the parties that `trigger` needs: two for a common verb, one for the name of something
    /// that nobody need have done.
    pub(super) fn suffice(&self, trigger: &Trigger) -> bool {
        use EventType::{Agree, Aid, Concede, Cooperate, Retreat, Support};
        if trigger.weak {
            self.governed && !self.actors.is_empty() && !self.targets.is_empty()
        } else if trigger.verb.is_none() {
            self.governed
                || !matches!(trigger.kind, Agree | Aid | Concede | Cooperate | Retreat | Support)
        } else {
            true
        }
    }
}

/// Actors and targets of the event at `trigger`, which `verb` carries where it is a noun.
pub(super) fn sides(
    tokens: &[Token],
    sentence: Sentence,
    trigger: usize,
    verb: Option<usize>,
    present: &[Present],
) -> Sides {
    let (mut actors, mut targets) = (Vec::new(), Vec::new());
    // Whether the tree has somebody on a side, be it an entity or not.
    let (mut has_actor, mut has_target) = (false, false);
    let verb = verb.unwrap_or(trigger);
    let subject = subject_holder(tokens, sentence, verb);
    let governs = |head: usize| head == subject || head == verb || head == trigger;
    let arguments = sentence.tokens().filter(|it| {
        tokens.get(*it).is_some_and(|it| it.head != NO_HEAD && governs(it.head as usize))
    });
    for at in arguments.take(MOST_ARGUMENTS) {
        let Some(token) = tokens.get(at) else { continue };
        let own = token.head as usize != subject || subject == verb;
        match token.deprel {
            _ if at == trigger => {}
            Deprel::Nsubj | Deprel::OblAgent => {
                has_actor = true;
                gather(tokens, at, present, &mut actors);
            }
            Deprel::NsubjPass => {
                has_target = true;
                gather(tokens, at, present, &mut targets);
            }
            Deprel::NmodPoss if trigger != verb || token.head as usize == trigger => {
                gather(tokens, at, present, &mut actors);
            }
            Deprel::Obj | Deprel::Iobj | Deprel::Obl | Deprel::Nmod
                if own && !is_located(tokens, at) =>
            {
                has_target |= token.deprel == Deprel::Obj;
                gather(tokens, at, present, &mut targets);
            }
            _ => {}
        }
    }
    let governed = !actors.is_empty() || !targets.is_empty();
    if !governed {
        let (actor, target) = nearest(tokens, trigger, present);
        actors.extend(actor.filter(|_| !has_actor));
        targets.extend(target.filter(|_| !has_target));
    }
    targets.retain(|it| !actors.contains(it));
    Sides { actors, targets, governed }
}

/// The verb whose subject the verb at `verb` shares: a verb in a chain ("agreed to withdraw", "met and signed") has its
/// head's.
fn subject_holder(tokens: &[Token], sentence: Sentence, verb: usize) -> usize {
    let mut subject = verb;
    for _ in 0..3 {
        if child(tokens, sentence, subject, &[Deprel::Nsubj, Deprel::NsubjPass]).is_some() {
            break;
        }
        match tokens.get(subject) {
            Some(it)
                if matches!(it.deprel, Deprel::Xcomp | Deprel::Conj | Deprel::Advcl)
                    && it.head != NO_HEAD =>
            {
                subject = it.head as usize;
            }
            _ => break,
        }
    }
    subject
}

fn child(tokens: &[Token], sentence: Sentence, head: usize, relations: &[Deprel]) -> Option<usize> {
    sentence.tokens().find(|it| {
        tokens.get(*it).is_some_and(|it| it.head as usize == head && relations.contains(&it.deprel))
    })
}

/// A place or a time is no target.
fn is_located(tokens: &[Token], at: usize) -> bool {
    tokens.get(at).is_some_and(|it| matches!(it.deprel, Deprel::OblUnmarked | Deprel::NmodUnmarked))
}

/// The entities of the phrase that `head` heads, clauses inside it left out.
fn gather(tokens: &[Token], head: usize, present: &[Present], out: &mut Vec<EntityId>) {
    for mention in present {
        if out.len() >= MOST {
            return;
        }
        let first = tokens.partition_point(|it| it.span.start() < mention.span.start());
        let words = tokens.iter().enumerate().skip(first);
        let inside = words
            .take_while(|(_, it)| mention.span.contains(it.span))
            .any(|(at, _)| is_under(tokens, at, head));
        if inside && is_actor(mention.kind) && !out.contains(&mention.entity) {
            out.push(mention.entity);
        }
    }
}

fn is_under(tokens: &[Token], at: usize, head: usize) -> bool {
    let mut idx = at;
    for _ in 0..6 {
        if idx == head {
            return true;
        }
        match tokens.get(idx) {
            Some(it)
                if it.head != NO_HEAD
                    && !matches!(
                        it.deprel,
                        Deprel::Acl | Deprel::AclRelcl | Deprel::Advcl | Deprel::Ccomp
                    ) =>
            {
                idx = it.head as usize;
            }
            _ => return false,
        }
    }
    false
}

fn is_actor(kind: EntityType) -> bool {
    matches!(
        kind,
        EntityType::Person
            | EntityType::Organization
            | EntityType::Place
            | EntityType::Group
            | EntityType::Facility
    )
}

/// Without a parse that says more, the nearest entity before acts on the nearest after.
fn nearest(
    tokens: &[Token],
    trigger: usize,
    present: &[Present],
) -> (Option<EntityId>, Option<EntityId>) {
    let Some(span) = tokens.get(trigger).map(|it| it.span) else { return (None, None) };
    let able = || present.iter().filter(|it| is_actor(it.kind));
    let before = able().rfind(|it| it.span.end() <= span.start());
    let after = able().find(|it| it.span.start() >= span.end());
    (before.map(|it| it.entity), after.map(|it| it.entity))
}

/// The place after "in", "at" or "near" that is not a side of the event.
pub(super) fn place(text: &str, present: &[Present], sides: &[&[EntityId]]) -> Option<EntityId> {
    let led = |span: Span| {
        let before = text.get(..span.start()).unwrap_or("").trim_end();
        ["in", "at", "near", "outside", "inside"].iter().any(|it| {
            before
                .strip_suffix(it)
                .or_else(|| {
                    before.strip_suffix("the").and_then(|before| before.trim_end().strip_suffix(it))
                })
                .is_some_and(|it| it.ends_with(' '))
        })
    };
    let is_place = |kind| matches!(kind, EntityType::Place | EntityType::Facility);
    let free = |it: &&Present| {
        is_place(it.kind) && led(it.span) && sides.iter().all(|side| !side.contains(&it.entity))
    };
    present.iter().find(free).map(|it| it.entity)
}

/// How firmly the words before a trigger put it.
pub(super) fn certainty(
    text: &str,
    tokens: &[Token],
    sentence: Sentence,
    trigger: usize,
) -> Certainty {
    let first = trigger.saturating_sub(4).max(sentence.first as usize);
    let says = |list: &[&str]| {
        let before = tokens.get(first..trigger).unwrap_or(&[]);
        before
            .iter()
            .any(|it| list.iter().any(|word| word.eq_ignore_ascii_case(it.span.slice(text))))
    };
    if says(MODALS) {
        Certainty::Possible
    } else if says(HEARSAY) {
        Certainty::Reported
    } else {
        Certainty::Asserted
    }
}
