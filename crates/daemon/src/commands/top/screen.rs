//! What `top` shows, as lines that fit the terminal. It reads nothing.

use std::path::Path;
use std::time::Duration;

use console::{Style, measure_text_width, truncate_str};

use super::look::{Headline, Look, Refusal};
use crate::clock;
use crate::service::Snapshot;

/// Refusals that are shown where there is room for headlines, too.
const N_REFUSALS: usize = 4;

/// The terminal's.
#[derive(Clone, Copy)]
pub(super) struct Size {
    pub(super) rows: usize,
    pub(super) columns: usize,
}

/// What is shown of the desk at `root` after `looks`, a second apart, of which the last is now.
pub(super) fn lines(root: &Path, looks: &[Look], size: Size) -> Vec<String> {
    let Some(now) = looks.last() else { return Vec::new() };
    let service = now.service.as_ref();
    let mut lines = vec![head(root, service, size), String::new()];
    lines.push(format!("  delivered  {}   {}", count(now.n_records, "record"), rates(looks)));
    lines.push(format!("  rejected   {}", count(now.n_rejections, "file")));
    let more = if now.is_beyond_count() { " or more" } else { "" };
    lines.push(format!("  waiting    {}{more}", count(now.n_waiting as u64, "file")));
    lines.extend(service.map(in_work));
    lines.extend(service.and_then(latency));
    lines.extend(graph(looks, size));
    let n_refusals = now.refusals.len().min(N_REFUSALS);
    let taken = lines.len() + if n_refusals > 0 { n_refusals + 2 } else { 0 } + 3;
    let room = size.rows.saturating_sub(taken);
    lines.extend([String::new(), title("last headlines")]);
    lines.extend(now.headlines.iter().take(room).map(headline));
    if now.headlines.is_empty() {
        lines.push(dim("  none yet: drop a file into the inbox"));
    }
    if n_refusals > 0 {
        lines.extend([String::new(), title("last rejected")]);
        lines.extend(now.refusals.iter().take(n_refusals).map(refusal));
    }
    lines.truncate(size.rows.saturating_sub(1).max(1));
    lines.iter().map(|it| truncate_str(it, size.columns, "…").into_owned()).collect()
}

fn head(root: &Path, service: Option<&Snapshot>, size: Size) -> String {
    let state = match service {
        None => Style::new().red().bold().apply_to("no service is running".to_owned()),
        Some(it) => {
            let style =
                if it.state == "running" { Style::new().green() } else { Style::new().red() };
            let age = clock::now().duration_since(it.since);
            let age = Duration::from_secs(age.as_secs().unsigned_abs());
            let age = humantime::format_duration(age);
            style.bold().apply_to(format!("{}, process {}, for {age}", it.state, it.pid))
        }
    }
    .to_string();
    let root = root.display().to_string();
    let room = size.columns.saturating_sub(measure_text_width(&state) + 2);
    let root = truncate_str(&root, room, "…").into_owned();
    let gap = (room + 2).saturating_sub(measure_text_width(&root));
    format!("{}{}{state}", Style::new().bold().apply_to(root), " ".repeat(gap))
}

/// Records a second, over the last seconds and over the last minute.
fn rates(looks: &[Look]) -> String {
    let over = |n_looks: usize| {
        let (now, before) = (looks.last()?, looks.get(looks.len().checked_sub(n_looks + 1)?)?);
        let seconds = now.at.duration_since(before.at).as_secs_f64().max(0.001);
        Some(now.n_records.saturating_sub(before.n_records) as f64 / seconds)
    };
    let short = over(looks.len().saturating_sub(1).min(3)).filter(|_| looks.len() > 1);
    let long = over(looks.len().saturating_sub(1)).filter(|_| looks.len() > 10);
    match (short, long) {
        (None, _) => String::new(),
        (Some(short), None) => format!("{short:.1} a second"),
        (Some(short), Some(long)) => {
            let seconds = looks.len() - 1;
            format!("{short:.1} a second, {long:.1} over the last {seconds} s")
        }
    }
}

