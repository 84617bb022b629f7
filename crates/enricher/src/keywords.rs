//! Finds the phrases an article is about: frequent, early, rare in English, and not variants of each other.
//!
//! Candidates are runs of up to four words between punctuation marks that neither begin nor end with a function word
//! and end in a noun; the score multiplies frequency, position, rarity and capitals, after YAKE (Campos et al. 2020).

use wiredesk_model::{Annotations, Article, Keyword, Layer, Name, Span, Token, Xpos};

use crate::{
    Stage,
    rarity::Rarity,
    words::{Word, WordMap, WordSet, extended, hash, pair, words},
};

/// Words of the longest candidate.
const MAX_WORDS: usize = 4;
/// Keywords of an article.
const MAX_KEYWORDS: usize = 10;
/// Words of the text that are read: the rest of a longer one adds nothing new.
const MAX_READ: usize = 20_000;
/// How much longer candidates are worth beside a single word.
const LENGTH: [f32; MAX_WORDS] = [1.0, 0.9, 0.85, 0.6];
/// A phrase that occurs once and is no name is probably chance.
const ONCE: f32 = 0.6;

/// Finds the phrases an article is about.
pub(crate) struct KeywordTagger {
    stop_words: WordSet,
    rarity: Rarity,
}

/// A word of the article with what its candidates need to know.
#[expect(clippy::struct_excessive_bools, reason = "five independent facts of one word")]
struct Entry {
    word: Word,
    /// Equal for the singular and the plural.
    stem: u64,
    rarity: f32,
    stop: bool,
    /// Whether the word may end a phrase: a noun, or a word that is not tagged.
    noun: bool,
    /// Whether a verb, which no phrase holds.
    verb: bool,
    /// Whether a phrase may go on from the word before to this one.
    joined: bool,
    /// Whether its capital says nothing.
    starts: bool,
    /// Number of the name it is part of, from 1; 0 outside names.
    name: u32,
}

/// Occurrences of one candidate.
#[derive(Clone, Copy)]
struct Candidate {
    first: usize,
    n_words: usize,
    n_times: u32,
    n_capital: u32,
    n_starts: u32,
    /// Where it is printed best, by itself and in capitals if anywhere, and whether that is so and in the headline.
    span: Span,
    whole: bool,
    capital: bool,
    in_title: bool,
}

impl KeywordTagger {
    pub(crate) fn new() -> Self {
        let rarity = Rarity::embedded();
        let list = include_str!("../tables/stop-words.txt");
        let lines = list.lines().filter(|it| !it.starts_with('#'));
        let stop_words = lines.flat_map(str::split_ascii_whitespace).map(hash).collect();
        Self { stop_words, rarity }
    }

    fn entries(&self, text: &str, notes: &Annotations, lead: bool) -> Vec<Entry> {
        let mut entries: Vec<Entry> = Vec::new();
        // Tags and names are those of the text, not of its headline.
        let (tokens, names): (&[Token], &[Name]) =
            if lead { (&[], &[]) } else { (&notes.tokens, &notes.names) };
        let mut tags = tokens.iter().peekable();
        let mut names = (1..).zip(names).peekable();
        let mut end = 0;
        for word in words(text, Span::new(0, text.len())).take(MAX_READ) {
            let gap = text.get(end..word.span.start()).unwrap_or_default();
            let surface = word.span.slice(text);
            while tags.next_if(|it| it.span.end() < word.span.end()).is_some() {}
            let xpos = tags.peek().filter(|it| it.span.start() < word.span.end());
            let xpos = xpos.map_or(Xpos::None, |it| it.xpos);
            while names.next_if(|it| it.1.span.end() <= word.span.start()).is_some() {}
            let name = names.peek().filter(|it| it.1.span.start() <= word.span.start());
            let name = name.map_or(0, |it| it.0);
            let same_name = name > 0 && entries.last().is_some_and(|it: &Entry| it.name == name);
            let number = surface.starts_with(|it: char| it.is_ascii_digit());
            entries.push(Entry {
                stem: stem(&word, surface),
                rarity: self.rarity.of(word.hash),
                stop: surface.len() < 2 || self.stop_words.contains(&word.hash),
                noun: is_noun(xpos) && !number,
                verb: is_verb(xpos),
                joined: !entries.is_empty() && !gap.is_empty() && joins(gap, same_name),
                starts: entries.is_empty() || gap.contains(['.', '!', '?', ':', '"', '“', '\n']),
                name,
                word,
            });
            end = word.span.end();
        }
        // Every word of a headline may be in capitals, so none of them says anything.
        if lead {
            for entry in &mut entries {
                entry.starts = true;
            }
        }
        entries
    }
}

