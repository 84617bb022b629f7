//! From a record to the bytes of its line: the profile's names and the size bound. Pure, so workers do it, not the writer.

use std::io;

use serde::Serialize;
use wiredesk_model::Record;

use crate::config::Profile;
use crate::profile;
use crate::sidecar::Sidecar;
use crate::trim;

/// Digits kept free for the line's number.
const SEQ_DIGITS: usize = 20;

/// How lines look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shape {
    /// The fields' names.
    pub profile: Profile,
    /// Largest line in bytes, newline included; none is no bound.
    pub max_record_bytes: Option<usize>,
}

/// A line but for its number, which the outbox gives when it writes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shaped {
    head: Vec<u8>,
    tail: Vec<u8>,
    sidecar: Option<Sidecar>,
    truncated: Vec<String>,
}

impl Shape {
    /// The line of `record`, whose `seq` does not matter.
    ///
    /// Fields are left out in the order of `record.md` until the line fits. A record whose path alone is over the bound
    /// gives a line over the bound; everything else is bounded.
    pub fn line(&self, mut record: Record) -> Shaped {
        record.seq = 0;
        if self.profile == Profile::Compact {
            profile::compact(&mut record);
        }
        let mut sidecar = None;
        let mut json = self.json(&record);
        if let Some(bound) = self.max_record_bytes.map(|it| it.saturating_sub(SEQ_DIGITS))
            && json.len() >= bound
        {
            sidecar = trim::fit(&mut record, &|record| self.size(record) <= bound);
            json = self.json(&record);
        }
        Shaped::new(json, self.profile.number_key(), sidecar, record.truncated)
    }

    fn json(&self, record: &Record) -> Vec<u8> {
        match self.profile {
            Profile::Native | Profile::Compact => to_json(record),
            Profile::Ecs => to_json(&profile::Ecs::new(record)),
        }
    }

    /// Size of the line in bytes, newline included.
    fn size(&self, record: &Record) -> usize {
        let mut counter = Counter(1);
        let counted = match self.profile {
            Profile::Native | Profile::Compact => serde_json::to_writer(&mut counter, record),
            Profile::Ecs => serde_json::to_writer(&mut counter, &profile::Ecs::new(record)),
        };
        counted.expect("a record is always JSON");
        counter.0
    }
}

impl Shaped {
    /// Splits JSON at the number behind the first `key`, which must be 0.
    pub(crate) fn new(
        json: Vec<u8>,
        key: &str,
        sidecar: Option<Sidecar>,
        truncated: Vec<String>,
    ) -> Self {
        let key = format!("\"{key}\":0");
        let at = find(&json, key.as_bytes()).expect("every profile numbers its lines");
        let at = at + key.len() - 1;
        let mut head = json;
        let mut tail = head.split_off(at);
        tail.remove(0);
        tail.push(b'\n');
        Self { head, tail, sidecar, truncated }
    }

    /// The line as number `seq`, newline included.
    pub fn bytes(&self, seq: u64) -> Vec<u8> {
        let digits = seq.to_string();
        let mut bytes = Vec::with_capacity(self.head.len() + digits.len() + self.tail.len());
        bytes.extend_from_slice(&self.head);
        bytes.extend_from_slice(digits.as_bytes());
        bytes.extend_from_slice(&self.tail);
        bytes
    }

    /// Size in bytes at most, for queues that are bounded in bytes.
    pub fn size(&self) -> usize {
        self.head.len() + SEQ_DIGITS + self.tail.len()
    }

    /// The file that keeps the whole text where the line could not.
    pub fn sidecar(&self) -> Option<&Sidecar> {
        self.sidecar.as_ref()
    }

    /// What was left out to fit the bound, for counters.
    pub fn truncated(&self) -> &[String] {
        &self.truncated
    }
}

pub(crate) fn to_json(value: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(value).expect("a record is always JSON")
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).position(|window| window == needle)
}

/// Counts bytes instead of keeping them.
struct Counter(usize);

impl io::Write for Counter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
