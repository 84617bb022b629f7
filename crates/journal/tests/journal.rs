//! The journal as its owner sees it: what was committed comes back, torn tails go, damage is told, one owner at a time.
#![cfg(test)]

use std::path::{Path, PathBuf};
use std::sync::Arc;

use proptest::prelude::*;
use wiredesk_journal::fake::{Fake, Loss};
use wiredesk_journal::{
    Attempt, Attempts, Disk, Entry, Identity, Journal, JournalError, Lane, Ledger, Line, Place,
    Stat, Storage, Verdict,
};

const STATE: &str = "/state";

fn source(name: &str) -> Identity {
    Identity::new(name.as_bytes(), Stat { inode: 7, size: 3, ..Stat::default() }).unwrap()
}

fn line(seq: u64, bytes: &[u8]) -> Entry {
    Entry::Line(Line {
        lane: Lane::Records,
        seq,
        segment_number: 1,
        segment: "wiredesk-1.ndjson".into(),
        opened_at: jiff::Timestamp::UNIX_EPOCH,
        offset: seq * 10,
        bytes: bytes.to_vec(),
        source: source("a"),
        part: seq as u32,
    })
}

fn open(storage: &Fake) -> Result<(Journal, Vec<Entry>), JournalError> {
    let mut entries = Vec::new();
    let storage: Arc<dyn Storage> = Arc::new(storage.clone());
    let journal = Journal::open::<JournalError>(storage, Path::new(STATE), &mut |entry| {
        entries.push(entry);
        Ok(())
    })?;
    Ok((journal, entries))
}

/// A journal file of five groups, and where each ends.
fn five_groups(storage: &Fake) -> Vec<usize> {
    let (mut journal, _) = open(storage).unwrap();
    (0..5)
        .map(|seq| {
            journal.push(&line(seq, b"{}\n"));
            journal.commit().unwrap();
            journal.size() as usize
        })
        .collect()
}

fn journal_bytes(storage: &Fake) -> Vec<u8> {
    storage.files(STATE.as_ref()).into_iter().find(|(path, _)| path.ends_with("journal")).unwrap().1
}

fn with_journal(bytes: &[u8]) -> Fake {
    let storage = Fake::new();
    storage.put(&Path::new(STATE).join("journal"), bytes).unwrap();
    storage
}

#[test]
fn a_torn_tail_loses_its_group_only() {
    let storage = Fake::new();
    let ends = five_groups(&storage);
    let bytes = journal_bytes(&storage);
    for len in ends[2]..bytes.len() {
        let (mut journal, entries) = open(&with_journal(&bytes[..len])).unwrap();
        let whole = ends.iter().filter(|end| **end <= len).count();
        assert_eq!(entries.len(), whole, "cut at {len}");
        journal.push(&line(99, b"[]\n"));
        journal.commit().unwrap();
    }
}

#[test]
fn damage_to_synced_bytes_is_told_and_not_taken_for_a_torn_tail() {
    let storage = Fake::new();
    let ends = five_groups(&storage);
    let bytes = journal_bytes(&storage);
    for at in 0..bytes.len() {
        let mut damaged = bytes.clone();
        damaged[at] ^= 0x10;
        match open(&with_journal(&damaged)) {
            Ok((_, entries)) => {
                assert!(at >= ends[3], "damage at {at} went unseen");
                assert_eq!(entries.len(), 4);
            }
            Err(JournalError::Version { .. }) => assert!(at < 19),
            Err(JournalError::Damaged { .. }) => assert!((19..ends[3]).contains(&at)),
            Err(error) => panic!("{error}"),
        }
    }
}

#[test]
fn what_was_committed_survives_a_power_cut_and_what_was_written_a_kill() {
    let storage = Fake::new();
    let (mut journal, _) = open(&storage).unwrap();
    journal.push(&line(0, b"a\n"));
    journal.commit().unwrap();
    journal.push(&line(1, b"b\n"));
    journal.write().unwrap();
    drop(journal);
    assert_eq!(open(&storage.reboot(Loss::Unsynced)).unwrap().1.len(), 1);
    assert_eq!(open(&storage.reboot(Loss::Nothing)).unwrap().1.len(), 2);
}

#[test]
fn a_checkpoint_gives_the_same_ledger() {
    let storage = Fake::new();
    let (mut journal, _) = open(&storage).unwrap();
    let mut ledger = Ledger::default();
    let judged =
        |name| Entry::Judged(source(name), Verdict::Delivered, jiff::Timestamp::UNIX_EPOCH);
    for entry in [line(0, b"a\n"), line(2, b"c\n"), judged("b"), judged("c")] {
        ledger.apply(&entry);
        journal.push(&entry);
    }
    journal.commit().unwrap();
    journal.checkpoint(&ledger.entries()).unwrap();
    drop(journal);
    let mut again = Ledger::default();
    open(&storage).unwrap().1.iter().for_each(|entry| again.apply(entry));
    assert_eq!(again, ledger);
    let open = again.open(&source("a")).unwrap();
    assert_eq!((open.parts.leading(), open.parts.len(), open.parts.contains(2)), (1, 2, true));
}

