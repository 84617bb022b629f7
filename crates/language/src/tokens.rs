//! Cuts a stretch of text into tokens, in one pass from left to right. It knows no sentences and no tags.
//!
//! # The token scheme
//!
//! Universal Dependencies' for English, which is that of `OntoNotes` 5 and of GUM:
//!
//! - White space always separates and belongs to no token.
//! - Clitics are tokens: `do|n't`, `can|not`, `it|'s`, `they|'re`, `workers|'`, `gon|na`.
//! - Hyphens and slashes between letters are tokens: `follow|-|up`, `and|/|or`. A prefix of [`PREFIXES`] stays with
//!   its word: `non-profit`, `anti-war`, `ex-wife`.
//! - Numbers keep their separators: `12,000`, `3.5`, `9/11`, `08:30`, `2024-03-01`. Ranges and scores are three
//!   tokens: `10|-|12`. Signs of currency and per cent are tokens: `$|5`, `18|%`; so are units: `5|pm`.
//! - Abbreviations, initials and list numbers keep their stop: `Mr.`, `U.S.`, `a.m.`, `J.`, `1.`.
//! - Addresses, mail addresses, handles and hashtags are one token.
//! - A run of stops or hyphens is one token (`...`, `--`), and so are doubled quotes (`''`); all other signs are
//!   tokens of their own, with the marks that combine with them.

use wiredesk_model::{Span, Token, TokenKind};

use crate::{
    links,
    words::{
        CLOSED_ABBREVIATIONS, NUMBER_ABBREVIATIONS, OPEN_ABBREVIATIONS, PREFIXES, STARTERS, UNITS,
        listed,
    },
};

/// Appends the tokens of `span` to `tokens`.
pub(crate) fn tokenize(text: &str, span: Span, tokens: &mut Vec<Token>) {
    let text = text.get(..span.end()).unwrap_or(text);
    let mut scanner = Scanner { text, first: tokens.len(), tokens };
    let mut at = span.start();
    while let Some(c) = scanner.char(at) {
        at = if c.is_whitespace() || is_ignorable(c) {
            at + c.len_utf8()
        } else {
            scanner.token(at, c)
        };
    }
}

/// Letters, digits and what combines with them.
pub(crate) fn is_word(c: char) -> bool {
    if c.is_ascii() {
        c.is_ascii_alphanumeric() || c == '_'
    } else {
        c.is_alphanumeric() || is_joined(c)
    }
}

/// Marks and joiners, which never begin a token where they can follow one.
fn is_joined(c: char) -> bool {
    matches!(u32::from(c),
        0xAD | 0x300..=0x36F | 0x483..=0x489 | 0x591..=0x5BD | 0x610..=0x61A | 0x64B..=0x65F
        | 0x900..=0x903 | 0x93A..=0x94F | 0x1AB0..=0x1AFF | 0x1DC0..=0x1DFF | 0x200B..=0x200D
        | 0x20D0..=0x20FF | 0xFE00..=0xFE0F | 0xFE20..=0xFE2F | 0x1F3FB..=0x1F3FF | 0xE0100..=0xE01EF)
}

/// Signs without a shape of their own: byte-order marks and direction marks.
fn is_ignorable(c: char) -> bool {
    matches!(u32::from(c), 0x200E | 0x200F | 0x202A..=0x202E | 0x2060..=0x2069 | 0xFEFF)
}

