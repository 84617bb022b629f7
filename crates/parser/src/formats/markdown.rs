//! Markdown: front matter in YAML, TOML or JSON becomes metadata, the rest text without its marks.

use std::{borrow::Cow, io::BufRead};

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use wiredesk_model::Article;

use super::{html, text};
use crate::{
    Certainty, Context, Draft, Format, Peek, Rejection, charset, context::first_lines, normalize,
};

/// `CommonMark` with tables, strikethrough and footnotes.
pub(crate) struct Markdown;

/// Bytes of a file that are read: a tree of its marks takes eighty times their size.
const MAX_SOURCE_BYTES: usize = 1 << 20;

impl Format for Markdown {
    fn name(&self) -> &'static str {
        "markdown"
    }

    fn detect(&self, peek: &Peek<'_>) -> Certainty {
        let head =
            String::from_utf8_lossy(peek.head.get(..4096.min(peek.head.len())).unwrap_or_default());
        if front_matter(&head).is_some_and(|it| it.0 != '{') {
            return Certainty::Likely;
        }
        match peek.extension {
            Some("md" | "markdown" | "mdown" | "mkd") => Certainty::Extension,
            _ if head.starts_with("# ") && head.contains("\n\n") => Certainty::Extension,
            _ => Certainty::No,
        }
    }

    fn parse(&self, input: &mut dyn BufRead, ctx: &mut Context<'_>) -> Result<(), Rejection> {
        let bytes = ctx.read_all(input)?;
        let (head, cut) = first_lines(&bytes, MAX_SOURCE_BYTES);
        let decoded = charset::decode(head, None);
        let mut article = article(&normalize::text(&decoded.text));
        article.source.encoding = Some(decoded.encoding);
        article.warnings.extend(decoded.warnings);
        article.warnings.extend(cut);
        ctx.emit(Draft::new(article, &bytes))?;
        Ok(())
    }
}

/// The article of a normalized Markdown text.
pub(crate) fn article(source: &str) -> Article {
    let mut article = Article::default();
    let mut body = source;
    if let Some((kind, matter, rest)) = front_matter(source) {
        body = rest;
        match kind {
            '+' => toml_matter(matter, &mut article),
            '{' => json_matter(matter, &mut article),
            _ => yaml_matter(matter, &mut article),
        }
    }
    let headed = article.title.is_none().then(|| text::headers(body, &mut article)).flatten();
    let body = without_shortcodes(headed.unwrap_or(body));
    let mut writer = Writer::default();
    Parser::new_ext(
        &body,
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES,
    )
    .for_each(|it| writer.event(it));
    writer.end_block();
    if article.title.is_none() {
        article.title = writer.title;
    }
    let text = normalize::text(&writer.text);
    let opens_with_title = article.title.as_ref().and_then(|it| text.strip_prefix(it.as_str()));
    article.text = match opens_with_title {
        Some(rest) if rest.starts_with('\n') => rest.trim_start().to_owned(),
        _ => text,
    };
    article
}

/// `body` without lines of Jekyll's, Hugo's and Eleventy's shortcodes.
fn without_shortcodes(body: &str) -> Cow<'_, str> {
    let is_code = |line: &str| {
        let line = line.trim();
        line.starts_with("{%") && line.ends_with("%}")
            || line.starts_with("{{") && line.ends_with("}}")
    };
    if !body.contains("{%") && !body.contains("{{") {
        return body.into();
    }
    body.split_inclusive('\n').filter(|it| !is_code(it)).collect::<String>().into()
}

/// Kind (`-`, `+` or `{`), contents and remainder of a text that opens with front matter.
fn front_matter(source: &str) -> Option<(char, &str, &str)> {
    let source = source.trim_start_matches(['\u{FEFF}', '\n']);
    for (kind, fence) in [('-', "---"), ('+', "+++")] {
        if let Some(rest) = source.strip_prefix(fence).and_then(|it| it.strip_prefix('\n')) {
            let end = rest.find(&format!("\n{fence}"))?;
            let (matter, tail) = rest.split_at(end);
            let tail = tail.trim_start_matches('\n').strip_prefix(fence)?;
            // A rule between two paragraphs is no front matter: that has keys.
            let has_key = matter.lines().any(|it| it.contains(if kind == '+' { '=' } else { ':' }));
            return has_key.then_some((kind, matter, tail));
        }
    }
    let is_json = source.starts_with("{\n") && source.contains("\n}\n");
    is_json.then(|| source.split_once("\n}\n")).flatten().map(|(matter, rest)| ('{', matter, rest))
}

