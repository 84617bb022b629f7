//! How many groups a second the journal commits, and how many records in groups of several sizes, on the disk that holds
//! the temporary folder.

use std::sync::Arc;

use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};
use wiredesk_journal::{Disk, Entry, Identity, Journal, JournalError, Lane, Line, Stat};

fn main() {
    divan::main();
}

fn line() -> Entry {
    Entry::Line(Line {
        lane: Lane::Records,
        seq: 1_000_000,
        segment_number: 42,
        segment: "wiredesk-20260304T081530Z-000042.ndjson".into(),
        opened_at: jiff::Timestamp::UNIX_EPOCH,
        offset: 123_456_789,
        bytes: vec![b'x'; 6_000],
        source: Identity::new(b"kyiv/a.txt", Stat::default()).expect("the path is relative"),
        part: 0,
    })
}

/// A group of so many lines of 6 KB, written and synced.
#[divan::bench(args = [1, 8, 64, 512], sample_count = 50, sample_size = 1)]
fn commit(bencher: Bencher<'_, '_>, n_lines: usize) {
    group(bencher, n_lines, |journal| journal.commit().expect("commits"));
}

/// A group of so many lines, written and not synced: what the code itself costs.
#[divan::bench(args = [1, 64], sample_count = 50, sample_size = 8)]
fn append(bencher: Bencher<'_, '_>, n_lines: usize) {
    group(bencher, n_lines, |journal| journal.write().expect("writes"));
}

fn group(bencher: Bencher<'_, '_>, n_lines: usize, end: impl Fn(&mut Journal)) {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let mut journal =
        Journal::open::<JournalError>(Arc::new(Disk), dir.path(), &mut |_| Ok(())).expect("opens");
    let line = line();
    bencher
        .counter(ItemsCount::new(n_lines))
        .counter(BytesCount::new(n_lines * 6_000))
        .bench_local(|| {
            (0..n_lines).for_each(|_| journal.push(&line));
            end(&mut journal);
        });
}
