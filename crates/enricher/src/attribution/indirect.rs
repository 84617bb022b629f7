//! Finds the cues of indirect attributions and who they attribute to. What is claimed is cut out by `content`.

use wiredesk_model::{Certainty, Deprel, Indirect, Sentence, SourcePhrase, Span, Upos, Xpos};

use super::{
    Scene, content,
    cues::{Class, Cue},
};

/// Nouns that hold what somebody says, thinks or plans, followed by "that" or "to".
const NOUNS: [&str; 48] = [
    "accusation",
    "accusations",
    "admission",
    "agreement",
    "allegation",
    "allegations",
    "announcement",
    "argument",
    "assertion",
    "assertions",
    "assessment",
    "assumption",
    "belief",
    "call",
    "calls",
    "claim",
    "claims",
    "comment",
    "comments",
    "concern",
    "concerns",
    "conclusion",
    "conviction",
    "decision",
    "demand",
    "estimate",
    "evidence",
    "expectation",
    "expectations",
    "fear",
    "fears",
    "feeling",
    "hope",
    "hopes",
    "idea",
    "plan",
    "plans",
    "pledge",
    "prediction",
    "promise",
    "proposal",
    "report",
    "reports",
    "request",
    "statement",
    "suggestion",
    "view",
    "warning",
];
/// Words that weaken what follows to a possibility.
const MODALS: [&str; 6] = ["could", "may", "maybe", "might", "perhaps", "possibly"];
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

    /// "X said that …", "… , X said", "X plans to …", "X is expected to …".
    fn verb(&self, idx: usize) -> Option<Found> {
        let token = &self.grammar.tokens[idx];
        let cue = self.cues.of(self.word(idx)).filter(|_| token.upos == Upos::Verb)?;
        let passive = self.grammar.child(idx, &[Deprel::AuxPass]).is_some();
        let spans = content::of_verb(&self.grammar, idx, cue.class);
        let subject = self.grammar.subject(idx);
        let source = if passive { self.grammar.child(idx, &[Deprel::OblAgent]) } else { subject };
        // A thought or an act without anybody who thinks or acts attributes nothing.
        if source.is_none() && !passive && !matches!(cue.class, Class::Say) {
            return None;
        }
        Some(Found {
            cue: token.span,
            certainty: self.certainty(cue, idx, &spans),
            source: source.map(|it| self.named(it)),
            spans,
        })
    }

    fn certainty(&self, cue: Cue, idx: usize, spans: &[Span]) -> Certainty {
        let negated = self.grammar.children(idx).any(|it| {
            let word = self.word(it);
            self.grammar.tokens[it].deprel == Deprel::Advmod
                && ["not", "n't", "n’t", "never"].iter().any(|not| word.eq_ignore_ascii_case(not))
        });
        if negated && matches!(cue.class, Class::Think | Class::Intend) {
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
        verbal.then(|| Found {
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

    fn keep(&self, found: Found) -> impl Iterator<Item = Indirect> {
        let Found { cue, certainty, source, spans } = found;
        let mut kept = Vec::new();
        for span in spans {
            if !self.is_quotation(span) && span.len() > 2 {
                kept.push(Indirect { span, cue, certainty, source });
            }
        }
        kept.into_iter()
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
