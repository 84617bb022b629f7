//! Verbs that attribute words, thoughts or evidence to somebody. The list is `tables/cues.tsv`; its forms are made here.

use std::collections::HashMap;

use wiredesk_model::Certainty;

use crate::words::hash;

/// What a cue takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// An utterance: a clause or a quotation.
    Say,
    /// An utterance to somebody, who is the verb's object.
    Tell,
    /// Speech about something, which a preposition leads to.
    Talk,
    /// A belief: a clause.
    Think,
    /// An intention: an infinitive.
    Intend,
    /// Evidence: a clause.
    Show,
    /// A speech act: a noun phrase as well.
    Act,
    /// A state of mind, told by an adjective: a clause or an infinitive.
    Mind,
}

impl Class {
    /// Whether it is an utterance.
    pub(super) fn is_utterance(self) -> bool {
        matches!(self, Self::Say | Self::Tell)
    }

    /// Whether its complement may stand around it: "the talks, he said, had failed".
    pub(super) fn is_parenthetical(self) -> bool {
        matches!(self, Self::Say | Self::Tell | Self::Think | Self::Show)
    }
}

/// An attributing verb.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cue {
    pub(super) class: Class,
    pub(super) certainty: Certainty,
}

/// Attributing verbs by the hash of each of their forms.
pub(super) struct Cues(HashMap<u64, Cue>);

impl Cues {
    pub(super) fn new() -> Self {
        let mut forms = HashMap::new();
        let rows = include_str!("../../tables/cues.tsv").lines();
        for row in rows.filter(|it| !it.starts_with('#')) {
            let mut cells = row.split('\t');
            let (Some(lemma), Some(class), Some(certainty)) =
                (cells.next(), cells.next().and_then(class), cells.next().and_then(certainty))
            else {
                continue;
            };
            let cue = Cue { class, certainty };
            let irregular = cells.next().unwrap_or_default().split_ascii_whitespace();
            for form in regular(lemma).into_iter().chain(irregular.map(str::to_owned)) {
                forms.entry(hash(&form)).or_insert(cue);
            }
        }
        Self(forms)
    }

    /// The cue that `word`, in any case, is a form of.
    pub(super) fn of(&self, word: &str) -> Option<Cue> {
        let mut lower = [0_u8; 24];
        let lower = lower.get_mut(..word.len())?;
        lower.copy_from_slice(word.as_bytes());
        lower.make_ascii_lowercase();
        self.0.get(&hash(std::str::from_utf8(lower).ok()?)).copied()
    }
}

fn class(cell: &str) -> Option<Class> {
    Some(match cell {
        "say" => Class::Say,
        "tell" => Class::Tell,
        "mind" => Class::Mind,
        "talk" => Class::Talk,
        "think" => Class::Think,
        "intend" => Class::Intend,
        "show" => Class::Show,
        "act" => Class::Act,
        _ => return None,
    })
}

fn certainty(cell: &str) -> Option<Certainty> {
    Some(match cell {
        "asserted" => Certainty::Asserted,
        "reported" => Certainty::Reported,
        "estimated" => Certainty::Estimated,
        "possible" => Certainty::Possible,
        "denied" => Certainty::Denied,
        _ => return None,
    })
}

/// The regular forms of an English verb; doubled consonants and vowel changes are listed in the table.
fn regular(lemma: &str) -> [String; 4] {
    let consonant_y = lemma.ends_with('y') && !lemma.ends_with(['a', 'e', 'o']) && {
        !["ay", "ey", "oy"].iter().any(|it| lemma.ends_with(it))
    };
    let stem = lemma.strip_suffix('e').unwrap_or(lemma);
    let sibilant = ["s", "sh", "ch", "x", "z", "o"].iter().any(|it| lemma.ends_with(it));
    let (third, past) = if consonant_y {
        let stem = lemma.strip_suffix('y').unwrap_or(lemma);
        (format!("{stem}ies"), format!("{stem}ied"))
    } else if sibilant {
        (format!("{lemma}es"), format!("{stem}ed"))
    } else {
        (format!("{lemma}s"), format!("{stem}ed"))
    };
    let keeps_e = lemma.ends_with("ee") || lemma.ends_with("ye");
    let participle = if keeps_e { format!("{lemma}ing") } else { format!("{stem}ing") };
    [lemma.to_owned(), third, past, participle]
}

#[cfg(test)]
mod tests {
    use wiredesk_model::Certainty;

    use super::{Class, Cues};

    #[test]
    fn knows_the_forms() {
        let cues = Cues::new();
        let say = ["said", "SAYS", "saying", "replies", "noted", "arguing", "stresses", "wrote"];
        for form in say {
            assert_eq!(cues.of(form).map(|it| it.class), Some(Class::Say), "{form}");
        }
        assert_eq!(cues.of("told").map(|it| it.class), Some(Class::Tell));
        assert_eq!(cues.of("denied").map(|it| it.certainty), Some(Certainty::Denied));
        assert_eq!(cues.of("agreeing").map(|it| it.class), Some(Class::Say));
        assert_eq!(cues.of("banana"), None);
        assert_eq!(cues.of("a word that is far too long to be a verb"), None);
    }

    #[test]
    fn every_row_of_the_table_is_read() {
        let rows = include_str!("../../tables/cues.tsv").lines().filter(|it| !it.starts_with('#'));
        for row in rows {
            let cells: Vec<_> = row.split('\t').collect();
            assert!(cells.len() >= 3, "{row}");
            assert!(
                super::class(cells[1]).is_some() && super::certainty(cells[2]).is_some(),
                "{row}"
            );
        }
    }
}