#[test]
fn a_second_owner_is_refused_and_told_of_the_first() {
    let dir = tempfile::tempdir().unwrap();
    let open = || Journal::open::<JournalError>(Arc::new(Disk), dir.path(), &mut |_| Ok(()));
    let first = open().unwrap();
    let error = open().unwrap_err();
    let pid = std::process::id();
    assert!(error.to_string().contains(&format!("process {pid} works on this desk")), "{error}");
    drop(first);
    open().unwrap();
}

#[test]
fn what_was_in_work_when_the_process_died_is_a_suspect_and_not_to_blame() {
    let storage = Fake::new();
    storage.create_dirs(STATE.as_ref()).unwrap();
    let open = || Attempts::open(Arc::new(storage.clone()), STATE.as_ref()).unwrap();
    let fresh = Attempt { suspect: false, deaths: 0 };
    for life in 0..5 {
        let attempts = open();
        let known = attempts.begin(&source("in work")).unwrap();
        assert_eq!(known, Attempt { suspect: life > 0, ..fresh });
        assert_eq!(attempts.begin(&source("done")).unwrap(), fresh);
        attempts.end(&source("done")).unwrap();
        attempts.flush().unwrap();
    }
    let (in_work, known) = (source("in work"), Attempt { suspect: true, deaths: 0 });
    assert_eq!(open().suspects(), [(in_work.clone(), known)]);
    open().end(&in_work).unwrap();
    assert_eq!(open().suspects(), [(in_work, known)], "an end counts when it is written");
}

#[test]
fn deaths_over_a_source_alone_are_counted_across_processes() {
    let storage = Fake::new();
    storage.create_dirs(STATE.as_ref()).unwrap();
    let open = || Attempts::open(Arc::new(storage.clone()), STATE.as_ref()).unwrap();
    for expected in 1..=3 {
        let attempts = open();
        attempts.begin(&source("bad")).unwrap();
        assert_eq!(attempts.blame(&source("bad")).unwrap(), expected);
        attempts.begin(&source("good")).unwrap();
        attempts.forgive().unwrap();
    }
    assert_eq!(open().suspects(), [(source("bad"), Attempt { suspect: true, deaths: 3 })]);
    let attempts = open();
    attempts.end(&source("bad")).unwrap();
    attempts.flush().unwrap();
    assert_eq!(open().suspects(), []);
}

#[test]
fn settled_sources_leave_the_ledger_as_deeds() {
    let mut ledger = Ledger::default();
    ledger.apply(&line(0, b"a\n"));
    let at = jiff::Timestamp::UNIX_EPOCH;
    ledger.apply(&Entry::Judged(source("a"), Verdict::Delivered, at));
    assert_eq!(ledger.judged().count(), 1);
    ledger.apply(&Entry::Settled(source("a"), Place::At(b"2026/03/04/a".to_vec())));
    assert_eq!(ledger.all_open().count(), 0);
    assert_eq!(ledger.deeds()[0].moved_to.as_deref(), Some("2026/03/04/a"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn no_bytes_make_it_panic(mut bytes in prop::collection::vec(any::<u8>(), 0..400), tagged: bool) {
        if tagged {
            bytes.splice(0..0, *b"wiredesk-journal/1\n");
        }
        drop(open(&with_journal(&bytes)));
        prop_assert!(Entry::decode_all(&bytes).is_none_or(|it| it.len() <= bytes.len()));
    }

    #[test]
    fn changed_journals_never_panic_or_invent_lines(
        changes in prop::collection::vec((0usize..2_000, any::<u8>()), 1..6),
    ) {
        let storage = Fake::new();
        five_groups(&storage);
        let mut bytes = journal_bytes(&storage);
        let len = bytes.len();
        for (at, byte) in changes {
            bytes[at % len] = byte;
        }
        if let Ok((_, entries)) = open(&with_journal(&bytes)) {
            for (seq, entry) in entries.iter().enumerate() {
                prop_assert_eq!(entry, &line(seq as u64, b"{}\n"));
            }
        }
    }

    #[test]
    fn entries_come_back(path in "[a-z]{1,9}(/[a-z]{1,9}){0,3}", bytes: Vec<u8>, seq: u64, part: u32, offset: u64) {
        let source = Identity::new(path.as_bytes(), Stat { inode: seq, ..Stat::default() }).unwrap();
        let entry = Entry::Line(Line {
            lane: Lane::Rejections, seq, segment_number: part.into(), segment: path.clone(),
            opened_at: jiff::Timestamp::UNIX_EPOCH, offset, bytes, source, part,
        });
        let mut payload = Vec::new();
        entry.encode(&mut payload);
        prop_assert_eq!(Entry::decode_all(&payload), Some(vec![entry]));
    }
}

#[test]
fn the_file_begins_with_its_version() {
    let storage = with_journal(b"wiredesk-journal/9\n");
    let error = open(&storage).unwrap_err();
    let JournalError::Version { path } = error else { panic!("{error}") };
    assert_eq!(path, PathBuf::from("/state/journal"));
}
