//! Says which language a text is in: by its script where that settles it, else by two classifiers of letter
//! sequences that must not contradict each other. It does not look at what the format declares.

use whatlang::{Lang, Script};
use wiredesk_model::Language;

/// Bytes that are looked at; more would not change the answer.
const SAMPLE: usize = 2_048;
/// Letters below which no answer is given, and below which the second opinion must agree.
const SHORTEST: usize = 12;
const SHORT: usize = 200;

/// The language of `text`: ISO 639-1, or 639-3 where there is no shorter code; `und` where the text is too
/// short or holds no words.
pub fn identify(text: &str) -> Language {
    let sample = sample(text);
    if is_plain_english(sample) {
        return Language { code: "en", score: 0.99 };
    }
    let letters = sample.chars().filter(|it| it.is_alphabetic()).count();
    let undetermined = Language { code: "und", score: 0.0 };
    let Some(second) = whatlang::detect(sample).filter(|_| letters > 0) else {
        return undetermined;
    };
    if is_japanese(sample, letters) {
        return Language { code: "ja", score: 0.99 };
    }
    if let Some(code) = by_script(second.script()) {
        return Language { code, score: 0.99 };
    }
    if letters < SHORTEST {
        return undetermined;
    }
    let first = whichlang::detect_language(sample).three_letter_code();
    let agree = first == second.lang().code();
    let code = match (agree, second.is_reliable()) {
        (true, _) => first,
        // The first knows sixteen languages only, and must choose one of them.
        (false, true) if !knows(second.lang()) => second.lang().code(),
        (false, sure) if letters < SHORT => {
            // Where the second has no opinion, the first one's stands, if the letters allow it.
            let english = first == "eng" && is_ascii(sample) && (!sure || has_english(sample));
            return if english { Language { code: "en", score: 0.6 } } else { undetermined };
        }
        (false, _) => first,
    };
    let score = match (agree, letters < SHORT) {
        (true, false) => 0.99,
        (true, true) => 0.9,
        (false, _) => 0.6,
    };
    Language { code: short_code(code), score }
}

/// Whether a long text has as many of English's three most frequent words as no other language has by chance, and
/// the first classifier agrees: then the second, which takes most of the time, need not be asked. In English prose they
/// are a tenth of the words (Leech, Rayson and Wilson 2001), which is three times what is asked here.
fn is_plain_english(sample: &str) -> bool {
    let n_words = [" the ", " of ", " and "].iter().map(|it| sample.matches(it).count());
    sample.len() >= 2 * SHORT
        && n_words.sum::<usize>() * 200 >= sample.len()
        && whichlang::detect_language(sample) == whichlang::Lang::Eng
}

/// Kana among the characters that Japanese shares with Chinese.
fn is_japanese(sample: &str, letters: usize) -> bool {
    let kana = sample.chars().filter(|it| matches!(it, '\u{3041}'..='\u{30ff}')).count();
    kana * 10 > letters
}

/// The middle of a long text: its head may be a masthead, its end boilerplate.
fn sample(text: &str) -> &str {
    if text.len() <= SAMPLE {
        return text;
    }
    let start = text.ceil_char_boundary(text.len().min(2 * SAMPLE) / 4);
    let end = text.floor_char_boundary(start + SAMPLE);
    text.get(start..end).unwrap_or(text)
}

fn is_ascii(sample: &str) -> bool {
    sample.chars().filter(|it| it.is_alphabetic()).all(|it| it.is_ascii())
}

/// Headlines are short and full of names; English function words then decide.
fn has_english(sample: &str) -> bool {
    let words = sample.split(|it: char| !it.is_alphabetic()).filter(|it| !it.is_empty());
    let (english, all) = words.fold((0, 0), |(english, all), word| {
        let is_english = ENGLISH.iter().any(|it| it.eq_ignore_ascii_case(word));
        (english + u32::from(is_english), all + 1)
    });
    english * 10 >= all && english > 0
}

/// English words that are not words of its neighbors; source: the closed classes of Quirk et al. 1985.
const ENGLISH: &[&str] = &[
    "the", "of", "and", "to", "for", "with", "from", "by", "that", "this", "are", "were", "have",
    "has", "would", "could", "after", "before", "into", "against", "says", "said", "new", "not",
    "his", "her", "their", "its", "he", "she", "they", "who", "which", "what", "how",
];

/// Scripts that one language of the news writes.
fn by_script(script: Script) -> Option<&'static str> {
    match script {
        Script::Hangul => Some("ko"),
        Script::Hiragana | Script::Katakana => Some("ja"),
        Script::Thai => Some("th"),
        Script::Greek => Some("el"),
        Script::Georgian => Some("ka"),
        Script::Armenian => Some("hy"),
        Script::Bengali => Some("bn"),
        Script::Gujarati => Some("gu"),
        Script::Gurmukhi => Some("pa"),
        Script::Kannada => Some("kn"),
        Script::Malayalam => Some("ml"),
        Script::Oriya => Some("or"),
        Script::Tamil => Some("ta"),
        Script::Telugu => Some("te"),
        Script::Sinhala => Some("si"),
        Script::Khmer => Some("km"),
        Script::Myanmar => Some("my"),
        Script::Ethiopic => Some("am"),
        Script::Mandarin => Some("zh"),
        _ => None,
    }
}

