//! The arguments of the command.

use crate::check::{Format, Limits, OPTIONS};
use crate::input::Source;
use crate::stop::Stop;
use lexopt::{Arg, Parser, ValueExt as _};
use std::ffi::OsString;

/// What `geode help` prints.
pub const HELP: &str = "\
geode: should we go multi-region? Availability, latency, cost and return of geodes.

geode evaluate FILE|-           one scenario in, its evaluation out (JSON)
geode evaluate --jsonl FILE|-   one scenario a line in (1 MiB at most), one evaluation a line out, in order;
                                a bad line is answered by {\"error\": ..., \"line\": n} and the stream goes on;
                                --yearly adds the figures of simulated years, which take most of the time
geode simulate FILE|-           downtime of simulated years, every option (JSON)
      --years N                 how many; else as the scenario says
geode check FILE|- --option ID  a gate: exit code 1 if the option misses a limit
      --min-availability 99.99% --max-downtime 5m (a year) --max-rto 15m --max-rpo 5s --max-p95 120ms
      --max-monthly-cost 300k   limits; else the scenario's targets
      --format markdown         a table for a pull request
geode link FILE|-               the link that opens to the scenario: #s=...
      --base URL                the whole address, for a page at URL
geode unlink URL|-              the scenario in a link (JSON)
geode help | --help             this text
geode --version                 the version

FILE is a scenario or an evaluation, whose scenario is taken; - is standard input.
Errors go to standard error as `error: PATH: what is wrong, what was expected`.
Exit code: 0 done, 1 a check failed, 2 bad input or usage.
";

/// What is to be done.
#[derive(Debug, PartialEq)]
pub enum Command {
    /// Evaluate one scenario, or one a line.
    Evaluate {
        /// Where it is read from.
        from: Source,
        /// Whether each line is a scenario.
        lines: bool,
        /// Whether lines get the figures of simulated years too.
        yearly: bool,
    },
    /// Simulate years.
    Simulate {
        /// Where the scenario is read from.
        from: Source,
        /// How many; none: as the scenario says.
        years: Option<u32>,
    },
    /// Hold an option against limits.
    Check {
        /// Where the scenario is read from.
        from: Source,
        /// Id of the option.
        option: String,
        /// What it must reach.
        limits: Limits,
        /// How the answer is written.
        format: Format,
    },
    /// Make a link.
    Link {
        /// Where the scenario is read from.
        from: Source,
        /// Address of the page; empty: the fragment alone.
        base: String,
    },
    /// Open a link.
    Unlink {
        /// The link, or `-`.
        link: String,
    },
    /// Print the help.
    Help,
    /// Print the version.
    Version,
}

/// Reads the arguments.
pub fn command(mut args: Parser) -> Result<Command, Stop> {
    let first = args.next().map_err(unusable)?;
    match first {
        Some(Arg::Short('h') | Arg::Long("help")) => done(args, Command::Help),
        Some(Arg::Short('V') | Arg::Long("version")) => done(args, Command::Version),
        Some(Arg::Value(word)) => match word.to_str() {
            Some("help") => done(args, Command::Help),
            Some("evaluate") => evaluate(args),
            Some("simulate") => simulate(args),
            Some("check") => check(args),
            Some("link") => link(args),
            Some("unlink") => unlink(args),
            _ => Err(unknown("command", &word.to_string_lossy(), COMMANDS)),
        },
        Some(Arg::Short(option)) => Err(unknown("option", &format!("-{option}"), COMMANDS)),
        Some(Arg::Long(option)) => Err(unknown("option", &format!("--{option}"), COMMANDS)),
        None => Err(Stop::bad("command", "is missing", COMMANDS)),
    }
}

const COMMANDS: &str = "evaluate, simulate, check, link, unlink or help";
const EVALUATE: &str = "geode evaluate [--jsonl [--yearly]] FILE|-";
const SIMULATE: &str = "geode simulate [--years N] FILE|-";
const CHECK: &str = "geode check FILE|- --option ID [limits]";
/// Most years of one simulation, as the list of inputs has it.
const MOST_YEARS: u32 = 100_000;
const LINK: &str = "geode link [--base URL] FILE|-";
const UNLINK: &str = "geode unlink URL|-";

fn evaluate(mut args: Parser) -> Result<Command, Stop> {
    let (mut from, mut lines, mut yearly) = (None, false, false);
    while let Some(arg) = args.next().map_err(unusable)? {
        match arg {
            Arg::Long("jsonl") => lines = true,
            Arg::Long("yearly") => yearly = true,
            Arg::Short('h') | Arg::Long("help") => return Ok(Command::Help),
            Arg::Value(file) if from.is_none() => from = Some(Source::new(file)),
            other => return Err(unexpected(other, EVALUATE)),
        }
    }
    let from = from.ok_or_else(|| Stop::bad("FILE", "is missing", EVALUATE))?;
    Ok(Command::Evaluate { from, lines, yearly })
}

fn simulate(mut args: Parser) -> Result<Command, Stop> {
    let (mut from, mut years) = (None, None);
    while let Some(arg) = args.next().map_err(unusable)? {
        match arg {
            Arg::Long("years") => years = Some(number_of_years(args.value().map_err(unusable)?)?),
            Arg::Short('h') | Arg::Long("help") => return Ok(Command::Help),
            Arg::Value(file) if from.is_none() => from = Some(Source::new(file)),
            other => return Err(unexpected(other, SIMULATE)),
        }
    }
    let from = from.ok_or_else(|| Stop::bad("FILE", "is missing", SIMULATE))?;
    Ok(Command::Simulate { from, years })
}

fn number_of_years(value: OsString) -> Result<u32, Stop> {
    let text = value.string().map_err(unusable)?;
    text.parse()
        .ok()
        .filter(|years| (1..=MOST_YEARS).contains(years))
        .ok_or_else(|| Stop::bad("--years", &format!("is {text:?}"), &format!("a whole number from 1 to {MOST_YEARS}")))
}

fn check(mut args: Parser) -> Result<Command, Stop> {
    let (mut from, mut option, mut limits, mut format) = (None, None, Limits::default(), Format::Text);
    while let Some(arg) = args.next().map_err(unusable)? {
        match arg {
            Arg::Long("option") => option = Some(args.value().and_then(|v| v.string()).map_err(unusable)?),
            Arg::Long("format") => format = written(&args.value().and_then(|v| v.string()).map_err(unusable)?)?,
            Arg::Long(name) if OPTIONS.iter().any(|(option, _)| *option == name) => {
                let name = name.to_owned();
                limits.set(&name, &args.value().and_then(|v| v.string()).map_err(unusable)?)?;
            }
            Arg::Short('h') | Arg::Long("help") => return Ok(Command::Help),
            Arg::Value(file) if from.is_none() => from = Some(Source::new(file)),
            other => return Err(unexpected(other, CHECK)),
        }
    }
    let from = from.ok_or_else(|| Stop::bad("FILE", "is missing", CHECK))?;
    let option = option.ok_or_else(|| Stop::bad("--option", "is missing", CHECK))?;
    Ok(Command::Check { from, option, limits, format })
}

fn written(word: &str) -> Result<Format, Stop> {
    match word {
        "text" => Ok(Format::Text),
        "markdown" => Ok(Format::Markdown),
        _ => Err(unknown("--format", word, "text or markdown")),
    }
}

fn link(mut args: Parser) -> Result<Command, Stop> {
    let (mut from, mut base) = (None, String::new());
    while let Some(arg) = args.next().map_err(unusable)? {
        match arg {
            Arg::Long("base") => base = page(args.value().map_err(unusable)?)?,
            Arg::Short('h') | Arg::Long("help") => return Ok(Command::Help),
            Arg::Value(file) if from.is_none() => from = Some(Source::new(file)),
            other => return Err(unexpected(other, LINK)),
        }
    }
    let from = from.ok_or_else(|| Stop::bad("FILE", "is missing", LINK))?;
    Ok(Command::Link { from, base })
}

fn page(value: OsString) -> Result<String, Stop> {
    let base = value.string().map_err(unusable)?;
    match base.contains('#') {
        true => Err(Stop::bad("--base", "has a fragment of its own", "an address without #")),
        false => Ok(base),
    }
}

fn unlink(mut args: Parser) -> Result<Command, Stop> {
    let mut link = None;
    while let Some(arg) = args.next().map_err(unusable)? {
        match arg {
            Arg::Short('h') | Arg::Long("help") => return Ok(Command::Help),
            Arg::Value(text) if link.is_none() => link = Some(text.string().map_err(unusable)?),
            other => return Err(unexpected(other, UNLINK)),
        }
    }
    Ok(Command::Unlink { link: link.ok_or_else(|| Stop::bad("URL", "is missing", UNLINK))? })
}

/// The command, if nothing follows it.
fn done(mut args: Parser, command: Command) -> Result<Command, Stop> {
    match args.next().map_err(unusable)? {
        None => Ok(command),
        Some(other) => Err(unexpected(other, "nothing more")),
    }
}

fn unknown(kind: &str, given: &str, expected: &str) -> Stop {
    Stop::bad(kind, &format!("is {given:?}"), expected)
}

fn unexpected(arg: Arg, usage: &str) -> Stop {
    match arg {
        Arg::Short(option) => unknown("option", &format!("-{option}"), usage),
        Arg::Long(option) => unknown("option", &format!("--{option}"), usage),
        Arg::Value(value) => Stop::bad("arguments", &format!("have {value:?} too many"), usage),
    }
}

/// A value that is missing, not wanted, or not text.
fn unusable(error: lexopt::Error) -> Stop {
    Stop::bad("arguments", &error.to_string(), "what geode help shows")
}