/// Straight, curly and other apostrophes.
pub(crate) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{2018}' | '\u{2bc}' | '\u{b4}' | '`')
}

struct Scanner<'a> {
    text: &'a str,
    /// Index of the stretch's first token.
    first: usize,
    tokens: &'a mut Vec<Token>,
}

impl<'a> Scanner<'a> {
    fn char(&self, at: usize) -> Option<char> {
        match self.text.as_bytes().get(at) {
            Some(byte) if byte.is_ascii() => Some(char::from(*byte)),
            _ => self.text.get(at..)?.chars().next(),
        }
    }

    fn before(&self, at: usize) -> Option<char> {
        self.text.get(..at)?.chars().next_back()
    }

    fn digit(&self, at: usize) -> bool {
        self.text.as_bytes().get(at).is_some_and(u8::is_ascii_digit)
    }

    fn slice(&self, start: usize, end: usize) -> &'a str {
        self.text.get(start..end).unwrap_or("")
    }

    fn push(&mut self, start: usize, end: usize, kind: TokenKind) -> usize {
        self.tokens.push(Token::new(Span::new(start, end), kind));
        end
    }

    /// Pushes the token that begins at `at` with `c`, and returns where it ends.
    fn token(&mut self, at: usize, c: char) -> usize {
        if let Some(end) = links::end(self.text, at, c) {
            return self.push(at, end, TokenKind::Link);
        }
        if is_word(c) {
            return self.word(at);
        }
        let next = at + c.len_utf8();
        match c {
            '.' if self.digit(next) && !self.before(at).is_some_and(is_word) => self.word(at),
            '.' | '-' | '\u{2014}' | '\u{2026}' | '*' | '=' | '_' => {
                let end = self.run(next, c);
                self.push(at, end, TokenKind::Punct)
            }
            '`' | '\'' if self.char(next) == Some(c) => self.push(at, next + 1, TokenKind::Punct),
            _ if is_apostrophe(c) => self.apostrophe(at, next),
            '#' if self.char(next).is_some_and(is_word) => {
                let end = self.while_word(next);
                self.push(at, end, TokenKind::Link)
            }
            _ => {
                let end = self.cluster(next);
                let kind = if is_punctuation(c) { TokenKind::Punct } else { TokenKind::Symbol };
                self.push(at, end, kind)
            }
        }
    }

    fn run(&self, mut at: usize, c: char) -> usize {
        while self.char(at) == Some(c) {
            at += c.len_utf8();
        }
        at
    }

    fn while_word(&self, mut at: usize) -> usize {
        while let Some(c) = self.char(at).filter(|it| is_word(*it)) {
            at += c.len_utf8();
        }
        at
    }

    /// Past marks that combine, and past signs that a zero-width joiner binds.
    fn cluster(&self, mut at: usize) -> usize {
        while let Some(c) = self.char(at).filter(|it| is_joined(*it)) {
            at += c.len_utf8();
            if c == '\u{200d}' {
                at += self.char(at).filter(|it| !it.is_whitespace()).map_or(0, char::len_utf8);
            }
        }
        at
    }

    /// `'90s`, `'em`, a clitic that white space tore from its word, or a quotation mark.
    fn apostrophe(&mut self, at: usize, next: usize) -> usize {
        let end = self.while_word(next);
        let word = self.slice(next, end);
        let torn = matches!(word, "s" | "re" | "ve" | "ll" | "d" | "m" | "t");
        let cut = matches!(word, "em" | "cause" | "til" | "bout" | "tis" | "twas" | "n");
        let decade =
            word.len() == 3 && word.ends_with('s') && self.digit(next) && self.digit(next + 1);
        if torn || cut || decade {
            return self.push(at, end, TokenKind::Word);
        }
        self.push(at, next, TokenKind::Punct)
    }

    /// A word or number from `start`, its clitics cut, its stop kept where it is an abbreviation.
    fn word(&mut self, start: usize) -> usize {
        let end = self.word_end(start);
        let word = self.slice(start, end);
        if word.bytes().all(|it| it.is_ascii_digit() || b".,:/-".contains(&it)) {
            return self.number(start, end);
        }
        if self.char(end) == Some('$')
            && word.len() <= 3
            && word.bytes().all(|it| it.is_ascii_uppercase())
        {
            return self.push(start, end + 1, TokenKind::Symbol);
        }
        if word.starts_with(|it: char| it.is_ascii_digit()) {
            let digits =
                word.find(|it: char| !(it.is_ascii_digit() || matches!(it, '.' | ',' | ':')));
            if let Some((number, unit)) = digits.and_then(|it| word.split_at_checked(it))
                && listed(UNITS, unit)
            {
                let cut = start + number.len();
                self.push(start, cut, TokenKind::Number);
                let end =
                    if unit.contains('.') && self.char(end) == Some('.') { end + 1 } else { end };
                return self.push(cut, end, TokenKind::Word);
            }
        }
        if self.char(end) == Some('.') && self.keeps_stop(start, end) {
            return self.push(start, end + 1, TokenKind::Word);
        }
        match clitic(word) {
            0 => {}
            length => {
                self.push(start, end - length, TokenKind::Word);
                return self.push(end - length, end, TokenKind::Word);
            }
        }
        self.push(start, end, TokenKind::Word)
    }

    /// A number; at the start of its stretch, a short one with a stop is a list number.
    fn number(&mut self, start: usize, end: usize) -> usize {
        let opens = self.tokens.len() == self.first && end - start <= 2;
        let listed = opens
            && self.char(end) == Some('.')
            && self.char(end + 1).is_some_and(char::is_whitespace);
        self.push(start, if listed { end + 1 } else { end }, TokenKind::Number)
    }

    /// Where the word that begins at `start` ends, without a final stop.
    fn word_end(&self, start: usize) -> usize {
        let (mut at, mut part, mut prefixes) = (start, start, 0);
        // A leading point belongs to its number.
        at += usize::from(self.char(at) == Some('.'));
        while let Some(c) = self.char(at) {
            let next = at + c.len_utf8();
            if is_word(c) {
                at = next;
            } else if self.joins(start, part, at, c, &mut prefixes) {
                (at, part) = (next, next);
            } else {
                break;
            }
        }
        at
    }

    /// Whether the sign `c` at `at` stands inside a word whose last part began at `part`.
    fn joins(&self, start: usize, part: usize, at: usize, c: char, prefixes: &mut u8) -> bool {
        let next = at + c.len_utf8();
        let Some(after) = self.char(next).filter(|it| is_word(*it)) else { return false };
        let digits = at > part && self.digit(at - 1) && self.digit(next);
        match c {
            '.' if digits => true,
            '.' => self.dots(part, at, next),
            ',' => digits && self.thousands(next),
            ':' | '/' => digits && at - part <= 4 && self.digit(start) && self.all_digits(part, at),
            '-' if digits => self.iso_date(start, at),
            '-' => {
                *prefixes += 1;
                *prefixes == 1 && at - start <= 7 && self.is_prefix(start, at)
            }
            '&' => {
                after.is_ascii_uppercase()
                    && self.slice(part, at).bytes().all(|it| it.is_ascii_uppercase())
            }
            _ => {
                is_apostrophe(c)
                    && c != '`'
                    && after.is_alphabetic()
                    && !self.digit(at.saturating_sub(1))
            }
        }
    }

    fn is_prefix(&self, start: usize, at: usize) -> bool {
        let mut lower = [0; 8];
        let word = self.slice(start, at).as_bytes();
        for (to, from) in lower.iter_mut().zip(word) {
            *to = from.to_ascii_lowercase();
        }
        lower
            .get(..word.len())
            .and_then(|it| std::str::from_utf8(it).ok())
            .is_some_and(|it| listed(PREFIXES, it))
    }

    fn all_digits(&self, start: usize, end: usize) -> bool {
        self.slice(start, end).bytes().all(|it| it.is_ascii_digit())
    }

    /// Exactly three digits from `at`.
    fn thousands(&self, at: usize) -> bool {
        (0..3).all(|it| self.digit(at + it)) && !self.digit(at + 3)
    }

    /// The hyphens of `2024-03-01`.
    fn iso_date(&self, start: usize, at: usize) -> bool {
        let shape = |from: usize| {
            self.slice(from, from + 10).bytes().enumerate().all(|(i, it)| match i {
                4 | 7 => it == b'-',
                _ => it.is_ascii_digit(),
            }) && self.slice(from, from + 10).len() == 10
                && !self.digit(from + 10)
        };
        (at == start + 4 || at == start + 7) && shape(start)
    }

    /// A stop between single letters (`U.S`, `e.g`), or in a degree (`Ph.D`).
    fn dots(&self, part: usize, at: usize, next: usize) -> bool {
        let letter = |from: usize, to: usize| {
            self.slice(from, to).chars().filter(|it| it.is_alphabetic()).count() == 1
                && to - from <= 4
        };
        let after_end = next + self.char(next).map_or(0, char::len_utf8);
        let single_after = !self.char(after_end).is_some_and(is_word);
        (letter(part, at) && (single_after || self.char(next).is_some_and(char::is_lowercase)))
            || (matches!(self.slice(part, at), "Ph" | "Ed" | "Psy") && single_after)
    }

    /// Whether the stop at `end` belongs to the word before it.
    fn keeps_stop(&self, start: usize, end: usize) -> bool {
        let word = self.slice(start, end);
        let following = self.following(end + 1);
        if word.contains('.') && !word.bytes().any(|it| it.is_ascii_digit()) {
            return true;
        }
        if listed(OPEN_ABBREVIATIONS, word) {
            return true;
        }
        if listed(NUMBER_ABBREVIATIONS, word)
            && following.starts_with(|it: char| it.is_ascii_digit())
        {
            return true;
        }
        let mut chars = word.chars();
        if let (Some(c), None) = (chars.next(), chars.next()) {
            let named = following.starts_with(char::is_uppercase) && !listed(STARTERS, following);
            return c.is_uppercase() && named && (c != 'I' || self.initial_run(start));
        }
        listed(CLOSED_ABBREVIATIONS, word) && plausible(word, following)
    }

    /// "I" is an initial only after another one or at the start.
    fn initial_run(&self, start: usize) -> bool {
        self.tokens
            .last()
            .is_none_or(|it| it.span.slice(self.text).ends_with('.') || it.span.end() == start)
    }

    /// The next word or sign after `at`.
    fn following(&self, at: usize) -> &'a str {
        let mut start = at;
        while let Some(c) = self.char(start).filter(|it| it.is_whitespace()) {
            start += c.len_utf8();
            if start > at + 8 {
                break;
            }
        }
        let end = self.while_word(start).min(start + 64);
        match self.slice(start, end) {
            "" => self.char(start).map_or("", |it| self.slice(start, start + it.len_utf8())),
            word => word,
        }
    }
}

