//! A town and its state or country are two places, though mail and talk leave out the comma between them: "Miami
//! Florida", "Perth Australia". It reads the lexicon's lists of places and knows no others.

use super::lexicon::{Lexicon, flag};
use super::word::{Word, join};

/// How many of the `words` of a place's name are the town, where the rest is the state or country it lies in.
/// `texts` are the same words as they are written.
pub(super) fn town(texts: &[&str], words: &[Word], lexicon: Lexicon<'_>) -> Option<usize> {
    let whole = words.len();
    if whole < 2 || is_place(words, lexicon) || is_side(texts[0]) {
        return None;
    }
    (1..=2.min(whole - 1)).map(|tail| whole - tail).find(|&cut| {
        is_around(&texts[cut..], &words[cut..], lexicon) && is_place(&words[..cut], lexicon)
    })
}

fn is_place(words: &[Word], lexicon: Lexicon<'_>) -> bool {
    const TOWNS: u16 = flag::METROPOLIS | flag::CITY | flag::TOWN | flag::REGION;
    match words {
        [word] => word.entry.flags & TOWNS != 0,
        _ => lexicon.has_phrase(words.iter().fold(0, |hash, it| join(hash, it.lower))),
    }
}

/// Whether the words name a country or a state of the USA.
fn is_around(texts: &[&str], words: &[Word], lexicon: Lexicon<'_>) -> bool {
    let is_state = |name: &str| STATES.iter().any(|it| it.eq_ignore_ascii_case(name));
    match (texts, words) {
        ([text], [word]) => {
            let code = text.strip_suffix('.').unwrap_or(text).to_ascii_uppercase();
            let is_code = text.starts_with(char::is_uppercase) && CODES.contains(&code.as_str());
            word.entry.flags & flag::COUNTRY != 0 || is_state(text) || is_code
        }
        ([first, last], words) => {
            let is_country = words.iter().all(|it| it.entry.flags & flag::COUNTRY_PART != 0);
            is_country && is_place(words, lexicon) || is_state(&format!("{first} {last}"))
        }
        _ => false,
    }
}

/// Words before a country's name that make a region of it or a water beside it, though towns are called so too.
fn is_side(word: &str) -> bool {
    SIDES.iter().any(|it| it.eq_ignore_ascii_case(word))
}

const SIDES: &[&str] = &[
    "cape",
    "central",
    "coastal",
    "east",
    "eastern",
    "fort",
    "gulf",
    "greater",
    "inner",
    "lake",
    "little",
    "lower",
    "middle",
    "mount",
    "new",
    "north",
    "northeast",
    "northern",
    "northwest",
    "old",
    "outer",
    "point",
    "port",
    "river",
    "rural",
    "south",
    "southeast",
    "southern",
    "southwest",
    "upper",
    "west",
    "western",
];

/// States of the USA and their postal codes (USPS Publication 28, appendix B).
const STATES: &[&str] = &[
    "Alabama",
    "Alaska",
    "Arizona",
    "Arkansas",
    "California",
    "Colorado",
    "Connecticut",
    "Delaware",
    "Florida",
    "Georgia",
    "Hawaii",
    "Idaho",
    "Illinois",
    "Indiana",
    "Iowa",
    "Kansas",
    "Kentucky",
    "Louisiana",
    "Maine",
    "Maryland",
    "Massachusetts",
    "Michigan",
    "Minnesota",
    "Mississippi",
    "Missouri",
    "Montana",
    "Nebraska",
    "Nevada",
    "New Hampshire",
    "New Jersey",
    "New Mexico",
    "New York",
    "North Carolina",
    "North Dakota",
    "Ohio",
    "Oklahoma",
    "Oregon",
    "Pennsylvania",
    "Rhode Island",
    "South Carolina",
    "South Dakota",
    "Tennessee",
    "Texas",
    "Utah",
    "Vermont",
    "Virginia",
    "Washington",
    "West Virginia",
    "Wisconsin",
    "Wyoming",
];

const CODES: &[&str] = &[
    "AK", "AL", "AR", "AZ", "CA", "CO", "CT", "DC", "DE", "FL", "GA", "HI", "IA", "ID", "IL", "IN",
    "KS", "KY", "LA", "MA", "MD", "ME", "MI", "MN", "MO", "MS", "MT", "NC", "ND", "NE", "NH", "NJ",
    "NM", "NV", "NY", "OH", "OK", "OR", "PA", "RI", "SC", "SD", "TN", "TX", "UT", "VA", "VT", "WA",
    "WI", "WV", "WY",
];

#[cfg(test)]
mod tests {
    use super::*;

    /// The name with a bar behind its town.
    #[track_caller]
    fn check(name: &str, expected: &str) {
        let lexicon = Lexicon::from_bytes(include_bytes!("../../models/names-words.bin")).unwrap();
        let texts: Vec<_> = name.split(' ').collect();
        let words: Vec<_> = texts.iter().map(|it| Word::new(it, lexicon)).collect();
        let cut = town(&texts, &words, lexicon);
        let drawn = cut.map(|it| format!("{} | {}", texts[..it].join(" "), texts[it..].join(" ")));
        assert_eq!(drawn.as_deref().unwrap_or(name), expected);
    }

    #[test]
    fn towns_are_told_from_what_they_lie_in() {
        check("Miami Florida", "Miami | Florida");
        check("Perth Australia", "Perth | Australia");
        check("miami florida", "miami | florida");
        check("San Diego Ca", "San Diego | Ca");
        check("Auckland New Zealand", "Auckland | New Zealand");
        check("Albany New York", "Albany | New York");
    }

    #[test]
    fn names_of_several_words_stay_whole() {
        for name in [
            "New York",
            "New Mexico",
            "West Virginia",
            "Papua New Guinea",
            "Northern Nigeria",
            "Central India",
            "Kansas City",
            "Lake Chad",
            "Gulf of Mexico",
            "San Marino",
            "Florida",
        ] {
            check(name, name);
        }
    }
}