/// The hash of a word's singular, so that both forms count as one.
fn stem(word: &Word, surface: &str) -> u64 {
    let of = |it: &str| words(it, Span::new(0, it.len())).next().map(|it| it.hash);
    let singular = if let Some(root) = surface.strip_suffix("ies").filter(|it| it.len() > 2) {
        of(root).map(|it| extended(it, "y"))
    } else {
        let root = surface.strip_suffix('s').filter(|it| it.len() > 2 && !it.ends_with('s'));
        root.filter(|it| !["new", "New", "aid", "Aid"].contains(it)).and_then(of)
    };
    singular.unwrap_or(word.hash)
}

fn is_noun(xpos: Xpos) -> bool {
    matches!(xpos, Xpos::None | Xpos::Nn | Xpos::Nns | Xpos::Nnp | Xpos::Nnps | Xpos::Fw | Xpos::Xx)
}

fn is_verb(xpos: Xpos) -> bool {
    matches!(xpos, Xpos::Vb | Xpos::Vbd | Xpos::Vbp | Xpos::Vbz | Xpos::Md | Xpos::In | Xpos::To)
}

impl Stage for KeywordTagger {
    fn name(&self) -> &'static str {
        "keywords"
    }

    fn needs(&self) -> &'static [Layer] {
        &[Layer::Sentences]
    }

    fn fills(&self) -> Layer {
        Layer::Keywords
    }

    fn enrich(&self, article: &Article, notes: &mut Annotations) {
        let title = article.title.as_deref().unwrap_or_default();
        let lead = self.entries(title, notes, true);
        let mut body = self.entries(&article.text, notes, false);
        // Where a report was written is not what it is about.
        let dateline_end = article.dateline.as_ref().map_or(0, |it| it.span.end());
        for entry in body.iter_mut().take_while(|it| it.word.span.end() <= dateline_end) {
            entry.stop = true;
        }
        let mut found: WordMap<usize> = WordMap::default();
        let mut candidates: Vec<Candidate> = Vec::new();
        // The body comes first, so that a candidate's span lies in the text wherever it can.
        for (entries, at, title) in [(&body, lead.len(), false), (&lead, 0, true)] {
            collect(entries, at, title, |key, candidate| {
                if let Some(idx) = found.get(&key) {
                    candidates[*idx].add(candidate);
                } else {
                    found.insert(key, candidates.len());
                    candidates.push(candidate);
                }
            });
        }
        let all: Vec<Entry> = lead.into_iter().chain(body).collect();
        // A word that stands in longer names alone says less than they do.
        let whole = candidates.iter().filter(|it| it.whole);
        let mut scored: Vec<_> = whole.map(|it| (it.score(&all), it)).collect();
        promote(&mut scored, &all);
        scored.sort_by(|a, b| {
            b.0.total_cmp(&a.0).then(a.1.first.cmp(&b.1.first)).then(a.1.n_words.cmp(&b.1.n_words))
        });
        let best = scored.first().map_or(1.0, |it| it.0);
        notes.keywords = distinct(&scored, &all)
            .map(|(score, it)| {
                let source = if it.in_title { title } else { &article.text };
                let text = it.span.slice(source).to_owned();
                Keyword { text, score: (score / best).clamp(0.0, 1.0) }
            })
            .collect();
    }
}

