//! RTF 1.9: the text of the document group, in its code pages or Unicode, and the info group.

use std::io::BufRead;

use encoding_rs::{Encoding, WINDOWS_1252};

use crate::{Certainty, Context, Draft, Format, Peek, Rejection, story::Story};

/// RTF.
pub(crate) struct Rtf;

/// Groups that are open at once; deeper ones are read as part of the group around them.
const MAX_DEPTH: usize = 500;

impl Format for Rtf {
    fn name(&self) -> &'static str {
        "rtf"
    }

    fn detect(&self, peek: &Peek<'_>) -> Certainty {
        if peek.head.trim_ascii_start().starts_with(b"{\\rtf") {
            Certainty::Certain
        } else {
            Certainty::No
        }
    }

    fn parse(&self, input: &mut dyn BufRead, ctx: &mut Context<'_>) -> Result<(), Rejection> {
        let bytes = ctx.read_all(input)?;
        let mut reader = Reader::new(&bytes);
        reader.run();
        let mut story = Story::new(&reader.encoding.name().to_ascii_lowercase());
        story.title(Some(&reader.title));
        story.credit(Some(&reader.author));
        story.declare("subject", Some(&reader.subject), None);
        story.declare("keyword", Some(&reader.keywords), None);
        let paragraphs = reader.text.split('\n').map(str::trim).filter(|it| !it.is_empty());
        story.text(&paragraphs.collect::<Vec<_>>().join("\n\n"));
        if reader.n_open > 0 {
            story.warn("ill_formed", "the document ends inside a group");
        }
        match story.finish() {
            Some(article) => ctx.emit(Draft::new(article, &bytes)).map(|_| ()),
            None => Err(Rejection::new("no_text", "the document holds no text")),
        }
    }
}

/// Where a group's text goes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Destination {
    Text,
    Title,
    Author,
    Subject,
    Keywords,
    Nowhere,
}

/// Groups whose text is not the article's.
const NOWHERE: &[&str] = &[
    "fonttbl",
    "colortbl",
    "stylesheet",
    "pict",
    "header",
    "headerl",
    "headerr",
    "headerf",
    "footer",
    "footerl",
    "footerr",
    "footerf",
    "footnote",
    "object",
    "themedata",
    "datastore",
    "listtable",
    "listoverridetable",
    "fldinst",
    "rsidtbl",
    "generator",
    "xmlnstbl",
    "latentstyles",
    "filetbl",
    "revtbl",
    "info",
    "nonshppict",
    "bkmkstart",
    "bkmkend",
    "mmathPr",
    "wgrffmtfilter",
    "annotation",
    "atnid",
    "atnauthor",
    "operator",
    "company",
    "doccomm",
];

#[derive(Clone, Copy)]
struct Group {
    destination: Destination,
    /// Characters that stand for one Unicode character in old readers.
    n_fallback: usize,
}

struct Reader<'a> {
    rest: &'a [u8],
    groups: Vec<Group>,
    n_open: usize,
    encoding: &'static Encoding,
    /// Bytes of the code page that are not decoded yet.
    pending: Vec<u8>,
    /// Characters to pass over after `\u`.
    n_skip: usize,
    high_surrogate: Option<u16>,
    text: String,
    title: String,
    author: String,
    subject: String,
    keywords: String,
}

impl<'a> Reader<'a> {
    fn new(bytes: &'a [u8]) -> Self {
        Self {
            rest: bytes,
            groups: vec![Group { destination: Destination::Text, n_fallback: 1 }],
            n_open: 0,
            encoding: WINDOWS_1252,
            pending: Vec::new(),
            n_skip: 0,
            high_surrogate: None,
            text: String::new(),
            title: String::new(),
            author: String::new(),
            subject: String::new(),
            keywords: String::new(),
        }
    }

    fn run(&mut self) {
        while let Some((first, rest)) = self.rest.split_first() {
            self.rest = rest;
            match first {
                b'{' => self.open(),
                b'}' => {
                    self.flush();
                    self.n_skip = 0;
                    self.n_open = self.n_open.saturating_sub(1);
                    if self.groups.len() > 1 && self.n_open < MAX_DEPTH {
                        self.groups.pop();
                    }
                }
                b'\\' => self.control(),
                b'\r' | b'\n' => {}
                byte => self.byte(*byte),
            }
        }
        self.flush();
    }

    fn group(&self) -> Group {
        self.groups
            .last()
            .copied()
            .unwrap_or(Group { destination: Destination::Text, n_fallback: 1 })
    }

    fn open(&mut self) {
        self.flush();
        self.n_skip = 0;
        self.n_open += 1;
        if self.n_open < MAX_DEPTH {
            self.groups.push(self.group());
        }
    }

    fn byte(&mut self, byte: u8) {
        if self.n_skip > 0 {
            self.n_skip -= 1;
        } else if self.group().destination != Destination::Nowhere {
            self.pending.push(byte);
        }
    }

