//! Pairs quotation marks: straight, curly, single, guillemets, low and doubled ones, nested, and reopened in each paragraph
//! of a long quotation (Chicago Manual of Style, 13.30). Who speaks is not its business.

use wiredesk_model::Span;

/// Words between a pair of quotation marks, within one paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Quoted {
    /// The words, without the marks and the white space beside them.
    pub(super) span: Span,
    /// The words with their marks.
    pub(super) outer: Span,
    /// Whether it goes on from the paragraph before, which was not closed.
    pub(super) continues: bool,
}

/// The families of marks; a closing mark only closes one of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Family {
    /// `"`, `“`, `”`, `„`, `''`: writers mix them.
    Double,
    /// `'`, `‘`, `’`.
    Single,
    /// `«` and `»`.
    Guillemet,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Open,
    Close,
}

struct Mark {
    family: Family,
    role: Role,
    span: Span,
}

/// A quotation longer than this was never closed: the writer forgot the mark.
const MAX_BYTES: usize = 4_000;

/// The outermost quotations of `text`, in order, none across the ends of `paragraphs`.
pub(super) fn quotations(text: &str, paragraphs: &[Span]) -> Vec<Quoted> {
    let mut found = Vec::new();
    let mut open_before = None;
    for (idx, paragraph) in paragraphs.iter().enumerate() {
        let next = paragraphs.get(idx + 1).map_or("", |it| it.slice(text));
        open_before = read(text, *paragraph, next, open_before, &mut found);
    }
    found
}

/// Reads one paragraph; gives the family that is left open for the next one to go on with.
fn read(
    text: &str,
    paragraph: Span,
    next: &str,
    open_before: Option<Family>,
    found: &mut Vec<Quoted>,
) -> Option<Family> {
    let mut open: Option<(Family, Span)> = None;
    // A nested quotation of the other family is part of the outer one, but its marks must be paired off.
    let mut n_inner = 0_usize;
    let slice = paragraph.slice(text);
    for mark in marks(slice, paragraph.start()) {
        match (open, mark.role) {
            (None, Role::Open) => (open, n_inner) = (Some((mark.family, mark.span)), 0),
            (None, Role::Close) => {}
            (Some((family, _)), Role::Open) if family != mark.family => n_inner += 1,
            // The same family again: the first one was never closed, so it was no quotation.
            (Some((family, start)), Role::Open) if mark.span.start() - start.end() > MAX_BYTES => {
                open = Some((family, mark.span));
            }
            (Some(_), Role::Open) => {}
            (Some((family, start)), Role::Close) if family == mark.family => {
                let continues = start.start() == paragraph.start() && open_before == Some(family);
                push(text, start, mark.span, continues, found);
                open = None;
            }
            (Some(_), Role::Close) => n_inner = n_inner.saturating_sub(1),
        }
    }
    let (family, start) = open?;
    let reopened = marks(next, 0)
        .next()
        .is_some_and(|it| it.span.start() == 0 && it.family == family && it.role == Role::Open);
    let fits = paragraph.end() - start.end() <= MAX_BYTES && family != Family::Single;
    if !(fits && (reopened || next.is_empty())) {
        return None;
    }
    let continues = start.start() == paragraph.start() && open_before == Some(family);
    let end = Span::new(paragraph.end(), paragraph.end());
    push(text, start, end, continues, found);
    Some(family)
}

fn push(text: &str, open: Span, close: Span, continues: bool, found: &mut Vec<Quoted>) {
    let inside = Span::new(open.end(), close.start());
    let words = inside.slice(text);
    let (left, right) = (words.trim_start(), words.trim_end());
    let start = inside.start() + (words.len() - left.len());
    let end = inside.start() + right.len();
    // One letter between apostrophes is an elision: rock 'n' roll.
    if end > start + 1 && words.contains(char::is_alphanumeric) {
        found.push(Quoted { span: Span::new(start, end), outer: open.cover(close), continues });
    }
}

