//! Finds the cues of indirect attributions and who they attribute to. What is claimed is cut out by `content`.

use wiredesk_model::{Certainty, Deprel, Indirect, Sentence, SourcePhrase, Span, Upos, Xpos};

use super::{
    Scene, content,
    cues::{Class, Cue},
};

/// Nouns that hold what somebody says, thinks or plans, followed by "that" or "to".
#[rustfmt::skip]
const NOUNS: [&str; 125] = [
    "accusation", "accusations", "acknowledgment", "admission", "advice", "agreement", "allegation",
    "allegations", "ambition", "announcement", "argument", "arguments", "assertion", "assertions",
    "assessment", "assumption", "assurance", "assurances", "belief", "beliefs", "call", "calls", "certainty",
    "charge", "charges", "claim", "claims", "comment", "comments", "commitment", "complaint", "complaints",
    "concern", "concerns", "conclusion", "confidence", "confirmation", "contention", "conviction", "decision",
    "demand", "demands", "denial", "desire", "determination", "doubt", "doubts", "eagerness", "estimate",
    "evidence", "expectation", "expectations", "fear", "fears", "feeling", "finding", "findings", "forecast",
    "guarantee", "hope", "hopes", "idea", "impression", "insistence", "intent", "intention", "intentions",
    "invitation", "notion", "notions", "observation", "offer", "opinion", "perception", "plan", "plans",
    "plea", "pledge", "pledges", "prediction", "predictions", "projection", "promise", "promises", "proposal",
    "proposals", "recommendation", "recommendations", "refusal", "reluctance", "remark", "remarks", "report",
    "reports", "request", "requests", "revelation", "revelations", "rumor", "rumors", "rumour", "rumours",
    "speculation", "statement", "statements", "suggestion", "suggestions", "suspicion", "suspicions", "theory",
    "thesis", "threat", "threats", "understanding", "view", "views", "vow", "vows", "warning", "warnings",
    "willingness", "wish", "wishes", "worries", "worry",
];
/// Words that weaken what follows to a possibility.
const MODALS: [&str; 6] = ["could", "may", "maybe", "might", "perhaps", "possibly"];
/// Who speaks in headlines where no verb shows.
const SPEAKING: [&str; 16] = [
    "analyst",
    "analysts",
    "expert",
    "experts",
    "lawyer",
    "minister",
    "ministry",
    "official",
    "officials",
    "police",
    "poll",
    "report",
    "source",
    "sources",
    "study",
    "survey",
];
/// A share of a claim's bytes inside quotation marks from which it is a quotation.
const QUOTED: f32 = 0.75;
/// Names and titles before a headline's colon.
const MAX_HEADLINE_SOURCE: usize = 6;

/// A claim on its way out.
struct Found {
    cue: Span,
    certainty: Certainty,
    source: Option<SourcePhrase>,
    spans: Vec<Span>,
}

