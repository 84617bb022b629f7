//! Clusters of articles that name the same things within days. They live in memory and are made again from the
//! entries.

use std::collections::{HashMap, VecDeque};

use jiff::Timestamp;
use wiredesk_model::{ArticleId, Story};

use crate::entry::Entry;
use crate::signature::mix;
use crate::terms::Term;

/// Stories that may still grow.
const MAX_STORIES: usize = 1 << 15;

/// Terms that describe a story.
const MAX_TERMS: usize = 32;

/// Stories that a term leads to, the latest.
const MAX_POSTINGS: usize = 64;

/// Least similarity of an article to its story.
const THRESHOLD: f32 = 0.45;

/// Terms that an article must share with its story.
const MIN_SHARED: u8 = 3;

/// Counters of how many articles have a term, as a power of two.
const COUNTER_BITS: u32 = 18;

/// Clusters are counted by the low bits of their numbers, and never so many are open.
const SHARED_SLOTS: usize = 2 * MAX_STORIES;

struct Cluster {
    story: Story,
    /// When its latest article was published.
    last_at: i64,
    /// When its latest article was observed.
    seen_at: i64,
    terms: Vec<Term>,
}

/// The stories of the last days.
pub(crate) struct Stories {
    window: i64,
    /// Number of the first cluster; numbers grow by one.
    first: u32,
    clusters: VecDeque<Cluster>,
    postings: HashMap<u32, VecDeque<u32>>,
    by_id: HashMap<ArticleId, u32>,
    n_articles: f32,
    counters: Vec<u32>,
    /// How many terms an article shares with each cluster; zeros between articles.
    shared: Vec<u8>,
}

impl Stories {
    /// No stories; one closes when it was silent for `window` milliseconds.
    pub(crate) fn new(window: i64) -> Self {
        Self {
            window,
            first: 0,
            clusters: VecDeque::new(),
            postings: HashMap::new(),
            by_id: HashMap::new(),
            n_articles: 0.0,
            counters: vec![0; 1 << COUNTER_BITS],
            shared: vec![0; SHARED_SLOTS],
        }
    }

    /// The story that an article published at `at` with `terms` belongs to; `copy_of` is the story of its original.
    pub(crate) fn place(
        &mut self,
        id: ArticleId,
        at: i64,
        terms: &[Term],
        copy_of: Option<ArticleId>,
    ) -> Story {
        let copied = copy_of.and_then(|it| self.by_id.get(&it).copied());
        let number = copied.filter(|it| *it >= self.first).or_else(|| self.nearest(at, terms));
        let cluster = number.and_then(|it| self.cluster(it));
        match cluster.map(|it| it.story.clone()) {
            Some(story) => Story { size: story.size + 1, ..story },
            None => {
                Story { id, size: 1, first_at: Timestamp::from_millisecond(at).unwrap_or_default() }
            }
        }
    }

    /// Takes note of an article that was placed, now or before the program was started.
    pub(crate) fn join(&mut self, entry: &Entry) {
        let (Some(story), terms) = (&entry.story, &entry.terms) else { return };
        self.n_articles += 1.0;
        for term in terms {
            if let Some(counter) = self.counters.get_mut(slot(term.hash)) {
                *counter += 1;
            }
        }
        let known = self.by_id.get(&story.id).copied().filter(|it| *it >= self.first);
        let number = known.unwrap_or_else(|| self.start(story));
        let Some(cluster) = self.clusters.get_mut((number - self.first) as usize) else { return };
        cluster.story.size = story.size;
        cluster.last_at = cluster.last_at.max(entry.published_at);
        cluster.seen_at = cluster.seen_at.max(entry.at);
        let new = cluster.take_in(terms);
        for hash in new {
            let list = self.postings.entry(hash).or_default();
            if list.len() == MAX_POSTINGS {
                list.pop_front();
            }
            list.push_back(number);
        }
        self.expire(entry.at);
    }

    fn start(&mut self, story: &Story) -> u32 {
        let number = self.first + self.clusters.len() as u32;
        let (story, terms) = (story.clone(), Vec::new());
        self.by_id.insert(story.id, number);
        self.clusters.push_back(Cluster { story, last_at: i64::MIN, seen_at: i64::MIN, terms });
        number
    }

    fn cluster(&self, number: u32) -> Option<&Cluster> {
        self.clusters.get(number.checked_sub(self.first)? as usize)
    }

