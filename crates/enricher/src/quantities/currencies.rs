//! Currency signs, codes and names. Source: ISO 4217:2015, list one, and the signs of the Unicode currency block.

/// What stands right before a number: the sign with the letters that touch it, the longest first.
const SIGNS: &[(&str, &str)] = &[
    ("AU$", "AUD"),
    ("CA$", "CAD"),
    ("NZ$", "NZD"),
    ("HK$", "HKD"),
    ("NT$", "TWD"),
    ("MX$", "MXN"),
    ("US$", "USD"),
    ("A$", "AUD"),
    ("C$", "CAD"),
    ("S$", "SGD"),
    ("R$", "BRL"),
    ("$US", "USD"),
    ("$A", "AUD"),
    ("$", "USD"),
    ("£", "GBP"),
    ("€", "EUR"),
    ("¥", "JPY"),
    ("₹", "INR"),
    ("₽", "RUB"),
    ("₩", "KRW"),
    ("₪", "ILS"),
    ("₺", "TRY"),
    ("₴", "UAH"),
    ("₦", "NGN"),
    ("₱", "PHP"),
    ("฿", "THB"),
    ("₫", "VND"),
    ("₸", "KZT"),
    ("RM", "MYR"),
    ("Rs.", "INR"),
    ("Rs", "INR"),
    ("Rp", "IDR"),
    ("Tk", "BDT"),
    ("KSh", "KES"),
    ("Ksh", "KES"),
    ("Shs", "KES"),
    ("Sh", "KES"),
    ("TSh", "TZS"),
    ("USh", "UGX"),
    ("LE", "EGP"),
    ("Dhs", "AED"),
    ("Dh", "AED"),
    ("SR", "SAR"),
    ("SFr", "CHF"),
    ("GH¢", "GHS"),
    ("GH₵", "GHS"),
];

/// Codes that stand before or after a number.
const CODES: &[&str] = &[
    "USD", "EUR", "GBP", "JPY", "CNY", "RMB", "AUD", "CAD", "CHF", "HKD", "NZD", "SGD", "SEK",
    "NOK", "DKK", "RUB", "INR", "BRL", "MXN", "ZAR", "TRY", "KRW", "UAH", "PLN", "ILS", "AED",
    "SAR", "EGP", "NGN", "KES", "PKR", "IDR", "MYR", "PHP", "THB", "VND", "TWD", "CZK", "HUF",
    "RON", "IRR", "IQD", "QAR", "KWD", "ARS", "CLP", "COP", "PEN", "LKR", "NPR", "BDT", "ETB",
    "GHS", "UGX", "TZS", "RWF", "XAF", "XOF", "MMK", "OMR", "BHD", "JOD", "LBP", "DZD", "MAD",
    "TND", "KZT", "UZS", "GEL", "AMD", "AZN", "BYN", "BGN", "RSD", "ISK", "UYU", "BOB", "PYG",
    "DOP", "GTQ", "CRC", "JMD", "TTD", "ZMW", "MWK", "NAD", "FJD", "PGK", "AFN", "SYP", "SDG",
];

