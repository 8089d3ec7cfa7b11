//! Why the command ends early, and where its output goes.

use geode_core::scenario::Scenario;
use geode_core::scenario::restore::{Refused, Repair};
use std::fmt;
use std::io::{self, StdoutLock, Write};

/// Exit code of bad input and wrong usage.
pub const BAD_INPUT: u8 = 2;
/// Exit code of a check that failed; its output says what was missed.
pub const FAILED: u8 = 1;

/// Why the command ends early.
#[derive(Debug)]
pub enum Stop {
    /// What is wrong with the input, a line each: `PATH: what is wrong, expected what`.
    Bad(Vec<String>),
    /// Wrong usage, in clap's words.
    Usage(String),
    /// A check that failed; what was missed has been printed.
    Failed,
    /// Whoever read the output has gone, as `head` does: nothing is wrong.
    Closed,
}

impl Stop {
    /// One thing that is wrong.
    pub fn bad(path: &str, wrong: &str, expected: &str) -> Self {
        Stop::Bad(vec![format!("{path}: {wrong}, expected {expected}")])
    }

    /// A name that is none of those there are.
    pub fn unknown<'a>(path: &str, wrong: &str, known: impl Iterator<Item = &'a str>) -> Self {
        Stop::bad(path, wrong, &format!("one of {}", known.collect::<Vec<_>>().join(", ")))
    }

    /// An option that the scenario does not have.
    pub fn no_option(id: &str, scenario: &Scenario) -> Self {
        Stop::unknown("--option", &format!("is {id:?}"), scenario.options.iter().map(|option| option.id.as_str()))
    }

    /// Why nothing is taken of what stands in a place, in words that say what was expected.
    pub fn refused(path: &str, why: impl fmt::Display) -> Self {
        Stop::Bad(vec![format!("{path}: {why}")])
    }
}

impl From<Refused> for Stop {
    fn from(refused: Refused) -> Self {
        Stop::Bad(refused.0.iter().map(ToString::to_string).collect())
    }
}

/// What goes wrong while output is written; reading wraps its errors in [`Stop::bad`] with the name of the file.
impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Stop::Closed,
            _ => Stop::bad("standard output", &format!("cannot be written ({error})"), "a place that takes it"),
        }
    }
}

impl From<serde_json::Error> for Stop {
    fn from(error: serde_json::Error) -> Self {
        io::Error::from(error).into()
    }
}

/// Standard output in large blocks; whoever takes it must flush it.
pub fn output() -> io::BufWriter<StdoutLock<'static>> {
    io::BufWriter::with_capacity(1 << 16, io::stdout().lock())
}

/// Prints a whole text.
pub fn print(text: &str) -> Result<(), Stop> {
    print_bytes(text.as_bytes())
}

/// Prints a whole text that is already encoded.
pub fn print_bytes(text: &[u8]) -> Result<(), Stop> {
    let mut out = output();
    out.write_all(text)?;
    Ok(out.flush()?)
}

/// Prints a scenario, as files of it end: with a line.
pub fn print_scenario(scenario: &Scenario) -> Result<(), Stop> {
    print(&format!("{}\n", scenario.to_json_pretty()))
}

/// Something to know beside the output.
pub fn note(text: &str) {
    let _ = writeln!(std::io::stderr().lock(), "note: {text}");
}

/// An evaluation lists its repairs; what else is printed cannot, so they are reported beside it.
pub fn say(repairs: &[Repair]) {
    let mut errors = std::io::stderr().lock();
    for repair in repairs {
        let _ = writeln!(errors, "repaired: {}: {}", repair.path, repair.message);
    }
}
