//! From the command line to the command, with the configuration it needs. The commands do the work.

use std::fs;
use std::io::{self, IsTerminal, Read, Write};
use std::path::Path;

use anyhow::Context;
use clap::CommandFactory;
use wiredesk_inbox::Standing;
use wiredesk_journal::Disk;
use wiredesk_model::Record;

use crate::cli::{Cli, Command, Options};
use crate::commands::{audit, check, enrich, replay, show, top};
use crate::config::{Config, ConfigError, Layers, load};
use crate::failure::Exit;
use crate::{cli, enrichment, isolation, logging, service, terminal};

/// Runs the command.
///
/// # Errors
/// If it could not do what it is for.
pub(crate) fn run(cli: Cli) -> anyhow::Result<Exit> {
    let Cli { options, command } = cli;
    match command.unwrap_or_else(|| Command::Run(cli::Run::default())) {
        Command::Run(arguments) => run_service(&options, &arguments),
        Command::Enrich(arguments) => enrich_inputs(&configuration(&options, &[])?, &arguments),
        Command::Show(arguments) => show_record(&configuration(&options, &[])?, &arguments.what),
        Command::Explain(arguments) => explain(&configuration(&options, &[])?, &arguments.file),
        Command::Replay(arguments) => {
            let config = configuration(&options, &[])?;
            let replayed = replay::replay(&config, arguments.rejected, &arguments.paths)?;
            writeln!(io::stdout(), "{} files are back in the inbox", replayed.n_files)?;
            for left in &replayed.left {
                terminal::complain(left);
            }
            Ok(if replayed.left.is_empty() { Exit::Done } else { Exit::Found })
        }
        Command::Audit => {
            let found = audit::audit(&configuration(&options, &[])?)?;
            audit::print(&found, &mut io::stdout().lock())?;
            Ok(if found.is_clean() { Exit::Done } else { Exit::Found })
        }
        Command::Top(arguments) => {
            top::run(&configuration(&options, &[])?, arguments.once)?;
            Ok(Exit::Done)
        }
        Command::Check(arguments) => {
            let problems = check::run(&configuration(&options, &[])?, arguments.print)?;
            for problem in &problems {
                terminal::complain(problem);
            }
            Ok(if problems.is_empty() { Exit::Done } else { Exit::Config })
        }
        Command::Schema => {
            writeln!(io::stdout(), "{:#}", wiredesk_model::schema())?;
            Ok(Exit::Done)
        }
        Command::Isolated { task } => isolation::work(&task),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Cli::command(), "wiredesk", &mut script);
            io::stdout().write_all(&script)?;
            Ok(Exit::Done)
        }
    }
}

fn explain(config: &Config, file: &Path) -> anyhow::Result<Exit> {
    // A path that leads somewhere from here is meant; any other is the name a file had in the inbox.
    let real = file.parent().and_then(|it| it.canonicalize().ok()).zip(file.file_name());
    let path = match real {
        Some((folder, name)) if folder.join(name).symlink_metadata().is_ok() => folder.join(name),
        _ => file.to_owned(),
    };
    let desk = &config.desk;
    let explanation = wiredesk_inbox::explain(&Disk, &config.inbox(), &desk.state, &path)?;
    writeln!(io::stdout(), "{explanation}")?;
    let known = !explanation.history.is_empty() || explanation.standing != Standing::Absent;
    Ok(if known { Exit::Done } else { Exit::Found })
}

/// The configuration, with what flags of the command itself override.
fn configuration(options: &Options, flags: &[(&str, String)]) -> anyhow::Result<Config> {
    Ok(load(&layers(options, flags)?)?)
}

