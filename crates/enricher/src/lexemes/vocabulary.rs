//! What single words can mean in a time or a quantity. Sources: the trigger words of the TIMEX2 and TimeML 1.2.1
//! annotation guidelines, and the number words of English.

/// A word of grammar that time and number expressions are built with.
macro_rules! words {
    ($($name:ident = $($text:literal)|+),+ $(,)?) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum W { $($name),+ }
        const WORDS: &[(&str, W)] = &[$($(($text, W::$name)),+),+];
    };
}

words! {
    The = "the", A = "a", An = "an", Of = "of", In = "in", On = "on", At = "at", By = "by",
    To = "to", From = "from", Until = "until" | "till" | "til", Since = "since", For = "for",
    During = "during" | "throughout", Through = "through" | "thru", Between = "between", And = "and",
    Or = "or", Before = "before", After = "after", Within = "within", With = "with",
    Last = "last", Next = "next", This = "this", That = "that", These = "these", Those = "those",
    Past = "past", Previous = "previous" | "preceding" | "prior", Following = "following",
    Coming = "coming" | "upcoming" | "forthcoming", Same = "same", Current = "current", Ensuing = "ensuing" | "subsequent",
    Early = "early", Late = "late", Mid = "mid", Middle = "middle", Beginning = "beginning",
    Start = "start", End = "end", Close = "close", Outset = "outset", Turn = "turn",
    Later = "later", Earlier = "earlier", Ago = "ago", Previously = "previously" | "beforehand",
    Afterwards = "afterwards" | "afterward" | "thereafter", Hence = "hence",
    About = "about", Around = "around", Approximately = "approximately", Roughly = "roughly",
    Nearly = "nearly", Almost = "almost", Over = "over", Under = "under", Some = "some",
    More = "more", Less = "less" | "fewer", Than = "than", Least = "least", Most = "most",
    Up = "up", No = "no", Not = "not", Just = "just", Only = "only", Exactly = "exactly",
    Circa = "circa" | "ca" | "approx" | "c", As = "as", Much = "much", Many = "many", Few = "few", Several = "several",
    Couple = "couple", Another = "another", Every = "every", Each = "each", Per = "per",
    Half = "half", Quarter = "quarter", First = "first", Second = "second", Final = "final",
    Rest = "rest", Part = "part", Latter = "latter", Other = "other", All = "all", Any = "any",
    Now = "now", Today = "today", Tonight = "tonight", Yesterday = "yesterday",
    Tomorrow = "tomorrow", Currently = "currently" | "nowadays" | "presently", Present = "present",
    Future = "future", Recent = "recent" | "recently" | "lately", Latest = "latest", Once = "once", Twice = "twice", Modern = "modern",
    Former = "former" | "formerly",
    Daily = "daily", Weekly = "weekly", Monthly = "monthly", Yearly = "yearly",
    Annual = "annual" | "annually", Quarterly = "quarterly", Biweekly = "biweekly" | "fortnightly", Bimonthly = "bimonthly",
    Semiannual = "semiannual" | "semiannually" | "biannual" | "biannually", Biennial = "biennial" | "biennially", Hourly = "hourly", Nightly = "nightly",
    Noon = "noon" | "midday", Midnight = "midnight", Clock = "clock", Hours = "hrs" | "hr",
    Am = "am", Pm = "pm", Fiscal = "fiscal", Financial = "financial", Era = "era",
    Bc = "bc" | "bce", Ad = "ad" | "ce", Time = "time" | "times", Old = "old", Age = "age", Aged = "aged",
    Will = "will" | "would" | "shall" | "wo" | "ll", Is = "is" | "are" | "was" | "were" | "be",
    Expected = "expected" | "scheduled" | "due" | "planned" | "slated" | "set" | "plans" | "intends" | "hopes" | "aims" | "begins",
    Nineties = "nineties", Eighties = "eighties", Seventies = "seventies", Sixties = "sixties",
    Fifties = "fifties", Forties = "forties", Thirties = "thirties", Twenties = "twenties",
    S = "s", O = "o", Th = "th" | "st" | "nd" | "rd", Long = "long",
    Percent = "percent" | "pct" | "pc", Cent = "cent", Percentage = "percentage",
    Score = "score", Pair = "pair", Number = "number", Numbers = "numbers", Me = "me",
    Which = "which", Who = "who", It = "it", He = "he", They = "they", We = "we", I = "i",
    Vs = "vs" | "versus" | "v", Against = "against", Won = "won" | "beat" | "lost" | "defeated" | "wins" | "loses" | "beats" | "win" | "loss" | "victory" | "defeat" | "draw" | "drew" | "lead" | "led",
    Votes = "votes" | "vote" | "voted", New = "new", Everyday = "everyday", Remaining = "remaining",
}

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Night,
    Weekend,
    Week,
    Fortnight,
    Month,
    Quarter,
    Season,
    Year,
    Decade,
    Century,
    Millennium,
}

