//! Fuzzes the `bzip2` reader.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| wiredesk_parser_fuzz::run("a.bz2", bytes));
