//! Collects what may refer to an entity: names, noun phrases headed by a listed noun, pronouns. It links nothing.

use wiredesk_model::{Annotations, Deprel, EntityType, MentionKind, Name, Span, Token, Upos, Xpos};

use super::nouns::{Noun, noun};
use super::pronouns::{Pronoun, pronoun};

/// How a noun phrase begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Definite {
    /// "the minister", "these men".
    The,
    /// "his wife", "Seoul's mayor".
    Possessed,
    /// "a minister", "two men".
    New,
    /// "soldiers".
    Bare,
    /// "mayor", alone: said of somebody, or of nobody in particular.
    Title,
}

/// What a mention is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum What {
    /// A name found by the recognizer.
    Name(Name),
    /// A noun phrase.
    Nominal(Noun, Definite),
    /// A pronoun.
    Pronoun(Pronoun),
}

/// A possible mention. Token numbers are the article's.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Candidate {
    /// First token.
    pub(super) first: usize,
    /// One past the last token.
    pub(super) last: usize,
    /// The token that stands for the whole.
    pub(super) head: usize,
    /// From its first to its last character.
    pub(super) span: Span,
    /// Number of its sentence.
    pub(super) sentence: usize,
    /// What it is.
    pub(super) what: What,
    /// Whether it is the subject of its clause.
    pub(super) subject: bool,
    /// Whether it says something.
    pub(super) speaks: bool,
    /// Whether it only modifies a noun: "Afghan" in "the Afghan team".
    pub(super) modifier: bool,
}

impl Candidate {
    /// The kind that the record tells.
    pub(super) fn kind(&self) -> MentionKind {
        match self.what {
            What::Name(_) => MentionKind::Name,
            What::Nominal(..) => MentionKind::Nominal,
            What::Pronoun(_) => MentionKind::Pronoun,
        }
    }
}

/// The candidates of an article in text order, with these names.
pub(super) fn collect(text: &str, notes: &Annotations, names: &[Name]) -> Vec<Candidate> {
    let mut found = Vec::new();
    let mut names = names.iter().peekable();
    for (sentence, range) in notes.sentences.iter().map(|it| it.tokens()).enumerate() {
        let start = found.len();
        let mut at = range.start;
        while at < range.end.min(notes.tokens.len()) {
            while names.next_if(|it| (it.tokens.0 as usize) < at).is_some() {}
            let scan = Scan { text, tokens: &notes.tokens, from: range.start, to: range.end };
            if let Some(name) = names.next_if(|it| it.tokens.0 as usize == at) {
                let last = (name.tokens.1 as usize).max(at + 1);
                if scan.is_currency(last) {
                    at = last;
                    continue;
                }
                found.push(scan.candidate(at, last, last - 1, sentence, What::Name(*name)));
                at = last;
                continue;
            }
            if let Some(pronoun) = pronoun(scan.word(at)) {
                found.push(scan.candidate(at, at + 1, at, sentence, What::Pronoun(pronoun)));
            } else if let Some(noun) = noun(scan.word(at)) {
                let name = names.peek().filter(|it| it.tokens.0 as usize == at + 1);
                found.extend(scan.nominal(at, sentence, noun, name.copied()));
            }
            at += 1;
        }
        if let Some(first) = found.get_mut(start) {
            // Without a parse, what comes first is taken for the subject.
            let parsed = notes.tokens.get(first.first).is_some_and(|it| it.xpos != Xpos::None);
            first.subject |= !parsed;
        }
    }
    found
}

struct Scan<'a> {
    text: &'a str,
    tokens: &'a [Token],
    from: usize,
    to: usize,
}

/// Words between the determiner and the head of a noun phrase that are still looked at.
const MAX_MODIFIERS: usize = 6;