/// A season as TIMEX3 writes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Season {
    Spring,
    Summer,
    Fall,
    Winter,
}

/// A part of the day as TIMEX3 writes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DayPart {
    Dawn,
    Morning,
    Daytime,
    Afternoon,
    Evening,
    Night,
}

/// What a lexeme can mean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Sense {
    /// A line break.
    Break,
    /// A mark that is neither letter nor digit.
    Mark(char),
    /// A number in digits.
    Digits,
    /// A word without a meaning here.
    Other,
    /// A word of grammar.
    Word(W),
    /// A month, from 1.
    Month(u8),
    /// A day of the week, Monday is 1.
    Weekday(u8),
    /// A season.
    Season(Season),
    /// A unit of time, and whether it is plural.
    Unit(Unit, bool),
    /// A part of the day.
    DayPart(DayPart),
    /// "seven".
    Cardinal(u16),
    /// "seventh".
    Ordinal(u16),
    /// "sevenths": as many parts make a whole.
    Part(u16),
    /// "thousand": multiplies what stands before.
    Scale(f64),
    /// "thousands": an indefinite number, or a scale after a number.
    Scales(f64),
    /// A holiday's number in `times::holidays`.
    Holiday(u8),
}

const MONTHS: &[(&str, u8)] = &[
    ("january", 1),
    ("jan", 1),
    ("february", 2),
    ("feb", 2),
    ("march", 3),
    ("mar", 3),
    ("april", 4),
    ("apr", 4),
    ("may", 5),
    ("june", 6),
    ("jun", 6),
    ("july", 7),
    ("jul", 7),
    ("august", 8),
    ("aug", 8),
    ("september", 9),
    ("sept", 9),
    ("sep", 9),
    ("october", 10),
    ("oct", 10),
    ("november", 11),
    ("nov", 11),
    ("december", 12),
    ("dec", 12),
];

const WEEKDAYS: &[(&str, u8)] = &[
    ("monday", 1),
    ("mondays", 1),
    ("mon", 1),
    ("tuesday", 2),
    ("tuesdays", 2),
    ("tue", 2),
    ("tues", 2),
    ("wednesday", 3),
    ("wednesdays", 3),
    ("wed", 3),
    ("thursday", 4),
    ("thursdays", 4),
    ("thu", 4),
    ("thurs", 4),
    ("friday", 5),
    ("fridays", 5),
    ("fri", 5),
    ("saturday", 6),
    ("saturdays", 6),
    ("sat", 6),
    ("sunday", 7),
    ("sundays", 7),
    ("sun", 7),
];