fn toml_matter(matter: &str, article: &mut Article) {
    let Ok(table) = matter.parse::<toml::Table>() else {
        return article.warn("front_matter", "the TOML front matter cannot be read");
    };
    for (key, value) in &table {
        let list = |it: &toml::Value| match it {
            toml::Value::String(text) => text.clone(),
            value => value.to_string(),
        };
        match value {
            toml::Value::Array(items) => {
                field(key, &items.iter().map(list).collect::<Vec<_>>(), article);
            }
            value => field(key, &[list(value)], article),
        }
    }
}

fn json_matter(matter: &str, article: &mut Article) {
    let Ok(serde_json::Value::Object(object)) = serde_json::from_str(&format!("{matter}\n}}"))
    else {
        return article.warn("front_matter", "the JSON front matter cannot be read");
    };
    for (key, value) in &object {
        let text =
            |it: &serde_json::Value| it.as_str().map_or_else(|| it.to_string(), str::to_owned);
        match value {
            serde_json::Value::Array(items) => {
                field(key, &items.iter().map(text).collect::<Vec<_>>(), article);
            }
            value => field(key, &[text(value)], article),
        }
    }
}

/// The part of YAML that front matter is written in: scalars, plain, quoted or folded, and lists of them.
fn yaml_matter(matter: &str, article: &mut Article) {
    let mut entries: Vec<(String, Vec<String>)> = Vec::new();
    let mut in_block = false;
    for line in
        matter.lines().filter(|it| !it.trim().is_empty() && !it.trim_start().starts_with('#'))
    {
        let is_inner = line.starts_with([' ', '\t', '-']);
        if !is_inner && let Some((key, value)) = line.split_once(':') {
            in_block = value.trim().starts_with(['>', '|']);
            entries.push((key.trim().to_owned(), yaml_values(value.trim())));
        } else if let Some((_, values)) = entries.last_mut() {
            let line = line.trim();
            match line.strip_prefix("- ") {
                Some(item) => values.push(yaml_item(item)),
                // Of a person the name.
                None if !in_block && is_pair(line) && !line.starts_with("name:") => {}
                None if values.is_empty() => values.push(yaml_item(line)),
                None => values.iter_mut().next_back().into_iter().for_each(|it| {
                    it.push(' ');
                    it.push_str(line);
                }),
            }
        }
    }
    for (key, values) in &entries {
        field(key, values, article);
    }
}

/// Whether a line is a key and its value.
fn is_pair(line: &str) -> bool {
    line.split_once(": ").is_some_and(|(key, _)| {
        key.bytes().all(|it| it.is_ascii_alphanumeric() || b"_-".contains(&it))
    })
}

fn yaml_values(value: &str) -> Vec<String> {
    if let Some(list) = value.strip_prefix('[').and_then(|it| it.strip_suffix(']')) {
        return list.split(',').map(yaml_item).collect();
    }
    let is_block = value.starts_with(['>', '|']) && value.len() <= 2;
    if value.is_empty() || is_block { Vec::new() } else { vec![yaml_item(value)] }
}

/// A scalar without its quotes; of `name: Jane Doe`, the name.
fn yaml_item(item: &str) -> String {
    let item = item.trim();
    let item = item.strip_prefix("name:").map_or(item, str::trim);
    let inner = |quote: char| item.strip_prefix(quote).and_then(|it| it.strip_suffix(quote));
    match (inner('"'), inner('\'')) {
        (Some(text), _) => text.replace("\\\"", "\""),
        (_, Some(text)) => text.replace("''", "'"),
        _ => item.to_owned(),
    }
}

fn field(key: &str, values: &[String], article: &mut Article) {
    let is_list =
        matches!(key.to_ascii_lowercase().as_str(), "author" | "authors" | "tags" | "keywords");
    let values = if is_list { values } else { values.get(..1).unwrap_or_default() };
    for value in values {
        text::header(key, value, article);
    }
}

/// Writes the text of events, a blank line between blocks.
#[derive(Default)]
struct Writer {
    text: String,
    block: String,
    title: Option<String>,
    n_silent: u32,
    is_title: bool,
}

