//! Titles and honorifics that stand before a person's name and are no part of it. Reviewed by hand against the
//! Associated Press' list of titles that are capitalized before names and against the worldwide corpus.

/// Whether `word` is a title.
pub fn is_title(word: &str) -> bool {
    if word.len() > 14 {
        return false;
    }
    let word = word.strip_suffix('.').unwrap_or(word);
    TITLES.binary_search_by(|it| compare(it, word)).is_ok()
}

/// Compares a lower-case title with a word, ignoring the word's ASCII case.
fn compare(title: &str, word: &str) -> std::cmp::Ordering {
    title.bytes().cmp(word.bytes().map(|it| it.to_ascii_lowercase()))
}

/// Lower-case, without their dot, sorted.
const TITLES: &[&str] = &[
    "adm",
    "admiral",
    "amb",
    "ambassador",
    "archbishop",
    "atty",
    "ayatollah",
    "bishop",
    "brig",
    "brigadier",
    "capt",
    "captain",
    "cardinal",
    "chairman",
    "chairwoman",
    "chancellor",
    "chief",
    "cllr",
    "cmdr",
    "coach",
    "col",
    "colonel",
    "commander",
    "commissioner",
    "congressman",
    "congresswoman",
    "councillor",
    "councilman",
    "councilwoman",
    "cpl",
    "dame",
    "del",
    "deputy",
    "det",
    "director",
    "doctor",
    "dr",
    "engr",
    "ex-president",
    "fr",
    "gen",
    "general",
    "gov",
    "governor",
    "hon",
    "inspector",
    "judge",
    "justice",
    "lieutenant",
    "lord",
    "lt",
    "madam",
    "maj",
    "major",
    "maulana",
    "mayor",
    "minister",
    "miss",
    "mr",
    "mrs",
    "ms",
    "mullah",
    "mx",
    "officer",
    "pastor",
    "pope",
    "premier",
    "president",
    "prime",
    "prof",
    "professor",
    "pte",
    "rabbi",
    "rep",
    "representative",
    "rev",
    "reverend",
    "secretary",
    "sen",
    "senator",
    "sgt",
    "sheriff",
    "sir",
    "smt",
    "sra",
    "supt",
    "trooper",
    "vice",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_sorted_and_found_in_any_case() {
        assert!(TITLES.is_sorted());
        assert!(["Mr.", "Mr", "PRESIDENT", "Sen.", "trooper"].iter().all(|it| is_title(it)));
        assert!(!["Smith", "", ".", "Presidents"].iter().any(|it| is_title(it)));
    }
}
