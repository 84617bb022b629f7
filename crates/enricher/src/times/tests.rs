//! Golden tests: the text with its times drawn in, each as `[value words]`.

use jiff::{
    civil::Date,
    tz::{Offset, TimeZone},
};
use wiredesk_model::{Annotations, Article, Published, PublishedFrom, Span};

use super::TimexTagger;
use crate::Stage;

/// Wednesday, 16 April 2025.
const PUBLISHED: &str = "2025-04-16";

/// Words that patterns begin and end with, and a few that they do not expect.
const WORD: &str = "(the|early|last|next|May|March|5|12,000|1999|'99|BC|years?|ago|later|half|a|million|two|third|of|and|to|-|–|:|/|\\.|,|%|[$]|€|½|é|“|Friday|morning|p\\.m\\.|18:00|century|1990s|day|before|31 February 2020|99999999999999999999)";

#[track_caller]
fn check_on(published: Option<&str>, expect: &str) {
    let text = undrawn(expect);
    let published = published.map(|it| {
        let on: Date = it.parse().unwrap();
        let at = on.to_zoned(TimeZone::UTC).unwrap().timestamp();
        Published { at, on, offset: Offset::UTC, from: PublishedFrom::Metadata }
    });
    let mut start = 0;
    let mut paragraphs = Vec::new();
    for line in text.split_inclusive('\n') {
        paragraphs.push(Span::new(start, start + line.trim_end().len()));
        start += line.len();
    }
    let article = Article { text, paragraphs, published, ..Article::default() };
    let mut notes = Annotations::default();
    (notes.tokens, notes.sentences) =
        wiredesk_language::segment(&article.text, &article.paragraphs, true);
    TimexTagger::new().enrich(&article, &mut notes);
    let mut drawn = article.text.clone();
    for time in notes.times.iter().rev() {
        drawn.insert(time.span.end(), ']');
        drawn.insert_str(time.span.start(), &format!("[{} ", time.value));
    }
    assert_eq!(drawn, expect);
}

#[track_caller]
fn check(expect: &str) {
    check_on(Some(PUBLISHED), expect);
}

/// The text under a drawing.
fn undrawn(drawn: &str) -> String {
    let mut text = String::new();
    for (idx, part) in drawn.split('[').enumerate() {
        let words = if idx == 0 { part } else { part.split_once(' ').unwrap().1 };
        text.push_str(&words.replace(']', ""));
    }
    text
}

#[test]
fn calendar_dates() {
    check("On [2025-03-17 March 17, 2025], and by [2024-11 November 2024], it was [2023 2023].");
    check("It ran from [1940-05-05 5 May] to [1940-06-10 10 June 1940].");
    check("They met on [1951-04-22 22]-[1951-04-25 25 April 1951].");
    check("They met on [2025-04-05 April 5] and [2025-04-06 6].");
    check(
        "[1950-06-25 Sunday, June 25, 1950] fell on [2008-03-01 2008-03-01] in its time, [2007-07-08 7/8/07].",
    );
    check("Throughout [1915 1915]-[1917 17] and [1861 1861]-[1863 1863], [BC0490 490 BC].");
    check(
        "[199 The late 1990s], [199 the '90s], [18 the nineteenth century], [20 21st-century] art.",
    );
    check("The [1941 1941] campaign of [1942-SP the spring of 1942] and [1941 the end of 1941].");
    check(
        "[2005-Q1 The first quarter of 2005] and [2005-H2 the second half of 2005] and [FY2005 fiscal 2005].",
    );
}

#[test]
fn relative_dates() {
    check(
        "He left [2024 last year], [2025-03 last month] and [2025-W15 last week], [2025-04-15 yesterday].",
    );
    check(
        "They will meet on [2025-04-18 Friday]. They met on [2025-04-11 Friday] and [2025-04-16 Wednesday].",
    );
    check("He resigned in [2024-10 October]. It will open in [2025-10 October].");
    check(
        "[2024-FA Last fall] it rose; it fell [2023 two years ago] and [2025-04-13 three days ago].",
    );
    check(
        "On [2025-01-11 January 11, 2025], two soldiers were captured. [2024-12-28 Two weeks earlier], others died.",
    );
    check("He came on [2024-10-09 last October 9]; he stays [P3M the next three months].");
    check(
        "[2025-04-16 Today], [PRESENT_REF now], [PAST_REF recently], for [FUTURE_REF the future].",
    );
}

#[test]
fn terms_of_business_reports() {
    check(
        "Profit fell in [2025-Q1 the first quarter] to $3 million from $5 million [2024-Q1 a year earlier].",
    );
    check(
        "Sales rose 3% in [2025-Q1 the first quarter]. [2024-Q1 The year-ago quarter] was weak: profit for [2025-Q1 the quarter] rose.",
    );
    check(
        "[2024-Q3 The 2024 third quarter], [2024-Q4 last year's fourth quarter], [2025-Q1 the latest quarter], by [2025 year-end].",
    );
    check("Profit rose in [2025-H1 the first half]. They led after the first half of the match.");
    check(
        "Exports rose 3% in [2025-03 March] from [2024-03 a year earlier]. She left [2024 a year ago].",
    );
    check(
        "[P6M Semiannual] interest, [P2W biweekly] pay, [PT30M half an hour], [P6M half a year].",
    );
}

