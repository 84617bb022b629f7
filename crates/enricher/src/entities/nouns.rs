//! Common nouns that name people, bodies and places, with gender and number, and the pronouns. The lists are the
//! heads of nominal mentions and of offices that news uses: occupations and kinship after the Standard Occupational
//! Classification's group titles, bodies and places after ACE's entity subtypes.

use wiredesk_model::EntityType;

/// Grammatical gender of a person, where known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gender {
    Unknown,
    Male,
    Female,
}

impl Gender {
    /// Whether one thing can have both genders.
    pub(super) fn fits(self, other: Self) -> bool {
        self == Self::Unknown || other == Self::Unknown || self == other
    }

    /// The known one of two.
    pub(super) fn or(self, other: Self) -> Self {
        if self == Self::Unknown { other } else { self }
    }
}

/// A noun that can head a nominal mention.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Noun {
    /// What it names.
    pub(super) kind: EntityType,
    /// Its gender.
    pub(super) gender: Gender,
    /// Whether it is plural.
    pub(super) plural: bool,
    /// Whether it names an office or occupation rather than a human being as such.
    pub(super) role: bool,
    /// Its singular.
    pub(super) lemma: &'static str,
}

/// The noun that `word` is, in any letter case.
pub(super) fn noun(word: &str) -> Option<Noun> {
    if word.len() < 3 || word.len() > 18 || !word.is_ascii() {
        return None;
    }
    let mut buffer = [0; 18];
    let low = buffer.get_mut(..word.len())?;
    low.copy_from_slice(word.as_bytes());
    low.make_ascii_lowercase();
    let low = std::str::from_utf8(low).ok()?;
    if let Some((_, singular)) = IRREGULAR.iter().find(|it| it.0 == low) {
        return find(singular).map(|it| Noun { plural: true, ..it });
    }
    if let Some(found) = find(low) {
        return Some(found);
    }
    let plural = |stem: &str| find(stem).map(|it| Noun { plural: true, ..it });
    let stem = low.strip_suffix('s')?;
    plural(stem).or_else(|| plural(stem.strip_suffix('e')?)).or_else(|| {
        let stem = stem.strip_suffix("ie")?;
        let list =
            lists().find(|it| it.words.iter().any(|word| word.strip_suffix('y') == Some(stem)))?;
        let lemma = list.words.iter().find(|word| word.strip_suffix('y') == Some(stem))?;
        Some(Noun { plural: true, ..list.noun(lemma) })
    })
}

fn find(word: &str) -> Option<Noun> {
    lists().find_map(|list| {
        let at = list.words.binary_search(&word).ok()?;
        Some(list.noun(list.words.get(at)?))
    })
}

struct List {
    kind: EntityType,
    gender: Gender,
    role: bool,
    words: &'static [&'static str],
}

impl List {
    fn noun(&self, lemma: &'static str) -> Noun {
        Noun { kind: self.kind, gender: self.gender, plural: false, role: self.role, lemma }
    }
}

fn lists() -> impl Iterator<Item = &'static List> {
    LISTS.iter()
}

static LISTS: [List; 6] = [
    List { kind: EntityType::Person, gender: Gender::Unknown, role: true, words: ROLES },
    List { kind: EntityType::Person, gender: Gender::Unknown, role: false, words: PEOPLE },
    List { kind: EntityType::Person, gender: Gender::Male, role: false, words: MALE },
    List { kind: EntityType::Person, gender: Gender::Female, role: false, words: FEMALE },
    List { kind: EntityType::Organization, gender: Gender::Unknown, role: false, words: BODIES },
    List { kind: EntityType::Place, gender: Gender::Unknown, role: false, words: PLACES },
];

const IRREGULAR: &[(&str, &str)] = &[
    ("men", "man"),
    ("people", "person"),
    ("women", "woman"),
    ("children", "child"),
    ("wives", "wife"),
    ("policemen", "policeman"),
    ("businessmen", "businessman"),
    ("congressmen", "congressman"),
    ("fishermen", "fisherman"),
    ("spokesmen", "spokesman"),
    ("firemen", "fireman"),
    ("gunmen", "gunman"),
    ("chiefs", "chief"),
    ("servicemen", "serviceman"),
    ("spokeswomen", "spokeswoman"),
    ("lawmen", "lawman"),
];

