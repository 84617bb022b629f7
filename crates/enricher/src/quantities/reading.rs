//! Reads one quantity: the number, its range and sign, what loosens it, and what it counts.

use wiredesk_model::{Quantity, QuantityKind, Span};

use crate::lexemes::{Form, Lexeme, Numeral, Sense, Unit, W, numeral};

use super::{
    comparison, counted, currencies, exclusions,
    measures::Measure,
    reader::{Found, Reader},
};

impl Reader<'_> {
    /// The quantity that begins at `at`.
    pub(super) fn quantity(&self, at: usize) -> Found {
        if let Some(found) = self.ordinal(at) {
            return Some(found);
        }
        let number = numeral(self.lexemes, at)?;
        let one = self.get(at)?.sense == Sense::Cardinal(1) && number.end == at + 1;
        if one && exclusions::is_pronoun(self.text, self.lexemes, at) || self.is_idle(at, &number) {
            return Some((None, number.end));
        }
        if let Some(found) = self.score(at) {
            return Some(found);
        }
        let sign = self.sign(at, &number);
        let after = self.measure(number.end);
        let has_unit = sign.is_some() || after.kind.is_some();
        if exclusions::is_excluded(self.text, self.lexemes, at, number.end, has_unit)
            && !self.in_range(number.end)
        {
            return Some((None, number.end));
        }
        let range = self.range(&number, &after, sign.is_some());
        let (upper, number, after) = match range {
            Some((value, upper, after)) => {
                (Some(upper.value), Numeral { value, end: upper.end, ..number }, after)
            }
            None => (None, number, after),
        };
        Some(self.finish(at, number, upper, sign, after))
    }

    fn in_range(&self, end: usize) -> bool {
        self.is_joint(end)
            && numeral(self.lexemes, end + 1).is_some_and(|it| self.measure(it.end).kind.is_some())
    }

    /// "half" in "the first half", "a quarter" of a year, "m" that is no number: words that count nothing here.
    fn is_idle(&self, at: usize, number: &Numeral) -> bool {
        let half = self.is(at, W::Half) && number.end == at + 1;
        let free =
            ["of", "the", "its", "their", "his", "her", "our"].contains(&self.word(number.end));
        let loosened = comparison::before(self.text, self.lexemes, at).is_some()
            || self.is(at.wrapping_sub(1), W::Than);
        let led = at > 0
            && self.get(at - 1).is_some_and(|it| {
                matches!(it.sense, Sense::Word(W::First | W::Second | W::Other | W::Final))
            });
        half && (led || !(free || loosened))
    }

    /// Whether a currency sign stands before the number at `at`.
    pub(super) fn is_money(&self, at: usize) -> bool {
        numeral(self.lexemes, at).is_some_and(|it| self.sign(at, &it).is_some())
    }

    /// The currency sign before a number and where it begins.
    fn sign(&self, at: usize, number: &Numeral) -> Option<(&'static str, usize)> {
        let start = self.get(at)?.start as usize;
        let before = self.text.get(self.floor..start)?;
        let large = number.scaled || self.get(at)?.form == Form::Grouped;
        let letter = || currencies::letter(before).filter(|_| large);
        let (code, len) = currencies::sign(before).or_else(letter)?;
        Some((code, start - len))
    }

    /// The "2" of "6-foot-2".
    fn is_height(&self, at: usize) -> bool {
        at >= 3
            && self.is_joint(at - 1)
            && matches!(self.word(at - 2), "foot" | "feet")
            && self.get(at - 3).is_some_and(Lexeme::is_dash)
    }

    /// "-5°C": a minus sign that touches a number with nothing before it.
    fn is_negative(&self, at: usize, measure: &Measure) -> bool {
        let sign = at.checked_sub(1).and_then(|it| self.get(it));
        let minus = sign.is_some_and(|it| {
            matches!(it.sense, Sense::Mark('-' | '−' | '–')) && it.spaced
                || it.span().slice(self.text) == "minus"
        });
        let spelled = at.checked_sub(1).is_some_and(|it| self.word(it) == "minus");
        let glued = self.get(at).is_some_and(|it| !it.spaced) || spelled;
        let scale = measure.kind == Some(QuantityKind::Percent)
            || measure.unit.as_deref().is_some_and(|it| matches!(it, "Cel" | "[degF]" | "deg"));
        minus && glued && scale
    }

    /// The upper end of a range: "15-20%", "between 13 and 50", "15 to 22 miles", "252 miles to 287 miles".
    fn range(
        &self,
        number: &Numeral,
        after: &Measure,
        money: bool,
    ) -> Option<(f64, Numeral, Measure)> {
        let from = if after.kind.is_some() { after.end } else { number.end };
        let first = self.get(number.end.checked_sub(1)?)?;
        let dash = self.get(from).is_some_and(Lexeme::is_dash)
            && self.get(from + 1).is_some_and(|it| it.is_number() || !it.is_word());
        let to = self.is(from, W::To);
        let start = (0..number.end).rev().take(8).find(|it| self.is(*it, W::Between));
        let and = self.is(from, W::And) && start.is_some();
        let by =
            (1..=4).any(|it| number.end.checked_sub(it + 1).is_some_and(|it| self.is(it, W::By)));
        if !(dash || to && !by || and) || number.fraction || first.sense == Sense::Break {
            return None;
        }
        let mut at = from + 1;
        let mut guard = 0;
        while money
            && guard < 4
            && !self.get(at)?.is_number()
            && !matches!(self.get(at)?.sense, Sense::Cardinal(_))
        {
            at += 1;
            guard += 1;
        }
        let mut upper = numeral(self.lexemes, at).filter(|it| !it.vague)?;
        // "5 to 10 million": the scale word is the lower end's too.
        let raw = self.get(at)?.value;
        let shared = upper.scaled && !number.scaled && number.value < 1000.0 && raw > 0.0;
        let low = if shared { number.value * upper.value / raw } else { number.value };
        // "Rose 17,000 to 4.48 million": by so many to so many.
        let rises = to && upper.scaled && !number.scaled && upper.value > 10.0 * low;
        if upper.value <= low || rises {
            return None;
        }
        let measure = self.measure(upper.end);
        let same = after.kind.is_none() || after.unit == measure.unit;
        upper.end = upper.end.max(at + 1);
        same.then_some((low, upper, measure))
    }

    /// "third-largest", "ranked 22nd": a rank. Other ordinals are passed over.
    fn ordinal(&self, at: usize) -> Found {
        let lexeme = self.get(at)?;
        let (value, end) = match lexeme.sense {
            Sense::Ordinal(n) => (f64::from(n), at + 1),
            Sense::Word(W::Second) => (2.0, at + 1),
            Sense::Digits
                if lexeme.is_plain() && self.is(at + 1, W::Th) && !self.get(at + 1)?.spaced =>
            {
                (lexeme.value, at + 2)
            }
            _ => return None,
        };
        let next = end + usize::from(self.is_joint(end));
        let word = self.word(next);
        let superlative = word.len() > 4 && word.ends_with("est") && !word.ends_with("rest")
            || matches!(word, "most" | "place" | "ranked");
        let ranked = at > 0
            && matches!(self.word(at - 1), "ranked" | "ranks" | "finished" | "came" | "placed");
        let alone = lexeme.sense == Sense::Word(W::Second) && next == end;
        if superlative && !alone || ranked {
            let quantity = Quantity {
                span: self.span(at, end)?,
                kind: QuantityKind::Ordinal,
                value,
                upper: None,
                comparison: None,
                unit: None,
                of: None,
            };
            return Some((Some(quantity), end));
        }
        Some((None, end))
    }

    fn finish(
        &self,
        at: usize,
        number: Numeral,
        upper: Option<f64>,
        sign: Option<(&'static str, usize)>,
        after: Measure,
    ) -> (Option<Quantity>, usize) {
        let start = sign.map_or(at, |(_, start)| self.lexeme_at(at, start));
        let loose = comparison::before(self.text, self.lexemes, start);
        let tail = comparison::after(self.text, self.lexemes, number.end);
        let mut measure = after;
        if let Some((code, _)) = sign {
            let cover = measure.kind == Some(QuantityKind::Money);
            let end = if cover { measure.end } else { number.end };
            measure = Measure {
                kind: Some(QuantityKind::Money),
                unit: Some(code.to_owned()),
                end,
                printed: None,
            };
        }
        if measure.kind.is_none() && self.is_height(at) {
            measure.kind = Some(QuantityKind::Measure);
            measure.unit = Some("[in_i]".to_owned());
        }
        let negative = self.is_negative(at, &measure);
        let end = measure.end.max(number.end).max(tail.map_or(0, |it| it.1));
        let age = measure.kind.is_none() && self.is_age(at, &number);
        let kind = match measure.kind {
            Some(kind) => kind,
            None if age => QuantityKind::Age,
            None if number.fraction => QuantityKind::Ratio,
            None => QuantityKind::Count,
        };
        let one = (number.value - 1.0).abs() < f64::EPSILON;
        let of = self.of(&measure, sign, kind, end, one);
        let first = if negative { at - 1 } else { loose.map_or(at, |it| it.1) };
        let Some(mut span) = self.span(first, end) else {
            return (None, end);
        };
        if let Some((_, start)) = sign {
            span = span.cover(Span::new(start, span.end()));
        }
        let quantity = Quantity {
            span: Span::new(span.start().max(self.floor), span.end()),
            kind,
            value: if negative { -number.value } else { number.value },
            upper,
            comparison: loose.map(|it| it.0).or(tail.map(|it| it.0)),
            unit: measure.unit.or(age.then(|| "a".to_owned())),
            of,
        };
        (Some(quantity), end)
    }

    /// The lexeme at or before `at` that begins at byte `start`.
    fn lexeme_at(&self, at: usize, start: usize) -> usize {
        (0..=at)
            .rev()
            .take(8)
            .find(|it| self.get(*it).is_some_and(|it| it.start as usize <= start))
            .unwrap_or(at)
    }

    /// What is counted, as printed.
    fn of(
        &self,
        measure: &Measure,
        sign: Option<(&'static str, usize)>,
        kind: QuantityKind,
        end: usize,
        one: bool,
    ) -> Option<Span> {
        if kind == QuantityKind::Age && measure.kind.is_none() {
            return None;
        }
        if measure.kind.is_none() {
            return counted::counted(self.text, self.lexemes, end, one);
        }
        let rate = counted::rate(self.text, self.lexemes, end).and_then(|it| self.span(end, it));
        if let Some((_, start)) = sign {
            // The sign itself, without the blank that may follow it.
            let printed =
                self.text.get(start..).and_then(|it| it.find(|it: char| it.is_ascii_digit()));
            let sign = self.text.get(start..start + printed.unwrap_or(0)).unwrap_or("").trim_end();
            return rate.or(Some(Span::new(start, start + sign.len())));
        }
        let whole = self
            .is(end, W::Of)
            .then(|| counted::after_of(self.text, self.lexemes, end + 1))
            .flatten();
        match (measure.printed, rate.or(whole)) {
            (Some(printed), Some(more)) => Some(printed.cover(more)),
            (printed, _) => printed,
        }
    }

    /// "aged 55", "at the age of 56", "Papermaster, 49, had".
    fn is_age(&self, at: usize, number: &Numeral) -> bool {
        if number.value > 120.0 || number.fraction || number.scaled {
            return false;
        }
        let before = |n: usize| at.checked_sub(n);
        let aged = before(1).is_some_and(|it| self.is(it, W::Aged) || self.is(it, W::Age));
        let of = before(2).is_some_and(|it| self.is(it, W::Age) && self.is(it + 1, W::Of));
        let mark = |at: usize| {
            self.get(at).is_some_and(|it| matches!(it.sense, Sense::Mark(',' | ')' | '.' | ';')))
        };
        let named = before(2).is_some_and(|it| {
            self.get(it).is_some_and(|it| it.is_word() && it.capital)
                && self.get(it + 1).is_some_and(|it| matches!(it.sense, Sense::Mark(',' | '(')))
        });
        let year =
            matches!(self.get(number.end).map(|it| it.sense), Some(Sense::Unit(Unit::Year, _)));
        aged || of
            || named
                && mark(number.end)
                && number.value >= 1.0
                && number.value.fract() == 0.0
                && !year
    }
}
