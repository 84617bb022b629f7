//! Text that was broken into lines of a fixed width becomes paragraphs again. It does not know where a text's metadata ends.

/// Longest line that a fixed width makes.
const MAX_WIDTH: usize = 100;
/// Shortest line, on average, that a fixed width makes of prose.
const MIN_MEAN_WIDTH: usize = 45;

/// `text` with the lines of each paragraph joined, where they were broken at a fixed width. Paragraphs are parted by blank
/// lines or begin indented; lists, tables and verse keep their lines.
pub(crate) fn join(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut paragraph: Vec<&str> = Vec::new();
    for line in text.lines() {
        let indented = line.starts_with("  ") || line.starts_with('\t');
        if line.trim().is_empty() || indented {
            write(&mut paragraph, &mut out);
        }
        if !line.trim().is_empty() {
            paragraph.push(line.trim());
        }
    }
    write(&mut paragraph, &mut out);
    out
}

fn write(paragraph: &mut Vec<&str>, out: &mut String) {
    if paragraph.is_empty() {
        return;
    }
    if !out.is_empty() {
        out.push_str("\n\n");
    }
    let separator = if is_wrapped(paragraph) { " " } else { "\n" };
    for (at, line) in paragraph.drain(..).enumerate() {
        if at > 0 {
            out.push_str(separator);
        }
        out.push_str(line);
    }
}

/// Whether the lines but the last are about as long as one another.
fn is_wrapped(lines: &[&str]) -> bool {
    let Some((_, full)) = lines.split_last() else { return false };
    if lines.iter().any(|it| it.contains('\t')) {
        return false;
    }
    let widths = full.iter().map(|it| it.chars().count());
    let (widest, sum) = widths.fold((0, 0), |(widest, sum), it| (it.max(widest), sum + it));
    widest <= MAX_WIDTH && sum >= MIN_MEAN_WIDTH * full.len()
}

#[cfg(test)]
mod tests {
    use super::join;

    #[test]
    fn paragraphs_are_joined_and_lists_kept() {
        let text = "   The council met on Monday in the old town hall and\ndecided nothing at all.\n   It will meet again.\n\n- one\n- two\n";
        let expected = "The council met on Monday in the old town hall and decided nothing at all.\n\nIt will meet again.\n\n- one\n- two";
        assert_eq!(join(text), expected);
        assert_eq!(join(""), "");
    }
}
