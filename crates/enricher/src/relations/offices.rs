//! Words for offices and posts. Source: the occupation headings of ISCO-08 major group 1 (chief executives, senior
//! officials, legislators) and the titles that the Associated Press stylebook prints before names.

/// Words one of which makes a phrase an office.
const HEADS: &[&str] = &[
    "president",
    "minister",
    "premier",
    "chancellor",
    "secretary",
    "governor",
    "mayor",
    "king",
    "queen",
    "prince",
    "emperor",
    "ambassador",
    "envoy",
    "senator",
    "congressman",
    "congresswoman",
    "representative",
    "lawmaker",
    "commissioner",
    "speaker",
    "chairman",
    "chairwoman",
    "chair",
    "chairperson",
    "chief",
    "director",
    "ceo",
    "cfo",
    "coo",
    "cto",
    "executive",
    "manager",
    "coach",
    "captain",
    "general",
    "admiral",
    "colonel",
    "major",
    "commander",
    "lieutenant",
    "sergeant",
    "judge",
    "justice",
    "prosecutor",
    "attorney",
    "pope",
    "cardinal",
    "archbishop",
    "bishop",
    "rabbi",
    "imam",
    "ayatollah",
    "leader",
    "head",
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "editor",
    "professor",
    "analyst",
    "economist",
    "dean",
    "principal",
    "sheriff",
    "treasurer",
    "councillor",
    "councilman",
    "deputy",
    "vice-president",
    "founder",
    "co-founder",
    "owner",
    "officer",
];

/// Words that may stand in an office's name beside its head.
const MODIFIERS: &[&str] = &[
    "prime",
    "foreign",
    "defense",
    "defence",
    "finance",
    "interior",
    "vice",
    "interim",
    "acting",
    "senior",
    "first",
    "chief",
    "executive",
    "general",
    "state",
    "of",
    "the",
    "and",
    "for",
    "affairs",
    "health",
    "trade",
    "justice",
    "education",
    "home",
    "security",
    "national",
    "economy",
    "energy",
    "environment",
    "agriculture",
    "labor",
    "labour",
    "transport",
    "press",
    "party",
    "opposition",
    "assistant",
    "managing",
    "financial",
    "operating",
    "technology",
    "police",
    "military",
    "army",
    "navy",
    "head",
    "editor",
    "in",
    "major",
    "supreme",
    "court",
    "district",
    "city",
    "team",
    "board",
    "co",
    "deputy",
    "communications",
    "policy",
    "research",
    "marketing",
    "intelligence",
    "permanent",
    "special",
    "crown",
    "lead",
    "principal",
    "human",
    "rights",
    "external",
    "relations",
    "culture",
    "sports",
    "development",
];

/// Words that say the office is no longer, or not yet, held.
const LAPSED: &[&str] =
    &["former", "ex", "late", "then", "onetime", "designate", "would-be", "retired", "ousted"];

fn words(phrase: &str) -> impl Iterator<Item = &str> {
    phrase.split(|it: char| it.is_whitespace() || it == '-').filter(|it| !it.is_empty())
}

fn is(list: &[&str], word: &str) -> bool {
    list.iter().any(|it| it.eq_ignore_ascii_case(word))
}

/// Whether `phrase` is an office: office words or words in capitals, at least one of them a head, the last no modifier.
pub(super) fn is_office(phrase: &str) -> bool {
    let capital = |it: &str| it.starts_with(char::is_uppercase);
    words(phrase).any(|it| is(HEADS, it))
        && words(phrase).all(|it| is(HEADS, it) || is(MODIFIERS, it) || capital(it))
}

/// Offices of a state: "the French president" is France's, "the French bishop" is not.
const OF_STATES: &[&str] = &[
    "president",
    "minister",
    "premier",
    "chancellor",
    "secretary",
    "king",
    "queen",
    "prince",
    "princess",
    "emperor",
    "ambassador",
    "envoy",
    "speaker",
    "lawmaker",
    "senator",
    "leader",
    "attorney",
    "consul",
];

/// Whether the office is one that a state has.
pub(super) fn is_of_state(phrase: &str) -> bool {
    words(phrase).any(|it| is(OF_STATES, it))
}

/// Whether `phrase` is made of office words alone, at least one of them a head.
pub(super) fn is_plain_office(phrase: &str) -> bool {
    words(phrase).any(|it| is(HEADS, it)) && is_office_word(phrase)
}

/// The one office in a phrase: the last of two that are joined, and nothing that has the office: "Government of President".
pub(super) fn last_office(phrase: &str) -> &str {
    let has_head = |it: &str| words(it).any(|it| is(HEADS, it));
    let phrase = match phrase.rsplit_once(" and ") {
        Some((first, second)) if has_head(first) && has_head(second) => second,
        _ => phrase,
    };
    match phrase.split_once(" of ") {
        Some((first, second)) if !has_head(first) && has_head(second) => second,
        _ => phrase,
    }
}

/// Whether `word` can stand in an office's name.
pub(super) fn is_office_word(word: &str) -> bool {
    words(word).all(|it| is(HEADS, it) || is(MODIFIERS, it)) && words(word).next().is_some()
}

/// Whether the office was held and is no longer.
pub(super) fn is_lapsed(phrase: &str) -> bool {
    // "Then" at the beginning of a sentence is no "then president".
    words(phrase).any(|it| is(LAPSED, it) && it != "Then")
}
