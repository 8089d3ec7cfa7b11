//! The command `geode`: the engine of Geode Planner for scripts and pipelines.

mod args;
mod check;
mod evaluate;
mod input;
mod links;
mod simulate;
mod stop;

use std::io::Write as _;
use std::process::ExitCode;
use stop::Stop;

fn main() -> ExitCode {
    match args::command(lexopt::Parser::from_env()).and_then(run) {
        Ok(()) | Err(Stop::Closed) => ExitCode::SUCCESS,
        Err(Stop::Failed) => ExitCode::from(stop::FAILED),
        Err(Stop::Bad(lines)) => {
            let mut errors = std::io::stderr().lock();
            for line in lines {
                // Where even the error stream is closed, the exit code still tells.
                let _ = writeln!(errors, "error: {line}");
            }
            ExitCode::from(stop::BAD_INPUT)
        }
    }
}

fn run(command: args::Command) -> Result<(), Stop> {
    use args::Command;
    match command {
        Command::Evaluate { from, lines: false, .. } => evaluate::one(&from),
        Command::Evaluate { from, lines: true, yearly } => evaluate::lines(&from, yearly),
        Command::Simulate { from, years } => simulate::simulate(&from, years),
        Command::Check { from, option, limits, format } => check::check(&from, &option, limits, format),
        Command::Link { from, base } => links::link(&from, &base),
        Command::Unlink { link } => links::unlink(&link),
        Command::Help => stop::print(args::HELP),
        Command::Version => stop::print(concat!("geode ", env!("CARGO_PKG_VERSION"), "\n")),
    }
}