const ROLES: &[&str] = &[
    "accountant",
    "activist",
    "actor",
    "adviser",
    "advisor",
    "aide",
    "ambassador",
    "analyst",
    "anchor",
    "archaeologist",
    "architect",
    "artist",
    "astronaut",
    "astronomer",
    "athlete",
    "attorney",
    "author",
    "banker",
    "biologist",
    "bishop",
    "blogger",
    "boss",
    "broker",
    "builder",
    "candidate",
    "captain",
    "ceo",
    "chair",
    "chairman",
    "chairperson",
    "chancellor",
    "chef",
    "chemist",
    "chief",
    "clergyman",
    "cleric",
    "clerk",
    "coach",
    "colonel",
    "columnist",
    "comedian",
    "commander",
    "commentator",
    "commissioner",
    "composer",
    "consultant",
    "coordinator",
    "correspondent",
    "councillor",
    "councilman",
    "counsel",
    "creator",
    "critic",
    "curator",
    "dancer",
    "dealer",
    "dean",
    "defender",
    "delegate",
    "deputy",
    "designer",
    "detective",
    "developer",
    "diplomat",
    "director",
    "doctor",
    "driver",
    "economist",
    "editor",
    "engineer",
    "entrepreneur",
    "envoy",
    "executive",
    "expert",
    "farmer",
    "filmmaker",
    "financier",
    "firefighter",
    "fisherman",
    "footballer",
    "founder",
    "general",
    "geologist",
    "goalkeeper",
    "governor",
    "guard",
    "head",
    "historian",
    "host",
    "illustrator",
    "industrialist",
    "inspector",
    "investigator",
    "investor",
    "jockey",
    "journalist",
    "judge",
    "justice",
    "lawmaker",
    "lawyer",
    "leader",
    "lecturer",
    "legislator",
    "lieutenant",
    "lobbyist",
    "magistrate",
    "major",
    "manager",
    "mathematician",
    "mayor",
    "mediator",
    "medic",
    "meteorologist",
    "midfielder",
    "minister",
    "model",
    "monk",
    "musician",
    "negotiator",
    "novelist",
    "nurse",
    "officer",
    "official",
    "operator",
    "organizer",
    "owner",
    "painter",
    "paramedic",
    "parliamentarian",
    "pastor",
    "philosopher",
    "photographer",
    "physician",
    "physicist",
    "pilot",
    "player",
    "playwright",
    "poet",
    "policeman",
    "politician",
    "pope",
    "premier",
    "president",
    "priest",
    "principal",
    "producer",
    "professor",
    "programmer",
    "prosecutor",
    "psychologist",
    "publisher",
    "quarterback",
    "rapper",
    "referee",
    "reporter",
    "representative",
    "researcher",
    "rider",
    "runner",
    "sailor",
    "scholar",
    "scientist",
    "screenwriter",
    "sculptor",
    "secretary",
    "senator",
    "sergeant",
    "sheriff",
    "singer",
    "soldier",
    "songwriter",
    "specialist",
    "spokesman",
    "spokesperson",
    "spokeswoman",
    "statesman",
    "strategist",
    "striker",
    "superintendent",
    "surgeon",
    "swimmer",
    "teacher",
    "technician",
    "theologian",
    "trader",
    "trainer",
    "treasurer",
    "trustee",
    "veteran",
    "volunteer",
    "winger",
    "worker",
    "writer",
];

const PEOPLE: &[&str] = &[
    "adult",
    "applicant",
    "assailant",
    "attacker",
    "attendee",
    "buyer",
    "celebrity",
    "champion",
    "child",
    "citizen",
    "civilian",
    "client",
    "colleague",
    "competitor",
    "consumer",
    "convict",
    "cousin",
    "crowd",
    "customer",
    "cyclist",
    "defector",
    "defendant",
    "demonstrator",
    "descendant",
    "detainee",
    "dissident",
    "employee",
    "employer",
    "fan",
    "fighter",
    "foreigner",
    "friend",
    "fugitive",
    "gamer",
    "generation",
    "graduate",
    "guest",
    "gunman",
    "hacker",
    "hero",
    "hostage",
    "immigrant",
    "individual",
    "infant",
    "inmate",
    "insurgent",
    "juror",
    "kid",
    "killer",
    "laureate",
    "legend",
    "listener",
    "lover",
    "marine",
    "member",
    "migrant",
    "militant",
    "millionaire",
    "minor",
    "murderer",
    "native",
    "neighbor",
    "neighbour",
    "newcomer",
    "opponent",
    "orphan",
    "parent",
    "participant",
    "partner",
    "passenger",
    "patient",
    "pedestrian",
    "peer",
    "pensioner",
    "performer",
    "person",
    "pilgrim",
    "pioneer",
    "prisoner",
    "professional",
    "protester",
    "pupil",
    "reader",
    "rebel",
    "recipient",
    "recruit",
    "refugee",
    "relative",
    "resident",
    "rival",
    "robber",
    "scout",
    "settler",
    "shareholder",
    "shooter",
    "sibling",
    "smuggler",
    "speaker",
    "spouse",
    "staff",
    "star",
    "stranger",
    "student",
    "supporter",
    "survivor",
    "suspect",
    "teammate",
    "teenager",
    "terrorist",
    "toddler",
    "tourist",
    "traveler",
    "traveller",
    "twin",
    "user",
    "victim",
    "viewer",
    "villager",
    "visitor",
    "voter",
    "winner",
    "witness",
    "worshipper",
    "youngster",
];

