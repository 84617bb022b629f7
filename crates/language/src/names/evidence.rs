//! What a word is at its other places in the document: who is surely a person in one sentence is hardly a town in the
//! next ("Maria Lagos … Lagos said"). It changes scores only; it finds no name.

use super::document::{Document, Print};
use super::labels::{Coarse, N_LABELS, OUTSIDE, Position, label};
use super::model::{Scores, exponential};

/// The coarse types and "no name".
const N_TYPES: usize = Coarse::ALL.len() + 1;

/// How much the word's other places count. This, the doubt and the surprise were chosen mostly by sources held out of
/// the training; between half and twice the value little changes.
const PULL: f32 = 1.5;
/// Other places whose word counts half: one place may be wrong.
const DOUBT: f32 = 0.5;
/// The probability that the word is here what it is nowhere else.
const SURPRISE: f32 = 0.05;

/// How much is added to a lone word being a person where it is sure that a person's longer name has it.
const FULL_NAME: f32 = 2.5;

/// What the places of a document's words say, added up word by word.
#[derive(Default)]
pub(super) struct Evidence {
    /// By [`Document::group`].
    sums: Vec<Sum>,
    /// What each token of the block has added.
    own: Vec<Witness>,
}

/// What one place says of its word.
#[derive(Clone, Copy, Default)]
pub(super) struct Witness {
    /// Probability of each type.
    types: [f32; N_TYPES],
    /// Probability that the word begins or ends a person's name of several words.
    part: f32,
}

/// What all places say of their word, summed.
#[derive(Clone, Copy, Default)]
struct Sum {
    all: Witness,
    places: f32,
}

impl Evidence {
    /// Begins a block of tokens; what earlier blocks have added stays.
    pub(super) fn begin(&mut self) {
        self.own.clear();
    }

    /// Adds the next token of the block, with the number of its word, where it has one.
    pub(super) fn add(&mut self, group: Option<usize>, witness: Witness) {
        self.own.push(witness);
        let Some(group) = group else { return };
        // Most words come again and again: there are far fewer of them than tokens.
        if group >= self.sums.len() {
            self.sums.resize(group + 1, Sum::default());
        }
        if let Some(sum) = self.sums.get_mut(group) {
            sum.places += 1.0;
            sum.all.part += witness.part;
            sum.all.types.iter_mut().zip(witness.types).for_each(|(sum, share)| *sum += share);
        }
    }

    /// Moves the scores of the block's token `at` towards what its word is at its other places.
    pub(super) fn apply(&self, group: Option<usize>, at: usize, scores: &mut Scores) {
        let Some(sum) = group.and_then(|it| self.sums.get(it)) else { return };
        let Some(own) = self.own.get(at) else { return };
        let others = sum.places - 1.0;
        if others < 0.5 {
            return;
        }
        let pull = PULL * others / (others + DOUBT);
        let mut gains = [0.0; N_TYPES];
        for ((gain, sum), own) in gains.iter_mut().zip(sum.all.types).zip(own.types) {
            let share = (sum - own).max(0.0) / others;
            *gain = pull * ((share + SURPRISE) / (1.0 + N_TYPES as f32 * SURPRISE)).ln();
        }
        for (at, score) in scores.iter_mut().enumerate() {
            *score += gains[at / 4];
        }
        let lone = label(Coarse::Person, Position::Unit);
        scores[usize::from(lone)] += FULL_NAME * (sum.all.part - own.part).clamp(0.0, 1.0);
    }
}

/// The places that speak of the same word; `None` where the word is alone or printed like no name.
pub(super) fn group(document: &Document, token: usize, print: Print) -> Option<usize> {
    let capitalized = document.words.get(token)?.is_capitalized();
    (capitalized || print == Print::Small).then(|| document.group(token)).flatten()
}

impl Witness {
    /// From the probabilities of the token's labels.
    pub(super) fn new(probabilities: &Scores) -> Self {
        let mut types = [0.0; N_TYPES];
        for (at, it) in probabilities.iter().enumerate() {
            types[at / 4] += it;
        }
        let part = [Position::Begin, Position::Last].map(|it| label(Coarse::Person, it));
        Self { types, part: part.map(|it| probabilities[usize::from(it)]).iter().sum() }
    }

    /// From the token's own scores, without its neighbors'.
    pub(super) fn alone(scores: &Scores) -> Self {
        let top = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let shares = scores.map(|it| exponential(it - top));
        let total: f32 = shares.iter().sum();
        Self::new(&shares.map(|it| it / total))
    }
}

const _: () = assert!(N_LABELS.div_ceil(4) == N_TYPES && OUTSIDE as usize / 4 == N_TYPES - 1);

#[cfg(test)]
mod tests {
    use super::*;

    fn surely(label: u8) -> Witness {
        let mut probabilities = [0.0; N_LABELS];
        probabilities[usize::from(label)] = 1.0;
        Witness::new(&probabilities)
    }

    /// A word of which a token is `sure`ly something, at three places; then its scores at a fourth that says nothing.
    fn scores_after(sure: u8) -> Scores {
        let mut evidence = Evidence::default();
        for _ in 0..3 {
            evidence.add(Some(0), surely(sure));
        }
        evidence.add(Some(0), Witness::alone(&[0.0; N_LABELS]));
        let mut scores = [0.0; N_LABELS];
        evidence.apply(Some(0), 3, &mut scores);
        scores
    }

    fn best(scores: &Scores) -> usize {
        (0..N_LABELS).max_by(|a, b| scores[*a].total_cmp(&scores[*b])).unwrap_or(0)
    }

    #[test]
    fn other_places_decide_where_the_own_says_nothing() {
        for coarse in Coarse::ALL {
            let scores = scores_after(label(coarse, Position::Unit));
            assert_eq!(best(&scores) / 4, coarse as usize, "{scores:?}");
        }
        assert_eq!(best(&scores_after(OUTSIDE)), usize::from(OUTSIDE));
    }

    #[test]
    fn a_surname_alone_is_the_person_of_the_full_name() {
        let lone = usize::from(label(Coarse::Person, Position::Unit));
        let surname = label(Coarse::Person, Position::Last);
        assert_eq!(best(&scores_after(surname)), lone);
        let other = scores_after(label(Coarse::Person, Position::Unit));
        assert!(scores_after(surname)[lone] > other[lone] + 2.0);
    }

    #[test]
    fn a_word_is_no_evidence_of_itself() {
        let mut evidence = Evidence::default();
        evidence.add(Some(0), surely(0));
        evidence.add(None, Witness::default());
        let mut scores = [0.5; N_LABELS];
        evidence.apply(Some(0), 0, &mut scores);
        evidence.apply(None, 1, &mut scores);
        assert!(scores.iter().all(|it| (it - 0.5).abs() < f32::EPSILON), "{scores:?}");
    }
}