const UNITS: &[(&str, Unit, bool)] = &[
    ("seconds", Unit::Second, true),
    ("minute", Unit::Minute, false),
    ("minutes", Unit::Minute, true),
    ("mins", Unit::Minute, true),
    ("secs", Unit::Second, true),
    ("hour", Unit::Hour, false),
    ("hours", Unit::Hour, true),
    ("day", Unit::Day, false),
    ("days", Unit::Day, true),
    ("night", Unit::Night, false),
    ("nights", Unit::Night, true),
    ("weekend", Unit::Weekend, false),
    ("weekends", Unit::Weekend, true),
    ("week", Unit::Week, false),
    ("weeks", Unit::Week, true),
    ("fortnight", Unit::Fortnight, false),
    ("fortnights", Unit::Fortnight, true),
    ("month", Unit::Month, false),
    ("months", Unit::Month, true),
    ("quarters", Unit::Quarter, true),
    ("season", Unit::Season, false),
    ("seasons", Unit::Season, true),
    ("year", Unit::Year, false),
    ("years", Unit::Year, true),
    ("yr", Unit::Year, false),
    ("yrs", Unit::Year, true),
    ("decade", Unit::Decade, false),
    ("decades", Unit::Decade, true),
    ("century", Unit::Century, false),
    ("centuries", Unit::Century, true),
    ("millennium", Unit::Millennium, false),
    ("millennia", Unit::Millennium, true),
];

const SEASONS: &[(&str, Season)] = &[
    ("spring", Season::Spring),
    ("springtime", Season::Spring),
    ("summer", Season::Summer),
    ("summertime", Season::Summer),
    ("midsummer", Season::Summer),
    ("fall", Season::Fall),
    ("autumn", Season::Fall),
    ("winter", Season::Winter),
    ("midwinter", Season::Winter),
    ("wintertime", Season::Winter),
    ("summers", Season::Summer),
    ("winters", Season::Winter),
];

const DAY_PARTS: &[(&str, DayPart)] = &[
    ("dawn", DayPart::Dawn),
    ("daybreak", DayPart::Dawn),
    ("sunrise", DayPart::Dawn),
    ("morning", DayPart::Morning),
    ("mornings", DayPart::Morning),
    ("daytime", DayPart::Daytime),
    ("afternoon", DayPart::Afternoon),
    ("afternoons", DayPart::Afternoon),
    ("evening", DayPart::Evening),
    ("evenings", DayPart::Evening),
    ("dusk", DayPart::Evening),
    ("sunset", DayPart::Evening),
    ("nightfall", DayPart::Night),
    ("overnight", DayPart::Night),
    ("nighttime", DayPart::Night),
];

const CARDINALS: &[(&str, u16)] = &[
    ("zero", 0),
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
    ("thirteen", 13),
    ("fourteen", 14),
    ("fifteen", 15),
    ("sixteen", 16),
    ("seventeen", 17),
    ("eighteen", 18),
    ("nineteen", 19),
    ("twenty", 20),
    ("thirty", 30),
    ("forty", 40),
    ("fifty", 50),
    ("sixty", 60),
    ("seventy", 70),
    ("eighty", 80),
    ("ninety", 90),
];

const ORDINALS: &[(&str, u16)] = &[
    ("third", 3),
    ("fourth", 4),
    ("fifth", 5),
    ("sixth", 6),
    ("seventh", 7),
    ("eighth", 8),
    ("ninth", 9),
    ("tenth", 10),
    ("eleventh", 11),
    ("twelfth", 12),
    ("thirteenth", 13),
    ("fourteenth", 14),
    ("fifteenth", 15),
    ("sixteenth", 16),
    ("seventeenth", 17),
    ("eighteenth", 18),
    ("nineteenth", 19),
    ("twentieth", 20),
    ("thirtieth", 30),
    ("fortieth", 40),
    ("fiftieth", 50),
    ("hundredth", 100),
    ("thousandth", 1000),
];

const PARTS: &[(&str, u16)] = &[
    ("halves", 2),
    ("thirds", 3),
    ("fourths", 4),
    ("fifths", 5),
    ("sixths", 6),
    ("sevenths", 7),
    ("eighths", 8),
    ("ninths", 9),
    ("tenths", 10),
    ("hundredths", 100),
];

