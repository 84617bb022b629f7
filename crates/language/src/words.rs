//! Word lists of the token and sentence rules, each sorted for binary search. They hold no names.

/// Whether `word` stands in the sorted `list`.
pub(crate) fn listed(list: &[&str], word: &str) -> bool {
    list.binary_search(&word).is_ok()
}

/// Prefixes that stay with their word across a hyphen.
///
/// Source: the affix list of the English Web Treebank's tokenization guidelines (LDC 2012), as GUM applies it.
pub(crate) const PREFIXES: &[&str] = &[
    "agro", "ante", "anti", "arch", "bi", "bio", "co", "counter", "cross", "cyber", "de", "e",
    "eco", "ex", "extra", "inter", "intra", "macro", "mega", "micro", "mid", "mini", "multi",
    "neo", "non", "over", "pan", "para", "peri", "post", "pre", "pro", "pseudo", "quasi", "re",
    "semi", "sub", "super", "tri", "ultra", "un", "uni",
];

/// Units that are cut from a number written without a space.
///
/// Source: SI brochure, 9th edition, and the Associated Press Stylebook for money and clock times.
pub(crate) const UNITS: &[&str] = &[
    "AM", "GB", "GHz", "GW", "Hz", "KM", "MB", "MHz", "MW", "PM", "TB", "a.m", "am", "bn", "cm",
    "ft", "g", "gb", "hr", "hrs", "kW", "kb", "kg", "km", "kph", "kw", "lb", "lbs", "m", "mb",
    "min", "mins", "ml", "mm", "mn", "mph", "mw", "p.m", "pm", "sec", "secs", "tn",
];

/// Last labels that make a dotted lower-case word an address.
///
/// Source: the IANA root zone database; the generic and country labels that news text prints.
pub(crate) const TOP_LABELS: &[&str] = &[
    "ai", "app", "au", "br", "ca", "ch", "cn", "co", "com", "de", "dev", "edu", "eu", "fr", "gov",
    "gr", "ie", "il", "in", "info", "int", "io", "it", "jp", "kr", "me", "mil", "mx", "net", "nl",
    "nz", "org", "pl", "ru", "tv", "ua", "uk", "us", "za",
];

/// Abbreviations that are always followed by more of their sentence: titles, "vs.", "No." before a number.
///
/// Source: the Associated Press Stylebook, "abbreviations and acronyms", "titles", "military titles",
/// "religious titles"; the Guardian style guide for its additions.
pub(crate) const OPEN_ABBREVIATIONS: &[&str] = &[
    "Adj", "Adm", "Amb", "Art", "Asst", "Atty", "Bp", "Brig", "Capt", "Cdr", "Ch", "Cmdr", "Cmdt",
    "Col", "Comdr", "Cpl", "Cpt", "Det", "Dr", "Drs", "Ens", "Fr", "Ft", "Gen", "Gov", "Hon",
    "Insp", "Lt", "Maj", "Messrs", "Mme", "Mmes", "Mr", "Mrs", "Ms", "Msgr", "Mt", "Ofc", "Pfc",
    "Pres", "Prof", "Pvt", "Rep", "Reps", "Rev", "Rt", "Sec", "Sen", "Sens", "Sgt", "Spc", "Spec",
    "Sr", "St", "Sta", "Ste", "Supt", "Treas", "Vol", "Vols", "cf", "mt", "pp", "ver", "viz", "vs",
];

/// Abbreviations that may also end a sentence.
///
/// Source: the Associated Press Stylebook, "months", "state names", "company names", "addresses",
/// "academic degrees"; ISO 4 for bibliographic ones.
pub(crate) const CLOSED_ABBREVIATIONS: &[&str] = &[
    "Ala", "Apr", "Ariz", "Ark", "Assn", "Aug", "Ave", "Bhd", "Blvd", "Bros", "Calif", "Co",
    "Colo", "Conn", "Corp", "Cos", "Dec", "Del", "Dept", "Dist", "Esq", "Est", "Feb", "Fla", "Fri",
    "Ga", "Inc", "Ind", "Jan", "Jr", "Jul", "Jun", "Kan", "Ky", "La", "Ltd", "Mar", "Mass", "Md",
    "Mich", "Minn", "Miss", "Mo", "Mon", "Mont", "Neb", "Nev", "Nov", "Oct", "Okla", "Ont", "Ore",
    "Pa", "Plc", "Pty", "Que", "Rd", "Sat", "Sep", "Sept", "Ste", "Sun", "Tenn", "Tex", "Thu",
    "Thurs", "Tue", "Tues", "Univ", "Va", "Vt", "Wash", "Wed", "Wis", "Wyo", "al", "approx",
    "dept", "est", "etc", "ft", "govt", "hr", "hrs", "in", "lb", "lbs", "max", "min", "mins", "oz",
    "sq", "yd", "yrs",
];

