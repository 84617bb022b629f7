//! Puts the articles of each source back in order. Sources do not wait for one another. It delivers nothing.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use wiredesk_journal::{Identity, Reason};

use super::traffic::{End, Enriched, Event, Read};

/// What may be delivered now, in order.
pub(crate) enum Due {
    Article(Arc<Identity>, Box<Enriched>),
    /// The source's reading ended, and all of its articles came before.
    Ended(Arc<Identity>, Read),
}

#[derive(Default)]
struct Progress {
    next: u32,
    early: BTreeMap<u32, Box<Enriched>>,
    read: Option<Read>,
    crashed: Option<Reason>,
}

/// The sources in work.
#[derive(Default)]
pub(crate) struct Sequencer {
    sources: HashMap<Arc<Identity>, Progress>,
}

impl Sequencer {
    /// Takes one event in and gives `due` what it frees. Articles whose enrichment crashed are dropped, and refuse
    /// their source when it ends.
    pub(crate) fn accept(&mut self, event: Event, due: &mut impl FnMut(Due)) {
        let source = match event {
            Event::Enriched(source, mut enriched) => {
                let progress = self.sources.entry(Arc::clone(&source)).or_default();
                if let Some(read) = enriched.last.take() {
                    progress.read = Some(read);
                }
                progress.early.insert(enriched.part, enriched);
                source
            }
            Event::Read(source, read) => {
                self.sources.entry(Arc::clone(&source)).or_default().read = Some(read);
                source
            }
        };
        let Some(progress) = self.sources.get_mut(&source) else { return };
        while let Some(enriched) = progress.early.remove(&progress.next) {
            progress.next += 1;
            if let Err(reason) = &enriched.outcome {
                progress.crashed.get_or_insert_with(|| reason.clone());
            }
            due(Due::Article(Arc::clone(&source), enriched));
        }
        if progress.read.as_ref().is_some_and(|read| read.n_parts == progress.next)
            && let Some(Progress { read: Some(mut read), crashed, .. }) =
                self.sources.remove(&source)
        {
            if let (End::Whole, Some(reason)) = (&read.end, crashed) {
                read.end = End::Refused(reason);
            }
            due(Due::Ended(source, read));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use wiredesk_journal::Stat;
    use wiredesk_model::{Annotations, Article};

    use super::*;
    use crate::prepared::Prepared;

    fn source(name: &str) -> Arc<Identity> {
        Arc::new(Identity::new(name.as_bytes(), Stat::default()).unwrap())
    }

    fn article(name: &str, part: u32, crashes: bool) -> Event {
        let outcome = if crashes {
            Err(Reason { code: "crashed".into(), detail: "it did".into() })
        } else {
            Ok(Box::new(Prepared::of(&Article::default(), &Annotations::default())))
        };
        Event::Enriched(source(name), Box::new(Enriched { part, outcome, cost: 0, last: None }))
    }

    fn read(name: &str, n_parts: u32, end: End) -> Event {
        Event::Read(source(name), Read { n_parts, end, found_at: Instant::now() })
    }

    /// `a0` is part 0 of source a; `a.` is its end, `a!` its refusal.
    #[track_caller]
    fn check(events: Vec<Event>, expect: &str) {
        let mut sequencer = Sequencer::default();
        let mut said = Vec::new();
        for event in events {
            sequencer.accept(event, &mut |due| {
                said.push(match due {
                    Due::Article(source, it) => format!("{source}{}", it.part),
                    Due::Ended(source, Read { end: End::Refused(_), .. }) => format!("{source}!"),
                    Due::Ended(source, _) => format!("{source}."),
                });
            });
        }
        assert_eq!(said.join(" "), expect);
        assert!(sequencer.sources.is_empty() || !expect.contains('.'));
    }

    #[test]
    fn parts_come_in_order_and_sources_do_not_wait_for_each_other() {
        check(
            vec![
                article("a", 1, false),
                read("b", 1, End::Whole),
                article("b", 0, false),
                read("a", 2, End::Whole),
                article("a", 0, false),
            ],
            "b0 b. a0 a1 a.",
        );
    }

    #[test]
    fn the_end_that_comes_with_the_last_article_waits_for_the_others() {
        let mut last = article("a", 1, false);
        let Event::Enriched(_, enriched) = &mut last else { unreachable!() };
        enriched.last = Some(Read { n_parts: 2, end: End::Whole, found_at: Instant::now() });
        check(vec![last, article("a", 0, false)], "a0 a1 a.");
    }

    #[test]
    fn a_crash_in_one_article_refuses_its_source_after_the_others() {
        check(
            vec![article("a", 0, true), article("a", 1, false), read("a", 2, End::Whole)],
            "a0 a1 a!",
        );
        check(vec![read("e", 0, End::Whole)], "e.");
    }
}