/// Names that stand after a number; cents and pence are counted as they are.
const NAMES: &[(&str, &str)] = &[
    ("dollar", "USD"),
    ("dollars", "USD"),
    ("bucks", "USD"),
    ("euro", "EUR"),
    ("euros", "EUR"),
    ("yuan", "CNY"),
    ("renminbi", "CNY"),
    ("yen", "JPY"),
    ("ruble", "RUB"),
    ("rubles", "RUB"),
    ("rouble", "RUB"),
    ("roubles", "RUB"),
    ("rupee", "INR"),
    ("rupees", "INR"),
    ("rupiah", "IDR"),
    ("ringgit", "MYR"),
    ("shekel", "ILS"),
    ("shekels", "ILS"),
    ("lira", "TRY"),
    ("liras", "TRY"),
    ("hryvnia", "UAH"),
    ("hryvnias", "UAH"),
    ("zloty", "PLN"),
    ("zlotys", "PLN"),
    ("forint", "HUF"),
    ("forints", "HUF"),
    ("baht", "THB"),
    ("dong", "VND"),
    ("naira", "NGN"),
    ("rand", "ZAR"),
    ("reais", "BRL"),
    ("peso", "MXN"),
    ("pesos", "MXN"),
    ("riyal", "SAR"),
    ("riyals", "SAR"),
    ("dirham", "AED"),
    ("dirhams", "AED"),
    ("rial", "IRR"),
    ("rials", "IRR"),
    ("krona", "SEK"),
    ("kronor", "SEK"),
    ("krone", "NOK"),
    ("kroner", "NOK"),
    ("crown", "CZK"),
    ("crowns", "CZK"),
    ("sterling", "GBP"),
    ("franc", "CHF"),
    ("francs", "CHF"),
    ("dinar", "KWD"),
    ("dinars", "KWD"),
    ("taka", "BDT"),
    ("shilling", "KES"),
    ("shillings", "KES"),
    ("kwacha", "ZMW"),
    ("birr", "ETB"),
    ("cedi", "GHS"),
    ("cedis", "GHS"),
    ("kyat", "MMK"),
    ("kyats", "MMK"),
    ("tenge", "KZT"),
    ("lari", "GEL"),
    ("leva", "BGN"),
    ("lei", "RON"),
    ("bolivars", "VES"),
    ("bolivianos", "BOB"),
    ("guaranies", "PYG"),
    ("quetzales", "GTQ"),
    ("lempiras", "HNL"),
    ("afghanis", "AFN"),
    ("cent", "cent"),
    ("cents", "cent"),
    ("pence", "penny"),
];

/// Adjectives that tell one country's currency of a name from another's.
const NATIONS: &[(&str, &str, &str)] = &[
    ("australian", "dollars", "AUD"),
    ("canadian", "dollars", "CAD"),
    ("danish", "crowns", "DKK"),
    ("danish", "kroner", "DKK"),
    ("swedish", "crowns", "SEK"),
    ("norwegian", "crowns", "NOK"),
    ("norwegian", "kroner", "NOK"),
    ("czech", "crowns", "CZK"),
    ("swiss", "francs", "CHF"),
    ("philippine", "pesos", "PHP"),
    ("argentine", "pesos", "ARS"),
    ("mexican", "pesos", "MXN"),
    ("kong", "dollars", "HKD"),
    ("pakistani", "rupees", "PKR"),
    ("chinese", "yuan", "CNY"),
    ("japanese", "yen", "JPY"),
    ("korean", "won", "KRW"),
    ("indian", "rupees", "INR"),
    ("us", "dollars", "USD"),
    ("american", "dollars", "USD"),
    ("israeli", "shekels", "ILS"),
    ("russian", "rubles", "RUB"),
    ("zealand", "dollars", "NZD"),
    ("taiwan", "dollars", "TWD"),
    ("singapore", "dollars", "SGD"),
    ("british", "pounds", "GBP"),
    ("egyptian", "pounds", "EGP"),
    ("turkish", "lira", "TRY"),
    ("saudi", "riyals", "SAR"),
    ("iranian", "rials", "IRR"),
    ("omani", "rials", "OMR"),
    ("yemeni", "rials", "YER"),
    ("qatari", "riyals", "QAR"),
    ("moroccan", "dirhams", "MAD"),
    ("iraqi", "dinars", "IQD"),
    ("jordanian", "dinars", "JOD"),
    ("kuwaiti", "dinars", "KWD"),
    ("bahraini", "dinars", "BHD"),
    ("algerian", "dinars", "DZD"),
    ("tunisian", "dinars", "TND"),
    ("libyan", "dinars", "LYD"),
    ("serbian", "dinars", "RSD"),
    ("lankan", "rupees", "LKR"),
    ("nepalese", "rupees", "NPR"),
    ("mauritian", "rupees", "MUR"),
    ("kenyan", "shillings", "KES"),
    ("tanzanian", "shillings", "TZS"),
    ("ugandan", "shillings", "UGX"),
    ("somali", "shillings", "SOS"),
    ("malawian", "kwacha", "MWK"),
    ("colombian", "pesos", "COP"),
    ("chilean", "pesos", "CLP"),
    ("cuban", "pesos", "CUP"),
    ("dominican", "pesos", "DOP"),
    ("uruguayan", "pesos", "UYU"),
    ("lebanese", "pounds", "LBP"),
    ("syrian", "pounds", "SYP"),
    ("sudanese", "pounds", "SDG"),
    ("cfa", "francs", "XOF"),
    ("rwandan", "francs", "RWF"),
    ("congolese", "francs", "CDF"),
    ("jamaican", "dollars", "JMD"),
    ("namibian", "dollars", "NAD"),
    ("fijian", "dollars", "FJD"),
    ("fiji", "dollars", "FJD"),
    ("zimbabwean", "dollars", "ZWL"),
    ("liberian", "dollars", "LRD"),
];

