//! JSON articles, one a file or one a line.

use std::io::BufRead;

use serde_json::Value;
use wiredesk_model::Article;

use crate::{Certainty, Context, Draft, Flow, Format, Peek, Rejection, dates, normalize};

/// JSON and NDJSON articles.
pub(crate) struct Json;

impl Format for Json {
    fn name(&self) -> &'static str {
        "json"
    }

    fn detect(&self, peek: &Peek<'_>) -> Certainty {
        let first = peek.head.iter().find(|it| !it.is_ascii_whitespace());
        if first == Some(&b'{') { Certainty::Likely } else { Certainty::No }
    }

    fn parse(&self, input: &mut dyn BufRead, ctx: &mut Context<'_>) -> Result<(), Rejection> {
        let mut line = Vec::new();
        loop {
            line.clear();
            let n_bytes = input
                .read_until(b'\n', &mut line)
                .map_err(|error| Rejection::unreadable(&error))?;
            if n_bytes == 0 {
                return Ok(());
            }
            let value: Value = serde_json::from_slice(&line)
                .map_err(|error| Rejection::new("bad_json", error.to_string()))?;
            if ctx.emit(Draft::new(article(&value), &line))? == Flow::Stop {
                return Ok(());
            }
        }
    }
}

fn article(value: &Value) -> Article {
    let get = |keys: &[&str]| {
        keys.iter().find_map(|key| value.get(key)).and_then(Value::as_str).map(str::to_owned)
    };
    Article {
        guid: get(&["guid", "id"]),
        title: get(&["title", "headline"]).and_then(|it| normalize::some_line(&it)),
        text: normalize::exact(&get(&["text", "body", "content"]).unwrap_or_default()),
        published: get(&["published", "date"]).and_then(|it| dates::published(&it)),
        modified_at: get(&["modified", "updated"]).and_then(|it| dates::instant(&it)),
        ..Article::default()
    }
}
