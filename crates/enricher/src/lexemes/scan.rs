//! Cuts a text into lexemes: runs of letters, numbers, single marks, and line breaks. Words are looked up as they pass.

use wiredesk_model::Span;

use super::vocabulary::{Sense, Vocabulary, W};

/// The longest word worth looking up.
const LONGEST: usize = 16;

/// How a number in digits is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// Digits alone.
    Plain,
    /// With thousands separators.
    Grouped,
    /// With a decimal point.
    Decimal,
}

/// A run of letters, a number, a mark, or a line break.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Lexeme {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// Value of a number; 0 otherwise.
    pub value: f64,
    /// What it can mean.
    pub sense: Sense,
    /// Digits before the decimal point; 0 where this is no number.
    pub digits: u8,
    /// How a number is written.
    pub form: Form,
    /// Whether white space, or nothing at all, stands before.
    pub spaced: bool,
    /// Whether a word begins with a capital.
    pub capital: bool,
}

impl Lexeme {
    /// Where it stands.
    pub(crate) fn span(&self) -> Span {
        Span::new(self.start as usize, self.end as usize)
    }

    /// Whether it is a number in digits.
    pub(crate) fn is_number(&self) -> bool {
        self.digits > 0
    }

    /// Whether it is a plain whole number, without separators.
    pub(crate) fn is_plain(&self) -> bool {
        self.digits > 0 && self.form == Form::Plain
    }

    /// Whether it is letters.
    pub(crate) fn is_word(&self) -> bool {
        matches!(
            self.sense,
            Sense::Other
                | Sense::Word(_)
                | Sense::Month(_)
                | Sense::Weekday(_)
                | Sense::Season(_)
                | Sense::Unit(..)
                | Sense::DayPart(_)
                | Sense::Cardinal(_)
                | Sense::Ordinal(_)
                | Sense::Part(_)
                | Sense::Scale(_)
                | Sense::Scales(_)
                | Sense::Holiday(_)
        )
    }

    /// Whether it is this mark.
    pub(crate) fn is_mark(&self, mark: char) -> bool {
        self.sense == Sense::Mark(mark)
    }

    /// Whether it is this word.
    pub(crate) fn is(&self, word: W) -> bool {
        self.sense == Sense::Word(word)
    }

    /// Whether it is a hyphen or a dash.
    pub(crate) fn is_dash(&self) -> bool {
        matches!(self.sense, Sense::Mark('-' | '–' | '—' | '‑' | '−'))
    }
}

/// The lexemes of `text`, in order.
pub(crate) fn scan(text: &str, vocabulary: &Vocabulary) -> Vec<Lexeme> {
    let mut lexemes = Vec::with_capacity(text.len() / 5);
    let bytes = text.as_bytes();
    let (mut at, mut spaced) = (0, true);
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\n' => {
                lexemes.push(plain(at, at + 1, Sense::Break, spaced));
                at += 1;
                spaced = true;
            }
            b' ' | b'\t' | b'\r' => {
                at += 1;
                spaced = true;
            }
            b'.' if spaced && bytes.get(at + 1).is_some_and(u8::is_ascii_digit) => {
                let lexeme = number(bytes, at, spaced);
                at = lexeme.end as usize;
                lexemes.push(lexeme);
                spaced = false;
            }
            b'0'..=b'9' => {
                let lexeme = number(bytes, at, spaced);
                at = lexeme.end as usize;
                lexemes.push(lexeme);
                spaced = false;
            }
            _ => {
                at = word_or_mark(text, at, spaced, vocabulary, &mut lexemes);
                spaced = text.get(..at).is_some_and(|it| it.ends_with(char::is_whitespace));
            }
        }
    }
    lexemes
}

fn plain(start: usize, end: usize, sense: Sense, spaced: bool) -> Lexeme {
    Lexeme {
        start: start as u32,
        end: end as u32,
        value: 0.0,
        sense,
        digits: 0,
        form: Form::Plain,
        spaced,
        capital: false,
    }
}

