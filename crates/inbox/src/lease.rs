//! Whether anybody has a file open for writing, asked of the kernel with a read lease that is given back at once.
//!
//! See `fcntl(2)`, "Leases": a read lease is refused with EAGAIN while the file is open for writing. A lease may be had
//! only on one's own files or with `CAP_LEASE`.

use std::fs::File;
use std::io;
use std::os::fd::AsRawFd;

/// `F_SETSIG` of Linux's `asm-generic/fcntl.h`, which `libc` lacks.
const F_SETSIG: libc::c_int = 10;

/// What the kernel says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Writers {
    /// Nobody has it open for writing.
    None,
    /// Somebody has.
    Some,
    /// It does not say: another user's file, or a file system without leases.
    Unknown,
}

/// Asks about `file`, which must be open for reading only.
#[expect(unsafe_code, reason = "no safe wrapper has F_SETLEASE; one module, with its test below")]
pub(crate) fn writers(file: &File) -> Writers {
    let fd = file.as_raw_fd();
    // Should a writer come in the instant the lease is held, the kernel signals its break: SIGURG is ignored by default,
    // where SIGIO, the default, would end the process.
    // SAFETY: `fd` is open for as long as `file` is borrowed; these commands take an int and touch no memory of ours.
    let taken = unsafe {
        libc::fcntl(fd, F_SETSIG, libc::SIGURG);
        libc::fcntl(fd, libc::F_SETLEASE, libc::F_RDLCK)
    };
    if taken == 0 {
        // SAFETY: as above.
        unsafe { libc::fcntl(fd, libc::F_SETLEASE, libc::F_UNLCK) };
        return Writers::None;
    }
    match io::Error::last_os_error().raw_os_error() {
        Some(libc::EAGAIN) => Writers::Some,
        _ => Writers::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use std::fs::OpenOptions;

    use super::*;

    #[test]
    fn a_writer_is_seen_until_it_closes() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a");
        let writer = File::create(&path).unwrap();
        let reader = File::open(&path).unwrap();
        if writers(&reader) == Writers::Unknown {
            println!("skipped: this file system has no leases");
            return;
        }
        assert_eq!(writers(&reader), Writers::Some);
        drop(writer);
        assert_eq!(writers(&reader), Writers::None);
        let again = OpenOptions::new().append(true).open(&path).unwrap();
        assert_eq!(writers(&reader), Writers::Some);
        drop(again);
    }
}
