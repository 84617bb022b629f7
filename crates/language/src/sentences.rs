//! Groups the tokens of a paragraph into sentences, by rules. It cuts no tokens.
//!
//! A sentence ends at a stop, question mark, exclamation mark or ellipsis with the closing quotes and brackets
//! that touch it, unless what follows shows that it goes on: a small letter, a comma, a verb of speech after a quoted
//! question. Abbreviations keep their stop as one token and end a sentence only before a word that seldom follows
//! them ([`STARTERS`]). A line's end and a bullet end it too.

use wiredesk_model::{Sentence, Token};

use crate::{
    tokens::is_apostrophe,
    words::{CLOSED_ABBREVIATIONS, SPEECH, STARTERS, listed},
};

/// Appends the sentences of `tokens[first..]`, which are one paragraph's.
pub(crate) fn split(text: &str, tokens: &[Token], first: usize, sentences: &mut Vec<Sentence>) {
    let splitter = Splitter { text, tokens };
    let (mut start, mut at) = (first, first);
    while at < tokens.len() {
        let end = splitter.end(start, at);
        if let Some(end) = end {
            splitter.push(start, end, sentences);
            start = end;
        }
        at = end.unwrap_or(at + 1);
    }
    splitter.push(start, tokens.len(), sentences);
}

struct Splitter<'a> {
    text: &'a str,
    tokens: &'a [Token],
}

/// What a token means for the end of a sentence.
#[derive(Clone, Copy, PartialEq)]
enum Stop {
    /// Nothing.
    None,
    /// A full stop of its own.
    Full,
    /// A question or exclamation mark.
    Mark,
    /// An ellipsis.
    Dots,
    /// An abbreviation that may end a sentence.
    Abbreviation,
}

impl<'a> Splitter<'a> {
    fn push(&self, start: usize, end: usize, sentences: &mut Vec<Sentence>) {
        if let (Some(first), Some(last)) =
            (self.tokens.get(start), end.checked_sub(1).and_then(|it| self.tokens.get(it)))
            && start < end
        {
            let span = first.span.cover(last.span);
            sentences.push(Sentence { span, first: start as u32, last: end as u32 });
        }
    }

