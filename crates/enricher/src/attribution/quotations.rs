//! Says who speaks a quotation: by the cue beside it, above it in the tree, or in the sentence before or after.
//!
//! After the sieves of Muzny et al. 2017 (doi:10.18653/v1/E17-1044) and O'Keefe et al. 2012, with the dependency tree
//! instead of their patterns.

use wiredesk_model::{Deprel, Quotation, QuoteKind, Sentence, SourcePhrase, Span, Upos};

use super::{
    Scene,
    cues::Class,
    dialogue::{self, Turn},
    grammar::Grammar,
    marks::Quoted,
};

/// Tokens between a closing mark and its cue: "…," the minister of a small country said.
const REACH_AFTER: usize = 24;
/// Tokens between a cue and the opening mark.
const REACH_BEFORE: usize = 24;
/// A quotation without a cue in its sentence is a scare quote or a title unless it has this many words.
const MIN_WORDS: usize = 5;
/// An utterance of this many words is a quotation even where nobody is said to speak it.
const LONG: usize = 10;
/// Tokens of a name before a colon.
const MAX_LABEL: usize = 6;
/// Paragraphs a speaker is carried over.
const CARRY: usize = 2;

/// A quotation on its way to a speaker.
struct Draft {
    quoted: Quoted,
    /// First token inside and one past the last.
    tokens: (usize, usize),
    sentence: Sentence,
    paragraph: usize,
    n_words: usize,
    cue: Option<usize>,
    source: Option<SourcePhrase>,
}