/// Whether the first classifier knows `lang`.
fn knows(lang: Lang) -> bool {
    use Lang::{Ara, Cmn, Deu, Eng, Fra, Hin, Ita, Jpn, Kor, Nld, Por, Rus, Spa, Swe, Tur, Vie};
    matches!(
        lang,
        Ara | Cmn
            | Deu
            | Eng
            | Fra
            | Hin
            | Ita
            | Jpn
            | Kor
            | Nld
            | Por
            | Rus
            | Spa
            | Swe
            | Tur
            | Vie
    )
}

/// ISO 639-1 for an ISO 639-3 code; the code itself where there is none.
fn short_code(code: &'static str) -> &'static str {
    CODES.iter().find(|(long, _)| *long == code).map_or(code, |(_, short)| short)
}

/// Source: the ISO 639-3 code tables of SIL International, for the languages of both classifiers.
const CODES: [(&str, &str); 71] = [
    ("afr", "af"),
    ("aka", "ak"),
    ("amh", "am"),
    ("ara", "ar"),
    ("aze", "az"),
    ("bel", "be"),
    ("ben", "bn"),
    ("bul", "bg"),
    ("cat", "ca"),
    ("ces", "cs"),
    ("cmn", "zh"),
    ("cym", "cy"),
    ("dan", "da"),
    ("deu", "de"),
    ("ell", "el"),
    ("eng", "en"),
    ("epo", "eo"),
    ("est", "et"),
    ("fin", "fi"),
    ("fra", "fr"),
    ("guj", "gu"),
    ("heb", "he"),
    ("hin", "hi"),
    ("hrv", "hr"),
    ("hun", "hu"),
    ("hye", "hy"),
    ("ind", "id"),
    ("ita", "it"),
    ("jav", "jv"),
    ("jpn", "ja"),
    ("kan", "kn"),
    ("kat", "ka"),
    ("khm", "km"),
    ("kor", "ko"),
    ("lat", "la"),
    ("lav", "lv"),
    ("lit", "lt"),
    ("mal", "ml"),
    ("mar", "mr"),
    ("mkd", "mk"),
    ("mya", "my"),
    ("nep", "ne"),
    ("nld", "nl"),
    ("nob", "nb"),
    ("ori", "or"),
    ("pan", "pa"),
    ("pes", "fa"),
    ("pol", "pl"),
    ("por", "pt"),
    ("ron", "ro"),
    ("rus", "ru"),
    ("sin", "si"),
    ("slk", "sk"),
    ("slv", "sl"),
    ("sna", "sn"),
    ("spa", "es"),
    ("srp", "sr"),
    ("swe", "sv"),
    ("tam", "ta"),
    ("tel", "te"),
    ("tgl", "tl"),
    ("tha", "th"),
    ("tuk", "tk"),
    ("tur", "tr"),
    ("ukr", "uk"),
    ("urd", "ur"),
    ("uzb", "uz"),
    ("vie", "vi"),
    ("yid", "yi"),
    ("zho", "zh"),
    ("zul", "zu"),
];

#[cfg(test)]
mod tests {
    use super::identify;

    #[track_caller]
    fn check(expect: &str, text: &str) {
        assert_eq!(identify(text).code, expect, "{text}");
    }

    #[test]
    fn articles() {
        check(
            "en",
            "The minister said on Monday that the talks had failed, and that a new round would be held in May.",
        );
        check(
            "de",
            "Der Minister sagte am Montag, die Gespräche seien gescheitert und würden im Mai fortgesetzt.",
        );
        check(
            "fr",
            "Le ministre a déclaré lundi que les négociations avaient échoué et qu'elles reprendraient en mai.",
        );
        check(
            "es",
            "El ministro dijo el lunes que las conversaciones habían fracasado y que se reanudarían en mayo.",
        );
        check(
            "uk",
            "Міністр заявив у понеділок, що переговори провалилися і їх продовжать у травні цього року.",
        );
        check(
            "pl",
            "Minister powiedział w poniedziałek, że rozmowy zakończyły się fiaskiem i zostaną wznowione w maju.",
        );
        check("ja", "大臣は月曜日、協議は決裂し、五月に再開されると述べた。");
        check("zh", "部长星期一说，谈判已经破裂，新一轮谈判将于五月举行。");
        check("ko", "장관은 월요일에 회담이 결렬되었으며 5월에 재개될 것이라고 말했다.");
        check("ar", "قال الوزير يوم الاثنين إن المحادثات فشلت وإن جولة جديدة ستعقد في مايو.");
    }

    #[test]
    fn short_texts() {
        check("und", "");
        check("und", "12:30 – 14:00 +++");
        check("und", "Oslo");
        check("en", "Storm hits coast after warnings from the weather office");
        check("en", "North Korean troops in Kursk, says Seoul's foreign minister");
        check("en", "Rioters hurled stones at police in Valparaiso.");
        check("en", "Two planes dropped bombs on a mountain village.");
        check("id", "Pemerintah akan menaikkan harga beras");
        check("und", "Regeringen vil bruge flere penge");
        check("und", "Hallitus aikoo nostaa veroja");
    }
}
