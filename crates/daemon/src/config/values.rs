//! Byte sizes and durations as people write them. Which key takes which is `keys`' business.

use std::time::Duration;

const UNITS: [(&str, u64); 5] =
    [("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10), ("B", 1), ("", 1)];
const DECIMAL: [(&str, u64); 3] = [("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1_000)];

/// Reads `64 MiB`, `30 kB`, `30_000`.
pub(crate) fn parse_bytes(text: &str) -> Result<u64, String> {
    let digits = text.find(|it: char| !it.is_ascii_digit() && it != '_').unwrap_or(text.len());
    let (number, unit) = text.split_at(digits);
    let number: u64 = number.replace('_', "").parse().map_err(|_| expected(text))?;
    let unit = unit.trim();
    let factor = UNITS.iter().chain(&DECIMAL).find(|(name, _)| name.eq_ignore_ascii_case(unit));
    let (_, factor) = factor.ok_or_else(|| expected(text))?;
    number.checked_mul(*factor).ok_or_else(|| format!("`{text}` is more than any file can hold"))
}

fn expected(text: &str) -> String {
    format!("`{text}` is no size; write a whole number with B, kB, KiB, MB, MiB, GB or GiB")
}

/// Writes a size so that [`parse_bytes`] reads the same back.
pub(crate) fn show_bytes(n_bytes: u64) -> String {
    let unit = UNITS.iter().find(|(_, factor)| n_bytes != 0 && n_bytes.is_multiple_of(*factor));
    match unit {
        Some((name, factor)) if *factor > 1 => format!("{} {name}", n_bytes / factor),
        _ => n_bytes.to_string(),
    }
}

/// Reads `2s`, `500ms`, `1h 30m`, `7 days`.
pub(crate) fn parse_duration(text: &str) -> Result<Duration, String> {
    humantime::parse_duration(text)
        .map_err(|_| format!("`{text}` is no duration; write for example `500ms`, `2s`, `1h 30m`"))
}

/// Writes a duration so that [`parse_duration`] reads the same back.
pub(crate) fn show_duration(duration: Duration) -> String {
    humantime::format_duration(duration).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_as_written() {
        assert_eq!(parse_bytes("64 MiB"), Ok(64 << 20));
        assert_eq!(parse_bytes("30kB"), Ok(30_000));
        assert_eq!(parse_bytes("30_000"), Ok(30_000));
        assert!(parse_bytes("64 MiBs").unwrap_err().contains("`64 MiBs` is no size"));
        assert!(parse_bytes("-1").is_err());
        assert!(parse_bytes("99999999999 GiB").unwrap_err().contains("more than any file"));
    }

    #[test]
    fn what_is_shown_is_read_back() {
        for n_bytes in [0, 1, 1023, 1024, 30_000, 64 << 20, 3 << 30] {
            assert_eq!(parse_bytes(&show_bytes(n_bytes)), Ok(n_bytes));
        }
        for millis in [1, 500, 2_000, 5_400_000] {
            let duration = Duration::from_millis(millis);
            assert_eq!(parse_duration(&show_duration(duration)), Ok(duration));
        }
    }
}
