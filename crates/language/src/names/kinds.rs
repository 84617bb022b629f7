//! The fine type of a name whose coarse type is known, by its words. The lists are of English nouns that head such
//! names, after the type definitions of `OntoNotes` 5 (`FAC`, `EVENT`, `LAW`, `WORK_OF_ART`, `PRODUCT`, `NORP`).

use wiredesk_model::{EntityType, Token, Xpos};

use super::labels::Coarse;
use super::lexicon::flag;
use super::word::{Case, Word};

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
        Coarse::Person => nobody(text, tokens).unwrap_or(EntityType::Person),
        Coarse::Organization if is_county(text, tokens, words) => EntityType::Place,
        Coarse::Organization => EntityType::Organization,
        Coarse::Location if tokens.len() > 1 && any(FACILITIES) => EntityType::Facility,
        Coarse::Location => EntityType::Place,
        Coarse::Other if any(DAYS) && tokens.len() == 1 => return None,
        Coarse::Other if is_group(text, tokens, words) => EntityType::Group,
        Coarse::Other if any(EVENTS) => EntityType::Event,
        Coarse::Other if any(LAWS) => EntityType::Law,
        Coarse::Other if any(GROUPS) => EntityType::Group,
        Coarse::Other if any(WORKS) || is_titled(text, tokens) => EntityType::Work,
        Coarse::Other if tokens.iter().any(|it| it.xpos == Xpos::Cd) => EntityType::Product,
        Coarse::Other if tokens.len() > 2 => EntityType::Work,
        // A people that no list has: in worldwide.fine.train four of five such words.
        Coarse::Other if matches!(words, [word] if word.case == Case::Title) => EntityType::Group,
        Coarse::Other => EntityType::Product,
    })
}

/// What is named by words that nobody is called, whatever the model takes for a given name.
fn nobody(text: &str, tokens: &[Token]) -> Option<EntityType> {
    let [first, .., last] = tokens else { return None };
    match (first.span.slice(text), last.span.slice(text)) {
        ("Hurricane" | "Typhoon" | "Cyclone", _) => Some(EntityType::Event),
        (_, "Cup" | "Olympics" | "Championship" | "Championships") => Some(EntityType::Event),
        (_, "Airport" | "Stadium") => Some(EntityType::Facility),
        (_, "Act" | "Treaty") => Some(EntityType::Law),
        _ => None,
    }
}

/// Whether the name is of a people, a faith or a party's followers: a demonym, a plural or an adjective.
fn is_group(text: &str, tokens: &[Token], words: &[Word]) -> bool {
    let is_demonym = |it: &Word| it.entry.flags & flag::DEMONYM != 0;
    let ends_well = |it: &Token| ends_like_group(it.span.slice(text));
    match (tokens, words) {
        ([token], [word]) => {
            let is_form = matches!(token.xpos, Xpos::Nnps | Xpos::Jj);
            is_form || is_demonym(word) || ends_well(token)
        }
        // "South Korean": the last word decides.
        ([first, last], [_, word]) => {
            let has_side = SIDES.contains(&first.span.slice(text));
            last.xpos == Xpos::Jj || is_demonym(word) || has_side && ends_well(last)
        }
        _ => false,
    }
}

/// First words of the names of countries and regions that peoples are called after.
const SIDES: &[&str] =
    &["Central", "East", "Latin", "New", "North", "Puerto", "Saudi", "South", "Sri", "West"];

/// Whether the name is that of a county of the USA, which acts as governments do. British teams are called so too.
fn is_county(text: &str, tokens: &[Token], words: &[Word]) -> bool {
    let [.., last] = tokens else { return false };
    let [first, _, ..] = words else { return false };
    last.span.slice(text) == "County" && first.entry.flags & flag::US_REGION != 0
}

/// Whether a quotation mark or the noun of a work stands before the name, as before a title.
fn is_titled(text: &str, tokens: &[Token]) -> bool {
    let Some(before) = tokens.first().and_then(|it| text.get(..it.span.start())) else {
        return false;
    };
    let words = before.trim_end();
    // The nouns are short: a longer word is not searched for its beginning.
    let letters = words.bytes().rev().take(12).take_while(u8::is_ascii_alphabetic).count();
    let noun = words.get(words.len() - letters..).unwrap_or("");
    before.ends_with(['"', '“', '‘', '\'', '«'])
        || WORKS.iter().any(|it| it.eq_ignore_ascii_case(noun))
}

