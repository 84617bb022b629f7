//! What a number is measured in: percents, currencies, physical units, ages. It reads no number.

use wiredesk_model::{QuantityKind, Span};

use crate::lexemes::{Form, Sense, W};

use super::{currencies, reader::Reader, units};

/// A unit behind or before a number.
#[derive(Clone, Default)]
pub(super) struct Measure {
    pub kind: Option<QuantityKind>,
    pub unit: Option<String>,
    /// One past its last lexeme.
    pub end: usize,
    /// The unit as printed.
    pub printed: Option<Span>,
}

impl Reader<'_> {
    /// What the number is measured in, from `end` on.
    pub(super) fn measure(&self, end: usize) -> Measure {
        let joint = self.is_joint(end);
        let at = end + usize::from(joint);
        let glued = self.get(at).is_some_and(|it| !it.spaced) && !joint;
        let Some(lexeme) = self.get(at) else { return Measure { end, ..Measure::default() } };
        let found = |kind, unit: &str, end| Measure {
            kind: Some(kind),
            unit: Some(unit.to_owned()),
            end,
            printed: self.span(at, end),
        };
        let word = self.word(at);
        if let Some((unit, end)) = self.share(at, glued) {
            return found(QuantityKind::Percent, unit, end);
        }
        if let Some((code, end)) = self.large_money(at) {
            return found(QuantityKind::Money, code, end);
        }
        if let Some(code) = currencies::national(word, self.word(at + 1)) {
            return found(QuantityKind::Money, code, at + 2);
        }
        // "22 euro cents"
        if currencies::is_of_cents(word) && currencies::named(self.word(at + 1)) == Some("cent") {
            return found(QuantityKind::Money, "cent", at + 2);
        }
        if glued && word == "p" {
            return found(QuantityKind::Money, "penny", at + 1);
        }
        if let Some(code) = currencies::named(word) {
            return found(QuantityKind::Money, code, at + 1);
        }
        if lexeme.is_mark('°') {
            let scale =
                units::unit(self.word(at + 1), true).filter(|it| matches!(*it, "Cel" | "[degF]"));
            return found(
                QuantityKind::Measure,
                scale.unwrap_or("deg"),
                at + 1 + usize::from(scale.is_some()),
            );
        }
        if glued
            && (lexeme.is_mark('"') || lexeme.is_mark('”') || lexeme.is_mark('″'))
            && self.is_inches(at)
        {
            return found(QuantityKind::Measure, "[in_i]", at + 1);
        }
        self.physical(at, glued).unwrap_or(Measure { end, ..Measure::default() })
    }

    /// A share of a hundred or its points at `at`, and where it ends.
    fn share(&self, at: usize, glued: bool) -> Option<(&'static str, usize)> {
        let (word, next) = (self.word(at), self.word(at + 1));
        let points = matches!(next, "point" | "points");
        if self.get(at)?.is_mark('%') || self.is(at, W::Percent) || word == "&" && glued {
            return Some((if points { "pp" } else { "%" }, at + 1 + usize::from(points)));
        }
        if self.is(at, W::Percentage) && points {
            return Some(("pp", at + 2));
        }
        if word == "per" && self.is(at + 1, W::Cent) {
            return Some(("%", at + 2));
        }
        if word == "basis" && next == "points" {
            return Some(("bp", at + 2));
        }
        (glued && matches!(word, "bp" | "bps")).then_some(("bp", at + 1))
    }

    /// A closing quotation mark right after a number is a sign of inches where none was opened in the line.
    fn is_inches(&self, at: usize) -> bool {
        let line = self.lexemes.get(..at).unwrap_or(&[]);
        let open = line
            .iter()
            .rev()
            .take(60)
            .take_while(|it| it.sense != Sense::Break)
            .filter(|it| matches!(it.sense, Sense::Mark('"' | '“' | '”')))
            .count();
        open % 2 == 0
    }

    /// "30 yards", "5kW", "square miles", "miles per hour", "km/h", "degrees Celsius", "15-year-old".
    fn physical(&self, at: usize, glued: bool) -> Option<Measure> {
        let power = units::power(self.word(at));
        let idx = at + usize::from(power.is_some());
        let code = units::unit(self.word(idx), glued)?;
        if code == "s" && self.is(idx, W::Second)
            || self.get(idx)?.capital && self.word(idx).len() > 4
        {
            return None;
        }
        let mut end = idx + 1;
        let old = end + usize::from(self.is_joint(end));
        if code == "a" && self.is(old, W::Old)
            || code == "a" && self.word(end) == "of" && self.is(end + 1, W::Age)
        {
            let end = if self.is(old, W::Old) { old + 1 } else { end + 2 };
            return Some(Measure {
                kind: Some(QuantityKind::Age),
                unit: Some("a".into()),
                end,
                printed: self.span(at, end),
            });
        }
        let mut unit = format!("{code}{}", power.unwrap_or(""));
        if let Some(scale) = units::unit(self.word(end), true)
            .filter(|it| code == "deg" && matches!(*it, "Cel" | "[degF]"))
        {
            unit = String::from(scale);
            end += 1;
        }
        let slash = self.get(end).is_some_and(|it| it.is_mark('/') && !it.spaced);
        let per = self.is(end, W::Per) || slash;
        let below = if slash && self.word(end + 1) == "h" {
            Some("h")
        } else {
            units::unit(self.word(end + 1), true)
        };
        if let Some(below) = below.filter(|_| per) {
            unit = format!("{unit}/{below}");
            end += 2;
        }
        Some(Measure {
            kind: Some(QuantityKind::Measure),
            unit: Some(unit),
            end,
            printed: self.span(at, end),
        })
    }

    /// "5 billion won", "3 million pounds": names that mean money only after a large number, and one past them.
    fn large_money(&self, end: usize) -> Option<(&'static str, usize)> {
        let scaled = end
            .checked_sub(1)
            .and_then(|it| self.get(it))
            .is_some_and(|it| matches!(it.sense, Sense::Scale(_)) || it.form == Form::Grouped);
        let next = self.get(end + 1);
        let object = next.is_some_and(|it| {
            matches!(it.sense, Sense::Word(W::The | W::A | W::An | W::In | W::Of | W::Second))
        });
        match self.word(end) {
            "won" if scaled && !object => Some(("KRW", end + 1)),
            "pounds" if self.word(end + 1) == "sterling" => Some(("GBP", end + 2)),
            "pounds" if self.get(end.checked_sub(1)?)?.sense == Sense::Scale(1e6) && !object => {
                Some(("GBP", end + 1))
            }
            _ => None,
        }
    }
}
