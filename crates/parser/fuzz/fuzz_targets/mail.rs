//! Fuzzes the `mail` reader.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| wiredesk_parser_fuzz::run("a.eml", bytes));
