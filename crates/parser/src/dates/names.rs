//! What months and days of the week are called.

/// Names of the months as dates write them, in the order of the months and of the number of readers: English, Spanish,
/// German, French, Portuguese, Italian, Dutch, Swedish, Danish, Norwegian, Polish, Russian, Turkish, Czech, Finnish,
/// Indonesian, Romanian, Greek (Unicode CLDR 46, "months, format, wide").
const MONTHS: [&[&str]; 12] = [
    &[
        "january",
        "enero",
        "januar",
        "jänner",
        "janvier",
        "janeiro",
        "gennaio",
        "januari",
        "stycznia",
        "января",
        "ocak",
        "ledna",
        "tammikuuta",
        "ianuarie",
        "ιανουαρίου",
    ],
    &[
        "february",
        "febrero",
        "februar",
        "février",
        "fevrier",
        "fevereiro",
        "febbraio",
        "februari",
        "lutego",
        "февраля",
        "şubat",
        "února",
        "helmikuuta",
        "februarie",
        "φεβρουαρίου",
    ],
    &[
        "march",
        "marzo",
        "märz",
        "mars",
        "março",
        "maart",
        "mrt",
        "marts",
        "marca",
        "марта",
        "mart",
        "března",
        "maaliskuuta",
        "maret",
        "martie",
        "μαρτίου",
    ],
    &[
        "april",
        "abril",
        "avril",
        "aprile",
        "kwietnia",
        "апреля",
        "nisan",
        "dubna",
        "huhtikuuta",
        "aprilie",
        "απριλίου",
    ],
    &[
        "may",
        "mayo",
        "mai",
        "maio",
        "maggio",
        "mei",
        "maj",
        "maja",
        "мая",
        "mayıs",
        "května",
        "toukokuuta",
        "μαΐου",
    ],
    &[
        "june",
        "junio",
        "juni",
        "juin",
        "junho",
        "giugno",
        "czerwca",
        "июня",
        "haziran",
        "června",
        "kesäkuuta",
        "iunie",
        "ιουνίου",
    ],
    &[
        "july",
        "julio",
        "juli",
        "juillet",
        "julho",
        "luglio",
        "lipca",
        "июля",
        "temmuz",
        "července",
        "heinäkuuta",
        "iulie",
        "ιουλίου",
    ],
    &[
        "august",
        "agosto",
        "août",
        "aout",
        "augustus",
        "augusti",
        "sierpnia",
        "августа",
        "ağustos",
        "srpna",
        "elokuuta",
        "agustus",
        "αυγούστου",
    ],
    &[
        "september",
        "septiembre",
        "setiembre",
        "septembre",
        "setembro",
        "settembre",
        "września",
        "сентября",
        "eylül",
        "září",
        "syyskuuta",
        "septembrie",
        "σεπτεμβρίου",
    ],
    &[
        "october",
        "octubre",
        "oktober",
        "octobre",
        "outubro",
        "ottobre",
        "października",
        "октября",
        "ekim",
        "října",
        "lokakuuta",
        "octombrie",
        "οκτωβρίου",
    ],
    &[
        "november",
        "noviembre",
        "novembre",
        "novembro",
        "listopada",
        "ноября",
        "kasım",
        "listopadu",
        "marraskuuta",
        "noiembrie",
        "νοεμβρίου",
    ],
    &[
        "december",
        "diciembre",
        "dezember",
        "décembre",
        "decembre",
        "dezembro",
        "dicembre",
        "desember",
        "grudnia",
        "декабря",
        "aralık",
        "prosince",
        "joulukuuta",
        "decembrie",
        "δεκεμβρίου",
    ],
];

/// The month that `word` names, in full or cut short to three letters or more.
pub(crate) fn month(word: &str) -> Option<i16> {
    let n_chars = word.chars().take(16).count();
    if !(3..16).contains(&n_chars) {
        return None;
    }
    let word = word.to_lowercase();
    // "juil." and "juin" part at the fourth letter, "jui" names neither.
    let is = |names: &&[&str]| names.iter().any(|it| it.starts_with(word.as_str()));
    MONTHS.iter().position(is).and_then(|it| i16::try_from(it + 1).ok())
}

/// Days of the week in English.
const WEEKDAYS: [&str; 7] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// Days of the week as English datelines and pages cut them short.
const SHORT_WEEKDAYS: [&str; 10] =
    ["mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun"];

/// Whether `word` is an English day of the week in full, in letters of either case.
pub(crate) fn is_weekday(word: &str) -> bool {
    WEEKDAYS.iter().any(|it| it.eq_ignore_ascii_case(word))
}

/// Whether `word` is an English day of the week cut short.
pub(crate) fn is_short_weekday(word: &str) -> bool {
    SHORT_WEEKDAYS.iter().any(|it| it.eq_ignore_ascii_case(word))
}