/// Gives every candidate of `entries`, whose first stands at place `at` of the article, to `add`.
fn collect(entries: &[Entry], at: usize, title: bool, mut add: impl FnMut(u64, Candidate)) {
    for (idx, first) in entries.iter().enumerate().filter(|(_, it)| !it.stop && !it.verb) {
        let mut key = 0;
        for (n_words, last) in (1..=MAX_WORDS).zip(&entries[idx..]) {
            if n_words > 1 && (!last.joined || last.stop || last.verb) {
                break;
            }
            key = pair(key, last.stem);
            let surface = last.word.span.len();
            if !last.noun || (n_words == 1 && surface < 3) {
                continue;
            }
            let run = &entries[idx..idx + n_words];
            let before = idx.checked_sub(1).and_then(|it| entries.get(it));
            let after = entries.get(idx + n_words);
            // No phrase takes part of a name together with words outside it.
            let whole = !goes_on(first, before) && !goes_on(last, after);
            if first.name != last.name && !whole {
                continue;
            }
            let capital = run.iter().all(|it| it.word.capital);
            let counted = capital && !first.starts;
            add(
                key,
                Candidate {
                    first: at + idx,
                    n_words,
                    n_times: 1,
                    n_capital: u32::from(counted),
                    n_starts: u32::from(first.starts),
                    span: first.word.span.cover(last.word.span),
                    whole,
                    capital: counted,
                    in_title: title,
                },
            );
        }
    }
}

/// Whether a phrase may go on behind `gap`: over a blank, and in a name over its dots and apostrophes.
fn joins(gap: &str, in_name: bool) -> bool {
    gap.chars().all(|it| it == ' ' || in_name && matches!(it, '.' | '\'' | '’'))
}

/// Whether the name that `part` is of goes on in the neighbor `next`.
fn goes_on(part: &Entry, next: Option<&Entry>) -> bool {
    part.name > 0 && next.is_some_and(|it| it.name == part.name)
}

impl Candidate {
    fn add(&mut self, other: Self) {
        self.first = self.first.min(other.first);
        self.n_times += other.n_times;
        self.n_capital += other.n_capital;
        self.n_starts += other.n_starts;
        if (other.whole, other.capital) > (self.whole, self.capital) {
            (self.span, self.in_title) = (other.span, other.in_title);
            (self.whole, self.capital) = (other.whole, other.capital);
        }
    }

    fn run<'e>(&self, entries: &'e [Entry]) -> &'e [Entry] {
        &entries[self.first..self.first + self.n_words]
    }

    fn score(&self, entries: &[Entry]) -> f32 {
        let n_words = self.n_words as f32;
        let rarity = self.run(entries).iter().map(|it| it.rarity).sum::<f32>() / n_words / 8.0;
        let inside = self.n_times.saturating_sub(self.n_starts);
        let name = if inside > 0 { self.n_capital as f32 / inside as f32 } else { 0.5 };
        let often = (self.n_times as f32).ln_1p();
        let early = 1.0 / (1.0 + 0.35 * (self.first as f32 / 20.0).ln_1p());
        let once = if self.n_words > 1 && self.n_times == 1 && name < 1.0 { ONCE } else { 1.0 };
        often * often * rarity.sqrt() * early * (1.0 + 0.1 * name) * LENGTH[self.n_words - 1] * once
    }
}

/// Ranks a name before its part where the part hardly ever occurs alone.
fn promote(scored: &mut [(f32, &Candidate)], entries: &[Entry]) {
    let single = |it: &&(f32, &Candidate)| it.1.n_words == 1;
    let singles: WordMap<(u32, f32)> = scored
        .iter()
        .filter(single)
        .map(|(score, it)| (entries[it.first].stem, (it.n_times, *score)))
        .collect();
    for (score, candidate) in scored.iter_mut().filter(|it| it.1.n_words > 1 && it.1.capital) {
        for entry in candidate.run(entries) {
            let part = singles.get(&entry.stem);
            if let Some((_, best)) = part.filter(|it| candidate.n_times * 3 >= it.0 * 2) {
                *score = score.max(best * 1.001);
            }
        }
    }
}

