//! Tells accidents and sport from violence: the same words, but nobody attacks. It looks only at the words around a trigger.

use wiredesk_model::{Deprel, Sentence, Token};

/// What kills and destroys without anybody's will, sorted.
const ACCIDENTS: &[&str] = &[
    "accident",
    "accidents",
    "avalanche",
    "blaze",
    "blizzard",
    "cancer",
    "cholera",
    "cold",
    "collapse",
    "collision",
    "coronavirus",
    "covid",
    "covid-19",
    "crash",
    "crashes",
    "cyclone",
    "derailment",
    "disease",
    "diseases",
    "drought",
    "earthquake",
    "earthquakes",
    "ebola",
    "epidemic",
    "fire",
    "fires",
    "flames",
    "flood",
    "flooding",
    "floods",
    "flu",
    "hailstorm",
    "heart",
    "heat",
    "heatwave",
    "hurricane",
    "hurricanes",
    "illness",
    "inflation",
    "landslide",
    "landslides",
    "lightning",
    "malaria",
    "mudslide",
    "outbreak",
    "pandemic",
    "quake",
    "quakes",
    "rain",
    "rains",
    "recession",
    "shortage",
    "snowstorm",
    "storm",
    "storms",
    "stroke",
    "tornado",
    "tornadoes",
    "tremor",
    "tsunami",
    "typhoon",
    "virus",
    "volcano",
    "wave",
    "wildfire",
    "wildfires",
    "wind",
    "winds",
];

/// Words of matches and races, sorted.
const SPORT: &[&str] = &[
    "batsman",
    "bowler",
    "championship",
    "championships",
    "defender",
    "goalkeeper",
    "halftime",
    "innings",
    "league",
    "midfielder",
    "penalty",
    "playoff",
    "playoffs",
    "quarterback",
    "quarterfinal",
    "scorer",
    "semi-final",
    "semifinal",
    "sprinter",
    "striker",
    "teammate",
    "teammates",
    "touchdown",
    "tournament",
    "umpire",
    "wicket",
    "wickets",
];

/// Tokens of a sentence that are looked at.
const MOST: usize = 120;

/// Whether the sentence tells of a match: it has a score or a word that only sport has.
pub(super) fn is_sport(text: &str, tokens: &[Token], sentence: Sentence) -> bool {
    let own = sentence.tokens().take(MOST).filter_map(|it| tokens.get(it));
    let mut words = own.map(|it| it.span.slice(text));
    words.any(|it| SPORT.binary_search(&it).is_ok()) || has_score(sentence.span.slice(text))
}

/// "2-1", "104–98": no year and no range of years.
fn has_score(text: &str) -> bool {
    let mut words = text.split_ascii_whitespace().take(MOST);
    words.any(|it| {
        let word = it.trim_matches(|it: char| !it.is_ascii_digit());
        let sides = word.split_once(['-', '–']);
        let points =
            |it: &str| (1..=3).contains(&it.len()) && it.bytes().all(|it| it.is_ascii_digit());
        sides.is_some_and(|(ours, theirs)| points(ours) && points(theirs))
    })
}

/// Whether what does the harm that the word at `trigger` names is no one: its subject, its agent, or what it happened in.
/// `verb` is the trigger, or the light verb that carries it.
pub(super) fn is_accident(
    text: &str,
    tokens: &[Token],
    sentence: Sentence,
    trigger: usize,
    verb: usize,
) -> bool {
    const CAUSES: [Deprel; 4] = [Deprel::Nsubj, Deprel::OblAgent, Deprel::Obl, Deprel::Nmod];
    sentence.tokens().take(MOST).filter_map(|it| tokens.get(it)).any(|it| {
        let head = it.head as usize;
        // "Two were killed and five injured in a crash."
        let joined = |it: &Token| it.deprel == Deprel::Conj && it.head as usize == verb;
        let own = head == verb || head == trigger || tokens.get(head).is_some_and(joined);
        own && CAUSES.contains(&it.deprel) && is_listed(it.span.slice(text))
    })
}

fn is_listed(word: &str) -> bool {
    let mut lower = [0_u8; 16];
    let Some(lower) = lower.get_mut(..word.len()) else { return false };
    lower.copy_from_slice(word.as_bytes());
    lower.make_ascii_lowercase();
    ACCIDENTS.binary_search_by(|it| it.as_bytes().cmp(lower)).is_ok()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_lists_are_sorted() {
        assert!(super::ACCIDENTS.is_sorted() && super::SPORT.is_sorted());
    }
}
