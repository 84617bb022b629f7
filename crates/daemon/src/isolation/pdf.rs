//! Every PDF is taken apart in a process of its own: what reads it may recurse, loop or allocate without end on a hostile
//! file. What a PDF holds is the parser's matter.

use std::fs::File;
use std::io::{self, Seek, Write};
use std::time::Duration;

use rustix::fs::{MemfdFlags, memfd_create};
use wiredesk_journal::Reason;
use wiredesk_parser::{PdfContents, Rejection};

use super::{COMMAND, Ending, Task, Work, Worker};

/// Address space of the process: the program, and far more than a newspaper's page takes.
const MAX_MEMORY: u64 = 2 << 30;
/// Longer than the parser's own patience, which gives a better reason.
const PATIENCE: Duration = Duration::from_mins(1);

/// The refusals a reading may end in; others are of this module.
const CODES: [&str; 5] = ["damaged_pdf", "encrypted", "expands_too_far", "too_slow", "unreadable"];

/// What the PDF `bytes` holds.
///
/// # Errors
/// If it is refused, or its process died over it.
pub(crate) fn read_apart(bytes: &[u8]) -> Result<PdfContents, Rejection> {
    let mut worker = start(bytes).map_err(|error| Rejection::unreadable(&error))?;
    let answer = match worker.line() {
        Ok(Some(line)) => serde_json::from_slice::<Result<PdfContents, Reason>>(&line).ok(),
        Ok(None) => None,
        Err(error) => return Err(died(&error.to_string())),
    };
    match (answer, worker.ending()) {
        (Some(answer), _) => answer.map_err(refusal),
        (None, Ok(Ending::Told)) => {
            Err(Rejection::new(Rejection::INTERRUPTED, "its process was told to end"))
        }
        (None, Ok(Ending::Done)) => Err(died("it ended without an answer")),
        (None, Ok(Ending::Died(how))) => Err(died(&how)),
        (None, Err(error)) => Err(died(&error.to_string())),
    }
}

fn start(bytes: &[u8]) -> io::Result<Worker> {
    let mut input = File::from(memfd_create("pdf", MemfdFlags::CLOEXEC)?);
    input.write_all(bytes)?;
    input.rewind()?;
    let task = Task { work: Work::Pdf, max_memory: MAX_MEMORY, parent: std::process::id() };
    Worker::start(&[COMMAND, &serde_json::to_string(&task)?], input, PATIENCE)
}

fn refusal(reason: Reason) -> Rejection {
    let code = CODES.into_iter().find(|it| *it == reason.code).unwrap_or("damaged_pdf");
    Rejection::new(code, reason.detail)
}

fn died(how: &str) -> Rejection {
    Rejection::new("damaged_pdf", format!("the process that read it died: {how}"))
}