/// The currency that `before`, the text up to a number, ends in, and how many bytes of it are the sign's.
pub(super) fn sign(before: &str) -> Option<(&'static str, usize)> {
    let trimmed = before.trim_end_matches([' ', '\u{a0}']);
    let gap = before.len() - trimmed.len();
    let last = trimmed.chars().next_back().filter(|_| gap <= 2)?;
    if last.is_ascii_alphabetic() {
        return letters(trimmed, gap);
    }
    let (sign, code) = SIGNS.iter().find(|(sign, _)| match sign.strip_suffix('$') {
        Some("") | None => trimmed.ends_with(sign),
        Some(_) => is_apart(trimmed, sign),
    })?;
    // "USD$ 23" and "US $58".
    let rest = trimmed.strip_suffix(sign).unwrap_or("");
    let prefix = ["USD", "US ", "U.S. "].iter().find(|it| *sign == "$" && rest.ends_with(**it));
    Some((code, sign.len() + prefix.map_or(0, |it| it.len()) + gap))
}

/// One letter that touches a large number: "N5 billion", "R12,000", "P100 million".
pub(super) fn letter(before: &str) -> Option<(&'static str, usize)> {
    const LETTERS: [(&str, &str); 3] = [("N", "NGN"), ("R", "ZAR"), ("P", "PHP")];
    LETTERS.iter().find(|it| is_apart(before, it.0)).map(|it| (it.1, it.0.len()))
}

/// Letters before a number: a code or an abbreviation with nothing before it.
fn letters(trimmed: &str, gap: usize) -> Option<(&'static str, usize)> {
    let code = CODES.iter().find(|it| is_apart(trimmed, it)).map(|it| (iso(it), it.len() + gap));
    code.or_else(|| {
        let sign = SIGNS.iter().find(|it| {
            it.0.ends_with(|it: char| it.is_ascii_alphabetic()) && is_apart(trimmed, it.0)
        })?;
        (gap == 0 || matches!(sign.0, "Rs" | "Tk" | "Ksh" | "LE" | "SR"))
            .then_some((sign.1, sign.0.len() + gap))
    })
}

/// Whether `text` ends in `sign` and no letter touches it.
fn is_apart(text: &str, sign: &str) -> bool {
    text.strip_suffix(sign).is_some_and(|rest| !rest.ends_with(char::is_alphanumeric))
}

fn iso(code: &'static str) -> &'static str {
    if code == "RMB" { "CNY" } else { code }
}

/// Whether `word` tells whose cents follow: "euro", "canadian".
pub(super) fn is_of_cents(word: &str) -> bool {
    matches!(word, "dollar" | "euro" | "euros" | "us")
        || NATIONS.iter().any(|it| it.0 == word && it.1 == "dollars")
}

/// The currency that `word` names after a number.
pub(super) fn named(word: &str) -> Option<&'static str> {
    if let Some(code) = CODES.iter().find(|it| **it == word) {
        return Some(iso(code));
    }
    NAMES.iter().find(|it| it.0.eq_ignore_ascii_case(word)).map(|it| it.1)
}

/// The currency that a nation's adjective and a name make: "Danish crowns".
pub(super) fn national(nation: &str, name: &str) -> Option<&'static str> {
    let is = |it: &&(&str, &str, &str)| {
        it.0.eq_ignore_ascii_case(nation) && it.1.eq_ignore_ascii_case(name)
    };
    NATIONS.iter().find(is).map(|it| it.2)
}
