//! The stages in the order they run. What each finds is its own module's business.

use wiredesk_gazetteer::Gazetteer;
use wiredesk_language::Models;
use wiredesk_model::{Annotations, Article, Language, Layer, LayerSet};

use crate::{
    Stage, attribution, claims, dates, entities, events, focus, identification, keywords, names,
    places, quantities, quotes, readability, relations, sentences, summary, timeline, times, tones,
    topics,
};

/// Read-only tables that stages share, loaded once by the caller.
#[derive(Clone, Copy)]
pub struct Resources {
    /// The linguistic core.
    pub models: &'static Models,
    /// What the world is called.
    pub gazetteer: &'static Gazetteer,
}

impl Resources {
    /// The tables inside the binary.
    pub fn embedded() -> Self {
        Self { models: Models::embedded(), gazetteer: Gazetteer::embedded() }
    }
}

/// A pipeline that cannot be built.
#[derive(Debug, PartialEq, Eq)]
pub enum PipelineError {
    /// A stage needs a layer that no enabled stage before it fills.
    Unmet {
        /// The stage.
        stage: &'static str,
        /// The layer.
        layer: Layer,
    },
    /// A name in the configuration is no stage.
    Unknown(String),
}

impl std::fmt::Display for PipelineError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Unmet { stage, layer } => {
                write!(f, "stage `{stage}` needs the layer `{layer:?}`, whose stage is disabled")
            }
            Self::Unknown(name) => {
                write!(
                    f,
                    "`{name}` is no stage; the stages are {}",
                    Pipeline::stage_names().join(", ")
                )
            }
        }
    }
}

impl std::error::Error for PipelineError {}

/// The enabled stages in order.
pub struct Pipeline {
    stages: Vec<Box<dyn Stage>>,
}

impl Pipeline {
    /// Every stage but those named in `disabled`.
    ///
    /// # Errors
    /// If a name is no stage, or an enabled stage needs the layer of a disabled one.
    pub fn new(resources: Resources, disabled: &[String]) -> Result<Self, PipelineError> {
        let all = stages(resources);
        if let Some(name) = disabled.iter().find(|it| all.iter().all(|stage| stage.name() != **it))
        {
            return Err(PipelineError::Unknown(name.clone()));
        }
        let keep = |stage: &dyn Stage| disabled.iter().all(|it| it != stage.name());
        let stages: Vec<_> = all.into_iter().filter(|it| keep(it.as_ref())).collect();
        let mut filled = LayerSet::default();
        for stage in &stages {
            if let Some(layer) = stage.needs().iter().find(|it| !filled.contains(**it)) {
                return Err(PipelineError::Unmet { stage: stage.name(), layer: *layer });
            }
            filled.insert(stage.fills());
        }
        Ok(Self { stages })
    }

    /// A pipeline without stages: records then carry the article alone.
    pub fn empty() -> Self {
        Self { stages: Vec::new() }
    }

    /// Names of all stages in the order they run.
    pub fn stage_names() -> Vec<&'static str> {
        let resources = Resources::embedded();
        stages(resources).iter().map(|it| it.name()).collect()
    }

    /// The enabled stages, for whoever wants to time them one by one.
    pub fn stages(&self) -> impl Iterator<Item = &dyn Stage> {
        self.stages.iter().map(AsRef::as_ref)
    }

    /// Runs the stages over one article.
    pub fn enrich(&self, article: &Article) -> Annotations {
        self.enrich_observed(article, &mut |_| ())
    }

    /// Like [`Self::enrich`], and tells `observe` the name of each stage before it runs.
    pub fn enrich_observed(
        &self,
        article: &Article,
        observe: &mut dyn FnMut(&'static str),
    ) -> Annotations {
        let mut notes = Annotations::default();
        for stage in &self.stages {
            let foreign = !notes.language.as_ref().is_none_or(Language::is_english);
            if !(foreign && stage.english_only()) {
                observe(stage.name());
                stage.enrich(article, &mut notes);
                notes.filled.insert(stage.fills());
            }
        }
        notes
    }
}

fn stages(resources: Resources) -> Vec<Box<dyn Stage>> {
    vec![
        Box::new(identification::LanguageIdentifier),
        Box::new(sentences::SentenceTagger::new(resources)),
        Box::new(readability::ReadabilityMeter),
        Box::new(names::NameTagger::new(resources)),
        Box::new(dates::DateFinder::new()),
        Box::new(times::TimexTagger::new()),
        Box::new(quantities::QuantityTagger::new()),
        Box::new(places::PlaceResolver::new(resources)),
        Box::new(attribution::AttributionFinder::new()),
        Box::new(entities::EntityLinker::new(resources)),
        Box::new(focus::FocusFinder),
        Box::new(quotes::QuoteTagger),
        Box::new(claims::ClaimTagger),
        Box::new(events::EventTagger::new()),
        Box::new(relations::RelationTagger::new(resources)),
        Box::new(timeline::TimelineBuilder),
        Box::new(keywords::KeywordTagger::new()),
        Box::new(topics::TopicTagger::new()),
        Box::new(summary::Summarizer::new()),
        Box::new(tones::ToneTagger::new()),
    ]
}