impl Scene<'_> {
    /// The quotations in marks and the turns of a conversation, in text order.
    pub(super) fn quotations(&self) -> Vec<Quotation> {
        let turns = dialogue::turns(self.text, &self.article.paragraphs);
        let spoken = |it: &&Quoted| {
            let at = turns.partition_point(|turn| turn.words.end() <= it.span.start());
            turns.get(at).is_some_and(|turn| turn.words.overlaps(it.span))
        };
        let marked = self.quoted.iter().filter(|it| !spoken(it));
        let mut drafts: Vec<_> = marked.filter_map(|it| self.draft(*it)).collect();
        for idx in 0..drafts.len() {
            let cue = self.cue(&drafts, idx);
            drafts[idx].cue = cue;
            let draft = &drafts[idx];
            let source = cue.and_then(|it| self.speaker(it, draft));
            let beside = || {
                let beside = self.signed(draft).or_else(|| self.introduced(draft));
                beside.or_else(|| self.labeled(draft)).or_else(|| self.told(draft))
            };
            drafts[idx].source = source.or_else(beside);
        }
        self.carry(&mut drafts);
        let turns = turns.iter().map(|it| self.turn(*it));
        let mut quotations: Vec<_> = drafts.iter().map(|it| self.finish(it)).chain(turns).collect();
        quotations.sort_by_key(|it| it.span);
        quotations
    }

    fn turn(&self, turn: Turn) -> Quotation {
        let last = self.grammar.token_at(turn.label.end() - 1);
        let head = self.grammar.tokens.get(last).map_or(turn.label, |it| it.span);
        let source = Some(SourcePhrase { head, phrase: turn.label, relative: None });
        let kind = Some(QuoteKind::Direct);
        Quotation { span: turn.words, outer: turn.words, kind, cue: None, source }
    }

    fn draft(&self, quoted: Quoted) -> Option<Draft> {
        let from = self.grammar.token_at(quoted.span.start());
        let to = self.grammar.tokens.partition_point(|it| it.span.start() < quoted.span.end());
        let sentences = &self.notes.sentences;
        let at = sentences.partition_point(|it| it.span.end() <= quoted.span.start());
        let last = sentences.partition_point(|it| it.span.start() < quoted.span.end());
        let first = *sentences.get(at)?;
        // A quotation of several sentences has its cue in the first or the last one.
        let span = first.span.cover(sentences.get(last.max(at + 1) - 1)?.span);
        let sentence =
            Sentence { span, first: first.first, last: sentences[last.max(at + 1) - 1].last };
        let paragraph =
            self.article.paragraphs.partition_point(|it| it.end() < quoted.span.start());
        let words = self.grammar.tokens.get(from..to)?;
        let n_words = words.iter().filter(|it| it.upos != Upos::Punct).count();
        (n_words > 0).then_some(Draft {
            quoted,
            tokens: (from, to),
            sentence,
            paragraph,
            n_words,
            cue: None,
            source: None,
        })
    }

    /// The verb that attributes draft `idx`.
    fn cue(&self, drafts: &[Draft], idx: usize) -> Option<usize> {
        let draft = &drafts[idx];
        let words = draft.quoted.span.slice(self.text);
        let ends = words.ends_with([',', '?', '!', '…', '—']) || self.comma_follows(draft);
        let after = || self.cue_after(drafts, idx);
        let before = || self.cue_before(drafts, idx);
        if ends {
            after().or_else(before).or_else(|| self.cue_above(draft))
        } else {
            self.cue_above(draft).or_else(before).or_else(after)
        }
    }

    fn comma_follows(&self, draft: &Draft) -> bool {
        let rest = self.text.get(draft.quoted.outer.end()..).unwrap_or_default();
        rest.trim_start().starts_with(',')
    }

    /// Whether token `idx` is a verb that attributes words.
    fn is_cue(&self, idx: usize) -> bool {
        self.is_cue_of(idx, |_| true)
    }

    /// Whether it attributes utterances, not thoughts or plans.
    fn is_speech(&self, idx: usize) -> bool {
        self.is_cue_of(idx, |it| it.is_utterance() || matches!(it, Class::Think | Class::Act))
    }

    fn is_cue_of(&self, idx: usize, class: impl Fn(Class) -> bool) -> bool {
        let verbal = matches!(self.grammar.tokens[idx].upos, Upos::Verb | Upos::Aux);
        verbal && self.cue_at(idx).is_some_and(|it| class(it.class))
    }

    fn cue_after(&self, drafts: &[Draft], idx: usize) -> Option<usize> {
        let draft = &drafts[idx];
        let from = draft.tokens.1;
        let to = (draft.sentence.last as usize).min(from + REACH_AFTER);
        let to = drafts.get(idx + 1).map_or(to, |it| to.min(it.tokens.0));
        (from..to).find(|it| self.is_speech(*it))
    }

    fn cue_before(&self, drafts: &[Draft], idx: usize) -> Option<usize> {
        let draft = &drafts[idx];
        let to = draft.tokens.0;
        let from = (draft.sentence.first as usize).max(to.saturating_sub(REACH_BEFORE));
        (from..to).rev().find(|it| self.is_speech(*it) && !is_inside(drafts, *it))
    }

    /// The cue that governs the quoted words in the tree.
    fn cue_above(&self, draft: &Draft) -> Option<usize> {
        let (from, to) = draft.tokens;
        let mut idx = from;
        // As many steps as a sentence is deep; a tree has no cycle, but the bound costs nothing.
        for _ in 0..64 {
            idx = self.grammar.head(idx)?;
            if !(from..to).contains(&idx) && self.is_cue(idx) {
                return Some(idx);
            }
        }
        None
    }

    /// Who does the cue's saying, as long as that is not somebody inside the quotation.
    fn speaker(&self, cue: usize, draft: &Draft) -> Option<SourcePhrase> {
        let outside = |it: &usize| !(draft.tokens.0..draft.tokens.1).contains(it);
        let subject = self.grammar.subject(cue).filter(outside);
        let subject = subject.or_else(|| self.neighbor(cue, draft))?;
        Some(self.named(subject))
    }

    /// The nearest noun right after or before a cue whose subject the tree does not show.
    fn neighbor(&self, cue: usize, draft: &Draft) -> Option<usize> {
        let tokens = self.grammar.tokens;
        let (first, last) = (draft.sentence.first as usize, draft.sentence.last as usize);
        let names = |it: &usize| matches!(tokens[*it].upos, Upos::Propn | Upos::Pron | Upos::Noun);
        let outside = |it: &usize| !(draft.tokens.0..draft.tokens.1).contains(it);
        let before = (first..cue).rev().take(3).filter(outside).find(names);
        let after = (cue + 1..last).take(4).filter(outside).find(names);
        if cue > draft.tokens.0 { before.or(after) } else { before }
    }

    /// Gives quotations without a cue the speaker of their neighbors.
    fn carry(&self, drafts: &mut [Draft]) {
        for idx in 1..drafts.len() {
            let (before, draft) = (&drafts[idx - 1], &drafts[idx]);
            let near = draft.paragraph - before.paragraph;
            let whole = draft.is_whole(self.text);
            let follows = near == 0 || draft.quoted.continues || near <= CARRY;
            if draft.source.is_none() && draft.cue.is_none() && whole && follows {
                drafts[idx].source = before.source;
            }
        }
        for idx in (1..drafts.len()).rev() {
            let after =
                drafts[idx].source.filter(|_| drafts[idx].paragraph == drafts[idx - 1].paragraph);
            let draft = &mut drafts[idx - 1];
            if draft.source.is_none() && draft.is_whole(self.text) {
                draft.source = after;
            }
        }
    }

    /// The last sentence that ends before the quotation.
    fn sentence_before(&self, draft: &Draft) -> Option<Sentence> {
        let sentences = &self.notes.sentences;
        let at = sentences.partition_point(|it| it.span.end() <= draft.quoted.outer.start());
        sentences.get(at.checked_sub(1)?).copied()
    }

    /// The speaker of a sentence that ends in a colon right before the quotation: of its cue, or of its main verb.
    fn introduced(&self, draft: &Draft) -> Option<SourcePhrase> {
        draft.is_whole(self.text).then_some(())?;
        let sentence = self.sentence_before(draft)?;
        let ends = sentence.span.slice(self.text).trim_end().ends_with(':');
        ends.then_some(())?;
        let cue = sentence.tokens().rev().find(|it| self.is_speech(*it));
        let main = || sentence.tokens().find(|it| self.grammar.head(*it).is_none());
        self.speaker(cue.or_else(main)?, draft)
    }

    /// The speaker of the sentence before, where that tells what somebody said and the quotation is a sentence by itself: the writer
    /// goes on in the speaker's own words.
    fn told(&self, draft: &Draft) -> Option<SourcePhrase> {
        let alone = draft.sentence.span.start() >= draft.quoted.outer.start();
        (alone && draft.cue.is_none() && draft.is_whole(self.text)).then_some(())?;
        (!draft.quoted.continues).then_some(())?;
        let sentence = self.sentence_before(draft)?;
        // Whose words stand in marks there, `carry` knows.
        let before = self.quoted.partition_point(|it| it.outer.end() <= sentence.span.start());
        let marked = self.quoted.get(before).is_some_and(|it| it.outer.overlaps(sentence.span));
        (!marked).then_some(())?;
        let says = |it: &usize| {
            let passive = self.grammar.child(*it, &[Deprel::AuxPass]).is_some();
            self.is_cue_of(*it, Class::is_utterance) && !passive
        };
        let main = sentence.tokens().find(|it| self.grammar.head(*it).is_none())?;
        let cue = Some(main)
            .filter(says)
            .or_else(|| self.grammar.child(main, &[Deprel::Conj]).filter(says))?;
        self.grammar.subject(cue).map(|it| self.named(it))
    }

    /// The name before a colon in a headline: "Minister: 'No deal'".
    fn labeled(&self, draft: &Draft) -> Option<SourcePhrase> {
        let tokens = self.grammar.tokens;
        let start = draft.sentence.first as usize;
        let mark = self.grammar.token_at(draft.quoted.outer.start());
        let colon = mark.checked_sub(1).filter(|it| *it > start)?;
        (tokens[colon].span.slice(self.text) == ":").then_some(())?;
        let names = |it: usize| matches!(tokens[it].upos, Upos::Propn | Upos::Noun | Upos::Adj);
        let named = colon - start <= MAX_LABEL && (start..colon).all(names);
        named.then(|| SourcePhrase {
            head: tokens[colon - 1].span,
            phrase: self.grammar.span(start, colon - 1),
            relative: None,
        })
    }

    /// The name behind a dash after a quotation that stands alone: "…" — Jane Doe.
    fn signed(&self, draft: &Draft) -> Option<SourcePhrase> {
        let tokens = self.grammar.tokens;
        let mut idx = draft.tokens.1;
        let mut dashed = false;
        while let Some(token) = tokens.get(idx).filter(|it| it.upos == Upos::Punct) {
            dashed |= token.span.slice(self.text).starts_with(['-', '–', '—', '―']);
            idx += 1;
        }
        let capital = |it: usize| {
            let word = tokens.get(it).map_or("", |it| it.span.slice(self.text));
            word.starts_with(char::is_uppercase)
        };
        let last = (idx..idx + 4).take_while(|it| capital(*it)).last()?;
        let end = self.article.paragraphs.get(draft.paragraph)?.end();
        let span = self.grammar.span(idx, last);
        let head = tokens[last].span;
        (dashed && span.end() <= end).then_some(SourcePhrase { head, phrase: span, relative: None })
    }

    fn finish(&self, draft: &Draft) -> Quotation {
        let whole = draft.is_whole(self.text);
        let kind = if whole { QuoteKind::Direct } else { QuoteKind::Mixed };
        Quotation {
            span: trim(draft.quoted.span, self.text),
            outer: draft.quoted.outer,
            kind: draft.keeps(&self.grammar, self.text).then_some(kind),
            cue: draft.cue.map(|it| self.grammar.tokens[it].span),
            source: draft.source,
        }
    }
}

