//! Splits a stream into its top-level JSON values without parsing them: lines, arrays and pretty-printed objects alike, in
//! one pass and with the memory of one value. A broken line does not hide the lines after it.

use std::io::{BufRead, ErrorKind};

use crate::Rejection;

/// Commas and brackets of one value: a tree takes about a hundred bytes for each.
const MAX_MARKS: usize = 400_000;

/// The bytes of one value, or what stood where one should be.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// A balanced object.
    Value,
    /// An object that was cut off by the beginning of the next line's, or by the end.
    Broken,
    /// An object larger than the limits, in bytes or in what it holds; its bytes are dropped.
    TooLarge,
    /// Bytes that begin no object.
    Garbage,
    /// Nothing is left.
    End,
}

/// Reads objects one by one.
pub(super) struct Values {
    limit: usize,
    /// The value's bytes after `next`.
    pub(super) bytes: Vec<u8>,
    at_line_start: bool,
}

/// Where in a value the scanner is.
#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "they are independent")]
struct State {
    depth: u64,
    /// Commas and brackets: about how many values it holds.
    n_marks: usize,
    in_string: bool,
    escaped: bool,
    /// Whether the value's first line holds more than its opening brace.
    is_line: bool,
    is_past_line: bool,
    too_large: bool,
}

impl Values {
    /// A reader of values of at most `limit` bytes.
    pub(super) fn new(limit: u64) -> Self {
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        Self { limit, bytes: Vec::new(), at_line_start: true }
    }

    /// Reads the next object into `bytes`.
    pub(super) fn next(&mut self, input: &mut dyn BufRead) -> Result<Piece, Rejection> {
        self.bytes.clear();
        let mut state = State::default();
        let mut n_garbage = 0_u64;
        loop {
            let chunk = match input.fill_buf() {
                Ok(chunk) => chunk,
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(error) => return Err(Rejection::unreadable(&error)),
            };
            if chunk.is_empty() {
                return Ok(match (state.depth, n_garbage) {
                    (0, 0) => Piece::End,
                    (0, _) => Piece::Garbage,
                    _ if state.too_large => Piece::TooLarge,
                    _ => Piece::Broken,
                });
            }
            let (n_used, done) = self.scan(chunk, &mut state, &mut n_garbage);
            input.consume(n_used);
            if let Some(piece) = done {
                return Ok(piece);
            }
        }
    }

    /// Scans `chunk`: how much of it was used, and the piece that ended there.
    fn scan(
        &mut self,
        chunk: &[u8],
        state: &mut State,
        n_garbage: &mut u64,
    ) -> (usize, Option<Piece>) {
        let mut start = if state.depth > 0 { Some(0) } else { None };
        for (at, byte) in chunk.iter().enumerate() {
            let at_line_start = std::mem::replace(&mut self.at_line_start, *byte == b'\n');
            if state.depth == 0 {
                if *byte != b'{' {
                    *n_garbage += u64::from(
                        !byte.is_ascii_whitespace() && !b",[]\x1e\xEF\xBB\xBF".contains(byte),
                    );
                    continue;
                }
                if *n_garbage > 0 {
                    self.at_line_start = at_line_start;
                    return (at, Some(Piece::Garbage));
                }
                start = Some(at);
                state.depth = 1;
                continue;
            }
            if at_line_start && *byte == b'{' && state.is_line {
                self.at_line_start = true;
                self.keep(chunk.get(start.unwrap_or(0)..at), state);
                let piece = if state.too_large { Piece::TooLarge } else { Piece::Broken };
                return (at, Some(piece));
            }
            // On the first line, anything after the brace makes it a line of NDJSON.
            state.is_past_line |= *byte == b'\n';
            state.is_line |= !state.is_past_line && !byte.is_ascii_whitespace();
            if state.step(*byte) {
                self.keep(chunk.get(start.unwrap_or(0)..=at), state);
                let piece = if state.too_large { Piece::TooLarge } else { Piece::Value };
                return (at + 1, Some(piece));
            }
        }
        if let Some(start) = start {
            self.keep(chunk.get(start..), state);
        }
        (chunk.len(), None)
    }

    fn keep(&mut self, bytes: Option<&[u8]>, state: &mut State) {
        let bytes = bytes.unwrap_or_default();
        if self.bytes.len() + bytes.len() > self.limit || state.n_marks > MAX_MARKS {
            state.too_large = true;
            self.bytes = Vec::new();
        }
        if !state.too_large {
            self.bytes.extend_from_slice(bytes);
        }
    }
}

impl State {
    /// Takes one byte inside a value; whether the value ends with it.
    fn step(&mut self, byte: u8) -> bool {
        if self.in_string {
            match byte {
                _ if self.escaped => self.escaped = false,
                b'\\' => self.escaped = true,
                b'"' => self.in_string = false,
                _ => {}
            }
            return false;
        }
        match byte {
            b'"' => self.in_string = true,
            b'{' | b'[' => {
                self.depth += 1;
                self.n_marks += 1;
            }
            b'}' | b']' => self.depth -= 1,
            b',' => self.n_marks += 1,
            _ => {}
        }
        self.depth == 0
    }
}

#[cfg(test)]
mod tests {
    use std::io::BufReader;

    use super::*;

    #[track_caller]
    fn check(input: &str, expected: &[&str]) {
        for capacity in [1, 3, 4096] {
            let mut reader = BufReader::with_capacity(capacity, input.as_bytes());
            let mut values = Values::new(60);
            let mut found = Vec::new();
            loop {
                let piece = values.next(&mut reader).unwrap();
                let text = String::from_utf8_lossy(&values.bytes).replace('\n', "¶");
                match piece {
                    Piece::End => break,
                    Piece::Value => found.push(text),
                    piece => found.push(format!("{piece:?} {text}").trim_end().to_owned()),
                }
            }
            assert_eq!(found, expected, "with a buffer of {capacity}");
        }
    }

    #[test]
    fn values_are_found_in_every_layout() {
        check("{\"a\":1}\n{\"b\":\"}\\\"\"}", &["{\"a\":1}", "{\"b\":\"}\\\"\"}"]);
        check("[{\"a\":1}, {\"b\":2}]", &["{\"a\":1}", "{\"b\":2}"]);
        check("{\n\"a\":[\n{\n}\n]}\n", &["{¶\"a\":[¶{¶}¶]}"]);
        check(" \n ", &[]);
    }

    #[test]
    fn a_broken_line_does_not_hide_the_next() {
        check("{\"a\":\"x\n{\"b\":2}\n", &["Broken {\"a\":\"x¶", "{\"b\":2}"]);
        check("oops\n{\"b\":2}", &["Garbage", "{\"b\":2}"]);
        check("{\"b\":2}\n{\"c\":", &["{\"b\":2}", "Broken {\"c\":"]);
    }

    #[test]
    fn large_and_deep_values_cost_no_memory() {
        let large = format!("{{\"a\":\"{}\"}}\n{{\"b\":2}}", "x".repeat(100));
        check(&large, &["TooLarge", "{\"b\":2}"]);
        let mut values = Values::new(1000);
        let deep = "[{\"a\":".repeat(100_000);
        let piece = values.next(&mut deep.as_bytes()).unwrap();
        assert_eq!((piece, values.bytes.capacity() < 200_000), (Piece::TooLarge, true));
    }
}
