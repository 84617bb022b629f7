//! Offices and jobs: "President Zelensky", "X, chief executive of Y", "Reuters correspondent X", "Y founder X".

use wiredesk_model::{EntityType, Span, Upos};

use super::{
    Named,
    found::{Found, REACH},
    offices::{is_lapsed, is_of_state, is_office, is_office_word, is_plain_office, last_office},
};
use crate::entities::is_occupation;

/// The most words of an office before a name.
const OFFICE_WORDS: usize = 8;

/// Who plays for or sits in a body rather than working for it.
const MEMBERS: &[&str] = &[
    "captain",
    "defender",
    "footballer",
    "forward",
    "goalkeeper",
    "guard",
    "lawmaker",
    "legislator",
    "member",
    "midfielder",
    "mp",
    "pitcher",
    "player",
    "politician",
    "quarterback",
    "senator",
    "striker",
    "teammate",
    "winger",
    "activist",
];

/// A post before a name.
struct Post<'a> {
    /// Its words; empty where there are none.
    words: &'a str,
    /// Where it begins in what was read.
    start: usize,
}

impl Found<'_> {
    /// "Cho, the foreign minister of South Korea", "X, an analyst at Y", "X, Y's chief executive" ends at Y.
    pub(super) fn post_after(&mut self, person: &Named, body: &Named, words: &str, span: Span) {
        if person.kind != EntityType::Person || body.kind == EntityType::Person {
            return;
        }
        if words == "," {
            self.post_behind(person, body);
            return;
        }
        let Some(phrase) = words.strip_prefix(',').map(str::trim) else { return };
        let cut = [" of", " at", " for", " with"].iter();
        let Some(phrase) = cut.clone().find_map(|it| phrase.strip_suffix(it)) else { return };
        // "head of the Assembly's committee" says nothing of the Assembly.
        let rest = self.slice(body.span.end(), self.text.len());
        if rest.starts_with("'s") || rest.starts_with("’s") || rest.starts_with('’') {
            return;
        }
        let phrase = without_article(phrase);
        if is_lapsed(phrase) {
            return;
        }
        let place = matches!(body.kind, EntityType::Place | EntityType::Group);
        if is_office(phrase) {
            let of = Some(self.body(body.entity));
            self.add_value("holds_office", person.entity, phrase, of, span);
        } else if !place {
            self.job(phrase, person, body, span);
        }
    }

    /// "X, Y's chief executive,", "X, Y chief executive,": the post stands behind the body.
    fn post_behind(&mut self, person: &Named, body: &Named) {
        if body.kind == EntityType::Place {
            return;
        }
        let rest = self.slice(body.span.end(), self.text.len());
        let rest = rest.strip_prefix("'s").or_else(|| rest.strip_prefix("’s")).unwrap_or(rest);
        let stop =
            rest.find([',', '.', ';', ':', '\n', '(', '—', '–']).unwrap_or(rest.len().min(REACH));
        let phrase = rest.get(..stop).unwrap_or("");
        let phrase = phrase.split(" and ").next().unwrap_or(phrase).trim();
        if is_plain_office(phrase) && !is_lapsed(phrase) {
            let of = Some(self.body(body.entity));
            let span = person.span.cover(body.span);
            self.add_value("holds_office", person.entity, phrase, of, span);
        }
    }

    /// A job that is no office: its last word is an occupation.
    fn job(&mut self, phrase: &str, person: &Named, body: &Named, span: Span) {
        let last = phrase.rsplit(|it: char| it.is_whitespace() || it == '-').next().unwrap_or("");
        if !matches!(body.kind, EntityType::Organization | EntityType::Facility) {
            return;
        }
        if MEMBERS.iter().any(|it| it.eq_ignore_ascii_case(last)) {
            self.add("member_of", person.entity, body.entity, span);
        } else if is_occupation(last) {
            self.add("employed_by", person.entity, body.entity, span);
        }
    }

    /// "South Korean Foreign Minister Cho", "President of Kenya William Ruto", "Reuters correspondent Jane Doe".
    pub(super) fn post_before(&mut self, person: &Named, before: Option<&Named>) {
        if person.kind != EntityType::Person {
            return;
        }
        let floor =
            before.map_or(0, |it| it.span.end()).max(person.span.start().saturating_sub(REACH));
        let floor = (floor..=person.span.start())
            .find(|it| self.text.is_char_boundary(*it))
            .unwrap_or(floor);
        let gap = self.slice(floor, person.span.start());
        if gap.trim().is_empty() {
            if let Some(body) = before {
                self.post_of(person, body);
            }
            return;
        }
        let Some(post) = self.post_at_end(floor, gap, before.is_some()) else { return };
        let ahead = gap.get(..post.start).unwrap_or("");
        let lapsed = is_lapsed(ahead.rsplit([',', '.', ';']).next().unwrap_or(""));
        let touching = ahead.trim().is_empty() || matches!(ahead.trim(), "'s" | "’s");
        let body = before.filter(|it| touching && it.kind != EntityType::Person);
        if let Some(people) = body.filter(|it| it.kind == EntityType::Group) {
            let span = people.span.cover(person.span);
            let value = people.span.slice(self.text);
            self.add_value("nationality", person.entity, value, None, span);
        }
        let lapsed = lapsed || body.is_some_and(|it| self.is_former(it));
        if lapsed || post.words.is_empty() {
            return;
        }
        let start = person.span.start() - (gap.len() - post.start);
        let span =
            body.map_or(Span::new(start, person.span.end()), |it| it.span.cover(person.span));
        let founder = post.words.to_ascii_lowercase().ends_with("founder");
        match body {
            Some(body) if founder && body.kind == EntityType::Organization => {
                self.add("founded", person.entity, body.entity, span);
            }
            Some(body) if !is_office(post.words) => self.job(post.words, person, body, span),
            _ if is_office(post.words) => {
                let has = |it: &&Named| it.kind != EntityType::Group || is_of_state(post.words);
                let of = body.filter(has).map(|it| self.body(it.entity));
                self.add_value("holds_office", person.entity, post.words, of, span);
            }
            _ => {}
        }
    }

    /// "President of Kenya William Ruto": the body stands between the office and the name.
    fn post_of(&mut self, person: &Named, body: &Named) {
        if matches!(body.kind, EntityType::Person | EntityType::Group) {
            return;
        }
        let floor = body.span.start().saturating_sub(REACH);
        let floor =
            (floor..=body.span.start()).find(|it| self.text.is_char_boundary(*it)).unwrap_or(floor);
        let gap = self.slice(floor, body.span.start()).trim_end();
        let gap = gap.strip_suffix(" the").unwrap_or(gap);
        let Some(ahead) = gap.strip_suffix(" of") else { return };
        let Some(post) = self.post_at_end(floor, gap.get(..=ahead.len()).unwrap_or(""), false)
        else {
            return;
        };
        let lapsed = ahead.get(..post.start).unwrap_or("").rsplit([',', '.', ';']).next();
        if is_office(post.words) && !is_lapsed(lapsed.unwrap_or("")) {
            let span = body.span.cover(person.span);
            self.add_value("holds_office", person.entity, post.words, Some(body.entity), span);
        }
    }

    /// The post that a stretch of text ends in, possibly none; `None` where the name stands apart. A stretch that begins
    /// behind another name begins inside a sentence.
    fn post_at_end<'t>(&self, floor: usize, gap: &'t str, behind_name: bool) -> Option<Post<'t>> {
        let end = gap.trim_end().len();
        if end == gap.len() && !gap.is_empty() {
            return None;
        }
        let mut start = end;
        for _ in 0..OFFICE_WORDS {
            let head = gap.get(..start)?.trim_end();
            let word = head.rsplit(char::is_whitespace).next().unwrap_or("");
            let first = start == end && is_occupation(word);
            // "Presiding Officer", "Group Managing Director": an office is printed with capitals.
            let letters = word.chars().all(|it| it.is_alphabetic() || it == '-');
            let capital = start < end
                && letters
                && word.starts_with(char::is_uppercase)
                && !is_lapsed(word)
                && (stands_inside(head, word, behind_name)
                    || self.is_noun(floor + head.len() - word.len()));
            if word.is_empty() || !(first || capital || is_office_word(word)) {
                break;
            }
            start = head.len() - word.len();
        }
        // "of" and "and" join the words of an office but do not begin it.
        let mut words = gap.get(start..end)?;
        while let Some(rest) = ["of ", "the ", "The ", "and ", "for ", "in "]
            .iter()
            .find_map(|it| words.strip_prefix(it))
        {
            words = rest;
        }
        words = last_office(words);
        let last = words.rsplit(|it: char| it.is_whitespace() || it == '-').next().unwrap_or("");
        let known = is_office(words) || is_occupation(last);
        Some(if known {
            Post { words, start: end - words.len() }
        } else {
            Post { words: "", start: end }
        })
    }

    /// "former South African president Jacob Zuma": what stands in front of the body says that the post is over.
    fn is_former(&self, body: &Named) -> bool {
        let floor = body.span.start().saturating_sub(24);
        let floor = (floor..=body.span.start()).find(|it| self.text.is_char_boundary(*it));
        let ahead = self.slice(floor.unwrap_or(body.span.start()), body.span.start());
        is_lapsed(ahead.rsplit([' ', '\n']).find(|it| !it.is_empty() && *it != "the").unwrap_or(""))
    }

    /// Whether the word at `offset` is tagged as a noun or adjective: a sentence may begin with an office.
    fn is_noun(&self, offset: usize) -> bool {
        let at = self.notes.tokens.partition_point(|it| it.span.start() < offset);
        let token = self.notes.tokens.get(at).filter(|it| it.span.start() == offset);
        let times = &self.notes.times;
        let time = times.get(times.partition_point(|it| it.span.end() <= offset));
        token.is_some_and(|it| matches!(it.upos, Upos::Noun | Upos::Propn | Upos::Adj))
            && time.is_none_or(|it| it.span.start() > offset)
    }
}

fn without_article(phrase: &str) -> &str {
    ["the ", "a ", "an "].iter().find_map(|it| phrase.strip_prefix(it)).unwrap_or(phrase)
}

/// Whether `word` at the end of `head` has its capital though it does not begin the sentence.
fn stands_inside(head: &str, word: &str, behind_name: bool) -> bool {
    let ahead = head.strip_suffix(word).unwrap_or("").trim_end();
    let inside = ahead.ends_with(char::is_alphanumeric) || ahead.is_empty() && behind_name;
    inside && !TIMES.contains(&word)
}

/// Days are printed with capitals too: "on Monday President Smith".
const TIMES: &[&str] = &[
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