    fn flush(&mut self) {
        if !self.pending.is_empty() {
            let bytes = std::mem::take(&mut self.pending);
            let (text, _) = self.encoding.decode_without_bom_handling(&bytes);
            self.push(&text);
        }
    }

    fn push(&mut self, text: &str) {
        match self.group().destination {
            Destination::Text => self.text.push_str(text),
            Destination::Title => self.title.push_str(text),
            Destination::Author => self.author.push_str(text),
            Destination::Subject => self.subject.push_str(text),
            Destination::Keywords => self.keywords.push_str(text),
            Destination::Nowhere => {}
        }
    }

    fn say(&mut self, text: &str) {
        self.flush();
        self.push(text);
    }

    fn go(&mut self, destination: Destination) {
        self.flush();
        if let Some(group) = self.groups.last_mut() {
            group.destination = destination;
        }
    }

    /// A control word or symbol, after its backslash.
    fn control(&mut self) {
        let n_letters = self.rest.iter().take_while(|it| it.is_ascii_alphabetic()).take(32).count();
        let (word, mut rest) = self.rest.split_at_checked(n_letters).unwrap_or_default();
        if word.is_empty() {
            let Some((symbol, rest)) = self.rest.split_first() else { return };
            self.rest = rest;
            return self.symbol(*symbol);
        }
        let n_digits = rest
            .iter()
            .enumerate()
            .take_while(|(at, it)| it.is_ascii_digit() || *at == 0 && **it == b'-')
            .take(11)
            .count();
        let number =
            rest.get(..n_digits).and_then(|it| std::str::from_utf8(it).ok()?.parse::<i64>().ok());
        rest = rest.get(n_digits..).unwrap_or_default();
        self.rest = rest.strip_prefix(b" ").unwrap_or(rest);
        let word = std::str::from_utf8(word).unwrap_or_default();
        self.word(word, number);
    }

    fn symbol(&mut self, symbol: u8) {
        match symbol {
            b'\'' => {
                let hex = self.rest.get(..2).and_then(|it| std::str::from_utf8(it).ok());
                let byte = hex.and_then(|it| u8::from_str_radix(it, 16).ok());
                self.rest = self.rest.get(2..).unwrap_or_default();
                self.byte(byte.unwrap_or(b'?'));
            }
            b'~' => self.say(" "),
            b'_' => self.say("-"),
            b'*' => self.go(Destination::Nowhere),
            b'\\' | b'{' | b'}' => self.byte(symbol),
            b'\r' | b'\n' => self.say("\n"),
            _ => {}
        }
    }

    fn word(&mut self, word: &str, number: Option<i64>) {
        match word {
            "par" | "sect" | "page" | "row" => self.say("\n"),
            "line" => self.say("\n"),
            "tab" | "cell" => self.say("\t"),
            "emdash" => self.say("—"),
            "endash" => self.say("–"),
            "lquote" => self.say("‘"),
            "rquote" => self.say("’"),
            "ldblquote" => self.say("“"),
            "rdblquote" => self.say("”"),
            "bullet" => self.say("•"),
            "emspace" | "enspace" | "qmspace" => self.say(" "),
            "u" => self.unicode(number.unwrap_or(0)),
            "uc" => {
                if let Some(group) = self.groups.last_mut() {
                    group.n_fallback = usize::try_from(number.unwrap_or(1)).unwrap_or(1).min(8);
                }
            }
            "bin" => {
                let n_bytes = usize::try_from(number.unwrap_or(0)).unwrap_or(0);
                self.rest = self.rest.get(n_bytes..).unwrap_or_default();
            }
            "ansicpg" => self.encoding = code_page(number.unwrap_or(1252)),
            "mac" => self.encoding = encoding_rs::MACINTOSH,
            "title" if self.n_open <= 3 => self.go(Destination::Title),
            "author" => self.go(Destination::Author),
            "subject" => self.go(Destination::Subject),
            "keywords" => self.go(Destination::Keywords),
            _ if NOWHERE.contains(&word) => self.go(Destination::Nowhere),
            _ => {}
        }
    }

    fn unicode(&mut self, number: i64) {
        self.flush();
        self.n_skip = self.group().n_fallback;
        let unit = (number & 0xFFFF) as u16;
        let units: Vec<u16> = match (self.high_surrogate.take(), unit) {
            (None, 0xD800..=0xDBFF) => {
                self.high_surrogate = Some(unit);
                return;
            }
            (Some(high), unit) => vec![high, unit],
            (None, unit) => vec![unit],
        };
        let text: String = char::decode_utf16(units).map(|it| it.unwrap_or('\u{FFFD}')).collect();
        self.push(&text);
    }
}

fn code_page(number: i64) -> &'static Encoding {
    let label = match number {
        932 => "shift_jis".to_owned(),
        936 => "gbk".to_owned(),
        949 => "euc-kr".to_owned(),
        950 => "big5".to_owned(),
        10_000 => "macintosh".to_owned(),
        number => format!("windows-{number}"),
    };
    Encoding::for_label(label.as_bytes()).unwrap_or(WINDOWS_1252)
}
