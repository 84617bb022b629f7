//! Glyphs on pages become text: reading order by recursive cuts, paragraphs, joined hyphenation, no running heads.

use std::collections::BTreeMap;

/// One glyph or run of glyphs. Lengths are in points, `y` grows downwards.
#[derive(Clone, Debug)]
pub(super) struct Glyph {
    /// Left edge.
    pub(super) x: f64,
    /// Baseline.
    pub(super) y: f64,
    /// Advance.
    pub(super) width: f64,
    /// Font size.
    pub(super) size: f64,
    /// What it shows.
    pub(super) text: String,
}

/// Text on one baseline without a wide gap.
#[derive(Clone, Debug)]
struct Line {
    x0: f64,
    x1: f64,
    y: f64,
    size: f64,
    text: String,
}

/// Lines of a page beyond which their order in the file is kept.
const MAX_LINES: usize = 4_000;
/// Lines at a page's top and bottom that may be running heads.
const N_EDGE: usize = 2;

/// The text of `pages`, and the headline where the first page sets one much larger than the rest.
pub(super) fn read(pages: &[Vec<Glyph>]) -> (String, Option<String>) {
    let mut pages: Vec<Vec<Line>> = pages.iter().map(|it| lines(it)).collect();
    drop_running_heads(&mut pages);
    let title = pages.first_mut().and_then(take_title);
    let mut paragraphs: Vec<String> = Vec::new();
    for page in pages {
        let mut parts = Vec::new();
        cut(page, 0, &mut parts);
        for part in parts {
            for paragraph in self::paragraphs(part) {
                match paragraphs.last_mut() {
                    Some(last) if goes_on(last, &paragraph) => join(last, &paragraph),
                    _ => paragraphs.push(paragraph),
                }
            }
        }
    }
    (paragraphs.join("\n\n"), title)
}

/// Glyphs in the order of the file, joined while they stay on a baseline and close together.
fn lines(glyphs: &[Glyph]) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for glyph in glyphs {
        let finite = [glyph.x, glyph.y, glyph.width, glyph.size].iter().all(|it| it.is_finite());
        if !finite || glyph.size <= 0.0 {
            continue;
        }
        match lines.last_mut() {
            Some(line)
                if (glyph.y - line.y).abs() < 0.4 * line.size
                    && glyph.x - line.x1 < 1.5 * line.size
                    && glyph.x - line.x1 > -0.5 * line.size =>
            {
                let gap = glyph.x - line.x1;
                if gap > 0.15 * glyph.size && !line.text.ends_with(' ') {
                    line.text.push(' ');
                }
                line.text.push_str(&glyph.text);
                line.x1 = line.x1.max(glyph.x + glyph.width);
                line.size = line.size.max(glyph.size);
            }
            _ => lines.push(Line {
                x0: glyph.x,
                x1: glyph.x + glyph.width,
                y: glyph.y,
                size: glyph.size,
                text: glyph.text.clone(),
            }),
        }
    }
    lines.retain(|it| !it.text.trim().is_empty());
    lines
}

/// Takes out lines at the edges of pages that say the same on several pages, page numbers aside.
fn drop_running_heads(pages: &mut [Vec<Line>]) {
    if pages.len() < 2 {
        return;
    }
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let edges: Vec<Vec<usize>> = pages.iter().map(|it| edges(it)).collect();
    for (page, edges) in pages.iter().zip(&edges) {
        let mut keys: Vec<String> = edges.iter().filter_map(|at| page.get(*at)).map(key).collect();
        keys.sort();
        keys.dedup();
        for key in keys {
            *counts.entry(key).or_default() += 1;
        }
    }
    let needed = pages.len().div_ceil(2).clamp(2, 4);
    for (page, edges) in pages.iter_mut().zip(&edges) {
        let mut at = 0;
        page.retain(|line| {
            let drop =
                edges.contains(&at) && counts.get(&key(line)).is_some_and(|it| *it >= needed);
            at += 1;
            !drop
        });
    }
}

/// Indexes of the lines nearest to the top and the bottom.
fn edges(lines: &[Line]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..lines.len()).collect();
    let y = |at: &usize| lines.get(*at).map_or(0.0, |it| it.y);
    order.sort_by(|a, b| y(a).total_cmp(&y(b)));
    let n_top = N_EDGE.min(order.len());
    let mut edges: Vec<usize> = order.iter().take(n_top).copied().collect();
    edges.extend(order.iter().rev().take(n_top));
    edges
}

