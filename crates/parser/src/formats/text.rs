//! Plain text.

use std::io::BufRead;

use wiredesk_model::Article;

use crate::{Certainty, Context, Draft, Format, Peek, Rejection};

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
        let text = String::from_utf8_lossy(&bytes).into_owned();
        ctx.emit(Draft::new(Article { text, ..Article::default() }, &bytes))?;
        Ok(())
    }
}
