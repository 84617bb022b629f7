//! One article through the stages, guarded: what the workers of `run` and of `enrich` do. It moves no files.

use std::cell::Cell;
use std::time::{Duration, Instant};

use wiredesk_enricher::{Pipeline, Resources};
use wiredesk_journal::Reason;
use wiredesk_model::{Annotations, Article};
use wiredesk_parser::Rejection;

use crate::crash::guarded;
use crate::prepared::Prepared;

/// The pipeline of every stage but those in `disabled`; with `enabled` off, one without stages.
pub(crate) fn pipeline(enabled: bool, disabled: &[String]) -> anyhow::Result<Pipeline> {
    if !enabled {
        return Ok(Pipeline::empty());
    }
    let resources = Resources::embedded();
    Ok(Pipeline::new(resources, disabled)?)
}

/// What the stages find in `article`, or a refusal that names the stage that crashed.
pub(crate) fn annotate(pipeline: &Pipeline, article: &Article) -> Result<Annotations, Rejection> {
    let running = Cell::new("start");
    guarded(|| pipeline.enrich_observed(article, &mut |stage| running.set(stage)))
        .map_err(|crash| crashed(running.get(), &crash.0))
}

/// Like [`annotate`], and tells `observe` how long each stage took.
pub(crate) fn annotate_timed(
    pipeline: &Pipeline,
    article: &Article,
    observe: &mut dyn FnMut(&'static str, Duration),
) -> Result<Annotations, Rejection> {
    let mut running: Option<(&'static str, Instant)> = None;
    let notes = guarded(|| {
        pipeline.enrich_observed(article, &mut |stage| {
            if let Some((stage, since)) = running.replace((stage, Instant::now())) {
                observe(stage, since.elapsed());
            }
        })
    });
    match (notes, running) {
        (Err(crash), running) => Err(crashed(running.map_or("start", |it| it.0), &crash.0)),
        (Ok(notes), Some((stage, since))) => {
            observe(stage, since.elapsed());
            Ok(notes)
        }
        (Ok(notes), None) => Ok(notes),
    }
}

/// The record of `article` as far as a worker can make it.
pub(crate) fn prepare(article: &Article, notes: &Annotations) -> Result<Prepared, Rejection> {
    guarded(|| Prepared::of(article, notes)).map_err(|crash| crashed("record", &crash.0))
}

/// A refusal as the journal keeps it.
pub(crate) fn reason(rejection: Rejection) -> Reason {
    Reason { code: rejection.code.into(), detail: rejection.detail }
}

/// The refusal of a file that made `stage` panic.
pub(crate) fn crashed(stage: &str, said: &str) -> Rejection {
    Rejection::new("crashed", format!("the stage `{stage}` panicked: {said}; please report it"))
}

/// Reads articles from `input` like [`wiredesk_parser::parse`], and turns a panic into a refusal.
pub(crate) fn parse(
    input: &mut dyn std::io::Read,
    hint: &wiredesk_parser::Hint,
    config: &wiredesk_parser::ParserConfig,
    emit: &mut dyn FnMut(Article) -> wiredesk_parser::Flow,
) -> Result<wiredesk_parser::Report, Rejection> {
    guarded(|| wiredesk_parser::parse(input, hint, config, emit))
        .unwrap_or_else(|crash| Err(crashed("parse", &crash.0)))
}
