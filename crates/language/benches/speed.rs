//! How many tokens a CPU-second each part of the crate gets through on one thread, and what loading costs:
//! `cargo bench -p wiredesk-language`. CPU time, not wall time, so that a busy machine does not change the figures.

use std::{fmt::Write as _, hint::black_box, io::Write as _};

use rustix::time::{ClockId, clock_gettime};
use wiredesk_language::{Models, identify, lemma, segment};
use wiredesk_model::Span;

/// A paragraph of made-up news; numbers and names change from copy to copy.
const PARAGRAPH: &str = "MARDEN, March # (Agency) — The finance minister of Norland, Anna Person#, said on \
    Tuesday that her government “will not accept” a deal worth $#.5 billion unless the European Commission \
    drops its objections, according to two officials who weren't authorized to speak publicly. “We've waited \
    for # months,” she told reporters outside the Ministry of Trade. The opposition leader, Mr. J. K. Voter#, \
    whose party won #% of the vote in the U.S.-backed election, called the decision a mistake; at least # \
    protesters were arrested after clashes with police near the Central Station, the interior ministry said.";

/// CPU seconds of this thread.
fn cpu_seconds() -> f64 {
    let now = clock_gettime(ClockId::ThreadCPUTime);
    now.tv_sec as f64 + now.tv_nsec as f64 * 1e-9
}

/// The fastest of `passes` runs, in CPU seconds.
fn fastest<T>(passes: u32, mut run: impl FnMut() -> T) -> f64 {
    let time = |_| {
        let start = cpu_seconds();
        black_box(run());
        cpu_seconds() - start
    };
    (0..passes).map(time).fold(f64::INFINITY, f64::min)
}

fn article() -> String {
    let mut text = String::new();
    for at in 0..200 {
        writeln!(text, "{}", PARAGRAPH.replace('#', &(at * 7 + 3).to_string()))
            .expect("a string takes all");
    }
    text
}

fn main() -> std::io::Result<()> {
    let mut out = std::io::stdout();
    let start = cpu_seconds();
    let models = black_box(Models::embedded());
    writeln!(out, "load: {:.1} ms", (cpu_seconds() - start) * 1e3)?;
    let text = article();
    let mut at = 0;
    let paragraphs: Vec<Span> = text
        .split_inclusive('\n')
        .map(|it| {
            at += it.len();
            Span::new(at - it.len(), at)
        })
        .collect();
    let (tokens, sentences) = segment(&text, &paragraphs, true);
    let mut parsed = tokens.clone();
    models.parse(&text, &mut parsed, &sentences);
    let all = || {
        let language = identify(&text);
        let (mut tokens, sentences) = segment(&text, &paragraphs, true);
        models.parse(&text, &mut tokens, &sentences);
        (language, models.names(&text, &tokens, &sentences))
    };
    let parts: [(&str, f64); 5] = [
        ("segment", fastest(20, || segment(&text, &paragraphs, true))),
        ("parse", fastest(20, || models.parse(&text, &mut parsed.clone(), &sentences))),
        ("names", fastest(20, || models.names(&text, &parsed, &sentences))),
        ("lemmas", fastest(20, || parsed.iter().map(|it| lemma(&text, it).len()).sum::<usize>())),
        ("everything", fastest(20, all)),
    ];
    for (name, seconds) in parts {
        writeln!(out, "{name}: {:.0} tokens a CPU-second", tokens.len() as f64 / seconds)?;
    }
    Ok(())
}
