//! Fuzzes the `json` reader.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| wiredesk_parser_fuzz::run("a.json", bytes));
