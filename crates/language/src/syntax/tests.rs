//! Trees of a few sentences, and what holds for all trees.

use proptest::prelude::*;
use wiredesk_model::{NO_HEAD, Sentence, Span, Token};

use crate::{Models, segment};

fn parse(text: &str) -> (Vec<Token>, Vec<Sentence>) {
    let (mut tokens, sentences) = segment(text, &[Span::new(0, text.len())], true);
    Models::embedded().parse(text, &mut tokens, &sentences);
    (tokens, sentences)
}

/// Tags and arcs of `text`, as `form/XPOS>head:relation`.
fn drawn(text: &str) -> String {
    let (tokens, _) = parse(text);
    let draw = |it: &Token| {
        let head = tokens.get(it.head as usize).map_or("-", |it| it.span.slice(text));
        format!("{}/{}>{head}:{}", it.span.slice(text), it.xpos.as_str(), it.deprel.as_str())
    };
    tokens.iter().map(draw).collect::<Vec<_>>().join(" ")
}

#[track_caller]
fn check(text: &str, expect: &str) {
    assert_eq!(drawn(text), expect);
}

#[test]
fn plain_sentences() {
    check(
        "The minister said that he would resign.",
        "The/DT>minister:det minister/NN>said:nsubj said/VBD>-:root that/IN>resign:mark he/PRP>resign:nsubj \
         would/MD>resign:aux resign/VB>said:ccomp ./.>said:punct",
    );
    check(
        "Protesters were arrested by the officers.",
        "Protesters/NNS>arrested:nsubj:pass were/VBD>arrested:aux:pass arrested/VBN>-:root by/IN>officers:case \
         the/DT>officers:det officers/NNS>arrested:obl:agent ./.>arrested:punct",
    );
}

/// Panics unless every sentence is a tree with one root.
#[track_caller]
fn check_trees(text: &str) {
    let (tokens, sentences) = parse(text);
    let mut at = 0;
    for token in &tokens {
        assert!(token.span.start() >= at && !token.span.is_empty(), "tokens are in order");
        assert!(
            text.is_char_boundary(token.span.start()) && text.is_char_boundary(token.span.end())
        );
        at = token.span.end();
    }
    let mut next = 0;
    for sentence in &sentences {
        assert_eq!(sentence.first, next, "sentences follow each other");
        next = sentence.last;
        let own = &tokens[sentence.tokens()];
        assert_eq!(own.iter().filter(|it| it.head == NO_HEAD).count(), 1, "one root");
        check_acyclic(own, sentence.first);
    }
    assert_eq!(next as usize, tokens.len(), "every token has its sentence");
}

/// Every token reaches the root; `done` keeps the walk linear.
#[track_caller]
fn check_acyclic(tokens: &[Token], first: u32) {
    let mut done = vec![0_usize; tokens.len()];
    for start in 0..tokens.len() {
        let mut at = start;
        while done[at] == 0 {
            done[at] = start + 1;
            match tokens[at].head {
                NO_HEAD => break,
                head => at = (head - first) as usize,
            }
        }
        assert!(done[at] != start + 1 || tokens[at].head == NO_HEAD, "a cycle");
    }
}

#[test]
fn adversarial_texts_take_linear_time() {
    let texts = [
        "word ".repeat(200_000),
        "a".repeat(1_000_000),
        "\"".repeat(1_000_000),
        "WORD. ".repeat(160_000),
        "😀".repeat(250_000),
        "e\u{301}".repeat(330_000),
        "a-b.c/d@e:".repeat(100_000),
        "http://".repeat(140_000),
        "...!?'".repeat(160_000),
        "(".repeat(1_000_000),
        "1,000.".repeat(160_000),
        "U.S. ".repeat(200_000),
        "[1]".repeat(330_000),
        "\u{200d}😀".repeat(140_000),
        "don't".repeat(200_000),
    ];
    for text in texts {
        check_trees(&text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_gives_trees(text in "\\PC{0,200}") {
        check_trees(&text);
    }

    #[test]
    fn newslike_text_gives_trees(text in "([A-Za-z]{1,9}|[0-9.,:/-]{1,6}|[\"'“”‘’().!?;]|U\\.S\\.|Mr\\.|\n| ){0,120}") {
        check_trees(&text);
    }

    #[test]
    fn any_bytes_give_trees(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        check_trees(&String::from_utf8_lossy(&bytes));
    }
}
