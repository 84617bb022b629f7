//! Assigns IPTC Media Topics by the words that speak for them. The word lists are tables, not code.
//!
//! Each top-level topic has seed words and each finer topic trigger words and phrases
//! (`tables/topic-seeds.tsv`, `tables/topic-triggers.tsv`); labels and hierarchy are IPTC's
//! (`tables/media-topics.tsv`, <https://iptc.org/standards/media-topics/>, CC BY 4.0).

use wiredesk_model::{Annotations, Article, Layer, Span, Topic};

use crate::{
    Stage,
    words::{WordMap, hash, pair, words},
};

/// A trigger counts less than a seed: it is one word for one fine topic, a seed stands for its whole field.
const TRIGGER_WEIGHT: f32 = 0.45;
/// A word of the headline counts this often.
const TITLE_TIMES: u16 = 2;
/// Evidence below this is chance: a passing "bank" or "match".
const MIN_EVIDENCE: f32 = 1.3;
/// Share of the evidence a top-level topic needs beside the best.
const MIN_SHARE: f32 = 0.16;
/// Evidence at which a topic counts as half certain.
const HALF_EVIDENCE: f32 = 2.5;
/// Most topics in a record.
const MAX_TOPICS: usize = 10;

struct Concept {
    code: u32,
    broader: u32,
    label: &'static str,
}

/// Assigns IPTC Media Topics.
pub(crate) struct TopicTagger {
    /// By code.
    concepts: Vec<Concept>,
    /// Codes of the top-level topics, ascending.
    roots: Vec<u32>,
    /// Word or phrase hash to the range of its entries in `targets`.
    lookup: WordMap<(u32, u32)>,
    targets: Vec<Target>,
}

/// What a word speaks for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Target {
    hash: u64,
    /// Index into `concepts`.
    concept: u16,
    root: u8,
    seed: bool,
}

impl TopicTagger {
    pub(crate) fn new() -> Self {
        let concepts: Vec<_> = rows(include_str!("../tables/media-topics.tsv"))
            .filter_map(|row| {
                let mut cells = row.split('\t');
                let code = cells.next()?.parse().ok()?;
                let broader = cells.next()?.parse().ok()?;
                Some(Concept { code, broader, label: cells.next()? })
            })
            .collect();
        let roots = concepts.iter().filter(|it| it.broader == 0).map(|it| it.code).collect();
        let mut tagger = Self { concepts, roots, lookup: WordMap::default(), targets: Vec::new() };
        tagger.add(include_str!("../tables/topic-seeds.tsv"), true);
        tagger.add(include_str!("../tables/topic-triggers.tsv"), false);
        tagger.targets.sort_unstable();
        tagger.targets.dedup();
        for (idx, target) in tagger.targets.iter().enumerate() {
            let range = tagger.lookup.entry(target.hash).or_insert((idx as u32, 0));
            range.1 = idx as u32 + 1;
        }
        tagger
    }

    fn add(&mut self, table: &'static str, seed: bool) {
        for row in rows(table) {
            let Some((code, list)) = row.split_once('\t') else { continue };
            let Some(concept) = code.parse().ok().and_then(|it| self.find(it)) else { continue };
            let Some(root) = self.root_of(concept) else { continue };
            for word in list.split_ascii_whitespace() {
                let hash = word
                    .split_once('_')
                    .map_or_else(|| hash(word), |(first, second)| pair(hash(first), hash(second)));
                self.targets.push(Target { hash, concept: concept as u16, root, seed });
            }
        }
    }

    fn find(&self, code: u32) -> Option<usize> {
        self.concepts.binary_search_by_key(&code, |it| it.code).ok()
    }

    /// Index into `roots` of the top-level topic above `concept`.
    fn root_of(&self, mut concept: usize) -> Option<u8> {
        // IPTC's hierarchy is at most six deep; the bound guards against a cycle in the table.
        for _ in 0..8 {
            let Concept { code, broader, .. } = self.concepts[concept];
            if broader == 0 {
                return self.roots.binary_search(&code).ok().map(|it| it as u8);
            }
            concept = self.find(broader)?;
        }
        None
    }

    /// `concept` and the topics above it, up to the one below the top: two kinds of crime make a crime.
    fn lineage(&self, concept: u16) -> impl Iterator<Item = u16> + '_ {
        let above = |it: &u16| {
            let broader = self.concepts[usize::from(*it)].broader;
            self.find(broader).filter(|it| self.concepts[*it].broader != 0).map(|it| it as u16)
        };
        // As deep as IPTC's hierarchy, and no deeper.
        std::iter::successors(Some(concept), above).take(8)
    }

    fn targets(&self, hash: u64) -> &[Target] {
        let (from, to) = self.lookup.get(&hash).copied().unwrap_or_default();
        self.targets.get(from as usize..to as usize).unwrap_or_default()
    }

    /// How often each word that speaks for something occurs, in order of its first entry.
    fn count(&self, article: &Article) -> Vec<(u32, u16)> {
        let mut hits = Vec::new();
        self.scan(&article.text, 1, &mut hits);
        self.scan(article.title.as_deref().unwrap_or_default(), TITLE_TIMES, &mut hits);
        hits.sort_unstable();
        let mut counts: Vec<(u32, u16)> = Vec::new();
        for (entry, times) in hits {
            match counts.last_mut() {
                Some(last) if last.0 == entry => last.1 = last.1.saturating_add(times),
                _ => counts.push((entry, times)),
            }
        }
        counts
    }

    fn scan(&self, text: &str, times: u16, hits: &mut Vec<(u32, u16)>) {
        let mut before = 0;
        for word in words(text, Span::new(0, text.len())) {
            for key in [word.hash, pair(before, word.hash)] {
                if let Some((from, _)) = self.lookup.get(&key) {
                    hits.push((*from, times));
                }
            }
            before = word.hash;
        }
    }
}

