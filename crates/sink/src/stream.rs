//! Lines to standard output or another stream. A stream cannot be asked what it got, so after a crash a line may come
//! twice; files are delivered exactly once only into the [`Outbox`](crate::Outbox).

use std::collections::BTreeMap;
use std::io::Write;

use jiff::{Timestamp, tz::TimeZone};
use wiredesk_journal::{Custody, Identity, Verdict};

use crate::item::{Item, Receipt, Report, Sink, SinkError};
use crate::rejection;
use crate::shape::Shaped;

/// A writer of lines, numbered from 0.
pub struct Stream<W> {
    name: String,
    writer: W,
    seq: u64,
    custody: Option<Box<dyn Custody>>,
    /// Articles written of a source that is not finished, and how many it has, once known.
    open: BTreeMap<Identity, (u32, Option<u32>)>,
}

impl<W: Write + Send> Stream<W> {
    /// Lines to `writer`, called `name` in errors. With a `custody`, sources are moved once their lines were flushed.
    pub fn new(name: &str, writer: W, custody: Option<Box<dyn Custody>>) -> Self {
        Self { name: name.into(), writer, seq: 0, custody, open: BTreeMap::new() }
    }

    /// Writes one line; says which number it got.
    ///
    /// # Errors
    /// If the stream refuses it.
    pub fn write(&mut self, line: &Shaped) -> Result<u64, SinkError> {
        let seq = self.seq;
        self.writer.write_all(&line.bytes(seq)).map_err(|source| self.failed(source))?;
        self.seq += 1;
        Ok(seq)
    }

    /// Hands all lines on.
    ///
    /// # Errors
    /// If the stream refuses them.
    pub fn flush(&mut self) -> Result<(), SinkError> {
        self.writer.flush().map_err(|source| self.failed(source))
    }

    fn failed(&self, source: std::io::Error) -> SinkError {
        SinkError::Stream { name: self.name.clone(), source }
    }

    fn moved(
        &mut self,
        source: &Identity,
        verdict: Verdict,
        parts: u32,
        now: Timestamp,
    ) -> Result<Option<Receipt>, SinkError> {
        self.open.remove(source);
        let Some(custody) = &mut self.custody else { return Ok(None) };
        let place = match &verdict {
            Verdict::Delivered => custody.archive(source, now.to_zoned(TimeZone::UTC).date())?,
            Verdict::Rejected(reason) => {
                custody.reject(source, reason, &rejection::note(source, reason, now))?
            }
        };
        Ok(Some(Receipt { source: source.clone(), verdict, place, parts }))
    }
}

impl<W: Write + Send> Sink for Stream<W> {
    fn deliver(&mut self, batch: Vec<Item>, now: Timestamp) -> Result<Report, SinkError> {
        let mut report = Report::default();
        let mut done = Vec::new();
        for item in batch {
            let source = match item {
                Item::Article { source, line, .. } => {
                    self.write(&line)?;
                    report.lines += 1;
                    report.bytes += line.size() as u64;
                    self.open.entry((*source).clone()).or_default().0 += 1;
                    source
                }
                Item::Finished { source, parts } => {
                    self.open.entry((*source).clone()).or_default().1 = Some(parts);
                    source
                }
                Item::Rejected { source, reason } => {
                    let parts = self.open.get(&*source).map_or(0, |(out, _)| *out);
                    done.push((source, Verdict::Rejected(reason), parts));
                    continue;
                }
            };
            if let Some((out, Some(parts))) = self.open.get(&*source)
                && out >= parts
            {
                let out = *out;
                done.push((source, Verdict::Delivered, out));
            }
        }
        self.flush()?;
        for (source, verdict, parts) in done {
            report.receipts.extend(self.moved(&source, verdict, parts, now)?);
        }
        if let Some(custody) = &mut self.custody {
            custody.sync()?;
        }
        Ok(report)
    }

    fn retry(&mut self, _now: Timestamp) -> Result<Report, SinkError> {
        self.flush()?;
        Ok(Report::default())
    }

    fn tidy(&mut self, _now: Timestamp) -> Result<(), SinkError> {
        self.flush()
    }
}