/// The quotation marks of `slice`, which begins at byte `base` of the text.
fn marks(slice: &str, base: usize) -> impl Iterator<Item = Mark> {
    let mut before = None;
    let mut chars = slice.char_indices().peekable();
    std::iter::from_fn(move || {
        loop {
            let (at, it) = chars.next()?;
            // All but few characters are no marks wherever they stand.
            if it.is_ascii_alphanumeric() || it == ' ' {
                before = Some(it);
                continue;
            }
            let doubled = matches!(it, '\'' | '`')
                && chars.next_if(|(_, next)| matches!(next, '\'' | '`')).is_some();
            let after = chars.peek().map(|(_, next)| *next);
            let mark = classify(it, doubled, before, after);
            before = Some(it);
            if let Some((family, role)) = mark {
                let length = if doubled { 2 } else { it.len_utf8() };
                let span = Span::new(base + at, base + at + length);
                return Some(Mark { family, role, span });
            }
        }
    })
}

/// What a character is by itself and its neighbors; apostrophes are no marks.
fn classify(
    it: char,
    doubled: bool,
    before: Option<char>,
    after: Option<char>,
) -> Option<(Family, Role)> {
    let opens = before.is_none_or(|it| it.is_whitespace() || "([{—–-‘“'\"/…:".contains(it));
    let letter_before = before.is_some_and(char::is_alphanumeric);
    let letter_after = after.is_some_and(char::is_alphanumeric);
    let space_after = after.is_none_or(char::is_whitespace);
    let straight = if opens && !space_after { Role::Open } else { Role::Close };
    match it {
        '“' | '„' | '‟' => Some((Family::Double, Role::Open)),
        // Some keyboards close and open with the same curly mark.
        '”' if opens && letter_after && !letter_before && before != Some('—') => {
            Some((Family::Double, Role::Open))
        }
        '”' => Some((Family::Double, Role::Close)),
        '"' | '＂' => Some((Family::Double, straight)),
        '\'' | '`' if doubled => Some((Family::Double, straight)),
        '«' => Some((Family::Guillemet, Role::Open)),
        '»' => Some((Family::Guillemet, Role::Close)),
        '‘' if !letter_before => Some((Family::Single, Role::Open)),
        // ’90s and ’em begin with an apostrophe, so only straight marks open by their place.
        '\'' if opens && letter_after && !after.is_some_and(|it| it.is_ascii_digit()) => {
            Some((Family::Single, Role::Open))
        }
        '’' | '\'' if !letter_after && before.is_some_and(|it| !it.is_whitespace()) => {
            // The apostrophe of a plural possessive ("the workers’ union") closes nothing: a letter stands before it
            // and a space after it. A quotation's last word mostly has its punctuation inside.
            let possessive = before.is_some_and(|it| it == 's') && space_after;
            (!possessive).then_some((Family::Single, Role::Close))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use wiredesk_model::Span;

    use super::quotations;

    /// Draws the quotations into the text.
    #[track_caller]
    fn check(expect: &str) {
        let text: String = expect.chars().filter(|it| !matches!(it, '[' | ']')).collect();
        let mut paragraphs = Vec::new();
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            paragraphs.push(Span::new(start, start + line.trim_end().len()));
            start += line.len();
        }
        let mut drawn = text.clone();
        for quoted in quotations(&text, &paragraphs).into_iter().rev() {
            drawn.insert(quoted.span.end(), ']');
            drawn.insert(quoted.span.start(), '[');
        }
        assert_eq!(drawn, expect);
    }

    #[test]
    fn pairs_each_family() {
        check("“[No,]” he said. \"[Yes,]\" she said. «[Non]» said he. ''[Maybe,]'' it said.");
        check("‘[It’s the workers’ fault,]’ he said of the Smiths’ house in the ’90s.");
        check("He called it “[a ‘very’ odd thing].”".replace("].”", ".]”").as_str());
        check("He didn't say it's theirs; rock 'n' roll.");
    }

    #[test]
    fn goes_on_over_paragraphs() {
        check("“[First part.]\n“[Second part,]” he said.");
        check("\"[Never closed, and the next is new.\nHe left.".replace('[', "").as_str());
    }

    #[test]
    fn survives_nonsense() {
        check("”” ’’ »« \"\"");
        check("\"\"\"\"''''");
    }
}