impl Stage for TopicTagger {
    fn name(&self) -> &'static str {
        "topics"
    }

    fn needs(&self) -> &'static [Layer] {
        &[Layer::Sentences]
    }

    fn fills(&self) -> Layer {
        Layer::Topics
    }

    fn enrich(&self, article: &Article, notes: &mut Annotations) {
        let mut roots = vec![0.0_f32; self.roots.len()];
        let mut concepts: Vec<(u16, u8, f32)> = Vec::new();
        for (entry, times) in self.count(article) {
            let amount = f32::from(times).ln_1p();
            let targets = self.targets(self.targets[entry as usize].hash);
            let n_seeds = targets.iter().filter(|it| it.seed).count().max(1) as f32;
            for target in targets {
                if target.seed {
                    roots[usize::from(target.root)] += amount / n_seeds;
                } else {
                    roots[usize::from(target.root)] += amount * TRIGGER_WEIGHT;
                    let lineage = self.lineage(target.concept);
                    concepts.extend(lineage.map(|it| (it, target.root, amount)));
                }
            }
        }
        notes.topics = self.rank(&roots, concepts);
    }
}

impl TopicTagger {
    fn rank(&self, roots: &[f32], mut concepts: Vec<(u16, u8, f32)>) -> Vec<Topic> {
        let total: f32 = roots.iter().sum();
        let mut topics = Vec::new();
        let certainty = |root: usize| {
            let share = roots[root] / total.max(f32::EPSILON);
            let enough = roots[root] / (roots[root] + HALF_EVIDENCE);
            (roots[root] >= MIN_EVIDENCE && share >= MIN_SHARE).then(|| share.sqrt() * enough)
        };
        for (idx, code) in self.roots.iter().enumerate() {
            let concept = self.find(*code).map(|it| &self.concepts[it]);
            if let (Some(score), Some(concept)) = (certainty(idx), concept) {
                topics.push(Topic { code: *code, label: concept.label, root: *code, score });
            }
        }
        concepts.sort_unstable_by_key(|it| it.0);
        for group in concepts.chunk_by(|a, b| a.0 == b.0) {
            let (concept, root, _) = group[0];
            let evidence: f32 = group.iter().map(|it| it.2).sum();
            let Some(of_root) = certainty(usize::from(root)) else { continue };
            if evidence < MIN_EVIDENCE {
                continue;
            }
            let Concept { code, label, .. } = self.concepts[usize::from(concept)];
            // A finer topic is never surer than the field it belongs to.
            let score = of_root * evidence / (evidence + MIN_EVIDENCE);
            topics.push(Topic { code, label, root: self.roots[usize::from(root)], score });
        }
        topics.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.code.cmp(&b.code)));
        topics.truncate(MAX_TOPICS);
        topics
    }
}

fn rows(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().filter(|it| !it.starts_with('#') && !it.is_empty())
}

#[cfg(test)]
mod tests {
    use wiredesk_model::{Annotations, Article};

    use super::{Stage, TopicTagger, rows};

    #[track_caller]
    fn check(text: &str, expect: &str) {
        let article = Article { text: text.into(), ..Article::default() };
        let mut notes = Annotations::default();
        TopicTagger::new().enrich(&article, &mut notes);
        let labels: Vec<_> = notes.topics.iter().map(|it| it.label).collect();
        assert_eq!(labels.join(", "), expect);
        assert!(notes.topics.iter().all(|it| (0.0..=1.0).contains(&it.score)));
    }

    #[test]
    fn finds_field_and_finer_topic() {
        check(
            "The striker scored two goals as Chelsea won the match; the goalkeeper and the \
             midfielder, both injured, left the premier league club's squad.",
            "sport, competition discipline, soccer",
        );
        check("It was there.", "");
    }

    #[test]
    fn names_the_topics_between() {
        check(
            "Arsonists burned a barn, and a burglar robbed the bank; the arson and the robbery \
             keep police busy, who arrested a suspect.",
            "crime, law and justice, crime, law enforcement",
        );
    }

    #[test]
    fn every_row_of_the_tables_names_a_live_topic() {
        let tagger = TopicTagger::new();
        let tables = [
            include_str!("../tables/topic-seeds.tsv"),
            include_str!("../tables/topic-triggers.tsv"),
        ];
        for row in tables.into_iter().flat_map(rows) {
            let code = row.split('\t').next().and_then(|it| it.parse().ok());
            assert!(code.and_then(|it| tagger.find(it)).is_some(), "{row}");
        }
    }
}