/// A line's text with its digits alike.
fn key(line: &Line) -> String {
    let mut key = String::new();
    for char in line.text.trim().chars() {
        let char = if char.is_ascii_digit() { '#' } else { char };
        if !(char == '#' && key.ends_with('#')) {
            key.push(char);
        }
    }
    key
}

/// Takes the lines set largest on the first page, where they are few and clearly larger than the rest.
fn take_title(page: &mut Vec<Line>) -> Option<String> {
    let mut sizes: Vec<f64> = page.iter().map(|it| it.size).collect();
    sizes.sort_by(f64::total_cmp);
    let usual = *sizes.get(sizes.len() / 2)?;
    let largest = *sizes.last()?;
    let is_title = |line: &Line| line.size > 0.95 * largest;
    let n_lines = page.iter().filter(|it| is_title(it)).count();
    if largest < 1.3 * usual || n_lines > 5 || n_lines == page.len() {
        return None;
    }
    let title: Vec<String> =
        page.iter().filter(|it| is_title(it)).map(|it| it.text.trim().to_owned()).collect();
    page.retain(|it| !is_title(it));
    Some(title.join(" ")).filter(|it| it.len() <= 300)
}

/// Parts of a region in reading order: columns from left to right where a gutter runs through, else above before below at
/// the widest gap.
fn cut(mut lines: Vec<Line>, depth: usize, out: &mut Vec<Vec<Line>>) {
    if lines.len() < 2 || lines.len() > MAX_LINES || depth > 60 {
        out.push(lines);
        return;
    }
    let size = lines.iter().map(|it| it.size).sum::<f64>() / lines.len() as f64;
    if let Some(at) = gutter(&mut lines, size) {
        let right = lines.split_off(at);
        cut(lines, depth + 1, out);
        cut(right, depth + 1, out);
        return;
    }
    lines.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.x0.total_cmp(&b.x0)));
    let gaps = lines.windows(2).map(|it| match it {
        [a, b] => b.y - a.y - b.size,
        _ => 0.0,
    });
    let widest = gaps.enumerate().max_by(|a, b| a.1.total_cmp(&b.1));
    match widest {
        Some((at, gap)) if gap > 0.6 * size => {
            let below = lines.split_off(at + 1);
            cut(lines, depth + 1, out);
            cut(below, depth + 1, out);
        }
        _ => out.push(lines),
    }
}

/// Sorts `lines` by their left edge and finds where a gutter parts them, with at least three lines on either side.
fn gutter(lines: &mut [Line], size: f64) -> Option<usize> {
    lines.sort_by(|a, b| a.x0.total_cmp(&b.x0).then(a.y.total_cmp(&b.y)));
    let mut reach = f64::MIN;
    let mut best: Option<(usize, f64)> = None;
    for (at, line) in lines.iter().enumerate() {
        let gap = line.x0 - reach;
        if at >= 3
            && lines.len() - at >= 3
            && gap > 0.7 * size
            && best.is_none_or(|(_, it)| gap > it)
        {
            best = Some((at, gap));
        }
        reach = reach.max(line.x1);
    }
    best.map(|(at, _)| at)
}

/// The paragraphs of one column: a new one begins at an indent, a wider gap, another size, or after a short last line.
fn paragraphs(mut lines: Vec<Line>) -> Vec<String> {
    if lines.len() <= MAX_LINES {
        lines.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.x0.total_cmp(&b.x0)));
    }
    let left = lines.iter().map(|it| it.x0).fold(f64::MAX, f64::min);
    let right = lines.iter().map(|it| it.x1).fold(f64::MIN, f64::max);
    let mut steps: Vec<f64> =
        lines.windows(2).filter_map(|it| Some(it.get(1)?.y - it.first()?.y)).collect();
    steps.sort_by(f64::total_cmp);
    let step = steps.get(steps.len() / 2).copied().unwrap_or(0.0);
    let mut out: Vec<String> = Vec::new();
    let mut before: Option<&Line> = None;
    for line in &lines {
        let text = line.text.split_whitespace().collect::<Vec<_>>().join(" ");
        let same_line = before.is_some_and(|it| (it.y - line.y).abs() < 0.4 * line.size);
        let starts = before.is_none_or(|before| {
            let gap = line.y - before.y > 1.35 * step.max(before.size);
            let indent = line.x0 > left + 0.8 * line.size && before.x0 < left + 0.4 * line.size;
            let short = before.x1 < right - 0.2 * (right - left) && ends_sentence(&before.text);
            let resized = (line.size - before.size).abs() > 0.15 * before.size;
            !same_line && (gap || indent || short || resized)
        });
        match out.last_mut() {
            Some(last) if !starts => join(last, &text),
            _ => out.push(text),
        }
        before = Some(line);
    }
    out
}

