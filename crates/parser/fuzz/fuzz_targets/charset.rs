//! Fuzzes declared and detected encodings: the first byte chooses the declaration, the rest is the text.
#![no_main]

const LABELS: &[&str] = &[
    "", "utf-8", "utf-16", "utf-16be", "utf-32", "windows-1251", "shift_jis", "euc-jp", "iso-2022-jp", "gb18030",
    "big5", "euc-kr", "x-user-defined", "hz-gb-2312", "utf-7", "replacement",
];

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Some((choice, text)) = bytes.split_first() else { return };
    let label = LABELS[usize::from(*choice) % LABELS.len()];
    let (name, mut source) = match choice / 16 % 3 {
        0 => ("a.txt", Vec::new()),
        1 => ("a.xml", format!("<?xml version=\"1.0\" encoding=\"{label}\"?><article><p>").into_bytes()),
        _ => ("a.html", format!("<html><meta charset=\"{label}\"><p>").into_bytes()),
    };
    source.extend_from_slice(text);
    wiredesk_parser_fuzz::run(name, &source);
});
