//! Reads numbers in digits, in words and in both: "12,000", "two and a half million", "two-thirds", "half a dozen".

use super::{Lexeme, Sense, W};

/// The largest number that scale words make.
const LARGEST: f64 = 1e18;

/// The longest number in words, in lexemes.
const LONGEST: usize = 20;

/// A number and where it ends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Numeral {
    /// The value, scale words applied.
    pub value: f64,
    /// One past its last lexeme.
    pub end: usize,
    /// Whether it is a part of a whole: "two-thirds", "half".
    pub fraction: bool,
    /// Whether it has a scale word: "million".
    pub scaled: bool,
    /// Whether it is indefinite: "dozens", "millions".
    pub vague: bool,
}

impl Numeral {
    fn new(value: f64, end: usize) -> Self {
        Self { value, end, fraction: false, scaled: false, vague: false }
    }
}

/// The number that begins at `at`.
pub(crate) fn numeral(lexemes: &[Lexeme], at: usize) -> Option<Numeral> {
    let first = lexemes.get(at)?;
    match first.sense {
        Sense::Digits => Some(scaled(lexemes, in_digits(lexemes, at))),
        Sense::Mark(mark) => vulgar(mark).map(|it| scaled(lexemes, part(it, at + 1))),
        Sense::Cardinal(_) => {
            let words = in_words(lexemes, at)?;
            Some(fraction(lexemes, words).unwrap_or(words))
        }
        Sense::Word(W::A | W::An) => with_article(lexemes, at),
        Sense::Word(W::Half) => Some(half(lexemes, at)),
        // "Scores of people", but "he scores", "scores of 70 and 72".
        Sense::Scales(scale) if is_score(scale) && !is_scores(lexemes, at) => None,
        Sense::Scales(scale) => Some(indefinite(lexemes, at, scale)),
        _ => None,
    }
}

/// Whether a scale is that of "scores".
fn is_score(scale: f64) -> bool {
    (scale - 20.0).abs() < f64::EPSILON
}

fn is_scores(lexemes: &[Lexeme], at: usize) -> bool {
    lexemes.get(at + 1).is_some_and(|it| it.is(W::Of))
        && lexemes.get(at + 2).is_some_and(|it| !it.is_number() && !it.is(W::Late))
}

/// "dozens", "hundreds of thousands".
fn indefinite(lexemes: &[Lexeme], at: usize, scale: f64) -> Numeral {
    let more = lexemes.get(at + 1).filter(|it| it.is(W::Of)).and_then(|_| lexemes.get(at + 2));
    let (value, end) = match more.map(|it| it.sense) {
        Some(Sense::Scales(more)) => (scale * more, at + 3),
        _ => (scale, at + 1),
    };
    Numeral { vague: true, scaled: true, ..Numeral::new(value, end) }
}

fn part(value: f64, end: usize) -> Numeral {
    Numeral { fraction: true, ..Numeral::new(value, end) }
}

fn in_digits(lexemes: &[Lexeme], at: usize) -> Numeral {
    let whole = lexemes[at];
    let get = |idx: usize| lexemes.get(idx);
    if let Some(add) = get(at + 1).and_then(|it| match it.sense {
        Sense::Mark(mark) => vulgar(mark),
        _ => None,
    }) {
        return Numeral::new(whole.value + add, at + 2);
    }
    // "3 1/2", and "1/2" itself.
    if whole.is_plain()
        && let Some(value) = slashed(lexemes, at)
    {
        return part(value, at + 3);
    }
    if whole.is_plain()
        && get(at + 1).is_some_and(|it| it.spaced && it.is_plain())
        && let Some(value) = slashed(lexemes, at + 1)
    {
        return Numeral::new(whole.value + value, at + 4);
    }
    Numeral::new(whole.value, at + 1)
}

/// "1/2": a proper fraction with a denominator that people write so.
fn slashed(lexemes: &[Lexeme], at: usize) -> Option<f64> {
    let [top, slash, bottom] = lexemes.get(at..at + 3)? else { return None };
    let glued = slash.is_mark('/') && !slash.spaced && bottom.is_plain() && !bottom.spaced;
    let proper = top.value < bottom.value && matches!(bottom.value as u32, 2 | 3 | 4 | 5 | 8 | 10);
    let more = lexemes.get(at + 3).is_some_and(|it| it.is_mark('/') && !it.spaced);
    (glued && proper && top.value > 0.0 && !more).then(|| top.value / bottom.value)
}

fn vulgar(mark: char) -> Option<f64> {
    Some(match mark {
        '½' => 0.5,
        '¼' => 0.25,
        '¾' => 0.75,
        '⅓' => 1.0 / 3.0,
        '⅔' => 2.0 / 3.0,
        '⅛' => 0.125,
        _ => return None,
    })
}