fn ends_sentence(text: &str) -> bool {
    text.trim_end().ends_with(['.', '!', '?', '”', '"', '’', ':'])
}

/// Whether `next`, the first paragraph of a column, continues the last one of the column before.
fn goes_on(last: &str, next: &str) -> bool {
    !ends_sentence(last) && last.len() > 60 && next.starts_with(char::is_lowercase)
}

/// Words that keep their hyphen wherever a line ends, lower case.
const PREFIXES: &[&str] = &["ex", "half", "quasi", "self", "so", "vice", "well"];

/// Puts `next` behind `text`; a hyphen that parts a word at the line's end goes, one of a compound stays.
fn join(text: &mut String, next: &str) {
    let trimmed = text.trim_end().len();
    text.truncate(trimmed);
    let stem =
        text.strip_suffix(['-', '\u{AD}', '‐']).filter(|it| it.ends_with(char::is_alphanumeric));
    let Some(stem) = stem else {
        if !text.is_empty() {
            text.push(' ');
        }
        return text.push_str(next);
    };
    let word = stem.rsplit(|it: char| !it.is_alphanumeric()).next().unwrap_or_default();
    let is_compound = stem.ends_with(|it: char| it.is_ascii_digit())
        || !next.starts_with(char::is_lowercase)
        || PREFIXES.contains(&&*word.to_lowercase());
    if !is_compound {
        text.pop();
    }
    text.push_str(next);
}

#[cfg(test)]
mod tests {
    use super::{Glyph, read};

    fn line(x: f64, y: f64, size: f64, text: &str) -> Glyph {
        Glyph { x, y, width: text.len() as f64 * size * 0.5, size, text: text.to_owned() }
    }

    #[test]
    fn columns_are_read_one_after_another_below_their_headline() {
        let page = vec![
            line(50.0, 20.0, 8.0, "THE EXAMPLE 1"),
            line(50.0, 60.0, 24.0, "Council meets"),
            line(50.0, 100.0, 10.0, "The council met on Monday in the"),
            line(300.0, 100.0, 10.0, "It will meet again. Nobody was sur-"),
            line(50.0, 112.0, 10.0, "old town hall and decided nothing,"),
            line(300.0, 112.0, 10.0, "prised at all by what happened there"),
            line(50.0, 124.0, 10.0, "then went home. The mayor said that"),
            line(300.0, 124.0, 10.0, "on that day."),
        ];
        let second = vec![line(50.0, 20.0, 8.0, "THE EXAMPLE 2"), line(50.0, 60.0, 10.0, "More.")];
        let (text, title) = read(&[page, second]);
        assert_eq!(title.as_deref(), Some("Council meets"));
        assert_eq!(
            text,
            "The council met on Monday in the old town hall and decided nothing, then went home. The mayor said that\n\nIt will meet again. Nobody was surprised at all by what happened there on that day.\n\nMore."
        );
    }

    #[test]
    fn hyphens_of_compounds_stay() {
        let check = |first: &str, next: &str, expected: &str| {
            let mut text = first.to_owned();
            super::join(&mut text, next);
            assert_eq!(text, expected);
        };
        check("the commis-", "sion met", "the commission met");
        check("a well-", "known plan", "a well-known plan");
        check("the anti-", "European lobby", "the anti-European lobby");
        check("the 10-", "year plan", "the 10-year plan");
        check("it met -", "again", "it met - again");
    }

    #[test]
    fn odd_geometry_is_survived() {
        let glyph = |x, y, size| Glyph { x, y, width: f64::NAN, size, text: "x".into() };
        assert_eq!(
            read(&[vec![
                glyph(f64::NAN, 0.0, 1.0),
                glyph(0.0, f64::INFINITY, 1.0),
                glyph(0.0, 0.0, -1.0)
            ]])
            .0,
            ""
        );
        assert_eq!(read(&[]).0, "");
    }
}