/// Abbreviations that are words too ("in", "Sun", "min") count only where no sentence begins after them.
fn plausible(word: &str, following: &str) -> bool {
    let is_word = matches!(
        word,
        "in" | "Sun"
            | "Sat"
            | "Wed"
            | "Mon"
            | "Mar"
            | "Miss"
            | "Mass"
            | "Ark"
            | "Wash"
            | "Ore"
            | "Pa"
            | "La"
            | "Ind"
            | "Mo"
            | "Del"
            | "Est"
            | "est"
            | "min"
            | "max"
            | "al"
            | "Fri"
            | "Jun"
            | "Co"
    );
    !is_word
        || matches!(word, "Co" | "al" | "Pa" | "Mo" | "Del" | "Ind")
        || following.starts_with(|it: char| {
            it.is_lowercase() || it.is_ascii_digit() || matches!(it, ',' | ')')
        })
}

/// How many bytes at the end of `word` are a token of their own.
fn clitic(word: &str) -> usize {
    let bytes = word.as_bytes();
    match bytes.len() {
        5 if word.eq_ignore_ascii_case("gonna") || word.eq_ignore_ascii_case("wanna") => return 2,
        5 if word.eq_ignore_ascii_case("gotta") => return 2,
        6 if word.eq_ignore_ascii_case("cannot") => return 3,
        ..3 => return 0,
        _ => {}
    }
    let tail = bytes.get(bytes.len().saturating_sub(5)..).unwrap_or(bytes);
    if !tail.iter().any(|it| *it == b'\'' || !it.is_ascii()) {
        return 0;
    }
    let Some((at, mark)) = word.char_indices().rev().take(3).find(|(_, it)| is_apostrophe(*it))
    else {
        return 0;
    };
    let (Some(before), Some(after)) = (word.get(..at), word.get(at + mark.len_utf8()..)) else {
        return 0;
    };
    let length = word.len() - at;
    let lower = |it: &str| {
        matches!(it, "s" | "S" | "re" | "RE" | "ve" | "VE" | "ll" | "LL" | "d" | "D" | "m" | "M")
    };
    match after {
        "t" | "T" if before.len() > 1 && before.ends_with(['n', 'N']) => length + 1,
        _ if !before.is_empty() && lower(after) => length,
        _ => 0,
    }
}

pub(crate) fn is_punctuation(c: char) -> bool {
    match c {
        '$' | '%' | '+' | '<' | '=' | '>' | '^' | '|' | '~' | '@' | '#' => false,
        _ if c.is_ascii() => true,
        _ => matches!(u32::from(c),
            0xA1 | 0xA7 | 0xAB | 0xB6 | 0xB7 | 0xBB | 0xBF | 0x2010..=0x2027 | 0x2030..=0x205E | 0x3001..=0x3003
            | 0x3008..=0x3011 | 0x3014..=0x301F | 0x30FB | 0xFF01..=0xFF0F | 0xFF1A..=0xFF20 | 0xFF3B..=0xFF40
            | 0xFF5B..=0xFF65 | 0x60C | 0x61B | 0x61F | 0x66A..=0x66D | 0x6D4 | 0x964 | 0x965 | 0x589 | 0x5BE | 0x37E),
    }
}