const SCALES: &[(&str, f64)] = &[
    ("hundred", 1e2),
    ("dozen", 12.0),
    ("thousand", 1e3),
    ("k", 1e3),
    ("million", 1e6),
    ("mln", 1e6),
    ("mn", 1e6),
    ("m", 1e6),
    ("billion", 1e9),
    ("bn", 1e9),
    ("b", 1e9),
    ("trillion", 1e12),
    ("tn", 1e12),
    ("trn", 1e12),
    ("crore", 1e7),
    ("lakh", 1e5),
];

const PLURAL_SCALES: &[(&str, f64)] = &[
    ("tens", 10.0),
    ("dozens", 12.0),
    ("scores", 20.0),
    ("hundreds", 1e2),
    ("thousands", 1e3),
    ("millions", 1e6),
    ("billions", 1e9),
    ("trillions", 1e12),
    ("crores", 1e7),
    ("lakhs", 1e5),
];

const HOLIDAYS: &[(&str, u8)] = &[
    ("christmas", 0),
    ("xmas", 0),
    ("thanksgiving", 1),
    ("easter", 2),
    ("halloween", 3),
    ("ramadan", 4),
    ("hanukkah", 5),
    ("juneteenth", 6),
    ("passover", 7),
    ("epiphany", 8),
];

/// A hash table from lower-case words to their senses.
pub(crate) struct Vocabulary {
    slots: Vec<Option<(&'static str, Sense)>>,
}

/// A power of two, several times the number of words.
const SLOTS: usize = 2048;

impl Vocabulary {
    /// All words of this module.
    pub(crate) fn new() -> Self {
        let mut table = Self { slots: vec![None; SLOTS] };
        let senses = (WORDS.iter().map(|it| (it.0, Sense::Word(it.1))))
            .chain(MONTHS.iter().map(|it| (it.0, Sense::Month(it.1))))
            .chain(WEEKDAYS.iter().map(|it| (it.0, Sense::Weekday(it.1))))
            .chain(UNITS.iter().map(|it| (it.0, Sense::Unit(it.1, it.2))))
            .chain(SEASONS.iter().map(|it| (it.0, Sense::Season(it.1))))
            .chain(DAY_PARTS.iter().map(|it| (it.0, Sense::DayPart(it.1))))
            .chain(CARDINALS.iter().map(|it| (it.0, Sense::Cardinal(it.1))))
            .chain(ORDINALS.iter().map(|it| (it.0, Sense::Ordinal(it.1))))
            .chain(PARTS.iter().map(|it| (it.0, Sense::Part(it.1))))
            .chain(SCALES.iter().map(|it| (it.0, Sense::Scale(it.1))))
            .chain(PLURAL_SCALES.iter().map(|it| (it.0, Sense::Scales(it.1))))
            .chain(HOLIDAYS.iter().map(|it| (it.0, Sense::Holiday(it.1))));
        for (word, sense) in senses {
            table.insert(word, sense);
        }
        table
    }

    fn insert(&mut self, word: &'static str, sense: Sense) {
        let mut slot = hash(word.as_bytes()) % SLOTS;
        while self.slots[slot].is_some_and(|(other, _)| other != word) {
            slot = (slot + 1) % SLOTS;
        }
        self.slots[slot] = Some((word, sense));
    }

    /// What `word` can mean, whatever its case.
    pub(crate) fn sense(&self, word: &str) -> Sense {
        let mut slot = hash(word.as_bytes()) % SLOTS;
        while let Some((known, sense)) = self.slots[slot] {
            if known.eq_ignore_ascii_case(word) {
                return sense;
            }
            slot = (slot + 1) % SLOTS;
        }
        Sense::Other
    }
}

/// FNV-1a over the bytes in lower case.
fn hash(word: &[u8]) -> usize {
    let hash = word.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte.to_ascii_lowercase())).wrapping_mul(0x0100_0000_01b3)
    });
    (hash ^ (hash >> 29)) as usize
}
