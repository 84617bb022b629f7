//! The service's side: starts the process, hears its lines, and finds out how it ended. What they say is not its matter.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::os::fd::AsFd;
use std::os::unix::fs::FileExt;
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::process::{Child, ChildStdout, Command, ExitStatus, Stdio};
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{MemfdFlags, memfd_create};
use rustix::process::Signal;

/// A process at work.
pub(crate) struct Worker {
    child: Child,
    out: BufReader<Patient>,
    said: File,
}

/// How a process ended.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Ending {
    /// By itself, with success.
    Done,
    /// It was told to end, by the user or the system's shutdown: what it worked on is not to blame.
    Told,
    /// It took more of the processor's time than it may.
    Overran,
    /// Otherwise; this is how, for people.
    Died(String),
}

impl Worker {
    /// Starts this program again with `arguments` and `input` as its standard input. It may be silent for `patience`.
    ///
    /// # Errors
    /// If no process can be started.
    pub(crate) fn start(arguments: &[&str], input: File, patience: Duration) -> io::Result<Self> {
        let said = File::from(memfd_create("said", MemfdFlags::CLOEXEC)?);
        // The program as it is in memory, even where its file was replaced by a newer version.
        let mut command = Command::new("/proc/self/exe");
        command.args(arguments).env_clear().process_group(0);
        command.stdin(input).stdout(Stdio::piped()).stderr(said.try_clone()?);
        let mut child = command.spawn()?;
        let out = child.stdout.take().ok_or_else(|| io::Error::other("it has no output"))?;
        Ok(Self { child, out: BufReader::with_capacity(1 << 16, Patient { out, patience }), said })
    }

    /// The next line, newline included; `None` at the end, whatever it was.
    ///
    /// # Errors
    /// If the process is silent for too long, or its output cannot be read.
    pub(crate) fn line(&mut self) -> io::Result<Option<Vec<u8>>> {
        let mut line = Vec::new();
        self.out.read_until(b'\n', &mut line)?;
        Ok(line.ends_with(b"\n").then_some(line))
    }

    /// Waits for the end of a process that has nothing more to say.
    ///
    /// # Errors
    /// As the system says.
    pub(crate) fn ending(mut self) -> io::Result<Ending> {
        let status = self.child.wait()?;
        Ok(match status.signal() {
            _ if status.success() => Ending::Done,
            Some(it)
                if [Signal::TERM, Signal::INT, Signal::HUP, Signal::QUIT]
                    .iter()
                    .any(|s| s.as_raw() == it) =>
            {
                Ending::Told
            }
            Some(it) if it == Signal::XCPU.as_raw() => Ending::Overran,
            _ => Ending::Died(self.describe(status)),
        })
    }

    fn describe(&self, status: ExitStatus) -> String {
        let mut said = vec![0; 300];
        let n_bytes = self.said.read_at(&mut said, 0).unwrap_or(0);
        said.truncate(n_bytes);
        let said = String::from_utf8_lossy(&said);
        // Advice for developers ends what a dying process says.
        let said = said.split("note: run with").next().unwrap_or_default();
        let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
        if said.is_empty() { status.to_string() } else { format!("{status}: {said}") }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.child.kill().unwrap_or_default();
        self.child.wait().map(|_| ()).unwrap_or_default();
    }
}

/// Output that is waited for so long and no longer.
struct Patient {
    out: ChildStdout,
    patience: Duration,
}

impl Read for Patient {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let timeout = Timespec::try_from(self.patience).map_err(io::Error::other)?;
        let mut fds = [PollFd::from_borrowed_fd(self.out.as_fd(), PollFlags::IN)];
        if poll(&mut fds, Some(&timeout))? == 0 {
            let seconds = self.patience.as_secs();
            return Err(io::Error::new(
                io::ErrorKind::TimedOut,
                format!("nothing was heard of it for {seconds} s"),
            ));
        }
        self.out.read(buffer)
    }
}
