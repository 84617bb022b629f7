//! Relations that the words between two names state: "X, a member of Y", "Y was founded by X". It knows no offices.

use wiredesk_model::EntityType;

/// What stands between subject and object, and the relation it states.
const BETWEEN: &[(&str, &str)] = &[
    (", a member of", "member_of"),
    (", member of", "member_of"),
    (", a leading member of", "member_of"),
    ("is a member of", "member_of"),
    (", a senior member of", "member_of"),
    ("was a member of", "member_of"),
    ("joined", "member_of"),
    (", based in", "headquartered_in"),
    ("is based in", "headquartered_in"),
    (", which is based in", "headquartered_in"),
    (", headquartered in", "headquartered_in"),
    ("is headquartered in", "headquartered_in"),
    (", which is headquartered in", "headquartered_in"),
    (", whose headquarters are in", "headquartered_in"),
    ("has its headquarters in", "headquartered_in"),
    (", which has its headquarters in", "headquartered_in"),
    (", with headquarters in", "headquartered_in"),
    ("founded", "founded"),
    ("co-founded", "founded"),
    (", who founded", "founded"),
    (", who co-founded", "founded"),
    (", founder of", "founded"),
    (", a founder of", "founded"),
    (", the founder of", "founded"),
    (", co-founder of", "founded"),
    (", who founded and runs", "founded"),
    ("works for", "employed_by"),
    ("works at", "employed_by"),
    (", who works for", "employed_by"),
    (", who works at", "employed_by"),
    (", an employee of", "employed_by"),
    ("and his wife", "spouse"),
    ("and her husband", "spouse"),
    ("and his wife,", "spouse"),
    ("and her husband,", "spouse"),
    ("'s wife,", "spouse"),
    ("'s wife", "spouse"),
    ("'s husband,", "spouse"),
    ("'s husband", "spouse"),
    ("and wife", "spouse"),
    ("and husband", "spouse"),
    (", who is married to", "spouse"),
    (", married to", "spouse"),
    (", whose wife is", "spouse"),
    (", whose husband is", "spouse"),
    (", wife of", "spouse"),
    (", the wife of", "spouse"),
    (", husband of", "spouse"),
    (", the husband of", "spouse"),
    ("married", "spouse"),
    ("is married to", "spouse"),
    ("'s son", "family"),
    ("'s son,", "family"),
    ("'s daughter", "family"),
    ("'s daughter,", "family"),
    ("'s brother,", "family"),
    ("'s brother", "family"),
    ("'s sister", "family"),
    ("'s sister,", "family"),
    ("'s father,", "family"),
    ("'s mother,", "family"),
    (", father of", "family"),
    (", the father of", "family"),
    (", mother of", "family"),
    (", the mother of", "family"),
    (", brother of", "family"),
    (", the brother of", "family"),
    (", sister of", "family"),
    (", the sister of", "family"),
    (", a son of", "family"),
    (", a daughter of", "family"),
    ("is the son of", "family"),
    ("is the daughter of", "family"),
    ("is the brother of", "family"),
    ("is the sister of", "family"),
    ("and his brother", "family"),
    ("and her brother", "family"),
    ("and his sister", "family"),
    ("and her sister", "family"),
    ("and his father", "family"),
    ("and her father", "family"),
    ("and his mother", "family"),
    ("and her mother", "family"),
    ("and his son", "family"),
    ("and her son", "family"),
    ("and his daughter", "family"),
    ("and her daughter", "family"),
    (", son of", "family"),
    (", daughter of", "family"),
    (", the son of", "family"),
    (", the daughter of", "family"),
];

/// The same with the object first: "Y, founded by X".
const BACKWARDS: &[(&str, &str)] = &[
    (", founded by", "founded"),
    ("was founded by", "founded"),
    (", which was founded by", "founded"),
    ("-based", "headquartered_in"),
];

/// The relation that `words` state between neighbors of these types, and whether the second is its subject.
pub(super) fn stated(
    words: &str,
    first: EntityType,
    second: EntityType,
) -> Option<(&'static str, bool)> {
    let find = |list: &[(&'static str, &'static str)]| {
        list.iter().find(|it| it.0.eq_ignore_ascii_case(words)).map(|it| it.1)
    };
    let forwards = find(BETWEEN).filter(|it| fits(it, first, second)).map(|it| (it, false));
    forwards.or_else(|| find(BACKWARDS).filter(|it| fits(it, second, first)).map(|it| (it, true)))
}

/// Whether a relation of this kind can hold between such things.
fn fits(kind: &str, subject: EntityType, object: EntityType) -> bool {
    use EntityType::{Facility, Group, Organization, Person, Place};
    match kind {
        "spouse" | "family" => subject == Person && object == Person,
        "headquartered_in" => subject == Organization && object == Place,
        "founded" => {
            matches!(subject, Person | Organization) && matches!(object, Organization | Facility)
        }
        "member_of" => {
            matches!(subject, Person | Organization | Place)
                && matches!(object, Organization | Group)
        }
        _ => subject == Person && matches!(object, Organization | Facility),
    }
}