fn ends_like_group(word: &str) -> bool {
    [
        "ean", "eans", "ian", "ians", "ish", "ese", "ist", "ists", "ite", "ites", "can", "cans",
        "crats", "ims", "tives", "als", "nis",
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
    "battle",
    "bowl",
    "brexit",
    "campaign",
    "carnival",
    "ceremony",
    "championship",
    "championships",
    "conference",
    "christmas",
    "congress",
    "cop",
    "copa",
    "coup",
    "crisis",
    "cup",
    "cyclone",
    "day",
    "derby",
    "earthquake",
    "easter",
    "eid",
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
    "invasion",
    "liga",
    "marathon",
    "massacre",
    "olympic",
    "olympics",
    "open",
    "operation",
    "primaries",
    "primary",
    "prix",
    "protests",
    "ramadan",
    "rebellion",
    "referendum",
    "revolt",
    "revolution",
    "riots",
    "series",
    "siege",
    "storm",
    "summit",
    "tour",
    "tournament",
    "trophy",
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
    "aboriginal",
    "buddhist",
    "catholic",
    "christian",
    "hindu",
    "indigenous",
    "islamic",
    "jewish",
    "kurdish",
    "lgbt",
    "lgbtq",
    "muslim",
    "nation",
    "nations",
    "orthodox",
    "protestant",
    "shi'ite",
    "shia",
    "sunni",
];

const WORKS: &[&str] = &[
    "album", "bible", "book", "film", "gospel", "koran", "movie", "musical", "novel", "opera",
    "painting", "quran", "song", "symphony", "torah",
];

const DAYS: &[&str] =
    &["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

#[cfg(test)]
mod tests {
    use wiredesk_model::Span;

    use super::super::{document::Document, lexicon::Lexicon};
    use super::*;
    use crate::{Models, segment};

    /// The type of `name`, of which the model has said no more than `coarse`, within `text`.
    #[track_caller]
    fn check(coarse: Coarse, text: &str, name: &str, expect: EntityType) {
        let (mut tokens, sentences) = segment(text, &[Span::new(0, text.len())], true);
        Models::embedded().parse(text, &mut tokens, &sentences);
        let lexicon = Lexicon::from_bytes(include_bytes!("../../models/names-words.bin")).unwrap();
        let words = Document::new(text, &tokens, &sentences, lexicon).words;
        let start = text.find(name).unwrap();
        let inside = |it: &Token| (start..start + name.len()).contains(&it.span.start());
        let first = tokens.iter().position(inside).unwrap();
        let last = tokens.iter().rposition(inside).unwrap() + 1;
        let found = kind(coarse, text, &tokens[first..last], &words[first..last]);
        assert_eq!(found, Some(expect), "{name}");
    }

    #[test]
    fn nouns_tell_the_type() {
        use Coarse::{Location, Organization, Other, Person};
        use EntityType::{Event, Facility, Law, Place, Product, Work};
        check(Location, "It is near Hartwell Airport.", "Hartwell Airport", Facility);
        check(Location, "It is near Hartwell.", "Hartwell", Place);
        check(Person, "She won the Larsen Cup in May.", "Larsen Cup", Event);
        check(Other, "The Siege of Marden lasted a year.", "Siege of Marden", Event);
        check(Other, "Voters rejected the Clean Rivers Act.", "Clean Rivers Act", Law);
        check(Other, "She sang in \"Silent River\" in May.", "Silent River", Work);
        check(Other, "He read from the Koran.", "Koran", Work);
        check(Other, "The album Green Rain sold well.", "Green Rain", Work);
        check(Person, "Hurricane Rosa killed two.", "Hurricane Rosa", Event);
        check(Other, "It flies the Norland 737 from May.", "Norland 737", Product);
        check(Other, "It sells the xPhone.", "xPhone", Product);
        check(Organization, "Oconee County raised taxes.", "Oconee County", Place);
        let team = EntityType::Organization;
        check(Organization, "Stockport County won again.", "Stockport County", team);
    }

    #[test]
    fn peoples_are_groups() {
        let check = |text: &str, name: &str| check(Coarse::Other, text, name, EntityType::Group);
        check("Two South Korean sailors came.", "South Korean");
        check("Several Democrats disagreed.", "Democrats");
        check("The Tarnese voted.", "Tarnese");
        check("Thousands of Rohingya fled.", "Rohingya");
        check("A Muslim cleric spoke.", "Muslim");
    }
}
