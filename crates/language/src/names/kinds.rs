//! The fine type of a name whose coarse type is known, by its words. The lists are of English nouns that head such
//! names, after the type definitions of `OntoNotes` 5 (`FAC`, `EVENT`, `LAW`, `WORK_OF_ART`, `PRODUCT`, `NORP`).

use wiredesk_model::{EntityType, Token};

use super::labels::Coarse;
use super::lexicon::flag;
use super::word::Word;

/// The type of the name in `tokens`; `None` where it is a date or a bare number.
pub(super) fn kind(
    coarse: Coarse,
    text: &str,
    tokens: &[Token],
    words: &[Word],
) -> Option<EntityType> {
    let any = |list: &[&str]| {
        tokens.iter().any(|it| {
            let word = it.span.slice(text);
            list.iter().any(|noun| noun.eq_ignore_ascii_case(word))
        })
    };
    Some(match coarse {
        Coarse::Person => EntityType::Person,
        Coarse::Organization => EntityType::Organization,
        Coarse::Location if tokens.len() > 1 && any(FACILITIES) => EntityType::Facility,
        Coarse::Location => EntityType::Place,
        Coarse::Other if words.iter().all(|it| it.entry.flags & flag::DEMONYM != 0) => {
            EntityType::Group
        }
        Coarse::Other if any(EVENTS) => EntityType::Event,
        Coarse::Other if any(LAWS) => EntityType::Law,
        Coarse::Other if any(DAYS) && tokens.len() == 1 => return None,
        Coarse::Other if tokens.len() == 1 && ends_like_group(tokens[0].span.slice(text)) => {
            EntityType::Group
        }
        Coarse::Other if any(GROUPS) => EntityType::Group,
        Coarse::Other if tokens.len() > 2 => EntityType::Work,
        Coarse::Other => EntityType::Product,
    })
}

fn ends_like_group(word: &str) -> bool {
    [
        "ian", "ians", "ish", "ese", "ist", "ists", "ite", "ites", "can", "cans", "crats", "ims",
        "tives", "als", "nis",
    ]
    .iter()
    .any(|it| word.ends_with(it))
}

const FACILITIES: &[&str] = &[
    "airport",
    "airfield",
    "arena",
    "avenue",
    "barracks",
    "base",
    "basilica",
    "boulevard",
    "bridge",
    "building",
    "castle",
    "cathedral",
    "cemetery",
    "center",
    "centre",
    "church",
    "courthouse",
    "crossing",
    "dam",
    "field",
    "gallery",
    "garden",
    "gardens",
    "hall",
    "harbor",
    "harbour",
    "highway",
    "hospital",
    "hotel",
    "house",
    "jail",
    "lane",
    "library",
    "mall",
    "market",
    "monument",
    "mosque",
    "museum",
    "palace",
    "park",
    "plant",
    "plaza",
    "port",
    "prison",
    "railway",
    "refinery",
    "road",
    "school",
    "shrine",
    "square",
    "stadium",
    "station",
    "street",
    "temple",
    "terminal",
    "theater",
    "theatre",
    "tower",
    "towers",
    "tunnel",
    "zoo",
];

const EVENTS: &[&str] = &[
    "accords",
    "awards",
    "bowl",
    "campaign",
    "carnival",
    "ceremony",
    "championship",
    "championships",
    "conference",
    "congress",
    "coup",
    "cup",
    "day",
    "derby",
    "earthquake",
    "election",
    "elections",
    "expo",
    "fair",
    "festival",
    "final",
    "finals",
    "forum",
    "games",
    "genocide",
    "hajj",
    "holocaust",
    "hurricane",
    "marathon",
    "massacre",
    "olympic",
    "olympics",
    "open",
    "operation",
    "prix",
    "protests",
    "referendum",
    "revolution",
    "series",
    "summit",
    "tour",
    "tournament",
    "tsunami",
    "typhoon",
    "uprising",
    "war",
    "week",
    "world",
];

const LAWS: &[&str] = &[
    "accord",
    "act",
    "agreement",
    "amendment",
    "bill",
    "charter",
    "code",
    "constitution",
    "convention",
    "declaration",
    "decree",
    "law",
    "laws",
    "ordinance",
    "pact",
    "protocol",
    "resolution",
    "statute",
    "treaty",
];

const GROUPS: &[&str] = &[
    "christian",
    "islamic",
    "jewish",
    "muslim",
    "sunni",
    "shia",
    "shi'ite",
    "hindu",
    "catholic",
    "kurdish",
];

const DAYS: &[&str] =
    &["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