fn in_work(service: &Snapshot) -> String {
    let queues: Vec<_> = service
        .queues
        .iter()
        .map(|it| {
            let text = format!("{} {}/{}", it.to, it.len, it.capacity);
            // A full queue is where the others wait.
            let full = it.len >= it.capacity;
            if full { Style::new().yellow().apply_to(text).to_string() } else { text }
        })
        .collect();
    let n = count(service.in_flight.unsigned_abs(), "article");
    format!("  in work    {n}   queues to {}", queues.join(", "))
}

fn latency(service: &Snapshot) -> Option<String> {
    let it = service.latency?;
    let n = count(it.n_files as u64, "file");
    let time =
        |ms: f64| if ms < 1_000.0 { format!("{ms} ms") } else { format!("{:.1} s", ms / 1_000.0) };
    Some(format!(
        "  latency    half within {}, 99 of 100 within {} (found to archived, last {n})",
        time(it.p50_ms),
        time(it.p99_ms)
    ))
}

/// Records of each of the last seconds as a row of bars.
fn graph(looks: &[Look], size: Size) -> Option<String> {
    const BARS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    let steps: Vec<u64> = looks
        .windows(2)
        .map(|it| match it {
            [before, now] => now.n_records.saturating_sub(before.n_records),
            _ => 0,
        })
        .collect();
    let most = steps.iter().copied().max().filter(|it| *it > 0)?;
    let shown = steps.len().saturating_sub(size.columns.saturating_sub(14));
    let bars: String = steps
        .iter()
        .skip(shown)
        .map(|it| BARS[((it * 8).div_ceil(most).max(1) as usize - 1).min(7)])
        .collect();
    Some(format!("             {}", Style::new().cyan().apply_to(bars)))
}

fn headline(it: &Headline) -> String {
    let path = dim(&it.source.path);
    format!("  {}  {}  {path}", dim(time(&it.at)), it.title().replace(char::is_control, " "))
}

fn refusal(it: &Refusal) -> String {
    let code = Style::new().red().apply_to(&it.code);
    format!("  {}  {code}  {}", dim(time(&it.at)), it.source.path)
}

/// Hours, minutes and seconds of a line's time.
fn time(at: &str) -> &str {
    at.get(11..19).unwrap_or_default()
}

fn title(text: &str) -> String {
    Style::new().bold().underlined().apply_to(text).to_string()
}

fn dim(text: &str) -> String {
    Style::new().dim().apply_to(text).to_string()
}

/// `1 file`, `12,345 files`.
fn count(n: u64, what: &str) -> String {
    let digits = n.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{grouped} {what}{}", if n == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::*;

    fn look(n_records: u64, at: Instant) -> Look {
        let line = r#"{"@timestamp":"2026-03-04T08:15:30.123Z","source":{"path":"a.txt"},"article":{"title":"Rain"}}"#;
        let refused = r#"{"@timestamp":"2026-03-04T08:15:31.123Z","source":{"path":"b.bin"},"code":"not_text"}"#;
        Look {
            at,
            service: None,
            n_records,
            n_rejections: 1,
            n_waiting: 1_234_567,
            headlines: (0..50).map(|_| serde_json::from_str(line).unwrap()).collect(),
            refusals: vec![serde_json::from_str(refused).unwrap()],
        }
    }

    #[test]
    fn a_look_fits_its_terminal_and_says_what_there_is() {
        let start = Instant::now();
        let looks: Vec<_> = (0..20).map(|n| look(n * 10, start + Duration::from_secs(n))).collect();
        for (rows, columns) in [(24, 80), (10, 40), (3, 20), (60, 200)] {
            let lines = lines(Path::new("/srv/desk"), &looks, Size { rows, columns });
            assert!(lines.len() < rows.max(2), "{rows}: {}", lines.len());
            assert!(lines.iter().all(|it| measure_text_width(it) <= columns), "{lines:#?}");
        }
        let lines = lines(Path::new("/srv/desk"), &looks, Size { rows: 24, columns: 100 });
        let all = console::strip_ansi_codes(&lines.join("\n")).into_owned();
        for expected in [
            "no service is running",
            "190 records   10.0 a second, 10.0 over the last 19 s",
            "1,234,567 files or more",
            "08:15:30  Rain  a.txt",
            "08:15:31  not_text  b.bin",
        ] {
            assert!(all.contains(expected), "{expected} in\n{all}");
        }
    }
}
