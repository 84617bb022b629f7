//! The small words that times and quantities are written with, read once from left to right. It knows what a word
//! can mean, not what it means here.

mod numerals;
mod scan;
mod vocabulary;

pub(crate) use numerals::{Numeral, numeral};
pub(crate) use scan::{Form, Lexeme, scan};
pub(crate) use vocabulary::{DayPart, Season, Sense, Unit, Vocabulary, W};