impl Scene<'_> {
    /// The claims of the article, in text order.
    pub(super) fn indirect(&self) -> Vec<Indirect> {
        let mut claims = Vec::new();
        for sentence in &self.notes.sentences {
            for idx in sentence.tokens().filter(|it| !self.is_quoted(*it)) {
                let found = self.verb(idx).or_else(|| self.noun(idx)).or_else(|| self.phrase(idx));
                claims.extend(found.into_iter().flat_map(|it| self.keep(it)));
            }
            claims.extend(self.headline(*sentence).into_iter().flat_map(|it| self.keep(it)));
            claims.extend(self.block(*sentence).into_iter().flat_map(|it| self.keep(it)));
        }
        claims.sort_by_key(|it| (it.span.start(), it.span.end()));
        claims.dedup_by_key(|it| it.span);
        claims
    }

    fn word(&self, idx: usize) -> &str {
        self.grammar.tokens[idx].span.slice(self.text)
    }

    fn is_quoted(&self, idx: usize) -> bool {
        let span = self.grammar.tokens[idx].span;
        let at = self.quoted.partition_point(|it| it.outer.end() <= span.start());
        self.quoted.get(at).is_some_and(|it| it.outer.contains(span))
    }

    /// "X said that …", "… , X said", "X plans to …", "X is expected to …", "X is sure that …".
    fn verb(&self, idx: usize) -> Option<Found> {
        let token = &self.grammar.tokens[idx];
        let class = |it: &Cue| match token.upos {
            Upos::Verb => it.class != Class::Mind,
            Upos::Adj => it.class == Class::Mind && self.is_predicate(idx),
            _ => false,
        };
        let cue = self.cue_at(idx).filter(class)?;
        // "A stream called Miracle Run": a participle after its noun is a passive.
        let participle = token.xpos == Xpos::Vbn && token.deprel == Deprel::Acl;
        let passive = participle || self.grammar.child(idx, &[Deprel::AuxPass]).is_some();
        let spans = content::of_cue(&self.grammar, self.text, idx, cue.class);
        let inverted = || content::inverted(&self.grammar, self.text, idx);
        let inverted = || inverted().filter(|_| cue.class.is_parenthetical());
        let subject = inverted().or_else(|| self.grammar.subject(idx));
        let subject = subject.or_else(|| self.name_before(idx));
        let received = passive && cue.class == Class::Act && !participle;
        let source = if passive { self.grammar.child(idx, &[Deprel::OblAgent]) } else { subject };
        // A thought or an act without anybody who thinks or acts attributes nothing.
        // "They were denied access" attributes nothing; "he was accused of fraud" does.
        let object = || self.grammar.child(idx, &[Deprel::Obj]).is_some();
        let unnamed = source.is_none() && (participle || !passive || received && object());
        if unnamed && !cue.class.is_utterance() {
            return None;
        }
        Some(Found {
            cue: token.span,
            certainty: self.certainty(cue, idx, &spans),
            source: source.map(|it| self.named(it)),
            spans,
        })
    }

    /// The name right before a finite verb, which is its subject even where the tree does not say so.
    fn name_before(&self, verb: usize) -> Option<usize> {
        let before = verb.checked_sub(1)?;
        let (name, verb) = (&self.grammar.tokens[before], &self.grammar.tokens[verb]);
        let finite = matches!(verb.xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp);
        (finite && matches!(name.upos, Upos::Propn | Upos::Pron)).then_some(before)
    }

    /// "Is sure", "seems confident", but not "make sure".
    fn is_predicate(&self, idx: usize) -> bool {
        let copula = self.grammar.child(idx, &[Deprel::Cop]).is_some();
        let head = self.grammar.head(idx).map_or("", |it| self.word(it));
        let seems = ["appear", "became", "feel", "felt", "remain", "seem"];
        copula || seems.iter().any(|it| head.starts_with(it))
    }

    fn certainty(&self, cue: Cue, idx: usize, spans: &[Span]) -> Certainty {
        let negated = self.grammar.children(idx).any(|it| {
            let word = self.word(it);
            self.grammar.tokens[it].deprel == Deprel::Advmod
                && ["not", "n't", "n’t", "never"].iter().any(|not| word.eq_ignore_ascii_case(not))
        });
        if negated && matches!(cue.class, Class::Think | Class::Intend | Class::Mind) {
            return Certainty::Denied;
        }
        let from = spans.first().map_or(0, |it| self.grammar.token_at(it.start()));
        let opening = self.grammar.tokens.iter().skip(from).take(12);
        let modal = opening
            .take_while(|it| spans.first().is_some_and(|span| span.contains(it.span)))
            .any(|it| {
                MODALS.iter().any(|modal| it.span.slice(self.text).eq_ignore_ascii_case(modal))
            });
        if modal && cue.certainty == Certainty::Reported {
            Certainty::Possible
        } else {
            cue.certainty
        }
    }

    /// "X's claim that …", "the decision of X to …".
    fn noun(&self, idx: usize) -> Option<Found> {
        let token = &self.grammar.tokens[idx];
        let mut lower = [0_u8; 16];
        let word = self.word(idx).as_bytes();
        let lower = lower.get_mut(..word.len()).filter(|_| token.upos == Upos::Noun)?;
        lower.copy_from_slice(word);
        lower.make_ascii_lowercase();
        NOUNS.binary_search_by(|it| it.as_bytes().cmp(lower)).ok()?;
        let clause = self.grammar.child(idx, &[Deprel::Ccomp, Deprel::Acl])?;
        let marked = self.grammar.child(clause, &[Deprel::Mark]).is_some();
        let (from, to) = self.grammar.extent(clause);
        let spans = (marked && from > idx).then(|| self.grammar.content(from, to)).flatten()?;
        let owner = self.grammar.child(idx, &[Deprel::NmodPoss, Deprel::Nmod]);
        let owner = owner.filter(|it| self.grammar.extent(*it).1 < from);
        // "X has a plan to …": who has it is the verb's subject. A plan of nobody is none.
        let holder = || match token.deprel {
            Deprel::Obj => self.grammar.head(idx).and_then(|it| self.grammar.subject(it)),
            _ => None,
        };
        let owner = owner.or_else(holder);
        let infinitive = self.grammar.tokens[from].xpos == Xpos::To;
        (owner.is_some() || !infinitive).then_some(())?;
        Some(Found {
            cue: token.span,
            certainty: Certainty::Reported,
            source: owner.map(|it| self.named(it)),
            spans: vec![spans],
        })
    }

    /// "according to X", "in the words of X", "for X": the phrase attributes the clause around it.
    fn phrase(&self, idx: usize) -> Option<Found> {
        let next = idx + 1;
        let according = self.word(idx).eq_ignore_ascii_case("according");
        let to = self.grammar.tokens.get(next)?.xpos == Xpos::To || self.word(next) == "to";
        (according && to).then_some(())?;
        let source = self.grammar.head(idx).filter(|it| *it > next).or_else(|| {
            (next + 1..self.grammar.tokens.len().min(next + 12)).find(|it| {
                matches!(self.grammar.tokens[*it].upos, Upos::Noun | Upos::Propn | Upos::Pron)
            })
        })?;
        let root = self.grammar.root(source);
        let mut spans = content::around(&self.grammar, root, source);
        spans.truncate(1);
        let cue = self.grammar.span(idx, next);
        let head = self.grammar.tokens[source].span;
        let source = SourcePhrase { head, phrase: self.grammar.phrase(source), relative: None };
        Some(Found { cue, certainty: Certainty::Reported, source: Some(source), spans })
    }

    /// "Minister: talks failed", where nothing but a name stands before the colon of a sentence without a full stop.
    fn headline(&self, sentence: Sentence) -> Option<Found> {
        let tokens = self.grammar.tokens;
        let mut range = sentence.tokens();
        let ended = sentence.span.slice(self.text).ends_with('.') && sentence.first > 0;
        let colon = range.clone().take(MAX_HEADLINE_SOURCE + 1).find(|it| self.word(*it) == ":")?;
        let first = range.next()?;
        let source = (first..colon)
            .all(|it| matches!(tokens[it].upos, Upos::Propn | Upos::Noun | Upos::Adj));
        let (last, enough) = (sentence.last as usize - 1, colon + 3 < sentence.last as usize);
        (source && first < colon && enough && !ended).then_some(())?;
        let spans = self.grammar.content(colon + 1, last)?;
        let verbal = (colon + 1..=last).any(|it| matches!(tokens[it].upos, Upos::Verb | Upos::Aux));
        let speaks = SPEAKING.iter().any(|it| it.eq_ignore_ascii_case(self.word(colon - 1)));
        (verbal || speaks).then(|| Found {
            cue: tokens[colon].span,
            certainty: Certainty::Reported,
            source: Some(SourcePhrase {
                head: tokens[colon - 1].span,
                phrase: self.grammar.span(first, colon - 1),
                relative: None,
            }),
            spans: vec![spans],
        })
    }

    /// "X added:" at the end of a paragraph: the next one, without marks of its own, is X's words.
    fn block(&self, sentence: Sentence) -> Option<Found> {
        let end = sentence.span.slice(self.text).trim_end().ends_with(':');
        let cue = |it: &usize| {
            let cue = self.cue_at(*it);
            let speech = cue.is_some_and(|it| it.class.is_utterance());
            speech && self.grammar.tokens[*it].upos == Upos::Verb
        };
        let verb = sentence.tokens().rev().filter(|_| end).find(cue)?;
        let paragraphs = &self.article.paragraphs;
        let at = paragraphs.partition_point(|it| it.end() < sentence.span.end());
        let (here, next) = (paragraphs.get(at)?, paragraphs.get(at + 1)?);
        (here.end() == sentence.span.end()).then_some(())?;
        let from = self.grammar.token_at(next.start());
        let to = self.grammar.token_at(next.end()).checked_sub(1).filter(|it| *it >= from)?;
        let marked = (from..=to.min(from + 1)).any(|it| self.is_quoted(it));
        let span = self.grammar.content(from, to).filter(|_| !marked)?;
        Some(Found {
            cue: self.grammar.tokens[verb].span,
            certainty: Certainty::Reported,
            source: self.grammar.subject(verb).map(|it| self.named(it)),
            spans: vec![span],
        })
    }

    fn keep(&self, found: Found) -> impl Iterator<Item = Indirect> {
        let Found { cue, certainty, source, spans } = found;
        let mut kept = Vec::new();
        for span in spans {
            if !self.is_quotation(span) && !self.trails(span) && span.len() > 2 {
                kept.push(Indirect { span, cue, certainty, source });
            }
        }
        kept.into_iter()
    }

    /// Whether `span` is a sentence and a quotation after it that the tree took for one: only the quotation is said.
    fn trails(&self, span: Span) -> bool {
        let at = self.quoted.partition_point(|it| it.outer.end() < span.end());
        let quotation = self.quoted.get(at).filter(|it| it.outer.start() < span.end());
        let before = quotation.and_then(|it| self.text.get(span.start()..it.outer.start()));
        before.is_some_and(|it| it.trim_end().ends_with(['.', '!', '?']))
    }

    /// Whether most of `span` stands in quotation marks: it is a quotation then, and told as such.
    fn is_quotation(&self, span: Span) -> bool {
        let from = self.quoted.partition_point(|it| it.outer.end() <= span.start());
        let inside: usize = self.quoted[from..]
            .iter()
            .take_while(|it| it.outer.start() < span.end())
            .map(|it| it.outer.end().min(span.end()) - it.outer.start().max(span.start()))
            .sum();
        inside as f32 > QUOTED * span.len() as f32
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_noun_list_is_sorted() {
        assert!(super::NOUNS.is_sorted());
    }
}
