//! Plain text.

use std::io::BufRead;

use wiredesk_model::Article;

use crate::{Certainty, Context, Draft, Format, Peek, Rejection, charset, normalize};

/// Plain text.
pub(crate) struct Text;

impl Format for Text {
    fn name(&self) -> &'static str {
        "text"
    }

    fn detect(&self, _peek: &Peek<'_>) -> Certainty {
        Certainty::Fallback
    }

    fn parse(&self, input: &mut dyn BufRead, ctx: &mut Context<'_>) -> Result<(), Rejection> {
        let bytes = ctx.read_all(input)?;
        let decoded = charset::decode(&bytes, None);
        let mut article = Article {
            text: normalize::text(&decoded.text),
            warnings: decoded.warnings,
            ..Article::default()
        };
        article.source.encoding = Some(decoded.encoding);
        ctx.emit(Draft::new(article, &bytes))?;
        Ok(())
    }
}
