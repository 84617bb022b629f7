//! The form of a name, made comparable: folded words, initials, last word. It knows nothing of the article.

use wiredesk_model::EntityType;

/// A name as its comparable words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Form {
    /// Folded words without articles, dots and honorific suffixes.
    pub(super) words: Vec<String>,
    /// First letters of the words that begin with a capital.
    pub(super) initials: String,
    /// Whether it is printed in capitals throughout: "NATO".
    pub(super) acronym: bool,
    /// The words joined, for acronyms: "U.N." is "un".
    pub(super) joined: String,
}

impl Form {
    /// The form of the name printed as `name`.
    pub(super) fn new(name: &str) -> Self {
        let mut words = Vec::new();
        let mut initials = String::new();
        for part in name.split(|c: char| c.is_whitespace() || c == '-' || c == '‑' || c == '/') {
            let word: String =
                part.chars().filter(|it| it.is_alphanumeric()).flat_map(fold).collect();
            let skip = word.is_empty()
                || (words.is_empty() && word == "the")
                || SUFFIXES.contains(&word.as_str());
            if skip {
                continue;
            }
            if part.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()) {
                initials.extend(word.chars().next());
            }
            words.push(word);
        }
        let joined = words.concat();
        let acronym = words.len() == 1 && !name.chars().any(char::is_lowercase);
        Self { words, initials, acronym, joined }
    }

    /// The last word: a person's family name.
    pub(super) fn last(&self) -> &str {
        self.words.last().map_or("", String::as_str)
    }

    /// Whether this has the first and the last of `words`, and of what is between them only what is there:
    /// "Eugene Nida" of "Eugene A. Nida".
    fn skips_middle(&self, words: &[String]) -> bool {
        let mut rest = words.iter();
        self.words.len() >= 2
            && self.words.first() == words.first()
            && self.words.last() == words.last()
            && self.words.iter().all(|own| rest.any(|it| it == own))
    }

    /// Whether this may be an acronym of `long`.
    pub(super) fn abbreviates(&self, long: &Self) -> bool {
        self.words.len() <= 3
            && long.words.len() >= 2
            && (2..=8).contains(&self.joined.chars().count())
            && self.joined == long.initials
    }

    /// Whether this is a shorter form of `long`, by the customs of the type.
    pub(super) fn shortens(&self, long: &Self, kind: EntityType) -> bool {
        if self.words.is_empty() || self.words.len() >= long.words.len() {
            return false;
        }
        let (n, words) = (self.words.len(), &long.words);
        match kind {
            // "Kim" of "Kim Jong Un", "Zelensky" of "Volodymyr Zelensky", "Tae-yul" of "Cho Tae-yul".
            EntityType::Person => {
                words.ends_with(&self.words)
                    || words.starts_with(&self.words)
                    || self.skips_middle(words)
                    || n == 1 && self.last().len() > 3 && words.contains(&self.words[0])
            }
            // "Hamilton" of "Hamilton County" is another place; "Kursk" of "Kursk Oblast" is the region's capital.
            // But "Islamic Republic" is short for "Islamic Republic of Iran".
            EntityType::Place => {
                n > 1 && words.starts_with(&self.words) && words.get(n).is_some_and(|it| it == "of")
            }
            EntityType::Group => false,
            // "NATO" is not the "NATO Parliamentary Assembly".
            _ => {
                let telling = n > 1 || self.last().len() > 3 && !self.acronym;
                words.starts_with(&self.words) && telling
            }
        }
    }
}

/// Folds one character: lower case, without its diacritic where that is a Latin letter's.
fn fold(c: char) -> impl Iterator<Item = char> {
    let low = c.to_lowercase().next().unwrap_or(c);
    let plain = match low {
        'à'..='å' | 'ā' | 'ă' | 'ą' => "a",
        'æ' => "ae",
        'ç' | 'ć' | 'č' => "c",
        'ď' | 'đ' | 'ð' => "d",
        'è'..='ë' | 'ē' | 'ė' | 'ę' | 'ě' => "e",
        'ğ' => "g",
        'ì'..='ï' | 'ī' | 'ı' => "i",
        'ł' => "l",
        'ñ' | 'ń' | 'ň' => "n",
        'ò'..='ö' | 'ø' | 'ō' | 'ő' => "o",
        'œ' => "oe",
        'ř' => "r",
        'ś' | 'š' | 'ş' | 'ș' => "s",
        'ß' => "ss",
        'ť' | 'ț' | 'ţ' => "t",
        'ù'..='ü' | 'ū' | 'ů' | 'ű' => "u",
        'ý' | 'ÿ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        _ => "",
    };
    let kept = if plain.is_empty() { Some(low) } else { None };
    kept.into_iter().chain(plain.chars())
}

/// Words after a name that tell nothing of whom it names.
const SUFFIXES: &[&str] = &["jr", "sr", "inc", "corp", "ltd", "plc", "llc", "co"];

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(short: &str, long: &str, kind: EntityType, expected: bool) {
        let (short, long) = (Form::new(short), Form::new(long));
        assert_eq!(short.shortens(&long, kind) || short.abbreviates(&long), expected);
    }

    #[test]
    fn short_forms_by_type() {
        check("Zelenskyy", "Volodymyr Zelenskyy", EntityType::Person, true);
        check("Cho", "Cho Tae-yul", EntityType::Person, true);
        check("Eugene Nida", "Eugene A. Nida", EntityType::Person, true);
        check("Eugene Nida", "Eugene Albert Nidal", EntityType::Person, false);
        check("Tae", "Cho Tae-yul", EntityType::Person, false);
        check("Microsoft", "Microsoft Corp.", EntityType::Organization, false);
        check("Lockheed", "Lockheed Martin", EntityType::Organization, true);
        check("NATO", "NATO Parliamentary Assembly", EntityType::Organization, false);
        check("Hamilton", "Hamilton County", EntityType::Place, false);
    }

    #[test]
    fn acronyms() {
        check("U.N.", "United Nations", EntityType::Organization, true);
        check("SBU", "Security Service of Ukraine", EntityType::Organization, false);
        check("IAEA", "International Atomic Energy Agency", EntityType::Organization, true);
        check("EU", "United Nations", EntityType::Organization, false);
    }

    #[test]
    fn diacritics_and_hyphens_do_not_matter() {
        assert_eq!(Form::new("Erdoğan"), Form::new("Erdogan"));
        assert_eq!(Form::new("Kim Jong-un").words, Form::new("Kim Jong Un").words);
        assert_eq!(Form::new("Acme Inc.").words, Form::new("The Acme").words);
    }
}
