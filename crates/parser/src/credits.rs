//! Credits such as "By JANE DOE and John Roe, AP Business Writer" become names. It reads declared credits only, not
//! the text of an article.

/// Words that begin a credit, lower case: English, German, French, Spanish, Portuguese, Italian, Dutch.
const OPENINGS: &[&str] = &[
    "by",
    "from",
    "von",
    "par",
    "por",
    "de",
    "di",
    "da",
    "door",
    "reported by",
    "reporting by",
    "story by",
    "written by",
];

/// Words that show that a part of a credit is a post, a desk or an agency and no name, lower case.
const ROLES: &[&str] = &[
    "writer",
    "editor",
    "editors",
    "correspondent",
    "reporter",
    "staff",
    "bureau",
    "chief",
    "columnist",
    "analyst",
    "contributor",
    "special",
    "news",
    "press",
    "agency",
    "photographer",
    "producer",
    "desk",
    "newsroom",
    "political",
    "business",
    "sports",
    "science",
    "medical",
    "national",
    "international",
    "diplomatic",
    "reuters",
    "afp",
    "ap",
    "dpa",
    "aap",
    "efe",
    "bloomberg",
    "pa",
    "tass",
    "xinhua",
    "service",
    "team",
];

/// The people that `credit` names, one each, without "By" and roles; the credit itself where it names a desk only.
pub(crate) fn authors(credit: &str) -> Vec<String> {
    let line = crate::normalize::line(credit);
    let line = without_address(&line);
    let line = without_opening(line.trim());
    let mut names: Vec<String> = Vec::new();
    let mut first_part = None;
    for part in line.split([',', ';', '|', '/', '(', ')', '\t']).flat_map(split_and) {
        let part = without_opening(part.trim())
            .trim_matches(|it: char| it == '-' || it == '–' || it == '.' || it.is_whitespace());
        if part.is_empty() {
            continue;
        }
        first_part.get_or_insert(part);
        if !is_role(part) && names.iter().all(|it| !it.eq_ignore_ascii_case(part)) {
            names.push(part.to_owned());
        }
    }
    if names.is_empty() {
        names.extend(first_part.map(str::to_owned));
    }
    names
}

/// Parts joined by "and", "&" and their translations.
fn split_and(part: &str) -> Vec<&str> {
    let mut parts = vec![part];
    for joint in [" and ", " & ", " und ", " et ", " y ", " AND ", " with "] {
        parts = parts.into_iter().flat_map(|it| it.split(joint)).collect();
    }
    parts
}

/// Takes off the mail address that RSS puts before or behind a name; an address alone gives the part before its `@`'s name.
fn without_address(line: &str) -> String {
    let is_address = |it: &str| it.contains('@') && it.contains('.');
    let words: Vec<&str> = line.split_whitespace().collect();
    if words.len() < 2 || !words.iter().any(|it| is_address(it)) {
        return line.to_owned();
    }
    let kept: Vec<&str> = words.into_iter().filter(|it| !is_address(it)).collect();
    kept.join(" ").trim_matches(|it: char| matches!(it, '(' | ')' | '<' | '>' | '"')).to_owned()
}

fn without_opening(line: &str) -> &str {
    for opening in OPENINGS {
        let head = line.get(..opening.len()).filter(|it| it.eq_ignore_ascii_case(opening));
        let rest = head.and_then(|_| line.get(opening.len()..));
        // "De Gaulle" and "da Silva" are names; an opening stands before at least two words.
        if let Some(rest) = rest.filter(|it| it.starts_with([' ', ':'])) {
            let rest = rest.trim_start_matches([' ', ':']);
            let is_particle = opening.len() == 2 && *opening != "by";
            if !is_particle || rest.contains(' ') {
                return rest;
            }
        }
    }
    line
}

/// Whether `part` of a credit names a post, a desk or an agency.
pub(crate) fn is_role(part: &str) -> bool {
    let mut words = part.split_whitespace().map(str::to_lowercase);
    let initials = part.len() <= 3 && part.chars().all(char::is_lowercase);
    initials
        || words.any(|it| ROLES.contains(&&*it))
        || part.starts_with(|it: char| it.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::authors;

    #[track_caller]
    fn check(credit: &str, expected: &[&str]) {
        assert_eq!(authors(credit), expected, "{credit}");
    }

    #[test]
    fn names_are_parted_and_roles_dropped() {
        check("By BERNARD CONDON", &["BERNARD CONDON"]);
        check("By Jane Doe and John Roe, AP Business Writer", &["Jane Doe", "John Roe"]);
        check("Jane Doe, John Roe & Ann Poe", &["Jane Doe", "John Roe", "Ann Poe"]);
        check("Von Jane Doe (dpa)", &["Jane Doe"]);
        check("jane@example.org (Jane Doe)", &["Jane Doe"]);
        check("Associated Press", &["Associated Press"]);
        check("Bill de Blasio", &["Bill de Blasio"]);
        check("  ", &[]);
    }
}