#[test]
fn days_that_are_planned() {
    check(
        "A vote is to be held on [2025-04-18 Friday]. They agreed to meet [2025-04-18 Friday]. The court opens [2025-04-17 Thursday].",
    );
    check(
        "It ran from [2025-04-14 Monday] to [2025-04-18 Friday]; it shut over [2025-W15-WE the weekend]. They open [2025-04-17 this Thursday].",
    );
    check(
        "On [XXXX-WXX-WE weekends] and [XXXX-WXX-7TMO Sunday mornings]. It came on Black Monday and on [2001-09-11 9/11], after the [2001-09-11 Sept. 11] attacks.",
    );
    check(
        "On [2025-04-14 04-14-25], [1994-WI the winter of 1994-95]; [FUTURE_REF the near future]. It left at [2025-04-16T18:00Z 1800 GMT].",
    );
}

#[test]
fn years_of_long_ago() {
    check(
        "From [1598 1598] to [1722 1722]; ([1704 1704] – [1787 1787]); [0900 900 CE]; ([1738 1738]); [1640 c. 1640].",
    );
    check("The [2010 2010] season was our last day there. She is a mother of five-year-olds.");
}

#[test]
fn times_of_day() {
    check("It opened at [2025-04-16T18:00Z 18:00 UTC] and shut at [2025-04-16T20:40 8:40 p.m.].");
    check(
        "It left on [2025-04-15TMO Tuesday morning], [2025-04-15TNI last night].\nIt left at [2025-04-16T12:00 noon].",
    );
    check("It flew [2025-04-15 Tuesday] at [2025-04-15T18:00Z 18:00 UTC].");
    check("On [1775-04-18TNI the night of April 18, 1775].");
    check("At [1918-11-11T11:00 11 a.m.] on [1918-11-11 11 November 1918] it ended.");
}

#[test]
fn durations_and_sets() {
    check(
        "It took [P2.5Y almost two and a half years], [PT30M thirty minutes], [PXY several years], [PXM a few months].",
    );
    check(
        "A [P27Y 27-year] contract of [P3Y more than three years] over [P4Y the next four years].",
    );
    check(
        "Made [P1Y every year], [P1D daily], 15 [P1Y a year], [XXXX-WXX-1 every Monday], [P1W twice a week].",
    );
    check("A 15-year-old and a man 49 years old ran a [P1M month-long] race.");
}

#[test]
fn lists_and_datelines() {
    check(
        "They met on [2025-04-14 Monday], [2025-04-15 Tuesday] and [2025-04-16 Wednesday]. It shut in [2024-09 September last year].",
    );
    check(
        "KUWAIT CITY, [2024-07-24 July 24]: It came [PAST_REF 2 million years ago], said June Cohen, and [2024-12-24 last Christmas Eve].",
    );
}

#[test]
fn holidays() {
    check(
        "They met at [2024-12-25 Christmas] and on [2025-04-18 Good Friday], [2024-11-28 Thanksgiving].",
    );
}

#[test]
fn a_narrative_carries_its_year() {
    check_on(
        Some("2009-12-19"),
        "On [1939-09-01 September 1, 1939], it began. On [1939-09-17 17 September], they came. In [1940-05 May 1940] \
         it fell, as in [1918 1918]. In [1940-06 June] they left. In [1941 1941], he won. [1942 The next year] he \
         lost. [1942-09-07 7 September] came. [1942-09-08 The next day], it rained.",
    );
    check_on(
        None,
        "In [BC0490 490 BC] they came. In [BC0480 480] they came again in [BC0480-SP the spring], until [BC0479 479].",
    );
}

#[test]
fn a_narrative_names_what_is_former_or_planned() {
    check_on(
        Some("2009-12-19"),
        "In [1939 1939] the [PAST_REF former] king came. In [1940 1940] he built a road for a planned war in [1942 1942]. \
         On [1940-03-11 11 March] he fell. In [1941 1941] and [1942 1942] it went on. The former won.",
    );
    check("The former king won in [2024 2024].");
}

#[test]
fn no_times() {
    check("May he march on, Mr. March said. The fall of Kyiv. It may spring a leak.");
    check(
        "Flight 447, section 2010, 2000 soldiers, 1,945 dead, a Boeing 737-800, $2010, iPhone 4.",
    );
    check("One second thought. The second man. He made a quarter turn. Sun and sat.");
}

proptest::proptest! {
    #[test]
    fn any_words_give_spans_of_the_text(words in proptest::collection::vec(WORD, 0..60)) {
        let text = words.join(" ");
        let paragraphs = vec![Span::new(0, text.len())];
        let article = Article { text, paragraphs, ..Article::default() };
        let mut notes = Annotations::default();
        TimexTagger::new().enrich(&article, &mut notes);
        crate::quantities::QuantityTagger::new().enrich(&article, &mut notes);
        let mut end = 0;
        for time in &notes.times {
            proptest::prop_assert!(time.span.start() >= end && !time.span.slice(&article.text).is_empty());
            end = time.span.end();
        }
        for quantity in &notes.quantities {
            proptest::prop_assert!(!quantity.span.slice(&article.text).is_empty());
            proptest::prop_assert!(quantity.value.is_finite());
        }
    }
}

#[test]
fn endless_modifiers_and_numbers_end() {
    for word in [
        "early ",
        "about ",
        "another ",
        "the end of ",
        "most of ",
        "million ",
        "one million ",
        "9999999999 years ago ",
        "5 and ",
    ] {
        let text = format!("In 1999, {}", word.repeat(20_000));
        let paragraphs = vec![Span::new(0, text.len())];
        let article = Article { text, paragraphs, ..Article::default() };
        let mut notes = Annotations::default();
        TimexTagger::new().enrich(&article, &mut notes);
        crate::quantities::QuantityTagger::new().enrich(&article, &mut notes);
        assert_eq!(notes.times.first().map(|it| it.value.as_str()), Some("1999"), "{word}");
    }
}
