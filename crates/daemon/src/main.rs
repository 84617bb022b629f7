//! The binary.

use std::io::Write;

fn main() -> anyhow::Result<()> {
    let resources = wiredesk_enricher::Resources {
        models: wiredesk_language::Models::embedded(),
        gazetteer: wiredesk_gazetteer::Gazetteer::embedded(),
    };
    let pipeline = wiredesk_enricher::Pipeline::new(resources, &[])?;
    let config = wiredesk_parser::ParserConfig::default();
    let hint = wiredesk_parser::Hint { path: "-".into(), modified: None };
    let mut out = std::io::stdout().lock();
    let mut seq = 0;
    let mut emit = |article| {
        let notes = pipeline.enrich(&article);
        let record = wiredesk_model::assemble(&article, &notes, jiff::Timestamp::UNIX_EPOCH, seq);
        seq += 1;
        let line = serde_json::to_string(&record).expect("a record is always JSON");
        if writeln!(out, "{line}").is_ok() {
            wiredesk_parser::Flow::Continue
        } else {
            wiredesk_parser::Flow::Stop
        }
    };
    wiredesk_parser::parse(&mut std::io::stdin().lock(), &hint, &config, &mut emit)?;
    Ok(())
}
