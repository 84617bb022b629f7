//! What an article says of its whereabouts outside its sentences: publisher, address, and words that one
//! country's press alone uses. Source of the word list: general knowledge.

use wiredesk_gazetteer::{EntryId, EntryKind, Gazetteer, Roles};
use wiredesk_model::{Annotations, Article, CountryCode, EntityType, TokenKind};

/// Rows that something outside the toponyms speaks for, with a weight; 1 is one clear mention.
pub(super) type Hints = Vec<(EntryId, f32)>;

/// Words of one country's press.
const WORDS: &[(&str, [u8; 2], f32)] = &[
    ("sheriff", *b"US", 0.6),
    ("trooper", *b"US", 0.5),
    ("township", *b"US", 0.3),
    ("congressman", *b"US", 0.5),
    ("republican", *b"US", 0.4),
    ("democrat", *b"US", 0.3),
    ("interstate", *b"US", 0.5),
    ("borough", *b"GB", 0.2),
    ("councillor", *b"GB", 0.5),
    ("councillors", *b"GB", 0.5),
    ("constabulary", *b"GB", 0.7),
    ("nhs", *b"GB", 0.7),
    ("rcmp", *b"CA", 1.0),
    ("mounties", *b"CA", 0.7),
    ("lakh", *b"IN", 0.8),
    ("crore", *b"IN", 0.8),
    ("rupees", *b"IN", 0.3),
    ("taoiseach", *b"IE", 1.0),
    ("gardai", *b"IE", 1.0),
    ("gardaí", *b"IE", 1.0),
    ("bundesliga", *b"DE", 0.3),
    ("panchayat", *b"IN", 0.8),
    ("sophomore", *b"US", 0.4),
    ("county", *b"US", 0.2),
    ("peso", *b"MX", 0.2),
    ("naira", *b"NG", 0.7),
    ("fbi", *b"US", 0.4),
    ("medicaid", *b"US", 0.6),
    ("medicare", *b"US", 0.3),
    ("rand", *b"ZA", 0.3),
    ("barangay", *b"PH", 1.0),
    ("ringgit", *b"MY", 0.8),
    ("zip", *b"US", 0.3),
    ("deputies", *b"US", 0.4),
    ("selectmen", *b"US", 0.8),
    ("selectman", *b"US", 0.8),
    ("alderman", *b"US", 0.4),
    ("aldermen", *b"US", 0.5),
    ("gop", *b"US", 0.5),
    ("varsity", *b"US", 0.3),
    ("commissioners", *b"US", 0.2),
    ("constable", *b"GB", 0.2),
    ("loonie", *b"CA", 0.6),
    ("shire", *b"AU", 0.4),
    ("iwi", *b"NZ", 0.8),
];

/// Country domains whose press writes English; others are looked up as they are.
const DOMAINS: &[(&str, [u8; 2])] = &[("uk", *b"GB"), ("eu", *b"BE")];

/// Domains with a country's letters that are sold to the world.
const GENERIC: &[&str] = &["ai", "cc", "co", "fm", "io", "ly", "me", "to", "tv", "ws"];

/// What the place in the name of an organization weighs against a mention, and how many such names are looked at.
const BODY: f32 = 1.0;
const MAX_BODIES: usize = 64;

/// Gathers the hints of an article.
pub(super) fn gather(world: &'static Gazetteer, article: &Article, notes: &Annotations) -> Hints {
    let mut hints = Hints::new();
    for text in [&article.publisher, &article.section].into_iter().flatten() {
        by_masthead(world, text, &mut hints);
    }
    hints.extend(article.url.as_deref().and_then(|it| by_domain(world, it)).map(|it| (it, 0.7)));
    for (body, n_mentions) in bodies(article, notes) {
        by_opening(world, body, BODY * (1.0 + n_mentions.ln()), &mut hints);
    }
    let mut words = [0.0_f32; WORDS.len()];
    for token in notes.tokens.iter().filter(|it| it.kind == TokenKind::Word) {
        let word = token.span.slice(&article.text);
        let same = WORDS.iter().position(|(it, ..)| it.eq_ignore_ascii_case(word));
        if let Some((at, it)) = same.and_then(|at| Some((WORDS.get(at)?, words.get_mut(at)?))) {
            *it = at.2;
        }
    }
    for ((_, code, _), weight) in WORDS.iter().zip(words).filter(|it| it.1 > 0.0) {
        hints.extend(world.country(CountryCode(*code)).map(|it| (it, weight)));
    }
    hints
}

/// The names of organizations, each with the number of its mentions: "the Alexandria Fire Department" has its office there, but a
/// club that is told of twenty times speaks for its town hardly more than one that is told of twice.
fn bodies<'a>(article: &'a Article, notes: &Annotations) -> Vec<(&'a str, f32)> {
    let mut bodies: Vec<(&str, f32)> = Vec::new();
    for name in notes.names.iter().filter(|it| it.kind == EntityType::Organization) {
        let body = name.span.slice(&article.text);
        // One word is a name like any other: "Chelsea", "Santander".
        if !body.contains(' ') {
            continue;
        }
        if let Some((_, n_mentions)) = bodies.iter_mut().find(|it| it.0 == body) {
            *n_mentions += 1.0;
        } else if bodies.len() < MAX_BODIES {
            bodies.push((body, 1.0));
        }
    }
    bodies
}

/// The places that a paper names in its title: "Alexandria Daily Town Talk".
fn by_masthead(world: &'static Gazetteer, masthead: &str, hints: &mut Hints) {
    let mut at = 0;
    for word in masthead.split_inclusive(' ') {
        by_opening(world, masthead.get(at..).unwrap_or(""), 2.0, hints);
        at += word.len();
    }
}

/// The places that `text` begins with.
fn by_opening(world: &'static Gazetteer, text: &str, weight: f32, hints: &mut Hints) {
    let Some(longest) = world.prefixes(text).last() else { return };
    let places: Vec<EntryId> = longest
        .candidates
        .iter()
        .filter(|it| !it.roles.contains(Roles::AFTER_COMMA))
        .filter(|it| world.entry(it.entry).kind != EntryKind::Body)
        .map(|it| it.entry)
        .take(24)
        .collect();
    // An ambiguous name says little by itself.
    let weight = weight / places.len() as f32;
    hints.extend(places.into_iter().map(|it| (it, weight)));
}

fn by_domain(world: &Gazetteer, url: &str) -> Option<EntryId> {
    let host = url.split("://").nth(1)?.split(['/', ':', '?']).next()?;
    let last = host.rsplit('.').next()?.to_ascii_lowercase();
    let named = DOMAINS.iter().find(|it| it.0 == last).map(|it| it.1);
    let letters = || last.to_ascii_uppercase().as_bytes().try_into().ok();
    if GENERIC.contains(&last.as_str()) {
        None
    } else {
        world.country(CountryCode(named.or_else(letters)?))
    }
}
