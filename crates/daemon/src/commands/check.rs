//! `check`: whether the configuration and the folders would let the service start. It changes nothing.

use std::io::{self, Write};
use std::path::Path;

use rustix::fs::{Access, access};

use crate::config::{Config, KEYS, Origin};

/// Says what is wrong, or that nothing is.
///
/// # Errors
/// If standard output cannot be written.
pub(crate) fn run(config: &Config, print: bool) -> io::Result<Vec<String>> {
    let mut out = io::stdout().lock();
    if print {
        show(config, &mut out)?;
    }
    let problems: Vec<_> = config
        .desk
        .folders()
        .into_iter()
        .filter_map(|(key, path)| folder_problem(path).map(|it| format!("{key}: {it}")))
        .collect();
    if problems.is_empty() {
        writeln!(
            out,
            "the configuration is right, and the desk {} is usable",
            config.desk.root.display()
        )?;
    }
    Ok(problems)
}

fn show(config: &Config, out: &mut impl Write) -> io::Result<()> {
    let mut section = "";
    for key in KEYS {
        if key.section() != section {
            let gap = if section.is_empty() { "" } else { "\n" };
            section = key.section();
            writeln!(out, "{gap}[{section}]")?;
        }
        let name = key.name.rsplit('.').next().unwrap_or(key.name);
        let from = match config.origin(key) {
            None => "default".to_owned(),
            Some(Origin::File(place)) => place.clone(),
            Some(Origin::Environment(variable)) => variable.clone(),
            Some(Origin::Flag) => "flag".to_owned(),
        };
        writeln!(out, "{:<40} # {from}", format!("{name} = {}", key.show(config)))?;
    }
    writeln!(out)
}

/// What would keep the service from using the folder at `path`.
fn folder_problem(path: &Path) -> Option<String> {
    let shown = path.display();
    if path.is_dir() {
        let all = Access::READ_OK | Access::WRITE_OK | Access::EXEC_OK;
        return access(path, all).err().map(|error| format!("`{shown}` cannot be used: {error}"));
    }
    if path.exists() {
        return Some(format!("`{shown}` is not a folder"));
    }
    let parent = path.ancestors().skip(1).find(|it| it.exists())?;
    if !parent.is_dir() {
        return Some(format!("`{shown}` cannot be made: `{}` is not a folder", parent.display()));
    }
    let error = access(parent, Access::WRITE_OK | Access::EXEC_OK).err()?;
    Some(format!("`{shown}` cannot be made in `{}`: {error}", parent.display()))
}
