//! Which further names a row gets. The words come from the names of GeoNames' divisions.

/// Words that say what a division is, before its name.
const BEFORE: &[&str] = &[
    "Amphoe ",
    "Arrondissement de ",
    "Arrondissement d'",
    "Borough of ",
    "City of ",
    "City and Borough of ",
    "Comuna ",
    "County ",
    "Departamento de ",
    "Departamento del ",
    "Departamento ",
    "Distrito de ",
    "District of ",
    "Daïra de ",
    "Gemeente ",
    "Kabupaten ",
    "Kota ",
    "Huyện ",
    "Landkreis ",
    "Kreis ",
    "Markaz ",
    "Metropolitan Borough of ",
    "Municipio de ",
    "Municipio ",
    "Obshtina ",
    "Okres ",
    "Oraş ",
    "Partido de ",
    "Politischer Bezirk ",
    "Powiat ",
    "Provincia di ",
    "Provincia de ",
    "Provincia del ",
    "Province of ",
    "Province de ",
    "Republic of ",
    "Region of ",
    "Royal Borough of ",
    "Shahrestān-e ",
    "Srŏk ",
    "State of ",
    "Thành Phố ",
    "Tỉnh ",
    "Bashkia ",
    "Općina ",
    "Grad ",
    "London Borough of ",
    "Municipality of ",
];

/// Words that say what a division is, behind its name.
const BEHIND: &[&str] = &[
    " Province",
    " Region",
    " Department",
    " District",
    " Municipality",
    " State",
    " Oblast",
    " Atoll",
    " Kray",
    " Governorate",
    " Division",
    " Prefecture",
    " Okrug",
    " Rayon",
    " Raion",
    " Shi",
    " Diqu",
    " Xian",
    " Qu",
    " İlçesi",
    " pagasts",
    " Kommun",
    " Kommune",
    " Tumani",
    " Járás",
    " Aūdany",
    " Hamaynk’",
    " vald",
    " Krai",
    " Autonomous Region",
    " Regency",
    " Voivodeship",
    " Canton",
    " Emirate",
    " Urban Okrug",
    " Republic",
    " City",
    " Wilaya",
    " Capital Region",
];

/// A division's name without the word that says what it is.
pub(crate) fn cut(name: &str, keep_counties: bool) -> Option<&str> {
    let county = if keep_counties { &[] } else { &[" County", " Parish"][..] };
    let behind = BEHIND.iter().chain(county).find_map(|it| name.strip_suffix(it));
    let short = behind.or_else(|| BEFORE.iter().find_map(|it| name.strip_prefix(it)))?;
    (short.chars().count() > 2).then_some(short)
}

/// Spellings of a normal form with its saint, fort or mount written otherwise.
pub(crate) fn variants(key: &str) -> Vec<String> {
    const PAIRS: &[(&str, &str)] =
        &[("saint ", "st "), ("fort ", "ft "), ("mount ", "mt "), ("sainte ", "ste ")];
    let mut out = Vec::new();
    for (long, short) in PAIRS {
        if let Some(rest) = key.strip_prefix(long) {
            out.push(format!("{short}{rest}"));
        } else if let Some(rest) = key.strip_prefix(short) {
            out.push(format!("{long}{rest}"));
        }
    }
    if key.contains(" and ") && key.split(' ').count() < 6 {
        out.push(key.replace(" and ", " "));
    }
    out
}

/// Whether an alternate name of a city is one that English text may print: Latin letters, capitalized, no code.
pub(crate) fn is_printable(name: &str, key: &str) -> bool {
    let capital = name.chars().next().is_some_and(char::is_uppercase);
    let code = !name.chars().any(char::is_lowercase);
    let plain = key.bytes().all(|it| it.is_ascii_lowercase() || it == b' ');
    capital
        && !code
        && plain
        && key.len() >= 4
        && name.chars().all(|it| !"(),;[]0123456789".contains(it))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn division_words_are_cut() {
        assert_eq!(cut("Kursk Oblast", true), Some("Kursk"));
        assert_eq!(cut("Provincia di Lecce", true), Some("Lecce"));
        assert_eq!(cut("Orange County", true), None);
        assert_eq!(cut("Kisumu County", false), Some("Kisumu"));
        assert_eq!(cut("Louisiana", true), None);
    }

    #[test]
    fn saints_have_two_spellings() {
        assert_eq!(variants("saint louis"), ["st louis"]);
        assert_eq!(variants("paris"), [""; 0]);
    }
}
