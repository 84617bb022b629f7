//! What the memory needs of an article, taken by whoever holds its text: other threads than the memory's, or another
//! process. It remembers nothing.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use wiredesk_model::{Annotations, Article, ArticleId, Layer};

use crate::signature::Signature;
use crate::terms::{self, Term};

/// What the memory needs of an article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Imprint {
    id: [u8; 16],
    pub(crate) published_at: Option<Timestamp>,
    pub(crate) signature: Signature,
    /// `None` where no stage ran that finds any.
    pub(crate) terms: Option<Vec<Term>>,
}

impl Imprint {
    /// The imprint of `article`, in which `notes` were found.
    pub fn of(article: &Article, notes: &Annotations) -> Self {
        let has_terms =
            notes.filled.contains(Layer::Entities) || notes.filled.contains(Layer::Keywords);
        Self {
            id: article.id.0,
            published_at: article.published.or(notes.published).map(|it| it.at),
            signature: Signature::of(&article.text),
            terms: has_terms.then(|| terms::terms(notes)),
        }
    }

    /// Whose it is.
    pub fn id(&self) -> ArticleId {
        ArticleId(self.id)
    }
}

#[cfg(test)]
mod tests {
    use wiredesk_model::Keyword;

    use super::*;

    #[test]
    fn an_imprint_that_was_sent_to_another_process_is_the_same() {
        let article = Article {
            id: ArticleId([9; 16]),
            text: (0..200).map(|it| it.to_string() + " ").collect(),
            ..Article::default()
        };
        let mut notes = Annotations::default();
        notes.filled.insert(Layer::Keywords);
        let keyword = |n: u8| Keyword { text: format!("w{n}"), score: f32::from(n) / 31.0 };
        notes.keywords = (1..31).map(keyword).collect();
        for notes in [notes, Annotations::default()] {
            let imprint = Imprint::of(&article, &notes);
            let sent = serde_json::to_vec(&imprint).unwrap();
            assert_eq!(serde_json::from_slice::<Imprint>(&sent).unwrap(), imprint);
        }
    }
}