impl Draft {
    /// Whether the quotation is an utterance of its own rather than a part of the writer's sentence.
    fn is_whole(&self, text: &str) -> bool {
        let words = self.quoted.span.slice(text);
        let capital = words.chars().find(|it| it.is_alphabetic()).is_some_and(char::is_uppercase);
        let closed = words.ends_with(['.', ',', '?', '!', '…', '—', '-']);
        capital && self.n_words >= 2 && (closed || self.n_words >= 2 * MIN_WORDS)
    }

    fn keeps(&self, grammar: &Grammar<'_>, text: &str) -> bool {
        let Some(cue) = self.cue else {
            let whole = self.is_whole(text);
            let enough = self.n_words >= MIN_WORDS && self.source.is_some();
            return enough || whole && (self.source.is_some() || self.n_words >= LONG);
        };
        let (from, to) = grammar.extent(cue);
        let governed = from <= self.tokens.0 && self.tokens.1 <= to + 1;
        self.n_words >= MIN_WORDS || governed || self.is_whole(text)
    }
}

/// Whether token `idx` stands in one of the quotations.
fn is_inside(drafts: &[Draft], idx: usize) -> bool {
    let at = drafts.partition_point(|it| it.tokens.1 <= idx);
    drafts.get(at).is_some_and(|it| it.tokens.0 <= idx)
}

/// Leaves out the comma that belongs to the writer's sentence.
fn trim(span: Span, text: &str) -> Span {
    let words = span.slice(text).trim_end_matches(',');
    Span::new(span.start(), span.start() + words.len())
}
