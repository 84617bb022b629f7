//! The label scheme of the sequence model: BILOU over four coarse types. It does not know how labels are found.

/// Number of labels.
pub const N_LABELS: usize = 17;
/// The label outside every name. Its weights are zero by construction, so a weight row has 16 columns.
pub const OUTSIDE: u8 = 16;
/// Columns of a weight row: every label but [`OUTSIDE`].
pub const N_COLUMNS: usize = 16;

/// Coarse type of a name: what the sequence model decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Coarse {
    /// A person.
    Person = 0,
    /// An organization.
    Organization = 1,
    /// A place or facility.
    Location = 2,
    /// A group, event, product, work or law.
    Other = 3,
}

impl Coarse {
    /// All four, by number.
    pub const ALL: [Self; 4] = [Self::Person, Self::Organization, Self::Location, Self::Other];

    /// The type a corpus calls `tag` (CoNLL-2003 names).
    pub fn parse(tag: &str) -> Option<Self> {
        match tag {
            "PER" => Some(Self::Person),
            "ORG" => Some(Self::Organization),
            "LOC" => Some(Self::Location),
            "MISC" => Some(Self::Other),
            _ => None,
        }
    }
}

/// Place of a token in its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Position {
    /// First of several.
    Begin = 0,
    /// Neither first nor last.
    Inside = 1,
    /// Last of several.
    Last = 2,
    /// The only one.
    Unit = 3,
}

/// The label of a token at `position` in a name of type `coarse`.
pub fn label(coarse: Coarse, position: Position) -> u8 {
    coarse as u8 * 4 + position as u8
}

/// The labels of a name of `len` tokens.
pub fn labels_of(coarse: Coarse, len: usize) -> impl Iterator<Item = u8> {
    (0..len).map(move |it| {
        let position = match (it == 0, it + 1 == len) {
            (true, true) => Position::Unit,
            (true, false) => Position::Begin,
            (false, true) => Position::Last,
            (false, false) => Position::Inside,
        };
        label(coarse, position)
    })
}

/// Whether a name stays open after `label`.
pub fn is_open(label: u8) -> bool {
    label < OUTSIDE && label % 4 < 2
}

/// Whether `label` goes on with a name that is open before it.
pub fn continues(label: u8) -> bool {
    label < OUTSIDE && (label % 4 == 1 || label % 4 == 2)
}

/// Whether `next` may follow `previous`.
pub fn may_follow(previous: u8, next: u8) -> bool {
    match (is_open(previous), continues(next)) {
        (true, true) => previous / 4 == next / 4,
        (false, false) => true,
        _ => false,
    }
}

/// The names a well-formed label sequence holds: type, first token, one past the last.
pub fn spans(labels: &[u8]) -> impl Iterator<Item = (Coarse, usize, usize)> {
    let mut start = 0;
    labels.iter().enumerate().filter_map(move |(at, &label)| {
        if !continues(label) {
            start = at;
        }
        let closes = label < OUTSIDE && !is_open(label);
        closes.then(|| (Coarse::ALL[usize::from(label / 4)], start, at + 1))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_and_spans_are_inverse() {
        let mut labels = vec![OUTSIDE];
        labels.extend(labels_of(Coarse::Person, 2));
        labels.extend(labels_of(Coarse::Other, 1));
        labels.extend(labels_of(Coarse::Location, 3));
        let found: Vec<_> = spans(&labels).collect();
        let expected = [(Coarse::Person, 1, 3), (Coarse::Other, 3, 4), (Coarse::Location, 4, 7)];
        assert_eq!(found, expected);
        assert!(labels.windows(2).all(|it| may_follow(it[0], it[1])));
    }

    #[test]
    fn an_open_name_goes_on_with_its_own_type() {
        let open = label(Coarse::Person, Position::Begin);
        assert!(may_follow(open, label(Coarse::Person, Position::Last)));
        assert!(!may_follow(open, label(Coarse::Organization, Position::Last)));
        assert!(!may_follow(open, OUTSIDE));
        assert!(!may_follow(OUTSIDE, label(Coarse::Person, Position::Inside)));
    }
}