/// Abbreviations that count only before a number.
///
/// Source: the Associated Press Stylebook, "No."; the Chicago Manual of Style, 10.42, for the others.
pub(crate) const NUMBER_ABBREVIATIONS: &[&str] = &[
    "Art", "Fig", "Figs", "No", "Nos", "Op", "Sec", "Vol", "c", "ca", "chap", "fig", "no", "nos",
    "p", "pp", "vol",
];

/// Words that open a sentence far more often than they follow an abbreviation inside one, as printed.
///
/// Source: capitalized closed-class words (pronouns, determiners, conjunctions, prepositions, question words and
/// adverbs) of *A Comprehensive Grammar of the English Language* (Quirk et al. 1985), chapters 5–9.
pub(crate) const STARTERS: &[&str] = &[
    "A",
    "About",
    "According",
    "Across",
    "After",
    "Again",
    "Against",
    "All",
    "Almost",
    "Along",
    "Also",
    "Although",
    "Among",
    "An",
    "And",
    "Another",
    "Any",
    "Are",
    "Around",
    "As",
    "At",
    "Because",
    "Before",
    "Both",
    "But",
    "By",
    "Can",
    "Could",
    "Despite",
    "Did",
    "Do",
    "Does",
    "During",
    "Each",
    "Earlier",
    "Either",
    "Even",
    "Every",
    "Everyone",
    "Few",
    "Finally",
    "For",
    "From",
    "Further",
    "Furthermore",
    "Given",
    "Had",
    "Has",
    "Have",
    "He",
    "Her",
    "Here",
    "His",
    "How",
    "However",
    "I",
    "If",
    "In",
    "Indeed",
    "Instead",
    "Is",
    "It",
    "Its",
    "Just",
    "Last",
    "Later",
    "Many",
    "Meanwhile",
    "More",
    "Moreover",
    "Most",
    "Much",
    "My",
    "Nearly",
    "Neither",
    "Nevertheless",
    "No",
    "Nobody",
    "None",
    "Nor",
    "Not",
    "Nothing",
    "Now",
    "Of",
    "On",
    "Once",
    "One",
    "Only",
    "Or",
    "Other",
    "Others",
    "Our",
    "Over",
    "Perhaps",
    "Police",
    "Several",
    "She",
    "Should",
    "Since",
    "So",
    "Some",
    "Such",
    "That",
    "The",
    "Their",
    "Then",
    "There",
    "Therefore",
    "These",
    "They",
    "This",
    "Those",
    "Though",
    "Through",
    "Thus",
    "To",
    "Today",
    "Two",
    "Under",
    "Unless",
    "Unlike",
    "Until",
    "Was",
    "We",
    "Were",
    "What",
    "When",
    "Where",
    "Whether",
    "Which",
    "While",
    "Who",
    "Why",
    "Will",
    "With",
    "Within",
    "Without",
    "Would",
    "Yes",
    "Yesterday",
    "Yet",
    "You",
    "Your",
];

/// Verbs of speech that may follow a quoted question or exclamation in the same sentence.
///
/// Source: the reporting verbs of Quirk et al. 1985, 14.28–14.30, in the past and third person forms.
pub(crate) const SPEECH: &[&str] = &[
    "added",
    "adds",
    "admitted",
    "answered",
    "asked",
    "asks",
    "called",
    "cried",
    "declared",
    "demanded",
    "exclaimed",
    "explained",
    "inquired",
    "insisted",
    "joked",
    "murmured",
    "noted",
    "pleaded",
    "queried",
    "quipped",
    "read",
    "recalled",
    "remarked",
    "replied",
    "said",
    "says",
    "screamed",
    "shouted",
    "shouts",
    "suggested",
    "told",
    "tweeted",
    "urged",
    "whispered",
    "wondered",
    "wrote",
    "yelled",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted() {
        let lists = [
            PREFIXES,
            UNITS,
            TOP_LABELS,
            OPEN_ABBREVIATIONS,
            CLOSED_ABBREVIATIONS,
            NUMBER_ABBREVIATIONS,
            STARTERS,
            SPEECH,
        ];
        for list in lists {
            assert!(list.is_sorted(), "not sorted: {:?}", list.windows(2).find(|it| it[0] > it[1]));
        }
    }
}
