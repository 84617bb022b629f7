//! `top`: what the service is doing, once a second, from the desk's own folders. It changes nothing and needs no
//! running service.

mod look;
mod screen;

use std::collections::VecDeque;
use std::io::{self, IsTerminal, Write};
use std::time::Duration;

use console::Term;
use look::{Look, look};
use screen::Size;

use crate::config::Config;

const PERIOD: Duration = Duration::from_secs(1);
/// Seconds over which rates are taken and drawn.
const REMEMBERED: usize = 60;
/// What is shown where nobody's terminal sets a size.
const UNBOUNDED: Size = Size { rows: 40, columns: 110 };

/// Looks until interrupted, or once.
///
/// # Errors
/// If the desk cannot be read, or standard output not be written.
pub(crate) fn run(config: &Config, once: bool) -> anyhow::Result<()> {
    let term = Term::stdout();
    let live = io::stdout().is_terminal() && !once;
    let mut looks: VecDeque<Look> = VecDeque::new();
    if live {
        term.clear_screen()?;
    }
    loop {
        if looks.len() > REMEMBERED {
            looks.pop_front();
        }
        looks.push_back(look(config)?);
        let size = term.size_checked().filter(|_| live).map_or(UNBOUNDED, |(rows, columns)| Size {
            rows: rows.into(),
            columns: columns.into(),
        });
        let lines = screen::lines(&config.desk.root, looks.make_contiguous(), size);
        if !live {
            let mut out = io::stdout().lock();
            return Ok(lines.iter().try_for_each(|line| writeln!(out, "{line}"))?);
        }
        // Written over what was there, not cleared first: nothing flickers.
        term.move_cursor_to(0, 0)?;
        for line in lines {
            term.clear_line()?;
            term.write_line(&line)?;
        }
        term.clear_to_end_of_screen()?;
        std::thread::sleep(PERIOD);
    }
}
