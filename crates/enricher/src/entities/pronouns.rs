//! The personal pronouns of English.

/// What a pronoun can refer to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pronoun {
    He,
    She,
    It,
    They,
    I,
    We,
    You,
}

/// The pronoun that `word` is.
pub(super) fn pronoun(word: &str) -> Option<Pronoun> {
    let is = |list: &[&str]| list.iter().any(|it| it.eq_ignore_ascii_case(word));
    if word.len() > 10 {
        None
    } else if is(&["he", "him", "his", "himself"]) {
        Some(Pronoun::He)
    } else if is(&["she", "her", "hers", "herself"]) {
        Some(Pronoun::She)
    } else if is(&["it", "its", "itself"]) {
        Some(Pronoun::It)
    } else if is(&["they", "them", "their", "theirs", "themselves"]) {
        Some(Pronoun::They)
    } else if word == "I" || is(&["me", "my", "mine", "myself"]) {
        Some(Pronoun::I)
    } else if word != "US" && is(&["we", "us", "our", "ours", "ourselves"]) {
        Some(Pronoun::We)
    } else if is(&["you", "your", "yours", "yourself"]) {
        Some(Pronoun::You)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_country_is_no_pronoun() {
        assert_eq!(pronoun("US"), None);
        assert_eq!(pronoun("us"), Some(Pronoun::We));
        assert_eq!(pronoun("Herself"), Some(Pronoun::She));
    }
}