fn layers(options: &Options, flags: &[(&str, String)]) -> anyhow::Result<Layers> {
    let mut layers = Layers {
        file: options.config.clone(),
        env: std::env::vars_os()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
            .collect(),
        directory: std::env::current_dir().context("there is no working directory")?,
        ..Layers::default()
    };
    for pair in &options.overrides {
        let (key, value) = pair
            .split_once('=')
            .with_context(|| format!("`--set {pair}` must be SECTION.KEY=VALUE"))?;
        layers.flags.push((key.to_owned(), value.to_owned()));
    }
    if let Some(desk) = &options.desk {
        layers.flags.push(("desk.root".to_owned(), desk.display().to_string()));
    }
    layers.flags.extend(flags.iter().map(|(key, value)| ((*key).to_owned(), value.clone())));
    Ok(layers)
}

fn run_service(options: &Options, arguments: &cli::Run) -> anyhow::Result<Exit> {
    let jobs = arguments.jobs.map(|it| ("service.workers", it.to_string()));
    let flags: Vec<_> = jobs.into_iter().collect();
    let config = configuration(options, &flags)?;
    let log = logging::start(&config.log, options.verbose);
    if io::stderr().is_terminal() {
        greet(&config);
    }
    let reload = || {
        load(
            &layers(options, &flags)
                .map_err(|error| ConfigError::one("the environment", format!("{error:#}")))?,
        )
    };
    service::run(config, service::Surroundings { log, reload: &reload })
}

/// What to do next, for whoever started the service by hand.
fn greet(config: &Config) {
    let (inbox, outbox) = (config.desk.inbox.display(), config.desk.outbox.display());
    let greeting = format!(
        "the desk is {}\n\n  drop articles   cp story.html {inbox}/\n  read records    tail -F {outbox}/current | jq .\n  look closer     wiredesk show story.html\n\nCtrl-C stops; nothing is lost.\n",
        config.desk.root.display()
    );
    terminal::complain(&greeting);
}

fn enrich_inputs(config: &Config, arguments: &cli::Enrich) -> anyhow::Result<Exit> {
    if arguments.inputs.iter().any(|it| it.as_os_str() == "-") && io::stdin().is_terminal() {
        terminal::complain("reading an article from the terminal; end it with Ctrl-D");
    }
    let pipeline = enrichment::pipeline(config.enricher.enabled, &config.enricher.disabled)?;
    let enrich = enrich::Enrich {
        inputs: &arguments.inputs,
        jobs: arguments.jobs,
        pipeline: &pipeline,
        parser: &config.parser,
    };
    let tally = enrich.run(io::stdout().lock())?;
    if io::stderr().is_terminal() && !io::stdout().is_terminal() {
        terminal::complain(&format!("{} records, {} rejected", tally.n_records, tally.n_rejected));
    }
    Ok(if tally.n_rejected > 0 { Exit::Found } else { Exit::Done })
}

fn show_record(config: &Config, what: &str) -> anyhow::Result<Exit> {
    let records = if what == "-" {
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes)?;
        records_of(config, what, &bytes)?
    } else if let Ok(bytes) = fs::read(what) {
        records_of(config, what, &bytes)?
    } else {
        let found = show::delivered(&config.desk.outbox, what)?;
        found.map_or_else(
            || anyhow::bail!("`{what}` is no file that can be read, and no record in {} has an id that begins so (at least four of its hex digits)", config.desk.outbox.display()),
            |it| Ok(vec![it]),
        )?
    };
    let mut out = io::BufWriter::new(io::stdout().lock());
    for record in &records {
        show::render(record, &mut out)?;
    }
    out.flush()?;
    Ok(Exit::Done)
}

/// The records in `bytes`, or those of the articles in `bytes`.
fn records_of(config: &Config, path: &str, bytes: &[u8]) -> anyhow::Result<Vec<Record>> {
    let lines = bytes.split(|it| *it == b'\n').filter(|it| !it.is_empty());
    if let Ok(records) = lines.map(serde_json::from_slice).collect::<Result<Vec<Record>, _>>()
        && !records.is_empty()
    {
        return Ok(records);
    }
    let pipeline = enrichment::pipeline(config.enricher.enabled, &config.enricher.disabled)?;
    Ok(enrich::records(path, bytes, &pipeline, &config.parser)?)
}