/// Whether a comma at `at` begins groups of two digits and a last one of three, as in India: "1,23,456".
fn opens_pairs(bytes: &[u8], at: usize) -> bool {
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let group = |at: usize, n: usize| {
        bytes.get(at) == Some(&b',') && (1..=n).all(|it| digit(at + it)) && !digit(at + n + 1)
    };
    let pairs = (0..4).take_while(|it| group(at + 3 * it, 2)).count();
    pairs > 0 && group(at + 3 * pairs, 3)
}

/// Digits with `,` between groups of three and at most one decimal point.
fn number(bytes: &[u8], start: usize, spaced: bool) -> Lexeme {
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let (mut at, mut value, mut digits, mut grouped) = (start, 0.0, 0_u8, false);
    loop {
        while let Some(byte) = bytes.get(at).filter(|it| it.is_ascii_digit()) {
            value = value * 10.0 + f64::from(byte - b'0');
            digits = digits.saturating_add(1);
            at += 1;
        }
        if digits < 18 && (grouped || digits <= 2) && opens_pairs(bytes, at) {
            grouped = true;
            at += 1;
            continue;
        }
        let group = bytes.get(at) == Some(&b',')
            && digits <= 18
            && (grouped || digits <= 3)
            && (1..=3).all(|it| digit(at + it))
            && !digit(at + 4);
        if !group {
            break;
        }
        grouped = true;
        at += 1;
    }
    let decimal = bytes.get(at) == Some(&b'.') && digit(at + 1);
    if decimal {
        at += 1;
        let mut scale = 0.1;
        let from = at;
        while digit(at) {
            at += 1;
        }
        // Reading the digits as a whole keeps `0.7` exactly what a parser of decimals gives.
        if at - from <= 15 {
            let digits = &bytes[from..at];
            let whole = digits.iter().fold(0.0, |sum, it| sum * 10.0 + f64::from(it - b'0'));
            value += whole / 10_f64.powi(digits.len() as i32);
        } else {
            for byte in &bytes[from..at] {
                value += f64::from(byte - b'0') * scale;
                scale /= 10.0;
            }
        }
    }
    let form = match (decimal, grouped) {
        (true, _) => Form::Decimal,
        (_, true) => Form::Grouped,
        _ => Form::Plain,
    };
    Lexeme { value, digits: digits.max(1), form, ..plain(start, at, Sense::Digits, spaced) }
}

fn word_or_mark(
    text: &str,
    start: usize,
    spaced: bool,
    vocabulary: &Vocabulary,
    lexemes: &mut Vec<Lexeme>,
) -> usize {
    let rest = text.get(start..).unwrap_or("");
    let Some(first) = rest.chars().next() else { return text.len() };
    if !first.is_alphabetic() {
        let end = start + first.len_utf8();
        if !first.is_whitespace() {
            lexemes.push(plain(start, end, Sense::Mark(first), spaced));
        }
        return end;
    }
    let len = rest.find(|it: char| !it.is_alphabetic()).unwrap_or(rest.len());
    let sense = match rest.get(..len) {
        Some(word) if len <= LONGEST => vocabulary.sense(word),
        _ => Sense::Other,
    };
    let capital = first.is_uppercase();
    lexemes.push(Lexeme { capital, ..plain(start, start + len, sense, spaced) });
    start + len
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expect: &str) {
        let lexemes = scan(text, &Vocabulary::new());
        let found: Vec<_> = lexemes
            .iter()
            .map(|it| {
                if it.is_number() { format!("{}", it.value) } else { it.span().slice(text).into() }
            })
            .collect();
        assert_eq!(found.join("|"), expect);
    }

    #[test]
    fn cuts_numbers_from_what_they_touch() {
        check("US$7.2bn on 18:00, 1939-45.", "US|$|7.2|bn|on|18|:|0|,|1939|-|45|.");
        check("12,000 of 1,2 and 2000,300", "12000|of|1|,|2|and|2000|,|300");
        check("the 22nd, B.C.", "the|22|nd|,|B|.|C|.");
        check("é“5” .5", "é|“|5|”|0.5");
    }
}