impl Scan<'_> {
    fn word(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |it| it.span.slice(self.text))
    }

    /// Whether the word that ends at token `last` only tells whose dollars: "US $5 million".
    fn is_currency(&self, last: usize) -> bool {
        let short = self.word(last - 1).len() <= 3;
        short && self.inside(last).is_some_and(|it| it.span.slice(self.text).starts_with('$'))
    }

    fn inside(&self, at: usize) -> Option<&Token> {
        self.tokens.get(at).filter(|_| (self.from..self.to).contains(&at))
    }

    fn candidate(
        &self,
        first: usize,
        last: usize,
        head: usize,
        sentence: usize,
        what: What,
    ) -> Candidate {
        let start = self.tokens.get(first).map(|it| it.span).unwrap_or_default();
        let end = self.tokens.get(last - 1).map(|it| it.span).unwrap_or_default();
        let relation = self.tokens.get(head).map(|it| it.deprel);
        let subject = matches!(relation, Some(Deprel::Nsubj | Deprel::NsubjPass));
        let modifier = matches!(relation, Some(Deprel::Amod | Deprel::Compound));
        let span = start.cover(end);
        Candidate { first, last, head, span, sentence, what, subject, speaks: false, modifier }
    }

    /// Whether the listed noun at `at` heads a phrase: it is tagged as a noun and no noun follows it.
    fn is_head(&self, at: usize) -> bool {
        let is_noun = |it: &Token| matches!(it.upos, Upos::Noun | Upos::Propn);
        let tagged = self.inside(at).is_some_and(|it| it.xpos == Xpos::None || is_noun(it));
        let next = self.inside(at + 1);
        let compound = next.is_some_and(|it| it.xpos != Xpos::None && is_noun(it))
            || noun(self.word(at + 1)).is_some_and(|_| next.is_some())
            || (self.word(at + 1) == "-" && next.is_some());
        tagged && !compound
    }

    fn nominal(
        &self,
        head: usize,
        sentence: usize,
        noun: Noun,
        name: Option<&Name>,
    ) -> Option<Candidate> {
        let titles = name.is_some_and(|it| kinds_agree(it.kind, noun.kind)) && !noun.plural;
        if !titles && !self.is_head(head) {
            return None;
        }
        let (mut first, mut definite) = (head, None);
        while first > self.from && head - first < MAX_MODIFIERS && definite.is_none() {
            let before = self.word(first - 1);
            definite = determiner(before).filter(|_| self.determines(first - 1));
            if definite == Some(Definite::Possessed) && before.starts_with(['\'', '’']) {
                break;
            }
            if definite.is_none() && !self.modifies(first - 1) {
                break;
            }
            first -= 1;
        }
        let definite = match definite {
            // "spokesman John Smith" is one mention, the name's; "the spokesman John Smith" is two.
            Some(Definite::The | Definite::Possessed) if titles => Definite::New,
            _ if titles => return None,
            Some(definite) => definite,
            None if noun.plural => Definite::Bare,
            None if noun.role => Definite::Title,
            None => return None,
        };
        // A possessor's mention holds its "'s", as in CoNLL-2012; a name's does not.
        let possessor =
            self.inside(head + 1).is_some() && matches!(self.word(head + 1), "'s" | "’s");
        let last = head + 1 + usize::from(possessor);
        Some(self.candidate(first, last, head, sentence, What::Nominal(noun, definite)))
    }

    /// Whether the word is a determiner here: "that" may also begin a clause.
    fn determines(&self, at: usize) -> bool {
        self.tokens.get(at).is_none_or(|it| !matches!(it.xpos, Xpos::In | Xpos::Wdt))
    }

    fn modifies(&self, at: usize) -> bool {
        self.inside(at).is_some_and(|it| match it.xpos {
            Xpos::None => !is_function_word(self.word(at)),
            Xpos::Jj
            | Xpos::Jjr
            | Xpos::Jjs
            | Xpos::Nn
            | Xpos::Nns
            | Xpos::Nnp
            | Xpos::Nnps
            | Xpos::Hyph => true,
            Xpos::Cd => true,
            // "Striking workers", but not "has allowed workers" or "urging workers".
            Xpos::Vbn | Xpos::Vbg => matches!(it.deprel, Deprel::Amod | Deprel::Compound),
            _ => false,
        })
    }
}

fn determiner(word: &str) -> Option<Definite> {
    let is = |list: &[&str]| list.iter().any(|it| it.eq_ignore_ascii_case(word));
    if is(&["the", "this", "that", "these", "those", "both"]) {
        Some(Definite::The)
    } else if is(&["his", "her", "its", "their", "my", "our", "your", "'s", "’s", "'", "’"]) {
        Some(Definite::Possessed)
    } else if is(&[
        "a",
        "an",
        "another",
        "some",
        "several",
        "many",
        "two",
        "three",
        "four",
        "five",
        "six",
        "no",
        "any",
        "every",
        "each",
        "one",
        "all",
        "most",
        "other",
        "more",
        "few",
        "such",
        "thousands",
        "hundreds",
    ]) {
        Some(Definite::New)
    } else {
        None
    }
}

/// Words that end a noun phrase to the left where there are no tags.
fn is_function_word(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "about", "after", "against", "all", "and", "are", "as", "at", "be", "because", "been",
        "before", "but", "by", "can", "could", "did", "do", "for", "from", "had", "has", "have",
        "how", "if", "in", "into", "is", "more", "most", "not", "of", "on", "only", "or", "over",
        "said", "says", "so", "than", "then", "to", "under", "was", "were", "what", "when",
        "where", "which", "while", "who", "will", "with", "would",
    ];
    !word.starts_with(char::is_alphanumeric)
        || WORDS.binary_search(&word.to_ascii_lowercase().as_str()).is_ok()
}

/// Whether entities of the two types can be one.
pub(super) fn kinds_agree(a: EntityType, b: EntityType) -> bool {
    let class = |kind| match kind {
        EntityType::Facility => EntityType::Place,
        other => other,
    };
    class(a) == class(b)
}

/// Whether something is of a type that the recognizer mixes up with others.
pub(super) fn is_thing(kind: EntityType) -> bool {
    use EntityType::{Event, Law, Organization, Product, Work};
    matches!(kind, Organization | Product | Work | Event | Law)
}
