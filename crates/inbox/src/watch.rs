//! The kernel's events as wake-ups. What they say is a hint; the scan is the truth.

use std::path::Path;
use std::time::Duration;

use notify::event::{AccessKind, AccessMode, CreateKind, EventKind, ModifyKind, RenameMode};
use notify::{Config, ErrorKind, Event, RecommendedWatcher, RecursiveMode, Watcher};

use crate::handle::{Handle, Hint};

/// After a folder appears, files may be put into it before it is watched.
const NEW_FOLDER: Duration = Duration::from_millis(200);

/// File systems whose files change without a local event, by `f_type` of `statfs(2)`.
const NETWORK: [(i64, &str); 11] = [
    (0x6969, "NFS"),
    (0xff53_4d42, "CIFS"),
    (0xfe53_4d42, "SMB"),
    (0x517b, "SMB"),
    (0x6573_5546, "FUSE"),
    (0x0102_1997, "9P"),
    (0x00c3_6400, "Ceph"),
    (0x5346_414f, "AFS"),
    (0x0bd0_0bd0, "Lustre"),
    (0x7461_636f, "OCFS2"),
    (0x0116_1970, "GFS2"),
];

/// The name of the network file system that `dir` lies on, if it does.
pub(crate) fn network(dir: &Path) -> Option<&'static str> {
    let kind = rustix::fs::statfs(dir).ok()?.f_type & 0xffff_ffff;
    NETWORK.iter().find(|(magic, _)| *magic == kind).map(|(_, name)| *name)
}

/// Watches `inbox` for as long as the result lives.
///
/// # Errors
/// The reason, for people, if it cannot be watched.
pub(crate) fn watch(inbox: &Path, handle: Handle) -> Result<RecommendedWatcher, String> {
    let root = inbox.to_path_buf();
    let on_event = move |event: notify::Result<Event>| match event {
        Ok(event) => heard(&event, &handle),
        Err(error) if matches!(error.kind, ErrorKind::MaxFilesWatch) => {
            handle.signal(|signals| {
                signals.unwatchable = Some(explain(&error));
                signals.rescan = true;
            });
        }
        Err(error) => {
            tracing::warn!(inbox = %root.display(), %error, "trouble with file events");
            handle.rescan();
        }
    };
    let config = Config::default().with_follow_symlinks(false);
    let mut watcher = RecommendedWatcher::new(on_event, config).map_err(|it| explain(&it))?;
    watcher.watch(inbox, RecursiveMode::Recursive).map_err(|it| explain(&it))?;
    Ok(watcher)
}

fn explain(error: &notify::Error) -> String {
    if matches!(error.kind, ErrorKind::MaxFilesWatch) {
        "the limit of inotify watches is reached; raise fs.inotify.max_user_watches".into()
    } else {
        format!("the system gives no file events: {error}")
    }
}

fn heard(event: &Event, handle: &Handle) {
    // It comes without paths, so it must be asked first.
    if event.need_rescan() {
        handle.signal(|signals| {
            signals.overflow = true;
            signals.rescan = true;
            signals.hints.clear();
        });
        return;
    }
    let hint = match event.kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => Hint::Whole,
        EventKind::Modify(ModifyKind::Name(RenameMode::To)) => Hint::Whole,
        EventKind::Create(CreateKind::Folder) => {
            handle.signal(|signals| {
                signals.rescan = true;
                signals.due_in(NEW_FOLDER);
            });
            return;
        }
        EventKind::Create(_) | EventKind::Modify(ModifyKind::Metadata(_)) => Hint::Touched,
        // Our own reads, and writes that end in a close, which is heard.
        _ => return,
    };
    handle.signal(|signals| {
        for path in &event.paths {
            signals.hint(path.clone(), hint);
        }
    });
}
