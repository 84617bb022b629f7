//! Cases of the token scheme and of the sentence rules: `|` between tokens, `‖` between sentences.

use wiredesk_model::Span;

use super::segment;

fn cut(text: &str) -> (String, String) {
    let (tokens, sentences) = segment(text, &[Span::new(0, text.len())], true);
    let words: Vec<_> = tokens.iter().map(|it| it.span.slice(text)).collect();
    let parts: Vec<_> = sentences.iter().map(|it| it.span.slice(text)).collect();
    (words.join("|"), parts.join(" ‖ "))
}

#[track_caller]
fn check_tokens(expect: &str) {
    let text = expect.replace('¦', "").replace('|', " ");
    assert_eq!(cut(&text).0, expect.replace('¦', "|"));
}

#[track_caller]
fn check_sentences(expect: &str) {
    let text = expect.replace(" ‖ ", " ").replace("\\n", "\n");
    assert_eq!(cut(&text).1, expect.replace("\\n", "\n"));
}

// In these, `|` stands for a space and `¦` for a cut without one.
#[test]
fn clitics() {
    check_tokens(
        "I|do¦n't|think|she¦'s|wo¦n’t|they¦’re|can¦not|gon¦na|y'all|O'Brien¦'s|the|workers¦'|IT¦'S",
    );
}

#[test]
fn hyphens_and_slashes() {
    check_tokens(
        "a|follow¦-¦up|by|non-profit|anti-war|Saudi¦-¦led|and¦/¦or|COVID¦-¦19|10¦-¦12|2010¦–¦2012|word¦—¦word|--|e-mail",
    );
}

#[test]
fn numbers() {
    check_tokens(
        "$¦5|$¦12,000.50|18¦%|3.5|.227|9/11|08:30|2024-03-01|5¦pm|20th|1960s|'90s|US$¦5|€¦3¦bn|10¦km|6:00¦am",
    );
}

#[test]
fn abbreviations() {
    check_tokens(
        "Mr.|Smith|of|the|U.S.|Army|at|5|a.m.|with|J.|K.|Rowling|and|Ph.D.|No.|5|in|Jan.|2020|etc.|,|Acme|Inc.|said",
    );
    check_tokens("1.|Open|the|door¦.");
    check_tokens("Give|it|to|me¦.");
    check_tokens("He|lives|in|J.R.|Smith¦'s|house|at|St.|Paul¦.");
}

#[test]
fn links() {
    check_tokens(
        "See|https://a.example/x_(y)¦,|www.bbc.co.uk|or|example.com¦.|Mail|a.b@c.org¦,|@handle|#tag|#1¦.|He|left¦.¦The|end",
    );
}

#[test]
fn signs() {
    check_tokens("He|said¦...|“¦Wait¦!¦”|(¦sic¦)|👩‍👩‍👧|👍🏽|é|AT&T|R&D|``|x|''|5¦°");
}

#[test]
fn plain_stops() {
    check_sentences("He left. ‖ She stayed! ‖ Why? ‖ Nobody knows.");
    check_sentences("It rose 3.5 percent to $1.2 billion. ‖ Then it fell.");
}

#[test]
fn abbreviations_and_initials() {
    check_sentences("Mr. Smith met Gen. J. K. Jones in the U.S. Senate. ‖ He left.");
    check_sentences("He lives in the U.S. ‖ The law is new there.");
    check_sentences("Acme Inc. said on Jan. 5 that it left St. Louis at 5 p.m. Tuesday.");
    check_sentences("It ended at 5 p.m. ‖ He went home, e.g. Nobody stayed.");
    check_sentences("WASHINGTON, Jan. 5 (Reuters) - The U.S. economy grew. ‖ It shrank.");
    check_sentences("He chose plan B. ‖ The rest chose vitamin C.");
}

#[test]
fn quotations() {
    check_sentences(
        "“We won. ‖ We are glad,” she said. ‖ “Really?” he asked. ‖ “Yes!” ‖ They left.",
    );
    check_sentences("\"Is it over?\" Maria Smith asked. ‖ \"It is.\" ‖ He sat down.");
    check_sentences("(He left.) ‖ She stayed (or did she?) until ten.");
    check_sentences("He said ''We won.'' ‖ They cheered.");
}

#[test]
fn lines_bullets_and_lists() {
    assert_eq!(cut("Storm hits coast\nThousands flee").1, "Storm hits coast ‖ Thousands flee");
    assert_eq!(
        cut("A line that was wrapped in the middle of\nits words goes on.").1.matches('‖').count(),
        0
    );
    assert_eq!(cut("They want: • more pay • less work").1, "They want: ‖ • more pay ‖ • less work");
    check_sentences("1. Open the door. ‖ Enter.");
    check_sentences("He waited ... and left... ‖ Then she came.");
    check_sentences("It grew in 2005. [2] ‖ It shrank. [3][4] ‖ It died.");
}

#[test]
fn other_languages() {
    let text = "今天天气很好。我们出去吧！ Wie geht es Ihnen? Gut.";
    let (tokens, sentences) = segment(text, &[Span::new(0, text.len())], false);
    let parts: Vec<_> = sentences.iter().map(|it| it.span.slice(text)).collect();
    assert_eq!(parts, ["今天天气很好。", "我们出去吧！", "Wie geht es Ihnen?", "Gut."]);
    assert!(tokens.len() > 12);
}