/// Multiplies by the scale words that follow: "1.5 million", "15bn", "12 hundred thousand".
fn scaled(lexemes: &[Lexeme], mut number: Numeral) -> Numeral {
    while let Some(next) = lexemes.get(number.end) {
        let (Sense::Scale(scale) | Sense::Scales(scale)) = next.sense else { break };
        let short = next.end - next.start <= 3;
        // "100m in 9.8 seconds" is a distance.
        if next.end - next.start == 1 && is_meters(lexemes, number.end) {
            break;
        }
        // "2 m" may be metres and "5 b" anything: one letter must touch its number, or be a longer abbreviation.
        let lone = next.end - next.start == 1;
        if (lone && next.spaced)
            || (short && number.scaled)
            || (short && glued_to_more(lexemes, number.end))
        {
            break;
        }
        if number.value * scale > LARGEST {
            break;
        }
        number.value = whole(number.value * scale);
        number.scaled = true;
        number.end += 1;
    }
    if number.end < lexemes.len() && !number.scaled && lexemes[number.end].is_dash() {
        // "a 5-million-dollar deal"
        if let Some(Lexeme { sense: Sense::Scale(scale), spaced: false, start, end, .. }) =
            lexemes.get(number.end + 1)
            && end - start > 3
        {
            number.value *= scale;
            number.scaled = true;
            number.end += 2;
        }
    }
    number
}

/// Takes off what multiplying binary fractions leaves: 4.1 billion is a whole number.
fn whole(value: f64) -> f64 {
    let near = value.round();
    if (value - near).abs() < 1e-6 * near.abs().min(100.0) { near } else { value }
}

/// Whether the "m" at `at` stands for metres: nothing that could be counted follows, and no currency stands before.
fn is_meters(lexemes: &[Lexeme], at: usize) -> bool {
    let m = lexemes.get(at).is_some_and(|it| it.sense == Sense::Scale(1e6));
    let sign = at.checked_sub(2).and_then(|it| lexemes.get(it));
    let money = sign.is_some_and(|it| {
        matches!(it.sense, Sense::Mark(_)) && !it.is_mark(',') && !it.is_mark('(')
    }) || sign
        .is_some_and(|it| it.is_word() && lexemes.get(at - 1).is_some_and(|it| !it.spaced));
    let whole = at.checked_sub(1).and_then(|it| lexemes.get(it)).is_some_and(Lexeme::is_plain);
    let next = lexemes.get(at + 1);
    let sport = next.is_some_and(|it| matches!(it.sense, Sense::Word(W::In | W::From)));
    m && whole && !money && sport
}

/// Whether an abbreviation is part of something longer: "5m-high" is not, "5m2" is.
fn glued_to_more(lexemes: &[Lexeme], at: usize) -> bool {
    lexemes.get(at + 1).is_some_and(|it| !it.spaced && it.is_number())
}

/// "a hundred", "a dozen", "a third of", "a half", "a million".
fn with_article(lexemes: &[Lexeme], at: usize) -> Option<Numeral> {
    let next = lexemes.get(at + 1)?;
    match next.sense {
        Sense::Scale(scale) if next.is_long() => {
            let one = Numeral { scaled: true, ..Numeral::new(scale, at + 2) };
            Some(scaled(lexemes, one))
        }
        Sense::Ordinal(n @ 3..=10) if lexemes.get(at + 2).is_some_and(|it| it.is(W::Of)) => {
            Some(part(1.0 / f64::from(n), at + 2))
        }
        Sense::Word(W::Quarter) if lexemes.get(at + 2).is_some_and(|it| it.is(W::Of)) => {
            Some(part(0.25, at + 2))
        }
        Sense::Word(W::Half) => {
            let number = half(lexemes, at + 1);
            (number.scaled || lexemes.get(number.end).is_some_and(|it| it.is(W::Of)))
                .then_some(number)
        }
        _ => None,
    }
}

/// "half a million", "half a dozen", "half".
fn half(lexemes: &[Lexeme], at: usize) -> Numeral {
    let article = lexemes.get(at + 1).is_some_and(|it| it.is(W::A) || it.is_dash());
    if article
        && let Some(Lexeme { sense: Sense::Scale(scale), start, end, .. }) = lexemes.get(at + 2)
        && end - start > 3
    {
        return Numeral { scaled: true, ..Numeral::new(scale / 2.0, at + 3) };
    }
    part(0.5, at + 1)
}

/// "two hundred and fifty thousand", "twenty-one", "two and a half million".
fn in_words(lexemes: &[Lexeme], at: usize) -> Option<Numeral> {
    let (mut total, mut group, mut idx) = (0.0, 0.0, at);
    let (mut last, mut scaled) = (None::<u16>, false);
    while let Some(lexeme) = lexemes.get(idx).filter(|_| idx - at < LONGEST) {
        match lexeme.sense {
            Sense::Cardinal(n) if fits(last, n, group) => {
                group += f64::from(n);
                last = Some(n);
                idx += 1;
            }
            Sense::Scale(scale) | Sense::Scales(scale)
                if last.is_some() && lexeme.is_long() && !is_score(scale) =>
            {
                (total, group) = multiply(total, group, scale);
                scaled = true;
                last = Some(100);
                idx += 1;
            }
            Sense::Mark('-') if !lexeme.spaced && continues(lexemes, idx + 1, last) => idx += 1,
            Sense::Word(W::And)
                if scaled && matches!(lexemes.get(idx + 1)?.sense, Sense::Cardinal(1..)) =>
            {
                if !fits(last, 1, group) {
                    break;
                }
                idx += 1;
            }
            _ => break,
        }
    }
    last?;
    let number = Numeral { scaled, ..Numeral::new(total + group, idx) };
    Some(and_a_half(lexemes, number))
}

