//! The workers between reading and writing: one article in, its annotations out. They touch no files.

use std::sync::Arc;

use async_channel::{Receiver, Sender};
use wiredesk_enricher::Pipeline;

use super::status::Status;
use super::traffic::{Enriched, Event, Job};
use crate::enrichment;

/// Works until the readers are gone.
pub(crate) fn work(
    pipeline: &Pipeline,
    jobs: &Receiver<Job>,
    events: &Sender<Event>,
    status: &Arc<Status>,
) {
    while let Ok(Job { source, article, cost, last }) = jobs.recv_blocking() {
        let outcome = enrichment::annotate_timed(pipeline, &article, &mut |stage, took| {
            status.metrics.stage(stage, took);
        });
        let outcome = outcome
            .and_then(|notes| enrichment::prepare(&article, &notes))
            .map(Box::new)
            .map_err(enrichment::reason);
        let enriched = Box::new(Enriched { part: article.source.part, outcome, cost, last });
        if events.send_blocking(Event::Enriched(source, enriched)).is_err() {
            return;
        }
    }
}
