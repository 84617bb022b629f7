//! What the network sees of a word: its normal form, its beginning and end, its shape, each as a row of a table.
//! Training and inference share it; it allocates nothing.

/// Rows of the tables of word parts: three first letters, two and three last ones, shape.
pub const PART_ROWS: [usize; PARTS] = [2048, 1024, 4096, 512];
/// Number of word parts.
pub const PARTS: usize = 4;

/// A word as table keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WordKey {
    /// Hash of the normal form: lower-cased, digits as zeros, typographic signs as plain ones.
    pub word: u32,
    /// Rows in the tables of word parts.
    pub parts: [u16; PARTS],
}

const SEED: u32 = 0x811c_9dc5;

/// FNV-1a over characters.
fn mix(hash: u32, c: u32) -> u32 {
    (hash ^ c).wrapping_mul(0x0100_0193)
}

/// Spreads the low bits, which FNV-1a mixes badly.
fn finish(mut hash: u32) -> u32 {
    hash ^= hash >> 16;
    hash = hash.wrapping_mul(0x85eb_ca6b);
    hash ^= hash >> 13;
    hash = hash.wrapping_mul(0xc2b2_ae35);
    hash ^ (hash >> 16)
}

/// The plain, lower-cased form of a character, digits as zeros.
fn normal(c: char) -> u32 {
    if c.is_ascii() {
        let c = c.to_ascii_lowercase();
        return u32::from(if c.is_ascii_digit() { '0' } else { c });
    }
    u32::from(match c {
        '\u{2018}' | '\u{2019}' | '\u{201a}' | '\u{2bc}' | '\u{b4}' => '\'',
        '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{ab}' | '\u{bb}' => '"',
        '\u{2010}' | '\u{2011}' => '-',
        '\u{2012}'..='\u{2015}' => '\u{2014}',
        '\u{2026}' => '.',
        _ => {
            let mut lower = c.to_lowercase();
            let first = lower.next().unwrap_or(c);
            if first.is_numeric() { '0' } else { first }
        }
    })
}

/// The shape of a character: large, small, digit, or itself.
fn shape(c: char, normal: u32) -> u32 {
    if c.is_ascii_lowercase() {
        u32::from('x')
    } else if c.is_ascii_uppercase() {
        u32::from('X')
    } else if c.is_numeric() {
        u32::from('0')
    } else if c.is_uppercase() {
        u32::from('X')
    } else if c.is_alphabetic() {
        u32::from('x')
    } else {
        normal
    }
}

impl WordKey {
    /// The keys of `form`.
    pub fn new(form: &str) -> Self {
        let (mut word, mut shapes, mut start) = (SEED, SEED, SEED);
        let mut last = [0_u32; 3];
        let (mut previous, mut run) = (0, 0);
        for (at, c) in form.chars().enumerate() {
            let plain = normal(c);
            word = mix(word, plain);
            last = [last[1], last[2], plain];
            if at < 3 {
                start = mix(start, plain);
            }
            let sign = shape(c, plain);
            run = if sign == previous { run + 1 } else { 0 };
            previous = sign;
            // Runs count up to three, so that "Xxx" stands for all capitalized words.
            if run < 3 {
                shapes = mix(shapes, sign);
            }
        }
        let two = mix(mix(SEED, last[1]), last[2]);
        let three = mix(mix(mix(SEED, last[0]), last[1]), last[2]);
        let row = |hash: u32, rows: usize| (finish(hash) % rows as u32) as u16;
        let [starts, twos, threes, shape_rows] = PART_ROWS;
        let parts =
            [row(start, starts), row(two, twos), row(three, threes), row(shapes, shape_rows)];
        Self { word: finish(word), parts }
    }
}