impl Lexeme {
    /// Whether it is written out rather than abbreviated.
    fn is_long(&self) -> bool {
        self.end - self.start > 3
    }
}

fn multiply(total: f64, group: f64, scale: f64) -> (f64, f64) {
    if scale < 1000.0 {
        return (total, group.max(1.0) * scale);
    }
    (total + group.max(1.0) * scale, 0.0)
}

/// Whether cardinal `n` may follow `last` within one number.
fn fits(last: Option<u16>, n: u16, group: f64) -> bool {
    match last {
        None => true,
        Some(100) => n < 100 && (group % 100.0) < 1.0,
        Some(tens @ 20..=90) => n < 10 && n > 0 && tens % 10 == 0,
        Some(_) => false,
    }
}

/// Whether what follows a hyphen belongs to the number.
fn continues(lexemes: &[Lexeme], at: usize, last: Option<u16>) -> bool {
    lexemes.get(at).is_some_and(|it| match it.sense {
        Sense::Cardinal(n) => last.is_some_and(|last| last >= 20 && n < 10 && !it.spaced),
        Sense::Scale(_) => !it.spaced && it.is_long(),
        _ => false,
    })
}

/// "two and a half", "one-and-a-half", then a scale word.
fn and_a_half(lexemes: &[Lexeme], number: Numeral) -> Numeral {
    let mut idx = number.end;
    let skip =
        |idx: usize| if lexemes.get(idx).is_some_and(Lexeme::is_dash) { idx + 1 } else { idx };
    idx = skip(idx);
    if !lexemes.get(idx).is_some_and(|it| it.is(W::And)) {
        return number;
    }
    idx = skip(idx + 1);
    if lexemes.get(idx).is_some_and(|it| it.is(W::A)) {
        idx = skip(idx + 1);
    }
    let add = match lexemes.get(idx).map(|it| it.sense) {
        Some(Sense::Word(W::Half)) => 0.5,
        Some(Sense::Word(W::Quarter)) => 0.25,
        _ => return number,
    };
    let mixed = Numeral { value: number.value + add, end: idx + 1, ..number };
    scaled(lexemes, mixed)
}

/// "two-thirds", "one third", "three quarters", "one-half".
fn fraction(lexemes: &[Lexeme], top: Numeral) -> Option<Numeral> {
    if top.value > 20.0 || top.scaled {
        return None;
    }
    let dash = lexemes.get(top.end).is_some_and(|it| it.is_dash() && !it.spaced);
    let at = top.end + usize::from(dash);
    let of = lexemes.get(at + 1).is_some_and(|it| it.is(W::Of));
    let one = (top.value - 1.0).abs() < f64::EPSILON;
    let bottom = match lexemes.get(at)?.sense {
        Sense::Part(n) => f64::from(n),
        Sense::Ordinal(n @ 3..=10) if one && (dash || of) => f64::from(n),
        Sense::Word(W::Half) if one && (dash || of) => 2.0,
        Sense::Word(W::Quarter) if one && (dash || of) => 4.0,
        Sense::Unit(super::Unit::Quarter, true) if dash || of => 4.0,
        _ => return None,
    };
    Some(part(top.value / bottom, at + 1))
}

#[cfg(test)]
mod tests {
    use super::super::{Vocabulary, scan};
    use super::*;

    #[track_caller]
    fn check(text: &str, value: f64, n_left: usize) {
        let lexemes = scan(text, &Vocabulary::new());
        let number = numeral(&lexemes, 0).unwrap();
        assert!((number.value - value).abs() < 1e-9, "{text}: {number:?}");
        assert_eq!(lexemes.len() - number.end, n_left, "{text}");
    }

    #[test]
    fn reads_words_and_digits() {
        check("two hundred and fifty thousand men", 250_000.0, 1);
        check("twenty-one", 21.0, 0);
        check("two and a half million", 2_500_000.0, 0);
        check("one-and-a-half years", 1.5, 1);
        check("two-thirds of those", 2.0 / 3.0, 2);
        check("half a dozen", 6.0, 0);
        check("half a million people", 500_000.0, 1);
        check("a third of them", 1.0 / 3.0, 2);
        check("1.13bn", 1.13e9, 0);
        check("3½ years", 3.5, 1);
        check("3 1/2 years", 3.5, 1);
        check("dozens of men", 12.0, 2);
        check("millions of men", 1e6, 2);
        check("tens of thousands of men", 1e4, 2);
        check("nineteen thirty", 19.0, 1);
        check("one hundred years", 100.0, 1);
        check("two dozen men", 24.0, 1);
    }
}