const MALE: &[&str] = &[
    "actor",
    "boy",
    "boyfriend",
    "brother",
    "businessman",
    "chairman",
    "congressman",
    "dad",
    "duke",
    "emperor",
    "father",
    "fireman",
    "gentleman",
    "grandfather",
    "grandson",
    "guy",
    "husband",
    "king",
    "lawman",
    "lord",
    "man",
    "nephew",
    "policeman",
    "prince",
    "serviceman",
    "son",
    "sultan",
    "uncle",
    "widower",
];

const FEMALE: &[&str] = &[
    "actress",
    "aunt",
    "bride",
    "businesswoman",
    "chairwoman",
    "congresswoman",
    "daughter",
    "duchess",
    "empress",
    "girl",
    "girlfriend",
    "granddaughter",
    "grandmother",
    "heroine",
    "lady",
    "mother",
    "mum",
    "niece",
    "nun",
    "policewoman",
    "princess",
    "queen",
    "sister",
    "waitress",
    "widow",
    "wife",
    "woman",
];

const BODIES: &[&str] = &[
    "academy",
    "administration",
    "agency",
    "airline",
    "alliance",
    "army",
    "assembly",
    "association",
    "authority",
    "automaker",
    "band",
    "bank",
    "board",
    "broadcaster",
    "bureau",
    "business",
    "cabinet",
    "chain",
    "charity",
    "church",
    "club",
    "coalition",
    "college",
    "commission",
    "committee",
    "community",
    "company",
    "conglomerate",
    "congress",
    "consortium",
    "corporation",
    "council",
    "court",
    "crew",
    "department",
    "embassy",
    "enterprise",
    "establishment",
    "faction",
    "federation",
    "firm",
    "force",
    "foundation",
    "franchise",
    "government",
    "group",
    "institute",
    "institution",
    "jury",
    "league",
    "legislature",
    "magazine",
    "maker",
    "management",
    "manufacturer",
    "media",
    "military",
    "militia",
    "ministry",
    "movement",
    "navy",
    "network",
    "newspaper",
    "organisation",
    "organization",
    "panel",
    "parliament",
    "party",
    "police",
    "publication",
    "regime",
    "regulator",
    "retailer",
    "school",
    "senate",
    "society",
    "squad",
    "startup",
    "studio",
    "supplier",
    "team",
    "tribunal",
    "troupe",
    "union",
    "university",
    "watchdog",
];

const PLACES: &[&str] = &[
    "airport",
    "area",
    "bar",
    "beach",
    "border",
    "borough",
    "building",
    "camp",
    "campus",
    "capital",
    "city",
    "coast",
    "constituency",
    "continent",
    "country",
    "county",
    "district",
    "factory",
    "farm",
    "gallery",
    "hall",
    "harbor",
    "headquarters",
    "home",
    "hospital",
    "hotel",
    "house",
    "island",
    "kingdom",
    "land",
    "location",
    "memorial",
    "mosque",
    "mountain",
    "municipality",
    "museum",
    "nation",
    "neighborhood",
    "neighbourhood",
    "ocean",
    "office",
    "park",
    "peninsula",
    "planet",
    "port",
    "prison",
    "province",
    "region",
    "republic",
    "restaurant",
    "river",
    "road",
    "room",
    "sea",
    "shop",
    "square",
    "stadium",
    "state",
    "station",
    "store",
    "street",
    "suburb",
    "temple",
    "territory",
    "theater",
    "theatre",
    "town",
    "valley",
    "venue",
    "village",
    "world",
    "zone",
];

/// What a pronoun can refer to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pronoun {
    He,
    She,
    It,
    They,
    I,
    We,
    You,
}

/// The pronoun that `word` is.
pub(super) fn pronoun(word: &str) -> Option<Pronoun> {
    let is = |list: &[&str]| list.iter().any(|it| it.eq_ignore_ascii_case(word));
    if word.len() > 10 {
        None
    } else if is(&["he", "him", "his", "himself"]) {
        Some(Pronoun::He)
    } else if is(&["she", "her", "hers", "herself"]) {
        Some(Pronoun::She)
    } else if is(&["it", "its", "itself"]) {
        Some(Pronoun::It)
    } else if is(&["they", "them", "their", "theirs", "themselves"]) {
        Some(Pronoun::They)
    } else if word == "I" || is(&["me", "my", "mine", "myself"]) {
        Some(Pronoun::I)
    } else if word != "US" && is(&["we", "us", "our", "ours", "ourselves"]) {
        Some(Pronoun::We)
    } else if is(&["you", "your", "yours", "yourself"]) {
        Some(Pronoun::You)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted() {
        for list in &LISTS {
            let wrong = list.words.windows(2).find(|it| it[0] >= it[1]);
            assert_eq!(wrong, None);
        }
    }

    #[test]
    fn plurals_and_capitals() {
        assert!(noun("women").is_some_and(|it| it.plural && it.gender == Gender::Female));
        assert!(
            noun("Agencies").is_some_and(|it| it.plural && it.kind == EntityType::Organization)
        );
        assert!(noun("Minister").is_some_and(|it| !it.plural && it.role));
        assert!(noun("witnesses").is_some_and(|it| it.plural));
        assert_eq!(noun("table"), None);
    }
}
