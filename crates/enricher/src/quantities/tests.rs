//! Golden tests: the text with its quantities drawn in, each as `[kind comparison value–upper unit (of) | words]`.

use std::fmt::Write as _;

use wiredesk_model::{Annotations, Article, Layer, Quantity, QuantityKind, Span};

use super::QuantityTagger;
use crate::{Stage, times::TimexTagger};

fn facts(text: &str, quantity: &Quantity) -> String {
    let kind = match quantity.kind {
        QuantityKind::Count => "count",
        QuantityKind::Money => "money",
        QuantityKind::Percent => "percent",
        QuantityKind::Measure => "measure",
        QuantityKind::Age => "age",
        QuantityKind::Score => "score",
        QuantityKind::Votes => "votes",
        QuantityKind::Ordinal => "ordinal",
        QuantityKind::Ratio => "ratio",
    };
    let mut out = kind.to_owned();
    if let Some(comparison) = quantity.comparison {
        write!(out, " {comparison}").unwrap();
    }
    write!(out, " {}", (quantity.value * 1000.0).round() / 1000.0).unwrap();
    if let Some(upper) = quantity.upper {
        write!(out, "–{upper}").unwrap();
    }
    if let Some(unit) = &quantity.unit {
        write!(out, " {unit}").unwrap();
    }
    if let Some(of) = quantity.of {
        write!(out, " ({})", of.slice(text)).unwrap();
    }
    out
}

#[track_caller]
fn check(expect: &str) {
    let mut text = String::new();
    for (idx, part) in expect.split('[').enumerate() {
        let words = if idx == 0 { part } else { part.split_once("| ").unwrap().1 };
        text.push_str(&words.replace(']', ""));
    }
    let paragraphs = vec![Span::new(0, text.len())];
    let article = Article { text, paragraphs, ..Article::default() };
    let mut notes = Annotations::default();
    notes.filled.insert(Layer::Names);
    TimexTagger::new().enrich(&article, &mut notes);
    QuantityTagger::new().enrich(&article, &mut notes);
    let mut drawn = article.text.clone();
    for quantity in notes.quantities.iter().rev() {
        let (start, end) = (quantity.span.start(), quantity.span.end());
        drawn.insert(end, ']');
        drawn.insert_str(start, &format!("[{}| ", facts(&article.text, quantity) + " "));
    }
    assert_eq!(drawn, expect);
}

#[test]
fn counts_and_what_they_count() {
    check("He sent [count about 12000 (North Korean troops) | around 12,000] North Korean troops.");
    check(
        "There are [count 4 (different bosses) | four] different bosses to fight, [ratio 0.667 (those men) | two-thirds] of those men.",
    );
    check(
        "[count at_least 6 (soldiers) | At least half a dozen] soldiers and [count 1000 (pages) | thousands] of pages.",
    );
    check(
        "It is [count 1 (the best wireless speakers) | one] of the best wireless speakers. This one is mine, and no one came.",
    );
}

#[test]
fn money() {
    check(
        "A [money 40000000000 USD (US$) | US$40 billion] deal, [money 600000000 GBP (£) | £600m] and [money over 1130000000 USD ($) | over $1.13bn].",
    );
    check(
        "It cost [money 15 EUR (euros) | 15 euros], [money 249 USD ($) | $249 USD], [money 9900000000 CNY (yuan) | 9.9 billion yuan].",
    );
    check(
        "Between [money 12000000–20000000 USD ($) | $12 million and $20 million]; [money 2.24 USD (per barrel) | $2.24] per barrel.",
    );
}

#[test]
fn a_rise_to_a_total_is_no_range() {
    check("It rose [count 17000 | 17,000] to [count 4480000 | 4.48 million].");
    check("It lost [count 500000–2000000 (people) | 500,000 to 2 million] people.");
}

#[test]
fn a_year_earlier_is_no_rate() {
    check(
        "It made [money 300 INR (rupees) | 300 rupees] a year earlier, [money 400 INR (rupees a year) | 400 rupees] a year.",
    );
}

#[test]
fn cents_of_a_currency() {
    check(
        "Shares fell to [money 22 cent (euro cents) | 22 euro cents] from [money 1.2 EUR (euros) | 1.2 euros].",
    );
}

#[test]
fn money_of_many_nations() {
    check(
        "[money 30000000000 BDT (Tk) | Tk 3,000 crore], [money 5000000 INR (Rs.) | Rs. 50 lakh], [money 5000000000 NGN (N) | N5 billion], [money 123456 INR (rupees) | 1,23,456 rupees].",
    );
    check(
        "[money 5000000000 KRW (won) | 5 billion won], [money 3000000 GBP (pounds) | 3 million pounds], [money 200 KES (Kenyan shillings) | 200 Kenyan shillings]; [count 2000000 | two million] won the lottery.",
    );
}

#[test]
fn percent_and_measures() {
    check(
        "Up [percent 60 % (per cent of its revenue) | 60 per cent] of its revenue, [percent 15–20 % (%) | 15-20%], [percent 2 pp (percentage points) | two percentage points].",
    );
    check(
        "It ran [measure about 35 km (kilometers) | about 35 kilometers] at [measure 140 km/h (km/h) | 140 km/h].",
    );
    check(
        "It weighs [measure 5 kg (kg) | 5kg], took [measure 3 mo (months) | three months] and [measure 6 har (hectares) | 6 hectares].",
    );
}

#[test]
fn points_signs_and_heights() {
    check(
        "It rose [percent 50 bp (basis points) | 50 basis points] at [measure -5 Cel (°C) | -5°C].",
    );
    check("He ran [measure 100 m (m) | 100m] in [measure 9.8 s (seconds) | 9.8 seconds].");
    check("[count 20 (homes) | Scores] of homes burned; he scores of late.");
}

#[test]
fn ages_votes_scores_ranks() {
    check(
        "A [age 15 a (year-old) | 15-year-old] boy; Ms. Lee, [age 49 a | 49], left; he died aged [age 56 a | 56].",
    );
    check("They won [score 3–1 | 3-1] at home.");
    check("It failed in a vote of [votes 111–333 | 111 to 333].");
    check("The [ordinal 3 | third]-largest town. The second man, the first half.");
}

#[test]
fn no_quantities() {
    check(
        "On March 17, 2025, Section 427 and Row 21. Call 555-1234. A Boeing 787; the 787 flew. Version 1.1.1.",
    );
    check("Call +44 20 7946 0958 or write to 1600 Pennsylvania Avenue: a one-time deal.");
    check("1. He ran at 18:00 in 2019 with an A320 and an A330-200 of the S&P 500.");
}
