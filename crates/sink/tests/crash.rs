//! A whole delivery, cut at every write, rename and sync of it: reopening succeeds, nothing is lost or doubled, and what
//! a reader of the outbox saw stays.
#![cfg(test)]

mod desk;

use std::path::PathBuf;

use desk::{Desk, expect_done};
use wiredesk_journal::Storage;
use wiredesk_journal::fake::{Fake, Loss};

const LOSSES: [Loss; 5] =
    [Loss::Nothing, Loss::Unsynced, Loss::Some(1), Loss::Some(2), Loss::Some(3)];

/// What tailers saw: every segment with its bytes.
fn seen(storage: &Fake) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files = storage.files("/desk/outbox".as_ref());
    files.retain(|(path, bytes)| {
        path.extension().is_some_and(|it| it == "ndjson") && !bytes.is_empty()
    });
    files
}

#[track_caller]
fn expect_prefix(before: &[(PathBuf, Vec<u8>)], storage: &Fake, context: &str) {
    let after = seen(storage);
    for (path, bytes) in before {
        let now = after.iter().find(|(it, _)| it == path).map(|(_, bytes)| bytes);
        assert!(
            now.is_some_and(|now| now.starts_with(bytes)),
            "{context}: bytes of {} changed or vanished",
            path.display()
        );
    }
}

#[test]
fn a_delivery_that_is_not_interrupted_is_complete() {
    let storage = Fake::new();
    Desk::fill(&storage);
    Desk::run(&storage).unwrap();
    expect_done(&storage, "uninterrupted");
}

#[test]
fn a_delivery_cut_anywhere_is_rolled_forward() {
    let template = Fake::new();
    Desk::fill(&template);
    let whole = template.reboot(Loss::Nothing);
    Desk::run(&whole).unwrap();
    let n_ops = whole.n_ops();
    assert!(n_ops > 100, "the scenario became trivial: {n_ops} operations");
    for cut in 1..=n_ops {
        let storage = template.reboot(Loss::Nothing);
        storage.cut_at(cut);
        assert!(Desk::run(&storage).is_err());
        for loss in LOSSES {
            let context = format!("cut at {cut}, {loss:?}");
            let before = seen(&storage);
            let storage = storage.reboot(loss);
            Desk::run(&storage).unwrap_or_else(|error| panic!("{context}: {error:?}"));
            expect_prefix(&before, &storage, &context);
            expect_done(&storage, &context);
        }
    }
}

#[test]
fn a_recovery_cut_anywhere_is_rolled_forward() {
    let template = Fake::new();
    Desk::fill(&template);
    let whole = template.reboot(Loss::Nothing);
    Desk::run(&whole).unwrap();
    for cut in (1..=whole.n_ops()).step_by(7) {
        let storage = template.reboot(Loss::Nothing);
        storage.cut_at(cut);
        assert!(Desk::run(&storage).is_err());
        let before = seen(&storage);
        for loss in [Loss::Unsynced, Loss::Some(cut)] {
            for again in (1..).step_by(3) {
                let context = format!("cut at {cut} and {again}, {loss:?}");
                let storage = storage.reboot(loss);
                storage.cut_at(again);
                let done = Desk::run(&storage).is_ok();
                let storage = storage.reboot(loss);
                Desk::run(&storage).unwrap_or_else(|error| panic!("{context}: {error:?}"));
                expect_prefix(&before, &storage, &context);
                expect_done(&storage, &context);
                if done {
                    break;
                }
            }
        }
    }
}

#[test]
fn a_sync_that_fails_stops_the_service_and_a_restart_delivers() {
    let template = Fake::new();
    Desk::fill(&template);
    let whole = template.reboot(Loss::Nothing);
    Desk::run(&whole).unwrap();
    let mut n_failed = 0;
    for at in 1..=whole.n_ops() {
        let storage = template.reboot(Loss::Nothing);
        storage.fail_sync_at(at);
        if let Err(error) = Desk::run(&storage) {
            assert!(!error.is_full(), "a failed sync is no full disk");
            n_failed += 1;
        }
        let before = seen(&storage);
        let storage = storage.reboot(Loss::Unsynced);
        Desk::run(&storage).unwrap();
        expect_prefix(&before, &storage, &format!("sync failed at {at}"));
        expect_done(&storage, &format!("sync failed at {at}"));
    }
    assert!(n_failed > 10, "only {n_failed} syncs failed");
}

#[test]
fn a_full_disk_pauses_the_delivery_wherever_it_fills() {
    let template = Fake::new();
    Desk::fill(&template);
    let mut n_paused = 0;
    for free in (0..12_000).step_by(61) {
        let storage = template.reboot(Loss::Nothing);
        storage.set_free(Some(free));
        n_paused += u32::from(Desk::run_until_there_is_room(&storage));
        expect_done(&storage, &format!("{free} bytes free"));
    }
    assert!(n_paused > 50, "the disk was full only {n_paused} times");
}

#[test]
fn an_audit_finds_what_another_hand_changed() {
    let template = Fake::new();
    Desk::fill(&template);
    Desk::run(&template).unwrap();
    let outbox = template.files("/desk/outbox".as_ref());
    let segment = |n: usize| outbox.iter().filter(|(path, _)| path.ends_with(name(path))).nth(n);
    let (path, bytes) = segment(1).unwrap();
    let expect = |what: &str, change: &dyn Fn(&Fake)| {
        let storage = template.reboot(Loss::Nothing);
        change(&storage);
        let problems = desk::audit_desk(&storage).problems;
        assert!(problems.iter().any(|it| it.contains(what)), "{what}: {problems:?}");
    };
    let rewrite = |storage: &Fake, bytes: &[u8]| {
        storage.remove(path).unwrap();
        storage.put(path, bytes).unwrap();
    };
    expect("is cut", &|storage| rewrite(storage, &bytes[..bytes.len() - 9]));
    expect("is no record", &|storage| rewrite(storage, &[b"{]\n".as_slice(), bytes].concat()));
    expect("of its", &|storage| storage.remove(path).unwrap());
    expect("no source is known", &|storage| {
        storage.put("/desk/archive/2026/03/04/x.txt".as_ref(), b"x").unwrap();
    });
    expect("sidecar", &|storage| {
        let sidecars = storage.files("/desk/outbox/sidecar".as_ref());
        storage.remove(&sidecars[0].0).unwrap();
    });
}

fn name(path: &std::path::Path) -> &std::path::Path {
    let is_record = path.to_string_lossy().contains("/outbox/wiredesk-");
    if is_record { path } else { "no segment".as_ref() }
}