    /// Forgets the first stories while they are closed or too many.
    fn expire(&mut self, at: i64) {
        while let Some(cluster) = self.clusters.front() {
            let closed = cluster.seen_at < at.saturating_sub(self.window);
            if !closed && self.clusters.len() <= MAX_STORIES {
                break;
            }
            let Some(cluster) = self.clusters.pop_front() else { break };
            self.by_id.remove(&cluster.story.id);
            self.first += 1;
            for term in &cluster.terms {
                if let Some(list) = self.postings.get_mut(&term.hash) {
                    list.retain(|it| *it >= self.first);
                    if list.is_empty() {
                        self.postings.remove(&term.hash);
                    }
                }
            }
        }
    }

    /// The most similar open story, the earlier of equals.
    fn nearest(&mut self, at: i64, terms: &[Term]) -> Option<u32> {
        let candidates = self.sharing(terms);
        let scale = (self.n_articles + 50.0).ln();
        let rarities: Vec<f32> = terms.iter().map(|it| self.rarity(it.hash, scale)).collect();
        let norm: f32 =
            terms.iter().zip(&rarities).map(|(it, rarity)| (it.weight * rarity).powi(2)).sum();
        let mut best: Option<(f32, u32)> = None;
        for number in candidates {
            let Some(cluster) = self.cluster(number) else { continue };
            let silent = at.abs_diff(cluster.last_at);
            if silent > self.window as u64 {
                continue;
            }
            // Two days of silence cost a fifth of the similarity.
            let fading = (-(silent as f32) / (9.0 * 86_400_000.0)).exp();
            let both = terms.iter().zip(&rarities).filter_map(|(it, rarity)| {
                let same = cluster.terms.iter().find(|other| other.hash == it.hash)?;
                Some(it.weight * same.weight * rarity.powi(2))
            });
            let story_norms =
                cluster.terms.iter().map(|it| (it.weight * self.rarity(it.hash, scale)).powi(2));
            let norms = norm * story_norms.sum::<f32>();
            let cosine = if norms > 0.0 { both.sum::<f32>() / norms.sqrt() } else { 0.0 };
            let similarity = cosine * fading;
            if similarity >= THRESHOLD && best.is_none_or(|it| similarity > it.0) {
                best = Some((similarity, number));
            }
        }
        best.map(|it| it.1)
    }

    /// The stories that share terms enough, in order.
    fn sharing(&mut self, terms: &[Term]) -> Vec<u32> {
        let Self { first, postings, shared, .. } = self;
        let lists: Vec<_> = terms.iter().filter_map(|it| postings.get(&it.hash)).collect();
        let numbers = || lists.iter().copied().flatten().copied().filter(|it| it >= first);
        let mut enough = Vec::new();
        for number in numbers() {
            let Some(n_shared) = shared.get_mut(number as usize % SHARED_SLOTS) else { continue };
            *n_shared = n_shared.saturating_add(1);
            if *n_shared == MIN_SHARED {
                enough.push(number);
            }
        }
        for number in numbers() {
            if let Some(n_shared) = shared.get_mut(number as usize % SHARED_SLOTS) {
                *n_shared = 0;
            }
        }
        enough.sort_unstable();
        enough
    }

    /// 1 for a term that few articles have, towards 0 for one that all have; `scale` is the logarithm of all.
    fn rarity(&self, hash: u32, scale: f32) -> f32 {
        let n = self.counters.get(slot(hash)).map_or(0.0, |it| *it as f32);
        ((scale - (n + 1.0).ln()) / scale).clamp(0.02, 1.0)
    }
}

impl Cluster {
    /// Adds an article's terms; gives those that are new to the story.
    fn take_in(&mut self, terms: &[Term]) -> Vec<u32> {
        let mut new = Vec::new();
        for term in terms {
            if let Some(known) = self.terms.iter_mut().find(|it| it.hash == term.hash) {
                known.weight += term.weight;
            } else {
                self.terms.push(*term);
                new.push(term.hash);
            }
        }
        self.terms.sort_by(|a, b| b.weight.total_cmp(&a.weight).then(a.hash.cmp(&b.hash)));
        self.terms.truncate(MAX_TERMS);
        new.retain(|hash| self.terms.iter().any(|it| it.hash == *hash));
        new
    }
}

fn slot(hash: u32) -> usize {
    (mix(u64::from(hash)) >> (64 - COUNTER_BITS)) as usize
}
