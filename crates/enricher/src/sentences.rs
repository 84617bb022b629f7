//! Cuts the text into sentences and tokens, and tags and parses them. The linguistics are `language`'s.

use std::borrow::Cow;

use wiredesk_language::Models;
use wiredesk_model::{Annotations, Article, Language, Layer, Span};

use crate::{Resources, Stage};

/// Cuts, tags and parses.
pub(crate) struct SentenceTagger {
    models: &'static Models,
}

impl SentenceTagger {
    pub(crate) fn new(resources: Resources) -> Self {
        Self { models: resources.models }
    }
}

impl Stage for SentenceTagger {
    fn name(&self) -> &'static str {
        "sentences"
    }

    fn needs(&self) -> &'static [Layer] {
        &[Layer::Language]
    }

    fn fills(&self) -> Layer {
        Layer::Sentences
    }

    fn english_only(&self) -> bool {
        false
    }

    fn enrich(&self, article: &Article, notes: &mut Annotations) {
        let english = notes.language.as_ref().is_none_or(Language::is_english);
        let paragraphs = without_dateline(article);
        (notes.tokens, notes.sentences) =
            wiredesk_language::segment(&article.text, &paragraphs, english);
        if english {
            self.models.parse(&article.text, &mut notes.tokens, &notes.sentences);
        }
    }
}

/// The paragraphs, with the dateline cut off the one it opens: "KYIV, March 3 (AP) —" is no part of the sentence after it,
/// and a parser that reads it so makes the city the subject.
fn without_dateline(article: &Article) -> Cow<'_, [Span]> {
    let paragraphs = &article.paragraphs;
    let Some(dateline) = article.dateline.as_ref().map(|it| it.span).filter(|it| !it.is_empty())
    else {
        return Cow::Borrowed(paragraphs);
    };
    let cut = |it: &Span| {
        let opens = it.start() <= dateline.start() && dateline.end() < it.end();
        let rest = Span::new(dateline.end().max(it.start()), it.end());
        if opens { vec![Span::new(it.start(), dateline.end()), rest] } else { vec![*it] }
    };
    Cow::Owned(paragraphs.iter().flat_map(cut).collect())
}

#[cfg(test)]
mod tests {
    use wiredesk_model::{Annotations, Article, Dateline, Span};

    use super::{SentenceTagger, Stage};
    use crate::Resources;

    #[test]
    fn the_dateline_is_no_part_of_the_sentence_after_it() {
        let text = "KYIV, March 3 (AP) — The president spoke. He left.";
        let span = Span::new(0, "KYIV, March 3 (AP) —".len());
        let article = Article {
            text: text.into(),
            paragraphs: vec![Span::new(0, text.len())],
            dateline: Some(Dateline { span, ..Dateline::default() }),
            ..Article::default()
        };
        let resources = Resources::embedded();
        let mut notes = Annotations::default();
        SentenceTagger::new(resources).enrich(&article, &mut notes);
        let sentences: Vec<_> = notes.sentences.iter().map(|it| it.span.slice(text)).collect();
        assert_eq!(sentences, ["KYIV, March 3 (AP) —", "The president spoke.", "He left."]);
    }
}
