//! Every PDF is taken apart in a process of its own: what reads it may recurse, loop or allocate without end on a hostile
//! file. What a PDF holds is the parser's matter.

use std::fs::File;
use std::io::{self, Seek, Write};
use std::time::Duration;

use rustix::fs::{MemfdFlags, memfd_create};
use wiredesk_journal::Reason;
use wiredesk_parser::{PdfContents, Rejection};

use super::{COMMAND, Ending, Limits, Task, Work, Worker};

/// Address space of the process, most of it the program and what the allocator sets aside.
const ADDRESS_SPACE: u64 = 2 << 30;
/// What it may write to for a file of no size: the stack of its reader, which is hardly used, and the glyphs of 100 dense pages.
const DATA: u64 = 192 << 20;
/// What it may write to for each byte of the file, which is copied as it is taken apart.
const DATA_PER_BYTE: u64 = 4;
/// Time of the processor for a file of no size, in seconds; ten pages of a newspaper take a tenth of one.
const CPU: u64 = 2;
/// Bytes of a file for which there is another second.
const BYTES_PER_CPU_SECOND: u64 = 1 << 20;
/// Longer than the parser's own patience, which gives a better reason.
const PATIENCE: Duration = Duration::from_mins(1);

/// The refusals a reading may end in; others are of this module.
const CODES: [&str; 5] = ["damaged_pdf", "encrypted", "expands_too_far", "too_slow", "unreadable"];

/// What the PDF `bytes` holds.
///
/// # Errors
/// If it is refused, or its process died over it.
pub(crate) fn read_apart(bytes: &[u8]) -> Result<PdfContents, Rejection> {
    let limits = limits(bytes.len() as u64);
    let mut worker = start(bytes, limits).map_err(|error| Rejection::unreadable(&error))?;
    let answer = match worker.line() {
        Ok(Some(line)) => serde_json::from_slice::<Result<PdfContents, Reason>>(&line).ok(),
        Ok(None) => None,
        Err(error) => return Err(died(&error.to_string(), limits)),
    };
    match (answer, worker.ending()) {
        (Some(answer), _) => answer.map_err(refusal),
        (None, Ok(Ending::Told)) => {
            Err(Rejection::new(Rejection::INTERRUPTED, "its process was told to end"))
        }
        (None, Ok(Ending::Overran)) => Err(overran(limits)),
        (None, Ok(Ending::Done)) => Err(died("it ended without an answer", limits)),
        (None, Ok(Ending::Died(how))) => Err(died(&how, limits)),
        (None, Err(error)) => Err(died(&error.to_string(), limits)),
    }
}

/// What a file of `n_bytes` may take: a small one little, so that the cost of a hostile file is bounded by its size.
fn limits(n_bytes: u64) -> Limits {
    Limits {
        address_space: ADDRESS_SPACE,
        data: Some(DATA.saturating_add(n_bytes.saturating_mul(DATA_PER_BYTE))),
        cpu: Some(CPU + n_bytes / BYTES_PER_CPU_SECOND),
    }
}

fn start(bytes: &[u8], limits: Limits) -> io::Result<Worker> {
    let mut input = File::from(memfd_create("pdf", MemfdFlags::CLOEXEC)?);
    input.write_all(bytes)?;
    input.rewind()?;
    let task = Task { work: Work::Pdf, limits, parent: std::process::id() };
    Worker::start(&[COMMAND, &serde_json::to_string(&task)?], input, PATIENCE)
}

fn refusal(reason: Reason) -> Rejection {
    let code = CODES.into_iter().find(|it| *it == reason.code).unwrap_or("damaged_pdf");
    Rejection::new(code, reason.detail)
}

fn overran(limits: Limits) -> Rejection {
    let seconds = limits.cpu.unwrap_or_default();
    Rejection::new("too_slow", format!("a PDF of its size may take {seconds} s of the processor"))
}

fn died(how: &str, limits: Limits) -> Rejection {
    // What Rust says as it aborts; see std::alloc::handle_alloc_error.
    if how.contains("memory allocation of") {
        let megabytes = limits.data.unwrap_or_default() >> 20;
        let detail = format!("a PDF of its size may take {megabytes} MB of memory");
        return Rejection::new("expands_too_far", detail);
    }
    Rejection::new("damaged_pdf", format!("the process that read it died: {how}"))
}