    fn word(&self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |it| it.span.slice(self.text))
    }

    fn char(&self, at: usize) -> char {
        self.word(at).chars().next().unwrap_or('\0')
    }

    /// White space before token `at`.
    fn gap(&self, at: usize) -> &'a str {
        let start = at.checked_sub(1).and_then(|it| self.tokens.get(it)).map(|it| it.span.end());
        let end = self.tokens.get(at).map(|it| it.span.start());
        start.zip(end).and_then(|(start, end)| self.text.get(start..end)).unwrap_or(" ")
    }

    /// One past the last token of the sentence, if the sentence from `start` ends with token `at`.
    fn end(&self, start: usize, at: usize) -> Option<usize> {
        let stop = self.stop(at);
        if stop == Stop::None {
            return (at + 1 < self.tokens.len() && self.breaks(at + 1)).then_some(at + 1);
        }
        let mut next = at + 1;
        let mut closed = false;
        while next < self.tokens.len() && self.closes(next) {
            closed |= self.char(next) != ')' && self.char(next) != ']';
            next += 1;
        }
        if stop != Stop::Abbreviation {
            // "?!", "!!", "...?" end together.
            if next == at + 1
                && next < self.tokens.len()
                && self.gap(next).is_empty()
                && self.stop(next) != Stop::None
            {
                return None;
            }
            next = self.past_reference(next);
        }
        if next >= self.tokens.len() || self.breaks(next) {
            return Some(next);
        }
        self.ends(start, at, next, stop, closed).then_some(next)
    }

    fn stop(&self, at: usize) -> Stop {
        let word = self.word(at);
        match word.as_bytes() {
            [b'.'] => Stop::Full,
            [b'?' | b'!'] => Stop::Mark,
            [b'.', b'.', ..] => Stop::Dots,
            [.., b'.'] if self.char(at).is_alphabetic() => Stop::Abbreviation,
            [first, ..] if !first.is_ascii() => match self.char(at) {
                '\u{2026}' => Stop::Dots,
                '。' | '．' | '｡' | '۔' | '।' | '॥' | '։' | '።' => Stop::Full,
                '？' | '！' | '؟' | '‽' | '⁇' | '⁈' | '⁉' => Stop::Mark,
                _ => Stop::None,
            },
            _ => Stop::None,
        }
    }

    /// Whether a line's end or a bullet before token `at` ends the sentence.
    fn breaks(&self, at: usize) -> bool {
        if matches!(self.char(at), '•' | '▪' | '‣' | '■' | '●' | '◦' | '►') {
            return true;
        }
        let gap = self.gap(at);
        let lines = gap.bytes().filter(|it| *it == b'\n').count();
        // A single line's end before a small letter is a wrapped line.
        lines > 1 || (lines == 1 && !self.char(at).is_lowercase() && !self.wrapped(at))
    }

    /// Whether the line that ends before `at` is so long that it was wrapped.
    fn wrapped(&self, at: usize) -> bool {
        let Some(end) =
            at.checked_sub(1).and_then(|it| self.tokens.get(it)).map(|it| it.span.end())
        else {
            return false;
        };
        let line = self.text.as_bytes().get(end.saturating_sub(60)..end);
        let bullet = matches!(self.char(at), '-' | '*' | '–' | '—' | '·');
        !bullet && line.is_some_and(|it| it.len() == 60 && !it.contains(&b'\n'))
    }

    /// Whether token `at` closes what stands before it: it touches it and is a closing sign.
    fn closes(&self, at: usize) -> bool {
        if !self.gap(at).is_empty() {
            return matches!(self.word(at), "''") && !self.gap(at).contains('\n');
        }
        let word = self.word(at);
        match self.char(at) {
            ')' | ']' | '}' | '”' | '»' | '"' | '」' | '』' | '）' => true,
            '\'' | '’' => word == "''" || word.chars().count() == 1,
            _ => false,
        }
    }

    /// Past a note's number in brackets: "… season. [2]".
    fn past_reference(&self, mut at: usize) -> usize {
        while self.word(at) == "["
            && self.word(at + 2) == "]"
            && self.char(at + 1).is_ascii_digit()
            && !self.gap(at).contains('\n')
        {
            at += 3;
        }
        at
    }

    /// Whether the sentence from `start` ends at `at`, where `next` is the first token after it and its closing signs.
    fn ends(&self, start: usize, at: usize, next: usize, stop: Stop, closed: bool) -> bool {
        let opener = self.past_openers(next);
        let quoted = opener > next;
        let c = self.char(opener);
        // Scripts without spaces between words write none after their stops either.
        let apart = !self.gap(next).is_empty() || !self.word(at).is_ascii();
        let lower = c.is_lowercase();
        let spoken = closed && self.is_spoken(next);
        if matches!(
            self.char(next),
            ',' | ';' | ':' | ')' | ']' | '-' | '—' | '–' | '/' | '%' | '&'
        ) {
            return matches!(self.char(next), '-' | '—' | '–')
                && stop != Stop::Abbreviation
                && !closed
                && !self.gap(next).is_empty()
                && self.char(next + 1).is_uppercase();
        }
        match stop {
            Stop::None => false,
            Stop::Full => {
                let list_number = at == start + 1
                    && self.word(start).len() <= 3
                    && self.char(start).is_ascii_digit();
                let plain = apart && !list_number;
                (plain && (quoted || !lower)) || self.is_joined_start(at, next)
            }
            Stop::Mark => apart && !lower && !spoken,
            Stop::Dots => !lower && !spoken && (quoted || c.is_uppercase()),
            Stop::Abbreviation => self.abbreviation_ends(start, at, opener, quoted),
        }
    }

    /// A missing space after a stop: "…the end.The next…".
    fn is_joined_start(&self, at: usize, next: usize) -> bool {
        next == at + 1
            && self.gap(next).is_empty()
            && self.word(next).len() > 1
            && self.char(next).is_uppercase()
            && self.word(at.saturating_sub(1)).ends_with(char::is_lowercase)
    }

    fn past_openers(&self, mut at: usize) -> usize {
        let first = at;
        while at < first + 3
            && (matches!(self.char(at), '"' | '“' | '‘' | '«' | '(' | '[' | '¿' | '¡')
                || is_apostrophe(self.char(at)))
            && self.word(at).chars().count() <= 2
        {
            at += 1;
        }
        at
    }

    /// A name or pronoun with a verb of speech after a quoted question: `"Is it?" Ms. Smith asked.`
    fn is_spoken(&self, next: usize) -> bool {
        let is_verb = |at: usize| listed(SPEECH, self.word(at));
        (next..next + 5)
            .find(|it| !self.char(*it).is_uppercase())
            .is_some_and(|it| it > next && is_verb(it))
            || (matches!(self.word(next), "The" | "A" | "His" | "Her")
                && (next + 2..next + 5).any(is_verb))
    }

    fn abbreviation_ends(&self, start: usize, at: usize, opener: usize, quoted: bool) -> bool {
        let word = self.word(at);
        let bare = word.trim_end_matches('.');
        let next = self.word(opener);
        let dotted = bare.contains('.');
        if !(dotted || listed(CLOSED_ABBREVIATIONS, bare)) || at == start {
            return false;
        }
        if matches!(word, "e.g." | "i.e." | "E.g." | "I.e.") {
            return false;
        }
        // Initials stand before a surname, whatever it is.
        let initials = dotted
            && word.len() <= 6
            && !matches!(word, "U.S." | "U.K." | "U.N." | "D.C." | "E.U." | "a.m." | "p.m.");
        if initials && !listed(STARTERS, next) {
            return false;
        }
        (listed(STARTERS, next)
            && self.char(opener).is_uppercase()
            && !self.is_title_case(start, at, opener))
            || (quoted && self.char(opener).is_uppercase() && self.char(opener - 1) != '(')
    }

    /// A headline writes every word large, so a large letter shows nothing there.
    fn is_title_case(&self, start: usize, at: usize, next: usize) -> bool {
        let words = (start..at)
            .chain(next + 1..next + 6)
            .filter(|it| self.char(*it).is_alphabetic())
            .take(24);
        let (large, all) = words.fold((0, 0), |(large, all), it| {
            (large + u32::from(self.char(it).is_uppercase()), all + 1)
        });
        all >= 4 && large * 10 >= all * 9
    }
}