impl Writer {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(Tag::Image { .. } | Tag::MetadataBlock(_)) => self.n_silent += 1,
            Event::End(TagEnd::Image | TagEnd::MetadataBlock(_)) => self.n_silent -= 1,
            Event::Start(Tag::Heading { level, .. }) => {
                self.end_block();
                self.is_title = level == pulldown_cmark::HeadingLevel::H1 && self.title.is_none();
            }
            Event::End(TagEnd::Heading(_)) => {
                if self.is_title {
                    self.title = normalize::some_line(&self.block);
                }
                self.is_title = false;
                self.end_block();
            }
            Event::Start(
                Tag::Paragraph
                | Tag::BlockQuote(_)
                | Tag::CodeBlock(_)
                | Tag::List(_)
                | Tag::Item
                | Tag::Table(_)
                | Tag::TableRow
                | Tag::TableHead
                | Tag::FootnoteDefinition(_),
            )
            | Event::End(
                TagEnd::Paragraph
                | TagEnd::BlockQuote(_)
                | TagEnd::CodeBlock
                | TagEnd::List(_)
                | TagEnd::Item
                | TagEnd::Table
                | TagEnd::TableRow
                | TagEnd::TableHead
                | TagEnd::FootnoteDefinition,
            )
            | Event::Rule => self.end_block(),
            Event::End(TagEnd::TableCell) => self.block.push('\t'),
            Event::Html(markup) => {
                self.end_block();
                self.block.push_str(&html::to_text(&markup));
                self.end_block();
            }
            Event::Text(text)
            | Event::Code(text)
            | Event::InlineMath(text)
            | Event::DisplayMath(text)
                if self.n_silent == 0 =>
            {
                self.block.push_str(&text);
            }
            Event::SoftBreak => self.block.push(' '),
            Event::HardBreak => self.block.push('\n'),
            _ => {}
        }
    }

    fn end_block(&mut self) {
        let block = self.block.trim();
        if !block.is_empty() {
            if !self.text.is_empty() {
                self.text.push_str("\n\n");
            }
            self.text.push_str(block);
        }
        self.block.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_gone_and_the_heading_is_the_title() {
        let found = article(
            "# Storm *hits* coast\n\nIt **rained** on\n[Monday](https://example.com).\n\n- one\n- two\n\n![a](b)\n\n<div>Three &amp; four</div>\n",
        );
        assert_eq!(found.title.as_deref(), Some("Storm hits coast"));
        assert_eq!(found.text, "It rained on Monday.\n\none\n\ntwo\n\nThree & four");
    }

    #[test]
    fn people_shortcodes_and_headers_above_the_text_are_read() {
        let found = article(
            "---\ntitle: >\n  Storm: it\n  hits\nauthor:\n  email: j@example.org\n  name: Jane Doe\n  role: editor\n---\n{% include a.html %}\n\nIt rained {{ twice }}.\n\n{{< video a >}}\n",
        );
        assert_eq!(found.title.as_deref(), Some("Storm: it hits"));
        assert_eq!(
            (found.authors, &*found.text),
            (vec!["Jane Doe".to_owned()], "It rained {{ twice }}.")
        );
        let found = article("Title: Storm hits\nAuthor: Jane Doe\n\nIt *rained*.\n");
        assert_eq!((found.title.as_deref(), &*found.text), (Some("Storm hits"), "It rained."));
    }

    #[test]
    fn front_matter_of_each_kind_is_metadata() {
        let yaml = "---\ntitle: \"Storm: it hits\"\nauthors:\n  - Jane Doe\n  - name: John Roe\ndate: 2025-03-17\ntags: [a, b]\n---\n\nIt rained.\n";
        let toml = "+++\ntitle = \"Storm: it hits\"\nauthors = [\"Jane Doe\", \"John Roe\"]\ndate = 2025-03-17\ntags = [\"a\", \"b\"]\n+++\nIt rained.\n";
        let json = "{\n\"title\": \"Storm: it hits\", \"authors\": [\"Jane Doe\", \"John Roe\"],\n\"date\": \"2025-03-17\", \"tags\": [\"a\", \"b\"]\n}\n\nIt rained.\n";
        for source in [yaml, toml, json] {
            let found = article(source);
            assert_eq!(found.title.as_deref(), Some("Storm: it hits"), "{source}");
            assert_eq!(found.authors, ["Jane Doe", "John Roe"], "{source}");
            assert_eq!(
                found.published.map(|it| it.on.to_string()).as_deref(),
                Some("2025-03-17"),
                "{source}"
            );
            assert_eq!((found.declared.len(), found.text.as_str()), (2, "It rained."), "{source}");
        }
    }
}