/// The best candidates, without those that repeat a better one's words.
fn distinct<'c>(
    scored: &[(f32, &'c Candidate)],
    entries: &[Entry],
) -> impl Iterator<Item = (f32, &'c Candidate)> {
    let mut kept: Vec<(f32, &Candidate)> = Vec::new();
    for (score, candidate) in scored {
        let own = candidate.run(entries);
        let repeats = kept.iter().any(|(_, other)| {
            let others = other.run(entries);
            let inside = within(own, others) && candidate.n_times * 2 <= other.n_times * 3;
            inside || within(others, own)
        });
        if !repeats {
            kept.push((*score, candidate));
        }
        if kept.len() == MAX_KEYWORDS {
            break;
        }
    }
    kept.into_iter()
}

/// Whether every word of `part` is one of `whole`'s.
fn within(part: &[Entry], whole: &[Entry]) -> bool {
    part.iter().all(|it| whole.iter().any(|other| other.stem == it.stem))
}

#[cfg(test)]
mod tests {
    use wiredesk_model::{Annotations, Article, Dateline, EntityType, Keyword, Name, Span};

    use super::{KeywordTagger, Stage};

    #[track_caller]
    fn check(title: &str, text: &str, expect: &[&str]) {
        let title = Some(title.to_owned());
        let article = Article { title, text: text.into(), ..Article::default() };
        let mut notes = Annotations::default();
        KeywordTagger::new().enrich(&article, &mut notes);
        let found: Vec<_> =
            notes.keywords.iter().take(expect.len()).map(|it| it.text.as_str()).collect();
        assert_eq!(found, expect);
        assert!(notes.keywords.iter().all(|it| (0.0..=1.0).contains(&it.score)));
    }

    #[test]
    fn prefers_the_repeated_phrase_to_its_parts() {
        check(
            "Volcano closes airport",
            "Lava from Mount Etna reached the road. Mount Etna has erupted since May, and Mount Etna \
             may go on. The airport is closed.",
            &["Mount Etna", "airport"],
        );
    }

    /// The keywords of `text`, in which `name` is a name wherever it stands.
    fn keywords(text: &str, name: &str, kind: EntityType) -> Vec<Keyword> {
        let mut notes = Annotations::default();
        for (start, name) in text.match_indices(name) {
            let span = Span::new(start, start + name.len());
            notes.names.push(Name { span, tokens: (0, 0), kind, score: 1.0 });
        }
        let article = Article { text: text.into(), ..Article::default() };
        KeywordTagger::new().enrich(&article, &mut notes);
        notes.keywords
    }

    #[test]
    fn no_phrase_takes_a_part_of_a_name() {
        let text = "Justice Minister Astri Aas-Hansen resigned. The mayor thanked Justice Minister Astri \
                    Aas-Hansen, and Justice Minister Astri Aas-Hansen left.";
        let keywords = keywords(text, "Astri Aas-Hansen", EntityType::Person);
        let cut =
            |it: &&Keyword| it.text.contains("Minister Astri") && !it.text.ends_with("Hansen");
        assert_eq!(keywords.iter().find(cut), None);
        assert!(keywords.iter().any(|it| it.text.contains("Hansen")));
    }

    #[test]
    fn forms_of_a_word_are_one_and_a_part_of_names_alone_is_none() {
        let text = "The union met. Members of the Steel Union of Ghent and other unions left. The Steel \
                    Union of Ghent asked two companies for jobs; one company gave a job worth 77m.";
        let keywords = keywords(text, "Steel Union of Ghent", EntityType::Organization);
        let found: Vec<_> = keywords.iter().map(|it| it.text.as_str()).collect();
        for form in ["union", "companies", "jobs"] {
            assert!(found.contains(&form), "{form} is not in {found:?}");
        }
        for form in ["Union", "Ghent", "Steel", "unions", "company", "job", "77m"] {
            assert!(!found.contains(&form), "{form} is in {found:?}");
        }
    }

    #[test]
    fn a_dateline_is_no_keyword() {
        let text = "BERGEN (AP) — The ferry from Oslo sank. The ferry was old.";
        let dateline = Dateline { span: Span::new(0, 15), ..Dateline::default() };
        let article = Article { text: text.into(), dateline: Some(dateline), ..Article::default() };
        let mut notes = Annotations::default();
        KeywordTagger::new().enrich(&article, &mut notes);
        assert!(notes.keywords.iter().all(|it| it.text != "BERGEN" && it.text != "AP"));
        assert!(notes.keywords.iter().any(|it| it.text == "ferry"));
    }

    #[test]
    fn an_empty_article_has_none() {
        check("", "", &[]);
    }
}
