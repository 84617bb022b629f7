//! Scores of matches and counts of votes: "3-1", "a vote of 111 to 333". They are told by the words around them.

use wiredesk_model::{Quantity, QuantityKind};

use crate::lexemes::W;

use super::reader::{Found, Reader};

/// Words of matches that a score stands near.
const MATCHES: [&str; 31] = [
    "won",
    "win",
    "wins",
    "beat",
    "lost",
    "loss",
    "victory",
    "defeat",
    "draw",
    "drew",
    "lead",
    "led",
    "score",
    "scored",
    "ahead",
    "beaten",
    "defeated",
    "triumph",
    "tied",
    "rout",
    "beating",
    "beats",
    "edged",
    "downed",
    "thrashed",
    "defeating",
    "winning",
    "losing",
    "leading",
    "trailed",
    "trailing",
];

impl Reader<'_> {
    /// "3-1", "a vote of 111 to 333".
    pub(super) fn score(&self, at: usize) -> Found {
        let (first, dash, second) = (self.get(at)?, self.get(at + 1)?, self.get(at + 2)?);
        let plain =
            first.is_plain() && second.is_plain() && first.digits <= 3 && second.digits <= 3;
        let around = |words: &[&str]| {
            (at.saturating_sub(6)..at + 9)
                .any(|it| words.iter().any(|word| self.word(it).eq_ignore_ascii_case(word)))
        };
        let votes = around(&["vote", "votes", "voted"]);
        let glued = dash.is_dash() && !dash.spaced && !second.spaced;
        let said = votes && (dash.is(W::To) || dash.is(W::Against));
        if !plain
            || !(glued || said)
            || self.is_joint(at + 3)
            || self.measure(at + 3).kind.is_some()
        {
            return None;
        }
        let match_won = around(&MATCHES);
        let kind = match (votes, match_won) {
            (true, _) => QuantityKind::Votes,
            (_, true) if first.digits <= 3 => QuantityKind::Score,
            _ => return None,
        };
        let span = self.span(at, at + 3)?;
        let upper = Some(second.value);
        let quantity = Quantity {
            span,
            kind,
            value: first.value,
            upper,
            comparison: None,
            unit: None,
            of: None,
        };
        Some((Some(quantity), at + 3))
    }
}
